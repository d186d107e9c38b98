# ruff: noqa: E501 - a pattern is read best on one line
"""Somebody close sits beside her or has read the message: "can't talk, he's sat next to me", "he saw it".

What that means only she knows. Works on Python 3.10.
"""

from __future__ import annotations

import re

_CLOSE = r"(?:he|she|they|(?:my )?(?:husband|wife|hubby|partner|boyfriend|girlfriend|bf|gf|fella|ex|dad|father|mum|mom|mother|son|daughter|in ?laws?|mother in law))"
_CANNOT_TALK = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t|not (?:safe|able) to|better not|shouldn'?t) (?:really )?(?:talk|text|type|speak|chat|write|message|say|reply|do this|look)\b"
    r"|\b(?:shh+|careful|not now|not safe|quiet|stop|wait)\b"
    r"|(?:不方便|不能|没法|不敢|不好|别|先不|没办法)(?:再)?(?:说话?|聊|讲|打字|回|发|谈|写|接)|小声|嘘",
    re.IGNORECASE,
)
_BESIDE_HER = re.compile(
    rf"\b{_CLOSE}(?:'?s|'?re| is| are)? (?:right |just |only |always )*(?:(?:sat|sitting|stood|standing|lying|laying) )?(?:right )?"
    r"(?:here|there|home|next to (?:me|us)|beside me|by me|with me|behind me|in the (?:room|car|house)|over my shoulder|watching(?: me)?|looking(?: at (?:me|my phone))?|about)\b"
    r"|(?:他|她|老公|老婆|丈夫|男朋友|女朋友|男友|女友|前夫|婆婆|公公|我?爸|我?妈|家里?人)(?:现在|就|正好?|人|还|刚好|一直)*"
    r"(?:坐|站|躺)?(?:在)(?:我)?(?:旁边|边上|身边|跟前|后面|这儿|这里|家(?!里?(?:做|带|上))|看着?)",
    re.IGNORECASE,
)
_HAS_SEEN = re.compile(
    rf"\W*(?:oh |no |god |shit |ok |please |stop |omg )*{_CLOSE}(?:'?s| is| has|'?ve| have| just)* (?:just |already )*(?:saw|seen|read|reading|found|reads|sees|looking at) "
    r"(?:it|this|that|(?:the|my|your|these|all the|all my) (?:messages?|texts?|phone|chat))(?: now| all| just now| already| too)?\W*"
    r"|\W*(?:完了|糟了|坏了|别发了|天哪)?\W*(?:我|被)?(?:他|她|老公|老婆|丈夫|男朋友|女朋友|男友|女友|婆婆|我?爸|我?妈|家里?人)(?:刚|已经|都|正|在|会|要)*(?:看(?:到|见|了)|发现|翻到)(?:了|我的?)*(?:短信|消息|手机|信息|聊天)?了?\W*",
    re.IGNORECASE,
)


def is_overlooked(text: str) -> bool:
    """Whether she cannot write freely because of somebody close, or somebody close has seen what was written.

    >>> is_overlooked("cant talk hes sat next to me"), is_overlooked("yeah its me but i cant talk hes right here"), is_overlooked("he saw it")
    (True, True, True)
    >>> is_overlooked("他在旁边，不方便说"), is_overlooked("别发了，我老公看到了")
    (True, True)
    >>> is_overlooked("can't talk, I'm at work"), is_overlooked("my wife is here, can you explain it to us"), is_overlooked("老公在旁边开车")
    (False, False, False)
    """
    plain = text.replace("’", "'")
    if _HAS_SEEN.fullmatch(plain):
        return True
    return _CANNOT_TALK.search(plain) is not None and _BESIDE_HER.search(plain) is not None


_LEFT = re.compile(
    rf"\b{_CLOSE}(?:'?s|s|'?ve| is| has| have)? (?:gone|left|out|away|asleep)\b|(?:他|她|老公|老婆)(?:已经|刚)?(?:走了|出去了|出门了|不在了?|睡了)",
    re.IGNORECASE,
)


def left_the_room(text: str) -> bool:
    """Whether whoever sat beside her is said to have gone: out of the room, and not for ever.

    >>> left_the_room("ok hes gone. can i pay the 20th"), left_the_room("他走了，20号还行吗"), left_the_room("he died")
    (True, True, False)
    """
    return _LEFT.search(text.replace("’", "'")) is not None
