"""Ways to read one text: as it stands, and with what may disguise its words taken away.

A disguise is anything a person reads past: spaces or dots between characters, letters of another script,
digits for letters, a sound written in letters for a Chinese character. Each :class:`Reading` remembers where
its characters came from, so that what is found can be shown in the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from zhconv import convert
from zhconv.zhconv import getdict

from bot.compliance.needles import Quick

WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in plain form.

    Args:
        text: half width, lower case, simplified script.
        origin: for each character, its place in the text as it was written.
        end: length of the text as it was written.
    """

    text: str
    origin: Sequence[int]
    end: int

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Return where a stretch of this reading stands in the text as it was written."""
        if not self.origin or start >= len(self.origin):
            return self.end, self.end
        return self.origin[start], self.origin[max(start, stop - 1)] + 1

    def replaced(self, pattern: re.Pattern[str], put: str | Callable[[re.Match[str]], str]) -> Reading:
        """Return the reading with each match replaced; new characters spread over what they replace.

        Args:
            pattern: what is replaced.
            put: what stands in its place: a template as :func:`re.sub` takes one, or a function of the match.
        """
        made = _from_template(put) if isinstance(put, str) else put
        pieces: list[str] = []
        origin: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = made(match)
            if new == match.group():
                continue
            pieces += (self.text[last : match.start()], new)
            origin += self.origin[last : match.start()]
            old = match.end() - match.start()
            origin += [self.origin[match.start() + (n * old) // len(new)] for n in range(len(new) - 1)]
            origin += [self.origin[match.end() - 1]] * bool(new)
            last = match.end()
        if not pieces:
            return self
        return Reading("".join((*pieces, self.text[last:])), (*origin, *self.origin[last:]), self.end)


def _from_template(written: str) -> Callable[[re.Match[str]], str]:
    """What a template puts in the place of a match; most have no group to fill, which is far quicker."""
    return (lambda match: match.expand(written)) if "\\" in written else (lambda match: written)


def _load() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((WORDS / "disguise.yml").read_text("utf-8"))
    return data


_DISGUISE = _load()
_LOOKALIKES: dict[str, str] = {str(k): str(v) for k, v in _DISGUISE["lookalikes"].items()}
_DIGITS: dict[str, str] = {str(k): str(v) for k, v in _DISGUISE["digits"].items()}
_H = "\u3400-\u9fff"
_SQUARED = range(0x1F170, 0x1F18A)
_REGIONAL = range(0x1F1E6, 0x1F200)

_CONTRACTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"\b(?:cannot|can'?t)\b", "can not"),
        (r"\b(?:won't|wont)\b", "will not"),
        (r"\bshan't\b", "shall not"),
        (r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|ai|must|need)n'?t\b", r"\1 not"),
        (r"\b(i|you|we|they|he|she|it|that|there|who|someone|everyone)'ll\b", r"\1 will"),
        (r"\b(you|they)ll\b", r"\1 will"),
        (r"\b(you|we|they|who)'re\b", r"\1 are"),
        (r"\b(you|they)re\b", r"\1 are"),
        (r"\b(i|you|we|they|who)'ve\b", r"\1 have"),
        (r"\b(i|you|we|they|he|she|it|who)'d\b", r"\1 would"),
        (r"\bi'?m\b", "i am"),
        (r"\b(it|that|he|she|what|who|there|here|this|where|how|everyone|nobody)'s\b", r"\1 is"),
        (r"\bthats\b", "that is"),
        (r"\bur\b", "your"),
        (r"\bu\b", "you"),
        (r"\br\b", "are"),
        (r"\bgonna\b", "going to"),
        (r"\bwanna\b", "want to"),
        (r"\blet's\b", "let us"),
    )
)
_CONTRACTED = re.compile("|".join(pattern.pattern for pattern, _ in _CONTRACTIONS))
_SHORTENED = frozenset(
    """cannot cant wont youll theyll youre theyre im thats ur u r gonna wanna dont doesnt didnt isnt arent
    wasnt werent havent hasnt hadnt wouldnt couldnt shouldnt aint mustnt neednt""".split()  # noqa: SIM905
)
_LETTERS = re.compile(r"[a-z]+")


def _may_be_contracted(text: str) -> bool:
    """Tell, cheaply, whether :data:`_CONTRACTED` could match: an apostrophe, or one of the forms without."""
    return "'" in text or not _SHORTENED.isdisjoint(_LETTERS.findall(text))


_GAP = re.compile(
    rf"(?<=[{_H}])[^\w,，。；;!！?？:：\n【】\[\]()（）\"“”'「」¥￥$£€₹%]+(?=[{_H}])|(?<=[{_H}])_+(?=[{_H}])"
)
_LONE = re.compile(rf"(?<![{_H}])[{_H}](?:[\s,，.·、\-_*|/~!]+[{_H}](?![{_H}]))+")
_COMMA_BY_LONE = re.compile(
    rf"(?<=[{_H}])[,，.、!]+\s*(?=[{_H}](?:[,，.、\s]|[^{_H}]|$))|(?<=(?<![{_H}])[{_H}])[,，.、]+\s*(?=[{_H}])"
)
_SPELT = re.compile(r"(?<![a-z])[a-z](?:([\s.\-_*|/~·,]{1,2})[a-z](?![a-z])){2,}")
_IN_WORD = re.compile(r"(?<=[a-z])[.\-_*|/~·'^`]+(?=[a-z])")
_LEET_TOKEN = re.compile(r"(?<![\w@$])(?=[^\s]*[a-z])(?=[^\s]*[0134578@$!|])[a-z0134578@$!|]{3,}(?![\d])")
_FOR_LETTERS = frozenset("0134578@$!|")
_RUN = re.compile(r"([a-z])\1{2,}")
_BLANK = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""Blanks that are more than one space."""


def _instead() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    parts: list[str] = []
    for word, others in _DISGUISE["instead"].items():
        for other in others:
            table[str(other)] = str(word)
    for other in sorted(table, key=len, reverse=True):
        edge = "" if re.search(rf"[{_H}]", other) else r"(?<![a-z])(?![a-z]*[a-z]{12})"
        tail = r"(?![a-z])" if other[-1].isascii() else ""
        parts.append(edge + re.escape(other) + tail)
    return re.compile("|".join(parts)), table


_INSTEAD, _INSTEAD_WORDS = _instead()
_INSTEAD_ASCII = tuple(word for word in _INSTEAD_WORDS if word.isascii())


Syllables = tuple[frozenset[str], ...]


def _pinyin() -> tuple[tuple[Syllables, re.Pattern[str], str], ...]:
    """Each word that may be written by its sounds: the ways to write each syllable, the pattern, the word."""
    rows = []
    for word, sounds in _DISGUISE["pinyin"].items():
        each = [
            f"(?:{han}|{sound.replace('v', '[vuü]')})"
            for han, sound in zip(word, sounds.split(), strict=True)
        ]
        whole = r"[\s.·*-]*".join(each)
        ways = tuple(
            frozenset({han, *(sound.replace("v", v) for v in ("vuü" if "v" in sound else "v"))})
            for han, sound in zip(word, sounds.split(), strict=True)
        )
        rows.append((ways, re.compile(rf"(?<![a-z]){whole}(?![a-z])"), str(word)))
    return tuple(rows)


_PINYIN = _pinyin()
_SOUNDS = tuple({way for ways, _, _ in _PINYIN for syllable in ways for way in syllable if len(way) > 1})
_SOUNDED = frozenset(way for ways, _, _ in _PINYIN for syllable in ways for way in syllable if len(way) == 1)
"""The ways to write a guarded syllable: by its sound, and by its character."""
_BESIDE_HAN = re.compile(rf"[{_H}]\s*[a-z]|[a-z]\s*[{_H}]")
_ALONE = Quick(r"\b(?:zuo ?lao|lao ?lai|fa ?yuan|hei ?ming ?dan|qi ?su|jing ?cha)\b")
"""Where a sound may stand for a character: beside characters, and a few words known by sound alone."""


def _piece(char: str) -> str:
    """One character in plain form; empty when it is invisible, several letters for a ligature."""
    code = ord(char)
    if code in _SQUARED:
        return chr(97 + code - 0x1F170)
    if code in _REGIONAL:
        return chr(97 + code - 0x1F1E6)
    if code < 128:
        return char.lower()
    if unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc"):
        return ""
    piece = unicodedata.normalize("NFKD", char).lower()
    piece = "".join(_LOOKALIKES.get(c, c) for c in piece if unicodedata.category(c) not in ("Mn", "Cf"))
    return {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "，": ",", "–": "-", "—": "-"}.get(piece, piece)


_HARD = "\ue000"
_TRADITIONAL: frozenset[str] = frozenset(
    c for c, new in getdict("zh-hans").items() if len(c) == 1 and c != new
)


class _Easy(dict[int, str]):
    """Characters that are one character in plain form, learned as they come; any other is marked as hard."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        piece = _piece(char)
        found = _HARD if len(piece) != 1 or piece in _TRADITIONAL or piece == _HARD else piece
        self[code] = found
        return found


_EASY = _Easy()


@lru_cache(maxsize=2048)
def plain(text: str) -> Reading:
    """Return a text in half width, lower case and simplified script, without anything invisible."""
    if text.isascii():
        return Reading(text.lower(), range(len(text)), len(text))
    easy = text.translate(_EASY)
    if _HARD not in easy:
        return Reading(easy, range(len(text)), len(text))
    chars: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        piece = _piece(char)
        chars.append(piece)
        origin += [at] * len(piece)
    joined = "".join(chars)
    if not joined.isascii():
        simple = convert(joined, "zh-hans")
        joined = simple if len(simple) == len(joined) else "".join(convert(c, "zh-hans") for c in joined)
    return Reading(joined, tuple(origin), len(text))


def _written_out(reading: Reading) -> Reading:
    if not _may_be_contracted(reading.text) or _CONTRACTED.search(reading.text) is None:
        return reading
    for pattern, new in _CONTRACTIONS:
        reading = reading.replaced(pattern, new)
    return reading


def _simple(reading: Reading) -> Reading:
    """Take away what stands between Chinese characters, write contractions out, read sounds as characters."""
    reading = _closed_up(reading.replaced(_BLANK, " "))
    reading = _written_out(reading)
    if any(word in reading.text for word in (_INSTEAD_ASCII if reading.text.isascii() else _INSTEAD_WORDS)):
        reading = reading.replaced(_INSTEAD, lambda m: _INSTEAD_WORDS[m.group()])
    if (not reading.text.isascii() and _BESIDE_HAN.search(reading.text)) or _ALONE.found(reading.text):
        here = {way for way in _SOUNDS if way in reading.text}
        here |= _SOUNDED.intersection(reading.text)
        for ways, pattern, word in _PINYIN:
            if not any(map(here.isdisjoint, ways)):
                reading = reading.replaced(pattern, word)
    return reading


def _closed_up(reading: Reading) -> Reading:
    """Take away what stands between Chinese characters; a text in ASCII has none."""
    return reading if reading.text.isascii() else reading.replaced(_GAP, lambda m: "")


def _letters(token: str, one: str) -> str:
    head = re.match(r"\d+(?:st|nd|rd|th|am|pm|k|h|d|x|%)?$", token)
    if head:
        return token
    return "".join(one if c == "1" else _DIGITS.get(c, c) for c in token.rstrip("!")) + "!" * (
        len(token) - len(token.rstrip("!"))
    )


@lru_cache(maxsize=2048)
def readings(text: str) -> tuple[Reading, ...]:
    """Return every different reading of a text, the plainest first."""
    base = plain(text)
    found = [_simple(base)]
    close = base
    if not base.text.isascii():
        close = close.replaced(_LONE, lambda m: re.sub(r"[^\w]|_", "", m.group()))
        close = _closed_up(close).replaced(_COMMA_BY_LONE, lambda m: "")
    seen: list[str] = []
    for one in _DISGUISE["one"]:
        bare = _lettered(close, one)
        if bare.text in seen:
            continue
        seen.append(bare.text)
        bare = _joined(bare)
        if bare.text == base.text:
            continue
        bare = _simple(bare)
        if all(bare.text != other.text for other in found):
            found.append(bare)
    return tuple(found)


def _lettered(reading: Reading, one: str) -> Reading:
    """Read figures inside words as the letters they look like."""
    if _FOR_LETTERS.isdisjoint(reading.text):
        return reading
    return reading.replaced(_LEET_TOKEN, lambda m: _letters(m.group(), one))


def _joined(reading: Reading) -> Reading:
    """Join letters that stand apart, write contractions out, and shorten letters that are drawn out."""
    reading = _written_out(reading.replaced(_SPELT, lambda m: re.sub(r"[^a-z]", "", m.group())))
    return reading.replaced(_IN_WORD, lambda m: "").replaced(_RUN, lambda m: m.group(1))
