"""Tells in one pass over a text which of many patterns could match it at all.

Banned-language patterns are many and most texts are harmless. Each alternative of a pattern contains
strings that any match must contain ("needles"): the verb of one list and the object of another. Looking up
which needles begin in a text, by their first letters, costs one pass and leaves the few patterns worth
running. The needles are read out of the patterns themselves, so nobody keeps a second list in step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import add
from typing import Any

_parser: Any = __import__("re._parser", fromlist=["parse"])  # the standard library's own reader of patterns

_KEY = 4
"""Needles are looked up by so many of their first letters."""

Needles = frozenset[str]
Clause = tuple[Needles, ...]
"""A match of one alternative contains a member of each set."""


def alternatives(pattern: str) -> list[str]:
    """Return patterns of which at least one matches a text exactly when the whole pattern does.

    The alternatives of the pattern, or of the one group it consists of, with the word edges around it. A
    pattern that remembers what its groups held is not divided.
    """
    if any(char == "(" and not pattern.startswith(_PLAIN, at) for at, char, _ in _marks(pattern)):
        return [pattern]
    parts = _divided(pattern)
    if len(parts) > 1:
        return [each for part in parts for each in alternatives(part)]
    head, tail = (r"\b" * pattern.startswith(r"\b(?:"), r"\b" * pattern.endswith(r")\b"))
    core = pattern[len(head) : len(pattern) - len(tail)]
    if not core.startswith("(?:") or next(at for at, _, depth in _marks(core) if depth == 0) < len(core) - 1:
        return [pattern]
    return [f"{head}(?:{part}){tail}" for part in _divided(core[3:-1])]


_PLAIN = ("(?:", "(?=", "(?!", "(?<=", "(?<!")
"""Groups that remember nothing."""


def _divided(pattern: str) -> list[str]:
    """Divide a pattern at the bars that stand in no group and no class."""
    bars = [at for at, char, depth in _marks(pattern) if char == "|" and depth == 0]
    starts = [0, *(at + 1 for at in bars)]
    return [pattern[start:end] for start, end in zip(starts, [*bars, None], strict=True)]


def _marks(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Yield the brackets and bars that mean something, with how many groups are open after each."""
    depth = 0
    for match in _MARK.finditer(pattern):
        char = match.group()
        depth += (char == "(") - (char == ")")
        if len(char) == 1:
            yield match.start(), char, depth


_MARK = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
"""An escaped character, a class of characters, or a bracket or bar."""


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


class Quick:
    """A long pattern that is only asked whether it matches: only what a text can hold is tried."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Divide the pattern and read the needles of each alternative."""
        self.pattern = pattern
        self._parts = tuple(
            (
                tuple({word for clause in clauses(part) for word in (clause or [("",)])[0]}),
                re.compile(part, flags),
            )
            for part in alternatives(pattern)
        )

    def found(self, text: str) -> bool:
        """Tell whether the pattern matches anywhere in a text."""
        for words, part in self._parts:
            for word in words:
                if word in text:
                    if part.search(text) is not None:
                        return True
                    break
        return False


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
        self._short = frozenset(word for word in words if len(word) < _KEY)
        self._begun: dict[str, list[str]] = {}
        for word in words - self._short:
            self._begun.setdefault(word[:_KEY], []).append(word)
        self._begins = frozenset(self._begun)

    def candidates(self, text: str) -> list[str]:
        """Return the names of the patterns that may match the text, in their own order."""
        pairs = list(map(add, text, text[1:]))
        triples = list(map(add, pairs, text[2:]))
        here = {*self._short.intersection(text), *self._short.intersection(pairs)}
        here |= self._short.intersection(triples)
        for start in self._begins.intersection(map(add, triples, text[3:])):
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
