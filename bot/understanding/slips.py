"""Somebody says that she herself got something wrong: 打错了，是4821; my mistake. Works on Python 3.10.

The same words can mean that we dialled the wrong number. What stands beside them, and what was asked
before, tells the two apart; this module reads the words alone.
"""

from __future__ import annotations

import re

from bot.model.words import Signal
from bot.understanding.signals import find_signals

_HER_OWN = r"(?<![你您們们])"
_NOT_WHOM = r"(?!了?(?:人|电话|電話|手机|对象|地方|钱|錢|款|账|賬))"
_TYPED = (
    rf"{_HER_OWN}(?:打|发|發|按|敲|输|輸|填|写|寫)[错錯]{_NOT_WHOM}(?:了|咗)?"
    r"(?:号码?|號碼?|数字?|數字?|字)?(?:了|啦|咗|咯)?"
    r"|\bwrong (?:one|number|digits?|date|day|year)\b|\b(?:typo|mistyped|fat[- ]fingered)\b"
    r"|\b(?:typed|wrote|put|sent|entered) (?:(?:it|that|them|the) )?(?:in )?wrong\b"
)
_MISTAKEN = (
    rf"{_HER_OWN}(?:搞|弄|说|說|讲|講|记|記)[错錯]{_NOT_WHOM}(?:了|咗)?(?:啦|咯|喽)?|我的[错錯]"
    r"|\b(?:my (?:own )?(?:mistake|bad|error|fault)"
    r"|i(?:'?ve)? (?:got|had|mixed) (?:it|that|them) (?:wrong|up)"
    r"|got (?:it|that) wrong|made a mistake|mixed (?:it|that|them) up)\b"
)
_SLIP = re.compile(f"{_TYPED}|{_MISTAKEN}", re.IGNORECASE)
_MISTAKE = re.compile(_MISTAKEN, re.IGNORECASE)
_AROUND = re.compile(
    r"(?:不好意思|对不起|對不起|抱歉|刚才|刚刚|剛才|剛剛|上面|前面|应该是|應該是|哎|[哦噢啊呀嗯是我那又吧呢的係系]"
    r"|\b(?:sorry|oops|whoops|ah|oh|ugh|no|wait|i|i'm|that's|that|was|it|it's|its|a|the|so|just)\b|[^\w]|_)+",
    re.IGNORECASE,
)
_OR_US = re.compile(
    r"[你您]?[们們]?(?:都|又|是不是|是)?(?:打|发|發|找|搞|弄|认|認|联系|聯繫|通知|拨|撥|搵|稳)[错錯](?:了|咗)?"
    r"(?:人|号码?|號碼?|电话|電話|手机|手機|对象|對象|地方)?(?:了|啦|吧|咗)?"
    r"|(?:[您你](?:是)?)?(?:哪位|谁)(?:[呀啊]|$)|不(?:认识|知道|晓得)[你您]们?(?:是谁|是哪位)?"
    r"|\b(?:you(?:'?ve| have)? |u )?(?:got |have )?(?:the )?wrong "
    r"(?:number|person|one|guy|man|woman|lady|contact)\b"
    r"|\b(?:no idea|no clue|not sure|do ?n[o']?t know|idk|dunno) "
    r"who (?:(?:the \w+ )?(?:you|u) (?:are|r)|this is)\b"
    r"|\bwho (?:are|r) (?:you|u)\b|\bwho(?: is|'?s) this(?: for)?\b"
    r"|\b(?:is ?n'?t|is not|was ?n'?t|not) (?:meant )?for me\b"
    r"|\bmeant for (?:some ?one|some ?body) else\b|\b(?:does ?n'?t|does not|no longer) works? here\b",
    re.IGNORECASE,
)
"""What may be said of the wrong person, of a message sent to the wrong place, or of what we got wrong."""
_NOT_I = re.compile(r"不是我(?:本人)?(?:[，,。！!\s啊呀]|$)|\bnot me\b", re.IGNORECASE)
_SOMEBODY_ELSE = frozenset({Signal.WRONG_PERSON, Signal.THIRD_PARTY})


def without_slip(text: str) -> str | None:
    """What is said beside "I got that wrong"; None when the message speaks of no slip of her own.

    >>> without_slip("打错了，是4821"), without_slip("搞错了"), without_slip("my mistake, can I pay in parts")
    ('，是4821', '', ', can I pay in parts')
    >>> without_slip("打错了，我不姓王"), without_slip("你们搞错了"), without_slip("wrong person, my mistake")
    (None, None, None)
    """
    if _SLIP.search(text) is None:
        return None
    rest = _SLIP.sub(" ", text).strip()
    if any(hit.signal in _SOMEBODY_ELSE for hit in find_signals(rest)):
        return None
    return rest if _AROUND.sub("", rest) else ""


def says_who_it_is(text: str) -> bool:
    """Whether "wrong person" is said as a fact of who is there, and not only that something is mistaken.

    >>> says_who_it_is("我不是王芳，她以前用这个号码"), says_who_it_is("wrong person, I'm not Sarah")
    (True, True)
    >>> says_who_it_is("发错人了，不好意思"), says_who_it_is("no idea who you are")
    (False, False)
    """
    rest = _OR_US.sub(" ", text)
    return _NOT_I.search(rest) is not None or any(
        hit.signal is Signal.WRONG_PERSON for hit in find_signals(rest)
    )


def only_a_mistake(text: str) -> bool:
    """Whether a message says no more than that something is mistaken, and not that a number was dialled.

    >>> only_a_mistake("不好意思搞错了"), only_a_mistake("搞错了吧"), only_a_mistake("oops, my mistake")
    (True, True, True)
    >>> only_a_mistake("打错了"), only_a_mistake("搞错了，我没借过"), only_a_mistake("搞错人了")
    (False, False, False)
    """
    return _MISTAKE.search(text) is not None and not _AROUND.sub("", _MISTAKE.sub(" ", text))
