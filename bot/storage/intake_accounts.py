"""Comparing an accounts file with the people and accounts on file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.engine import Connection

from bot.imports.records import AccountPart, AccountRecord, BorrowerPart, PointPart
from bot.imports.report import Report
from bot.storage import tables as t
from bot.storage.bulk import Batch
from bot.storage.intake_plan import Desk, Plan

_PERSON = ("name", "language", "timezone", "residence", "city", "phone_area", "payday")
_LOAN = (
    "lender",
    "actor",
    "product",
    "regimes",
    "annual_rate",
    "late_daily_rate",
    "opened_on",
    "credit_reported",
)
ENOUGH = 2
"""So many verification answers are needed before the bot may speak of money."""


class AccountsIntake:
    """Takes records in portions and gathers what is to be written."""

    def __init__(self, connection: Connection, *, desk: Desk, report: Report, at: datetime) -> None:
        """Begin with nothing to write."""
        self._db, self._desk, self._report, self._at = connection, desk, report, at
        dialect = connection.dialect

        def batch(table: Table, *columns: str) -> Batch:
            return Batch(table, columns, dialect=dialect)

        self._borrowers = batch(t.borrowers, "id", *_PERSON, "created_at")
        self._points = batch(
            t.contact_points,
            *("id", "borrower_id", "channel", "adapter", "address", "address_key", "consent_at", "work"),
        )
        self._answers = batch(t.verification_answers, "borrower_id", "question", "answer_hash")
        self._accounts = batch(t.accounts, "id", "borrower_id", "currency", *_LOAN, "record_at")
        self._plan = Plan(batches=[self._borrowers, self._points, self._answers, self._accounts])
        self._seen: dict[str, int] = {}
        self._people: dict[str, tuple[int, BorrowerPart]] = {}
        self._few_answers = 0

    def plan(self) -> Plan:
        """Everything gathered."""
        if self._few_answers:
            self._report.notes.append(
                f"{self._few_answers} borrowers have fewer than {ENOUGH} verification answers: "
                "the bot will pass them to a person before it speaks of money"
            )
        return self._plan

    def take(self, records: Sequence[AccountRecord]) -> None:
        """Compare one portion."""
        fresh = [record for record in records if self._first_time(record)]
        people = {record.borrower.id: record for record in fresh if self._same_person(record)}
        changed = self._take_people(people)
        accounts = self._rows(t.accounts, t.accounts.c.id, [record.account.id for record in fresh])
        on_file = {row["id"]: row for row in accounts}
        for record in fresh:
            self._take_account(record, on_file.get(record.account.id), person_changed=changed)

    def _first_time(self, record: AccountRecord) -> bool:
        line = self._seen.setdefault(record.account.id, record.line)
        if line != record.line:
            self._refuse(record, "account_id", record.account.id, f"is on line {line} already")
        return line == record.line

    def _same_person(self, record: AccountRecord) -> bool:
        """Whether this is the first row of a borrower; later ones must say the same."""
        line, first = self._people.setdefault(record.borrower.id, (record.line, record.borrower))
        if line == record.line:
            return True
        if first != record.borrower:
            self._refuse(
                record, "borrower_id", record.borrower.id, f"has other particulars here than on line {line}"
            )
        return False

    def _take_people(self, people: dict[str, AccountRecord]) -> set[str]:
        ids = list(people)
        known = {row["id"]: row for row in self._rows(t.borrowers, t.borrowers.c.id, ids)}
        points: dict[str, list[Any]] = {}
        for row in self._rows(_POINTS, t.contact_points.c.borrower_id, ids):
            points.setdefault(row["borrower_id"], []).append(row)
        answers: dict[str, dict[str, str]] = {}
        for row in self._rows(t.verification_answers, t.verification_answers.c.borrower_id, ids):
            answers.setdefault(row["borrower_id"], {})[row["question"]] = row["answer_hash"]
        changed = set()
        for key, record in people.items():
            person = self._take_person(record, known.get(key))
            reach = self._take_points(record.borrower, points.get(key, []))
            proof = self._take_answers(record.borrower, answers.get(key, {}))
            if key in known and (person or reach or proof):
                changed.add(key)
        return changed

    def _take_person(self, record: AccountRecord, row: Any | None) -> bool:
        who = record.borrower
        values = {name: getattr(who, name) for name in _PERSON} | {"language": who.language.value}
        if row is None:
            self._borrowers.add(who.id, *(values[name] for name in _PERSON), self._at)
            return True
        if row["erased_at"] is not None:
            self._refuse(record, "borrower_id", who.id, "was erased at the person's request")
            return False
        different = {name: value for name, value in values.items() if row[name] != value}
        if different:
            self._plan.changes.append(
                update(t.borrowers).where(t.borrowers.c.id == who.id).values(**different)
            )
        return bool(different)

    def _take_points(self, who: BorrowerPart, rows: Sequence[Any]) -> bool:
        return any([self._take_point(who.id, point, rows) for point in who.points])

    def _take_point(self, borrower_id: str, point: PointPart, rows: Sequence[Any]) -> bool:
        key, adapter = self._desk.address_key(point.address), self._desk.adapters[point.medium]
        c = t.contact_points.c
        same = [row for row in rows if row["adapter"] == adapter and row["address_key"] == key]
        if same:
            if point.consent_at is None or same[0]["consent_at"] == point.consent_at:
                return False
            change = update(t.contact_points).where(c.id == same[0]["id"]).values(consent_at=point.consent_at)
            self._plan.changes.append(change)
            return True
        replaced = [row["id"] for row in rows if row["adapter"] == adapter and not row["unreachable_at"]]
        if replaced:  # a number the lender has replaced may belong to somebody else by now
            retire = update(t.contact_points).where(c.id.in_(replaced)).values(unreachable_at=self._at)
            self._plan.changes.append(retire)
        self._points.add(
            *(
                self._desk.new_id(),
                borrower_id,
                point.medium,
                adapter,
                point.address,
                key,
                point.consent_at,
                False,
            )
        )
        return True

    def _take_answers(self, who: BorrowerPart, kept: dict[str, str]) -> bool:
        new = False
        c = t.verification_answers.c
        for question, answer in who.answers:
            digest = self._desk.answer_hash(who.id, question, answer)
            if question not in kept:
                self._answers.add(who.id, question, digest)
                new = True
            elif kept[question] != digest:
                self._plan.changes.append(
                    update(t.verification_answers)
                    .where(c.borrower_id == who.id, c.question == question)
                    .values(answer_hash=digest)
                )
                new = True
        self._few_answers += len({*kept, *(question for question, _ in who.answers)}) < ENOUGH
        return new

    def _take_account(self, record: AccountRecord, row: Any | None, *, person_changed: set[str]) -> None:
        loan = record.account
        values = _values(loan)
        if row is None:
            self._accounts.add(
                loan.id, loan.borrower_id, loan.currency, *(values[name] for name in _LOAN), self._at
            )
            self._report.added += 1
            return
        for name in ("borrower_id", "currency"):
            if row[name] != getattr(loan, name):
                self._refuse(record, name, getattr(loan, name), f"is {row[name]} on file and never changes")
                return
        different = {name: value for name, value in values.items() if row[name] != value}
        if different:
            change = update(t.accounts).where(t.accounts.c.id == loan.id)
            self._plan.changes.append(change.values(**different, record_at=self._at))
        if different or record.borrower.id in person_changed:
            self._report.changed += 1
        else:
            self._report.unchanged += 1

    def _refuse(self, record: AccountRecord, column: str, value: str, reason: str) -> None:
        self._report.refuse(line=record.line, column=column, value=value, reason=reason)

    def _rows(self, source: Any, column: Any, ids: Sequence[str]) -> Any:
        if not ids:
            return []
        query = select(source) if isinstance(source, Table) else select(*source)
        return self._db.execute(query.where(column.in_(ids))).mappings()


_POINTS = tuple(
    t.contact_points.c[name]
    for name in ("id", "borrower_id", "adapter", "address_key", "consent_at", "unreachable_at")
)
"""What is needed of a contact point; its sealed address stays sealed."""


def _values(loan: AccountPart) -> dict[str, Any]:
    return {
        "lender": loan.lender,
        "actor": loan.actor.value,
        "product": loan.product,
        "regimes": " ".join(loan.regimes),
        "annual_rate": f"{loan.annual_rate.normalize():f}",
        "late_daily_rate": f"{loan.late_daily_rate.normalize():f}",
        "opened_on": loan.opened_on,
        "credit_reported": loan.credit_reported,
    }
