"""Addresses of a receipt: signed, so that nobody finds another's, and good for a limited time."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.model.errors import NotAllowed, UnknownThing

LINK_FOR = timedelta(days=7)


class _Keys(Protocol):
    def digest(self, purpose: str, value: str) -> str: ...


class _House(Protocol):
    @property
    def keys(self) -> _Keys: ...

    @property
    def base_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ReceiptLinks:
    """Where the two files are."""

    pdf: str
    ics: str


def receipt_links(house: _House, reference: str, *, now: datetime) -> ReceiptLinks:
    """Signed addresses of the receipt of one promise or plan."""
    until = int((now + LINK_FOR).timestamp())
    base = f"{house.base_url.rstrip('/')}/receipt/{reference}"
    query = f"until={until}&seal={_seal(house.keys, reference, until)}"
    return ReceiptLinks(pdf=f"{base}.pdf?{query}", ics=f"{base}.ics?{query}")


def check_link(keys: _Keys, reference: str, *, until: int, seal: str, now: datetime) -> None:
    """Let a signed address through.

    Raises:
        UnknownThing: the signature is not ours.
        NotAllowed: its time is over.
    """
    if not hmac.compare_digest(seal.encode(), _seal(keys, reference, until).encode()):
        raise UnknownThing("there is no such receipt", remedy="open it from the chat")
    if datetime.fromtimestamp(until, tz=UTC) <= now:
        raise NotAllowed("this link has expired", remedy="open the receipt from the chat")


def _seal(keys: _Keys, reference: str, until: int) -> str:
    return keys.digest("receipt", f"{reference}|{until}")[:32]
