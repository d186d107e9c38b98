"""What every page is handed: the house, who wakes it, and the choices of this installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import Request

from bot.conversation.house import House
from bot.storage.phones import Phones
from bot.web.metrics import Metrics
from bot.web.today import Counter


class Notifier(Protocol):
    """Tells waiting pages that a conversation has something new."""

    def listen(self, conversation_id: str, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback`` from any thread at each change; returns a function that stops it."""
        ...


@dataclass(frozen=True)
class Site:
    """Everything the web room uses.

    Attributes:
        house: the use cases' own house.
        notifier: wakes waiting pages.
        phones: what the demo's phones received; ``None`` when real channels send.
        telegram_link: makes an address that brings a conversation to Telegram; ``None`` without a bot token.
        engine_healthy: asks the language engine whether it is there.
        metrics: counters without personal data.
        today: what happened today.
    """

    house: House
    notifier: Notifier
    phones: Phones | None = None
    telegram_link: Callable[[str], str | None] | None = None
    engine_healthy: Callable[[], bool] = lambda: True
    metrics: Metrics = field(default_factory=Metrics)
    today: Counter = field(default_factory=Counter)

    @property
    def secure(self) -> bool:
        """Whether cookies travel over TLS only."""
        return self.house.base_url.startswith("https://")


def site_of(request: Request) -> Site:
    """The site a request came to."""
    site: Site = request.app.state.site
    return site
