"""What is kept about one person: reading all of it, blanking and deleting what is past its time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, null, or_, select, update
from sqlalchemy.engine import Connection

from bot.model.words import FactKind
from bot.storage import tables as t

SECRET = frozenset({"address_key", "answer_hash", "key", "password_hash", "body_hash"})
"""Columns that are keys of ours and say nothing about the person."""


class Keeping:
    """Reads and purges what is kept about people."""

    def __init__(self, connection: Connection) -> None:
        """Work on the unit's connection."""
        self._db = connection

    # when ----------------------------------------------------------------------------------------

    def quiet_accounts(self, *, before: datetime) -> list[tuple[str, str, datetime]]:
        """(account, conversation, last activity) of talks with nothing new since an instant."""
        c = t.conversations.c
        rows = self._db.execute(
            select(c.account_id, c.id).where(c.updated_at < before).order_by(c.account_id)
        )
        found = [(row.account_id, row.id, self.last_activity(row.account_id)) for row in rows.all()]
        return [(account, talk, last) for account, talk, last in found if last and last < before]

    def last_activity(self, account_id: str) -> datetime | None:
        """When something last happened on an account."""
        talk, line, contact = t.conversations.c, t.lines.c, t.contacts.c
        found = self._db.execute(
            select(
                select(func.max(talk.updated_at)).where(talk.account_id == account_id).scalar_subquery(),
                select(func.max(line.at))
                .where(line.conversation_id == talk.id, talk.account_id == account_id)
                .scalar_subquery(),
                select(func.max(contact.at)).where(contact.account_id == account_id).scalar_subquery(),
            )
        ).one()
        return max((moment for moment in found if moment is not None), default=None)

    def closed_on(self, account_id: str) -> date | None:
        """When the account was closed."""
        found: date | None = self._db.scalar(
            select(t.accounts.c.closed_on).where(t.accounts.c.id == account_id)
        )
        return found

    def last_paid_on(self, account_id: str) -> date | None:
        """When money last arrived."""
        c = t.payments.c
        found: date | None = self._db.scalar(
            select(func.max(c.received_on)).where(c.account_id == account_id)
        )
        return found

    # what ----------------------------------------------------------------------------------------

    def refs_of(self, account_id: str) -> list[str]:
        """Ids under which audit entries speak of an account."""
        talk = select(t.conversations.c.id).where(t.conversations.c.account_id == account_id)
        ids = [account_id, *self._db.scalars(talk)]
        for table in (t.cases, t.promises, t.plans, t.offers):
            ids += self._db.scalars(select(table.c.id).where(table.c.account_id == account_id))
        for table in (t.lines, t.sessions):
            ids += self._db.scalars(select(table.c.id).where(table.c.conversation_id.in_(talk)))
        return ids

    def everything(self, borrower_id: str) -> dict[str, list[dict[str, Any]]]:
        """Every row about a borrower, by table, without our own keys."""
        found = {
            str(table.name): [
                {str(name): value for name, value in row.items() if name not in SECRET}
                for row in self._db.execute(select(table).where(where)).mappings()
            ]
            for table, where in _of_person(borrower_id)
        }
        return {name: rows for name, rows in found.items() if rows}

    # purging -------------------------------------------------------------------------------------

    def blank_transcript(self, account_id: str) -> Counter[str]:
        """Blank what was said on an account; returns how many rows of each table."""
        talk = select(t.conversations.c.id).where(t.conversations.c.account_id == account_id)
        line, case, offer, fact = t.lines.c, t.cases.c, t.offers.c, t.facts.c
        counts: Counter[str] = Counter()
        counts["lines"] = self._blank(
            t.lines,
            and_(line.conversation_id.in_(talk), or_(line.text != "", line.understanding.is_not(None))),
            text="",
            payload={},
            understanding=null(),
            reply=null(),
            press=None,
            channel_message_id=None,
        )
        counts["outbox"] = self._blank(
            t.outbox,
            and_(t.outbox.c.conversation_id.in_(talk), t.outbox.c.receipt.is_distinct_from("purged")),
            payload={},
            address="",
            receipt="purged",
        )
        counts["cases"] = self._blank(
            t.cases,
            and_(case.account_id == account_id, case.outcome.is_distinct_from("purged")),
            brief={},
            outcome="purged",
        )
        counts["offers"] = self._blank(
            t.offers,
            and_(
                offer.account_id == account_id,
                or_(offer.table_text.is_not(None), offer.accepted_text.is_not(None)),
            ),
            table_text=None,
            accepted_text=None,
        )
        counts["facts"] = self._blank(
            t.facts, and_(fact.account_id == account_id, fact.ended_why.is_not(None)), ended_why=None
        )
        self._blank(t.conversations, t.conversations.c.account_id == account_id, memory={})
        return counts

    def delete_facts(self, borrower_id: str, *, account_id: str | None, but: frozenset[FactKind]) -> int:
        """Delete facts of an account (or all of a borrower) apart from some kinds."""
        c = t.facts.c
        mine = [c.borrower_id == borrower_id] + ([c.account_id == account_id] if account_id else [])
        kept = [kind.value for kind in but]
        return self._db.execute(delete(t.facts).where(*mine, c.kind.not_in(kept))).rowcount

    def forget_ways_in(self, borrower_id: str) -> Counter[str]:
        """Delete links, button keys and sessions of a borrower; locked sessions stay, without address."""
        talk = select(t.conversations.c.id).where(t.conversations.c.borrower_id == borrower_id)
        counts: Counter[str] = Counter()
        for table in (t.links, t.callbacks):
            gone = delete(table).where(table.c.conversation_id.in_(talk))
            counts[str(table.name)] = self._db.execute(gone).rowcount
        c = t.sessions.c
        counts["sessions"] = self._sessions(c.conversation_id.in_(talk))
        return counts

    def forget_identity(self, borrower_id: str, *, at: datetime) -> Counter[str]:
        """Blank who a borrower is and how to reach them; the id stays, since the ledger hangs on it."""
        counts: Counter[str] = Counter()
        for table in (t.contact_points, t.verification_answers):
            gone = delete(table).where(table.c.borrower_id == borrower_id)
            counts[str(table.name)] = self._db.execute(gone).rowcount
        counts["borrowers"] = self._blank(
            t.borrowers,
            and_(t.borrowers.c.id == borrower_id, t.borrowers.c.erased_at.is_(None)),
            name="",
            city=None,
            phone_area=None,
            payday=None,
            erased_at=at,
        )
        return counts

    def delete_expired(self, days: Mapping[str, int], *, now: datetime) -> Counter[str]:
        """Delete technical rows past their end; returns how many of each table."""
        counts: Counter[str] = Counter()
        ends: dict[str, tuple[Table, ColumnElement[Any]]] = {
            "links": (t.links, t.links.c.expires_at),
            "callbacks": (t.callbacks, t.callbacks.c.expires_at),
            "staff_sessions": (t.staff_sessions, t.staff_sessions.c.expires_at),
            "idempotency": (t.idempotency, t.idempotency.c.at),
        }
        for name, (table, end) in ends.items():
            gone = delete(table).where(end < now - timedelta(days=days[name]))
            counts[name] = self._db.execute(gone).rowcount
        counts["sessions"] = self._sessions(t.sessions.c.seen_at < now - timedelta(days=days["sessions"]))
        return counts

    def _sessions(self, where: ColumnElement[bool]) -> int:
        c = t.sessions.c
        locked = self._blank(
            t.sessions,
            and_(where, c.locked_at.is_not(None), c.address_key != c.id),
            address="",
            address_key=c.id,
            verified_until=None,
        )
        return locked + self._db.execute(delete(t.sessions).where(where, c.locked_at.is_(None))).rowcount

    def _blank(self, table: Table, where: ColumnElement[bool], **values: Any) -> int:
        return self._db.execute(update(table).where(where).values(**values)).rowcount


def _of_person(borrower_id: str) -> Sequence[tuple[Table, ColumnElement[bool]]]:
    """Every table that speaks of people, and which of its rows speak of this one."""
    accounts = select(t.accounts.c.id).where(t.accounts.c.borrower_id == borrower_id)
    talks = select(t.conversations.c.id).where(t.conversations.c.borrower_id == borrower_id)
    plans = select(t.plans.c.id).where(t.plans.c.account_id.in_(accounts))
    promises = select(t.promises.c.id).where(t.promises.c.account_id.in_(accounts))
    by_person = (t.contact_points, t.verification_answers, t.accounts, t.facts, t.contacts, t.notices)
    by_account = (t.instalments, t.payments, t.ledger_facts, t.offers, t.promises, t.plans, t.cases)
    by_talk = (t.sessions, t.lines, t.outbox, t.links, t.callbacks)
    changes = t.transitions.c.subject_id
    return (
        (t.borrowers, t.borrowers.c.id == borrower_id),
        *((table, table.c.borrower_id == borrower_id) for table in (*by_person, t.conversations)),
        *((table, table.c.account_id.in_(accounts)) for table in by_account),
        (t.plan_parts, t.plan_parts.c.plan_id.in_(plans)),
        (t.transitions, or_(changes.in_(plans), changes.in_(promises))),
        *((table, table.c.conversation_id.in_(talks)) for table in by_talk),
    )


NOT_PERSONAL = frozenset(
    {"audit", "audit_head", "staff", "staff_sessions", "idempotency", "api_keys", "leases"}
)
"""Tables that hold nothing under a borrower's id, beside the audit trail, which is read by its references."""
PERSONAL = frozenset(str(table.name) for table, _ in _of_person(""))
"""Every other table; a test sees to it that a new one is in one of the two lists."""
