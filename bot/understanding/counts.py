"""How many parts, and in which rhythm: "分三期", "in 4 payments", "every two weeks", "每周五"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.numbers import EN_ONE_TO_TWELVE, EN_WORDS, ZH_DIGITS, ZH_ROUND_SUM

MOST = 60
"""Parts that are asked for at most; a larger number means something else, and no policy grants it."""
_DIGITS = ZH_DIGITS | {"十": 10, "倆": 2, "兩": 2}
_ZH_NUMBER = r"(\d{1,2}|十[一二]?|[一二两兩俩三四五六七八九])"
_ZH = re.compile(
    rf"分(?:成|为|為|作)?\s*{_ZH_NUMBER}\s*(?:个月|個月|期|次|笔|筆|回|份|个星期|周)"
    rf"|{_ZH_NUMBER}\s*(?:期|次)(?:还|還|付|分)|做{_ZH_NUMBER}期"
    rf"|\d{{2,}}(?:元|块)?\s*[x×*]\s*{_ZH_NUMBER}(?!\d)|(?<!\d){_ZH_NUMBER}\s*[x×*]\s*\d{{2,}}"
    rf"|(?:还|還|付|连续|連續)\s*{_ZH_NUMBER}\s*(?:个月|個月|期)"
    r"(?=$|[，,。！？吧行可好吗还還付])"
    rf"|(?:^|[，,。想]|(?<!不)要|算了|还是|干脆|不如|换|那就?|就)\s*{_ZH_NUMBER}\s*期(?=$|[，,。！？吧行可好吗从從起])"
)
_EN_NUMBER = rf"(\d{{1,2}}|{EN_ONE_TO_TWELVE})"
_EN = re.compile(
    rf"\b{_EN_NUMBER}\s+(?:equal\s+|smaller\s+|monthly\s+|weekly\s+|fortnightly\s+|easy\s+)?"
    r"(?:payments?|instal+ments?|parts?|goes|chunks|bits|halves|lots(?= of [£$€]?\d))\b"
    rf"|\b(?:over|across|into)\s+{_EN_NUMBER}\s+(?:months?|weeks?)\b"
    rf"|\bin\s+{_EN_NUMBER}\s+lots\b"
    rf"|(?<![\d/.]){_EN_NUMBER} ?[x×*@] ?[£$€]?(?=\d{{2,}})|(?<=\d) ?[x×*] ?{_EN_NUMBER}(?![\d.])"
    rf"|\b{_EN_NUMBER}\s+(?:monthly|weekly|fortnightly)\b(?! (?:rent|wage))"
    rf"|\b(?:do|make(?: it)?|have|want|need|in|into|like|just) {_EN_NUMBER}"
    r"(?=,? (?:but|with|and)(?: can| could| have| make)? (?:the |my )?"
    r"(?:first|1st) (?:one|payment|part|bit)\b)"
    rf"|\bpay(?:ing)? \w+ (?:off|back) in {_EN_NUMBER} months\b"
    rf"|\b(?:split|divide|break|spread|cut)(?:ting)?\s+(?:\w+\s+){{0,4}}(?:in|into|over|by)\s+"
    rf"(?:like |about |maybe |say )?{_EN_NUMBER}"
    r"(?![\d%]|[,.]\d|\s*(?:%|days?|pounds?|quid|dollars?))\b",
    re.IGNORECASE,
)
_UNIT_EN = r"(?:\s+(?:equal\s+|smaller\s+)?(?:payments?|instal+ments?|parts?|months?|weeks?))?"
_STOP = r"[\s,，、.。;；:!！…-]"
_INSTEAD_ZH = re.compile(
    rf"{_STOP}*[哦噢啊呃额唉诶]?{_STOP}*"
    rf"(?:不(?:是|要|不)?[啊了]?{_STOP}+|(?:不[对行]|[说打写]?错了?|等等|算了)[了啊呀]?{_STOP}*)"
    rf"(?:还是|应该是|要|是|改成?|换成?)?(?:分(?:成|为)?)?\s*{_ZH_NUMBER}\s*(?:个月|期|次|笔|份|回|周)"
)
_INSTEAD_EN = re.compile(
    rf"{_STOP}*\b(?:no|nope|sorry|wait|actually|oops|scratch that|rather|i mean|i meant|make (?:it|that))\b"
    rf"(?:{_STOP}+(?:no|sorry|wait|actually|i mean|i meant|make (?:it|that)|rather|in|into|over))*"
    rf"{_STOP}+{_EN_NUMBER}\b(?![.,:/]\d|st|nd|rd|th|\s*(?:%|days?|pounds?|quid|dollars?|hundred|thousand))"
    rf"{_UNIT_EN}",
    re.IGNORECASE,
)
"""What puts a number of parts right on the spot: "four payments, no, six"."""
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
_EVERY_OTHER = r"\bevery (?:two|2|other|second|2nd)"
_ZH_WEEK = r"(?:周|週|星期|礼拜|禮拜)"
_TWO_WEEKS = rf"每隔?[两兩二2]个?{_ZH_WEEK}|每?隔一?个?{_ZH_WEEK}|[两兩二2]个?{_ZH_WEEK}[还付]?一次"
_CADENCE = (
    (
        "fortnight",
        re.compile(
            rf"fortnight|bi-?weekly|{_EVERY_OTHER} (?:weeks?|{_WEEKDAY})\b|{_TWO_WEEKS}",
            re.IGNORECASE,
        ),
    ),
    (
        "week",
        re.compile(
            rf"weekly|every week|(?:a|per|each) week|\b(?:every|each) {_WEEKDAY}\b"
            rf"|[每逢]个?{_ZH_WEEK}|一个?{_ZH_WEEK}[还付]?一次|按周",
            re.IGNORECASE,
        ),
    ),
    (
        "month",
        re.compile(
            r"monthly|every month|(?:a|per|each) month|每个?月|每個月|一个?月[还付]?一次|按月", re.IGNORECASE
        ),
    ),
)  # fmt: skip


def read_parts(text: str) -> int | None:
    """The number of parts asked for, between 2 and 60; ``None`` when none is said.

    One that is put right on the spot gives way to what it is put right to.

    >>> read_parts("能不能分三期还"), read_parts("could I do 4 payments"), read_parts("一次还清")
    (3, 4, None)
    >>> read_parts("over three weeks"), read_parts("can I pay in two weeks")
    (3, None)
    >>> read_parts("分四期，不，六期"), read_parts("four payments, no, six")
    (6, 6)
    >>> read_parts("不分两次，就一次还清"), read_parts("not in 2 parts"), read_parts("能不能分两次")
    (None, None, 2)
    """
    said = _parts_said(text)
    if not said:
        return None
    number = _number(next(group for group in said[-1].groups() if group).lower())
    return number if 2 <= number <= MOST else None


_NOT_IN_PARTS = re.compile(
    r"(?:(?<![能要可会该])不|别|(?:不(?:用|要|想|需要|必|打算|愿意?|会)|(?<!是)不是|没(?:说|想|要|打算)过?)(?:再|要|给我)?)$"
    r"|(?<!why )\b(?:not|never|don'?t|didn'?t|won'?t)(?: (?:want|need|wanna|mean|say|said|do|doing|pay|paying"
    r"|split"
    r"|it|this|to|in|into|over))*(?: the| any)? ?$",
    re.IGNORECASE,
)
"""Before a number of parts that is not wanted: 不分两次，就一次还清."""


def puts_parts_right(text: str) -> bool:
    """Whether a number of parts is put right on the spot; that disputes nothing.

    >>> puts_parts_right("分四期不对，分六期"), puts_parts_right("分四期，金额不对")
    (True, False)
    """
    return len(_parts_said(text)) > 1


def _parts_said(text: str) -> list[re.Match[str]]:
    """The number of parts that is said first, and each that it is put right to."""
    for pattern, instead in ((_ZH, _INSTEAD_ZH), (_EN, _INSTEAD_EN)):
        every = (each for each in pattern.finditer(text) if not _NOT_IN_PARTS.search(text[: each.start()]))
        found = next(every, None)
        if found:
            said = [found]
            while better := instead.match(text, said[-1].end()):
                said.append(better)
            return said
    return []


def read_cadence(text: str) -> str | None:
    """The rhythm named: ``week``, ``fortnight``, ``month`` or ``None``."""
    return next((name for name, pattern in _CADENCE if pattern.search(text)), None)


@dataclass(frozen=True, slots=True)
class ReturningDay:
    """A day that comes back: every Friday, the 5th of each month.

    Args:
        every: ``week``, ``fortnight`` or ``month``.
        day: the weekday, Monday 0, or the day of the month from 1 to 31.
    """

    every: str
    day: int


_IN_WEEK = re.compile(
    r"\b(?:(?:every|each)(?: other| second| 2nd| two)?|weekly on(?: a)?"
    r"|(?:a|per|each|every) week,? on(?: a)?)"
    rf" (?P<en>{_WEEKDAY})\b|\b(?P<plural>{_WEEKDAYS})\b"
    rf"|(?:[每逢]|每?隔[一两兩二2]?|每[两兩二2])个?(?:{_ZH_WEEK}的?)?{_ZH_WEEK}(?!{ZH_ROUND_SUM})"
    r"(?P<zh>[一二三四五六日天])(?![次回])",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    r"\b(?:every|each) (?P<every>[0-3]?\d)(?:st|nd|rd|th)\b"
    r"|\b(?P<of>[0-3]?\d)(?:st|nd|rd|th) (?:of )?(?:every|each) month\b"
    r"|\b(?:monthly|(?:a|per|each|every) month),? (?:on )?the (?P<on>[0-3]?\d)(?:st|nd|rd|th)\b"
    r"|(?:每个?月的?|逢|每月逢)(?P<zh>[0-3]?\d)[号號日]",
    re.IGNORECASE,
)
_EN_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def read_returning_day(text: str) -> ReturningDay | None:
    """The day of the week or of the month on which she means to pay again and again.

    >>> read_returning_day("每周五还300"), read_returning_day("60 on fridays")
    (ReturningDay(every='week', day=4), ReturningDay(every='week', day=4))
    >>> read_returning_day("隔两个礼拜一次") is None
    True
    >>> read_returning_day("每周三百"), read_returning_day("每周五三百")
    (None, ReturningDay(every='week', day=4))
    >>> read_returning_day("我每月10号发工资，每月11号还500")
    ReturningDay(every='month', day=11)
    >>> read_returning_day("500 on the 5th of each month"), read_returning_day("not on fridays")
    (ReturningDay(every='month', day=5), None)
    """
    found = _not_of_wages(_IN_WEEK, text)
    if found:
        chinese = found["zh"]
        named = (found["en"] or found["plural"] or "").lower()[:2]
        day = "一二三四五六日".index(chinese.replace("天", "日")) if chinese else _EN_DAYS.index(named)
        return ReturningDay("fortnight" if read_cadence(text) == "fortnight" else "week", day)
    found = _not_of_wages(_IN_MONTH, text)
    number = int(next(group for group in found.groups() if group)) if found else 0
    return ReturningDay("month", number) if 1 <= number <= 31 else None


def pays_every_week(text: str) -> bool:
    """Whether she means to pay on a day of every week, and does not only tell when she is paid.

    >>> pays_every_week("every friday starting this one"), pays_every_week("改成每周五还")
    (True, True)
    >>> pays_every_week("i get paid every friday"), pays_every_week("on the 5th of each month")
    (False, False)
    """
    again = read_returning_day(text)
    return again is not None and again.every != "month" and _WAGES_THEN.search(text) is None


_WAGES_THEN = re.compile(
    r"\b(?:paid|wages?|salary|pension|benefits?|giro|universal credit|uc|money)(?: \w+){0,3}"
    r" (?:every|each|on \w+days)\b|\bpaid (?:every|each|weekly|on)\b"
    r"|[每逢]个?(?:周|星期|礼拜)[一二三四五六日天](?:才|就|会|都)?(?:发|开|领|拿)(?:工资|薪|钱)",
    re.IGNORECASE,
)
"""Words with which the day of the week is that of what comes in."""


def _not_of_wages(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first of the days that is no payday, else the first; none that is turned down."""
    found = [each for each in pattern.finditer(text) if not _TURNED_DOWN.search(text[: each.start()])]
    return next((each for each in found if not _WAGES.match(text, each.end())), found[0] if found else None)


_TURNED_DOWN = re.compile(
    r"(?:\b(?:not?|never|except|avoid|can'?t do|don'?t do)(?: on)?|不要?|别|除了) ?$", re.IGNORECASE
)
_WAGES = re.compile(r"(?:才|就|会)?(?:发(?:工资|薪|钱)?|工资|开工资|到账)")


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in EN_WORDS:
        return EN_WORDS[word]
    if len(word) == 2 and word[0] == "十":
        return 10 + _DIGITS[word[1]]
    return _DIGITS[word]
