"""What the rules leave to a person becomes a case wherever we write first, once per account and rule.

The first reminder has its tests in ``test_outreach.py``; here are the talk after a broken promise, the word
before an agreed date, the talk after a returned payment, and the letter that waited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import select, update

from bot.conversation.entry import open_conversation
from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.loan import ReturnReason
from bot.model.ports import StorePort, Unit
from bot.model.talk import Case
from bot.model.words import HandoffReason, Owner, Priority
from bot.offers.lifecycle import RETURNED
from bot.outreach import dispatch
from bot.outreach.ask_person import ASKED
from bot.outreach.follow_up import follow_up
from bot.outreach.plan import run
from bot.outreach.remind import remind
from bot.payments.returned import tell_returns
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.small_world import Clock, add_borrower, make_house, parcels
from tests.integration.test_outreach import ALL, pay, promise
from tests.kit import concrete

SMS = "+8613800004821"


class Phone:
    """Takes what it is given."""

    def __init__(self) -> None:
        self.sent = list[str]()

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> None:
        self.sent.append(parcel_id)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["zh", "en"])
def house(store: Store, keys: KeyRing, clock: Clock, request: pytest.FixtureRequest) -> House:
    house = make_house(store, keys, clock=clock)
    add_borrower(house, language=request.param, points={"sms": SMS, "email": "mei@example.com"})
    live(house, "CN", "Asia/Shanghai")
    return house


def live(house: House, residence: str, zone: str) -> None:
    with house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(update(t.borrowers).values(residence=residence, timezone=zone))
        unit.commit()


def to_singapore(house: House) -> None:
    """Where no number is confirmed: rule SG-1 leaves every message to a person."""
    live(house, "SG", "Asia/Singapore")


def case_of(house: House, account: str = "A1") -> Case | None:
    with house.store.read() as unit:
        talk = unit.talks.of_account(account)
        assert talk is not None
        assert talk.owner is Owner.BOT, "she is answered as before"
        return unit.cases.open_of(talk.id)


def asked(house: House) -> list[tuple[str, list[str]]]:
    with house.store.read() as unit:
        return [(str(e["account"]), list(e["rules"])) for e in unit.audit.entries(kind=ASKED)]


def assert_a_case_names_the_rule(house: House) -> None:
    case = case_of(house)
    assert case is not None
    assert (case.reason, case.brief["note"]) == (HandoffReason.OUTSIDE_AUTHORITY, "SG-1")
    assert asked(house) == [("A1", ["SG-1"])]


# after a broken promise ------------------------------------------------------------------------------


def test_the_talk_after_a_broken_promise_becomes_a_case_and_not_at_every_sweep(
    house: House, clock: Clock
) -> None:
    promise(house, in_days=2)
    to_singapore(house)
    clock.forward(days=4)

    done = follow_up(house, clock.now, adapters=ALL)

    assert (done.broken, done.talks, done.cases) == (1, 0, 1)
    assert parcels(house) == []
    assert_a_case_names_the_rule(house)
    clock.forward(hours=1)
    assert follow_up(house, clock.now, adapters=ALL).cases == 0
    assert_a_case_names_the_rule(house)


def test_the_talk_is_held_when_the_rule_lets_go(house: House, clock: Clock) -> None:
    promise(house, in_days=2)
    to_singapore(house)
    clock.forward(days=4)
    follow_up(house, clock.now, adapters=ALL)
    live(house, "CN", "Asia/Shanghai")
    clock.forward(hours=1)

    assert follow_up(house, clock.now, adapters=ALL).talks == 1
    assert len(parcels(house)) == 1


def test_what_only_the_hour_forbids_asks_nobody_after_a_broken_promise(house: House, clock: Clock) -> None:
    promise(house, in_days=2)
    clock.forward(days=4, hours=11)

    assert follow_up(house, clock.now, adapters=ALL).cases == 0
    assert (asked(house), case_of(house), parcels(house)) == ([], None, [])


# before an agreed date -------------------------------------------------------------------------------


def test_a_word_before_a_date_becomes_a_case_and_not_at_every_sweep(house: House, clock: Clock) -> None:
    promise(house, in_days=1)
    to_singapore(house)

    assert remind(house, clock.now, adapters=ALL) == 0

    assert parcels(house) == []
    assert_a_case_names_the_rule(house)
    clock.forward(minutes=10)
    assert remind(house, clock.now, adapters=ALL) == 0
    assert_a_case_names_the_rule(house)


def test_two_jobs_ask_about_one_rule_once(house: House, clock: Clock) -> None:
    promise(house, in_days=1)
    to_singapore(house)
    remind(house, clock.now, adapters=ALL)
    clock.forward(days=4)

    assert follow_up(house, clock.now, adapters=ALL).cases == 0
    assert_a_case_names_the_rule(house)


def test_each_account_is_asked_about_by_itself(house: House, clock: Clock) -> None:
    promise(house, in_days=1)
    add_borrower(house, account="A2", points={"sms": "+8613800004822"})
    with house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(update(t.accounts).where(t.accounts.c.id == "A2").values(borrower_id="B-A1"))
        unit.commit()
    to_singapore(house)
    remind(house, clock.now, adapters=ALL)
    for _ in range(2):
        run(house, now=clock.now, adapters=ALL)

    assert asked(house) == [("A1", ["SG-1"]), ("A2", ["SG-1"])]
    assert case_of(house, "A2") is not None


# after a returned payment ----------------------------------------------------------------------------


def returned(house: House, clock: Clock) -> None:
    """A payment went back and the borrower is to hear of it."""
    pay(house, 50_000)
    with house.store.write() as unit:
        db = concrete(unit).connection
        payment = db.scalar(select(t.payments.c.id))
        unit.books.add_reversal(
            reversal_id="R1", account_id="A1", payment_id=payment, amount=50_000, on=clock.now.date(),
            reason=ReturnReason.RETURNED, at=clock.now,
        )  # fmt: skip
        body = {"account": "A1", "state": "due"}
        unit.audit.append(at=clock.now, kind=RETURNED, ref="R1", body=body)
        unit.commit()


def test_the_talk_after_a_returned_payment_becomes_a_case_once(house: House, clock: Clock) -> None:
    returned(house, clock)
    to_singapore(house)

    for _ in range(2):
        assert tell_returns(house, clock.now, adapters=ALL).told == 0
        clock.forward(hours=1)

    assert parcels(house) == []
    assert_a_case_names_the_rule(house)


# a letter that waited --------------------------------------------------------------------------------


def test_a_letter_that_waited_becomes_a_case_when_its_answer_changed(house: House, clock: Clock) -> None:
    run(house, now=clock.now, adapters={"sms"})
    to_singapore(house)
    clock.forward(minutes=2)
    phone = Phone()

    assert dispatch.dispatch(house, {"sms": phone}) == 0

    (parcel,) = parcels(house)
    assert (parcel["status"], phone.sent) == ("cancelled", [])
    assert_a_case_names_the_rule(house)
    with house.store.read() as unit:
        (again,) = unit.audit.entries(kind="decision_again")
    assert (again["verdict"], again["rules"]) == ("human", ["SG-1"])


def test_a_letter_that_may_still_leave_asks_nobody(house: House, clock: Clock) -> None:
    run(house, now=clock.now, adapters={"sms"})
    clock.forward(minutes=2)
    phone = Phone()

    assert dispatch.dispatch(house, {"sms": phone}) == 1
    assert (asked(house), case_of(house)) == ([], None)


class Dies:
    """A store whose process dies just before it would commit."""

    def __init__(self, store: StorePort) -> None:
        self._store = store

    @contextmanager
    def write(self) -> Iterator[Unit]:
        with self._store.write() as unit:
            yield cast(Unit, NoCommit(unit))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class NoCommit:
    """A unit of work that never comes to its commit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def commit(self) -> None:
        raise SystemExit("killed")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)


def test_the_case_and_the_withdrawal_are_one_transaction(house: House, clock: Clock) -> None:
    run(house, now=clock.now, adapters={"sms"})
    to_singapore(house)
    clock.forward(minutes=2)
    dying = replace(house, store=cast(StorePort, Dies(house.store)))
    (parcel,) = parcels(house)

    with pytest.raises(SystemExit):
        dispatch.send_one(dying, {"sms": Phone()}, parcel["id"])

    assert (asked(house), case_of(house), parcels(house)[0]["status"]) == ([], None, "queued")
    assert not dispatch.send_one(house, {"sms": Phone()}, parcel["id"])
    assert_a_case_names_the_rule(house)
    assert parcels(house)[0]["status"] == "cancelled"


# a case that is open already -------------------------------------------------------------------------


def test_an_open_case_is_joined_and_keeps_what_it_was_opened_for(house: House, clock: Clock) -> None:
    promise(house, in_days=1)
    to_singapore(house)
    with house.store.write() as unit:
        talk = open_conversation(house, unit, "A1")
        first = unit.cases.open(
            conversation_id=talk.id, borrower_id="B-A1", account_id="A1", reason=HandoffReason.WEAK_PROMISE,
            priority=Priority.LOW, team="service", brief={"said": "我妈住院了", "note": "illness"},
            at=clock.now, due_at=clock.now + timedelta(days=1),
        )  # fmt: skip
        unit.commit()

    remind(house, clock.now, adapters=ALL)

    joined = case_of(house)
    assert joined is not None
    assert (joined.id, joined.reason) == (first.id, HandoffReason.WEAK_PROMISE)
    assert joined.brief == {"said": "我妈住院了", "note": "illness", "asked": ["SG-1"]}
    assert asked(house) == [("A1", ["SG-1"])]
