"""Which amount belongs to which day: "500 on the 15th and the rest at the end of the month"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.conversation.heard import Heard, HeardAmount

_CLAUSE = re.compile(r"[,，;；。、]|\b(?:and|then|plus)\b|然后|再还|再付|另外", re.IGNORECASE)
_REST = re.compile(
    r"剩下|剩余|余下|其余|余款|尾款|剩的|后面的|另一半|还剩"
    r"|\brest\b|remain|balance|other half|left ?over|what'?s left",
    re.IGNORECASE,
)
_TODAY = r"现在|今天|马上|立刻|今日|\bnow\b|today|straight away|right away|up ?front"
_NOW = re.compile(rf"先(?:还|付|交|给|转)|\bfirst\b|{_TODAY}", re.IGNORECASE)
_AT_ONCE = re.compile(_TODAY, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day she named for paying, with the amount she named for it."""

    day: date
    amount: HeardAmount | None


def the_rest(text: str) -> bool:
    """Whether she speaks of what is left over."""
    return _REST.search(text) is not None


def starts_now(text: str) -> bool:
    """Whether the first of it is to be paid at once."""
    return _NOW.search(text) is not None


def on_its_day(text: str, day: str, amount: str) -> bool:
    """Whether an amount is meant for the day named beside it, and not for today."""
    here, there = text.find(day), text.find(amount)
    together = here >= 0 and there >= 0 and _clause(text, here) == _clause(text, there)
    return together and not the_rest(text) and _AT_ONCE.search(text) is None


def dated_amounts(heard: Heard, text: str, *, today: date) -> list[Dated]:
    """The days to come that she named one by one, earliest first, each with its amount if it has one.

    An amount belongs to the day of its own clause; without one there, to the nearest day.
    """
    days: dict[date, tuple[int, int]] = {}
    for each in heard.dates:
        at = text.find(each.text)
        if each.is_one_day and each.firm and each.start >= today and at >= 0:
            days.setdefault(each.start, (at, at + len(each.text)))
    if len(days) == 1 and starts_now(text) and the_rest(text):
        return []
    owner: dict[date, HeardAmount] = {}
    for amount in heard.amounts:
        at = text.find(amount.text)
        if amount.per or amount.fraction == 1 or at < 0 or not days:
            continue
        free = {day: span for day, span in days.items() if day not in owner}
        if not free:
            break
        inside = [day for day, span in free.items() if _clause(text, span[0]) == _clause(text, at)]
        near = inside or list(free)
        owner[min(near, key=lambda day: _apart(days[day], at, at + len(amount.text)))] = amount
    return [Dated(day, owner.get(day)) for day in sorted(days)]


def _clause(text: str, at: int) -> int:
    return sum(found.start() < at for found in _CLAUSE.finditer(text))


def _apart(span: tuple[int, int], start: int, end: int) -> int:
    return max(span[0] - end, start - span[1], 0)
