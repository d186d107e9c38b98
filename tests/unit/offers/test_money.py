from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import BadInput
from bot.model.money import Money

AMOUNTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("1280.00", "CNY", 128_000), ("5000", "JPY", 5_000), ("1.234", "KWD", 1_234), ("0.01", "USD", 1)],
)
def test_reads_an_amount_in_the_currency_s_own_decimals(text: str, currency: str, minor: int) -> None:
    money = Money.of(text, currency)

    assert (money.minor, money.plain()) == (minor, text)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("1.5", "JPY"), ("0.001", "USD"), ("NaN", "USD"), ("", "USD"), ("1e30", "USD"), ("1", "usd"), ("1", "")],
)
def test_refuses_what_is_no_amount_of_that_currency(amount: str, currency: str) -> None:
    with pytest.raises(BadInput):
        Money.of(amount, currency)


def test_refuses_floats_booleans_and_strangers_everywhere() -> None:
    one = Money(100, "CNY")

    for act in (
        lambda: Money(1.0, "CNY"),  # type: ignore[arg-type]
        lambda: Money(True, "CNY"),
        lambda: Money.of(1.5, "CNY"),  # type: ignore[arg-type]
        lambda: one * 0.5,
        lambda: one + 1,
        lambda: one.share(0.1),  # type: ignore[arg-type]
        lambda: one.split(0),
    ):
        with pytest.raises(BadInput):
            act()


def test_two_currencies_never_mix() -> None:
    yuan, dollar = Money(100, "CNY"), Money(100, "USD")

    for act in (lambda: yuan + dollar, lambda: yuan - dollar, lambda: yuan < dollar, lambda: yuan >= dollar):
        with pytest.raises(BadInput):
            act()
    assert yuan != dollar


@given(AMOUNTS, st.integers(1, 400))
def test_parts_sum_exactly_and_differ_by_at_most_one_minor_unit(minor: int, parts: int) -> None:
    cut = Money(minor, "CNY").split(parts)

    assert sum(part.minor for part in cut) == minor
    assert max(cut).minor - min(cut).minor <= 1


@given(AMOUNTS)
def test_text_and_back_is_the_same_money(minor: int) -> None:
    for currency in ("CNY", "JPY", "KWD"):
        money = Money(minor, currency)

        assert Money.of(money.plain(), currency) == money


def test_a_share_is_rounded_half_up_to_the_minor_unit() -> None:
    assert Money(5, "CNY").share(Decimal("0.5")) == Money(3, "CNY")
    assert Money(5, "CNY").share(Fraction(1, 2)) == Money(3, "CNY")
    assert Money(100, "JPY").share(Decimal("0.333")) == Money(33, "JPY")


@pytest.mark.parametrize("minor", [-5, -3, -1, 1, 3, 5])
def test_a_share_rounds_a_half_alike_however_the_rate_is_given(minor: int) -> None:
    owed = Money(minor, "CNY")

    assert owed.share(Fraction(1, 2)) == owed.share(Decimal("0.5")) == -(-owed).share(Fraction(1, 2))


@pytest.mark.parametrize("text", ["1_000", "1_0.00", "_1", "1_"])
def test_an_underscore_is_no_part_of_an_amount(text: str) -> None:
    with pytest.raises(BadInput, match="not an amount"):
        Money.of(text, "CNY")
