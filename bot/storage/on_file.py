"""Everything on file about one borrower and account that rules look at, in one statement.

The door reads this for every sentence; one round trip instead of six is most of its cost.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Boolean,
    CompoundSelect,
    Date,
    Integer,
    Label,
    Text,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import Select

from bot.model.rows import KnownPoint, OnFile, PlanMark, PromiseMark, StoredContact, StoredFact
from bot.model.words import Channel, FactKind, NoticeKind, Outcome, Purpose, Sender
from bot.storage import tables as t
from bot.storage.types import Instant

CONTACT, FACT, NOTICE, POINT, PROMISE, PLAN, PART = range(7)
_COLUMNS: dict[str, Any] = {
    "id": Text, "at": Instant, "a": Text, "b": Text, "c": Text, "d": Text, "e": Text, "f": Text, "g": Text,
    "until": Instant, "number": BigInteger, "day": Date, "flag": Boolean,
}  # fmt: skip


def on_file(
    connection: Connection, *, borrower_id: str, account_id: str, since: datetime, without_outbox: str | None
) -> OnFile:
    """Read it.

    Args:
        connection: an open transaction.
        borrower_id: who owes.
        account_id: on which account; promises and plans of others are left out.
        since: contacts before this are left out.
        without_outbox: a parcel whose own reservation is left out.
    """
    given = {
        "borrower": borrower_id,
        "account": account_id,
        "since": since,
        "without": without_outbox or "",
    }
    drawers: list[list[Row[Any]]] = [[] for _ in range(7)]
    for row in connection.execute(_statement(), given):
        drawers[row.tag].append(row)
    return OnFile(
        contacts=tuple(
            StoredContact(
                row.id,
                row.a,
                row.at,
                row.b,
                Channel(row.c),
                Outcome(row.d),
                row.e,
                Sender(row.f),
                Purpose(row.g) if row.g else None,
            )
            for row in sorted(drawers[CONTACT], key=_age)
        ),
        facts=tuple(
            StoredFact(
                row.id, borrower_id, row.a, FactKind(row.b), row.at, orjson.loads(row.c), row.d, row.until
            )
            for row in sorted(drawers[FACT], key=_age)
        ),
        notices=tuple((row.at, NoticeKind(row.b)) for row in sorted(drawers[NOTICE], key=_age)),
        points=tuple(
            KnownPoint(row.id, Channel(row.a), row.at, row.until, bool(row.flag))
            for row in sorted(drawers[POINT], key=lambda row: row.id)
        ),
        promises=tuple(
            PromiseMark(row.id, row.at, row.number, row.day, row.a)
            for row in sorted(drawers[PROMISE], key=_age)
        ),
        plans=tuple(
            PlanMark(
                row.id,
                row.at,
                row.a,
                row.b,
                tuple(sorted(part.day for part in drawers[PART] if part.id == row.id)),
            )
            for row in sorted(drawers[PLAN], key=_age)
        ),
    )


def _age(row: Row[Any]) -> tuple[datetime, str]:
    return row.at, row.id


@lru_cache(maxsize=1)
def _statement() -> CompoundSelect[Any]:
    contact, fact, notice, point = t.contacts.c, t.facts.c, t.notices.c, t.contact_points.c
    promise, plan, part = t.promises.c, t.plans.c, t.plan_parts.c
    borrower, account = bindparam("borrower", type_=Text), bindparam("account", type_=Text)
    without = bindparam("without", type_=Text)
    return union_all(
        _rows(
            CONTACT, id=contact.id, at=contact.at, a=contact.account_id, b=contact.direction,
            c=contact.channel, d=contact.outcome, e=contact.recipient, f=contact.by, g=contact.purpose,
        ).where(
            contact.borrower_id == borrower,
            contact.at >= bindparam("since", type_=Instant),
            or_(contact.outbox_id.is_(None), contact.outbox_id != without),
        ),
        _rows(
            FACT, id=fact.id, at=fact.at, a=fact.account_id, b=fact.kind, c=cast(fact.detail, Text),
            d=fact.message_id, until=fact.ended_at,
        ).where(fact.borrower_id == borrower),
        _rows(NOTICE, id=notice.id, at=notice.at, b=notice.kind).where(notice.borrower_id == borrower),
        _rows(
            POINT, id=point.id, at=point.consent_at, until=point.checked_at, a=point.channel, flag=point.work
        ).where(point.borrower_id == borrower, point.unreachable_at.is_(None)),
        _rows(
            PROMISE, id=promise.id, at=promise.made_at, a=promise.status, number=promise.amount,
            day=promise.due_on,
        ).where(promise.account_id == account),
        _rows(PLAN, id=plan.id, at=plan.accepted_at, a=plan.kind, b=plan.status).where(
            plan.account_id == account
        ),
        _rows(PART, id=part.plan_id, day=part.due_on).where(
            part.plan_id == plan.id, plan.account_id == account
        ),
    )  # fmt: skip


def _rows(tag: int, **columns: Any) -> Select[Any]:
    """One table's rows in the shape that all share."""
    shape: list[Label[Any]] = [literal(tag, Integer, literal_execute=True).label("tag")]
    for name, kind in _COLUMNS.items():
        found = columns.get(name)
        shape.append((cast(null(), kind) if found is None else found).label(name))
    return select(*shape)
