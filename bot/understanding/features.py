"""From a message to counted features: what the linear classifier sees.

Units are Chinese characters, Latin words, masked numbers and the marks that carry mood. Features are runs of
one to four units, letter runs inside Latin words (typos), and the sound of Chinese character pairs
(homophones typed with a pinyin keyboard). Pure Python; the same on 3.10 and 3.11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.understanding.folding import fold, lines_of

_UNIT = re.compile(
    r"[a-z]+(?:'[a-z]+)*|\d[\d,.:/*]*|\*+|[\u3400-\u9fff]|[?!]|[^\s\w,.;:，。、；：…~\-\"'()（）【】\[\]]"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]")

NAMES = re.compile(
    r"蚂蚁借呗|蚂蚁花呗|蚂蚁(?:金服|集团)|支付宝|花呗|借呗|京东(?:白条|金条)|白条|金条|微粒贷|微信|微信支付|度小满|有钱花|安逸花|放心借|抖音月付"
    r"|美团(?:月付|生活费|借钱)|拍拍贷|捷信|招联(?:金融)?|360借条|360|分期乐|来分期|人人贷|宜人贷|信用飞|你我贷|网商贷|马上(?:消费|金融)"
    r"|[\u4e00-\u9fff]{2}(?:贷|呗)"
)
"""Names of well-known products and lenders; which one is meant says nothing about what the borrower wants."""


@lru_cache(maxsize=1)
def syllables() -> dict[str, str]:
    """Give the toneless reading of each common Chinese character."""
    return {han: line.split()[0] for line in lines_of("pinyin.txt") for han in line.split()[1]}


def mask(folded: str) -> str:
    """Replace product names by one mark."""
    return NAMES.sub("贷", folded)


def units_of(text: str) -> list[str]:
    """Cut a message into units."""
    units: list[str] = []
    for found in _UNIT.finditer(mask(fold(text))):
        unit = found.group()
        units.append("0" if unit[0].isdigit() or unit[0] == "*" else unit)
    return units


def _runs(units: list[str]) -> Iterator[str]:
    padded = ["^", *units, "$"]
    size = len(padded)
    for start in range(size):
        run = ""
        for end in range(start, min(start + 4, size)):
            unit = padded[end]
            run = f"{run} {unit}" if run else unit
            yield run


def _letters(units: list[str]) -> Iterator[str]:
    for unit in units:
        if len(unit) > 3 and _LATIN.match(unit):
            framed = f"<{unit}>"
            for length in (3, 4, 5):
                for start in range(len(framed) - length + 1):
                    yield "~" + framed[start : start + length]


def _sounds(units: list[str]) -> Iterator[str]:
    table = syllables()
    spoken = [table.get(unit, "") for unit in units]
    for length in (2, 3):
        for start in range(len(spoken) - length + 1):
            run = spoken[start : start + length]
            if all(run):
                yield "=" + "".join(run)


def features_of(text: str) -> set[str]:
    """Return the features present in ``text``."""
    units = units_of(text)
    features = set(_runs(units))
    features.update(_letters(units))
    features.update(_sounds(units))
    return features
