"""Stored decisions asked again under other packs: what would change, and by which rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from bot.compliance import Policy, decide, load_policy, replay
from bot.compliance.compare import compare
from bot.model.contact import AccountFacts, BorrowerFacts, CaseFile, Lender, Proposal
from bot.model.money import Money
from bot.model.words import Actor, Channel, Purpose

POLICY = load_policy(Path(__file__).resolve().parents[3] / "policies")
CASE = CaseFile(
    lender=Lender(Actor.FIRST_PARTY, "online_consumer_loan", ("CN",), "Qingchuan"),
    borrower=BorrowerFacts("en", "Asia/Shanghai", "CN"),
    account=AccountFacts("A1", "CNY", Money(128000, "CNY"), 5),
)
NIGHT = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai


def stored(case: CaseFile, at: datetime, policy: Policy = POLICY, entry: str = "d1") -> dict[str, Any]:
    proposal = Proposal(Channel.SMS, Purpose.REMINDER, "Hello, this is Qingchuan's automated assistant.")
    verdict = decide(case, proposal, now=at, policy=policy)
    body = orjson.loads(orjson.dumps(replay.record(case, proposal, verdict, now=at)))
    return {"id": entry, **body}


def without(*rules: str) -> Policy:
    return replace(
        POLICY, rules=tuple(r for r in POLICY.rules if r.id not in rules), version="other", plans={}
    )


def test_the_same_packs_change_nothing_and_reproduce_what_was_stored() -> None:
    found = compare([stored(CASE, NIGHT)], old=POLICY, new=POLICY)

    assert (found.asked, found.changes, found.drifted) == (1, [], [])


def test_a_rule_that_is_taken_away_is_named_with_every_decision_it_held() -> None:
    decisions = [stored(CASE, NIGHT, entry=f"d{n}") for n in range(3)]
    night = [r for r in decisions[0]["rules"] if r.startswith("CN-TIME")]
    assert night

    found = compare(decisions, old=POLICY, new=without(*night))

    assert [change.id for change in found.changes] == ["d0", "d1", "d2"]
    assert set(found.changes[0].ended) == set(night)
    assert found.by_rule == {rule: {"added": 0, "removed": 3} for rule in sorted(night)}


def test_a_new_rule_is_named_as_added() -> None:
    night = [r for r in stored(CASE, NIGHT)["rules"] if r.startswith("CN-TIME")]

    found = compare([stored(CASE, NIGHT)], old=without(*night), new=POLICY)

    assert set(found.changes[0].begun) == set(night)


def test_a_decision_without_its_facts_is_counted_and_left_out() -> None:
    found = compare([{"id": "old", "verdict": "allow"}], old=POLICY, new=POLICY)

    assert (found.asked, found.unreadable) == (0, 1)


def test_an_answer_that_its_own_packs_do_not_give_again_is_pointed_out() -> None:
    entry = {**stored(CASE, NIGHT), "verdict": "warn"}

    found = compare([entry], old=POLICY, new=POLICY)

    assert found.drifted == ["d1"]
