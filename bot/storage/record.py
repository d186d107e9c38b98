"""What rules look at: dated facts about a borrower, contacts made, notices given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.model.errors import UnknownThing
from bot.model.rows import OnFile, StoredContact, StoredFact
from bot.model.words import Channel, FactKind, NoticeKind, Outcome, Purpose, Sender
from bot.storage import tables as t
from bot.storage.on_file import on_file


class Record:
    """Writes and reads the rows that decide what may be said."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id

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
        detail = dict(detail or {})
        for fact in self.facts(borrower_id, in_force_at=at):
            if fact.kind == kind and fact.detail == detail and fact.account_id in (None, account_id):
                return None
        fact_id = self._new_id()
        self._db.execute(
            insert(t.facts).values(
                id=fact_id,
                borrower_id=borrower_id,
                account_id=account_id,
                kind=kind.value,
                at=at,
                detail=detail,
                message_id=message_id,
            )
        )
        return fact_id

    def lift(self, fact_id: str, *, at: datetime, by: str, why: str) -> None:
        """End a fact; the row stays, with who ended it and why."""
        self._db.execute(
            update(t.facts)
            .where(t.facts.c.id == fact_id, t.facts.c.ended_at.is_(None))
            .values(ended_at=at, ended_by=by, ended_why=why)
        )

    def fact(self, fact_id: str) -> StoredFact:
        """One fact by id, or :class:`UnknownThing`."""
        row = self._db.execute(select(t.facts).where(t.facts.c.id == fact_id)).mappings().first()
        if row is None:
            raise UnknownThing(f"there is no fact {fact_id}", remedy="reload and look again")
        return _fact(row)

    def facts(self, borrower_id: str, *, in_force_at: datetime | None = None) -> tuple[StoredFact, ...]:
        """Facts of a borrower, oldest first; only those in force when an instant is given."""
        c = t.facts.c
        where = [c.borrower_id == borrower_id]
        if in_force_at is not None:
            where += [or_(c.ended_at.is_(None), c.ended_at > in_force_at)]
        rows = self._db.execute(select(t.facts).where(*where).order_by(c.at, c.id)).mappings()
        return tuple(_fact(row) for row in rows)

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
        contact_id = self._new_id()
        self._db.execute(
            insert(t.contacts),
            {
                "id": contact_id,
                "borrower_id": borrower_id,
                "account_id": account_id,
                "at": at,
                "direction": direction,
                "channel": channel.value,
                "outcome": outcome.value,
                "recipient": recipient,
                "by": by.value,
                "outbox_id": outbox_id,
                "purpose": purpose and purpose.value,
            },
        )
        return contact_id

    def contacts(
        self, borrower_id: str, *, since: datetime | None = None, without_outbox: str | None = None
    ) -> tuple[StoredContact, ...]:
        """Contacts with a borrower, oldest first; one parcel's own reservation may be left out."""
        c = t.contacts.c
        where = [c.borrower_id == borrower_id] + ([c.at >= since] if since else [])
        if without_outbox is not None:
            where.append(or_(c.outbox_id.is_(None), c.outbox_id != without_outbox))
        rows = self._db.execute(select(t.contacts).where(*where).order_by(c.at, c.id)).mappings()
        return tuple(_contact(row) for row in rows)

    def on_file(
        self, borrower_id: str, account_id: str, *, since: datetime, without_outbox: str | None = None
    ) -> OnFile:
        """Everything rules look at, read at once; contacts since an instant."""
        return on_file(
            self._db,
            borrower_id=borrower_id,
            account_id=account_id,
            since=since,
            without_outbox=without_outbox,
        )

    def notice(self, *, borrower_id: str, account_id: str | None, kind: NoticeKind, at: datetime) -> None:
        """Record that a notice was given."""
        self._db.execute(
            insert(t.notices),
            {
                "id": self._new_id(),
                "borrower_id": borrower_id,
                "account_id": account_id,
                "kind": kind.value,
                "at": at,
            },
        )

    def notices(self, borrower_id: str) -> tuple[tuple[datetime, NoticeKind], ...]:
        """Notices given to a borrower, oldest first."""
        c = t.notices.c
        rows = self._db.execute(select(c.at, c.kind).where(c.borrower_id == borrower_id).order_by(c.at))
        return tuple((row.at, NoticeKind(row.kind)) for row in rows)


def _fact(row: RowMapping) -> StoredFact:
    return StoredFact(
        id=row["id"],
        borrower_id=row["borrower_id"],
        account_id=row["account_id"],
        kind=FactKind(row["kind"]),
        at=row["at"],
        detail=row["detail"],
        message_id=row["message_id"],
        ended_at=row["ended_at"],
    )


def _contact(row: RowMapping) -> StoredContact:
    return StoredContact(
        id=row["id"],
        account_id=row["account_id"],
        at=row["at"],
        direction=row["direction"],
        channel=Channel(row["channel"]),
        outcome=Outcome(row["outcome"]),
        recipient=row["recipient"],
        by=Sender(row["by"]),
        purpose=Purpose(row["purpose"]) if row["purpose"] else None,
    )
