"""Facts, contacts and notices, as use cases need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.model.rows import (
    OnFile,
    StoredContact,
    StoredFact,
)
from bot.model.words import (
    Channel,
    FactKind,
    NoticeKind,
    Outcome,
    Purpose,
    Sender,
)


class RecordPort(Protocol):
    """Writes and reads the rows that decide what may be said."""

    def note(
        self,
        *,
        borrower_id: str,
        kind: FactKind,
        at: datetime,
        account_id: str | None = None,
        detail: Mapping[str, Any] | None = None,
        message_id: str | None = None,
    ) -> str | None:
        """Put a fact on file; returns its id, or ``None`` when the same one is already in force."""
        ...

    def lift(self, fact_id: str, *, at: datetime, by: str, why: str) -> None:
        """End a fact; the row stays, with who ended it and why."""
        ...

    def fact(self, fact_id: str) -> StoredFact:
        """One fact by id, or :class:`UnknownThing`."""
        ...

    def facts(self, borrower_id: str, *, in_force_at: datetime | None = None) -> tuple[StoredFact, ...]:
        """Facts of a borrower, oldest first; only those in force when an instant is given."""
        ...

    def contacted(
        self,
        *,
        borrower_id: str,
        at: datetime,
        direction: str,
        channel: Channel,
        outcome: Outcome,
        by: Sender,
        account_id: str | None = None,
        recipient: str | None = None,
        outbox_id: str | None = None,
        purpose: Purpose | None = None,
    ) -> str:
        """Count a contact. Outbound ones are written with the outbox row, before sending."""
        ...

    def contacts(
        self, borrower_id: str, *, since: datetime | None = None, without_outbox: str | None = None
    ) -> tuple[StoredContact, ...]:
        """Contacts with a borrower, oldest first; one parcel's own reservation may be left out."""
        ...

    def on_file(
        self, borrower_id: str, account_id: str, *, since: datetime, without_outbox: str | None = None
    ) -> OnFile:
        """Everything rules look at, read at once; contacts since an instant."""
        ...

    def notice(self, *, borrower_id: str, account_id: str | None, kind: NoticeKind, at: datetime) -> None:
        """Record that a notice was given."""
        ...

    def notices(self, borrower_id: str) -> tuple[tuple[datetime, NoticeKind], ...]:
        """Notices given to a borrower, oldest first."""
        ...
