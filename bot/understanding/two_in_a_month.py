# ruff: noqa: E501 - a pattern is read best on one line
"""Two payments put together: "so that's 80 and my normal 240 in April?", "4月要还426再加1280".

That both figures are ours is for the caller to see. Works on Python 3.10.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.understanding.folding import fold

LONGEST = 160
_FIGURE = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d月号日])")
_TOGETHER = re.compile(
    r"\b(?:and|plus|on top of|as well as|both|together with)\b|[+＋&]|加上?|再|还要|又要|两笔|两个|同时|一起"
)
_FAULT = re.compile(
    r"\b(?:wrong|mistake|incorrect|paid|never|dispute|scam|stole|overcharg\w+|owe you nothing)\b"
    r"|不对|错|不认|还了|已还|多收|乱收|骗|投诉"
)
_NOT_FAULT = re.compile(
    r"\bnot saying (?:it'?s|its|that'?s|thats) (?:wrong|a mistake)\b|不是说(?:它)?(?:不对|错)"
)


def put_together(text: str) -> tuple[Decimal, ...]:
    """The figures of a message that puts payments together and finds no fault with them; empty otherwise.

    >>> put_together("hang on so thats 80 AND 240 in april?? no way")
    (Decimal('80'), Decimal('240'))
    >>> put_together("那4月要还426再加1280"), put_together("80 and 240 in april is wrong"), put_together("240 in april")
    ((Decimal('426'), Decimal('1280')), (), ())
    """
    plain = fold(text)
    if len(plain) > LONGEST or _TOGETHER.search(plain) is None:
        return ()
    if _FAULT.search(_NOT_FAULT.sub(" ", plain)):
        return ()
    found = tuple(Decimal(each.replace(",", "")) for each in _FIGURE.findall(plain))
    return found if len(found) > 1 else ()
