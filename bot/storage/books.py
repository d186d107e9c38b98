"""Accounts and their ledgers; what was agreed on them stands in ``bot.storage.agreements``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.model.errors import BadInput, UnknownThing
from bot.model.loan import (
    AccountLedger,
    Component,
    ReturnReason,
)
from bot.model.rows import Account, OverdueRow, ValuedRow
from bot.storage import tables as t
from bot.storage.agreements import Agreements
from bot.storage.bulk import chunks
from bot.storage.ledger_rows import ledger_of, ledger_rows
from bot.storage.overdue import overdue
from bot.storage.statements import first
from bot.storage.valuation import valued


class Books(Agreements):
    """Reads ledgers and keeps what was offered, promised and agreed."""

    def __init__(
        self, connection: Connection, *, new_id: Callable[[], str], waterfall: tuple[Component, ...]
    ) -> None:
        """Work on the unit's connection, with the policy's order of allocation."""
        super().__init__(connection, new_id=new_id)
        self._waterfall = waterfall
        self._seen: dict[str, Account] = {}
        self._ledgers: dict[str, AccountLedger] = {}

    def let_go(self) -> None:
        """Forget what was read; the transaction is over."""
        self._seen.clear()
        self._ledgers.clear()
        super().let_go()

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
            rows = ledger_rows(self._db, account.id)
            self._ledgers[account.id] = ledger_of(account, rows, waterfall=self._waterfall)
        return self._ledgers[account.id]

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

    def count(self, table: str) -> int:
        """How many rows a table of this room holds (accounts, payments, promises, plans, offers)."""
        return int(self._db.scalar(select(func.count()).select_from(getattr(t, table))) or 0)


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
