"""A vague stretch that was asked back about, and the bare day that answers: "next month" ... "the 10th".

The day is looked for inside the stretch: after "next month" the 10th is next month's, after "next week"
Friday is that of next week.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.conversation import schedules
from bot.conversation.heard import Heard, HeardDate, is_definite
from bot.conversation.pairing import offered, on_its_day
from bot.model.money import Money
from bot.offers.calendar import add_months
from bot.understanding.pairing_words import the_rest
from bot.understanding.spans import EN_SPAN, ZH_SPAN, en_span, zh_span

BETWEEN = "between"
"""Where the wish keeps the first and the last day of the stretch."""
_WEEKDAY = re.compile(
    r"(?:周|星期|礼拜|禮拜)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE
)
_OF_ITSELF = re.compile(
    r"[今明后]|月|\d\s*[/.-]\s*\d|这|本|下"
    r"|\b(?:today|tomorrow|tonight|now|this|next|coming|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""Words that name a day by themselves, whatever was asked."""
_WEEK = timedelta(days=7)


def open_between(wish: dict[str, Any], start: date, end: date) -> None:
    """Keep the stretch that is asked back about."""
    wish[BETWEEN] = [start.isoformat(), end.isoformat()]


def settled_within(record: dict[str, Any], wish: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a message with its bare days moved into the stretch that was asked about."""
    if BETWEEN not in wish or not record.get("dates"):
        return record
    first, last = (date.fromisoformat(day) for day in wish[BETWEEN])
    return {**record, "dates": [_moved(each, first, last) for each in record["dates"]]}


def days_to_tap(heard: Heard, vague: HeardDate, *, today: date, until: date | None = None) -> list[date]:
    """Days to choose from: all that were named as one or another, or some of the stretch.

    "After the 20th" is some days behind it. No day behind ``until`` is offered, since none can be agreed.
    """
    named = sorted({day.end for day in heard.dates if day.is_one_day and not day.firm and day.end > today})
    if len(named) > 1:
        return named
    start = max(vague.start, today + timedelta(days=1))
    if vague.is_one_day:
        later = (1, 4, 7) if vague.bound == "after" else (0,)
        return [start + timedelta(days=ahead) for ahead in later]
    end = min(vague.end, until) if until is not None and until > start else vague.end
    days = (start, start + (end - start) / 2, end)
    return sorted({day for day in days if day >= start})


def is_about_one_day(heard: Heard) -> bool:
    """Whether a single day is named, only not for sure: 大概25号. It is put to her with its terms."""
    (*others, day) = heard.dates or (None,)
    return not others and day is not None and day.is_one_day and day.bound != "after"


CHOSEN = "chosen_day"
"""Where the wish keeps the day of an option that was chosen, though she named none."""
_ON_TOP_ZH = re.compile(r"(?:再|多|又|晚|迟|推|往后)[^，。,]{0,3}$")
_LONGER_ZH = re.compile(r"(?:宽限|延期?|缓|拖|等)[^，。,]{0,3}$")
_ON_TOP_EN = re.compile(r"\b(?:another|extra|more|later|longer|further|after)\b", re.IGNORECASE)
_FROM_NOW = re.compile(r"\b(?:in|within|from now|from today)\b", re.IGNORECASE)
_BY_NUMBER = re.compile(r"[\d一二三十][ ]?[号日]|月 ?[\d一二三十]|\d(?:st|nd|rd|th)\b")
_NEXT_AFTER = re.compile(r"the week after", re.IGNORECASE)


def counted_from(record: dict[str, Any], wish: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The record of a message whose later time counts from the day on the table: 周五还, then 再晚两天行吗.

    A length of time is on top of that day where its words say so, or where it would come out before it.
    """
    on_table = wish.get("by") if wish.get("exact") else wish.get(CHOSEN)
    if len(record.get("dates") or ()) != 1 or not on_table:
        return record
    (said,) = record["dates"]
    day = date.fromisoformat(on_table)
    if _NEXT_AFTER.match(said["text"]):
        first = day - timedelta(days=day.weekday()) + _WEEK
        return {**record, "dates": [_between(said, first, first + timedelta(days=6))]}
    before, words = text[max(0, said["start"] - 8) : said["start"]], said["text"]
    around = before + words + text[said["end"] : said["end"] + 8]
    length = re.search(ZH_SPAN, words) or re.search(EN_SPAN, words.lower())
    span = (zh_span(length[0]) or en_span(length[0])) if length else None
    if _BY_NUMBER.search(words):  # "晚到3月25号" names the day itself
        return record
    if span is None or not said["from"] or _FROM_NOW.search(around):
        return record
    sooner = said["from"] <= on_table
    on_top = _ON_TOP_ZH.search(before) or words.startswith("再") or _ON_TOP_EN.search(around)
    longer = sooner and (_LONGER_ZH.search(before) or said.get("kind") == "duration")
    return {**record, "dates": [_between(said, *span.after(day))]} if on_top or longer else record


_NOT_ON_THAT = re.compile(
    r"(?:不是|不要|别|不在)(?:下|这)?个?(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])"
    r"|\bnot (?:on )?(?:the )?(?P<en>mon|tue|wed|thu|fri|sat|sun)[a-z]*",
    re.IGNORECASE,
)


def in_the_same_week(record: dict[str, Any], wish: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The record of a message that turns down the weekday on the table for another: 不是周一 周四发钱.

    The other is one of the same week.
    """
    on_table, no = wish.get("by") or wish.get(CHOSEN), _NOT_ON_THAT.search(text)
    if no is None or not on_table or len(record.get("dates") or ()) != 1:
        return record
    day, (said,) = date.fromisoformat(on_table), record["dates"]
    denied = (
        "一二三四五六日".index(no["zh"].replace("天", "日"))
        if no["zh"]
        else ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(no["en"].lower())
    )
    bare = _WEEKDAY.search(said["text"]) and not _OF_ITSELF.search(_WEEKDAY.sub("", said["text"]))
    if denied != day.weekday() or not bare or not said["from"]:
        return record
    other = day + timedelta(days=date.fromisoformat(said["from"]).weekday() - day.weekday())
    return (
        {**record, "dates": [_between(said, other, other)]} if other.isoformat() >= said["from"] else record
    )


_WAGES = re.compile(
    r"工资|工資|薪|\b(?:wages?|salary|paid|pay ?day|pay ?che(?:ck|que)|pay comes)\b", re.IGNORECASE
)
_BESIDE = 14
"""Characters beside a day in which wages make it the day they come."""


def not_before_wages(record: dict[str, Any], text: str) -> dict[str, Any]:
    """The record of a message with the day after her wages, where the time asked for ends before they come.

    "延迟1天还，担心工资14日晚上发" asks for the 15th, and not for tomorrow.
    """
    said = record.get("dates") or ()
    lengths = [each for each in said if each.get("kind") == "duration" and each["from"]]
    wages = [each for each in said if each not in lengths and each["from"] and _is_of_wages(each, text)]
    if len(said) != 2 or len(lengths) != 1 or len(wages) != 1 or lengths[0]["to"] >= wages[0]["to"]:
        return record
    day = date.fromisoformat(wages[0]["to"]) + timedelta(days=1)
    return {**record, "dates": [_between(lengths[0], day, day)]}


def _is_of_wages(said: dict[str, Any], text: str) -> bool:
    around = text[max(0, said["start"] - _BESIDE) : said["end"] + _BESIDE]
    return said["from"] == said["to"] and _WAGES.search(around) is not None


def _between(said: dict[str, Any], first: date, last: date) -> dict[str, Any]:
    return {**said, "from": first.isoformat(), "to": last.isoformat()}


def _moved(said: dict[str, Any], first: date, last: date) -> dict[str, Any]:
    if not said["from"] or said["from"] != said["to"] or _OF_ITSELF.search(said["text"]):
        return said
    day = date.fromisoformat(said["from"])
    if day >= first:
        return said
    if _WEEKDAY.search(said["text"]):
        ahead = day + _WEEK * -(-(first - day).days // 7)
    else:
        ahead = next((m for n in range(1, 4) if (m := add_months(day, n, day=day.day)) >= first), day)
    return {**said, "from": ahead.isoformat(), "to": ahead.isoformat()} if first <= ahead <= last else said


ON_DAY, REST_BETWEEN = "on_day", "rest_between"
"""Where the wish keeps a part whose day is asked back about, and the stretch that has the rest."""


def part_in_a_stretch(heard: Heard, text: str, *, overdue: Money, today: date) -> HeardDate | None:
    """The stretch in which a part is to be paid: "40 this week and the rest the week after"."""
    days = sorted(
        (each for each in heard.dates if each.end >= today and not is_definite(each)),
        key=lambda each: each.start,
    )
    said = [amount for amount, _ in offered(heard, text)]
    part = said[0].of(overdue) if len(said) == 1 and not said[0].per else None
    if part is None or not 0 < part.minor < overdue.minor or len(days) != len(heard.dates):
        return None
    if len(days) == 1:
        return days[0] if on_its_day(text, days[0].text, said[0].text) else None
    both = len(days) == 2 and the_rest(text) and text.find(days[0].text) < text.find(days[1].text)
    return days[0] if both and days[0].end < days[1].start else None


def keep_part(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money) -> None:
    """Keep a part, and the stretch of the rest, until its day is known (:func:`put_on_day`)."""
    part = next(amount.of(overdue) for amount, _ in offered(heard, text))
    last = max(heard.dates, key=lambda each: each.start)
    for key in ("by", "amount_now", "part_amount", "parts", "every", "dates", "amounts", "rest_open"):
        wish.pop(key, None)
    wish[ON_DAY] = part.minor if part else 0
    if len(heard.dates) > 1:
        wish[REST_BETWEEN] = [last.start.isoformat(), last.end.isoformat()]


def put_on_day(wish: dict[str, Any], day: date, *, overdue: Money) -> None:
    """Put a part that was kept on its day, and the rest as long after it as its stretch lies."""
    part, rest = Money(int(wish.pop(ON_DAY)), overdue.currency), wish.pop(REST_BETWEEN, None)
    schedules.leave_the_rest_open(wish, day, part)
    if rest is None:
        return
    first, last = (date.fromisoformat(each) for each in rest)
    if last - first > _WEEK:
        then = first.replace(day=min(day.day, last.day))
    else:
        then = first - timedelta(days=first.weekday()) + timedelta(days=day.weekday())
    wish["dates"] = [day.isoformat(), max(then, day + timedelta(days=1)).isoformat()]
    del wish["rest_open"]
