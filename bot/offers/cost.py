"""What waiting costs: interest for the wait, the all-in yearly rate, and the cap it must stay under.

The rate is the internal rate of return of "owe the covered amount on day 0, pay the parts on their days",
compound, actual days over 365. That is the higher of the two usual readings (simple x periods is lower), so
a plan under the cap by this measure is under it by the other too. Whether a plan is under the cap is decided
with exact decimals; only the rate that is shown is solved for, with floats, and rounded to 0.01 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import exp, expm1

DAYS_OF_YEAR = 365
Flow = tuple[int, int]
"""Days from day 0, minor units paid."""


def interest(principal: Sequence[Flow], rate: Decimal) -> int:
    """Simple interest of amounts that wait for days, as one sum, rounded down to the minor unit."""
    weight = sum(days * minor for days, minor in principal)
    return int(Decimal(weight) * rate / DAYS_OF_YEAR)


@lru_cache(maxsize=65536)
def _discount(rate: Decimal, days: int) -> Decimal:
    return (1 + rate) ** (Decimal(-days) / DAYS_OF_YEAR)


def within(cap: Decimal, *, owed: int, flows: Sequence[Flow]) -> bool:
    """Whether the yearly rate of these payments is at most the cap: present value at the cap <= owed."""
    return sum((minor * _discount(cap, days) for days, minor in flows), Decimal(0)) <= owed


def yearly_rate(*, owed: int, flows: Sequence[Flow]) -> Decimal:
    """Solve for the yearly rate; zero when no more is paid than is owed.

    Newton's method on ``x = ln(1 + r)``: the present value is convex and falling in x, so the steps from 0
    approach the root from below and cannot overshoot.
    """
    owed_later = owed - sum(minor for days, minor in flows if days <= 0)
    later = [(days / DAYS_OF_YEAR, minor) for days, minor in flows if days > 0]
    if sum(minor for _, minor in later) <= owed_later:
        return Decimal("0.0000")
    if owed_later <= 0:
        return Decimal("Infinity")
    x = 0.0
    for _ in range(100):
        values = [(years, minor * exp(-x * years)) for years, minor in later]
        gap = sum(value for _, value in values) - owed_later
        step = gap / sum(years * value for years, value in values)
        x += step
        if step < 1e-12:
            break
    rate = expm1(min(x, 700.0))
    return Decimal(rate).quantize(Decimal("0.0001")) if rate < 10**12 else Decimal("Infinity")
