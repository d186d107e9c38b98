"""A small picture of when money would be paid: one dot a date, larger for a larger amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, EDGE = 280, 16
NEAR, NEAR_END = 56, 76
"""Two labels closer than this would run into each other; the last one ends at the edge, so it needs more."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One payment on the line; coordinates in a picture 280 wide and 64 high."""

    x: float
    r: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the template draws."""

    dots: tuple[Dot, ...]
    start: float
    end: float
    start_label: str


def timeline(
    parts: Sequence[tuple[date, int]], *, today: date, start_label: str, name: Callable[[date], str]
) -> Timeline | None:
    """Place payments on a line from today to the last date.

    Args:
        parts: dates and amounts in minor units, in order.
        today: where the line begins.
        start_label: the word under its beginning.
        name: writes a date shortly.

    Returns:
        The picture, or ``None`` when there is nothing to place.
    """
    if not parts:
        return None
    span = max((parts[-1][0] - today).days, 1)
    largest = max((amount for _, amount in parts), default=0) or 1
    room = WIDTH - 2 * EDGE
    soon = room * max((parts[0][0] - today).days, 0) / span < NEAR
    dots: list[Dot] = []
    taken: float = -NEAR if soon else EDGE  # the first date matters more than the word "today"
    last = len(parts) - 1
    end = EDGE + room * max((parts[-1][0] - today).days, 0) / span  # where the last label stands
    for number, (day, amount) in enumerate(parts):
        x = EDGE + room * max((day - today).days, 0) / span
        clear = x - taken >= NEAR and end - x >= NEAR_END
        written = number == last or clear
        dots.append(
            Dot(
                x=round(x, 1),
                r=round(4 + 4 * (amount / largest) ** 0.5, 1),
                label=name(day) if written else "",
            )
        )
        taken = x if written else taken
    return Timeline(
        dots=tuple(dots),
        start=EDGE,
        end=WIDTH - EDGE,
        start_label="" if soon else start_label,
    )
