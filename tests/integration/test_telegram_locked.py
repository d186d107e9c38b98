"""Telegram while the database is really locked by somebody else: nothing is lost, nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_inbox import TelegramInbox
from bot.channels.telegram_line import TelegramLine
from bot.conversation import receive
from bot.keys import KeyRing
from bot.model.errors import StorageBusy
from bot.outreach import dispatch as outbox
from bot.storage.database import open_engine
from bot.storage.unit import Store
from tests.integration.small_world import Clock, PlainEngine, add_borrower, make_house
from tests.integration.telegram_double import TOKEN, TelegramDouble, telegram_double
from tests.integration.test_telegram import Phone


class Turned(TelegramInbox):
    """The product's inbox; it tells the test when an update could not be stored."""

    busy: threading.Event

    def take(self, update: Any) -> None:
        try:
            super().take(update)
        except StorageBusy:
            self.busy.set()
            raise


@pytest.fixture
def double() -> Iterator[TelegramDouble]:
    with telegram_double() as found:
        yield found


@pytest.fixture
def phone(
    sqlite_store: Store, sqlite_database: Engine, keys: KeyRing, double: TelegramDouble
) -> Iterator[Phone]:
    """A product that waits a tenth of a second for a lock; ``sqlite_store`` stands for another process."""
    engine = open_engine(str(sqlite_database.url), patience=0.1)
    clock, adapters = Clock(), dict[str, Any]()
    plain = PlainEngine()

    def wake(conversation: str) -> None:
        receive.work(house, conversation)
        outbox.dispatch(house, adapters)

    store = Store(engine, new_id=sqlite_store.new_id)
    house = make_house(store, keys, clock=clock, engine=plain, wake=wake)
    line = TelegramLine(TOKEN, base_url=double.url, timeout=1.0)
    channel = TelegramChannel(line, house)
    adapters["telegram"] = channel
    inbox = Turned(house, line)
    inbox.busy = threading.Event()
    add_borrower(house)
    inbox.start()
    yield Phone(double, house, line, channel, inbox, clock, plain, adapters)
    inbox.stop()
    double.close()
    line.close()
    engine.dispose()


@contextmanager
def locked(phone: Phone, other: Store) -> Iterator[None]:
    """Another process writes, and takes its time."""
    with phone.house.store.read() as unit:
        talk = unit.talks.of_account("A1")
    assert talk is not None
    with other.write() as unit:
        unit.talks.release(talk.id)
        yield
        unit.commit()


def test_a_message_that_came_while_the_database_was_locked_is_stored_and_answered_once(
    phone: Phone, sqlite_store: Store
) -> None:
    phone.enrol()
    sent = len(phone.double.texts())
    assert isinstance(phone.inbox, Turned)

    with locked(phone, sqlite_store):
        phone.double.write("能晚两天还吗")
        assert phone.inbox.busy.wait(20)
        assert phone.inbound() == []
        assert len(phone.double.texts()) == sent

    phone.double.wait(lambda double: len(double.texts()) > sent)
    phone.double.settled()
    assert phone.inbound() == ["能晚两天还吗"]
    assert len(phone.double.texts()) == sent + 1


def test_a_tap_that_came_while_the_database_was_locked_counts_once(phone: Phone, sqlite_store: Store) -> None:
    phone.enrol()
    key = phone.double.buttons()["转人工"]
    assert isinstance(phone.inbox, Turned)

    with locked(phone, sqlite_store):
        phone.double.tap(key)
        assert phone.inbox.busy.wait(20)
        assert phone.double.of("answerCallbackQuery") == []

    phone.double.wait_for("answerCallbackQuery")
    phone.double.settled()
    assert len(phone.inbound()) == 1
    with phone.house.store.read() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        assert unit.cases.open_of(talk.id) is not None
