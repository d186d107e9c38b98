"""A day as the grammars find it, before it becomes a mention: shared by both languages.

:func:`choose` picks among candidates of any sort, days and sums.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from bot.understanding.mentions import Bound, DateKind, Granularity


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate reading of a stretch of text.

    Args:
        begin: offset in the normalised text.
        finish: offset after it.
        start: first day; None only for a payday whose day is not known.
        end: last day, inclusive.
        granularity: the unit the words speak in.
        kind: as in a mention.
        firm: False when the words themselves are vague.
        past: the words say that it lies behind.
        bound: on, by or after.
        day: the day of month, when only that was said; a range then takes the month of its partner.
        rolled: the words named no year, and the next one was taken.
        void: the words name a day that the calendar does not have; nothing inside them is read.
        weekday: only a day of the week was said; an exact date beside it wins.
        pays: False where the words name the day for something else than paying.
    """

    begin: int
    finish: int
    start: date | None
    end: date | None
    granularity: Granularity = "day"
    kind: DateKind = "date"
    firm: bool = True
    past: bool = False
    bound: Bound = "on"
    day: int | None = None
    rolled: bool = False
    void: bool = False
    weekday: bool = False
    pays: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What a grammar may know besides the text.

    Args:
        text: the normalised text.
        today: the borrower's own calendar day.
        region: ISO 3166-1 country, upper-case, or None.
        payday: the borrower's day of pay, when on file.
    """

    text: str
    today: date
    region: str | None
    payday: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a grammar and what it means."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context], Found | None]


class Placed(Protocol):
    """A candidate, a day or a sum, with its place in the text."""

    @property
    def begin(self) -> int:
        """Offset in the normalised text."""

    @property
    def finish(self) -> int:
        """Offset after it."""


P = TypeVar("P", bound=Placed)


def choose(candidates: Iterable[P]) -> list[P]:
    """Keep the candidates that do not overlap, longest first, in the order of the text."""
    kept: list[P] = []
    taken: set[int] = set()
    for one in sorted(candidates, key=lambda f: (f.begin - f.finish, f.begin)):
        place = range(one.begin, one.finish)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(one)
    return sorted(kept, key=lambda f: f.begin)
