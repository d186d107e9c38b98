"""Words about parts: which is the first, whether a day is that of the last, what the others are.

"First month 280, then 500 each", "paid off by the 18th", 第一期放到20号. Works on Python 3.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENDS = re.compile(
    r"(?:还|還|结|結|付|清)(?:清|完)|到.{0,8}为止"
    r"|\b(?:until|till|til|by then|paid off|paid up|finish(?:ed)?|all done|cleared?)\b",
    re.IGNORECASE,
)
"""Words with which a day beside a number of parts is the last of them, and not the first."""
_NOT_BEFORE = re.compile(
    r"\b(?:nothing|not|no|can'?t|cannot|won'?t|broke|skint)\b[^.!?]{0,24}\b(?:until|till|til|before)\b"
    r"|前[^，。]{0,6}(?:没|不|拿不)",
    re.IGNORECASE,
)
"""Words with which it is the day before which nothing can be paid."""


def is_the_last(text: str) -> bool:
    """Whether a day beside a number of parts is that of the last: "in 4 parts until the 30th"."""
    return _ENDS.search(text) is not None


def nothing_before(text: str) -> bool:
    """Whether nothing can be paid before the day: "nothing before the 20th"."""
    return _NOT_BEFORE.search(text) is not None


_FIRST_PART = re.compile(
    r"(?:头|第)一?(?:个月|期|笔|次|回|个?(?P<week>周|星期|礼拜))|首(?:月|期|笔|次)"
    r"|\b(?:first|1st) (?:month|payment|instal\w+|part|one|(?P<week_en>week))\b",
    re.IGNORECASE,
)
_OTHER_PARTS = re.compile(
    r"(?:后面?|剩下|余下|其[余他它]|之后|以后|接下来)(?:的|那|就|再)*(?:[\d一二两三四五六七八九十]{1,2}(?:个月|期|笔|次|回|周|个星期)|每)"
    r"|第[二2](?:个月|期|笔|次|周)"
    r"|\b(?:the (?:other|remaining|next|last) (?:\w+ )?|the rest (?:at )?|then |after that )(?=.*\d)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:[能可]不[能可]以?|可以|想|就|先|少|点|些|只|还|付|交|给|是|吗|行|[ ，,?？])*"
    r"|(?:to be|be|at|is|of|for|just|only|less|lower|smaller|say|like"
    r"|should|could|can|would|please|[ ,:£$€?])*",
    re.IGNORECASE,
)
"""Between the first part and the sum for it."""
_A_FIRST_TIME = re.compile(r"(?:是|我|这)$|\b(?:this is|it'?s|it was|my|was) (?:the |my )?$", re.IGNORECASE)
"""Before 第一次 where it counts something else than parts."""
_PLAIN_SUM = re.compile(
    r"(?<![\w.])[£$€]?(\d{2,6}(?:\.\d\d)?)(?![\d.,]\d|\w)(?! ?(?:months?|weeks?|payments?|parts?|%))"
)
_OTHER_WAY = re.compile(
    r"\b(?:today|now|tomorrow)\b|现在|今天|马上|利息|手续费|工资|已经?|还了|付了", re.IGNORECASE
)


def less_in_the_first(text: str) -> bool:
    """Whether the first part is to be another sum than those after it: "first month 280, then 500 each"."""
    first = _FIRST_PART.search(text)
    others = _OTHER_PARTS.search(text, first.end()) if first else None
    return others is not None and len(_PLAIN_SUM.findall(text)) == 2 and _OTHER_WAY.search(text) is None


@dataclass(frozen=True, slots=True)
class FirstPart:
    """The words for a first part that is another sum than the others.

    Args:
        finish: where they end.
        weekly: it is a first week.
        others: whether the parts after it are spoken of.
    """

    finish: int
    weekly: bool
    others: bool


def first_part(text: str) -> FirstPart | None:
    """Where she speaks of the first part; None also where something else is the first, or told beside it.

    >>> first_part("头一个月280 后面两个月各500"), first_part("我第一次逾期")
    (FirstPart(finish=4, weekly=False, others=True), None)
    """
    found = _FIRST_PART.search(text)
    if found is None or _A_FIRST_TIME.search(text[: found.start()]) or _OTHER_WAY.search(text):
        return None
    others = _OTHER_PARTS.search(text, found.end()) is not None
    return FirstPart(found.end(), bool(found["week"] or found["week_en"]), others)


def belongs_to_it(words: str) -> bool:
    """Whether words between the first part and a sum leave it the sum of that part."""
    return _BETWEEN.fullmatch(words) is not None


def plain_sums(text: str) -> list[tuple[str, int]]:
    """The bare figures that may be sums of money, each with its place."""
    return [(found[1], found.start()) for found in _PLAIN_SUM.finditer(text)]


_FIRST_ONE = re.compile(
    r"第一[期笔次]|首[期笔次]|(?:从|由|自).{0,8}(?:开始|起)|开始"
    r"|\bfirst (?:one|payment|part|instal\w+)|\b(?:start|begin)(?:s|ing)?\b",
    re.IGNORECASE,
)


def moves_the_first(text: str) -> bool:
    """Whether a day is said to be that of the first part: "第一期放到20号", "start on the 1st"."""
    return _FIRST_ONE.search(text) is not None


_NEXT_ONE = re.compile(r"(?:the )?(?:next|following|week after|month after)\b|下", re.IGNORECASE)


def starts_in(text: str, stretch: str) -> bool:
    """Whether parts begin in a stretch that is named: "every friday starting next week", 下周起每周五.

    >>> starts_in("fridays starting in april", "april"), starts_in("每周五300 还有8月份", "8月份")
    (True, False)
    """
    return moves_the_first(text) or _NEXT_ONE.match(stretch) is not None


_A_PART = re.compile(
    r"一部分|一些|一点|\b(?:(?:a|one|another|the other) (?:part|bit|half|portion|chunk)|some|part|half)\b",
    re.IGNORECASE,
)
"""What is paid of it, without a sum: said twice, it is as much each time."""


def parts_named(text: str) -> int:
    """How often a part without a sum is spoken of: "part on the 15th and part on the 30th"."""
    return len(_A_PART.findall(text))


def part_without_its_sum(text: str) -> str:
    """The words for a part of which no sum is named, said once; empty otherwise.

    >>> part_without_its_sum("20号能还一部分"), part_without_its_sum("part now and part friday")
    ('一部分', '')
    """
    found = [each[0] for each in _A_PART.finditer(text)]
    return found[0] if len(found) == 1 else ""


_SPLITS = re.compile(r"分成?(?:两|2|二|开)|拆|\bsplit|\bin (?:two|2|half)\b", re.IGNORECASE)


def splits_it(text: str) -> bool:
    """Whether it is to be split in two: "split it", 分两次."""
    return _SPLITS.search(text) is not None
