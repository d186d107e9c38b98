"""The append-only audit trail: a SHA-256 chain over canonical JSON.

Each entry is bound to its number, its content's hash and the entry before it, so a purge may blank a
content and the chain still holds. A purge leaves an entry of its own that names what it blanked; a blank
that no purge names is a fault. Number and hash of the last entry stand in a row of their own, ``audit_head``:
what is cut off at the end shows against it, and the next entry follows it and not what is left, so the hole
stays. Somebody who writes to that row as well shows against a head that was exported before (see
:mod:`bot.insights.anchors`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.engine import Connection

from bot.insights.anchors import Anchor, BrokenLink
from bot.storage import tables as t
from bot.storage.chain import GENESIS, faults_of, link
from bot.storage.types import Instant

PURGE = "purge"
"""Kind of the entries that name what was blanked; their own content is never blanked."""

_APPEND = text(
    """
    WITH head AS (SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE),
    added AS (
    INSERT INTO audit (seq, id, at, kind, ref, body, body_hash, previous, hash)
    SELECT head.seq + 1, new.id, :at, new.kind, new.ref, :body, new.body_hash, head.hash,
        encode(sha256(convert_to(concat_ws(chr(31), CAST(head.seq + 1 AS text), new.id, new.instant,
            new.kind, new.ref, new.body_hash, head.hash), 'UTF8')), 'hex')
    FROM head
    CROSS JOIN (SELECT CAST(:id AS text) AS id, CAST(:kind AS text) AS kind, CAST(:ref AS text) AS ref,
        CAST(:body_hash AS text) AS body_hash, CAST(:instant AS text) AS instant) AS new
    RETURNING seq, hash
    )
    UPDATE audit_head SET seq = added.seq, hash = added.hash FROM added WHERE audit_head.id = 1
    """
).bindparams(bindparam("at", type_=Instant))
"""Lock on the head, number, hash, row and new head in one statement: the chain is held for one round trip and
the commit. Whoever waits for the head's row is given it as the one before left it."""

_HEAD = select(t.audit_head.c.seq, t.audit_head.c.hash)
_FIRST_HEAD = text(
    "INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, :genesis) ON CONFLICT (id) DO NOTHING"
)
_SET_HEAD = text(
    "INSERT INTO audit_head (id, seq, hash) VALUES (1, :seq, :hash)"
    " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"
)


def canonical(body: Mapping[str, Any]) -> str:
    """One spelling for one content: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z, default=str).decode()


class AuditTrail:
    """Appends entries and walks the chain."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id

    def append(
        self, *, at: datetime, kind: str, ref: str, body: Mapping[str, Any], entry_id: str | None = None
    ) -> str:
        """Add an entry to the end of the chain; returns its id.

        Everybody else who appends waits from here to the end of the transaction: append last.
        """
        content = canonical(body)
        values: dict[str, Any] = {
            "id": entry_id or self._new_id(),
            "at": at,
            "kind": kind,
            "ref": ref,
            "body": content,
            "body_hash": hashlib.sha256(content.encode()).hexdigest(),
        }
        if self._db.dialect.name == "postgresql":
            instant = at.astimezone(UTC).isoformat(timespec="microseconds")
            given = {**values, "instant": instant}
            if self._db.execute(_APPEND, given).rowcount != 1:  # the first entry of all
                self._db.execute(_FIRST_HEAD, {"genesis": GENESIS})
                self._db.execute(_APPEND, given)
            return str(values["id"])
        seq, previous = self.head()
        digest = link(
            seq=seq + 1,
            entry_id=values["id"],
            at=at,
            kind=kind,
            ref=ref,
            body_hash=values["body_hash"],
            previous=previous,
        )
        self._db.execute(insert(t.audit), {"seq": seq + 1, "previous": previous, "hash": digest, **values})
        self._db.execute(_SET_HEAD, {"seq": seq + 1, "hash": digest})
        return str(values["id"])

    def verify(self, *, anchors: Iterable[Anchor] = ()) -> BrokenLink | None:
        """The first place where the chain does not hold; ``None`` when it does."""
        return next(iter(self.faults(anchors=anchors)), None)

    def faults(self, *, anchors: Iterable[Anchor] = ()) -> tuple[BrokenLink, ...]:
        """Every row that was changed, removed or inserted, in order of its number.

        Args:
            anchors: heads that were exported earlier; they show what was cut off or written anew as a whole.
        """
        rows = self._db.execute(select(t.audit).order_by(t.audit.c.seq).execution_options(yield_per=1000))
        kept = self._db.execute(_HEAD).first()
        return faults_of(
            ({**row} for row in rows.mappings()),
            anchors=anchors,
            cited=self._cited_but_gone(),
            head=(kept.seq, kept.hash) if kept else (0, GENESIS),
        )

    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry, for anchoring outside."""
        last = self._db.execute(_HEAD).first()
        return (last.seq, last.hash) if last else (0, GENESIS)

    def count(self) -> int:
        """How many entries there are."""
        return int(self._db.scalar(select(func.count()).select_from(t.audit)) or 0)

    def entries(
        self, *, kind: str, since: datetime | None = None, ref: str | None = None
    ) -> list[dict[str, Any]]:
        """Bodies of entries of one kind, in order, about one id or all; purged ones are left out."""
        return list(self.stream(kind=kind, since=since, ref=ref))

    def stream(
        self, *, kind: str, since: datetime | None = None, ref: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """The same, one by one, for reading many."""
        c = t.audit.c
        where = [c.kind == kind, c.purged_at.is_(None)]
        if ref is not None:
            where.append(c.ref == ref)
        if since:
            where.append(c.at >= since)
        query = select(c.id, c.at, c.ref, c.body).where(*where).order_by(c.seq)
        for row in self._db.execute(query.execution_options(yield_per=500)):
            yield {"id": row.id, "at": row.at, "ref": row.ref, **orjson.loads(row.body)}

    def body(self, entry_id: str) -> dict[str, Any] | None:
        """The content of one entry, if it is there and not purged."""
        found = self._db.scalar(select(t.audit.c.body).where(t.audit.c.id == entry_id))
        return dict(orjson.loads(found)) if found else None

    def of_refs(self, refs: Sequence[str]) -> list[dict[str, Any]]:
        """Every entry about any of some ids, purged ones without content."""
        c = t.audit.c
        query = select(c.seq, c.id, c.at, c.kind, c.ref, c.body, c.purged_at)
        rows = self._db.execute(query.where(c.ref.in_(refs)).order_by(c.seq)).mappings()
        plain = [{str(name): value for name, value in row.items()} for row in rows]
        return [{**row, "body": orjson.loads(row["body"]) if row["body"] else None} for row in plain]

    def blank(self, seqs: Sequence[int], *, at: datetime, why: Mapping[str, Any]) -> int:
        """Blank the content of entries and leave an entry that names them; returns how many.

        Args:
            seqs: numbers of the entries; those of purges and those already blank are left alone.
            at: the moment.
            why: what stands in the purge's own entry beside the numbers: class, rules, who asked.
        """
        c = t.audit.c
        free = (c.seq.in_(seqs), c.purged_at.is_(None), c.kind != PURGE)
        found = sorted(self._db.scalars(select(c.seq).where(*free)))
        if not found:
            return 0
        self._db.execute(update(t.audit).where(c.seq.in_(found)).values(body="", purged_at=at))
        self.append(at=at, kind=PURGE, ref="audit", body={**why, "blanked": ranges(found)})
        return len(found)

    def _cited_but_gone(self) -> list[str]:
        """Ids of decisions that a message in the outbox names and that are not in the chain."""
        outer = t.outbox.outerjoin(t.audit, t.audit.c.id == t.outbox.c.decision_id)
        query = select(t.outbox.c.decision_id).select_from(outer).where(t.audit.c.id.is_(None))
        return sorted(set(self._db.scalars(query)))


def ranges(numbers: Sequence[int]) -> list[list[int]]:
    """Sorted numbers as ranges from first to last: ``[1, 2, 3, 7]`` is ``[[1, 3], [7, 7]]``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
