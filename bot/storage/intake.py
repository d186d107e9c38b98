"""Taking in what a lender sends: all of it or nothing, and nothing twice.

First everything is read, checked and compared with what is on file, without a lock; then, when there is no
problem, it is written in one transaction. A fact on file is never edited: an instalment or payment that comes
again with other figures is a problem, while a person's or an account's particulars may change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.imports import parse
from bot.imports.columns import COLUMNS
from bot.imports.report import Report
from bot.imports.table import Row, read_table
from bot.model.errors import BadInput, Conflict
from bot.storage.bulk import chunks
from bot.storage.intake_accounts import AccountsIntake
from bot.storage.intake_ledger import InstalmentsIntake, PaymentsIntake
from bot.storage.intake_plan import Desk, Intake, Plan
from bot.storage.unit import Store, UnitOfWork

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many rows are done and roughly how many there are."""


def quiet(stage: str, done: int, total: int) -> None:
    """Tell nobody how far it is."""


def load_file(
    store: Store,
    kind: str,
    data: bytes,
    *,
    name: str,
    desk: Desk,
    at: datetime,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Import one CSV file.

    Returns:
        The report; nothing was saved when it names a problem or ``dry_run`` was asked for.

    Raises:
        BadFile: the file as a whole cannot be read.
        Conflict: the same data was imported by somebody else meanwhile.
    """
    table = read_table(data, columns=_columns(kind), name=name)
    report = Report(kind=kind, name=name, dry_run=dry_run)
    if table.ignored:
        report.notes.append(f"columns that are not used: {', '.join(table.ignored)}")
    records = read_rows(kind, table.rows, desk=desk, report=report, progress=progress, about=table.about)
    with store.read() as unit:
        plan = compare(kind, unit.connection, records, desk=desk, report=report, at=at, progress=progress)
    if report.ok and not dry_run:
        progress("saving", 0, 0)
        with store.write() as unit:
            save(unit, plan, report, digest=hashlib.sha256(data).hexdigest(), at=at)
            unit.commit()
    return report


def load_rows(
    unit: UnitOfWork, kind: str, rows: Iterable[Row], *, name: str, desk: Desk, at: datetime, digest: str
) -> Report:
    """Import rows that came another way (JSON) inside the caller's transaction, which may be undone."""
    report = Report(kind=kind, name=name)
    records = read_rows(kind, rows, desk=desk, report=report)
    plan = compare(kind, unit.connection, records, desk=desk, report=report, at=at)
    if report.ok:
        save(unit, plan, report, digest=digest, at=at)
    return report


def save(unit: UnitOfWork, plan: Plan, report: Report, *, digest: str, at: datetime) -> None:
    """Write a plan and, when it changes anything, a line about it in the audit trail."""
    report.applied = True
    if not report.added and not report.changed:
        return
    plan.write(unit.connection, at=at)
    counts = {"rows": report.rows, "added": report.added, "changed": report.changed}
    unit.audit.append(at=at, kind="import", ref=report.kind, body={"sha256": digest, **counts})


def remember(unit: UnitOfWork, *, key: str, digest: str, response: str, at: datetime) -> None:
    """Keep the answer to an idempotency key in the transaction of what it answers.

    Raises:
        Conflict: another request with this key was answered since we looked.
    """
    try:
        unit.people.remember_response(key=key, request_hash=digest, status=200, response=response, at=at)
    except IntegrityError as error:
        raise Conflict("this key was answered meanwhile", where="Idempotency-Key") from error


def read_rows(
    kind: str,
    rows: Iterable[Row],
    *,
    desk: Desk,
    report: Report,
    progress: Progress = quiet,
    about: int = 0,
) -> list[Any]:
    """Read every row into a record; the report gets what cannot be read."""
    readers: dict[str, Callable[[Row], Any]] = {
        "accounts": lambda row: parse.account(row, places=desk.places, report=report),
        "instalments": lambda row: parse.instalment(row, report=report),
        "payments": lambda row: parse.payment(row, report=report),
    }
    read, records = readers[kind], []
    for row in rows:
        report.rows += 1
        record = read(row)
        if record is not None:
            records.append(record)
        if report.rows % 1000 == 0:
            progress("reading", report.rows, about)
    return records


def compare(
    kind: str,
    connection: Connection,
    records: Sequence[Any],
    *,
    desk: Desk,
    report: Report,
    at: datetime,
    progress: Progress = quiet,
) -> Plan:
    """Compare records with what is on file: what is new, what changes, what contradicts it."""
    makers: dict[str, Callable[..., Intake]] = {
        "accounts": AccountsIntake,
        "instalments": InstalmentsIntake,
        "payments": PaymentsIntake,
    }
    intake = makers[kind](connection, desk=desk, report=report, at=at)
    done = 0
    for part in chunks(records):
        intake.take(part)
        done += len(part)
        progress("comparing", done, len(records))
    return intake.plan()


def _columns(kind: str) -> Any:
    if kind not in COLUMNS:
        raise BadInput(f"{kind!r} cannot be imported", remedy=f"one of {', '.join(COLUMNS)}")
    return COLUMNS[kind]
