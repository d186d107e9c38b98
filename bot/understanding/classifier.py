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
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from bot.model.errors import BadFile
from bot.understanding.encoder import Encoder, fingerprint, shipped_encoder, unit
from bot.understanding.features import features_of
from bot.understanding.labels import INTENT, REASON, SIGNAL, LabelledText, LabelScores
from bot.understanding.learning import Learned, learn

__all__ = ["LabelModel", "LabelScores", "LabelledText", "train"]

Floats = npt.NDArray[np.float32]
FORMAT = 1
REMEDY = "run `tideover train` to make it anew"
ENOUGH = 5_500
"""How many sentences the heads are learned from where the encoder was tuned on more: it carries the rest."""
SCARCE = 1_000
"""A label with fewer sentences needs all of them."""
OWN = 0.7
"""What the network's own word about a label weighs beside that of the head learned here, in log odds.

Together they read better than either: the network's was learned with the network, the other knows the words
counted and whatever was added since.
"""
CAUTION = 0.5
"""How much lower the log odds of intents and reasons are than both say: both know what they learned from.

Chosen on the held-back fifth, where what is read with confidence 0.9 is then right nine times in ten.
"""

EARLIER: dict[str, float] = {
    "signal:crisis": 2.3,
    "signal:death": 2.8,
    "signal:stop": 4.3,
    "signal:human": 4.3,
    "signal:wrong_person": 4.3,
}
"""How much log odds a signal is lent, so that it counts where intents and reasons would not.

Thresholds found on sentences that the network knows are too high for new ones, and here a miss costs more
than a false alarm. Chosen on the held-back fifth so that at most two ordinary messages in a hundred give a
false alarm: who says "this month is killing me" and asks for a day has to get the day.
"""


@dataclass(frozen=True)
class LabelModel:
    """Trained numbers, and how to read a message with them."""

    learned: Learned
    encoder: Encoder | None = None

    def read(self, text: str) -> LabelScores:
        """Score every label on ``text``, strongest first within each kind."""
        confidences, leads = self._scores(text)
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
            self._leading(ranked[INTENT], leads),
        )

    def _scores(self, text: str) -> tuple[Floats, dict[str, float]]:
        """How sure each label is, and how much each intent looks like the leading one to the network."""
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
        if self.encoder is None or not len(learned.vector_weights):
            return _sure(learned.slopes * (scores - learned.thresholds)), {}
        state = self.encoder.state(text)
        scores = scores + unit(state) @ learned.vector_weights
        odds = learned.slopes * (scores - learned.thresholds)
        heads = self.encoder.heads
        if heads is None:
            return _sure(odds), {}
        here, there = self._shared
        odds[here] = (1 - OWN) * odds[here] + OWN * heads.logits(state)[there] + self._lent[here]
        return _sure(odds), heads.leads(state)

    @cached_property
    def _shared(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The labels that the network's own heads know too: their places here, and there."""
        known = self.encoder.heads.labels if self.encoder and self.encoder.heads else ()
        place = {label: column for column, label in enumerate(known)}
        pairs = [(here, place[label]) for here, label in enumerate(self.learned.labels) if label in place]
        here, there = np.array(pairs, np.intp).reshape(-1, 2).T
        return here, there

    @cached_property
    def _lent(self) -> Floats:
        """What is lent to each label, or taken off it."""
        return np.array(
            [
                EARLIER.get(label, 0.0 if label.startswith(SIGNAL) else -CAUTION)
                for label in self.learned.labels
            ],
            np.float32,
        )

    def _leading(self, intents: list[tuple[str, float]], leads: dict[str, float]) -> str:
        said = [pair for pair in intents if pair[1] >= 0.5] or intents[:1]
        if all(f"{INTENT}:{name}" in leads for name, _ in said):
            return max(said, key=lambda pair: leads[f"{INTENT}:{pair[0]}"])[0]
        often = self.learned.leads
        return max(said, key=lambda pair: pair[1] * often.get(pair[0], 0.5))[0]

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


def _sure(odds: Floats) -> Floats:
    """Turn log odds into a confidence."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))), dtype=np.float32)


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
