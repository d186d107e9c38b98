# ruff: noqa: E501 - a pattern is read best on one line
"""Days that cannot be paid on: one that has passed, one that no calendar has, one of the lunar calendar.

Only where the message means to pay on it. "我昨天就还" is such a promise; "昨天就还了" tells of a payment,
and "I lost my job last Monday" of a reason. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.understanding.mentions import DateMention

PAST, IMPOSSIBLE, LUNAR = "past", "impossible", "lunar"
_CLAUSE = re.compile(r"[,，;；。.!?！？、]")
_PAYS_AFTER_ZH = re.compile(
    r"^(?:[之以]?前|那天|的时候)?(?:(?!没|该|说|约|答应|本来)[^,，。！？!?]){0,5}?"
    r"(?:还|付(?!宝)|给你|转|交|结清|处理)(?!清?了|过|完|上了|款了|的|没)"
)
_PAYS_BEFORE_ZH = re.compile(
    r"(?:还款|还钱|付款|(?<!已)还|付清?)(?:日期?|时间)?(?:是|在|到|定在|改到|放在)?$"
)
_PAYS_BEFORE_EN = re.compile(
    r"(?<!was )(?<!were )(?<!had )\b(?:will|'ll|i?ll|can|could|may|going to|gonna|want to|like to|able to"
    r"|let me|promise to|plan to|shall)"
    r"(?: \w+){0,2} (?:pay|settle|clear|send|transfer|repay|sort)\b[^,.;!?]{0,30}$"
    r"|^\W*(?:pay|settle|clear)\b[^,.;!?]{0,20}$",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"(?:(?<!\d)|\b(?:on|by|until|till|pay) (?:on )?the )"
    r"(?P<day>3[2-9](?: ?[号日](?!元|楼|院|线)|(?:nd|rd|th)\b))",
    re.IGNORECASE,
)
"""A number that no month counts to."""
FAR = 366
_BARE = re.compile(
    r"^\W*(?:那|就|那就|on|by|how about|what about|maybe|then|ok|okay)?\W*$"
    r"|^\W*(?:那|就|那就|on|by|how about|what about|maybe|then|ok|okay)?\W*"
    r"(?:吧|行吗|可以吗|好吗|then|ok|please)\W*$",
    re.IGNORECASE,
)


_OLD_CALENDAR = re.compile(r"[阴农旧]历|月初[一二三四五六七八九十]$")


def lunar(day: str) -> bool:
    """Whether a day is said by the old Chinese calendar: 阴历二月初一."""
    return _OLD_CALENDAR.search(day) is not None


_AS_FAR_AS = re.compile(
    r"(?:延期?|拖|推迟?|宽限|缓|等|改|定|约)[^，,。；;]{0,3}$|\b(?:until|till?|by|before|for|to|it) (?:on )?(?:the )?$",
    re.IGNORECASE,
)
_JUST_PASSED = 300
"""A day said without its year, so many days ahead, is one of the last weeks."""


def just_passed(mention: DateMention, *, today: date) -> date | None:
    """The day of the last weeks that a day and a month without a year name: "3 March" on 10 March."""
    day = mention.start
    if mention.past or mention.firm or day is None or day != mention.end:
        return None
    if (day - today).days <= _JUST_PASSED or (day.month, day.day) == (2, 29) or str(day.year) in mention.text:
        return None
    return day.replace(year=day.year - 1)


def still_to_come(
    dates: Sequence[DateMention], off: Sequence[OffDay], *, today: date
) -> tuple[DateMention, ...]:
    """The days without those of the last weeks that were found to be no day to pay on."""
    gone = {day.day for day in off if day.why == PAST}
    return tuple(each for each in dates if (just_passed(each, today=today) or today) not in gone)


@dataclass(frozen=True, slots=True)
class OffDay:
    """A day somebody would pay on, and cannot; ``day`` is known when it has passed."""

    text: str
    why: str
    day: date | None = None
    promised: bool = False
    """The words around it promise a payment: such a message tells of none that was made."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for the record beside a message."""
        return {"text": self.text, "why": self.why, "day": self.day and self.day.isoformat()}


def off_days(
    text: str, *, today: date, dates: Sequence[DateMention], impossible: Sequence[str]
) -> tuple[OffDay, ...]:
    """The days in ``text`` on which nobody can pay.

    Args:
        text: the message.
        today: the borrower's own calendar day.
        dates: what was read as days in it.
        impossible: days in it that no calendar has.
    """
    found = [OffDay(words, IMPOSSIBLE) for words in impossible if words and not lunar(words)]
    found += [OffDay(words, LUNAR) for words in impossible if lunar(words) and _is_to_pay(text, words)]
    found += [OffDay(match["day"], IMPOSSIBLE) for match in _BEYOND.finditer(text)]
    for mention in dates:
        if mention.start is not None and (mention.start.month, mention.start.day) == (2, 29):
            if (mention.start - today).days > FAR and str(mention.start.year) not in mention.text:
                found.append(OffDay(mention.text, IMPOSSIBLE))  # no leap year soon
            continue
        passed = just_passed(mention, today=today)
        if passed is None and (not mention.past or mention.start is None or mention.start != mention.end):
            continue
        before, after = text[: mention.begin], text[mention.finish :]
        meant = _pays_on(before, after)
        asked = passed is not None and _AS_FAR_AS.search(before) is not None
        if meant or asked or _BARE.match(before + after):
            found.append(OffDay(mention.text, PAST, passed or mention.start, meant))
    return tuple(found)


def _pays_on(before: str, after: str) -> bool:
    """Whether the words around a day pay on it."""
    here, there = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    meant = _PAYS_AFTER_ZH.search(there) or _PAYS_BEFORE_ZH.search(here) or _PAYS_BEFORE_EN.search(here)
    return meant is not None


def _is_to_pay(text: str, day: str) -> bool:
    before, _, after = text.partition(day)
    return _pays_on(before, after) or _BARE.match(before + after) is not None
