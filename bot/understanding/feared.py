# ruff: noqa: E501 - a pattern is read best on one line
"""Somebody at home whom she fears: "he'll kill me if he finds out", in earnest or as a manner of speaking.

No third party writes so, and no crisis is told. What is meant only she knows; the dialogue asks, kindly.
Works on Python 3.10.
"""

from __future__ import annotations

import re

_CLOSE_EN = (
    r"(?:he|she|they|husband|wife|hubby|partner|boyfriend|girlfriend|fella|dad|father|mum|mom|mother|parents"
    r"|stepdad|in ?laws)"
)
_CLOSE_ZH = r"(?:老公|老婆|丈夫|妻子|男朋友|女朋友|男友|女友|婆婆|公公|我?[爸妈]|他|她|家里人?|婆家)"
_KILLS = r"(?:kill|murder|end|batter|go mad at|go mental at)"
_WILL = r"(?:['’]?ll| will| would|['’]?d| is going to|['’]?s going to|['’]?s gonna| gonna)"
_DEATH_BLOW = r"(?:活活)?(?:打死|弄死|杀了?|打断.{0,4}腿)"
_FEARED = re.compile(
    rf"\b{_CLOSE_EN}{_WILL} {_KILLS} me\b"
    rf"|\b(?:be|get|getting) (?:killed|murdered|battered|crucified|slaughtered) by (?:(?:the|my) (?:\w+ )?)?(?:{_CLOSE_EN}|missus|mrs|other half|old man)\b"
    rf"|{_CLOSE_ZH}(?:要是|如果|一旦)?(?:知道|发现|看到).{{0,6}}{_DEATH_BLOW}我?"
    rf"|{_CLOSE_ZH}(?:肯定|一定|真|会|要|得|非){{1,3}}{_DEATH_BLOW}我",
    re.IGNORECASE,
)
_IF_KNOWN = re.compile(
    r"\b(?:if|when|once|cos|because|before)\b[^.!?]{0,12}\b(?:finds? out|found out|knows?|knew|sees?|saw|hears?|discover\w*)\b"
    r"|知道|发现|看到",
    re.IGNORECASE,
)
_LAUGHS = re.compile(
    r"哈哈|嘻嘻|笑死|开玩笑|\b(?:lol|lmao|ha(?:ha)+|jk|joking|only kidding)\b|[😂🤣😅😆]", re.IGNORECASE
)


def laughs(text: str) -> bool:
    """Whether whoever writes laughs about it.

    >>> laughs("被催得想跳楼哈哈哈"), laughs("I'd jump off a cliff lol"), laughs("fed up")
    (True, True, False)
    """
    return _LAUGHS.search(text) is not None


def fears_somebody_close(text: str) -> bool:
    """Whether somebody close would kill her, in so many words, and she does not laugh about it.

    >>> fears_somebody_close("my husband will kill me"), fears_somebody_close("老公知道了会打死我")
    (True, True)
    >>> fears_somebody_close("my husband will kill me lol"), fears_somebody_close("我老公要骂死我了")
    (False, False)
    """
    return _FEARED.search(text) is not None and not laughs(text)


def fear_at_home_in(text: str) -> tuple[tuple[int, int], ...]:
    """Find where a message fears being found out by somebody close: no words of a life that she would end.

    >>> fear_at_home_in("I'll be murdered by the wife if she sees this"), fear_at_home_in("my wife will kill me")
    (((5, 45),), ())
    """
    if not fears_being_found_out(text):
        return ()
    return tuple((found.start(), _end_of_clause(text, found.end())) for found in _FEARED.finditer(text))


def _end_of_clause(text: str, start: int) -> int:
    end = re.compile(r"[,.!?，。！？]|$").search(text, start)
    return end.start() if end else start


def fears_being_found_out(text: str) -> bool:
    """Whether she fears what somebody close does on learning of it: a secret at home is seldom a joke.

    >>> fears_being_found_out("pay friday, he'll kill me if he finds out"), fears_being_found_out("老公发现会打死我")
    (True, True)
    >>> fears_being_found_out("my wife will kill me, can I pay in three parts")
    False
    """
    return fears_somebody_close(text) and _IF_KNOWN.search(text) is not None
