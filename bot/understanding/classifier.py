"""The multi-label classifier: acts, reasons and signals of one message, read with numpy alone.

One linear head per label over the features of :mod:`bot.understanding.features`. Training is in
:mod:`bot.understanding.learning`; this module holds the trained numbers, saves and loads them (one file that
Python 3.10 and 3.11 read alike) and scores a message in about a millisecond.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.model.errors import BadFile
from bot.understanding.features import features_of
from bot.understanding.labels import INTENT, REASON, SIGNAL, LabelledText, LabelScores
from bot.understanding.learning import Learned, learn

__all__ = ["LabelModel", "LabelScores", "LabelledText", "train"]

Floats = npt.NDArray[np.float32]
FORMAT = 1
REMEDY = "run `tideover train` to make it anew"


@dataclass(frozen=True)
class LabelModel:
    """Trained numbers, and how to read a message with them."""

    learned: Learned

    def read(self, text: str) -> LabelScores:
        """Score every label on ``text``, strongest first within each kind."""
        confidences = self._confidences(text)
        ranked: dict[str, list[tuple[str, float]]] = {INTENT: [], REASON: [], SIGNAL: []}
        for label, confidence in sorted(
            zip(self.learned.labels, confidences.tolist()), key=lambda pair: -pair[1]
        ):  # noqa: B905 - equal by construction
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
        logits = learned.slopes * (scores - learned.thresholds)
        return (1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)

    def _leading(self, intents: list[tuple[str, float]]) -> str:
        said = [pair for pair in intents if pair[1] >= 0.5] or intents[:1]
        leads = self.learned.leads
        return max(said, key=lambda pair: pair[1] * leads.get(pair[0], 0.5))[0]

    def save(self, path: Path | str) -> None:
        """Write everything into one compressed file."""
        learned = self.learned
        described = {
            "format": FORMAT,
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
                    for name in ("idf", "weights", "bias", "thresholds", "slopes")
                }
        except (OSError, ValueError, KeyError) as error:
            raise BadFile(
                f"the language model cannot be read ({error})", where=str(path), remedy=REMEDY
            ) from error
        if described.get("format") != FORMAT:
            raise BadFile(
                f"the language model has format {described.get('format')}, this program reads {FORMAT}",
                where=str(path),
                remedy=REMEDY,
            )
        return cls(
            Learned(
                labels=tuple(described["labels"]),
                vocabulary={feature: row for row, feature in enumerate(described["vocabulary"])},
                leads=described["leads"],
                **numbers,
            )
        )


def train(examples: list[LabelledText], *, seed: int = 0) -> LabelModel:
    """Learn from labelled sentences; the same examples and seed give the same model."""
    return LabelModel(learn(examples, seed=seed))
