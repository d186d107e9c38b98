"""The outbox: what was allowed and is to be sent, stored before it is sent.

A row moves queued -> sending -> sent, or to held (a later instant), failed, unknown (it may have
arrived; never repeated blindly) or cancelled. Who claims a row has it for a minute; a crash in
between leaves it ``sending``, and the sweep marks it unknown rather than sending it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection

from bot.model.errors import UnknownThing
from bot.model.rows import Parcel
from bot.storage import tables as t


class Outbox:
    """Stores, claims and settles parcels."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id

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
        parcel_id = self._new_id()
        self._db.execute(
            insert(t.outbox),
            {
                "id": parcel_id,
                "line_id": line_id,
                "conversation_id": conversation_id,
                "borrower_id": borrower_id,
                "adapter": adapter,
                "address": address,
                "payload": dict(payload),
                "purpose": purpose,
                "status": status,
                "attempts": 0,
                "next_at": next_at or at,
                "deliver_by": deliver_by,
                "decision_id": decision_id,
                "created_at": at,
            },
        )
        return parcel_id

    def arrive(self, adapters: tuple[str, ...], *, at: datetime) -> int:
        """Settle everything queued for media that read the transcript by themselves; returns how many."""
        c, line = t.outbox.c, t.lines.c
        waiting = select(c.line_id).where(c.status == "queued", c.adapter.in_(adapters), c.next_at <= at)
        self._db.execute(update(t.lines).where(line.id.in_(waiting)).values(status="sent"))
        done = self._db.execute(
            update(t.outbox)
            .where(c.status == "queued", c.adapter.in_(adapters), c.next_at <= at)
            .values(status="sent", sent_at=at, receipt=c.id, attempts=1)
        )
        return int(done.rowcount)

    def due(self, *, now: datetime, limit: int = 50, but: tuple[str, ...] = ()) -> list[str]:
        """Ids of parcels whose time has come, oldest first, leaving some media out."""
        asked = {"now": now, "but": but, "most": limit}
        return list(self._db.scalars(_DUE, asked))

    def claim(self, parcel_id: str, *, now: datetime, until: datetime) -> Parcel | None:
        """Take one parcel for sending; ``None`` when somebody else has it."""
        c = t.outbox.c
        done = self._db.execute(
            update(t.outbox)
            .where(
                c.id == parcel_id,
                c.status == "queued",
                or_(c.claimed_until.is_(None), c.claimed_until <= now),
            )
            .values(status="sending", claimed_until=until, attempts=c.attempts + 1)
        )
        return self.get(parcel_id) if done.rowcount == 1 else None

    def get(self, parcel_id: str) -> Parcel:
        """One parcel by id, or :class:`UnknownThing`."""
        row = self._db.execute(select(t.outbox).where(t.outbox.c.id == parcel_id)).mappings().first()
        if row is None:
            raise UnknownThing("this message is not known any more")
        return Parcel(**{name: row[name] for name in Parcel.__slots__})

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
        values: dict[str, Any] = {"status": status, "receipt": receipt, "error": error, "claimed_until": None}
        if status == "sent":
            values["sent_at"] = at
        if next_at is not None:
            values["next_at"] = next_at
        self._db.execute(update(t.outbox).where(t.outbox.c.id == parcel_id).values(**values))

    def age(self, parcel_id: str, *, now: datetime) -> timedelta:
        """How long ago a parcel was stored."""
        created: datetime = self._db.execute(
            select(t.outbox.c.created_at).where(t.outbox.c.id == parcel_id)
        ).scalar_one()
        return now - created

    def strand(self, *, now: datetime) -> int:
        """Mark parcels that a crashed sender left behind as ``unknown``; returns how many."""
        c = t.outbox.c
        return self._move(
            c.status == "sending",
            c.claimed_until <= now,
            line="unknown",
            status="unknown",
            error="the sender stopped before it knew the outcome",
            claimed_until=None,
        )

    def unknown(self, *, before: datetime, limit: int = 50) -> list[str]:
        """Ids of parcels stored before an instant of which nobody knows whether they arrived."""
        c = t.outbox.c
        query = select(c.id).where(c.status == "unknown", c.created_at <= before).order_by(c.created_at, c.id)
        return list(self._db.scalars(query.limit(limit)))

    def end_unknown(self, parcel_id: str) -> bool:
        """Count such a parcel as lost; false when somebody learned of it meanwhile."""
        c = t.outbox.c
        lost = update(t.outbox).where(c.id == parcel_id, c.status == "unknown")
        done = self._db.execute(lost.values(status="failed", error="nobody learned whether it arrived"))
        return done.rowcount == 1

    def cancel_for(self, borrower_id: str, *, purposes: tuple[str, ...]) -> int:
        """Withdraw queued parcels of some purposes, for example after an opt-out; returns how many."""
        c = t.outbox.c
        return self._move(
            c.borrower_id == borrower_id,
            c.status == "queued",
            c.purpose.in_(purposes),
            line="refused",
            status="cancelled",
            error="withdrawn: what was known changed",
        )

    def _move(self, *where: ColumnElement[bool], line: str, **values: Any) -> int:
        """Change parcels, and the status of their lines in the transcript with them; returns how many."""
        moved = update(t.outbox).where(*where).values(**values).returning(t.outbox.c.line_id)
        lines = list(self._db.scalars(moved))
        if lines:
            self._db.execute(update(t.lines).where(t.lines.c.id.in_(lines)).values(status=line))
        return len(lines)

    def lease(self, name: str, *, holder: str, now: datetime, until: datetime) -> bool:
        """Take or renew a named lease in this transaction."""
        c = t.leases.c
        maker = pg_insert if self._db.dialect.name == "postgresql" else sqlite_insert
        self._db.execute(
            maker(t.leases)
            .values(name=name, holder=holder, until=until)
            .on_conflict_do_update(
                index_elements=["name"],
                set_={"holder": holder, "until": until},
                where=or_(c.holder == holder, c.until <= now),
            )
        )
        return self._db.scalar(select(c.holder).where(c.name == name)) == holder


_DUE = (
    select(t.outbox.c.id)
    .where(
        t.outbox.c.status == "queued",
        t.outbox.c.next_at <= bindparam("now"),
        or_(t.outbox.c.claimed_until.is_(None), t.outbox.c.claimed_until <= bindparam("now")),
        t.outbox.c.adapter.not_in(bindparam("but", expanding=True)),
    )
    .order_by(t.outbox.c.next_at, t.outbox.c.id)
    .limit(bindparam("most"))
)
