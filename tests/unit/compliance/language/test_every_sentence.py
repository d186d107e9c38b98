"""The quick way finds what the plain slow one finds, on every sentence the project has.

What borrowers write (training and held-back), what the product says, what scenarios propose and let people
say: about fifty thousand texts that nobody wrote with the sieve of the check in mind.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import yaml

from bot.compliance.language import reading
from bot.compliance.language.check import check_text
from bot.compliance.language.claims import _NUMBER
from bot.understanding.amounts import read_amounts
from tests.unit.compliance.language.test_shortcuts import without_sieve

ROOT = Path(__file__).parents[4]
SHARES = 8


def said_in(value: Any) -> Iterator[str]:
    """Every text in a YAML file; the examples of training data are lines of one block."""
    if isinstance(value, str):
        yield from (line.strip().removeprefix("- ") for line in value.splitlines())
    elif isinstance(value, dict):
        for inner in value.values():
            yield from said_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from said_in(inner)


@lru_cache(maxsize=1)
def every_sentence() -> tuple[str, ...]:
    """Each text once, in an order that stays."""
    files = [
        *(ROOT / "data" / "nlu").glob("*.yml"),
        *(ROOT / "tests" / "nlu").rglob("*.yml"),
        *(ROOT / "tests" / "scenarios").rglob("*.yml"),
        *(ROOT / "tests" / "compliance_sentences").glob("*.yml"),
        ROOT / "domain.yml",
    ]
    found = {said for file in files for said in said_in(yaml.load(file.read_text("utf-8"), _Loader))}
    return tuple(sorted(said for said in found if said))


class _Loader(yaml.CSafeLoader):
    """Reads quickly, and leaves days and numbers as they are written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the library's own name


def test_there_are_many() -> None:
    assert len(every_sentence()) > 40_000


@pytest.mark.parametrize("share", range(SHARES))
def test_the_sieve_loses_no_finding(share: int) -> None:
    for said in every_sentence():
        if crc32(said.encode()) % SHARES != share:
            continue
        found = {row.category for row in check_text(said, language="zh", facts=None)}
        assert found == without_sieve(said), said
        words = reading.plain(said).text
        if not _NUMBER.found(words):
            assert not any(mention.value for mention in read_amounts(words, currency="CNY")), said
