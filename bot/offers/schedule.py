"""Turns an amount owed and some dates into parts that sum exactly, with the price of waiting inside.

Equal parts differ by at most one minor unit. Each part is filled like a payment: fees, then interest, then
principal, so that the schedule shows what each date will really pay for. The price is rounded down, and cut
until the all-in yearly rate is at most the cap; so no input can produce a schedule above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.model.money import Money
from bot.offers.cost import interest, within, yearly_rate
from bot.offers.ledger import Breakdown
from bot.offers.terms import Part


@dataclass(frozen=True, slots=True)
class Schedule:
    """Parts that sum to what they cover plus ``extra_cost``."""

    parts: tuple[Part, ...]
    extra_cost: Money
    annual_rate: Decimal


def make_schedule(
    owed: Breakdown,
    *,
    dates: Sequence[date],
    start: date,
    rate: Decimal,
    cap: Decimal,
    fixed: Sequence[int] = (),
) -> Schedule:
    """Spread what is owed over dates.

    Args:
        owed: what the schedule covers; more than zero.
        dates: strictly growing, at least one.
        start: the day waiting is counted from.
        rate: simple yearly rate of waiting, on principal.
        cap: the highest all-in yearly rate.
        fixed: minor units of the first parts where they are hers to name; the rest is split equally.
    """
    waits = [max((day - start).days, 0) for day in dates]
    covered = owed.total.minor
    extra = 0
    if rate and cap:
        plain = _amounts(covered, len(dates), fixed)
        extra = interest(_principal_waits(owed, plain, waits), rate)
        extra = _fit(extra, covered=covered, waits=waits, cap=cap, fixed=fixed)
    amounts = _amounts(covered + extra, len(dates), fixed)
    return Schedule(
        parts=_fill(owed, amounts, dates, extra),
        extra_cost=Money(extra, owed.principal.currency),
        annual_rate=yearly_rate(owed=covered, flows=list(zip(waits, amounts, strict=True)))
        if extra
        else Decimal("0.0000"),
    )


def _amounts(total: int, parts: int, fixed: Sequence[int]) -> list[int]:
    base, rest = divmod(total - sum(fixed), parts - len(fixed))
    return [*fixed, *(base + (n < rest) for n in range(parts - len(fixed)))]


def _principal_waits(owed: Breakdown, amounts: list[int], waits: list[int]) -> list[tuple[int, int]]:
    other = owed.fees.minor + owed.interest.minor
    result = []
    for days, amount in zip(waits, amounts, strict=True):
        taken = min(other, amount)
        other -= taken
        result.append((days, amount - taken))
    return result


def _fit(extra: int, *, covered: int, waits: list[int], cap: Decimal, fixed: Sequence[int]) -> int:
    """The largest cost up to ``extra`` that stays under the cap; zero always does."""

    def allowed(cost: int) -> bool:
        flows = list(zip(waits, _amounts(covered + cost, len(waits), fixed), strict=True))
        return within(cap, owed=covered, flows=flows)

    if allowed(extra):
        return extra
    good, bad = 0, extra
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if allowed(middle) else (good, middle)
    return good


def _fill(owed: Breakdown, amounts: list[int], dates: Sequence[date], extra: int) -> tuple[Part, ...]:
    currency = owed.principal.currency
    fees, accrued = owed.fees.minor, owed.interest.minor + extra
    parts = []
    for day, amount in zip(dates, amounts, strict=True):
        to_fees = min(fees, amount)
        to_interest = min(accrued, amount - to_fees)
        fees, accrued = fees - to_fees, accrued - to_interest
        rest = amount - to_fees - to_interest
        parts.append(Part(day, Money(rest, currency), Money(to_interest, currency), Money(to_fees, currency)))
    return tuple(parts)
