"""``tideover import accounts|instalments|payments``, ``tideover overdue`` and ``tideover apikey``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from bot.imports import values
from bot.imports.report import Report
from bot.model.errors import BadFile, BadInput
from bot.storage.intake import Progress, quiet

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.unit import Store

app = typer.Typer(help="Take in accounts, schedules and payments from CSV files.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A CSV file: UTF-8 or GB18030, as a spreadsheet saves it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, save nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


@app.command()
def accounts(file: File, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Import borrowers and their accounts."""
    run("accounts", file, dry_run=dry_run, as_json=as_json)


@app.command()
def instalments(file: File, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Import repayment schedules."""
    run("instalments", file, dry_run=dry_run, as_json=as_json)


@app.command()
def payments(file: File, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Import payments and reversals."""
    run("payments", file, dry_run=dry_run, as_json=as_json)


def run(kind: str, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import one file; exit code 2 when a row cannot be used."""
    from bot.bootstrap import clock_of
    from bot.intake_desk import open_desk
    from bot.settings import Settings
    from bot.storage.intake import load_file

    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadFile(
            f"cannot be read: {error.strerror}", where=str(file), remedy="check the path"
        ) from error
    settings = Settings()
    with opened(settings) as store, progress_bar() as progress:
        report = load_file(
            store,
            kind,
            data,
            name=file.name,
            desk=open_desk(settings, new_id=store.new_id),
            at=clock_of(settings)(),
            dry_run=dry_run,
            progress=progress,
        )
        if report.applied and report.money:
            _settle(settings, store, report, progress)
    if as_json:
        sys.stdout.write(orjson.dumps(report.as_json()).decode() + "\n")
    else:
        sys.stdout.write(in_words(report))
    if not report.ok:
        raise typer.Exit(2)


def _settle(settings: Settings, store: Store, report: Report, progress: Progress) -> None:
    """Promises and plans follow the new payments at once; the words go out with the running product."""
    from bot.bootstrap import build_house
    from bot.payments.intake import settle_imported

    with store.read() as unit:
        if not unit.books.to_settle(list(report.money)):
            return
    house = build_house(settings, store=store)
    settle_imported(house, report.money, progress=lambda done, of: progress("settling", done, of))


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store of this installation, with its tables, closed at the end."""
    from bot.bootstrap import open_store
    from bot.storage.migrate import prepare

    store = open_store(settings)
    try:
        prepare(store.engine)
        yield store
    finally:
        store.engine.dispose()


def in_words(report: Report) -> str:
    """A report for a person."""
    lines = [str(problem) for problem in report.problems]
    if report.more:
        lines.append(f"... and {report.more} more")
    lines += [f"note: {note}" for note in report.notes]
    counts = f"{report.added} added, {report.changed} changed, {report.unchanged} as before"
    if not report.ok:
        count = len(report.problems) + report.more
        lines.append(f"{report.name}: nothing was saved; {count} problems in {report.rows} rows")
    elif report.dry_run:
        lines.append(f"{report.name}: {report.rows} rows would give {counts}; nothing was saved (dry run)")
    else:
        lines.append(f"{report.name}: {report.rows} rows, {counts}")
    return "\n".join(lines) + "\n"


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield quiet
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {
            stage: bar.add_task(stage, total=None, visible=False)
            for stage in ("reading", "comparing", "saving", "settling")
        }

        def show(stage: str, done: int, total: int) -> None:
            bar.update(tasks[stage], completed=done, total=total or None, visible=True)

        yield show


def overdue(
    as_of: Annotated[
        str, typer.Option("--as-of", help="The day, like 2026-03-10; today when left out.")
    ] = "",
    whole: Annotated[
        bool,
        typer.Option("--all", help="Every open account, with what it owes in all and what would cure it."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Who is late: the collection list, found from due dates and payments alone."""
    from bot.bootstrap import clock_of
    from bot.model.money import Money
    from bot.settings import Settings

    settings = Settings()
    day = _day(as_of) if as_of else clock_of(settings)().astimezone(UTC).date()
    if whole:
        _whole_book(settings, day, as_json=as_json)
        return
    with opened(settings) as store, store.read() as unit:
        rows = unit.books.overdue(as_of=day)
    if as_json:
        listed = [
            {
                "account_id": row.account_id,
                "borrower_id": row.borrower_id,
                "overdue": Money(row.overdue, row.currency).plain(),
                "currency": row.currency,
                "days_past_due": row.days_past_due,
                "bucket": row.bucket,
                "oldest_due_on": row.oldest_due_on.isoformat(),
            }
            for row in rows
        ]
        answer = {"as_of": day.isoformat(), "count": len(rows), "accounts": listed}
        sys.stdout.write(orjson.dumps(answer).decode() + "\n")
        return
    for row in rows:
        amount = str(Money(row.overdue, row.currency))
        days = f"{row.days_past_due:3} days since {row.oldest_due_on}"
        sys.stdout.write(f"{row.account_id:20} {row.borrower_id:20} {days} {row.bucket:>6} {amount:>18}\n")
    sys.stdout.write(f"{len(rows)} accounts are late on {day}\n")


def _whole_book(settings: Settings, day: date, *, as_json: bool) -> None:
    from bot.model.money import Money

    with opened(settings) as store, store.read() as unit:
        rows = unit.books.valued(as_of=day)
    sums = ("outstanding", "overdue", "cure_amount")
    listed = [
        asdict(row) | {name: Money(getattr(row, name), row.currency).plain() for name in sums} for row in rows
    ]
    if as_json:
        answer = {"as_of": day.isoformat(), "count": len(rows), "accounts": listed}
        sys.stdout.write(orjson.dumps(answer).decode() + "\n")
        return
    sys.stdout.write(
        f"{'account':20} {'bucket':>7} {'':3} {'outstanding':>16} {'overdue':>16} {'to cure':>16}\n"
    )
    for one in listed:
        amounts = " ".join(f"{one[name]:>16}" for name in sums)
        sys.stdout.write(f"{one['account_id']:20} {one['bucket']:>7} {one['currency']} {amounts}\n")
    sys.stdout.write(f"{len(rows)} open accounts on {day}\n")


def apikey(
    name: Annotated[str, typer.Argument(help="The program that will send data, like core-banking.")],
) -> None:
    """Make a key for a program that sends accounts and payments over HTTP; an older one of that name ends."""
    from bot.bootstrap import clock_of
    from bot.intake_desk import issue_api_key
    from bot.keys import KeyRing
    from bot.settings import Settings

    settings = Settings()
    keys = KeyRing(settings.secret.get_secret_value())
    with opened(settings) as store, store.write() as unit:
        key = issue_api_key(unit, keys, name=name, at=clock_of(settings)())
        unit.audit.append(at=clock_of(settings)(), kind="api_key", ref=name[:64], body={"name": name})
        unit.commit()
    sys.stdout.write(key + "\n")
    sys.stderr.write("keep it: it is shown this once\n")


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text).date() if "T" in text else values.day(text)
    except ValueError as error:
        raise BadInput(f"{text!r} {error}", where="--as-of", remedy="write a day like 2026-03-10") from error
