"""Fifty proposals under a cap of three: exactly three pass, whoever proposes and wherever it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, select

from bot.model.words import Channel, Decision, Purpose
from bot.outreach import reach
from bot.outreach.door import Address, speak
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration import reserving
from tests.integration.reserving import CAP, TEXT, capped_house, propose, propose_at_once
from tests.integration.small_world import add_borrower, parcels

ROOT = Path(__file__).resolve().parents[2]
FIFTY = 50


def counted(store: Store, account: str) -> int:
    with store.read() as unit:
        return len(unit.record.contacts(f"B-{account}"))


@pytest.mark.parametrize("run", range(3))
def test_fifty_threads_under_a_cap_of_three_let_exactly_three_pass(store: Store, run: int) -> None:
    house = capped_house(store)
    account = f"A{run}"
    add_borrower(house, account=account)

    spoken = propose_at_once(house, account, count=FIFTY)

    assert sum(one.left for one in spoken) == 3
    assert len(parcels(house)) == 3
    assert counted(store, account) == 3
    refused = [one.verdict for one in spoken if not one.left]
    assert {verdict.decision for verdict in refused} == {Decision.BLOCK}
    assert all(CAP in [hit.id for hit in verdict.rules] for verdict in refused)


def test_processes_share_the_cap(store: Store) -> None:
    house = capped_house(store)
    add_borrower(house, account="A1")
    url = store.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", reserving.__name__, url, "A1"]
    shares = (17, 17, 16)
    running = [
        subprocess.Popen(
            [*command, str(share)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for share in shares
    ]
    try:
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        passed = sum(int(process.communicate("go\n", timeout=120)[0]) for process in running)
    finally:
        for process in running:
            process.kill()
            process.wait()

    assert passed == 3
    assert len(parcels(house)) == 3
    assert counted(store, "A1") == 3


def test_every_one_of_the_fifty_is_on_record_and_the_chain_holds(store: Store) -> None:
    house = capped_house(store)
    add_borrower(house, account="A1")

    propose_at_once(house, "A1", count=FIFTY)

    with store.read() as unit:
        decisions = unit.audit.entries(kind="decision")
        assert len(decisions) == FIFTY
        assert unit.audit.verify() is None
    assert sum(decision["verdict"] in ("allow", "warn") for decision in decisions) == 3


def test_a_crash_between_reserving_and_sending_counts_too_much_never_too_little(store: Store) -> None:
    house = capped_house(store)
    add_borrower(house, account="A1")
    for _ in range(3):
        assert propose(house, "A1").left  # stored and counted; the process dies before anything is sent

    after = propose(house, "A1")

    assert not after.left
    assert [parcel["status"] for parcel in parcels(house)] == ["queued"] * 3


def test_a_crash_before_the_commit_leaves_neither_a_parcel_nor_a_count(store: Store) -> None:
    house = capped_house(store)
    add_borrower(house, account="A1")
    assert propose(house, "A1").left

    with store.write() as unit:
        speaker = reach.opened(house, unit, "A1", now=house.clock())
        to = Address(channel=Channel.SMS, adapter="sandbox_sms", address="+86")
        lost = speak(speaker, text=TEXT, to=to, purpose=Purpose.SERVICE)  # and then the process is gone

    assert lost.left
    assert counted(store, "A1") == 1
    with store.read() as unit:
        rows = unit.connection.execute(select(t.outbox.c.id, t.outbox.c.decision_id)).all()
        assert unit.audit.verify() is None
        assert unit.audit.count() == len(rows) == 1


def test_a_decision_with_its_reservation_takes_few_statements(store: Store) -> None:
    house = capped_house(store)
    add_borrower(house, account="A1")
    assert propose(
        house, "A1"
    ).left  # opens the conversation and says for the first time that a machine speaks
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement.split(None, 1)[0])

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        passed = propose(house, "A1").left
        allowed = list(sent)
        propose(house, "A1")
        sent.clear()
        refused = not propose(house, "A1").left
    finally:
        event.remove(store.engine, "before_cursor_execute", note)

    assert (passed, refused) == (True, True)
    if store.engine.dialect.name == "postgresql":
        assert allowed == ["SELECT"] * 4 + ["INSERT"] * 3 + ["WITH"], "hold, account, ledger, file; line ..."
        assert sent == ["SELECT"] * 4 + ["WITH"]
    else:
        assert (len(allowed), len(sent)) <= (11, 8)
