"""What lay for a while is looked at again: an offer whose day has passed, a letter that was kept back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversation import entry
from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.errors import RetryLater, Unreachable
from bot.model.ports import Unit
from bot.model.words import Channel, FactKind, Intent
from bot.outreach import dispatch
from bot.outreach.remind import remind
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with
from tests.integration.small_world import Clock, add_borrower, make_house, parcels
from tests.kit import concrete

PAY_TODAY = (("zh", "我今天还"), ("en", "I will pay today"))
CHAT = "77"
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def cards(talk: Talk) -> list[dict[str, Any]]:
    return [dict(card) for card in talk.last.payload.get("cards", ())]


@pytest.mark.parametrize(("language", "text"), PAY_TODAY)
def test_a_yes_that_comes_after_the_day_it_names_records_nothing(
    sqlite_store: Store, keys: KeyRing, language: str, text: str
) -> None:
    talk = talk_with(sqlite_store, keys, language=language)
    talk.say(text, Intent.PROMISE_TO_PAY)
    agree = talk.button("accept:")
    talk.clock.forward(days=1, hours=3)
    answer = talk.press(agree)

    assert talk.promises == ()
    assert ("已经过期" if language == "zh" else "has expired") in answer.text
    today = talk.clock().date().isoformat()
    assert all(part["due_on"] >= today for card in cards(talk) for part in card["parts"])


@LANGUAGES
def test_every_choice_can_be_chosen_on_its_day_and_none_with_a_day_that_has_passed(
    sqlite_store: Store, keys: KeyRing, language: str
) -> None:
    talk = talk_with(sqlite_store, keys, language=language)
    old = "已经过期" if language == "zh" else "has expired"
    talk.say("有什么办法" if language == "zh" else "what can I do", Intent.REQUEST_HELP)
    shown = cards(talk)
    same_day = [old in talk.press(f"offer:{card['id']}").text for card in shown]
    talk.clock.forward(days=1, hours=3)
    today = talk.clock().date().isoformat()
    later = {str(card["id"]): old in talk.press(f"offer:{card['id']}").text for card in shown}

    assert len(shown) > 1
    assert same_day == [False] * len(shown)
    assert later == {str(card["id"]): card["parts"][0]["due_on"] < today for card in shown}


@LANGUAGES
def test_a_day_tapped_when_it_has_passed_is_not_agreed_to(
    sqlite_store: Store, keys: KeyRing, language: str
) -> None:
    talk = talk_with(sqlite_store, keys, language=language)
    day = talk.clock().date() + timedelta(days=1)
    talk.say("有什么办法" if language == "zh" else "what can I do", Intent.REQUEST_DEFERRAL)
    talk.clock.forward(days=4)
    talk.press(f"date:{day.isoformat()}")

    assert not any(code.startswith("accept:") for _, code in talk.last.payload["buttons"])


class Busy:
    """A medium that asks to wait a number of times, then takes everything."""

    def __init__(self, times: int) -> None:
        self.times, self.took = times, list[str]()

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, object]) -> None:
        if self.times > 0:
            self.times -= 1
            raise RetryLater("slow down", seconds=60)
        self.took.append(str(payload["text"]))


class Gone:
    """A medium that knows no such address."""

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, object]) -> None:
        raise Unreachable("nobody is there")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(sqlite_store: Store, keys: KeyRing, clock: Clock) -> House:
    return make_house(sqlite_store, keys, clock=clock)


def promise_for_tomorrow(unit: Unit, clock: Clock) -> None:
    unit.books.add_promise(
        borrower_id="B-A1", account_id="A1", offer_id=None, amount=50_000,
        due_on=clock.now.date() + timedelta(days=1), weak=(), at=clock.now, by="borrower",
    )  # fmt: skip


def promised_tomorrow(house: House, clock: Clock, *, language: str) -> None:
    """Somebody with a promise for tomorrow, verified in her chat, whose reminder waits."""
    add_borrower(house, points={"telegram": CHAT}, language=language)
    with house.store.write() as unit:
        promise_for_tomorrow(unit, clock)
        talk = entry.open_conversation(house, unit, "A1")
        session = unit.talks.open_session(
            conversation_id=talk.id, channel=Channel.IM, adapter="telegram", address=CHAT,
            address_key=house.keys.digest("address", CHAT), at=clock.now,
        )  # fmt: skip
        unit.talks.update_session(session.id, verified_until=clock.now + timedelta(minutes=30))
        unit.commit()
    assert remind(house, clock.now, adapters={"telegram"}) == 1


@pytest.fixture
def reminder(house: House, clock: Clock, language: str) -> None:
    """The reminder of :func:`promised_tomorrow` waits, at noon of her place."""
    if language == "en":
        clock.forward(hours=8)
    promised_tomorrow(house, clock, language=language)


@LANGUAGES
@pytest.mark.usefixtures("reminder")
def test_a_reminder_that_waited_a_minute_still_leaves_with_its_amount(house: House, clock: Clock) -> None:
    busy = Busy(times=1)
    dispatch.dispatch(house, {"telegram": busy})
    clock.forward(seconds=61)
    dispatch.dispatch(house, {"telegram": busy})

    (text,) = busy.took
    assert "500.00" in text


@LANGUAGES
@pytest.mark.usefixtures("reminder")
def test_a_reminder_that_waited_does_not_leave_after_she_said_stop(house: House, clock: Clock) -> None:
    busy = Busy(times=1)
    dispatch.dispatch(house, {"telegram": busy})
    with house.store.write() as unit:
        unit.record.note(borrower_id="B-A1", kind=FactKind.CEASE, at=clock.now)
        unit.commit()
    clock.forward(seconds=61)
    dispatch.dispatch(house, {"telegram": busy})

    assert busy.took == []
    assert [parcel["status"] for parcel in parcels(house)] == ["cancelled"]


@LANGUAGES
@pytest.mark.usefixtures("reminder")
def test_a_reminder_that_waited_does_not_leave_in_the_night(house: House, clock: Clock) -> None:
    with house.store.write() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        (session,) = unit.talks.sessions_of(talk.id)
        unit.talks.update_session(session.id, verified_until=clock.now + timedelta(days=1))
        unit.commit()
    clock.forward(hours=11)  # the product stood still, and it is an hour before midnight
    busy = Busy(times=0)
    dispatch.dispatch(house, {"telegram": busy})

    assert busy.took == []


@LANGUAGES
@pytest.mark.usefixtures("reminder")
def test_an_amount_does_not_leave_when_the_proof_has_run_out_meanwhile(house: House, clock: Clock) -> None:
    clock.forward(minutes=31)
    busy = Busy(times=0)
    dispatch.dispatch(house, {"telegram": busy})

    assert busy.took == []


def test_an_address_that_is_gone_leaves_her_other_one_in_use(house: House, clock: Clock) -> None:
    add_borrower(house, points={"telegram": CHAT})
    with house.store.write() as unit:
        unit.people.add_point(
            borrower_id="B-A1", channel=Channel.IM, adapter="telegram", address="78",
            address_key=house.keys.digest("address", "78"), consent_at=clock.now - timedelta(days=40),
        )  # fmt: skip
        promise_for_tomorrow(unit, clock)
        unit.commit()
    assert remind(house, clock.now, adapters={"telegram"}) == 1
    dispatch.dispatch(house, {"telegram": Gone()})

    with house.store.read() as unit:
        c = t.contact_points.c
        rows = concrete(unit).connection.execute(select(c.address, c.unreachable_at)).all()
    assert {row.address for row in rows if row.unreachable_at is None} == {"78"}
