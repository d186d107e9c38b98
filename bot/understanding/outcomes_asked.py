"""What follows: of a payment that is missed, of staying unpaid, and the fear of being locked up for it.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_IF_MISSED = re.compile(
    r"(?:断|漏|少还?|没还上?|错过|差|跟不上)(?:了|掉)?(?:一|两|其中)?(?:期|次|笔)|中间(?:断|没还|还不上)"
    r"|到时候?[^，。]{0,4}(?:还不[上了起]|没还|没钱)|哪期(?:没|还不)"
    r"|\bmiss(?:ed|ing)? (?:it|a|one|an|the|any|that|my|this|out)\b"
    r"|\bskip (?:a|one|the|it)\b"
    r"|\bcan'?t (?:pay )?(?:it )?(?:then|by then|on the day)\b|\bcan'?t keep (?:it up|to it|up)\b",
)


def asks_if_missed(text: str) -> bool:
    """Whether a message speaks of a payment of an arrangement that is missed.

    >>> asks_if_missed("要是中间断一期呢"), asks_if_missed("if I miss one?"), asks_if_missed("if I can't?")
    (True, True, False)
    """
    return _IF_MISSED.search(fold(text)) is not None


_WHAT_FOLLOWS = re.compile(
    r"\b(?:what(?:'?s| will| would| is going to)? happens?|happen|consequences?"
    r"|if i (?:don'?t|do not|can'?t|cannot|refuse))\b"
    r"|后果|会(?:怎么?样|怎|如何)|(?:不|没)(?:还|交|付)[^，。]{0,6}(?:会|怎)"
)


def asks_what_follows(text: str) -> bool:
    """Whether the words ask what staying unpaid leads to.

    >>> asks_what_follows("what happens if i dont pay"), asks_what_follows("不还会怎么样")
    (True, True)
    >>> asks_what_follows("you gonna knock the late fee off then or what")
    False
    """
    return _WHAT_FOLLOWS.search(fold(text)) is not None


_ARREST = re.compile(
    r"坐牢|蹲牢|牢房|监狱|蹲监|吃牢饭|拘留|看守所|判刑|刑事|犯法|犯罪|违法吗|关(?:起来|进去)|抓(?:我"
    r"|起来|进去|人)|被抓|进局子"
    r"|\b(?:prison|jail|gaol|arrest(?:ed|s)?|locked? (?:me )?up|behind bars|handcuffs|criminal|a crime"
    r"|do time)\b",
)


def fears_arrest(text: str) -> bool:
    """Whether somebody speaks of being locked up for what is owed.

    >>> fears_arrest("会坐牢吗"), fears_arrest("can I go to jail for this"), fears_arrest("will you sue me")
    (True, True, False)
    """
    return _ARREST.search(fold(text)) is not None
