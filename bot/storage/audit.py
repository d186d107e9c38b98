"""The append-only audit trail: a SHA-256 chain over canonical JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection, RowMapping

from bot.storage import tables as t

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where the chain does not hold."""

    seq: int
    entry_id: str
    why: str


def canonical(body: Mapping[str, Any]) -> str:
    """One spelling for one content: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z, default=str).decode()


def link(*, seq: int, entry_id: str, at: datetime, kind: str, ref: str, body_hash: str, previous: str) -> str:
    """The hash of one entry. The body enters by its hash, so that a purge keeps the chain whole."""
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    text = "\x1f".join((str(seq), entry_id, instant, kind, ref, body_hash, previous))
    return hashlib.sha256(text.encode()).hexdigest()


class AuditTrail:
    """Appends entries and walks the chain."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id

    def append(self, *, at: datetime, kind: str, ref: str, body: Mapping[str, Any]) -> str:
        """Add an entry to the end of the chain; returns its id."""
        if self._db.dialect.name == "postgresql":
            self._db.exec_driver_sql("SELECT pg_advisory_xact_lock(745001)")
        c = t.audit.c
        last = self._db.execute(select(c.seq, c.hash).order_by(c.seq.desc()).limit(1)).first()
        seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
        entry_id, text = self._new_id(), canonical(body)
        body_hash = hashlib.sha256(text.encode()).hexdigest()
        digest = link(
            seq=seq, entry_id=entry_id, at=at, kind=kind, ref=ref, body_hash=body_hash, previous=previous
        )
        self._db.execute(
            insert(t.audit).values(
                seq=seq,
                id=entry_id,
                at=at,
                kind=kind,
                ref=ref,
                body=text,
                body_hash=body_hash,
                previous=previous,
                hash=digest,
            )
        )
        return entry_id

    def verify(self) -> BrokenLink | None:
        """Walk the chain from its start; ``None`` when it holds."""
        c = t.audit.c
        previous, expected = GENESIS, 1
        query = select(t.audit).order_by(c.seq).execution_options(yield_per=1000)
        for row in self._db.execute(query).mappings():
            why = _fault(row, previous=previous, expected=expected)
            if why:
                return BrokenLink(seq=row["seq"], entry_id=row["id"], why=why)
            previous, expected = row["hash"], expected + 1
        return None

    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry, for anchoring outside."""
        last = self._db.execute(
            select(t.audit.c.seq, t.audit.c.hash).order_by(t.audit.c.seq.desc()).limit(1)
        ).first()
        return (last.seq, last.hash) if last else (0, GENESIS)

    def count(self) -> int:
        """How many entries there are."""
        return int(self._db.scalar(select(func.count()).select_from(t.audit)) or 0)

    def entries(self, *, kind: str, since: datetime | None = None) -> list[dict[str, Any]]:
        """Bodies of entries of one kind, in order; purged ones are left out."""
        c = t.audit.c
        where = [c.kind == kind, c.purged_at.is_(None)]
        if since:
            where.append(c.at >= since)
        rows = self._db.execute(select(c.id, c.at, c.ref, c.body).where(*where).order_by(c.seq))
        return [{"id": row.id, "at": row.at, "ref": row.ref, **orjson.loads(row.body)} for row in rows]

    def body(self, entry_id: str) -> dict[str, Any] | None:
        """The content of one entry, if it is there and not purged."""
        text = self._db.scalar(select(t.audit.c.body).where(t.audit.c.id == entry_id))
        return dict(orjson.loads(text)) if text else None


def _fault(row: RowMapping, *, previous: str, expected: int) -> str:
    if row["seq"] != expected:
        return f"entry {expected} is missing"
    if row["previous"] != previous:
        return "it does not follow the entry before it"
    if row["purged_at"] is None and hashlib.sha256(row["body"].encode()).hexdigest() != row["body_hash"]:
        return "its content was changed"
    digest = link(
        seq=row["seq"],
        entry_id=row["id"],
        at=row["at"],
        kind=row["kind"],
        ref=row["ref"],
        body_hash=row["body_hash"],
        previous=row["previous"],
    )
    return "" if digest == row["hash"] else "its hash does not fit its content"
