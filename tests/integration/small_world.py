"""A small real world for the channels: a house on a real database with real policies and a plain engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from bot import logs
from bot.bootstrap import MessageReader
from bot.compliance.policy import Policy, load_policy
from bot.conversation import answer, entry
from bot.conversation.house import House
from bot.conversation.verification import answer_hash
from bot.conversation.wording import Wording, load_wording
from bot.handoff.facts import load_lifting
from bot.handoff.policy import HandoffPolicy, load_handoff
from bot.keys import KeyRing
from bot.model.errors import EngineDown
from bot.model.words import Channel, Intent
from bot.offers.policy import OfferPolicy, load_offers
from bot.storage import tables as t
from bot.storage.unit import Store
from bot.strategy.policy import load_strategy
from tests.kit import concrete

logs.set_up(as_json=False)  # plain lines; the default draws every local value
ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "policies"
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LENDER = {"zh": "晴川消费金融", "en": "Harbour Lending"}
ANSWERS = {"phone_last4": "4821", "birth_date": "1990-01-31"}


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class PlainEngine:
    """Understands nothing but what it is told to; calls back as the real engine's actions do."""

    lead: Intent = Intent.GREET
    understood: bool = True
    down: bool = False
    house: House | None = None
    heard: list[str] = field(default_factory=list)

    def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> None:
        if self.down:
            raise EngineDown("no answer", where="engine")
        assert self.house is not None
        self.heard.append(text)
        answer.act(self.house, metadata["message_id"], lead=self.lead, understood=self.understood)


@lru_cache(maxsize=1)
def policies() -> tuple[Policy, OfferPolicy, HandoffPolicy, Wording]:
    """The product's own policies and wording, read once."""
    return (
        load_policy(POLICIES),
        load_offers(POLICIES / "offers.yml"),
        load_handoff(POLICIES),
        load_wording(ROOT / "domain.yml"),
    )


def make_house(
    store: Store,
    keys: KeyRing,
    *,
    clock: Callable[[], datetime],
    engine: PlainEngine | None = None,
    wake: Callable[[str], None] = lambda _conversation: None,
) -> House:
    """A house as bootstrap builds it, with a plain engine and a clock of its own."""
    rules, offers, handoff, wording = policies()
    engine = engine or PlainEngine()
    house = House(
        store=store,
        rules=rules,
        offers=offers,
        handoff=handoff,
        lifting=load_lifting(POLICIES / "lifting.yml"),
        wording=wording,
        engine=engine,
        read=MessageReader(None),
        keys=keys,
        clock=clock,
        base_url="https://pay.example",
        wake=wake,
        strategy=load_strategy(POLICIES),
    )
    engine.house = house
    return house


def add_borrower(
    house: House,
    *,
    account: str = "A1",
    language: str = "zh",
    late: int = 3,
    amount: int = 50_000,
    points: Mapping[str, str] | None = None,
    consent: bool = True,
    work: bool = False,
) -> str:
    """A borrower with one account, one instalment and addresses by adapter; returns the borrower's id."""
    borrower, now = f"B-{account}", house.clock()
    zone = "Asia/Shanghai" if language == "zh" else "Europe/London"
    today = now.astimezone(ZoneInfo(zone)).date()
    with house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(
            insert(t.borrowers).values(
                id=borrower,
                name="Test Person",
                language=language,
                timezone=zone,
                residence="CN" if language == "zh" else "GB",
                created_at=now,
            )
        )
        for question, given in ANSWERS.items():
            hashed = answer_hash(house.keys, borrower_id=borrower, question=question, answer=given)
            db.execute(
                insert(t.verification_answers).values(
                    borrower_id=borrower, question=question, answer_hash=hashed
                )
            )
        db.execute(
            insert(t.accounts).values(
                id=account,
                borrower_id=borrower,
                lender=LENDER[language],
                actor="first_party",
                product="online_consumer_loan",
                currency="CNY" if language == "zh" else "GBP",
                regimes="CN" if language == "zh" else "UK",
                annual_rate="0.12",
                late_daily_rate="0",
                record_at=now,
            )
        )
        for number, due in enumerate((today - timedelta(days=late), today + timedelta(days=27)), start=1):
            db.execute(
                insert(t.instalments).values(
                    account_id=account, number=number, due_on=due, principal=amount, interest=0, fees=0
                )
            )
        for adapter, address in (points or {}).items():
            unit.people.add_point(
                borrower_id=borrower,
                channel=CHANNEL_OF[adapter],
                adapter=adapter,
                address=address,
                address_key=house.keys.digest("address", address),
                consent_at=now - timedelta(days=30) if consent else None,
            )
        unit.commit()
    return borrower


CHANNEL_OF = {
    "sms": Channel.SMS,
    "sandbox_sms": Channel.SMS,
    "email": Channel.EMAIL,
    "sandbox_email": Channel.EMAIL,
    "telegram": Channel.IM,
}


def enrolment(house: House, account: str = "A1", *, purpose: str = entry.TELEGRAM) -> str:
    """A fresh link token for an account."""
    with house.store.write() as unit:
        talk = entry.open_conversation(house, unit, account)
        token = entry.make_link(house, unit, talk.id, purpose=purpose)
        unit.commit()
    return token


def said(house: House, account: str = "A1") -> list[str]:
    """Everything said to the borrower, in order."""
    with house.store.read() as unit:
        talk = unit.talks.of_account(account)
        assert talk is not None
        return [line.text for line in unit.talks.lines(talk.id) if line.direction == "out"]


def parcels(house: House) -> list[dict[str, Any]]:
    """The whole outbox, oldest first."""
    with house.store.read() as unit:
        db = concrete(unit).connection
        return [dict(row) for row in db.execute(select(t.outbox).order_by(t.outbox.c.created_at)).mappings()]
