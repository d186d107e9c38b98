"""Signals that must never be missed: crisis, opt-out, bereavement and the like, found by pattern.

Deterministic and recall first, in both languages at once whatever the language of the message, because
people mix them and because a model may be unsure. The patterns are data (``lexicon/signals.zh.yml`` and
``signals.en.yml``; ``signals.other.yml`` has the gravest words of other languages); this module prepares the
views that they are searched in and drops hits that mean something else. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import yaml

from bot.model.words import Signal
from bot.understanding import signal_words
from bot.understanding.features import syllables
from bot.understanding.folding import LEXICON, Folded, fold, fold_with_places
from bot.understanding.signal_details import detail_of

CERTAIN, POSSIBLE = "certain", "possible"
OTHER = "other"
"""The lexicon of the languages that the product does not speak."""

_EVASIVE = frozenset({Signal.CRISIS, Signal.STOP, Signal.CEASE})
"""Signals also searched with everything but letters taken out (不.想.活.了)."""


@dataclass(frozen=True)
class SignalHit:
    """One signal found, in the borrower's own spelling; ``start`` to ``end`` is half open."""

    signal: Signal
    text: str
    start: int
    end: int
    strength: str = CERTAIN
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Patterns:
    certain: tuple[re.Pattern[str], ...]
    possible: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    sounds: tuple[re.Pattern[str], ...]


def find_signals(text: str, language: str | None = None) -> tuple[SignalHit, ...]:
    """Find every signal in ``text``, in order of place; at most one hit per signal and place.

    Args:
        text: the message as it came.
        language: the language of the message; only a hint, both lexicons are always read.

    Returns:
        Hits. ``certain`` ones are said in so many words, ``possible`` ones may mean something milder; both
        count, the caller may ask back about the latter. ``detail`` holds ``channel``/``channels``/``to`` of
        a media ban and ``from``/``to``/``days`` of hours.
    """
    folded = fold_with_places(text)
    if not folded.text.strip():
        return ()
    plain, bare = _plain(folded), _bare(folded)
    spoken = _spoken(bare)
    found: dict[Signal, list[SignalHit]] = {}
    for signal, patterns in _lexicon():
        view = folded if signal is Signal.INJECTION else plain
        spans = [(view, *span) for span in _search(patterns, view.text)]
        if signal in _EVASIVE and bare.text != view.text:
            spans += [(bare, *span) for span in _search(patterns, bare.text) if _is_chinese(bare.text, span)]
        if patterns.sounds:
            spans += [(bare, *span) for span in _sound_spans(patterns, bare.text, spoken)]
        hits = [_hit(signal, text, each) for each in spans]
        if hits:
            found[signal] = _without_repeats(hits)
    _complete(found)
    return tuple(
        sorted((hit for hits in found.values() for hit in hits), key=lambda hit: (hit.start, hit.signal))
    )


def let_go(text: str, among: Collection[Signal]) -> frozenset[Signal]:
    """Find those ``among`` some signals whose words stand in ``text`` but mean something else."""
    if not among:
        return frozenset()
    plain = _plain(fold_with_places(text)).text
    return frozenset(
        signal
        for signal, patterns in _lexicon()
        if signal in among
        and any(rule.search(plain) for rule in patterns.unless)
        and any(rule.search(plain) for rule in (*patterns.certain, *patterns.possible))
    )


def set_aside(text: str, signal: Signal) -> tuple[tuple[int, int], ...]:
    """Find where in ``text`` stand words that the patterns of ``signal`` know to mean something else."""
    plain = _plain(fold_with_places(text))
    rules = dict(_lexicon())[signal].unless
    return tuple(plain.origin(*match.span()) for rule in rules for match in rule.finditer(plain.text))


def _hit(signal: Signal, text: str, span: tuple[Folded, int, int, str]) -> SignalHit:
    view, start, end, strength = span
    begin, stop = view.origin(start, end)
    return SignalHit(
        signal, text[begin:stop], begin, stop, strength, detail_of(signal, view.text, start=start, end=end)
    )


def _without_repeats(hits: list[SignalHit]) -> list[SignalHit]:
    kept: list[SignalHit] = []
    for hit in sorted(hits, key=lambda each: (each.strength != CERTAIN, each.start - each.end)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return kept


def _complete(found: dict[Signal, list[SignalHit]]) -> None:
    """Settle what one set of words says twice.

    Where everything is to cease, stop is said too. Hours that are refused are not an opt-out, nor a ban of a
    medium, nor hours that suit. A ban of calls or e-mail is not an opt-out of this conversation; "stop
    texting" is both.
    """
    cease = found.get(Signal.CEASE, [])
    refused = _outside(found.get(Signal.INCONVENIENT_TIME, []), cease)
    bans = found.get(Signal.MEDIA_BAN, [])
    refused = _outside(refused, [ban for ban in bans if "to" in ban.detail])
    bans = [ban for ban in bans if "to" in ban.detail] + _outside(
        [ban for ban in bans if "to" not in ban.detail], refused
    )
    bans = _outside(bans, found.get(Signal.CONSENT, []))  # "don't stop texting me"
    elsewhere = [ban for ban in bans if "sms" not in ban.detail.get("channels", ())]
    agreed = found.get(Signal.CONSENT, [])
    stops = _outside(found.get(Signal.STOP, []), [*refused, *elsewhere, *agreed])
    free = _outside(stops, bans)
    stops = [replace(hit, detail={"everything": True}) if hit in free else hit for hit in stops]
    stops += [SignalHit(Signal.STOP, hit.text, hit.start, hit.end, hit.strength) for hit in cease]
    found[Signal.STOP] = _without_repeats(stops)
    found[Signal.INCONVENIENT_TIME] = refused
    found[Signal.MEDIA_BAN] = bans
    found[Signal.HUMAN] = _outside(found.get(Signal.HUMAN, []), bans)  # "ring me" of "don't ring me"
    found[Signal.AGREED_HOURS] = _outside(found.get(Signal.AGREED_HOURS, []), refused)


def _outside(hits: list[SignalHit], others: list[SignalHit]) -> list[SignalHit]:
    return [
        hit for hit in hits if not any(hit.start < other.end and other.start < hit.end for other in others)
    ]


def _search(patterns: _Patterns, text: str) -> Iterator[tuple[int, int, str]]:
    dropped: list[tuple[int, int]] | None = None
    for strength, expressions in ((CERTAIN, patterns.certain), (POSSIBLE, patterns.possible)):
        for expression in expressions:
            for match in expression.finditer(text):
                start, end = match.span()
                if start == end:
                    continue
                if dropped is None:
                    dropped = [m.span() for rule in patterns.unless for m in rule.finditer(text)]
                if not any(start < till and since < end for since, till in dropped):
                    yield start, end, strength


def _sound_spans(
    patterns: _Patterns, text: str, spoken: tuple[str, list[int]]
) -> Iterator[tuple[int, int, str]]:
    sounds, places = spoken
    dropped = [match.span() for rule in patterns.unless for match in rule.finditer(text)]
    for expression in patterns.sounds:
        for match in expression.finditer(sounds):
            first = sounds[: match.start()].count(" ")
            last = first + match.group().strip().count(" ")
            start, end = places[first], places[last] + 1
            if not any(start < till and since < end for since, till in dropped):
                yield start, end, POSSIBLE


def _is_chinese(text: str, span: tuple[int, int, str]) -> bool:
    return "\u3400" <= text[span[0]] <= "\u9fff"


_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACED = re.compile(r"(?<![a-z])[a-z](?:[ .\-_*]{1,2}[a-z]){2,}(?![a-z])")
_MIXED = re.compile(r"(?<![a-z0-9@$!|])[0-9@$!|]*[a-z][a-z0-9@$!|]*")
_FIGURES = {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "@": "a",
    "$": "s",
    "!": "i",
    "|": "i",
}
_NATURAL = re.compile(r"[^\x00-\x7f]+")
"""Letters that folding may change, in a pattern."""
_NUMBERED = re.compile(r"^\d+[a-z]+[!|]*$|^[a-z]+\d*[!|]*$")


def _plain(folded: Folded) -> Folded:
    """Drop apostrophes and blanks beside Chinese characters, join spaced letters, read figures as letters."""
    text = list(folded.text.replace("\n", " "))
    joined = "".join(text)
    gone = {place for place, letter in enumerate(text) if letter in "'`´"}
    gone |= {
        place
        for place, letter in enumerate(text)
        if letter == " "
        and (_HAN.match(joined, place - 1) if place else None)
        and _HAN.match(joined, place + 1)
    }
    for spaced in _SPACED.finditer(joined):
        gone |= {place for place in range(*spaced.span()) if not text[place].isalpha()}
    for word in _MIXED.finditer(joined):
        if not word.group().isalpha() and not _NUMBERED.match(word.group()):
            for place in range(*word.span()):
                text[place] = _FIGURES.get(text[place], text[place])
    kept = [place for place in range(len(text)) if place not in gone]
    return Folded("".join(text[place] for place in kept), tuple(folded.places[place] for place in kept))


def _bare(folded: Folded) -> Folded:
    kept = [place for place, letter in enumerate(folded.text) if letter.isalnum()]
    return Folded(
        "".join(folded.text[place] for place in kept), tuple(folded.places[place] for place in kept)
    )


def _spoken(bare: Folded) -> tuple[str, list[int]]:
    """Give the Chinese characters as syllables, and where each stands."""
    table = syllables()
    pairs = [(table[letter], place) for place, letter in enumerate(bare.text) if letter in table]
    return " ".join(sound for sound, _ in pairs), [place for _, place in pairs]


@lru_cache(maxsize=1)
def _lexicon() -> tuple[tuple[Signal, _Patterns], ...]:
    entries: list[tuple[Signal, _Patterns]] = []
    for language in ("zh", "en", OTHER):
        path = LEXICON / f"signals.{language}.yml"
        content: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, rules in content.items():
            entries.append((Signal(name), _compile(rules, language=language)))
    merged: dict[Signal, _Patterns] = {}
    for signal, patterns in entries:
        before = merged.get(signal, _Patterns((), (), (), ()))
        merged[signal] = _Patterns(
            before.certain + patterns.certain,
            before.possible + patterns.possible,
            before.unless + patterns.unless,
            before.sounds + patterns.sounds,
        )
    return tuple(merged.items())


def _compile(rules: dict[str, str], *, language: str) -> _Patterns:
    def expressions(key: str) -> tuple[re.Pattern[str], ...]:
        lines = (line.strip() for line in rules.get(key, "").splitlines())
        if language == OTHER:  # written in natural spelling, read as the messages are
            lines = (_NATURAL.sub(lambda found: fold(found.group()), line) for line in lines)
        return tuple(re.compile(signal_words.written_out(line, language=language)) for line in lines if line)

    sounds = tuple(
        re.compile(rf"(?<![a-z]){line.strip()}(?![a-z])") for line in rules.get("sounds", "").splitlines()
    )
    return _Patterns(expressions("certain"), expressions("possible"), expressions("not"), sounds)
