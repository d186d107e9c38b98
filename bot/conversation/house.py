"""What every use case is handed: the store, the policies, the wording, the clock, the doors out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.compliance.policy import Policy
from bot.conversation.wording import Wording
from bot.handoff.facts import Lifting
from bot.handoff.policy import HandoffPolicy
from bot.model.ports import StorePort
from bot.model.words import Language
from bot.offers.policy import OfferPolicy
from bot.payments.port import Payments
from bot.strategy.policy import Strategy


class Engine(Protocol):
    """The language engine as the conversation sees it."""

    def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> Any:
        """Let the engine understand one message and run the next dialogue step."""
        ...


class Keys(Protocol):
    """Keyed hashing and signed tokens."""

    def digest(self, purpose: str, value: str) -> str:
        """A keyed hash of a value, different for each purpose."""
        ...

    def new_token(self) -> str:
        """A fresh secret for a link or a cookie."""
        ...


class Reader(Protocol):
    """Reads a message in this process: intents, reasons, amounts, dates, signals, language."""

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
        ...


@dataclass(frozen=True)
class House:
    """Everything below bootstrap that a use case may use; nothing is global."""

    store: StorePort
    rules: Policy
    offers: OfferPolicy
    handoff: HandoffPolicy
    lifting: Lifting
    wording: Wording
    engine: Engine
    read: Reader
    keys: Keys
    clock: Callable[[], datetime]
    base_url: str
    wake: Callable[[str], None]
    """Called after a commit with the id of a conversation that has something new."""
    verified_for: timedelta = timedelta(minutes=30)
    link_for: timedelta = timedelta(days=3)
    strategy: Strategy = field(default_factory=Strategy)
    payments: Payments | None = None
    """Where money can be paid online; without it the chat names the other ways only."""
