"""Reads the test sentences of ``tests/compliance_sentences``, and reports how many the checker gets right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.compliance.language import SIGNS, ClaimFacts, Ledger, check_text
from bot.model.money import Money

FOLDER = Path(__file__).parents[3] / "compliance_sentences"
LANGUAGES = ("zh", "en")
NOTHING_ON_FILE = ClaimFacts()


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def banned(kind: str = "banned") -> list[tuple[str, str, str]]:
    """Return language, category and sentence of every sentence that must be found."""
    rows = []
    for language in LANGUAGES:
        for category, sentences in _read(f"{kind}.{language}.yml").items():
            for row in sentences:
                said, find = (row["say"], row["find"]) if isinstance(row, dict) else (row, category)
                rows.append((language, find, said))
    return rows


def kind() -> list[tuple[str, str]]:
    """Return language and sentence of every sentence that must pass."""
    return [(language, said) for language in LANGUAGES for said in _read(f"kind.{language}.yml")]


def claims() -> list[tuple[str, str, str | None]]:
    """Return currency, sentence and what must be found in it."""
    return [(c, row["say"], row.get("find")) for c, rows in _read("claims.yml").items() for row in rows]


def ledger(currency: str) -> Ledger:
    """Return the account that ``claims.yml`` describes."""
    owed, part = Money.of("1280", currency), Money.of("640", currency)
    return Ledger(
        overdue=owed,
        amounts=(owed, part),
        dates=(date(2027, 3, 25), date(2027, 4, 25)),
        today=date(2027, 3, 10),
    )


def found(said: str, *, language: str, facts: ClaimFacts = NOTHING_ON_FILE) -> set[str]:
    """Return the categories found in a sentence when nothing, or no more than ``facts``, is on file."""
    rows = check_text(said, language=language, facts=facts)
    return {row.category for row in rows if row.category not in SIGNS}


def report() -> str:
    """Return recall by category and false alarms, as one table."""
    lines = []
    for name in ("banned", "hurried"):
        by_category: dict[str, list[bool]] = {}
        for language, category, said in banned(name):
            by_category.setdefault(category, []).append(category in found(said, language=language))
        for category, hits in by_category.items():
            lines.append(f"{name:8} {category:22} {sum(hits):3} of {len(hits):3}")
        total = [hit for hits in by_category.values() for hit in hits]
        lines.append(f"{name:8} {'all':22} {sum(total):3} of {len(total):3}")
    alarms = [bool(found(said, language=language)) for language, said in kind()]
    lines.append(f"{'kind':8} {'false alarms':22} {sum(alarms):3} of {len(alarms):3}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
