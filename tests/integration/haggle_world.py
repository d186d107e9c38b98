"""A borrower who talks: a house with a sandbox to pay in, and the words that were said to her."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.channels.pay_sandbox import SandboxPayments
from bot.conversation import entry, receive
from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.rows import PlanRow, PromiseRow
from bot.model.talk import Line, Session
from bot.model.words import Channel, Intent
from bot.storage.unit import Store
from tests.integration.small_world import Clock, PlainEngine, add_borrower, make_house

SECRET = "what the sandbox signs its messages with"


@dataclass
class Talk:
    """One verified conversation, and a provider that takes money."""

    house: House
    clock: Clock
    engine: PlainEngine
    provider: SandboxPayments
    session: Session
    account: str = "A1"
    woken: list[str] = field(default_factory=list)

    def say(self, text: str, lead: Intent) -> Line:
        """Say something that the engine takes for ``lead``; returns the last line of the answer."""
        self.engine.lead = lead
        return self._answer(text=text)

    def press(self, code: str) -> Line:
        """Press a button."""
        return self._answer(text="·", press=code)

    def _answer(self, *, text: str, press: str | None = None) -> Line:
        self.clock.forward(seconds=20)
        with self.house.store.read() as unit:
            session = unit.talks.session(self.session.id)
        receive.accept_message(self.house, session, text=text, channel_message_id=None, press=press)
        receive.work(self.house, session.conversation_id)
        return self.last

    @property
    def lines(self) -> list[Line]:
        """Everything said to her, in order."""
        with self.house.store.read() as unit:
            every = unit.talks.lines(self.session.conversation_id)
        return [line for line in every if line.direction == "out"]

    @property
    def last(self) -> Line:
        """What was said last."""
        return self.lines[-1]

    def button(self, start: str) -> str:
        """The code of a button of the last answer that begins so."""
        return next(str(press) for _, press in self.last.payload["buttons"] if press.startswith(start))

    def card(self, kind: str) -> dict[str, Any]:
        """The latest card of a kind."""
        cards = [card for line in self.lines for card in line.payload.get("cards", ())]
        return next(dict(card) for card in reversed(cards) if card["kind"] == kind)

    @property
    def plans(self) -> tuple[PlanRow, ...]:
        """Arrangements on file."""
        with self.house.store.read() as unit:
            return unit.books.plans_of(self.account)

    @property
    def promises(self) -> tuple[PromiseRow, ...]:
        """Promises on file."""
        with self.house.store.read() as unit:
            return unit.books.promises_of(self.account)

    def owner(self) -> str:
        """Who has the conversation."""
        with self.house.store.read() as unit:
            return unit.talks.get(self.session.conversation_id).owner.value

    def facts_of(self, kind: str) -> list[str]:
        """Ids of the ledger's later facts of one kind."""
        with self.house.store.read() as unit:
            ledger = unit.books.ledger(unit.books.account(self.account))
        return [fact.id for fact in getattr(ledger, kind)]


def talk_with(
    store: Store,
    keys: KeyRing,
    *,
    language: str = "zh",
    late: int = 5,
    amount: int = 128_000,
    account: str = "A1",
) -> Talk:
    """A borrower some days late who has just been verified."""
    clock, engine = Clock(), PlainEngine()
    provider = SandboxPayments(keys=keys, secret=SECRET, base_url="https://pay.example")
    house = replace(make_house(store, keys, clock=clock, engine=engine), payments=provider)
    engine.house = house
    add_borrower(house, account=account, language=language, late=late, amount=amount)
    with store.write() as unit:
        conversation = entry.open_conversation(house, unit, account)
        session = unit.talks.open_session(
            conversation_id=conversation.id,
            channel=Channel.IM,
            adapter="web",
            address="device",
            address_key=keys.digest("address", f"device-{account}"),
            at=clock(),
        )
        unit.talks.update_session(session.id, verified_until=clock() + timedelta(days=60))
        unit.commit()
    return Talk(house, clock, engine, provider, session, account)
