"""Learning the linear heads: ridge regression in closed form over counted features and sentence vectors.

Why ridge: with the Gram matrix of all sentences, one factorisation solves every label at once and gives, for
free and exactly, the score that each sentence would have got had it not been in the training data. Those
scores set the thresholds and the confidences without training folds. scipy makes it fast (the engine's
environment has it); without scipy the same numbers come slower.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.understanding.features import features_of
from bot.understanding.labels import INTENT, LabelledText

try:
    import scipy.linalg as scipy_linalg  # type: ignore[import-untyped]
    import scipy.sparse as scipy_sparse  # type: ignore[import-untyped]
except ImportError:  # the product environment; small models only
    scipy_linalg = scipy_sparse = None

Floats = npt.NDArray[np.float32]

RIDGE = 1.0
VECTOR_SHARE = 8.0
"""Weight of the sentence vectors beside the counted features."""
SEEN_AT_LEAST = 2
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
    bags = [features_of(example.text) for example in examples]
    vocabulary, idf = _vocabulary(bags)
    labels = tuple(sorted({label for example in examples for label in example.labels}))
    place = {label: column for column, label in enumerate(labels)}
    wanted = np.zeros((len(examples), len(labels)), np.float32)
    for row, example in enumerate(examples):
        for label in example.labels:
            wanted[row, place[label]] = 1.0
    table = _table(bags, vocabulary=vocabulary, idf=idf)
    gram = _gram(table) + 1.0  # the constant is the bias
    if vectors is None:
        vectors = np.zeros((len(examples), 0), np.float32)
    gram += VECTOR_SHARE * (vectors @ vectors.T)
    gram[np.diag_indices_from(gram)] += RIDGE
    dual, diagonal = _solve(gram, wanted)
    left_out = wanted - dual / diagonal[:, None]
    thresholds = _thresholds(left_out, wanted, labels)
    return Learned(
        labels=labels,
        vocabulary=vocabulary,
        leads=_leads(examples),
        idf=idf,
        weights=np.asarray(table.T @ dual, dtype=np.float32),
        bias=dual.sum(axis=0).astype(np.float32),
        thresholds=thresholds,
        slopes=(
            np.full(len(labels), SLOPE, np.float32)
            if vectors.shape[1]
            else _slopes(left_out - thresholds, wanted)
        ),
        vector_weights=(VECTOR_SHARE * (vectors.T @ dual)).astype(np.float32),
    )


def _vocabulary(bags: Sequence[set[str]]) -> tuple[dict[str, int], Floats]:
    counts = Counter(feature for bag in bags for feature in bag)
    least = SEEN_AT_LEAST if len(bags) > 200 else 1
    kept = sorted(feature for feature, count in counts.items() if count >= least)
    total = len(bags)
    idf = [np.log((1 + total) / (1 + counts[feature])) + 1 for feature in kept]
    return {feature: row for row, feature in enumerate(kept)}, np.array(idf, np.float32)


def _table(bags: Sequence[set[str]], *, vocabulary: dict[str, int], idf: Floats) -> Any:
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for bag in bags:
        rows = sorted(vocabulary[feature] for feature in bag if feature in vocabulary)
        weights = idf[rows]
        columns += rows
        values += (weights / max(float(np.linalg.norm(weights)), 1e-6)).tolist()
        starts.append(len(columns))
    if scipy_sparse is not None:
        shape = (len(bags), len(vocabulary))
        return scipy_sparse.csr_matrix((np.array(values, np.float32), columns, starts), shape=shape)
    table = np.zeros((len(bags), len(vocabulary)), np.float32)
    for row, (start, end) in enumerate(zip(starts, starts[1:])):  # noqa: B905, RUF007
        table[row, columns[start:end]] = values[start:end]
    return table


def _gram(table: Any) -> Floats:
    product = table @ table.T
    return np.asarray(product.toarray() if hasattr(product, "toarray") else product, dtype=np.float32)


def _solve(matrix: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Solve for every label at once; also return the diagonal of the inverse, for the left-one-out scores."""
    if scipy_linalg is None:
        inverse = np.linalg.inv(matrix).astype(np.float32)
        return inverse @ wanted, np.diag(inverse)
    lower = scipy_linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    dual = scipy_linalg.cho_solve((lower, True), wanted, check_finite=False)
    inverted, _ = scipy_linalg.lapack.strtri(lower, lower=1, overwrite_c=1)
    return np.asarray(dual, dtype=np.float32), np.einsum("ij,ij->j", inverted, inverted)


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
