"""What is to be sent, as use cases need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.model.rows import (
    Parcel,
)


class OutboxPort(Protocol):
    """Stores, claims and settles parcels."""

    def put(
        self,
        *,
        line_id: str,
        conversation_id: str,
        borrower_id: str,
        adapter: str,
        address: str,
        payload: Mapping[str, Any],
        purpose: str,
        decision_id: str,
        at: datetime,
        next_at: datetime | None = None,
        deliver_by: datetime | None = None,
        status: str = "queued",
    ) -> str:
        """Store a parcel; returns its id."""
        ...

    def arrive(self, adapters: tuple[str, ...], *, at: datetime) -> int:
        """Settle everything queued for media that read the transcript by themselves; returns how many."""
        ...

    def due(self, *, now: datetime, limit: int = 50, but: tuple[str, ...] = ()) -> list[str]:
        """Ids of parcels whose time has come, oldest first, leaving some media out."""
        ...

    def claim(self, parcel_id: str, *, now: datetime, until: datetime) -> Parcel | None:
        """Take one parcel for sending; ``None`` when somebody else has it."""
        ...

    def get(self, parcel_id: str) -> Parcel:
        """One parcel by id, or :class:`UnknownThing`."""
        ...

    def settle(
        self,
        parcel_id: str,
        *,
        status: str,
        at: datetime,
        receipt: str | None = None,
        error: str | None = None,
        next_at: datetime | None = None,
    ) -> None:
        """Record how sending went; a parcel to be retried goes back to ``queued`` with ``next_at``."""
        ...

    def age(self, parcel_id: str, *, now: datetime) -> timedelta:
        """How long ago a parcel was stored."""
        ...

    def strand(self, *, now: datetime) -> int:
        """Mark parcels that a crashed sender left behind as ``unknown``; returns how many."""
        ...

    def unknown(self, *, before: datetime, limit: int = 50) -> list[str]:
        """Ids of parcels stored before an instant of which nobody knows whether they arrived."""
        ...

    def end_unknown(self, parcel_id: str) -> bool:
        """Count such a parcel as lost; false when somebody learned of it meanwhile."""
        ...

    def cancel_for(self, borrower_id: str, *, purposes: tuple[str, ...]) -> int:
        """Withdraw queued parcels of some purposes, for example after an opt-out; returns how many."""
        ...

    def lease(self, name: str, *, holder: str, now: datetime, until: datetime) -> bool:
        """Take or renew a named lease in this transaction."""
        ...
