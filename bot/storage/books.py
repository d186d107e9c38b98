"""Accounts and their ledgers; the offers shown, promises given and plans agreed on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.model.errors import BadInput, UnknownThing
from bot.model.loan import (
    WATERFALL,
    AccountLedger,
    Charge,
    ChargeKind,
    Component,
    Dispute,
    DueDateMove,
    Instalment,
    LoanTerms,
    Payment,
    ReturnReason,
    Reversal,
    Waiver,
)
from bot.model.money import Money
from bot.model.rows import Account, OverdueRow, PlanRow, PromiseRow, ShownOffer, ValuedRow
from bot.model.words import PlanStatus, PromiseStatus
from bot.storage import tables as t
from bot.storage.bulk import chunks
from bot.storage.ledger_rows import ledger_rows
from bot.storage.overdue import overdue
from bot.storage.statements import every, first
from bot.storage.valuation import valued

OPEN_PLANS = (PlanStatus.ACCEPTED.value, PlanStatus.ACTIVE.value)


class Books:
    """Reads ledgers and keeps what was offered, promised and agreed."""

    def __init__(
        self,
        connection: Connection,
        *,
        new_id: Callable[[], str],
        waterfall: tuple[Component, ...] = WATERFALL,
    ) -> None:
        """Work on the unit's connection, with the policy's order of allocation."""
        self._db, self._new_id = connection, new_id
        self._waterfall = waterfall
        self._seen: dict[str, Account] = {}
        self._ledgers: dict[str, AccountLedger] = {}
        self._promises: dict[str, tuple[PromiseRow, ...]] = {}
        self._plans: dict[str, tuple[PlanRow, ...]] = {}

    def let_go(self) -> None:
        """Forget what was read; the transaction is over."""
        self._seen.clear()
        self._ledgers.clear()
        self._promises.clear()
        self._plans.clear()

    # ledger ------------------------------------------------------------------------------------

    def account(self, account_id: str) -> Account:
        """One account by id, read once in a transaction, or :class:`UnknownThing`."""
        if account_id in self._seen:
            return self._seen[account_id]
        row = first(self._db, t.accounts, id=account_id)
        if row is None:
            raise UnknownThing(f"there is no account {account_id}", remedy="check the id or import it first")
        return self._seen.setdefault(account_id, _account(row))

    def know(self, row: Mapping[str, Any]) -> None:
        """Remember an account that was read together with something else."""
        self._seen[row["id"]] = _account(row)

    def add_account(self, account: Account, *, opened_on: date | None) -> None:
        """Add one account; portfolios come in faster through ``bot.storage.intake``."""
        self._db.execute(
            insert(t.accounts).values(
                id=account.id,
                borrower_id=account.borrower_id,
                lender=account.lender,
                actor=account.actor,
                product=account.product,
                currency=account.currency,
                regimes=" ".join(account.regimes),
                annual_rate=str(account.annual_rate),
                late_daily_rate=str(account.late_daily_rate),
                opened_on=opened_on,
                record_at=account.record_at,
                credit_reported=account.credit_reported,
            )
        )

    def add_instalments(self, account_id: str, lines: Iterable[tuple[date, int]]) -> None:
        """Add a schedule of (due date, principal in minor units), numbered from 1."""
        rows = [
            {
                "account_id": account_id,
                "number": n,
                "due_on": day,
                "principal": minor,
                "interest": 0,
                "fees": 0,
            }
            for n, (day, minor) in enumerate(lines, start=1)
        ]
        self._ledgers.clear()
        self._db.execute(insert(t.instalments), rows)

    def accounts_of(self, borrower_id: str) -> tuple[Account, ...]:
        """All accounts of a borrower."""
        rows = self._db.execute(select(t.accounts).where(t.accounts.c.borrower_id == borrower_id))
        return tuple(_account(row) for row in rows.mappings())

    def ledger(self, account: Account) -> AccountLedger:
        """Every dated money fact of one account; read once in a transaction that does not add to it."""
        if account.id not in self._ledgers:
            self._ledgers[account.id] = self._read_ledger(account)
        return self._ledgers[account.id]

    def _read_ledger(self, account: Account) -> AccountLedger:

        def money(minor: int) -> Money:
            return Money(minor, account.currency)

        key = account.id
        read = ledger_rows(self._db, key)
        of = {kind: [row for row in read.later if row.kind == kind] for kind in _LATER}
        return AccountLedger(
            id=key,
            currency=account.currency,
            instalments=tuple(
                Instalment(
                    id=str(row.number),
                    due_on=row.day,
                    principal=money(row.amount),
                    interest=money(row.interest),
                    fees=money(row.fees),
                )
                for row in read.instalments
            ),
            payments=tuple(
                Payment(id=row.id, received_on=row.day, amount=money(row.amount)) for row in read.payments
            ),
            charges=tuple(
                Charge(
                    id=row.id,
                    posted_on=row.day,
                    kind=ChargeKind(row.item),
                    amount=money(row.amount),
                )
                for row in of["charge"]
            ),
            reversals=tuple(
                Reversal(
                    id=row.id,
                    payment=row.item,
                    on=row.day,
                    amount=money(row.amount),
                    reason=ReturnReason(row.reason or ReturnReason.RETURNED),
                )
                for row in of["reversal"]
            ),
            waivers=tuple(
                Waiver(
                    id=row.id,
                    item=row.item,
                    component=Component(row.component),
                    on=row.day,
                    amount=money(row.amount),
                    until=row.until,
                )
                for row in of["waiver"]
            ),
            disputes=tuple(
                Dispute(
                    id=row.id,
                    item=row.item,
                    component=Component(row.component),
                    amount=money(row.amount),
                    since=row.day,
                    until=row.until,
                )
                for row in of["dispute"]
            ),
            moves=tuple(
                DueDateMove(id=row.id, item=row.item, to=row.moved_to, since=row.day, until=row.until)
                for row in of["move"]
            ),
            terms=LoanTerms(annual_rate=account.annual_rate, late_annual_rate=account.late_daily_rate * 365),
            waterfall=self._waterfall,
        )

    def overdue(self, *, as_of: date) -> tuple[OverdueRow, ...]:
        """Every open account with an instalment past due on a day, the oldest debt first."""
        return overdue(self._db, as_of=as_of, waterfall=self._waterfall)

    def valued(self, *, as_of: date) -> tuple[ValuedRow, ...]:
        """Every open account with what it owes on a day, late or not, by id."""
        return valued(self._db, as_of=as_of, waterfall=self._waterfall)

    def add_payment(
        self, *, payment_id: str, account_id: str, received_on: date, amount: int, source: str, at: datetime
    ) -> bool:
        """Record money that arrived; false when this payment id is known already."""
        if self._db.scalar(select(t.payments.c.id).where(t.payments.c.id == payment_id)) is not None:
            return False
        self._ledgers.clear()
        self._db.execute(
            insert(t.payments).values(
                id=payment_id,
                account_id=account_id,
                received_on=received_on,
                amount=amount,
                source=source,
                recorded_at=at,
            )
        )
        self._seen.pop(account_id, None)
        self._db.execute(
            update(t.accounts).where(t.accounts.c.id == account_id).values(record_at=at)
        )  # the record is as fresh as its latest fact
        return True

    def add_ledger_fact(
        self,
        *,
        account_id: str,
        kind: str,
        item: str,
        since: date,
        at: datetime,
        component: str | None = None,
        amount: int | None = None,
        until: date | None = None,
        moved_to: date | None = None,
        reason: str | None = None,
        fact_id: str | None = None,
    ) -> str:
        """Record a later fact: charge, reversal, waiver, dispute or move; its id may be given."""
        fact_id = fact_id or self._new_id()
        self._ledgers.clear()
        self._db.execute(
            insert(t.ledger_facts).values(
                id=fact_id,
                account_id=account_id,
                kind=kind,
                item=item,
                component=component,
                amount=amount,
                since=since,
                until=until,
                moved_to=moved_to,
                reason=reason,
                recorded_at=at,
            )
        )
        return fact_id

    def add_reversal(
        self,
        *,
        reversal_id: str,
        account_id: str,
        payment_id: str,
        on: date,
        amount: int,
        reason: ReturnReason,
        at: datetime,
    ) -> bool:
        """Record that money of a payment went back; false when this reversal id is known already.

        Raises:
            UnknownThing: the account has no such payment.
            BadInput: more than is left of the payment, or before it came.
        """
        ledger = self.ledger(self.account(account_id))
        if any(known.id == reversal_id for known in ledger.reversals):
            return False
        paid = next((each for each in ledger.payments if each.id == payment_id), None)
        if paid is None:
            raise UnknownThing("this payment is not on file", remedy="send the payment first")
        gone = sum(each.amount.minor for each in ledger.reversals if each.payment == payment_id)
        if amount <= 0 or amount > paid.amount.minor - gone:
            raise BadInput("more went back than is left of the payment", where="minor", remedy="check it")
        self.add_ledger_fact(
            account_id=account_id, kind="reversal", item=payment_id, since=max(on, paid.received_on),
            amount=amount, reason=reason.value, at=at, fact_id=reversal_id,
        )  # fmt: skip
        self._seen.pop(account_id, None)
        self._db.execute(update(t.accounts).where(t.accounts.c.id == account_id).values(record_at=at))
        return True

    def reversals_recorded(self, *, since: datetime) -> list[tuple[str, str]]:
        """(reversal id, account id) of what went back according to records made since an instant."""
        c = t.ledger_facts.c
        query = select(c.id, c.account_id).where(c.kind == "reversal", c.recorded_at >= since)
        return [(row.id, row.account_id) for row in self._db.execute(query.order_by(c.recorded_at, c.id))]

    def to_settle(self, account_ids: Sequence[str]) -> list[str]:
        """Which of these accounts a payment means more to than a lower balance, in their order.

        Those with a promise or an arrangement, with an open case, or whose borrower has been in the chat.
        """
        found: set[str] = set()
        for part in chunks(list(dict.fromkeys(account_ids))):
            talks = select(t.conversations.c.account_id).join(
                t.sessions, t.sessions.c.conversation_id == t.conversations.c.id
            )
            for query in (
                select(t.promises.c.account_id).where(t.promises.c.account_id.in_(part)),
                select(t.plans.c.account_id).where(t.plans.c.account_id.in_(part)),
                select(t.cases.c.account_id).where(
                    t.cases.c.account_id.in_(part), t.cases.c.status != "closed"
                ),
                talks.where(t.conversations.c.account_id.in_(part)),
            ):
                found.update(self._db.scalars(query))
        return [key for key in dict.fromkeys(account_ids) if key in found]

    def end_waivers(self, prefix: str, *, on: date) -> int:
        """Give waivers whose ids begin so an end: the payment that they depended on went back."""
        c = t.ledger_facts.c
        self._ledgers.clear()
        done = self._db.execute(
            update(t.ledger_facts)
            .where(c.kind == "waiver", c.id.startswith(prefix, autoescape=True), c.until.is_(None))
            .values(until=on)
        )
        return int(done.rowcount)

    def end_moves(self, plan_id: str, *, on: date) -> int:
        """Give the moves of due dates that an arrangement made an end; the contract's dates count again."""
        c = t.ledger_facts.c
        self._ledgers.clear()
        done = self._db.execute(
            update(t.ledger_facts)
            .where(c.kind == "move", c.id.startswith(f"{plan_id}-", autoescape=True), c.until.is_(None))
            .values(until=on)
        )
        return int(done.rowcount)

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

    def count(self, table: str) -> int:
        """How many rows a table of this room holds (accounts, payments, promises, plans, offers)."""
        return int(self._db.scalar(select(func.count()).select_from(getattr(t, table))) or 0)

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


_LATER = ("charge", "reversal", "waiver", "dispute", "move")


def _account(row: RowMapping | Mapping[str, Any]) -> Account:
    return Account(
        id=row["id"],
        borrower_id=row["borrower_id"],
        lender=row["lender"],
        actor=row["actor"],
        product=row["product"],
        currency=row["currency"],
        regimes=tuple(part for part in row["regimes"].split() if part),
        annual_rate=Decimal(row["annual_rate"]),
        late_daily_rate=Decimal(row["late_daily_rate"]),
        record_at=row["record_at"],
        credit_reported=row["credit_reported"],
    )


def _offer(row: RowMapping) -> ShownOffer:
    return ShownOffer(**{name: row[name] for name in ShownOffer.__slots__})
