"""Turns an amount owed and some dates into parts that sum exactly, with the price of waiting inside.

Equal parts differ by at most one minor unit. Each part is filled like a payment, in the policy's order (fees,
then interest, then principal, where it says no other), so that the schedule shows what each date will really
pay for. The price is rounded down, and cut until the all-in yearly rate is at most the cap; so no input can
produce a schedule above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.model.loan import WATERFALL, Component
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
    waterfall: tuple[Component, ...] = WATERFALL,
) -> Schedule:
    """Spread what is owed over dates.

    Args:
        owed: what the schedule covers; more than zero.
        dates: strictly growing, at least one.
        start: the day waiting is counted from.
        rate: simple yearly rate of waiting, on principal.
        cap: the highest all-in yearly rate.
        fixed: minor units of the first parts where they are hers to name; the rest is split equally.
        waterfall: the policy's order in which a part pays for components.
    """
    waits = [max((day - start).days, 0) for day in dates]
    covered = owed.total.minor
    extra = 0
    if rate and cap:
        plain = _amounts(covered, len(dates), fixed)
        extra = interest(_principal_waits(owed, plain, waits, waterfall), rate)
        extra = _fit(extra, covered=covered, waits=waits, cap=cap, fixed=fixed)
    amounts = _amounts(covered + extra, len(dates), fixed)
    return Schedule(
        parts=_fill(owed, amounts, dates, extra, waterfall),
        extra_cost=Money(extra, owed.principal.currency),
        annual_rate=yearly_rate(owed=covered, flows=list(zip(waits, amounts, strict=True)))
        if extra
        else Decimal("0.0000"),
    )


def _amounts(total: int, parts: int, fixed: Sequence[int]) -> list[int]:
    base, rest = divmod(total - sum(fixed), parts - len(fixed))
    return [*fixed, *(base + (n < rest) for n in range(parts - len(fixed)))]


def _principal_waits(
    owed: Breakdown, amounts: list[int], waits: list[int], waterfall: tuple[Component, ...]
) -> list[tuple[int, int]]:
    filled = _poured(owed, amounts, 0, waterfall)
    return [(days, of[Component.PRINCIPAL]) for days, of in zip(waits, filled, strict=True)]


def _poured(
    owed: Breakdown, amounts: list[int], extra: int, waterfall: tuple[Component, ...]
) -> list[dict[Component, int]]:
    """What each amount pays for, in minor units; the cost of waiting is interest."""
    left = {
        Component.FEES: owed.fees.minor,
        Component.INTEREST: owed.interest.minor + extra,
        Component.PRINCIPAL: owed.principal.minor,
    }
    filled = []
    for amount in amounts:
        of: dict[Component, int] = {}
        still = amount
        for component in waterfall:
            of[component] = min(left[component], still)
            left[component] -= of[component]
            still -= of[component]
        filled.append(of)
    return filled


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


def _fill(
    owed: Breakdown, amounts: list[int], dates: Sequence[date], extra: int, waterfall: tuple[Component, ...]
) -> tuple[Part, ...]:
    def money(minor: int) -> Money:
        return Money(minor, owed.principal.currency)

    return tuple(
        Part(day, money(of[Component.PRINCIPAL]), money(of[Component.INTEREST]), money(of[Component.FEES]))
        for day, of in zip(dates, _poured(owed, amounts, extra, waterfall), strict=True)
    )
