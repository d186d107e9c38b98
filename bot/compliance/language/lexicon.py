"""Banned speech as data: reads ``words/*.yml`` into compiled patterns, with the context that excuses them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.compliance.language.findings import CATEGORIES
from bot.compliance.language.reading import WORDS
from bot.compliance.needles import Sieve, alternatives
from bot.model.errors import BadInput

_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern of a category.

    Args:
        category: what it finds.
        language: in which it is written.
        pattern: the words.
        unless: where this matches the sentence, the words are harmless.
        step: the legal step that is claimed, for claims of one.
        whole: the words carry a negation of their own ("nobody will lend to you"), so that none excuses them.
    """

    category: str
    language: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    step: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What excuses words of one language; see ``words/context.yml``."""

    negated: re.Pattern[str]
    breaks: re.Pattern[str]
    allows: re.Pattern[str]
    undone: re.Pattern[str]
    after: re.Pattern[str]
    spoken: re.Pattern[str]
    advised: re.Pattern[str]
    advised_for: frozenset[str]
    wished: re.Pattern[str]
    insult_denied: re.Pattern[str]
    answered: re.Pattern[str]


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((WORDS / name).read_text("utf-8"))
    return data


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    while True:
        filled = _PART.sub(lambda m: parts[m.group(1)], pattern)
        if filled == pattern:
            return filled
        pattern = filled


def load(language: str) -> tuple[Entry, ...]:
    """Return every entry of a language.

    Raises:
        BadInput: a category is unknown or a pattern does not compile; names file and category.
    """
    name = f"bans.{language}.yml"
    data = _read(name)
    parts = data.pop("parts")
    flags = re.ASCII if language == "en" else re.NOFLAG  # so that an English word ends where a Han one begins
    entries = []
    for category, rows in data.items():
        if category not in CATEGORIES:
            raise BadInput(
                f"{name}: unknown category {category!r}", remedy=f"use one of {', '.join(CATEGORIES)}"
            )
        for row in rows:
            fields = {"is": row} if isinstance(row, str) else row
            unless = fields.get("unless")
            try:
                entries.append(
                    Entry(
                        category,
                        language,
                        re.compile(_filled(fields["is"], parts), flags),
                        re.compile(_filled(unless, parts), flags) if unless else None,
                        fields.get("step"),
                        bool(fields.get("whole")),
                    )
                )
            except (re.error, KeyError) as error:
                raise BadInput(
                    f"{name}: {category}: {error} in {fields.get('is', row)!r}", remedy="mend the pattern"
                ) from error
    return tuple(entries)


def _context(rows: Mapping[str, Any], parts: Mapping[str, str]) -> Context:
    patterns = {key: re.compile(_filled(v, parts)) for key, v in rows.items() if isinstance(v, str)}
    return Context(advised_for=frozenset(rows["advised_for"]), **patterns)


_LANGUAGES = ("zh", "en")
_RULES = _read("context.yml")
ENTRIES: tuple[Entry, ...] = tuple(entry for language in _LANGUAGES for entry in load(language))
CONTEXT: dict[str, Context] = {
    language: _context(_RULES[language], _read(f"bans.{language}.yml")["parts"]) for language in _LANGUAGES
}
BLUNT: frozenset[str] = frozenset(_RULES["blunt"])
"""Categories in which nothing excuses the words."""

_PARTS: tuple[tuple[Entry, str], ...] = tuple(
    (entry, part) for entry in ENTRIES for part in alternatives(entry.pattern.pattern)
)
SIEVE = Sieve({str(n): [part] for n, (_, part) in enumerate(_PARTS)})
"""Says, in one pass over a text, which alternatives of all entries could match it at all."""


@cache
def _part(number: int) -> re.Pattern[str]:
    """Compile one alternative when it is first needed; most never are."""
    entry, part = _PARTS[number]
    return re.compile(part, entry.pattern.flags & re.ASCII)


def matching(sentence: str) -> tuple[Entry, ...]:
    """Return the entries whose pattern matches somewhere in a sentence, in their own order."""
    found: dict[int, Entry] = {}
    for name in SIEVE.candidates(sentence):
        entry = _PARTS[int(name)][0]
        if id(entry) not in found and _part(int(name)).search(sentence):
            found[id(entry)] = entry
    return tuple(found.values())


SENTENCE = re.compile(r"(?:[^。！？!?;；\n.]+|\.(?=\d)|(?<=\b[a-z])\.(?=[a-z]\b))+[。！？!?;；.]*")
"""A sentence with the marks that end it; a dot inside a number or between single letters ends none."""
