"""Counting right and wrong: F1 of many labels, shares and quantiles, each with its 95 % interval.

F1 is resampled (bootstrap), since no formula gives its spread; a share has Wilson's interval, a quantile that
of its order statistics. Sets of the same sentences are resampled alike: their difference is a paired one.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt
from numpy.random import default_rng

Labels = frozenset[str]
Floats = npt.NDArray[np.float64]
ROUNDS = 400
_NORMAL = 1.959964
"""How many standard deviations hold 95 %."""


class Measured(TypedDict):
    """A number and its 95 % interval; ``of`` is how many sentences it was measured on."""

    value: float
    low: float
    high: float
    of: int


@dataclass(frozen=True)
class Judged:
    """One sentence with what it says and what was read."""

    text: str
    language: str
    gold: Labels
    read: Labels
    lead: str = ""
    read_lead: str = ""


def share(hits: int, of: int) -> Measured | None:
    """Return a share with Wilson's interval; None of nothing.

    >>> {name: round(number, 3) for name, number in share(9, 10).items()}
    {'value': 0.9, 'low': 0.596, 'high': 0.982, 'of': 10}
    """
    if not of:
        return None
    rate, square = hits / of, _NORMAL**2
    middle = (rate + square / (2 * of)) / (1 + square / of)
    reach = _NORMAL * math.sqrt(rate * (1 - rate) / of + square / (4 * of * of)) / (1 + square / of)
    return Measured(value=rate, low=max(0.0, middle - reach), high=min(1.0, middle + reach), of=of)


def quantile(numbers: Sequence[float], part: float) -> Measured | None:
    """Return the value below which ``part`` of the numbers lie."""
    if not numbers:
        return None
    ordered, size = sorted(numbers), len(numbers)
    reach = _NORMAL * math.sqrt(size * part * (1 - part))
    low, middle, high = (
        ordered[min(max(int(place), 0), size - 1)]
        for place in (size * part - reach, size * part, size * part + reach)
    )
    return Measured(value=middle, low=low, high=high, of=size)


@dataclass(frozen=True)
class Redrawn:
    """How often each label was right, read in vain and missed.

    The first row counts the sentences as they are, every other one a resampling of them.
    """

    labels: tuple[str, ...]
    sentences: int
    right: Floats
    vain: Floats
    missed: Floats

    @property
    def micro(self) -> Floats:
        """F1 over all label decisions together, one for each row."""
        return _f1(self.right.sum(1), self.vain.sum(1), self.missed.sum(1))

    @property
    def macro(self) -> Floats:
        """Mean F1 of the labels that really occur, one for each row."""
        occurs = self.right + self.missed > 0
        each = np.where(occurs, _f1(self.right, self.vain, self.missed), 0.0)
        return np.asarray(np.where(occurs.any(1), each.sum(1) / np.maximum(occurs.sum(1), 1), 1.0))

    def by_label(self) -> dict[str, dict[str, Any]]:
        """Return F1, precision, recall and how often each label was said."""
        right, vain, missed = self.right[0], self.vain[0], self.missed[0]
        scores = _f1(right, vain, missed)
        return {
            label: {
                "f1": float(scores[place]),
                "precision": _ratio(right[place], vain[place]),
                "recall": _ratio(right[place], missed[place]),
                "said": int(right[place] + missed[place]),
            }
            for place, label in enumerate(self.labels)
        }


def redraw(judged: Sequence[Judged], *, seed: int = 0, rounds: int = ROUNDS) -> Redrawn:
    """Count every label, again for each resampling: seed, language and number of sentences decide it."""
    labels = tuple(sorted({label for one in judged for label in one.gold | one.read}))
    place = {label: column for column, label in enumerate(labels)}
    counts = np.zeros((3, len(judged), len(labels)), np.float32)
    for row, one in enumerate(judged):
        for kind, found in enumerate((one.gold & one.read, one.read - one.gold, one.gold - one.read)):
            counts[kind, row, [place[label] for label in found]] = 1
    times = np.ones((1, len(judged)), np.float32)
    if judged and rounds:
        dice = default_rng((seed, zlib.crc32(judged[0].language.encode())))
        even = np.full(len(judged), 1 / len(judged))
        times = np.vstack([times, dice.multinomial(len(judged), even, size=rounds).astype(np.float32)])
    right, vain, missed = ((times @ kind).astype(np.float64) for kind in counts)
    return Redrawn(labels, len(judged), right, vain, missed)


def measured(values: Floats, *, of: int) -> Measured:
    """Take the number of the first row and the interval of the others."""
    others = values[1:] if len(values) > 1 else values
    low, high = np.quantile(others, (0.025, 0.975))
    return Measured(value=float(values[0]), low=float(low), high=float(high), of=of)


def micro_f1(judged: Sequence[Judged]) -> float:
    """F1 over all label decisions together."""
    return float(redraw(judged, rounds=0).micro[0])


def macro_f1(judged: Sequence[Judged]) -> float:
    """Mean F1 of the labels that really occur."""
    return float(redraw(judged, rounds=0).macro[0])


def summary(judged: Sequence[Judged], *, drawn: Redrawn) -> dict[str, Any]:
    """Bring all measures of one set together."""
    return {
        "sentences": len(judged),
        "micro_f1": measured(drawn.micro, of=len(judged)),
        "macro_f1": measured(drawn.macro, of=len(judged)),
        "macro_f1_redrawn": [round(float(each), 5) for each in drawn.macro],
        "leading_intent": share(sum(one.lead == one.read_lead for one in judged if one.lead), _led(judged)),
        "labels": drawn.by_label(),
    }


def confusions(judged: Sequence[Judged], *, most: int = 40) -> list[dict[str, Any]]:
    """List which label was read where another was said."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in judged:
        lost, extra = one.gold - one.read, one.read - one.gold
        pairs.update((said, seen) for said in lost for seen in extra or {"(nothing)"})
    return [{"said": said, "read": seen, "times": times} for (said, seen), times in pairs.most_common(most)]


def lead_matrix(judged: Sequence[Judged]) -> dict[str, Any]:
    """Count each leading intent (a row) against what was read in its place (a column).

    Returns:
        ``intents`` in alphabetical order, and ``counts`` with a row and a column for each of them.
    """
    pairs = Counter((one.lead, one.read_lead) for one in judged)
    intents = sorted({name for pair in pairs for name in pair})
    return {"intents": intents, "counts": [[pairs[said, seen] for seen in intents] for said in intents]}


def _led(judged: Sequence[Judged]) -> int:
    return sum(bool(one.lead) for one in judged)


def _f1(right: Floats, vain: Floats, missed: Floats) -> Floats:
    """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
    whole = 2 * right + vain + missed
    return np.asarray(np.where(whole > 0, 2 * right / np.maximum(whole, 1), 1.0))


def _ratio(right: float, wrong: float) -> float:
    return float(right / (right + wrong)) if right + wrong else 1.0
