"""Recomputes every worked example of docs/offers.md, so that the page cannot drift from the product."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml

from bot.model.loan import LoanTerms
from bot.model.money import Money
from bot.model.words import Reason
from bot.offers.jsonform import as_json, wish_from_json
from bot.offers.ledger import state
from bot.offers.negotiate import counter
from bot.offers.quote import quote
from bot.offers.terms import Budget, History
from tests.unit.offers.generated import ROOT, TODAY, sample_account, sample_facts, shipped_policy

PAGE = (ROOT / "docs" / "offers.md").read_text(encoding="utf-8")
EXAMPLES: list[dict[str, Any]] = [
    yaml.safe_load(block) for block in re.findall(r"```yaml example\n(.*?)```", PAGE, flags=re.S)
]
POLICY = shipped_policy()


def computed(example: dict[str, Any]) -> Any:
    known = sample_facts(example["regime"])
    changes: dict[str, Any] = {"reasons": frozenset(map(Reason, example.get("reasons", [])))}
    if "history" in example:
        changes["history"] = History(**example["history"])
    if "budget" in example:
        income, costs = (
            Money.of(example["budget"][key], known.currency) for key in ("income", "fixed_costs")
        )
        changes["budget"] = Budget(income, costs)
    if "terms" in example:
        changes["terms"] = LoanTerms(*(Decimal(rate) for rate in example["terms"]))
    facts = sample_facts(example["regime"], **changes)
    if "offers" in example:
        return as_json(quote(facts, today=TODAY, policy=POLICY))
    wish = {key: str(value) if key == "by" else value for key, value in example["wish"].items()}
    proposal = wish_from_json(wish, currency=facts.currency)
    answer = counter(facts, proposal, round=example.get("round", 1), today=TODAY, policy=POLICY)
    return as_json(answer)


def plain(value: Any) -> Any:
    """YAML's dates as the ISO text of JSON."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def assert_shows(actual: Any, expected: Any) -> None:
    """Compare what the example shows, and only that."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert_shows(actual[key], value)
    elif isinstance(expected, list):
        assert len(actual) == len(expected)
        for each, value in zip(actual, expected, strict=True):
            assert_shows(each, value)
    else:
        assert actual == expected


def test_the_page_has_its_worked_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_worked_example_is_what_the_product_computes(example: dict[str, Any]) -> None:
    if "state" in example:
        ledger = state(sample_account(), as_of=TODAY)
        for name, value in example["state"].items():
            actual = getattr(ledger, name)
            assert (actual.plain() if isinstance(actual, Money) else actual) == value
        return
    actual = computed(example)
    if "offers" in example:
        assert_shows(actual, plain(example["offers"]))
        return
    expected = dict(example["answer"])
    of_the_offer = {key: expected.pop(key) for key in list(expected) if key not in actual}
    assert_shows(actual, plain(expected))
    if of_the_offer:
        assert_shows(actual["offer"], plain(of_the_offer))
