"""One spelling for matching: half-width, lower-case, simplified, with the way back to the original.

Every reader matches on the normalised text and reports offsets in the borrower's own text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Enough traditional characters to read days and money where zhconv is not installed.
_FEW = str.maketrans(
    "週禮號個後兩萬億錢塊發資還過點與們給這當晚間內願貳參陸開總幾邊來從會圓鐘時時歲數應許銀麼嗎沒頭節慶"
    "國陽陰歷曆農舊",
    "周礼号个后两万亿钱块发资还过点与们给这当晚间内愿贰参陆开总几边来从会圆钟时时岁数应许银么吗没头节庆"
    "国阳阴历历农旧",
)
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
def _simplify() -> dict[int, int | str]:
    """Return the character table from traditional to simplified; zhconv's when it is there."""
    table: dict[int, int | str] = dict(_FEW)
    try:
        from zhconv import zhconv  # type: ignore[import-untyped]

        for old, new in zhconv.getdict("zh-hans").items():
            if len(old) == len(new) == 1:
                table[ord(old)] = new
    except (ImportError, AttributeError, OSError):
        return table
    return table


@lru_cache(maxsize=256)
def normalise(text: str) -> Normalised:
    """Make a text ready for matching, and remember where each character came from.

    Args:
        text: the borrower's own words.

    Returns:
        The matching form with its offset map.
    """
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
