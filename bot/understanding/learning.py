"""Learning the linear heads: ridge regression in closed form over counted features and sentence vectors.

Why ridge: one matrix, as large as there are features and not as there are sentences, solves every label at
once and gives, exactly, the score that each sentence would have got had it not been in the training data.
Those scores set the thresholds without training folds. Of some hundred thousand counted features the few
thousand that say most about any label are kept; the sentence vectors carry the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.understanding.features import features_of
from bot.understanding.labels import INTENT, LabelledText

Floats = npt.NDArray[np.float32]
Counted = tuple[npt.NDArray[np.intp], Floats]
"""Which counted features a sentence has, and their weights."""

RIDGE = 1.0
VECTOR_SHARE = 8.0
"""Weight of the sentence vectors beside the counted features."""
SEEN_AT_LEAST = 2
KEPT = 4000
"""Counted features that are kept: half as many cost half a point, and time grows with the square."""
TRUST = 12.0
"""How many positive sentences a label needs before its own threshold counts as much as the common one."""


SLOPE = 10.0
"""How fast confidence rises with the margin when there are sentence vectors.

Fixed, since the encoder was tuned on these sentences and the left-one-out margins look too good. Chosen on
the held-back fifth, so that an intent read with confidence 0.9 is right in about nine cases of ten.
"""

RECALL_COUNTS: dict[str, float] = {
    "signal:crisis": 4.0,
    "signal:death": 2.0,
    "signal:minor": 2.0,
    "signal:capacity": 2.0,
    "signal:stop": 2.0,
    "signal:cease": 2.0,
    "signal:human": 1.5,
    "signal:wrong_person": 1.5,
    "signal:serious_illness": 1.5,
    "signal:attorney": 1.5,
    "signal:bankruptcy": 1.5,
}
"""Signals where a miss costs more than a false alarm, and how much more recall counts than precision."""


@dataclass(frozen=True)
class Learned:
    """Everything that training finds."""

    labels: tuple[str, ...]
    vocabulary: dict[str, int]
    leads: dict[str, float]
    idf: Floats
    weights: Floats
    bias: Floats
    thresholds: Floats
    slopes: Floats
    vector_weights: Floats
    """One row for each number of a sentence vector; no rows when learned without an encoder."""


def learn(examples: Sequence[LabelledText], *, vectors: Floats | None = None) -> Learned:
    """Fit one head per label on ``examples``; ``vectors`` holds the sentence vector of each."""
    bags = [sorted(features_of(example.text)) for example in examples]
    labels = tuple(sorted({label for example in examples for label in example.labels}))
    place = {label: column for column, label in enumerate(labels)}
    wanted = np.zeros((len(examples), len(labels)), np.float32)
    for row, example in enumerate(examples):
        for label in example.labels:
            wanted[row, place[label]] = 1.0
    vocabulary, idf = _vocabulary(bags, wanted)
    if vectors is None:
        vectors = np.zeros((len(examples), 0), np.float32)
    counted_rows = [_counted(bag, vocabulary=vocabulary, idf=idf) for bag in bags]
    ones = np.ones((len(examples), 1), np.float32)
    dense = np.hstack([np.sqrt(np.float32(VECTOR_SHARE)) * vectors, ones]).astype(np.float32)
    found, left_out = _solve(counted_rows, dense, wanted, counted=len(vocabulary))
    counted, bias = len(vocabulary), found[-1]
    thresholds = _thresholds(left_out, wanted, labels)
    return Learned(
        labels=labels,
        vocabulary=vocabulary,
        leads=_leads(examples),
        idf=idf,
        weights=found[:counted],
        bias=bias,
        thresholds=thresholds,
        slopes=(
            np.full(len(labels), SLOPE, np.float32)
            if vectors.shape[1]
            else _slopes(left_out - thresholds, wanted)
        ),
        vector_weights=np.sqrt(np.float32(VECTOR_SHARE)) * found[counted:-1],
    )


def _vocabulary(bags: Sequence[Sequence[str]], wanted: Floats) -> tuple[dict[str, int], Floats]:
    """Choose the features to count: seen often enough, and telling most about any one label."""
    counts = Counter(feature for bag in bags for feature in bag)
    least = SEEN_AT_LEAST if len(bags) > 200 else 1
    known = sorted(feature for feature, count in counts.items() if count >= least)
    if len(known) > KEPT:
        place = {feature: row for row, feature in enumerate(known)}
        together = np.zeros((len(known), wanted.shape[1]), np.float32)
        for bag, labels in zip(bags, wanted):  # noqa: B905 - Python 3.10
            together[[place[feature] for feature in bag if feature in place]] += labels
        seen = np.array([counts[feature] for feature in known], np.float32)
        by_chance = np.outer(seen, wanted.mean(axis=0))
        telling = ((together - by_chance) / np.sqrt(by_chance + 1)).max(axis=1)
        known = sorted(known[row] for row in np.argsort(-telling, kind="stable")[:KEPT])
    total = len(bags)
    idf = [np.log((1 + total) / (1 + counts[feature])) + 1 for feature in known]
    return {feature: row for row, feature in enumerate(known)}, np.array(idf, np.float32)


def _counted(bag: Sequence[str], *, vocabulary: dict[str, int], idf: Floats) -> Counted:
    """Return which counted features a sentence has, and their weights, of length 1."""
    columns = np.array([vocabulary[feature] for feature in bag if feature in vocabulary], np.intp)
    weights = idf[columns]
    return columns, weights / max(float(np.linalg.norm(weights)), 1e-6)


def _solve(rows: Sequence[Counted], dense: Floats, wanted: Floats, *, counted: int) -> tuple[Floats, Floats]:
    """Solve for every label at once; also return what each sentence would score if it were left out.

    A sentence has some fifty of the thousands of counted features, so those are summed feature by feature;
    as one table of mostly zeros the same would take three times as long and a gigabyte.
    """
    size = counted + dense.shape[1]
    matrix, right = np.zeros((size, size), np.float32), np.zeros((size, wanted.shape[1]), np.float32)
    for (columns, weights), vector, said in zip(rows, dense, wanted):  # noqa: B905 - Python 3.10
        matrix[columns[:, None], columns] += np.outer(weights, weights)
        matrix[columns, counted:] += np.outer(weights, vector)
        labels = np.flatnonzero(said)
        right[columns[:, None], labels] += weights[:, None]
    matrix[counted:, :counted] = matrix[:counted, counted:].T
    matrix[counted:, counted:] = dense.T @ dense
    right[counted:] = dense.T @ wanted
    matrix[np.diag_indices(size)] += RIDGE
    inverse = np.linalg.inv(matrix).astype(np.float32)
    found = inverse @ right
    scores = dense @ found[counted:]
    share = np.einsum("ij,ij->i", dense @ inverse[counted:, counted:], dense)
    for row, (columns, weights) in enumerate(rows):
        scores[row] += weights @ found[columns]
        alone = inverse[columns[:, None], columns]
        share[row] += weights @ alone @ weights + 2 * (weights @ inverse[columns, counted:]) @ dense[row]
    missed = wanted - scores
    return found, wanted - missed / (1 - np.minimum(share, 0.999))[:, None]


def _thresholds(scores: Floats, wanted: Floats, labels: Sequence[str]) -> Floats:
    common = _best_threshold(scores.ravel(), wanted.ravel())
    found = []
    for column, label in enumerate(labels):
        positives = float(wanted[:, column].sum())
        care = RECALL_COUNTS.get(label, 1.0)
        own = _best_threshold(scores[:, column], wanted[:, column], care=care) if positives else common
        found.append((positives * own + TRUST * common) / (positives + TRUST))
    return np.array(found, np.float32)


def _best_threshold(scores: Floats, wanted: Floats, *, care: float = 1.0) -> float:
    """Return the threshold with the highest F; the middle of the best stretch, to be steady.

    Args:
        scores: of each sentence.
        wanted: 1 where the label is said.
        care: how many times recall counts as much as precision (the beta of F-beta).
    """
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(wanted[order])
    quality = (1 + care**2) * hits / (np.arange(1, len(order) + 1) + care**2 * wanted.sum())
    best = np.flatnonzero(quality >= quality.max() - 0.002)
    edge = scores[order]
    place = int(best[len(best) // 2])
    following = edge[min(place + 1, len(edge) - 1)]
    return float((edge[place] + following) / 2)


def _slopes(margins: Floats, wanted: Floats) -> Floats:
    """Fit how fast confidence rises with the margin, one number a label, by a few Newton steps."""
    found = []
    for column in range(wanted.shape[1]):
        margin, truth = margins[:, column].astype(float), wanted[:, column].astype(float)
        slope = 8.0
        for _ in range(12):
            chance = 1 / (1 + np.exp(-np.clip(slope * margin, -30, 30)))
            gradient = float(((chance - truth) * margin).sum()) + 0.02 * (slope - 8.0)
            curve = float((chance * (1 - chance) * margin**2).sum()) + 0.02
            slope = float(np.clip(slope - gradient / curve, 2.0, 40.0))
        found.append(slope)
    return np.array(found, np.float32)


def _leads(examples: Sequence[LabelledText]) -> dict[str, float]:
    """Say how often an intent leads when several are said (smoothed)."""
    led: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for example in examples:
        if example.also:
            led[example.intent] += 1
            said.update({example.intent, *example.also})
    names = {
        label.split(":", 1)[1] for example in examples for label in example.labels if label.startswith(INTENT)
    }
    return {name: (led[name] + 2) / (said[name] + 4) for name in sorted(names)}
