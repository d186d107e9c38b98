"""Heads of the audit chain, exported once a day to a file that is kept elsewhere.

Whoever can write to the database can cut entries off its end, or write the whole chain anew; against a head
that was exported before, both show. One line a day: ``{"date": ..., "seq": ..., "hash": ...}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson

from bot.model.errors import BadFile


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the chain as it was exported on a day."""

    on: date
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A place where the chain does not hold; ``entry_id`` is empty when the entry is gone."""

    seq: int
    entry_id: str
    why: str


def read_anchors(file: Path) -> tuple[Anchor, ...]:
    """Every head exported so far; none when there is no file yet.

    Raises:
        BadFile: a line cannot be read.
    """
    if not file.exists():
        return ()
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            row = orjson.loads(line)
            found.append(Anchor(date.fromisoformat(row["date"]), int(row["seq"]), str(row["hash"])))
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(
                "this is no exported head",
                where=f"{file}, line {number}",
                remedy="take the file from where it is kept",
            ) from error
    return tuple(found)


def export_head(file: Path, *, seq: int, digest: str, on: date) -> Anchor | None:
    """Add today's head to the file; ``None`` when today's is there already.

    Raises:
        BadFile: the file is no list of heads.
    """
    if any(anchor.on == on for anchor in read_anchors(file)):
        return None
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as out:
        out.write(orjson.dumps({"date": on.isoformat(), "seq": seq, "hash": digest}) + b"\n")
    return Anchor(on, seq, digest)
