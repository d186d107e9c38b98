"""Counting right and wrong: F1 of many labels, with the uncertainty of a small sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Labels = frozenset[str]


@dataclass(frozen=True)
class Judged:
    """One sentence with what it says and what was read."""

    text: str
    language: str
    gold: Labels
    read: Labels
    lead: str = ""
    read_lead: str = ""


@dataclass(frozen=True)
class Tally:
    """How often one label was right, read in vain, and missed."""

    right: int = 0
    vain: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        whole = 2 * self.right + self.vain + self.missed
        return 2 * self.right / whole if whole else 1.0

    @property
    def recall(self) -> float:
        """Share found of what was said."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share said of what was found."""
        return self.right / (self.right + self.vain) if self.right + self.vain else 1.0


def tallies(judged: Sequence[Judged]) -> dict[str, Tally]:
    """Count each label."""
    right: Counter[str] = Counter()
    vain: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for one in judged:
        right.update(one.gold & one.read)
        vain.update(one.read - one.gold)
        missed.update(one.gold - one.read)
    names = sorted({*right, *vain, *missed})
    return {name: Tally(right[name], vain[name], missed[name]) for name in names}


def micro_f1(judged: Sequence[Judged]) -> float:
    """F1 over all label decisions together."""
    counted = tallies(judged).values()
    return Tally(
        sum(one.right for one in counted),
        sum(one.vain for one in counted),
        sum(one.missed for one in counted),
    ).f1


def macro_f1(judged: Sequence[Judged]) -> float:
    """Mean F1 of the labels that really occur."""
    occurring = [one.f1 for one in tallies(judged).values() if one.right + one.missed]
    return sum(occurring) / len(occurring) if occurring else 1.0


def lead_accuracy(judged: Sequence[Judged]) -> float:
    """Share of sentences whose leading intent was read as such."""
    return sum(one.lead == one.read_lead for one in judged) / len(judged) if judged else 1.0


def interval(
    judged: Sequence[Judged],
    measure: Callable[[Sequence[Judged]], float],
    *,
    seed: int = 0,
    rounds: int = 200,
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a measure."""
    dice = Random(seed)  # noqa: S311 - resampling
    drawn = sorted(measure([dice.choice(judged) for _ in judged]) for _ in range(rounds)) if judged else [0.0]
    return drawn[int(0.025 * len(drawn))], drawn[min(int(0.975 * len(drawn)), len(drawn) - 1)]


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


def summary(judged: Sequence[Judged], *, seed: int = 0, rounds: int = 200) -> dict[str, Any]:
    """Bring all measures of one set together."""
    return {
        "sentences": len(judged),
        "micro_f1": micro_f1(judged),
        "micro_f1_95": interval(judged, micro_f1, seed=seed, rounds=rounds),
        "macro_f1": macro_f1(judged),
        "macro_f1_95": interval(judged, macro_f1, seed=seed, rounds=rounds),
        "leading_intent": lead_accuracy(judged),
        "labels": {
            name: {
                "f1": one.f1,
                "precision": one.precision,
                "recall": one.recall,
                "said": one.right + one.missed,
            }
            for name, one in tallies(judged).items()
        },
    }
