"""A small house for tests below the engine: real policies, wording and database, a scripted engine.

The engine here is scripted, since these tests are about what happens around it; the conversation
tests use the trained one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.bootstrap import MessageReader
from bot.compliance.policy import load_policy
from bot.conversation import receive
from bot.conversation.answer import act
from bot.conversation.house import House
from bot.conversation.verification import answer_hash
from bot.conversation.wording import load_wording
from bot.handoff import desk
from bot.handoff.facts import load_lifting
from bot.handoff.policy import load_handoff
from bot.keys import KeyRing
from bot.model import ports
from bot.model.errors import EngineDown
from bot.model.rows import Account, StaffMember
from bot.model.talk import Line, Session
from bot.model.words import Channel, Intent, Language, Role
from bot.offers.policy import load_offers
from bot.scenarios.dialogue import Clock
from bot.settings import ROOT
from bot.storage.unit import Store, UnitOfWork

NOON = datetime.fromisoformat("2026-03-10T12:00:00+08:00")


def concrete(unit: ports.Unit) -> UnitOfWork:
    """The unit of work behind its port, for a test that reaches into a table itself."""
    assert isinstance(unit, UnitOfWork)
    return unit


@dataclass
class ScriptedEngine:
    """Proposes the step for an intent that the test names; can be down."""

    lead: Intent | None = Intent.REQUEST_DEFERRAL
    understood: bool = True
    down: bool = False
    seen: list[str] = field(default_factory=list)
    house: House | None = None

    def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> None:
        """Call back as the action server would."""
        if self.down:
            raise EngineDown("no answer", where="engine")
        self.seen.append(text)
        assert self.house is not None
        act(self.house, str(metadata["message_id"]), lead=self.lead, understood=self.understood)


@dataclass
class Talk:
    """One borrower with an overdue instalment, a conversation, and the means to talk."""

    house: House
    store: Store
    clock: Clock
    engine: ScriptedEngine
    borrower_id: str
    account_id: str
    conversation_id: str
    session: Session

    @property
    def language(self) -> Language:
        """The language now spoken."""
        with self.store.read() as unit:
            return unit.talks.get(self.conversation_id).language

    def say(
        self, text: str, *, key: str | None = None, press: str | None = None, session: Session | None = None
    ) -> list[Line]:
        """Send a message, let the worker answer, return the new lines that came out."""
        with self.store.read() as unit:
            last = unit.talks.last_seq(self.conversation_id)
            who = unit.talks.session((session or self.session).id)
        receive.accept_message(self.house, who, text=text, channel_message_id=key, press=press)
        receive.work(self.house, self.conversation_id)
        return self.out(after=last)

    def out(self, *, after: int = 0) -> list[Line]:
        """Lines that the product said."""
        with self.store.read() as unit:
            return [
                line
                for line in unit.talks.lines(self.conversation_id, after=after)
                if line.direction == "out"
            ]

    def device(self) -> Session:
        """A second, unverified session into the same conversation."""
        with self.store.write() as unit:
            session = unit.talks.open_session(
                conversation_id=self.conversation_id,
                channel=Channel.IM,
                adapter="web",
                address="other",
                address_key=self.house.keys.digest("address", "other"),
                at=self.clock.at,
            )
            unit.commit()
            return session


def without_ids(text: str) -> str:
    """`text` without its random identifiers, whose digits would now and then be those a test looks for."""
    return re.sub(r"\b[0-9a-f]{32}\b", "…", text)


def make_house(store: Store, *, clock: Clock, engine: ScriptedEngine) -> House:
    """Real policies and wording, a scripted engine, no classifier."""
    house = House(
        store=store,
        rules=load_policy(ROOT / "policies"),
        offers=load_offers(ROOT / "policies" / "offers.yml"),
        handoff=load_handoff(ROOT / "policies"),
        lifting=load_lifting(ROOT / "policies" / "lifting.yml"),
        wording=load_wording(ROOT / "domain.yml"),
        engine=engine,
        read=MessageReader(None),
        keys=KeyRing("a secret of at least thirty-two characters"),
        clock=clock,
        base_url="http://127.0.0.1:1",
        wake=lambda _conversation: None,
    )
    engine.house = house
    return house


def make_talk(
    store: Store, *, language: Language = Language.ZH, verified: bool = True, at: datetime = NOON
) -> Talk:
    """A borrower who is five days late with one instalment, and an open session."""
    clock, engine = Clock(at), ScriptedEngine()
    house = make_house(store, clock=clock, engine=engine)
    zh = language is Language.ZH
    today = at.date()
    with store.write() as unit:
        unit.people.add_borrower(
            borrower_id="B1",
            name="测试" if zh else "Test",
            language=language,
            timezone="Asia/Shanghai" if zh else "Europe/London",
            residence="CN" if zh else "GB",
            city=None,
            phone_area=None,
            payday=None,
            at=at,
        )
        for question, answer in (("phone_last4", "4821"), ("birth_date", "1990-01-31")):
            digest = answer_hash(house.keys, borrower_id="B1", question=question, answer=answer)
            unit.people.add_answer(borrower_id="B1", question=question, answer_hash=digest)
        unit.books.add_account(
            Account(
                id="A1",
                borrower_id="B1",
                lender="晴川消费金融" if zh else "Harbour Lending",
                actor="first_party",
                product="online_consumer_loan",
                currency="CNY" if zh else "GBP",
                regimes=("CN",) if zh else ("UK",),
                annual_rate=Decimal(0),
                late_daily_rate=Decimal(0),
                record_at=at,
            ),
            opened_on=today - timedelta(days=200),
        )
        unit.books.add_instalments(
            "A1", [(today - timedelta(days=5), 128_000), (today + timedelta(days=25), 128_000)]
        )
        conversation = unit.talks.open(borrower_id="B1", account_id="A1", language=language, at=at)
        session = unit.talks.open_session(
            conversation_id=conversation.id,
            channel=Channel.IM,
            adapter="web",
            address="device",
            address_key=house.keys.digest("address", "device"),
            at=at,
        )
        if verified:
            unit.talks.update_session(session.id, verified_until=at + timedelta(hours=2))
        unit.commit()
    return Talk(house, store, clock, engine, "B1", "A1", conversation.id, session)


def an_agent(talk: Talk) -> StaffMember:
    """Somebody at the desk."""
    with talk.store.write() as unit:
        staff_id = unit.people.add_staff(
            username="lin", display_name="Lin", password_hash="x", role=Role.AGENT, language=Language.ZH
        )
        unit.commit()
        return unit.people.staff(staff_id)


def taken_case(talk: Talk) -> tuple[str, StaffMember]:
    """Her case, asked for in so many words and taken by an agent."""
    talk.say("转人工" if talk.language is Language.ZH else "I want to talk to a person")
    member = an_agent(talk)
    with talk.store.read() as unit:
        case = unit.cases.open_of(talk.conversation_id)
    assert case is not None
    desk.take(talk.house, case.id, member=member)
    return case.id, member
