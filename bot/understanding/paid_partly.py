# ruff: noqa: E501 - a pattern is read best on one line
"""A part that is said to be paid, with a day for the rest: which sum is paid, which is to come, and when.

"i paid half of that on sunday, rest on friday", "昨天还了360，15号再360". Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.folding import fold

_PAID = re.compile(
    r"\b(?:paid|sent|transferr?ed|put|made a payment)\b"
    r"|(?:还|付|转|打|交|缴|存|汇)(?:过去|进去|上|掉|过)?了|(?:已经?|刚刚?|先)(?:还|付|转|打|交)(?:过|完)"
)
_REST = re.compile(
    r"\b(?:the |an?)?(?:rest|remain(?:der|ing)|balance|other (?:half|part|bit)|what(?:'?s| is) left)\b"
    r"|剩下?的?|余下的?|余款|另(?:外)?(?:一|的)?半?|还差|其余|后一?半"
)
_PART = re.compile(r"\b(?:some|part|a bit) of|\bpart(?:ly| of| payment)?\b|\bsome\b|一部分|一点|一些|部分")
_TO_OTHERS = re.compile(
    r"\b(?:landlord|rent|council|electric\w*|gas|energy|phone bill|(?:another|other) (?:loan|lender|card|company))\b"
    r"|房租|房东|水电|电费|别的(?:贷款|平台|账)|其他平台|信用卡"
)
_CLAUSES = re.compile(
    r"[,，.。;；!！?？\n]|\s+(?:and|but|then)\s+|(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff\d])"
)


@dataclass(frozen=True, slots=True)
class PaidPartly:
    """Places in what was named: the sum paid, the sum to come, and the day it comes on."""

    day: int
    paid: int | None
    to_come: int | None


def paid_partly(text: str, *, sums: Sequence[str], days: Sequence[str]) -> PaidPartly | None:
    """Tell what is said to be paid from what is to come; ``None`` where no day is named for a rest.

    Args:
        text: her words.
        sums: the sums in them, in their order.
        days: the days in them, in their order.

    >>> paid_partly("i paid half of that on sunday by card, rest on friday ok?", sums=["half"], days=["friday"])
    PaidPartly(day=0, paid=0, to_come=None)
    >>> paid_partly("昨天下午还了360, 15号再360", sums=["360", "360"], days=["15号"])
    PaidPartly(day=0, paid=0, to_come=1)
    >>> paid_partly("还了一部分剩下的15号还", sums=[], days=["15号"])
    PaidPartly(day=0, paid=None, to_come=None)
    >>> paid_partly("sent some on monday, 140 on the 20th", sums=["140"], days=["the 20th"])
    PaidPartly(day=0, paid=None, to_come=0)
    >>> paid_partly("i paid half on friday and the rest will follow", sums=["half"], days=["friday"]) is None
    True
    >>> paid_partly("paid 120 to my landlord, rest friday", sums=["120"], days=["friday"]) is None
    True
    >>> paid_partly("I paid 240 and it will show by friday", sums=["240"], days=["friday"]) is None
    True
    """
    plain = fold(text)
    if _TO_OTHERS.search(plain):
        return None
    verb, rest = _PAID.search(plain), _REST.search(plain)
    if verb is None or len(sums) > 2 or not (sums or _PART.search(plain)):
        return None
    at, ends = _places(plain, sums), rest.start() if rest is not None else len(plain)
    paid = next(
        (n for n, place in enumerate(at) if place < ends and _PAID.search(_clause(plain, place))), None
    )
    to_come = next((n for n in range(len(sums)) if n != paid), None)
    if rest is None and to_come is None:
        return None
    begins = rest.start() if rest is not None else at[to_come or 0]
    for day, place in enumerate(_places(plain, days)):
        if begins <= place or not _PAID.search(_clause(plain, place)):
            return PaidPartly(day, paid, to_come)
    return None


_I_PUT = re.compile(
    r"(?<!if )(?<!can )(?<!could )(?<!when )(?<!once )(?<!should )(?<!shall )(?<!may )(?<!until )(?<!till )"
    r"(?<!before )(?<!unless )(?<!what )(?<!whenever )"
    r"\b(?:i|we)(?:'ve| have|'d| had)? (?:already |just |only )?(?:put|sent|paid|transferr?ed|popped|chucked|bunged|moved)"
    r" (?:you )?[£$€]?\d[\d.,]*(?: ?(?:quid|pounds?|p))?"
    r" (?:across|over|in|through|into it|towards? (?:it|this)|on it|to you|off it)\b"
    r"(?= *(?:$|[,.;!?]|(?:to|for) you\b|on (?!my|the card)|yesterday|today|this\b(?! account)|last\b|already|earlier|and\b|but\b|will\b"
    r"|mon|tue|wed|thu|fri|sat|sun))"
)

_PAID_WITH = re.compile(
    r"\W*我?(?:今天|刚才?|今早|早上|上午|中午|下午|昨天|昨晚|前天|周[一二三四五六日天]|已经|是|就)*(?:用|拿|通过|走|从)[^，。！？,.!?\d]{1,8}?"
    r"(?:付|还|交|缴|转)(?:过|完|清|掉|好|过去)?了(?:钱|款|的)?[，,。.！! ]*(?:谢谢|哈|呢)?\W*"
)
"""With what it was paid, and not a word more: 我今天用这个付了."""


def tells_of_a_sum_sent(text: str) -> bool:
    """Whether money was sent to us, in words that are no pledge: "I put 90 across on sunday", 用这个付了.

    >>> tells_of_a_sum_sent("我今天用这个付了"), tells_of_a_sum_sent("我今天用这个付了行吗")
    (True, False)

    >>> tells_of_a_sum_sent("I put 90 across on sunday"), tells_of_a_sum_sent("I'll put 90 across on sunday")
    (True, False)
    >>> tells_of_a_sum_sent("I moved 90 over to my savings"), tells_of_a_sum_sent("I put 90 in my account")
    (False, False)
    >>> tells_of_a_sum_sent("can I put 90 across on sunday"), tells_of_a_sum_sent("if i put 90 in on friday")
    (False, False)
    """
    plain = fold(text)
    sent = _I_PUT.search(plain) or _PAID_WITH.fullmatch(plain)
    return sent is not None and _TO_OTHERS.search(plain) is None


def _places(plain: str, named: Sequence[str]) -> list[int]:
    """Where each of what was named stands; the same words twice are two places."""
    found: list[int] = []
    after: dict[str, int] = {}
    for words in map(fold, named):
        place = plain.find(words, after.get(words, 0))
        after[words] = place + len(words)
        found.append(place)
    return found


def _clause(plain: str, place: int) -> str:
    begin = 0
    for cut in _CLAUSES.finditer(plain):
        if cut.start() >= place:
            return plain[begin : cut.start()]
        begin = cut.end()
    return plain[begin:]
