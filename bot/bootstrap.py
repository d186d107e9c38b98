"""The only wiring: settings become a house, with its store, policies, engine client and adapters.

Clock, randomness and environment enter the product here and nowhere below.
"""

from __future__ import annotations

import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog

from bot import logs
from bot.channels.email import EmailChannel, SmtpServer
from bot.channels.pay_sandbox import SandboxPayments
from bot.channels.port import ChannelAdapter
from bot.channels.resident import ResidentChannel
from bot.channels.sms import SmsChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_inbox import TelegramInbox
from bot.channels.telegram_line import TelegramLine
from bot.compliance.policy import load_policy
from bot.conversation import heard, receive
from bot.conversation.house import House
from bot.conversation.wording import load_wording
from bot.conversation.written_back import unsubscribe_url
from bot.engine_client.client import EngineClient
from bot.handoff.facts import load_lifting
from bot.handoff.policy import load_handoff
from bot.keys import KeyRing
from bot.model.errors import EngineDown, TideoverError, Unavailable
from bot.model.words import Language
from bot.offers.policy import load_offers
from bot.outreach import dispatch as outbox
from bot.payments.port import Payments
from bot.settings import Settings
from bot.storage.database import open_engine
from bot.storage.types import use_keys
from bot.storage.unit import Store
from bot.strategy.policy import load_strategy
from bot.understanding.labels import Classifier, LabelScores
from bot.understanding.read import read

log = structlog.get_logger(__name__)


class MessageReader:
    """Reads messages with the very weights that the engine uses; without them, patterns only."""

    def __init__(self, model: Classifier | None) -> None:
        """Keep the classifier; ``None`` reads signals, amounts and dates without one."""
        self.model = model

    def __call__(
        self,
        text: str,
        *,
        at: datetime,
        language: Language,
        currency: str,
        region: str,
        payday: int | None,
        patterns_only: bool = False,
    ) -> dict[str, Any]:
        """Return the record that is stored beside the message."""
        read_as = partial(
            read, text, at=at, language=language, currency=currency, region=region, payday=payday
        )
        if self.model is not None and not patterns_only:
            try:
                return heard.to_record(read_as(model=self.model))
            except EngineDown as error:
                log.warning("read_without_classifier", why=type(error).__name__)
        record = heard.to_record(read_as(model=None))
        del record["leading"]  # the engine must read the message itself
        return record


class EngineReader:
    """The engine's classifier as the reader sees it: the weights are in one process only."""

    def __init__(self, engine: EngineClient) -> None:
        """Ask this engine."""
        self._engine = engine

    def read(self, text: str) -> LabelScores:
        """Every label that is likely at all, strongest first.

        Raises:
            EngineDown: the engine does not answer; the patterns still read signals, amounts and dates.
        """
        found = self._engine.parse(text)
        return LabelScores(found.intents, found.reasons, found.signals, found.intent)


class Notifier:
    """Wakes whoever waits for news of a conversation in this process (browsers over SSE)."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._lock = threading.Lock()
        self._listeners: dict[str, list[Callable[[], None]]] = {}

    def listen(self, conversation_id: str, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback`` at each change, from any thread; returns a function that stops it."""
        with self._lock:
            self._listeners.setdefault(conversation_id, []).append(callback)

        def stop() -> None:
            with self._lock:
                waiting = self._listeners.get(conversation_id, [])
                if callback in waiting:
                    waiting.remove(callback)
                if not waiting:
                    self._listeners.pop(conversation_id, None)

        return stop

    def wake(self, conversation_id: str) -> None:
        """Tell everybody who listens."""
        with self._lock:
            waiting = list(self._listeners.get(conversation_id, ()))
        for callback in waiting:
            callback()


@dataclass
class App:
    """A running product: the house, the adapters, and the workers that answer and send."""

    settings: Settings
    house: House
    store: Store
    notifier: Notifier
    adapters: dict[str, ChannelAdapter]
    workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(12, "worker"))
    stopping: threading.Event = field(default_factory=threading.Event)
    ticks: list[Callable[[], None]] = field(default_factory=list)
    telegram: TelegramInbox | None = None
    _threads: list[threading.Thread] = field(default_factory=list)

    def answer_soon(self, conversation_id: str) -> None:
        """Let a worker answer what waits in a conversation and send what came of it."""
        if not self.stopping.is_set():
            self.workers.submit(self._answer, conversation_id)

    def _answer(self, conversation_id: str) -> None:
        try:
            receive.work(self.house, conversation_id)
            outbox.send_due(self.house, self.adapters)
        except TideoverError as error:
            log.warning("worker_stopped", conversation=conversation_id, why=type(error).__name__)
        except Exception:
            log.exception("worker_failed", conversation=conversation_id)

    def start_workers(self) -> None:
        """Start the sweep (what a crash left behind), the scheduled jobs and Telegram."""
        if self.telegram is not None:
            self.telegram.start()
        else:
            log.info("telegram_off", remedy="set TIDEOVER_TELEGRAM_TOKEN to switch it on; the rest works")
        thread = threading.Thread(target=self._beat, name="beat", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _beat(self) -> None:
        while not self.stopping.wait(2.0):
            for tick in (self.sweep, *self.ticks):
                try:
                    tick()
                except Exception as error:  # a failing job must not stop the others
                    log.warning("tick_failed", job=getattr(tick, "__name__", "job"), why=type(error).__name__)

    def sweep(self) -> None:
        """Answer and send what a process that died left behind."""
        for conversation_id in receive.sweep(self.house):
            self.answer_soon(conversation_id)
        outbox.dispatch(self.house, self.adapters)

    def stop(self) -> None:
        """Stop taking work, finish what was begun, close what is open."""
        self.stopping.set()
        if self.telegram is not None:
            self.telegram.stop()
        self.workers.shutdown(wait=True, cancel_futures=True)
        for thread in self._threads:
            thread.join(timeout=5)
        close_adapters(self.adapters)
        self.store.engine.dispose()


def be_fair_to_threads() -> None:
    """Let threads take turns every half millisecond instead of every five.

    A thread that holds SQLite's write lock gives up the interpreter at each statement; waiting five
    milliseconds to get it back, a dozen times in a transaction, is what limited turns a second.
    """
    sys.setswitchinterval(0.0005)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """The clock of this process; it stands still when a setting says so (tests, recorded demos)."""
    if settings.frozen_now:
        frozen = datetime.fromisoformat(settings.frozen_now)
        return lambda: frozen
    return lambda: datetime.now(UTC)


def open_store(settings: Settings) -> Store:
    """Open the database with the encryption keys of this installation and the policy's order of allocation.

    Raises:
        BadPolicy: the offers file cannot be read.
        Unavailable: no encryption key is set.
    """
    keys = [key.strip() for key in settings.data_keys.get_secret_value().split(",") if key.strip()]
    if not keys:
        raise Unavailable(
            "no encryption key is set", where="TIDEOVER_DATA_KEYS", remedy="set it, or run make demo"
        )
    use_keys(keys)
    offers = load_offers(settings.policies / "offers.yml")
    return Store(
        open_engine(settings.database_url), new_id=lambda: uuid.uuid4().hex, waterfall=offers.waterfall
    )


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The database for one command; its connections are closed at the end.

    Raises:
        Unavailable: no encryption key is set.
    """
    store = open_store(settings)
    try:
        yield store
    finally:
        store.engine.dispose()


def build_house(
    settings: Settings,
    *,
    store: Store | None = None,
    engine: Any | None = None,
    clock: Callable[[], datetime] | None = None,
    wake: Callable[[str], None] = lambda _conversation: None,
) -> House:
    """Put a house together; parts may be passed in by tests and by the scenario runner."""
    client = engine or EngineClient(settings.engine_url, token=settings.engine_token.get_secret_value())
    reader = MessageReader(EngineReader(client) if isinstance(client, EngineClient) else None)
    keys = KeyRing(settings.secret.get_secret_value())
    return House(
        store=store or open_store(settings),
        rules=load_policy(settings.policies),
        offers=load_offers(settings.policies / "offers.yml"),
        handoff=load_handoff(settings.policies),
        lifting=load_lifting(settings.policies / "lifting.yml"),
        wording=load_wording(settings.domain),
        engine=client,
        read=reader,
        keys=keys,
        clock=clock or clock_of(settings),
        base_url=settings.base_url,
        wake=wake,
        strategy=load_strategy(settings.policies),
        payments=payments_of(settings, keys),
    )


def payments_of(settings: Settings, keys: KeyRing) -> Payments | None:
    """The payment provider that the settings allow; the sandbox's own when nothing real is sent."""
    if settings.channels != "sandbox":
        return None
    secret = keys.digest("payments", "sandbox-messages")
    return SandboxPayments(keys=keys, secret=secret, base_url=settings.base_url)


def build_app(
    settings: Settings, *, clock: Callable[[], datetime] | None = None, engine: Any | None = None
) -> App:
    """Put a running product together; call ``start_workers`` and, at the end, ``stop``."""
    logs.set_up(as_json=settings.log_json)
    be_fair_to_threads()
    notifier = Notifier()
    store = open_store(settings)
    app: App

    def wake(conversation_id: str) -> None:
        notifier.wake(conversation_id)
        app.answer_soon(conversation_id)

    house = build_house(settings, store=store, clock=clock, engine=engine, wake=wake)
    adapters = adapters_of(settings, house)
    app = App(settings=settings, house=house, store=store, notifier=notifier, adapters=adapters)
    app.telegram = telegram_inbox_of(settings, house, adapters)
    return app


def adapters_of(settings: Settings, house: House) -> dict[str, ChannelAdapter]:
    """Every channel adapter that the settings allow, by name; connections are made on first use."""
    adapters: dict[str, ChannelAdapter] = {
        name: ResidentChannel(name)
        for name in ("web", "terminal", "sandbox_sms", "sandbox_email", "sandbox_im")
    }
    token = settings.telegram_token.get_secret_value()
    if token:
        line = TelegramLine(token, base_url=settings.telegram_base_url)
        adapters[TelegramChannel.name] = TelegramChannel(line, house)
    if settings.channels == "live" and settings.smtp_host:
        server = SmtpServer(
            settings.smtp_host,
            port=settings.smtp_port,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
            starttls=settings.smtp_starttls,
        )
        adapters["email"] = EmailChannel(
            server,
            sender=settings.email_from,
            unsubscribe_url=lambda parcel: unsubscribe_url(house, parcel),
            clock=house.clock,
        )
    if settings.channels == "live" and settings.sms_gateway_url:
        adapters["sms"] = SmsChannel(
            settings.sms_gateway_url, token=settings.sms_gateway_token.get_secret_value()
        )
    return adapters


def telegram_inbox_of(
    settings: Settings, house: House, adapters: Mapping[str, ChannelAdapter]
) -> TelegramInbox | None:
    """The receiver of Telegram, on the same line as the sender; ``None`` without a bot token."""
    sender = adapters.get(TelegramChannel.name)
    if not isinstance(sender, TelegramChannel):
        return None
    if settings.telegram_webhook_url and not settings.telegram_webhook_secret.get_secret_value():
        raise Unavailable(
            "a webhook without a secret would be open to everybody",
            where="TIDEOVER_TELEGRAM_WEBHOOK_SECRET",
            remedy="set it, or leave TIDEOVER_TELEGRAM_WEBHOOK_URL empty",
        )
    return TelegramInbox(
        house,
        sender.line,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=settings.telegram_webhook_secret.get_secret_value(),
    )


def close_adapters(adapters: Mapping[str, ChannelAdapter]) -> None:
    """Close connections that adapters keep."""
    for adapter in adapters.values():
        close = getattr(adapter, "close", None)
        if close:
            close()
