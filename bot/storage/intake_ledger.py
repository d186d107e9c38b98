"""Comparing schedules and payments with the ledger on file. What is on file is never edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.imports.records import InstalmentRecord, PaymentRecord
from bot.imports.report import Report
from bot.imports.values import fits
from bot.model.loan import ReturnReason
from bot.model.money import exponent
from bot.storage import tables as t
from bot.storage.bulk import Batch, chunks
from bot.storage.intake_plan import Desk, Plan

NEWS_FOR = timedelta(days=7)
"""A payment that came longer ago is booked without a word of thanks; so is one dated ahead, which the ledger
does not count yet."""


class _LedgerIntake:
    """What both files have in common: accounts must be on file, amounts must fit their currency."""

    def __init__(self, connection: Connection, *, desk: Desk, report: Report, at: datetime) -> None:
        """Begin with nothing to write."""
        self._db, self._desk, self._report, self._at = connection, desk, report, at
        self._plan = Plan()
        self._currencies: dict[str, str] = {}

    def plan(self) -> Plan:
        """Everything gathered."""
        return self._plan

    def _batch(self, table: Any, *columns: str) -> Batch:
        batch = Batch(table, columns, dialect=self._db.dialect)
        self._plan.batches.append(batch)
        return batch

    def _find_currencies(self, account_ids: Sequence[str]) -> None:
        c = t.accounts.c
        wanted = [key for key in dict.fromkeys(account_ids) if key not in self._currencies]
        if wanted:
            rows = self._db.execute(select(c.id, c.currency).where(c.id.in_(wanted)))
            self._currencies.update((row.id, row.currency) for row in rows)

    def _currency(self, record: InstalmentRecord | PaymentRecord) -> str | None:
        found = self._currencies.get(record.account_id)
        if found is None:
            self._refuse(record, "account_id", record.account_id, "is not on file; import the accounts first")
        return found

    def _minor(
        self, record: InstalmentRecord | PaymentRecord, column: str, amount: Decimal, currency: str
    ) -> int | None:
        sign = dict(record.signs).get(column)
        if sign and not fits(sign, currency):
            self._refuse(record, column, f"{sign} {amount:f}", f"is in another currency than {currency}")
            return None
        scaled = amount.scaleb(exponent(currency))
        minor = int(scaled)
        if scaled != minor:
            reason = f"has more decimal places than {currency}, which has {exponent(currency)}"
            self._refuse(record, column, f"{amount:f}", reason)
            return None
        return minor

    def _refuse(self, record: InstalmentRecord | PaymentRecord, column: str, value: str, reason: str) -> None:
        self._report.refuse(line=record.line, column=column, value=value, reason=reason)

    def _added(self, account_id: str) -> None:
        self._report.added += 1
        self._plan.touched.add(account_id)


class InstalmentsIntake(_LedgerIntake):
    """Takes schedules."""

    def __init__(self, connection: Connection, *, desk: Desk, report: Report, at: datetime) -> None:
        """Begin with nothing to write."""
        super().__init__(connection, desk=desk, report=report, at=at)
        self._rows = self._batch(
            t.instalments, "account_id", "number", "due_on", "principal", "interest", "fees"
        )
        self._seen: dict[tuple[str, int], int] = {}

    def take(self, records: Sequence[InstalmentRecord]) -> None:
        """Compare one portion."""
        accounts = list(dict.fromkeys(record.account_id for record in records))
        self._find_currencies(accounts)
        rows = self._db.execute(select(t.instalments).where(t.instalments.c.account_id.in_(accounts)))
        on_file = {
            (row.account_id, row.number): (row.due_on, row.principal, row.interest, row.fees) for row in rows
        }
        for record in records:
            self._take_one(record, on_file.get((record.account_id, record.number)))

    def _take_one(self, record: InstalmentRecord, kept: tuple[date, int, int, int] | None) -> None:
        line = self._seen.setdefault((record.account_id, record.number), record.line)
        if line != record.line:
            self._refuse(
                record, "number", str(record.number), f"of {record.account_id} is on line {line} already"
            )
            return
        currency = self._currency(record)
        if currency is None:
            return
        amounts = [
            self._minor(record, name, getattr(record, name), currency)
            for name in ("principal", "interest", "fees")
        ]
        if None in amounts:
            return
        if kept is None:
            self._rows.add(record.account_id, record.number, record.due_on, *amounts)
            self._added(record.account_id)
        elif kept == (record.due_on, *amounts):
            self._report.unchanged += 1
        else:
            self._refuse(
                record,
                "number",
                str(record.number),
                f"of {record.account_id} is on file with another due date or amount, and is never edited",
            )


class PaymentsIntake(_LedgerIntake):
    """Takes payments, reversals of payments, and charges that the lender posted."""

    def __init__(self, connection: Connection, *, desk: Desk, report: Report, at: datetime) -> None:
        """Begin with nothing to write."""
        super().__init__(connection, desk=desk, report=report, at=at)
        self._payments = self._batch(
            t.payments, "id", "account_id", "received_on", "amount", "source", "recorded_at"
        )
        self._facts = self._batch(
            t.ledger_facts, "id", "account_id", "kind", "item", "amount", "since", "reason", "recorded_at"
        )
        self._seen: dict[str, int] = {}
        self._arrived: dict[str, tuple[str, int, date]] = {}
        self._later: list[tuple[PaymentRecord, int]] = []

    def take(self, records: Sequence[PaymentRecord]) -> None:
        """Compare one portion; reversals wait until every payment of the file is known."""
        self._find_currencies([record.account_id for record in records])
        ids = [record.payment_id for record in records]
        on_file: dict[str, tuple[Any, ...]] = {}
        for row in self._db.execute(select(t.payments).where(t.payments.c.id.in_(ids))):
            on_file[row.id] = (row.account_id, row.received_on, row.amount, None)
        for row in self._db.execute(select(t.ledger_facts).where(t.ledger_facts.c.id.in_(ids))):
            on_file[row.id] = (row.account_id, row.since, row.amount, row.item)
        for record in records:
            self._take_one(record, on_file.get(record.payment_id))

    def _take_one(self, record: PaymentRecord, kept: tuple[Any, ...] | None) -> None:
        line = self._seen.setdefault(record.payment_id, record.line)
        if line != record.line:
            self._refuse(record, "payment_id", record.payment_id, f"is on line {line} already")
            return
        currency = self._currency(record)
        minor = None if currency is None else self._minor(record, "amount", record.amount, currency)
        if minor is None:
            return
        if kept is not None:
            if kept == (record.account_id, record.paid_on, minor, record.charge or record.reverses):
                self._report.unchanged += 1
            else:
                reason = "is on file with another account, day or amount; reverse it and send a new one"
                self._refuse(record, "payment_id", record.payment_id, reason)
        elif record.reverses is not None:
            self._later.append((record, minor))
        elif record.charge is not None:
            self._facts.add(
                record.payment_id, record.account_id, "charge", record.charge, minor, record.paid_on, None,
                self._at,
            )  # fmt: skip
            self._added(record.account_id)
        else:
            self._arrived[record.payment_id] = (record.account_id, minor, record.paid_on)
            self._payments.add(
                *(record.payment_id, record.account_id, record.paid_on, minor, self._desk.source, self._at)
            )
            self._added(record.account_id)
            today = (self._at + timedelta(hours=14)).date()  # the latest day it is anywhere
            news = (self._at - NEWS_FOR).date() <= record.paid_on <= today
            self._report.arrived(record.account_id, minor if news else 0)

    def plan(self) -> Plan:
        """Everything gathered, reversals checked against the payments they undo."""
        self._find_payments()
        left = self._left_to_reverse()
        for record, minor in self._later:
            paid = self._arrived.get(record.reverses or "")
            if paid is None or paid[0] != record.account_id:
                self._refuse(record, "reverses", record.reverses or "", "is no payment of this account")
            elif record.paid_on < paid[2]:
                self._refuse(
                    record, "paid_on", record.paid_on.isoformat(), f"is before the payment of {paid[2]}"
                )
            elif minor > left[record.reverses or ""]:
                self._refuse(record, "amount", f"{record.amount:f}", "is more than is left of the payment")
            else:
                left[record.reverses or ""] -= minor
                self._facts.add(
                    *(
                        record.payment_id,
                        record.account_id,
                        "reversal",
                        record.reverses,
                        minor,
                        record.paid_on,
                        (ReturnReason.CHARGEBACK if record.chargeback else ReturnReason.RETURNED).value,
                    ),
                    self._at,
                )
                self._added(record.account_id)
                self._report.arrived(record.account_id, 0)
        self._later = []
        return self._plan

    def _find_payments(self) -> None:
        named = dict.fromkeys(record.reverses or "" for record, _ in self._later)
        c = t.payments.c
        for part in chunks([key for key in named if key not in self._arrived]):
            rows = self._db.execute(select(t.payments).where(c.id.in_(part)))
            self._arrived.update((row.id, (row.account_id, row.amount, row.received_on)) for row in rows)

    def _left_to_reverse(self) -> dict[str, int]:
        left = defaultdict(int, {key: paid[1] for key, paid in self._arrived.items()})
        c = t.ledger_facts.c
        for part in chunks(list(dict.fromkeys(record.reverses or "" for record, _ in self._later))):
            undone = select(c.item, c.amount).where(c.kind == "reversal", c.item.in_(part))
            for row in self._db.execute(undone):
                left[row.item] -= row.amount
        return left
