"""One spelling for many: full width, traditional, capitals, look-alikes and stretched words become plain.

The classifier and the safety patterns both read folded text. Folding goes character by character and
remembers where each came from, so that what is found can be shown in the borrower's own spelling. Works on
Python 3.10.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"

_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝɡıαοενικυρτɑⅼ∣’‘‛ʼ＇“”„—–−‐‑",
    "aeopcyxijsdhqwgiaoevikuptall'''''\"\"\"-----",
)


def lines_of(name: str) -> list[str]:
    """Read one lexicon file; lines that begin with a hash are notes."""
    text = (LEXICON / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def simplified_forms() -> dict[str, str]:
    """Give the simplified character of each traditional one."""
    traditional, simplified = lines_of("simplified.txt")
    return dict(zip(traditional, simplified))  # noqa: B905 - Python 3.10 code path, lengths are tested


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).translate(_LOOKALIKES).lower()
    table = simplified_forms()
    kept: list[str] = []
    for each in plain:
        if unicodedata.category(each) in ("Cf", "Mn", "Cc") and each not in "\n\t":
            continue
        if each.isspace():
            each = "\n" if each in "\r\n\u2028\u2029" else " "
        kept.append(table.get(each, each))
    return "".join(kept)


@dataclass(frozen=True)
class Folded:
    """Folded text and, for each of its characters, the place in the original."""

    text: str
    places: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the folded text to the original (half open)."""
        if start >= end:
            return (0, 0)
        return self.places[start], self.places[end - 1] + 1


def fold_with_places(text: str) -> Folded:
    """Fold ``text``; runs of three or more equal characters become two, runs of spaces one."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for each in _fold_character(character):
            if each in " \n" and (not letters or letters[-1] in " \n"):
                continue
            if len(letters) > 1 and each == letters[-1] == letters[-2] and not each.isdigit():
                continue
            letters.append(each)
            places.append(place)
    return Folded("".join(letters), tuple(places))


@lru_cache(maxsize=32)
def fold(text: str) -> str:
    """Fold ``text`` and forget the places; one message is asked many questions, so that the last are kept."""
    return fold_with_places(text).text
