"""``tideover outreach plan|run``: who is contacted, when, where and why; who is not, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot import bootstrap, logs
from bot.channels.port import ChannelAdapter
from bot.channels.resident import ResidentChannel
from bot.cli import instant
from bot.outreach import dispatch as outbox
from bot.outreach.plan import Item, NotContacted, Planned, late_rows, plan, run
from bot.settings import Settings

app = typer.Typer(help="Who is contacted, when, where, why; who is not, and why.", no_args_is_help=True)

AsOf = Annotated[str, typer.Option("--as-of", help="ISO date or instant; now when not given")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object")]

WHY = {
    "first_reminder": "first gentle reminder",
    "late_for_a_first_reminder": "too late for a first reminder; a person looks first",
    "with_a_person": "a person has this conversation",
    "closed": "the conversation is closed",
    "talking_already": "she wrote to us lately; the talk goes on there",
    "contacted_lately": "contacted a short while ago",
    "enough_attempts": "reminded often enough",
    "no_address": "no address that may be used",
    "other_account_first": "another account of the same person comes first",
    "daily_limit": "the daily limit is reached",
    "next_run": "left for the next run",
    "door": "a rule says no",
}


@app.command("plan")
def show_plan(as_of: AsOf = "", as_json: AsJson = False) -> None:
    """Show what an outreach run would do now; nothing is sent."""
    settings = Settings()
    logs.set_up(as_json=settings.log_json)
    now = instant(as_of) if as_of else bootstrap.clock_of(settings)()
    house = bootstrap.build_house(settings, clock=lambda: now)
    with house.store.read() as unit:
        items = plan(
            house,
            unit,
            now=now,
            rows=late_rows(unit, now=now, as_of=now.date() if as_of else None),
            adapters=set(bootstrap.adapters_of(settings, house)),
        )
    _show(items, as_json=as_json, now=now)


@app.command("run")
def run_now(
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="the same as plan")] = False,
    limit: Annotated[int, typer.Option(help="at most so many messages")] = 500,
    as_json: AsJson = False,
) -> None:
    """Send what is due through the one door.

    With --as-of nothing leaves while a real channel is configured: the plan of that day is shown instead.
    """
    if dry_run:
        show_plan(as_of, as_json)
        return
    settings = Settings()
    logs.set_up(as_json=settings.log_json)
    now = instant(as_of) if as_of else bootstrap.clock_of(settings)()
    house = bootstrap.build_house(settings, clock=lambda: now)
    adapters = bootstrap.adapters_of(settings, house)
    if as_of and (real := real_channels(adapters)):
        bootstrap.close_adapters(adapters)
        typer.echo(
            f"nothing is sent: --as-of is another time, and {', '.join(real)} would reach people", err=True
        )
        show_plan(as_of, as_json)
        return
    try:
        items = run(house, now=now, as_of=now.date() if as_of else None, limit=limit, adapters=set(adapters))
        outbox.dispatch(house, adapters, limit=max(limit, 50))
    finally:
        bootstrap.close_adapters(adapters)
    _show(items, as_json=as_json, now=now)


def real_channels(adapters: Mapping[str, ChannelAdapter]) -> list[str]:
    """Names of the adapters that reach people, whatever their name says; the others stay in our database.

    A clock that was set by hand must never open the door for them: the hour it shows is not the hour it is.
    """
    return sorted(name for name, adapter in adapters.items() if not isinstance(adapter, ResidentChannel))


def as_plain(item: Item) -> dict[str, Any]:
    """One line of the plan as plain values."""
    row = asdict(item)
    row["contact"] = isinstance(item, Planned)
    for key in ("when", "not_before"):
        if row.get(key) is not None:
            row[key] = row[key].isoformat()
    return row


def in_words(why: str) -> str:
    """A reason as staff read it."""
    kind, _, because = why.partition(":")
    return WHY.get(why) or f"{kind}: {because.replace('_', ' ')}"


def _show(items: tuple[Item, ...], *, as_json: bool, now: datetime) -> None:
    planned = [item for item in items if isinstance(item, Planned)]
    others = [item for item in items if isinstance(item, NotContacted)]
    if as_json:
        body = {
            "now": now.isoformat(),
            "planned": [as_plain(item) for item in planned],
            "not_contacted": [as_plain(item) for item in others],
        }
        typer.echo(json.dumps(body, ensure_ascii=False, default=str))
        return
    console = Console()
    table = Table(title=f"Contacted: {len(planned)}")
    for name in ("account", "when", "where", "why"):
        table.add_column(name)
    for item in planned:
        why = f"{in_words(item.why)}, {item.days_past_due} days past due"
        table.add_row(item.account_id, f"{item.when:%Y-%m-%d %H:%M}", f"{item.channel} ({item.adapter})", why)
    console.print(table)
    table = Table(title=f"Not contacted: {len(others)}")
    for name in ("account", "why", "rules", "not before"):
        table.add_column(name)
    for other in others:
        later = f"{other.not_before:%Y-%m-%d %H:%M %Z}" if other.not_before else ""
        table.add_row(other.account_id, in_words(other.why), ", ".join(other.rules), later)
    console.print(table)
