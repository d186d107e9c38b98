from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.offers.affordability import capacity, protected_amount
from bot.offers.calendar import add_months, is_working_day, next_payday, rhythm, settle, settle_all
from bot.offers.cost import interest, within, yearly_rate
from bot.offers.records import NonBusiness
from bot.offers.terms import Budget, Cadence, Payday
from tests.unit.offers.generated import TODAY, shipped_policy

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_a_month_later_clamps_to_the_month_end_and_comes_back_to_its_day() -> None:
    assert rhythm(date(2028, 1, 31), Cadence.MONTHLY, 3) == (
        date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31),
    )  # fmt: skip
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


@given(DAYS, st.integers(1, 31))
def test_the_next_monthly_payday_is_later_and_within_a_month(after: date, day: int) -> None:
    payday = next_payday(Payday(Cadence.MONTHLY, day), after=after)

    assert 1 <= (payday - after).days <= 31
    assert payday.day == day or add_months(payday, 0, day=31) == payday


@given(DAYS, st.sampled_from([(Cadence.WEEKLY, 7), (Cadence.FORTNIGHTLY, 14)]))
def test_the_next_weekly_payday_keeps_its_rhythm(after: date, rhythm_: tuple[Cadence, int]) -> None:
    cadence, step = rhythm_
    anchor = date(2026, 3, 6)

    payday = next_payday(Payday(cadence, anchor=anchor), after=after)

    assert 1 <= (payday - after).days <= step
    assert (payday - anchor).days % step == 0


def test_a_payday_without_its_day_is_refused() -> None:
    for payday in (Payday(Cadence.MONTHLY), Payday(Cadence.WEEKLY)):
        with pytest.raises(BadInput):
            next_payday(payday, after=TODAY)


@pytest.mark.parametrize(
    ("day", "residence", "working"),
    [
        (date(2026, 10, 1), "CN", False),
        (date(2026, 12, 25), "GB", False),
        (date(2026, 4, 6), "GB", False),  # Easter Monday: the banks follow England
        (date(2026, 4, 6), "GB-SCT", True),
        (date(2026, 12, 25), "JP", True),
        (date(2026, 4, 20), "US-MA", False),  # Patriots' Day
        (date(2026, 4, 20), "US-CA", True),
        (date(2026, 3, 14), "", False),
        (date(2026, 3, 13), "ZZ-9", True),
    ],
)
def test_working_days_are_those_of_the_place(day: date, residence: str, working: bool) -> None:
    assert is_working_day(day, residence) is working


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), st.sampled_from(["CN", "GB", "JP", ""]))
def test_settled_dates_are_working_days_and_never_fall_together(days: list[date], place: str) -> None:
    moved = settle_all(tuple(sorted(days)), residence=place, rule=NonBusiness.NEXT)

    assert list(moved) == sorted(set(moved))
    assert all(is_working_day(day, place) for day in moved)
    assert all(new >= old for new, old in zip(moved, sorted(days), strict=True))


def test_a_date_moves_back_only_when_the_policy_says_so() -> None:
    sunday = date(2026, 3, 15)

    assert settle(sunday, residence="GB", rule=NonBusiness.PREVIOUS) == date(2026, 3, 13)
    assert settle(sunday, residence="GB", rule=NonBusiness.ALLOW) == sunday


def test_the_yearly_rate_of_known_cases() -> None:
    assert yearly_rate(owed=100_000, flows=[(365, 124_000)]) == Decimal("0.2400")
    assert yearly_rate(owed=100_000, flows=[(0, 50_000), (365, 55_000)]) == Decimal("0.1000")
    assert yearly_rate(owed=100_000, flows=[(30, 101_000)]) == Decimal("0.1287")
    assert yearly_rate(owed=100_000, flows=[(30, 100_000)]) == Decimal("0.0000")


def test_the_cap_holds_to_the_cent() -> None:
    cap = Decimal("0.24")

    assert within(cap, owed=100_000, flows=[(365, 124_000)])
    assert not within(cap, owed=100_000, flows=[(365, 124_001)])
    assert within(Decimal(0), owed=100, flows=[(10, 50), (20, 50)])
    assert not within(Decimal(0), owed=100, flows=[(10, 50), (20, 51)])


@given(
    st.integers(1_000, 10**7),
    st.lists(st.tuples(st.integers(1, 700), st.integers(1, 10**6)), min_size=1, max_size=12),
)
def test_the_rate_shown_and_the_exact_cap_check_agree(owed: int, flows: list[tuple[int, int]]) -> None:
    rate = yearly_rate(owed=owed, flows=flows)

    if rate.is_finite() and rate < 1000:
        assert within(rate + Decimal("0.0001"), owed=owed, flows=flows)


def test_interest_is_simple_and_rounded_down() -> None:
    assert interest([(14, 100_000)], Decimal("0.15")) == 575  # 575.34 fen
    assert interest([(0, 100_000)], Decimal("0.15")) == 0


def test_what_a_month_leaves_is_after_costs_and_the_protected_amount() -> None:
    protected = shipped_policy().protected_on(TODAY)
    assert protected is not None

    def left(income: int, costs: int, currency: str = "CNY") -> int:
        return capacity(Budget(Money(income, currency), Money(costs, currency)), protected=protected).minor

    assert left(400_000, 210_000) == 40_000
    assert left(1_000_000, 500_000) == 150_000  # 35 % of income is more than the minimum
    assert left(100_000, 100_000) == 0
    assert left(10**9, 0, "CHF") == 0  # no minimum known: nothing is called affordable
    assert protected_amount(Budget(Money(1, "CHF"), Money(0, "CHF")), protected=protected) is None
    with pytest.raises(BadInput):
        left(-1, 0)
