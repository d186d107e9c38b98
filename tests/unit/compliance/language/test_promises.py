"""That a debt is gone, settled or cut, or a credit file safe, is said only where a fact holds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml

from bot.compliance import decide
from bot.compliance.language import ClaimFacts, check_text
from bot.model.contact import AccountFacts, CaseFile, Event, PlanEvent, Proposal
from bot.model.money import Money
from bot.model.words import Channel, Decision, Purpose, Sender
from tests.unit.compliance.cases import case, policy
from tests.unit.compliance.language import sentences

NOON = datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
ASKED = ("debt_gone", "credit_report", "false_promise")
FACTS = {
    "nothing_overdue": ClaimFacts(nothing_overdue=True),
    "owes_nothing": ClaimFacts(nothing_overdue=True, owes_nothing=True),
    "waived": ClaimFacts(waived=True),
    "not_reported": ClaimFacts(credit_reported=False),
}


def _read(language: str) -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load((sentences.FOLDER / f"promises.{language}.yml").read_text("utf-8"))
    return rows


ALL = {language: _read(language) for language in sentences.LANGUAGES}
FOUND = [(lang, said) for lang, rows in ALL.items() for group in rows["found"].values() for said in group]
PASSES = [(lang, said) for lang, rows in ALL.items() for said in rows["passes"]]
HELD = [
    (lang, fact, said) for lang, rows in ALL.items() for fact, group in rows["held"].items() for said in group
]


def found(said: str, language: str, facts: ClaimFacts) -> set[str]:
    return {row.category for row in check_text(said, language=language, facts=facts)} & set(ASKED)


def verdict(said: str, language: str, *history: Event, account: AccountFacts | None = None) -> Decision:
    file: CaseFile = case({"zh": "CN", "en": "UK"}[language], *history, verified=True)
    said_by_a_colleague = Proposal(
        Channel.IM, Purpose.REPLY, said, language, by=Sender.AGENT, reply_to_inbound=True
    )
    known = replace(file, account=account or file.account)
    return decide(known, said_by_a_colleague, now=NOON, policy=policy()).decision


@pytest.mark.parametrize(("language", "said"), FOUND)
def test_a_promise_without_a_fact_is_held_back(language: str, said: str) -> None:
    assert found(said, language, ClaimFacts())
    assert verdict(said, language) is Decision.BLOCK


@pytest.mark.parametrize(("language", "said"), PASSES)
def test_what_stands_close_by_raises_no_alarm(language: str, said: str) -> None:
    assert found(said, language, ClaimFacts()) == set()


@pytest.mark.parametrize(("language", "fact", "said"), HELD)
def test_a_claim_passes_with_its_fact_and_with_no_other(language: str, fact: str, said: str) -> None:
    assert found(said, language, ClaimFacts())
    assert found(said, language, FACTS[fact]) == set()


def test_there_are_enough_of_each_sort() -> None:
    for language in sentences.LANGUAGES:
        assert sum(lang == language for lang, _ in FOUND) >= 21
        assert sum(lang == language for lang, _ in PASSES) >= 15


@pytest.mark.parametrize(
    ("language", "currency", "said"),
    [("zh", "CNY", "您这期已经还清了。"), ("en", "GBP", "As of this morning nothing is overdue today.")],
)
def test_the_ledger_of_the_case_is_what_holds_it(language: str, currency: str, said: str) -> None:
    paid = AccountFacts("A1", currency, Money.zero(currency), 0, next_due_on=NOON.date())

    assert verdict(said, language) is Decision.BLOCK
    assert verdict(said, language, account=paid) is Decision.ALLOW


@pytest.mark.parametrize(
    ("language", "currency", "said"),
    [("zh", "CNY", "您什么都不欠了，放心吧。"), ("en", "GBP", "You owe nothing at all.")],
)
def test_nothing_overdue_is_not_yet_nothing_owed(language: str, currency: str, said: str) -> None:
    nothing = Money.zero(currency)
    running = AccountFacts("A1", currency, nothing, 0, next_due_on=NOON.date())
    over = AccountFacts("A1", currency, nothing, 0, principal_outstanding=nothing)

    assert verdict(said, language, account=running) is Decision.BLOCK
    assert verdict(said, language, account=over) is Decision.ALLOW


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "滞纳金已经给您免掉了。"), ("en", "The late charges have been waived.")]
)
def test_a_waiver_is_named_when_it_was_granted(language: str, said: str) -> None:
    granted = PlanEvent(NOON - timedelta(hours=1), "waiver", "accepted", "P1")
    offered = replace(granted, status="offered")

    assert verdict(said, language, granted) is Decision.ALLOW
    assert verdict(said, language, offered) is Decision.BLOCK
