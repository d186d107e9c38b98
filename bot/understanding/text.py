"""One spelling for matching: half-width, lower-case, simplified, with the way back to the original.

Every reader matches on the normalised text and reports offsets in the borrower's own text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.folding import simplified_forms

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "～": "~"})


def listed(words: str) -> list[str]:
    """Return the words of a vocabulary that is written as one string."""
    return words.split()


_NOT_THAT = re.compile(
    r"(?:不是|并不是|并非|而不是|not|isn't|isnt|wasn't|instead of|rather than)"
    r"(?: (?:on|for|by|the|in|at|to|till|until))* ?$"
)

_A_PLAIN_NO = re.compile(r"\W*不是[啊呀的了]*[ ,，。!！]+")
"""A no that opens a message: 不是 今天1000 明天600."""
_STOP = r"[,，.。;；:、!！ -]"
_RATHER = re.compile(
    rf"{_STOP}[哦噢啊呃额也]?(?:不(?:是|不|要)?[啊了]?{_STOP}+|不对|[说打写]错了?{_STOP}*"
    r"|(?:no|wait|actually|scratch that|i mean(?:t)?|make (?:it|that)|or rather)\b)"
    rf"(?:[了啊]|{_STOP}|还是|应该是|改成?|是|no|wait|sorry|i meant?|make (?:it|that)|on|for|by|the"
    r"|[£$€¥]?\d+|[号还付转])*$"
)
"""What stands between a figure and the one it is put right to on the spot: 15号，不，20号."""


def taken_back(text: str, starts: Sequence[int]) -> set[int]:
    """Tell which of several mentions a correction takes back: 不是15号，是25号; the 15th, no, the 25th.

    Args:
        text: the normalised text.
        starts: where each mention begins.

    Returns:
        The starts that are denied while another one is not; nothing when all are denied.
    """
    follow = zip(sorted(starts), sorted(starts)[1:], strict=False)
    denied = {a for a, b in follow if b - a <= 40 and _RATHER.search(text, a, b)}
    denied |= {
        start
        for start in starts
        if _NOT_THAT.search(text, max(0, start - 24), start) and not _A_PLAIN_NO.fullmatch(text, 0, start)
    }
    return denied if len(denied) < len(set(starts)) else set()


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
