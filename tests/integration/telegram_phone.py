"""A borrower's Telegram for tests: the real library against a double of the Bot API.

House, policies and database are real.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_inbox import TelegramInbox
from bot.channels.telegram_line import TelegramLine
from bot.conversation import receive
from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.words import FactKind, Owner
from bot.outreach import dispatch as outbox
from bot.storage.unit import Store
from tests.integration.small_world import (
    Clock,
    PlainEngine,
    add_borrower,
    enrolment,
    make_house,
)
from tests.integration.telegram_double import (
    TOKEN,
    TelegramDouble,
    telegram_double,
)

CHAT = 77


@dataclass
class Phone:
    """A borrower's Telegram and the product behind it, joined by the double."""

    double: TelegramDouble
    house: House
    line: TelegramLine
    channel: TelegramChannel
    inbox: TelegramInbox
    clock: Clock
    engine: PlainEngine
    adapters: dict[str, Any] = field(default_factory=dict)

    def enrol(self, account: str = "A1", *, chat: int = CHAT) -> None:
        sent = len(self.double.texts(chat=chat))
        self.double.write(f"/start {enrolment(self.house, account)}", chat=chat)
        self.double.wait(lambda double: len(double.texts(chat=chat)) > sent)
        self.double.settled()

    def say(self, text: str, **more: Any) -> str:
        """Write and wait for the answer."""
        sent = len(self.double.texts())
        self.double.write(text, **more)
        self.double.wait(lambda double: len(double.texts()) > sent)
        self.double.settled()
        return self.double.texts()[-1]

    def facts(self, borrower: str = "B-A1") -> set[FactKind]:
        with self.house.store.read() as unit:
            return {fact.kind for fact in unit.record.facts(borrower)}

    def owner(self, account: str = "A1") -> Owner:
        with self.house.store.read() as unit:
            talk = unit.talks.of_account(account)
            assert talk is not None
            return talk.owner

    def inbound(self, account: str = "A1") -> list[str]:
        with self.house.store.read() as unit:
            talk = unit.talks.of_account(account)
            assert talk is not None
            return [line.text for line in unit.talks.lines(talk.id) if line.direction == "in"]


@pytest.fixture
def double() -> Iterator[TelegramDouble]:
    with telegram_double() as found:
        yield found


@pytest.fixture
def phone(store: Store, keys: KeyRing, double: TelegramDouble) -> Iterator[Phone]:
    clock, engine = Clock(), PlainEngine()
    adapters: dict[str, Any] = {}

    def wake(conversation: str) -> None:
        receive.work(house, conversation)
        outbox.dispatch(house, adapters)

    house = make_house(store, keys, clock=clock, engine=engine, wake=wake)
    line = TelegramLine(TOKEN, base_url=double.url, timeout=1.0)
    channel = TelegramChannel(line, house)
    adapters["telegram"] = channel
    inbox = TelegramInbox(house, line)
    add_borrower(house)
    inbox.start()
    yield Phone(double, house, line, channel, inbox, clock, engine, adapters)
    inbox.stop()
    double.close()
    line.close()
