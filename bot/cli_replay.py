"""``tideover replay``: read stored messages again with the reader trained now, and say what would change."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.bootstrap import clock_of, opened_store
from bot.conversation.heard import to_record
from bot.insights.rereading import Rereading
from bot.insights.rereading import replay as replay_messages
from bot.model.errors import BadInput
from bot.model.rows import Account, Borrower
from bot.model.talk import Inbound
from bot.model.words import Language
from bot.settings import Settings
from bot.understanding.classifier import LabelModel
from bot.understanding.read import read

MOST = 20
"""Changed messages that are shown on paper; JSON holds all of them."""


def replay(
    since: Annotated[
        str | None, typer.Option("--since", help="From this instant or day; 30 days by default.")
    ] = None,
    reader: Annotated[
        Path | None, typer.Option("--reader", help="Another labels.npz; the trained one by default.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The latest so many messages.")] = 10_000,
    words: Annotated[
        bool, typer.Option("--words", help="Show what was written, for those who may read it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Read stored messages again with the reader trained now; name every one that it reads otherwise."""
    from bot.cli import emit, instant

    settings = Settings()
    path = reader or settings.labels
    if not path.exists():
        raise BadInput(
            "there is no such reader", where=str(path), remedy="run make train, or name a labels.npz"
        )
    model = LabelModel.load(path)
    start = instant(since) if since else clock_of(settings)() - timedelta(days=30)

    def again(message: Inbound, account: Account, borrower: Borrower) -> Mapping[str, Any]:
        stored = (message.understanding or {}).get("language")
        return to_record(
            read(
                message.text,
                at=message.at.astimezone(ZoneInfo(borrower.timezone)),
                language=Language(stored) if stored else borrower.language,
                currency=account.currency,
                region=borrower.residence,
                payday=borrower.payday,
                model=model,
            )
        )

    with opened_store(settings) as store, store.read() as unit:
        found = replay_messages(unit, unit.talks.heard(since=start, limit=limit), reread=again)
    if as_json:
        emit(found.as_json(words=words))
    else:
        sys.stdout.write(on_paper(found, since=start, words=words))


def on_paper(found: Rereading, *, since: datetime, words: bool) -> str:
    """The report for a person."""
    lines = [
        f"{found.read} messages since {since:%Y-%m-%d} read again: {len(found.changes)} are read otherwise "
        f"({found.left_out} left out: buttons, answers to a check, blanked)"
    ]
    lines += [f"  {count:5} {name}" for name, count in found.by_field.most_common()]
    for change in found.changes[:MOST]:
        lines.append(f"{change.message_id} {change.at:%Y-%m-%d %H:%M}{'  ' + change.text if words else ''}")
        lines += [f"    {name}: {one} -> {two}" for name, (one, two) in change.fields.items()]
    if len(found.changes) > MOST:
        lines.append(f"... and {len(found.changes) - MOST} more; --json holds all")
    return "\n".join(lines) + "\n"
