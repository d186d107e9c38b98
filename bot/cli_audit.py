"""``tideover audit verify|head|export-head`` and ``tideover purge``: the chain, and what has had its time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import clock_of, opened_store
from bot.compliance.policy import load_policy
from bot.insights import retention
from bot.insights.anchors import export_head, read_anchors
from bot.model.errors import BadFile
from bot.settings import Settings

app = typer.Typer(help="Walk the audit chain; export its head.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
NO_HEADS = (
    "without an exported head nobody can tell whether the end was cut off or rewritten together with the "
    "head row beside the chain; see docs/audit.md\n"
)
Heads = Annotated[Path | None, typer.Option("--heads", help="File of exported heads.")]


@app.command("verify")
def verify(heads: Heads = None, as_json: AsJson = False) -> None:
    """Name every entry that was changed, removed or inserted; exit 1 when there is one."""
    settings = Settings()
    if heads is not None and not heads.exists():
        raise BadFile(
            "there is no such file of heads",
            where=str(heads),
            remedy="name the file where it is kept, or leave --heads out",
        )
    anchors = read_anchors(heads or settings.audit_heads)
    with opened_store(settings) as store, store.read() as unit:
        faults, count = unit.audit.faults(anchors=anchors), unit.audit.count()
    rows = [{"seq": fault.seq, "id": fault.entry_id, "why": fault.why} for fault in faults]
    if as_json:
        _emit(
            {
                "entries": count,
                "heads": len(anchors),
                "holds": not rows,
                "broken": rows[0] if rows else None,
                "faults": rows,
            }
        )
    elif not rows:
        sys.stdout.write(
            f"the chain of {count} entries holds, checked against {len(anchors)} exported heads\n"
        )
        if not anchors:
            sys.stdout.write(NO_HEADS)
    for row in rows if not as_json else ():
        sys.stdout.write(f"entry {row['seq']} ({row['id'] or 'gone'}): {row['why']}\n")
    if rows:
        raise typer.Exit(1)


@app.command("head")
def head(as_json: AsJson = False) -> None:
    """Print number and hash of the last entry."""
    with opened_store(Settings()) as store, store.read() as unit:
        seq, digest = unit.audit.head()
    if as_json:
        _emit({"entries": seq, "head": digest})
    else:
        sys.stdout.write(f"{seq} entries, the last one {digest}\n")


@app.command("export-head")
def export(heads: Heads = None, as_json: AsJson = False) -> None:
    """Add today's head to a file that is kept elsewhere, once a day."""
    settings = Settings()
    heads = heads or settings.audit_heads
    with opened_store(settings) as store, store.read() as unit:
        seq, digest = unit.audit.head()
    on = clock_of(settings)().date()
    done = export_head(heads, seq=seq, digest=digest, on=on)
    if as_json:
        _emit({"date": on.isoformat(), "seq": seq, "hash": digest, "written": done is not None})
    else:
        sys.stdout.write(f"{heads}: {'entry ' + str(seq) if done else 'has the head of today already'}\n")


def purge(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Purge what is past its retention; report what is kept because nobody knows a number."""
    settings = Settings()
    rules = load_policy(settings.policies)
    policy = retention.load_retention(settings.policies / "retention.yml", rules=rules)
    with opened_store(settings) as store, store.write() as unit:
        report = retention.purge(unit, policy, rules, now=clock_of(settings)())
        if not dry_run:
            unit.commit()
    if as_json:
        _emit({"dry_run": dry_run, **report.as_json()})
        return
    sys.stdout.write("would purge:\n" if dry_run else "purged:\n")
    for name, count in sorted(report.purged.items()):
        if count:
            sys.stdout.write(f"  {name}: {count}\n")
    sys.stdout.write("kept:\n")
    for why, count in sorted(report.kept.items()):
        sys.stdout.write(f"  {why}: {count}\n")


def _emit(value: object) -> None:
    from bot.cli import emit

    emit(value)
