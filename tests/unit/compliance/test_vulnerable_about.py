"""Talk and rules speak one word: what a vulnerable fact is ``about``."""

import inspect
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.compliance import decide
from bot.conversation.topics import care
from bot.model.contact import Fact
from tests.unit.compliance.cases import case, policy, reminder

NOON = datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
NOTED = r'(?:FactKind\.VULNERABLE, about=|_in_care\(turn, )"(\w+)"'
SAID = sorted(set(re.findall(NOTED, inspect.getsource(care))))


def stops(regime, **detail):
    fact = Fact(at=NOON - timedelta(days=30), kind="vulnerable", detail=detail)
    return {hit.id for hit in decide(case(regime, fact), reminder("en"), now=NOON, policy=policy()).rules}


def test_the_talk_names_what_a_fact_is_about():
    assert SAID == [
        "bereavement", "capacity", "coercion", "crisis", "gambling", "hunted", "illness", "prison", "reading",
        "resilience",
    ]  # fmt: skip


@pytest.mark.parametrize("about", SAID)
def test_whatever_the_talk_notes_is_read_by_the_rule_of_the_united_kingdom(about):
    assert "UK-VULN-2" in stops("UK", about=about)


def test_a_fact_that_does_not_say_what_it_is_about_counts():
    assert "UK-VULN-2" in stops("UK")
    assert "UK-VULN-2" not in stops("UK", about="a_long_name_nobody_lists")


@pytest.mark.parametrize("about", ["bereavement", "calamity", "marriage", "festival"])
def test_an_occasion_closes_all_days_in_india(about):
    assert "IN-TIME-3" in stops("IN", about=about)


def test_an_illness_is_no_occasion():
    assert "IN-TIME-3" not in stops("IN", about="illness")
