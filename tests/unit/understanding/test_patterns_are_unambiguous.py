"""A loop over words has one way through any text: two ways double the work with each word.

``(刚|刚上|上)*`` walks 刚上刚上刚上… in 2ⁿ ways before it gives up, and a message of thirty such words
stops the process. What is looked for is a choice in a loop that is also two other choices of the loop in a
row, or stands there twice.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import product
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from bot import understanding
from bot.understanding import need, signals

HEAVY = {"evaluate", "evaluate_page", "learning", "lint_examples", "examples", "noise"}
"""Not asked about messages."""
MODULES = tuple(
    sorted(each.name for each in pkgutil.iter_modules(understanding.__path__) if each.name not in HEAVY)
)
MANY = 6
"""From this many rounds on a loop is looked at."""
TOO_MANY = 400
"""Ways to spell one choice; a loop with more of them is left to the clock."""


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for signal, found in signals._lexicon():
        for strength in ("certain", "possible", "unless", "sounds"):
            for place, pattern in enumerate(getattr(found, strength)):
                yield f"{signal.value}.{strength}.{place}", pattern
    for name, patterns in need._lexicon().items():
        for place, pattern in enumerate(patterns):
            yield f"need.{name}.{place}", pattern
    for module in MODULES:
        for name, value in vars(importlib.import_module(f"bot.understanding.{module}")).items():
            if isinstance(value, re.Pattern):
                yield f"{module}.{name}", value


def _loops(tree: Any) -> Iterator[Any]:
    for operation, value in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            if value[1] >= MANY:
                yield value[2]
            yield from _loops(value[2])
        elif name == "SUBPATTERN":
            yield from _loops(value[3])
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _loops(value[1])
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _loops(branch)


def _spelled(tree: Any) -> list[str] | None:
    """Every text that a part of a pattern stands for, once for each way; nothing when there are too many."""
    ways = [""]
    for operation, value in tree:
        name, more = str(operation), None
        if name == "LITERAL":
            more = [chr(value)]
        elif name == "SUBPATTERN":
            more = _spelled(value[3])
        elif name == "BRANCH":
            branches = [_spelled(branch) for branch in value[1]]
            if all(branch is not None for branch in branches):
                more = [word for branch in branches if branch is not None for word in branch]
        elif name == "MAX_REPEAT" and value[1] <= 2:
            once = _spelled(value[2])
            if once is not None:
                rounds = range(value[0], value[1] + 1)
                more = ["".join(each) for count in rounds for each in product(once, repeat=count)]
        elif name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
            more = [chr(code) for _, code in value]
        if more is None or len(ways) * len(more) > TOO_MANY:
            return None
        ways = [one + other for one in ways for other in more]
    return ways


def _said_in_two_ways(choices: list[str]) -> set[str]:
    words = set(choices) - {""}

    def parts(word: str) -> bool:
        return any(
            word[:cut] in words and (word[cut:] in words or parts(word[cut:])) for cut in range(1, len(word))
        )

    return {word for word in words if choices.count(word) > 1 or parts(word)}


@pytest.mark.parametrize(
    ("pattern", "ambiguous"),
    [
        (r"我(刚|刚上|上)*学", {"刚上"}),
        (r"(刚刚?|上)*", {"刚刚"}),
        (r"( any| more| any more)*", {" any more"}),
        (r"(但是?|但)*", {"但"}),
        (r"(刚|上)*", set()),
    ],
)
def test_a_choice_that_is_there_in_two_ways_is_found(pattern: str, ambiguous: set[str]) -> None:
    (loop,) = _loops(parser.parse(pattern))

    assert _said_in_two_ways(_spelled(loop) or []) == ambiguous


def test_no_loop_can_be_walked_in_two_ways() -> None:
    found = {}
    for name, pattern in _patterns():
        for loop in _loops(parser.parse(pattern.pattern, pattern.flags)):
            twice = _said_in_two_ways(_spelled(loop) or [])
            if twice:
                found[name] = sorted(twice)

    assert found == {}
