"""How well messages are understood: ``tideover evaluate``.

Scores a reader on the held-back fifth in each language: acts and reasons, signals (recall, false alarms),
what is out of scope, seeded noise, and speed; and on other people's labelled messages. Every number has its
95 % interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from bot.model.words import Intent, Signal
from bot.understanding.evaluate_reading import Asked, Reader, Reading, Readings, milliseconds
from bot.understanding.evaluate_sets import ExternalText, in_our_words, known_labels
from bot.understanding.labels import SAID, Classifier, LabelledText
from bot.understanding.noise import KINDS, noisy
from bot.understanding.scoring import (
    Judged,
    Measured,
    Redrawn,
    confusions,
    lead_matrix,
    measured,
    quantile,
    redraw,
    share,
    summary,
)

Pair = tuple[LabelledText, Reading]
NOISY = 3_000
"""How many sentences of a language each kind of noise is tried on: enough for half a point either way."""
TIMED = 400
"""How many sentences of a language are timed."""
SHOWN = 20
WORST = 60


def judge(example: LabelledText, reading: Reading) -> Judged:
    """Compare one sentence with its labels (intents and learned reasons; signals are scored apart)."""
    gold = frozenset({example.intent, *example.also, *example.reasons})
    return Judged(example.text, example.language, gold, reading.labels, example.intent, reading.leading)


def evaluate(
    read_all: Reader,
    *,
    held_back: Sequence[LabelledText],
    external: Sequence[ExternalText] = (),
    timed: Classifier | None = None,
    seed: int = 0,
) -> dict[str, Any]:
    """Score one reader on everything.

    Args:
        read_all: reads sentences, see :mod:`bot.understanding.evaluate_reading`.
        held_back: labelled sentences of any language; each language is scored by itself.
        external: labelled messages of another set.
        timed: the model whose speed is measured, in this process, when all is read.
        seed: decides the noise, what it is tried on, and how F1 is resampled.

    Returns:
        Plain JSON: one block for each language, ``distance`` between the first two of them, ``external``.
    """
    languages = sorted({example.language for example in held_back}, reverse=True)
    by_language = {name: [each for each in held_back if each.language == name] for name in languages}
    tried = {name: noise_trials(examples, seed=seed) for name, examples in by_language.items()}
    asked: list[Asked] = [(each.text, each.language) for each in held_back]
    for name, trials in tried.items():
        asked += [(text, name) for pairs in trials.values() for _, text in pairs]
    readings = read_all([*asked, *((row.text, None) for row in external)])
    report: dict[str, Any] = {"languages": {}}
    drawn = {}
    for name, examples in by_language.items():
        pairs = [(each, readings[each.text, name]) for each in examples]
        judged = [judge(each, reading) for each, reading in pairs]
        drawn[name] = redraw(judged, seed=seed)
        report["languages"][name] = {
            "held_back": summary(judged, drawn=drawn[name]),
            "signals": _signals(pairs),
            "unrelated": _turned_away(pairs),
            "noise": {kind: _under_noise(trial, readings, seed=seed) for kind, trial in tried[name].items()},
            "matrix": lead_matrix(judged),
            "confusions": confusions(judged),
            "worst": _worst(pairs),
        }
        if timed is not None:
            report["languages"][name]["speed"] = _speed(examples, timed, seed=seed)
    if len(languages) > 1:
        report["distance"] = _distance(drawn[languages[0]], drawn[languages[1]])
    if external:
        report["external"] = _external(external, readings, seed=seed)
    return report


def _speed(examples: Sequence[LabelledText], model: Classifier, *, seed: int) -> dict[str, Any]:
    chosen = _drawn(examples, TIMED, seed=seed)
    taken = milliseconds(model, [(each.text, each.language) for each in chosen])
    return {
        "median_ms": quantile(taken, 0.5),
        "p95_ms": quantile(taken, 0.95),
        "per_second": 1000 * len(taken) / sum(taken),
    }


def noise_trials(examples: Sequence[LabelledText], *, seed: int) -> dict[str, list[tuple[LabelledText, str]]]:
    """Make some sentences untidy, in every way; a text that a kind leaves alone stays as it is."""
    chosen = _drawn(examples, NOISY, seed=seed)
    return {kind: [(each, noisy(each.text, kind=kind, seed=seed)) for each in chosen] for kind in KINDS}


def _drawn(examples: Sequence[LabelledText], most: int, *, seed: int) -> Sequence[LabelledText]:
    return examples if len(examples) <= most else Random(f"{seed}").sample(examples, most)  # noqa: S311


def _under_noise(
    trial: Sequence[tuple[LabelledText, str]], readings: Readings, *, seed: int
) -> dict[str, Any]:
    """Say how many points of micro F1 a kind of noise costs, on the same sentences with and without it."""
    clean = redraw([judge(each, readings[each.text, each.language]) for each, _ in trial], seed=seed)
    marred = redraw([judge(each, readings[text, each.language]) for each, text in trial], seed=seed)
    changed = sum(each.text != text for each, text in trial)
    return {
        "micro_f1": measured(marred.micro, of=len(trial)),
        "points_lost": measured(100 * (clean.micro - marred.micro), of=len(trial)) if changed else None,
        "changed": changed / max(len(trial), 1),
    }


def _distance(one: Redrawn, other: Redrawn) -> Measured:
    """Say how many points of macro F1 lie between two languages."""
    return measured(100 * abs(one.macro - other.macro), of=one.sentences + other.sentences)


def _turned_away(pairs: Sequence[Pair]) -> dict[str, Measured | None]:
    """Say how many unrelated messages are rejected or asked back, and how many others with them."""
    away = {True: 0, False: 0}
    whole = {True: 0, False: 0}
    for example, reading in pairs:
        unrelated = example.intent == Intent.OUT_OF_SCOPE.value
        whole[unrelated] += 1
        away[unrelated] += reading.leading == Intent.OUT_OF_SCOPE.value or reading.confidence < SAID
    return {
        "rejected_or_asked_back": share(away[True], whole[True]),
        "others_lost": share(away[False], whole[False]),
    }


def _signals(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Say of every signal that sentences are labelled with how often it is found, and found in vain.

    A false alarm is counted on ordinary messages: not labelled with it, and neither distress nor unrelated.
    """
    labelled = sorted({name for example, _ in pairs for name in example.signals})
    return {name: _signal(name, pairs) for name in (word.value for word in Signal) if name in labelled}


def _signal(name: str, pairs: Sequence[Pair]) -> dict[str, Any]:
    said = [(example, reading) for example, reading in pairs if name in example.signals]
    other = [(example, reading) for example, reading in pairs if name not in example.signals]
    missed = [example.text for example, reading in said if name not in reading.signals]
    alarms = [(example, reading) for example, reading in other if name in reading.signals]
    false = [example.text for example, _ in alarms if _is_ordinary(example)]
    return {
        "recall": share(len(said) - len(missed), len(said)),
        "recall_by_pattern": share(sum(name in reading.by_pattern for _, reading in said), len(said)),
        "false_alarms": share(len(false), sum(_is_ordinary(example) for example, _ in other)),
        "unlabelled": len(alarms),
        "missed": missed[:SHOWN],
        "alarms": false[:SHOWN],
    }


def _is_ordinary(example: LabelledText) -> bool:
    intents = {example.intent, *example.also}
    return example.intent != Intent.OUT_OF_SCOPE.value and Intent.EXPRESS_DISTRESS.value not in intents


def _worst(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """List what was read quite otherwise, the surest first."""
    wrong = [
        (reading.confidence, example.text, sorted(judge(example, reading).gold), sorted(reading.labels))
        for example, reading in pairs
        if not judge(example, reading).gold & reading.labels
    ]
    return [
        {"text": text, "said": said, "read": seen, "confidence": round(sure, 3)}
        for sure, text, said, seen in sorted(wrong, key=lambda row: -row[0])[:WORST]
    ]


def _external(rows: Sequence[ExternalText], readings: Readings, *, seed: int) -> dict[str, Any]:
    """Score other people's messages, each language by itself; the message tells which."""
    known = known_labels(rows)
    judged = [
        Judged(
            row.text, reading.language, in_our_words(row) & known, (reading.intents | reading.reasons) & known
        )
        for row in rows
        for reading in [readings[row.text, None]]
    ]
    by_language = {
        name: [one for one in judged if one.language == name]
        for name in sorted({one.language for one in judged})
    }
    return {
        name: summary(ones, drawn=redraw(ones, seed=seed)) | {"confusions": confusions(ones)}
        for name, ones in by_language.items()
    }
