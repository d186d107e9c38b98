"""What stays of a decision: question, facts hashed and by reference, packs, answer; and the same again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.compliance import replay
from bot.compliance.replay import digest
from bot.model.words import Channel, FactKind, Purpose
from bot.storage.unit import Store
from tests.integration.reserving import TEXT, capped_house, propose
from tests.integration.small_world import add_borrower

SMS = Channel.SMS


@pytest.mark.parametrize("blocked", [False, True], ids=["it left", "it was blocked"])
def test_a_decision_keeps_everything_it_was_made_from_and_says_the_same_again(
    store: Store, blocked: bool
) -> None:
    house = capped_house(store)
    add_borrower(house, points={"sandbox_sms": "+8613811112222"})
    now = house.clock()
    with store.write() as unit:
        unit.record.note(
            borrower_id="B-A1", account_id="A1", kind=FactKind.OPT_OUT, at=now - timedelta(days=1),
            detail={"channel": "sms" if blocked else "email"}, message_id=None,
        )  # fmt: skip
        on_file = {fact.id for fact in unit.record.facts("B-A1", in_force_at=now)}
        unit.commit()

    spoken = propose(house, "A1")

    with store.read() as unit:
        (entry,) = unit.audit.entries(kind="decision")
        parcel = unit.outbox.get(spoken.parcel_id) if spoken.parcel_id else None
    assert spoken.left is not blocked
    assert parcel is None or parcel.decision_id == entry["id"]
    assert len(on_file) == 1
    assert set(entry["refs"]["facts"]) == on_file
    assert entry["case_sha256"] == digest(entry["case"])
    assert entry["policy"] == house.rules.version
    assert entry["verdict"] == str(spoken.verdict.decision)
    assert entry["rules"] == [hit.id for hit in spoken.verdict.rules]
    asked = replay.proposal_from_plain(entry["proposal"])
    assert (asked.channel, asked.purpose) == (SMS, Purpose.REMINDER)
    assert TEXT in (asked.text or "")
    again = replay.recorded(entry).again(house.rules)
    assert again == spoken.verdict
