"""A vague stretch that was asked back about, and the bare day that answers: "next month" ... "the 10th".

The day is looked for inside the stretch: after "next month" the 10th is next month's, after "next week"
Friday is that of next week.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.offers.calendar import add_months

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
