"""Lengths of time in words, and what they come to from a day: 两三天, 半个月, a fortnight, couple of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.understanding.daymath import add_business_days, add_months
from bot.understanding.mentions import Granularity
from bot.understanding.numbers import EN_ONE_TO_NINE, en_number, zh_number

_UNITS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, from at least to at most.

    Args:
        months: whole months, least and most.
        days: whole days, least and most.
        granularity: the unit that was said.
        firm: False for several, a few, two or three.
        business: the days are working days.
    """

    months: tuple[int, int] = (0, 0)
    days: tuple[int, int] = (0, 0)
    granularity: Granularity = "day"
    firm: bool = True
    business: bool = False

    def after(self, day: date) -> tuple[date, date]:
        """Return the first and last day that lie this far after the day."""
        if self.business:
            return add_business_days(day, self.days[0]), add_business_days(day, self.days[1])
        low, high = (
            add_months(day, m) + timedelta(days=d) for m, d in zip(self.months, self.days, strict=True)
        )
        return low, high

    def before(self, day: date) -> tuple[date, date]:
        """Return the first and last day that lie this far before the day."""
        high, low = (
            add_months(day, -m) - timedelta(days=d) for m, d in zip(self.months, self.days, strict=True)
        )
        return low, high

    def is_no_part_of(self, other: Span) -> bool:
        """Whether it cannot add to the other, its unit being as large: 十天半个月, 三天两天."""
        return _UNITS.index(self.granularity) >= _UNITS.index(other.granularity)

    def to(self, other: Span) -> Span:
        """Return the stretch between the two, whichever is the longer: 十天半个月 is ten to fifteen days."""
        low, high = sorted((self, other), key=lambda span: 30 * span.months[0] + span.days[0])
        return Span(
            months=(low.months[0], high.months[1]),
            days=(low.days[0], high.days[1]),
            granularity=low.granularity,
            firm=False,
        )

    def plus(self, other: Span) -> Span:
        """Return both lengths one after the other."""
        return Span(
            months=(self.months[0] + other.months[0], self.months[1] + other.months[1]),
            days=(self.days[0] + other.days[0], self.days[1] + other.days[1]),
            granularity=other.granularity,
            firm=self.firm and other.firm,
        )


_Z = "一二两三四五六七八九"
ZH_COUNT = (
    rf"(?:\d{{1,3}}|[{_Z}十百]{{1,5}})(?:(?:到|至|-|~|或者?|、)(?:\d{{1,3}}|"
    rf"[{_Z}十]{{1,3}}))?[几来多]?|好?几|数|半|上百|个把"
)
ZH_UNIT = (
    r"个?工作日|个?半?月|天|日(?!元|币|本)|个?半?星期|个?半?礼拜|个?周(?![转围边期刊岁末])|年半?|个?季度"
)
ZH_SPAN = rf"(?:{ZH_COUNT}) ?(?:{ZH_UNIT})"
_ZH_PARTS = re.compile(rf"(?P<n>{ZH_COUNT}) ?(?P<u>{ZH_UNIT})")

_EN_NUM = (
    rf"(?:\d{{1,3}}(?:\.\d+)?|(?:twenty|thirty|forty|fifty|sixty)(?:[ -](?:{EN_ONE_TO_NINE}))?|"
    r"ten|eleven|twelve|"
    rf"(?:thir|four|fif|six|seven|eigh|nine)teen|{EN_ONE_TO_NINE}|half an?|half|another(?= [a-z]*(?:day|week|"
    rf"month|fortnight|year|wk|mth))|an?(?! (?:few|couple))|"
    r"(?:another )?(?:a )?(?:couple(?: of| or| more)?(?: more)?|few)|several|all|(?:a |the )?(?:full|whole))"
)
EN_COUNT = rf"(?:another )?{_EN_NUM}(?:(?: ?(?:-|to|or) ?){_EN_NUM})?(?: and (?:a )?half)?"
EN_UNIT = (
    r"(?:(?:business|working|work|calendar|more|extra|further|full|whole) ?){0,2}"
    r"(?:days?|wks?|weeks?|fortnights?|mths?|mo|months?|yrs?|years?|weekends?|(?:(?<=\d)|"
    r"(?<=\d ))[dw](?![a-z'/]))"
)
EN_SPAN = rf"(?:{EN_COUNT})[ -]?(?:{EN_UNIT})(?: and a half)?(?![a-z])"
_EN_PARTS = re.compile(rf"(?P<n>{EN_COUNT})[ -]?(?P<u>{EN_UNIT})(?P<half> and a half)?(?![a-z])")


def _scaled(low: Decimal, high: Decimal, unit: str, *, firm: bool, business: bool = False) -> Span:
    if unit == "month":
        half = (15 if low % 1 else 0, 15 if high % 1 else 0)
        return Span((int(low), int(high)), half, "month", firm)
    if unit == "year":
        return Span((int(low * 12), int(high * 12)), (0, 0), "year", firm)
    per = {"day": 1, "week": 7, "fortnight": 14}[unit]
    days = (int(low * per), int(high * per))
    return Span((0, 0), days, "day" if unit == "day" else "week", firm, business)


def _zh_count(text: str) -> tuple[Decimal, Decimal, bool] | None:
    if text in ("几", "好几", "数"):
        return Decimal(2 if text != "好几" else 4), Decimal(7), False
    if text == "半":
        return Decimal("0.5"), Decimal("0.5"), True
    if text == "个把":
        return Decimal(1), Decimal(1), False
    if text == "上百":
        return Decimal(100), Decimal(100), False
    several = text[-1] in "几来多"
    parts = re.split(r"到|至|-|~|或者?|、", text[:-1] if several else text)
    pair = re.fullmatch(rf"([{_Z}十]?[{_Z}]?)([{_Z}])([{_Z}])(十?)", parts[0])
    if len(parts) == 1 and pair and pair[1] in ("", "十", "二十", "三十"):  # 两三天, 十五六天, 二三十天
        low, high = zh_number(pair[1] + pair[2] + pair[4]), zh_number(pair[1] + pair[3] + pair[4])
        return None if low is None or high is None else (low, high, False)
    numbers = [n for n in map(zh_number, parts) if n is not None]
    if len(numbers) != len(parts):
        return None
    if several:
        return numbers[0], numbers[0] + 9, False
    return numbers[0], numbers[-1], len(numbers) == 1


def zh_span(text: str) -> Span | None:
    """Read a Chinese length of time, such as 两三天 or 一个半月.

    Args:
        text: only the length, normalised; parts may follow each other (一个月零三天).

    Returns:
        The length, or None when it is none.
    """
    total: Span | None = None
    for part in _ZH_PARTS.finditer(text):
        count = _zh_count(part["n"])
        if count is None:
            return None
        low, high, firm = count
        unit = part["u"]
        if "半" in unit:
            low, high = low + Decimal("0.5"), high + Decimal("0.5")
        name = (
            "month"
            if "月" in unit or "季" in unit
            else "year"
            if "年" in unit
            else "day"
            if unit[-1] in "天日"
            else "week"
        )
        if "季" in unit:
            low, high = low * 3, high * 3
        if part["n"] in ("几", "数") and name in ("month", "week", "year"):
            high = Decimal(4)
        one = _scaled(low, high, name, firm=firm, business="工作日" in unit)
        if total is None:
            total = one
        elif one.is_no_part_of(total) and text[part.start() - 1] not in "又零":
            total = total.to(one)
        else:
            total = total.plus(one)
    return total


def _en_counts(text: str) -> list[str]:
    """Split "two or three" and spell "another", "all", "whole" and "couple more" as numbers."""
    text = re.sub(r"^another (?=\S)", "", re.sub(r"\b(?:more|of)\b", "", text)).strip()
    text = re.sub(r"^(?:another|all|(?:a |the )?(?:full|whole))$", "one", text)
    if text.endswith(" or"):
        text = text[:-3]
    return re.split(r" ?(?:-|\bto\b|\bor\b) ?(?!\w*y-)", text) if not re.match(r"\w+ty-", text) else [text]


def en_span(text: str) -> Span | None:
    """Read an English length of time, such as two weeks, a fortnight or a couple of days.

    Args:
        text: only the length, lower-case; parts may follow each other (1 month and 3 days).

    Returns:
        The length, or None when it is none.
    """
    total: Span | None = None
    for part in _EN_PARTS.finditer(text):
        words = _en_counts(part["n"])
        few = any(w in part["n"] for w in ("few", "several"))
        vague = few or "couple" in part["n"] or len(words) > 1
        if few:
            numbers = [Decimal(3), Decimal(5)]
        else:
            read = [Decimal("0.5") if w.startswith("half") else en_number(w) for w in words]
            if any(n is None for n in read):
                return None
            numbers = [n for n in read if n is not None]
        if part["half"]:
            numbers = [n + Decimal("0.5") for n in numbers]
        unit = part["u"]
        tail = re.split(r"[ -]", unit)[-1]
        name = (
            "fortnight"
            if tail.startswith("f")
            else "month"
            if tail[0] == "m"
            else "year"
            if tail[0] == "y"
            else "week"
            if tail[0] == "w"
            else "day"
        )
        one = _scaled(
            numbers[0], numbers[-1], name, firm=not vague, business="business" in unit or "work" in unit
        )
        total = one if total is None else total.plus(one)
    return total
