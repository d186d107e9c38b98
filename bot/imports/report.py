"""What became of an import: counts, and every reason why a value could not be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LISTED = 50
"""So many problems are named one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that cannot be used. A personal value is never repeated, only its length."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"line {self.line}, {self.column}: {self.value or 'empty'} {self.reason}"


@dataclass(slots=True)
class Report:
    """The outcome of one import.

    Attributes:
        kind: accounts, instalments or payments.
        name: what was read, as the user calls it.
        rows: how many rows it held.
        added: records that were not on file before.
        changed: records whose particulars changed.
        unchanged: records that were on file exactly so.
        applied: whether anything was saved.
        dry_run: whether it was only tried.
        problems: the first :data:`LISTED` problems.
        more: how many problems there were beyond those.
        notes: remarks that stop nothing.
        money: accounts whose payments or reversals are new, with the sum of what came in the last days;
            not part of the answer.
    """

    kind: str
    name: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    applied: bool = False
    dry_run: bool = False
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    notes: list[str] = field(default_factory=list)
    money: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether every row can be used."""
        return not self.problems

    def refuse(self, *, line: int, column: str, value: str, reason: str, personal: bool = False) -> None:
        """Note that a value cannot be used."""
        if len(self.problems) >= LISTED:
            self.more += 1
            return
        self.problems.append(
            Problem(line=line, column=column, value=shown(value, personal=personal), reason=reason)
        )

    def arrived(self, account_id: str, minor: int) -> None:
        """Note that an account got money, or lost some (0)."""
        self.money[account_id] = self.money.get(account_id, 0) + minor

    def as_json(self) -> dict[str, Any]:
        """The report as a command or the API answers it."""
        return {
            "kind": self.kind,
            "name": self.name,
            "rows": self.rows,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "applied": self.applied,
            "dry_run": self.dry_run,
            "problems": [
                {"line": p.line, "column": p.column, "value": p.value, "reason": p.reason}
                for p in self.problems
            ],
            "more_problems": self.more,
            "notes": self.notes,
        }


def shown(value: str, *, personal: bool) -> str:
    """A value as a report may show it."""
    if not value:
        return ""
    if personal:
        return f"({len(value)} characters, not shown)"
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    return repr(clean if len(clean) <= 40 else clean[:39] + "…")
