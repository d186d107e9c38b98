"""The multi-label classifier: acts, reasons and signals of one message, read with numpy alone.

One linear head per label over the features of :mod:`bot.understanding.features`. Training is in
:mod:`bot.understanding.learning`; this module holds the trained numbers, saves and loads them (one file that
Python 3.10 and 3.11 read alike) and scores a message in about a millisecond.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from bot.model.errors import BadFile
from bot.understanding.encoder import Encoder, fingerprint, shipped_encoder
from bot.understanding.features import features_of
from bot.understanding.labels import INTENT, REASON, SIGNAL, LabelledText, LabelScores
from bot.understanding.learning import Learned, learn

__all__ = ["LabelModel", "LabelScores", "LabelledText", "train"]

Floats = npt.NDArray[np.float32]
FORMAT = 1
REMEDY = "run `tideover train` to make it anew"
ENOUGH = 32_000
"""How many sentences the heads are learned from where the encoder was tuned on more: it carries the rest."""
SCARCE = 1_000
"""A label with fewer sentences needs all of them."""


@dataclass(frozen=True)
class LabelModel:
    """Trained numbers, and how to read a message with them."""

    learned: Learned
    encoder: Encoder | None = None

    def read(self, text: str) -> LabelScores:
        """Score every label on ``text``, strongest first within each kind."""
        confidences = self._confidences(text)
        ranked: dict[str, list[tuple[str, float]]] = {INTENT: [], REASON: [], SIGNAL: []}
        for label, confidence in sorted(
            zip(self.learned.labels, confidences.tolist()),  # noqa: B905 - Python 3.10
            key=lambda pair: -pair[1],
        ):
            kind, name = label.split(":", 1)
            ranked[kind].append((name, round(confidence, 4)))
        return LabelScores(
            tuple(ranked[INTENT]),
            tuple(ranked[REASON]),
            tuple(ranked[SIGNAL]),
            self._leading(ranked[INTENT]),
        )

    def _confidences(self, text: str) -> Floats:
        learned = self.learned
        rows = sorted(
            learned.vocabulary[feature] for feature in features_of(text) if feature in learned.vocabulary
        )
        if not rows:
            scores = learned.bias
        else:
            weights = learned.idf[rows]
            weights = weights / np.linalg.norm(weights)
            scores = weights @ learned.weights[rows] + learned.bias
        if self.encoder is not None and len(learned.vector_weights):
            scores = scores + self.encoder.vectors([text])[0] @ learned.vector_weights
        logits = learned.slopes * (scores - learned.thresholds)
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)

    def _leading(self, intents: list[tuple[str, float]]) -> str:
        said = [pair for pair in intents if pair[1] >= 0.5] or intents[:1]
        leads = self.learned.leads
        return max(said, key=lambda pair: pair[1] * leads.get(pair[0], 0.5))[0]

    def save(self, path: Path | str) -> None:
        """Write everything into one compressed file."""
        learned = self.learned
        described = {
            "format": FORMAT,
            "encoder": self.encoder.name if self.encoder else "",
            "labels": learned.labels,
            "leads": learned.leads,
            "vocabulary": list(learned.vocabulary),
        }
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with Path(path).open("wb") as stream:
            np.savez_compressed(
                stream,
                described=np.frombuffer(json.dumps(described, ensure_ascii=False).encode(), dtype=np.uint8),
                idf=learned.idf,
                weights=learned.weights.astype(np.float16),
                bias=learned.bias,
                thresholds=learned.thresholds,
                slopes=learned.slopes,
                vector_weights=learned.vector_weights,
            )

    @classmethod
    def load(cls, path: Path | str) -> LabelModel:
        """Read a file written by :meth:`save`.

        Raises:
            BadFile: the file is missing, damaged or of another format.
        """
        try:
            with np.load(path) as stored:
                described = json.loads(stored["described"].tobytes().decode())
                numbers = {
                    name: stored[name].astype(np.float32)
                    for name in ("idf", "weights", "bias", "thresholds", "slopes", "vector_weights")
                }
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise BadFile(
                f"the language model cannot be read ({error})", where=str(path), remedy=REMEDY
            ) from error
        if described.get("format") != FORMAT:
            raise BadFile(
                f"the language model has format {described.get('format')}, this program reads {FORMAT}",
                where=str(path),
                remedy=REMEDY,
            )
        encoder = shipped_encoder() if described["encoder"] else None
        if described["encoder"] and (encoder is None or encoder.name != described["encoder"]):
            raise BadFile(
                f"the language model was trained with the encoder {described['encoder']}, which is not here",
                where=str(path),
                remedy=REMEDY,
            )
        return cls(
            Learned(
                labels=tuple(described["labels"]),
                vocabulary={feature: row for row, feature in enumerate(described["vocabulary"])},
                leads=described["leads"],
                **numbers,
            ),
            encoder,
        )


def train(
    examples: Sequence[LabelledText],
    *,
    seed: int = 0,
    encoder: Encoder | Literal["shipped"] | None = "shipped",
    cache: Path | None = None,
) -> LabelModel:
    """Learn from labelled sentences.

    Args:
        examples: sentences with everything they say.
        seed: kept for the day when learning needs chance; today the result depends on the examples alone.
        encoder: gives sentence vectors; by default the one that ships with the product, None does without.
        cache: file in which the vectors of sentences already seen are kept, so that the next training is
        quick.

    Returns:
        The model, ready to read and to save.
    """
    if encoder == "shipped":
        encoder = shipped_encoder()
    if encoder is None:
        return LabelModel(learn(examples))
    examples = enough(examples, encoder)
    return LabelModel(
        learn(examples, vectors=cached_vectors(examples, encoder=encoder, cache=cache)), encoder
    )


def enough(examples: Sequence[LabelledText], encoder: Encoder) -> Sequence[LabelledText]:
    """Leave out some of the sentences that ``encoder`` was tuned on, so that training stays under a minute.

    What it was not tuned on is always learned, and so is what has a rare label; of the rest the texts alone
    decide, so that the next training draws the same.
    """
    if len(examples) <= ENOUGH:
        return examples
    counts = Counter(label for example in examples for label in example.labels)
    needed = [
        not encoder.knows(example.text) or min(counts[label] for label in example.labels) < SCARCE
        for example in examples
    ]
    spare = len(examples) - sum(needed)
    limit = 2**32 * max(0, ENOUGH - sum(needed)) / max(1, spare)
    return [
        example
        for example, need in zip(examples, needed)  # noqa: B905 - Python 3.10
        if need or fingerprint(example.text) < limit
    ]


def cached_vectors(examples: Sequence[LabelledText], *, encoder: Encoder, cache: Path | None) -> Floats:
    """Return the vector of each sentence, from ``cache`` where it knows it."""
    known: dict[str, Floats] = {}
    if cache is not None and cache.exists():
        with np.load(cache) as stored:
            if str(stored["encoder"]) == encoder.name:
                known = dict(zip(stored["texts"].tolist(), stored["vectors"].astype(np.float32)))  # noqa: B905
    fresh = sorted({example.text for example in examples} - known.keys())
    if fresh:
        rounded = encoder.learning_vectors(fresh).astype(np.float16)  # as the next training will find them
        known |= dict(zip(fresh, rounded.astype(np.float32)))  # noqa: B905
        if cache is not None:
            cache.parent.mkdir(parents=True, exist_ok=True)
            vectors = np.stack(list(known.values())).astype(np.float16)
            np.savez(cache, encoder=encoder.name, texts=np.array(list(known)), vectors=vectors)
    return np.stack([known[example.text] for example in examples])
