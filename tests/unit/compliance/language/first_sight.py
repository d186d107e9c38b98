"""How much of what strangers write the language check finds.

Run ``python -m tests.unit.compliance.language.first_sight``.
The sentences of ``tests/compliance_sentences/first_sight`` are held back: no pattern is mended with them
and no weight is learned from them, so that their numbers say something about sentences nobody has written
yet. The sets ``pressed`` and ``field`` are as old and were used for mending; they are shown beside them.
"""

from __future__ import annotations

from typing import Any

import yaml

from bot.compliance.language import BANNED
from tests.unit.compliance.language import sentences

HELD_BACK = ("first_sight/varied", "first_sight/polite")
MENDED = ("pressed", "field")


def read(name: str, language: str) -> dict[str, list[str]]:
    """Return the sentences of one set in one language by category; ``allowed`` holds the honest ones."""
    data: dict[str, Any] = yaml.safe_load((sentences.FOLDER / f"{name}.{language}.yml").read_text("utf-8"))
    return data


def banned(name: str, language: str) -> list[tuple[str, str]]:
    """Return category and sentence of everything in a set that nobody may say."""
    return [(category, said) for category in BANNED for said in read(name, language)[category]]


def found(name: str, language: str) -> int:
    """Return how many of them raise an alarm, of whatever category."""
    return sum(bool(sentences.found(said, language=language)) for _, said in banned(name, language))


def false_alarms(name: str, language: str) -> list[str]:
    """Return the honest sentences of a set that raise an alarm."""
    return [said for said in read(name, language)["allowed"] if sentences.found(said, language=language)]


def table() -> str:
    """Return recall and false alarms of every set in both languages."""
    rows = [f"{'set':22} {'':3} {'found':>14}   false alarms"]
    for name in (*MENDED, *HELD_BACK):
        for language in sentences.LANGUAGES:
            hits, of = found(name, language), len(banned(name, language))
            alarms, honest = len(false_alarms(name, language)), len(read(name, language)["allowed"])
            rows.append(f"{name:22} {language:3} {hits:3} of {of:3} {hits / of:5.0%}   {alarms} of {honest}")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
