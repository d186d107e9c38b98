"""One spelling for matching: half-width, lower-case, simplified, with the way back to the original.

Every reader matches on the normalised text and reports offsets in the borrower's own text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.folding import simplified_forms

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "～": "~"})


def listed(words: str) -> list[str]:
    """Return the words of a vocabulary that is written as one string."""
    return words.split()


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text made ready for matching, with a map back.

    Args:
        text: NFKC, lower-case, simplified characters.
        original: what the borrower wrote.
        offsets: for each character of text its place in original, and one more for the end;
            None when both have the same length.
    """

    text: str
    original: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of text[start:end]."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


@lru_cache(maxsize=1)
def _simplify() -> dict[int, str]:
    """Return the character table from traditional to simplified."""
    return {ord(old): new for old, new in simplified_forms().items()}


_MONTHS = 12
_RUN_ON = re.compile(
    r"(?<!\d)(?:(?P<sum>\d{2,})(?=月[底初中末]|(?:下|这|本)?(?:周|星期|礼拜)[一二三四五六日天])"
    r"|(?P<any>\d{2,})(?=(?:初|[二三]?十)?[一二三四五六七八九十][号日]))"
)
"""A sum typed right before a day: 280月底, 300周五, 500十五号."""


@lru_cache(maxsize=256)
def normalise(text: str) -> Normalised:
    """Make a text ready for matching, and remember where each character came from.

    A sum and a day without anything between them are set apart.

    Args:
        text: the borrower's own words.

    Returns:
        The matching form with its offset map.
    """
    plain = _plain(text)
    places = [
        found.end() for found in _RUN_ON.finditer(plain.text) if found["any"] or int(found["sum"]) > _MONTHS
    ]
    if not places:
        return plain
    offsets = list(plain.offsets or range(len(plain.text) + 1))
    letters = list(plain.text)
    for place in reversed(places):
        letters.insert(place, ",")
        offsets.insert(place, offsets[place - 1])
    return Normalised("".join(letters), text, tuple(offsets))


def _plain(text: str) -> Normalised:
    if text.isascii():
        return Normalised(text.lower(), text)
    plain = text.translate(_QUOTES)
    if unicodedata.is_normalized("NFKC", plain):
        lowered = plain.lower()
        if len(lowered) == len(text):
            return Normalised(lowered.translate(_simplify()), text)
    pieces: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(plain):
        # A full-width comma parts sentences (500，300块), except after a full-width digit (１，２８０).
        part = char == "，" and not (index and plain[index - 1] in "０１２３４５６７８９")
        piece = char if part or char.isascii() else unicodedata.normalize("NFKC", char)
        lowered = piece.lower()
        piece = lowered if len(lowered) == len(piece) else piece
        pieces.append(piece)
        offsets.extend([index] * len(piece))
    offsets.append(len(plain))
    return Normalised("".join(pieces).translate(_simplify()), text, tuple(offsets))
