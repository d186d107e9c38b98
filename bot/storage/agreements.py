"""Offers that were shown, promises that were given and plans that were agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.model.rows import PlanRow, PromiseRow, ShownOffer
from bot.model.words import PlanStatus, PromiseStatus
from bot.storage import tables as t
from bot.storage.statements import every

OPEN_PLANS = (PlanStatus.ACCEPTED.value, PlanStatus.ACTIVE.value)


class Agreements:
    """Keeps what was offered, promised and agreed on accounts."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id
        self._promises: dict[str, tuple[PromiseRow, ...]] = {}
        self._plans: dict[str, tuple[PlanRow, ...]] = {}

    def let_go(self) -> None:
        """Forget what was read; the transaction is over."""
        self._promises.clear()
        self._plans.clear()

    # offers ------------------------------------------------------------------------------------

    def show_offer(
        self,
        *,
        offer_id: str,
        conversation_id: str,
        account_id: str,
        kind: str,
        body: Mapping[str, Any],
        at: datetime,
        expires_at: datetime,
    ) -> None:
        """Remember an offer that was shown; showing it again renews it."""
        values = dict(
            conversation_id=conversation_id,
            account_id=account_id,
            kind=kind,
            body=dict(body),
            status="shown",
            shown_at=at,
            expires_at=expires_at,
        )
        known = self._db.scalar(select(t.offers.c.status).where(t.offers.c.id == offer_id))
        if known is None:
            self._db.execute(insert(t.offers).values(id=offer_id, **values))
        elif known != "accepted":
            self._db.execute(update(t.offers).where(t.offers.c.id == offer_id).values(**values))

    def offer(self, offer_id: str) -> ShownOffer | None:
        """An offer that was shown, by id."""
        row = self._db.execute(select(t.offers).where(t.offers.c.id == offer_id)).mappings().first()
        return _offer(row) if row else None

    def offers_of(self, conversation_id: str) -> tuple[ShownOffer, ...]:
        """Every offer shown in a conversation, latest first."""
        query = select(t.offers).where(t.offers.c.conversation_id == conversation_id)
        rows = self._db.execute(query.order_by(t.offers.c.shown_at.desc(), t.offers.c.id)).mappings()
        return tuple(_offer(row) for row in rows)

    def table_shown(self, offer_id: str, *, text: str, version: str, at: datetime) -> None:
        """Record that the cost table of an offer was shown: its exact text, its version and when."""
        self._db.execute(
            update(t.offers)
            .where(t.offers.c.id == offer_id, t.offers.c.status != "accepted")
            .values(table_shown_at=at, table_text=text, table_version=version)
        )

    def accept_offer(self, offer_id: str, *, text: str, at: datetime) -> bool:
        """Mark an offer accepted, once; false when it was accepted before (a double click)."""
        done = self._db.execute(
            update(t.offers)
            .where(t.offers.c.id == offer_id, t.offers.c.status == "shown")
            .values(status="accepted", accepted_at=at, accepted_text=text)
        )
        return done.rowcount == 1

    # promises and plans ------------------------------------------------------------------------

    def add_promise(
        self,
        *,
        borrower_id: str,
        account_id: str,
        offer_id: str | None,
        amount: int,
        due_on: date,
        weak: Sequence[str],
        at: datetime,
        by: str,
    ) -> str:
        """Record a promise to pay."""
        promise_id = self._new_id()
        self._promises.clear()
        self._db.execute(
            insert(t.promises).values(
                id=promise_id,
                borrower_id=borrower_id,
                account_id=account_id,
                offer_id=offer_id,
                amount=amount,
                due_on=due_on,
                made_at=at,
                status=PromiseStatus.OPEN.value,
                weak=list(weak),
            )
        )
        self.transition(
            "promise", promise_id, old="", new=PromiseStatus.OPEN.value, at=at, by=by, why="given"
        )
        return promise_id

    def add_plan(
        self,
        *,
        borrower_id: str,
        account_id: str,
        offer_id: str | None,
        kind: str,
        body: Mapping[str, Any],
        parts: Iterable[tuple[date, int]],
        at: datetime,
        by: str,
        plan_id: str | None = None,
    ) -> str:
        """Record an arrangement that takes effect at once; its id may be given."""
        plan_id = plan_id or self._new_id()
        self._plans.clear()
        self._db.execute(
            insert(t.plans).values(
                id=plan_id,
                borrower_id=borrower_id,
                account_id=account_id,
                offer_id=offer_id,
                kind=kind,
                body=dict(body),
                status=PlanStatus.ACTIVE.value,
                accepted_at=at,
            )
        )
        rows = [
            {"plan_id": plan_id, "number": number, "due_on": due_on, "amount": amount}
            for number, (due_on, amount) in enumerate(parts, start=1)
        ]
        if rows:
            self._db.execute(insert(t.plan_parts), rows)
        self.transition("plan", plan_id, old="", new=PlanStatus.ACCEPTED.value, at=at, by=by, why="accepted")
        self.transition(
            "plan",
            plan_id,
            old=PlanStatus.ACCEPTED.value,
            new=PlanStatus.ACTIVE.value,
            at=at,
            by="system",
            why="took_effect",
        )
        return plan_id

    def transition(
        self, subject: str, subject_id: str, *, old: str, new: str, at: datetime, by: str, why: str
    ) -> None:
        """Write a dated row about a promise or plan, and its new status beside it."""
        self._promises.clear()
        self._plans.clear()
        self._db.execute(
            insert(t.transitions).values(
                id=self._new_id(),
                subject=subject,
                subject_id=subject_id,
                at=at,
                from_status=old,
                to_status=new,
                by=by,
                why=why,
            )
        )
        table = t.promises if subject == "promise" else t.plans
        self._db.execute(update(table).where(table.c.id == subject_id).values(status=new))

    def promises_of(self, account_id: str) -> tuple[PromiseRow, ...]:
        """Promises of an account, oldest first; read once in a transaction that adds none."""
        if account_id not in self._promises:
            self._promises[account_id] = tuple(
                PromiseRow(
                    id=row["id"],
                    account_id=row["account_id"],
                    offer_id=row["offer_id"],
                    amount=row["amount"],
                    due_on=row["due_on"],
                    made_at=row["made_at"],
                    status=PromiseStatus(row["status"]),
                    weak=tuple(row["weak"]),
                )
                for row in every(self._db, t.promises, order="made_at", account_id=account_id)
            )
        return self._promises[account_id]

    def plans_of(self, account_id: str) -> tuple[PlanRow, ...]:
        """Arrangements of an account, oldest first; read once in a transaction that adds none."""
        if account_id not in self._plans:
            rows = every(self._db, t.plans, order="accepted_at", account_id=account_id)
            self._plans[account_id] = tuple(self._plan(row) for row in rows)
        return self._plans[account_id]

    def active_plan(self, account_id: str) -> PlanRow | None:
        """The arrangement in force, if any."""
        found = [plan for plan in self.plans_of(account_id) if plan.status.value in OPEN_PLANS]
        return found[-1] if found else None

    def open_promises(self) -> list[tuple[str, str]]:
        """(promise id, account id) of all open promises."""
        c = t.promises.c
        rows = self._db.execute(select(c.id, c.account_id).where(c.status == PromiseStatus.OPEN.value))
        return [(row.id, row.account_id) for row in rows]

    def open_plans(self) -> list[tuple[str, str]]:
        """(plan id, account id) of all arrangements in force."""
        rows = self._db.execute(
            select(t.plans.c.id, t.plans.c.account_id).where(t.plans.c.status.in_(OPEN_PLANS))
        )
        return [(row.id, row.account_id) for row in rows]

    def account_of_agreement(self, reference: str) -> str | None:
        """Whose promise or plan this is, by its id; ``None`` when there is no such one."""
        for table in (t.plans, t.promises):
            found = self._db.scalar(select(table.c.account_id).where(table.c.id == reference))
            if found is not None:
                return str(found)
        return None

    def transitions_of(self, subject_id: str) -> list[dict[str, Any]]:
        """The dated rows of one promise or plan."""
        query = (
            select(t.transitions).where(t.transitions.c.subject_id == subject_id).order_by(t.transitions.c.at)
        )
        return [dict(row) for row in self._db.execute(query).mappings()]

    def _plan(self, row: RowMapping) -> PlanRow:
        c = t.plan_parts.c
        parts = self._db.execute(select(c.due_on, c.amount).where(c.plan_id == row["id"]).order_by(c.number))
        return PlanRow(
            id=row["id"],
            account_id=row["account_id"],
            offer_id=row["offer_id"],
            kind=row["kind"],
            status=PlanStatus(row["status"]),
            accepted_at=row["accepted_at"],
            body=row["body"],
            parts=tuple((part.due_on, part.amount) for part in parts),
        )


def _offer(row: RowMapping) -> ShownOffer:
    return ShownOffer(**{name: row[name] for name in ShownOffer.__slots__})
