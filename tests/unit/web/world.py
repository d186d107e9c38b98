"""A small running product for tests of the pages: two borrowers, five members of staff, a stand-in engine.

Everything is real (SQLite, policies, wording, the one door) except the language engine, which here
takes the leading intent from a few words, and the clock, which the test moves.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import insert

from bot.bootstrap import App, Notifier, adapters_of, build_house, open_store
from bot.conversation import answer, entry
from bot.conversation.house import House
from bot.conversation.verification import answer_hash
from bot.model.errors import EngineDown
from bot.model.words import Intent, Language, Role
from bot.settings import Settings
from bot.storage import tables as t

NOW = datetime(2026, 3, 10, 10, 4, tzinfo=UTC)  # morning in London, evening in Shanghai
SECRET = "a secret of at least thirty-two characters"
DATA_KEY = "dGVzdHMtc2VhbC13aXRoLXRoaXMta2V5LW9ubHktISE="
PASSWORD = "demo-desk-2026"
CHEAP = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
STAFF = (
    ("mei", "陈美", Role.AGENT, Language.ZH),
    ("anna", "Anna Reed", Role.AGENT, Language.EN),
    ("sofia", "Sofia Lund", Role.SUPERVISOR, Language.EN),
    ("carl", "Carl Weiss", Role.COMPLIANCE, Language.EN),
    ("paula", "Paula Moss", Role.PRODUCT, Language.EN),
    ("ada", "Ada Berg", Role.ADMIN, Language.EN),
)
WORDS: tuple[tuple[str, Intent], ...] = (
    ("later", Intent.REQUEST_DEFERRAL),
    ("晚几天", Intent.REQUEST_DEFERRAL),
    ("parts", Intent.REQUEST_INSTALMENTS),
    ("分期", Intent.REQUEST_INSTALMENTS),
    ("how much", Intent.ASK_AMOUNT),
    ("多少", Intent.ASK_AMOUNT),
    ("chinese", Intent.CHANGE_LANGUAGE),
    ("person", Intent.REQUEST_HUMAN),
    ("人工", Intent.REQUEST_HUMAN),
    ("hello", Intent.GREET),
)


def _free() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@dataclass
class StandInEngine:
    """Decides the next step from a few words; can be switched off, or held up by clearing ``free``."""

    house: House | None = None
    down: bool = False
    free: threading.Event = field(default_factory=_free)

    def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> None:
        """Run the step that the words ask for."""
        if self.down:
            raise EngineDown("no answer", where="engine")
        assert self.free.wait(20)
        assert self.house is not None
        lead = next((intent for word, intent in WORDS if word in text.lower()), None)
        answer.act(self.house, metadata["message_id"], lead=lead, understood=lead is not None)

    def healthy(self) -> bool:
        """Whether it answers."""
        return not self.down


@dataclass
class World:
    """A product that runs, and a few handles to it."""

    product: App
    engine: StandInEngine
    clock: list[datetime] = field(default_factory=lambda: [NOW])

    @property
    def house(self) -> House:
        """The house of the product."""
        return self.product.house

    def pass_time(self, length: timedelta) -> None:
        """Move the clock."""
        self.clock[0] += length

    def link(self, account: str) -> str:
        """A fresh personal link token for an account."""
        with self.house.store.write() as unit:
            conversation = entry.open_conversation(self.house, unit, account)
            token = entry.make_link(self.house, unit, conversation.id)
            unit.commit()
        return token

    def conversation(self, account: str) -> str:
        """The id of an account's conversation."""
        with self.house.store.read() as unit:
            found = unit.talks.of_account(account)
            assert found is not None
            return found.id


def build_world(
    folder: Path,
    *,
    database: str = "",
    base_url: str = "http://127.0.0.1:8765",
    now: datetime | None = NOW,
    **more: Any,
) -> World:
    """Make a product in a folder of its own.

    Args:
        folder: where the database goes, if none is given.
        database: URL of an empty database.
        base_url: address of the pages.
        now: where the clock stands; ``None`` lets it run.
        more: further settings.
    """
    more.setdefault("labels", Path("no-model.npz"))
    settings = Settings(
        _env_file=None,
        database_url=database or f"sqlite:///{folder / 'tideover.db'}",
        data_keys=DATA_KEY,
        secret=SECRET,
        base_url=base_url,
        **more,
    )
    store = open_store(settings)
    t.metadata.create_all(store.engine)
    clock, engine, notifier = [now or NOW], StandInEngine(), Notifier()

    def wake(conversation_id: str) -> None:
        notifier.wake(conversation_id)
        product.answer_soon(conversation_id)

    house = replace(
        furniture(settings.labels),
        store=store,
        engine=engine,
        clock=(lambda: clock[0]) if now else (lambda: datetime.now(UTC)),
        base_url=base_url,
        wake=wake,
    )
    product = App(
        settings=settings, house=house, store=store, notifier=notifier, adapters=adapters_of(settings, house)
    )
    engine.house = house
    world = World(product=product, engine=engine, clock=clock)
    _fill(world, now=house.clock())
    return world


@cache
def furniture(labels: Path) -> House:
    """Policies, wording and reader, read once for all tests; store, engine and clock are replaced."""
    settings = Settings(_env_file=None, secret=SECRET, labels=labels)
    return build_house(settings, store=Nothing(), engine=Nothing())


class Nothing:
    """Stands where each world puts its own."""


@cache
def hashed(password: str) -> str:
    """A password as it is kept, with a hash that costs little."""
    return CHEAP.hash(password)


def _fill(world: World, *, now: datetime) -> None:
    people = (
        ("B-ZH", "林晓雨", "zh", "Asia/Shanghai", "CN", "上海", "CNY", "CN", "云帆消费金融", 128_000),
        ("B-EN", "Grace Miller", "en", "Europe/London", "GB", "Leeds", "GBP", "UK", "Harbour Credit", 24_000),
    )
    with world.product.store.write() as unit:
        for code, name, language, zone, residence, city, currency, regime, lender, amount in people:
            unit.connection.execute(
                insert(t.borrowers).values(
                    id=code,
                    name=name,
                    language=language,
                    timezone=zone,
                    residence=residence,
                    city=city,
                    payday=15,
                    created_at=now,
                )
            )
            account = code.replace("B-", "A-")
            unit.connection.execute(
                insert(t.accounts).values(
                    id=account,
                    borrower_id=code,
                    lender=lender,
                    actor="first_party",
                    product="online_consumer_loan",
                    currency=currency,
                    regimes=regime,
                    annual_rate="0.18",
                    late_daily_rate="0",
                    record_at=now - timedelta(hours=3),
                )
            )
            due = (now - timedelta(days=6)).date()
            for number in range(1, 7):
                unit.connection.execute(
                    insert(t.instalments).values(
                        account_id=account,
                        number=number,
                        due_on=_months(due, number - 1),
                        principal=amount - amount // 10,
                        interest=amount // 10,
                        fees=0,
                    )
                )
            for question, said in (("phone_last4", "4821"), ("birth_date", "1990-01-31")):
                digest = answer_hash(world.house.keys, borrower_id=code, question=question, answer=said)
                unit.connection.execute(
                    insert(t.verification_answers).values(
                        borrower_id=code, question=question, answer_hash=digest
                    )
                )
            for channel, adapter, address in (
                ("sms", "sandbox_sms", f"+00{code}"),
                ("email", "sandbox_email", f"{code}@example.org"),
            ):
                unit.connection.execute(
                    insert(t.contact_points).values(
                        id=f"{code}-{channel}",
                        borrower_id=code,
                        channel=channel,
                        adapter=adapter,
                        address=address,
                        address_key=world.house.keys.digest("address", address),
                        consent_at=now - timedelta(days=90),
                        checked_at=now - timedelta(days=5),
                        work=False,
                    )
                )
        for username, shown, role, spoken in STAFF:
            unit.people.add_staff(
                username=username,
                display_name=shown,
                password_hash=hashed(PASSWORD),
                role=role,
                language=spoken,
            )
        unit.commit()


def _months(day: date, count: int) -> date:
    year, month = divmod(day.month - 1 + count, 12)
    return date(day.year + year, month + 1, min(day.day, 28))
