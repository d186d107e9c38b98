"""Words of haggling, and words that only sound like it."""

from __future__ import annotations

import pytest

from bot.model.money import Money
from bot.understanding import haggling
from bot.understanding.month_said import read_month


@pytest.mark.parametrize(
    "text",
    [
        "太多了",
        "每期太多了",
        "还是太高了",
        "再低一点",
        "能不能少一点",
        "that's too much",
        "I can't afford that",
        "anything lower?",
    ],
)
def test_too_much(text: str) -> None:
    assert haggling.finds_it_too_much(text)


@pytest.mark.parametrize(
    "text", ["有没有便宜点的", "哪个最划算", "is there a cheaper one", "which costs less"]
)
def test_cheaper(text: str) -> None:
    assert haggling.asks_for_cheaper(text)


@pytest.mark.parametrize(
    "text",
    [
        "太多了，我没欠这么多",
        "电话太多了",
        "too many calls",
        "利息太高了",
        "I already paid that",
        "the fees are too high",
    ],
)
def test_a_dispute_or_a_complaint_is_no_haggling(text: str) -> None:
    assert haggling.speaks_of_something_else(text)


@pytest.mark.parametrize(
    ("text", "income", "costs"),
    [
        ("收入4000，开支2100", 400_000, 210_000),
        ("房租2100，工资4000", 400_000, 210_000),
        ("每月挣1.2万 花8千", 1_200_000, 800_000),
        ("income 1,600, costs 1,100", 160_000, 110_000),
        ("rent is 900 and I earn 2k", 200_000, 90_000),
    ],
)
def test_two_round_figures_are_income_and_costs(text: str, income: int, costs: int) -> None:
    assert read_month(text, currency="CNY") == (Money(income, "CNY"), Money(costs, "CNY"))


@pytest.mark.parametrize("text", ["不想说", "4000", "1 2 3", ""])
def test_anything_else_leaves_one_of_them_open(text: str) -> None:
    assert None in (read_month(text, currency="CNY") or (None,))


def test_a_figure_with_more_decimals_than_the_currency_has_is_rounded_down() -> None:
    assert read_month("income 1600.999", currency="GBP") == (Money(160_099, "GBP"), None)
