"""A parcel that could not leave yet: put back when nothing left, held when only the hour forbids it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.errors import StorageBusy
from bot.model.words import FactKind
from bot.outreach import dispatch
from bot.outreach.plan import run
from bot.storage.unit import Store
from tests.integration.small_world import Clock, add_borrower, make_house, parcels

LANGUAGES = ["zh", "en"]


class Phone:
    """Takes what it is given, after as many faults as a test asks for."""

    def __init__(self, faults: int = 0) -> None:
        self.faults, self.sent = faults, list[str]()

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> None:
        if self.faults:
            self.faults -= 1
            raise StorageBusy("the keys of the buttons could not be stored")
        self.sent.append(parcel_id)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(store: Store, keys: KeyRing, clock: Clock) -> House:
    return make_house(store, keys, clock=clock)


def reminded(house: House, clock: Clock, language: str) -> None:
    """A reminder by SMS stands in the outbox, written in the borrower's afternoon."""
    if language == "en":
        clock.forward(hours=8)
    add_borrower(house, language=language, points={"sms": "+8613800004821"})
    run(house, now=clock.now, adapters={"sms"})
    (parcel,) = parcels(house)
    assert parcel["status"] == "queued"


def statuses(house: House) -> tuple[str, str]:
    """Of the only parcel, and of its line."""
    (parcel,) = parcels(house)
    with house.store.read() as unit:
        (line,) = [one for one in unit.talks.lines(parcel["conversation_id"]) if one.id == parcel["line_id"]]
    return parcel["status"], line.status


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_our_own_house_puts_it_back_and_it_leaves_later(
    house: House, clock: Clock, language: str
) -> None:
    reminded(house, clock, language)
    phone = Phone(faults=1)

    assert dispatch.dispatch(house, {"sms": phone}) == 0
    assert statuses(house) == ("queued", "queued")
    clock.forward(seconds=20)

    assert dispatch.dispatch(house, {"sms": phone}) == 1
    assert statuses(house) == ("sent", "sent")


def test_what_fails_each_time_is_given_up_and_said_so(house: House, clock: Clock) -> None:
    reminded(house, clock, "zh")
    phone = Phone(faults=100)
    for _ in range(dispatch.MAX_ATTEMPTS):
        dispatch.dispatch(house, {"sms": phone})
        clock.forward(minutes=4)
    assert statuses(house) == ("failed", "failed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_meets_the_night_is_held_until_the_morning(
    house: House, clock: Clock, language: str
) -> None:
    reminded(house, clock, language)
    phone, written = Phone(), clock.now
    clock.forward(hours=11)

    assert dispatch.dispatch(house, {"sms": phone}) == 0
    assert statuses(house) == ("queued", "queued")
    (parcel,) = parcels(house)
    assert written + timedelta(hours=11) < parcel["next_at"] < written + timedelta(hours=24)
    clock.now = parcel["next_at"]

    assert dispatch.dispatch(house, {"sms": phone}) == 1
    assert statuses(house) == ("sent", "sent")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_that_no_hour_would_allow_is_cancelled(house: House, clock: Clock, language: str) -> None:
    reminded(house, clock, language)
    with house.store.write() as unit:
        unit.record.note(borrower_id="B-A1", kind=FactKind.OPT_OUT, at=clock.now, detail={"channel": "sms"})
        unit.commit()
    clock.forward(hours=11)

    assert dispatch.dispatch(house, {"sms": Phone()}) == 0
    assert statuses(house) == ("cancelled", "refused")


def test_what_a_dead_sender_left_is_unknown_on_the_transcript_too(house: House, clock: Clock) -> None:
    reminded(house, clock, "zh")
    (parcel,) = parcels(house)
    with house.store.write() as unit:
        unit.outbox.claim(parcel["id"], now=clock.now, until=clock.now + dispatch.CLAIM_FOR)
        unit.commit()
    clock.forward(minutes=2)

    dispatch.dispatch(house, {"sms": Phone()})

    assert statuses(house) == ("unknown", "unknown")


def test_what_is_withdrawn_is_refused_on_the_transcript_too(house: House, clock: Clock) -> None:
    reminded(house, clock, "zh")
    with house.store.write() as unit:
        assert unit.outbox.cancel_for("B-A1", purposes=("reminder",)) == 1
        unit.commit()
    assert statuses(house) == ("cancelled", "refused")
