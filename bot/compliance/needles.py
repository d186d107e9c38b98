"""Tells in one pass over a text which of many patterns could match it at all.

Banned-language patterns are many and most texts are harmless. Each alternative of a pattern contains
strings that any match must contain ("needles"): the verb of one list and the object of another. Looking up
which needles begin in a text, by their first two letters, costs one pass and leaves the few patterns worth
running. The needles are read out of the patterns themselves, so nobody keeps a second list in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import add
from typing import Any

_parser: Any = __import__("re._parser", fromlist=["parse"])  # the standard library's own reader of patterns

Needles = frozenset[str]
Clause = tuple[Needles, ...]
"""A match of one alternative contains a member of each set."""


def clauses(pattern: str) -> list[Clause]:
    """Return what a match must contain, one clause for each alternative; an empty clause promises nothing."""
    return _alternatives(_parser.parse(pattern))


def _alternatives(items: Any) -> list[Clause]:
    parts = list(items)
    if len(parts) == 1:
        code, value = str(parts[0][0]), parts[0][1]
        if code == "BRANCH":
            return [clause for branch in value[1] for clause in _alternatives(branch)]
        if code == "SUBPATTERN":
            return _alternatives(value[3])
    return [tuple(sorted(_all_of(parts), key=lambda s: (-min(map(len, s)), len(s)))[:4])]


def _all_of(items: Iterable[tuple[Any, Any]]) -> list[Needles]:
    """Return every needle set of a concatenation."""
    found: list[Needles] = []
    run = ""
    for code, value in items:
        if str(code) == "LITERAL":
            run += chr(value)
            continue
        if run:
            found.append(frozenset({run}))
            run = ""
        found += _of_item(str(code), value)
    if run:
        found.append(frozenset({run}))
    return [s for s in found if min(_weight(x) for x in s) >= 2]


def _weight(string: str) -> int:
    """Return how telling a needle is: a Han character says as much as two letters."""
    return sum(2 if c >= "\u3400" else 1 for c in string)


def _of_item(code: str, value: Any) -> list[Needles]:
    if code == "SUBPATTERN":
        return _all_of(value[3])
    if code == "BRANCH":
        out: set[str] = set()
        for branch in value[1]:
            best = max(_all_of(branch), key=lambda s: (min(map(_weight, s)), -len(s)), default=None)
            if best is None:
                return []
            out |= best
        return [frozenset(out)]
    if code in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _all_of(value[2]) if value[0] > 0 else []
    if code == "IN" and all(str(c) == "LITERAL" for c, _ in value):
        return [frozenset(chr(v) for _, v in value)]
    return []


class Sieve:
    """A set of named patterns, and the question which of them could match a text."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        """Read the needles of every pattern; a pattern that promises nothing is always tried."""
        self._rank = {name: rank for rank, name in enumerate(patterns)}
        self._always: frozenset[str] = frozenset()
        self._owners: dict[str, list[tuple[str, Clause]]] = {}
        words: set[str] = set()
        for name, rows in patterns.items():
            for first, *rest in (clause or (None,) for pattern in rows for clause in clauses(pattern)):
                if first is None:
                    self._always |= {name}
                    continue
                words.update(first, *rest)
                for word in first:
                    self._owners.setdefault(word, []).append((name, tuple(rest)))
        self._single = frozenset(word for word in words if len(word) == 1)
        self._begun: dict[str, list[str]] = {}
        for word in words - self._single:
            self._begun.setdefault(word[:2], []).append(word)

    def candidates(self, text: str) -> list[str]:
        """Return the names of the patterns that may match the text, in their own order."""
        here = set(self._single.intersection(text))
        for start in self._begun.keys() & set(map(add, text, text[1:])):
            for word in self._begun[start]:
                if word in text:
                    here.add(word)
        found = set(self._always)
        for word in self._owners.keys() & here:
            for name, rest in self._owners[word]:
                if name in found:
                    continue
                for part in rest:
                    if here.isdisjoint(part):
                        break
                else:
                    found.add(name)
        return sorted(found, key=self._rank.__getitem__)
