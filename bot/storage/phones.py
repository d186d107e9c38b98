"""What the sandbox channels delivered, read back as the phones of the demo's borrowers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from bot.model.words import Language
from bot.storage import tables as t
from bot.storage.unit import Store

ADAPTERS = ("sandbox_sms", "sandbox_email", "sandbox_im")


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody with a phone in the sandbox."""

    id: str
    name: str
    language: Language
    timezone: str
    country: str
    messages: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message on such a phone."""

    adapter: str
    subject: str
    text: str
    link: str
    at: datetime


class Phones:
    """Reads the inboxes of the sandbox; for the demo page alone."""

    def __init__(self, store: Store) -> None:
        """Read from this database."""
        self._store = store

    def owners(self, *, limit: int = 500) -> tuple[Owner, ...]:
        """People with a sandbox address in the order of the portfolio: the documented six stay on top."""
        box, point = t.outbox.c, t.contact_points.c
        counts = (
            select(box.borrower_id, func.count().label("n"))
            .where(box.adapter.in_(ADAPTERS), box.status == "sent")
            .group_by(box.borrower_id)
            .subquery()
        )
        has_point = exists().where(point.borrower_id == t.borrowers.c.id, point.adapter.in_(ADAPTERS))
        query = (
            select(t.borrowers, counts.c.n)
            .outerjoin(counts, counts.c.borrower_id == t.borrowers.c.id)
            .where(has_point)
            .order_by(t.borrowers.c.id)
            .limit(limit)
        )
        with self._store.read() as unit:
            return tuple(
                Owner(
                    id=row["id"],
                    name=row["name"],
                    language=Language(row["language"]),
                    timezone=row["timezone"],
                    country=str(row["residence"]).partition("-")[0],
                    messages=int(row["n"] or 0),
                )
                for row in unit.connection.execute(query).mappings()
            )

    def inbox(self, borrower_id: str, *, limit: int = 30) -> tuple[Arrived, ...]:
        """What arrived on one phone, latest first."""
        c = t.outbox.c
        query = (
            select(c.adapter, c.payload, c.sent_at)
            .where(c.borrower_id == borrower_id, c.adapter.in_(ADAPTERS), c.status == "sent")
            .order_by(c.sent_at.desc(), c.id)
            .limit(limit)
        )
        with self._store.read() as unit:
            return tuple(
                Arrived(
                    adapter=row.adapter,
                    subject=str(row.payload.get("subject", "")),
                    text=str(row.payload.get("text", "")),
                    link=str(row.payload.get("link", "")),
                    at=row.sent_at,
                )
                for row in unit.connection.execute(query)
            )
