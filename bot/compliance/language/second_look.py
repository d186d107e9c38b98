"""A learned second opinion on what a person types, for wordings that no pattern knows.

One linear head over the same features the classifier reads, a message's runs of characters and words and its
sentence vector, learned by ``bench/second_look.py`` from the check's own sentences and the product's copy. It
names no category and proves nothing: a suspicious sentence of a colleague waits for a second look. What
the product says by itself is linted and never asked about here.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.compliance.language.lexicon import SENTENCE
from bot.compliance.language.reading import plain
from bot.model.errors import BadFile
from bot.understanding.encoder import Encoder, shipped_encoder
from bot.understanding.features import features_of

FILE = Path(__file__).parent / "second_look.npz"
VECTOR_SHARE = 2.0
"""Weight of the sentence vector beside the counted features."""
_SHORTEST = 4
"""Shorter sentences say too little to be suspicious."""

Floats = npt.NDArray[np.float32]


_LINK = re.compile(r"https?://\S+")


def bare(sentence: str) -> str:
    """Return a sentence without the full stop that one writer sets and another does not."""
    return sentence.strip().rstrip(".。!！ ")


@dataclass(frozen=True)
class Head:
    """Learned numbers.

    Args:
        place: row of each counted feature.
        idf: how rare each feature is.
        counted: weight of each feature.
        vector: weight of each number of a sentence vector.
        bias: what every sentence starts with.
        threshold: from this score on a sentence is suspicious.
    """

    place: dict[str, int]
    idf: Floats
    counted: Floats
    vector: Floats
    bias: float
    threshold: float

    def score(self, sentence: str, encoder: Encoder) -> float:
        """Return how much a sentence sounds like what nobody may say; 1 is typical, 0 is harmless."""
        sentence = bare(sentence)
        rows = sorted(self.place[f] for f in set(features_of(sentence)) if f in self.place)
        total = self.bias
        if rows:
            length = float(np.sqrt((self.idf[rows] ** 2).sum()))
            total += float(self.idf[rows] @ self.counted[rows]) / length
        return total + float(encoder.vectors([sentence])[0] @ self.vector)


@lru_cache(maxsize=1)
def version() -> str:
    """Return the short fingerprint of the learned numbers; a rule names the one it was approved with."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=1)
def head() -> Head:
    """Return the numbers that ship with the product."""
    return loaded(shipped_encoder())


def loaded(encoder: Encoder | None) -> Head:
    """Load the numbers, for the encoder they were learned over.

    Raises:
        BadFile: they were learned over the vectors of another encoder.
    """
    with np.load(FILE) as stored:
        described = json.loads(stored["described"].tobytes().decode())
        if encoder is not None and encoder.name != described["encoder"]:
            raise BadFile(
                f"learned with the encoder {described['encoder']}, and here is {encoder.name}",
                where=str(FILE),
                remedy="run `python -m bench.second_look --learn` and approve its fingerprint in house.yml",
            )
        return Head(
            {feature: row for row, feature in enumerate(described["features"])},
            stored["idf"],
            stored["counted"],
            stored["vector"],
            float(described["bias"]),
            float(described["threshold"]),
        )


@lru_cache(maxsize=4096)
def suspicious(text: str) -> bool:
    """Tell whether one of a text's sentences sounds like what nobody may say; links are chance letters.

    Without the sentence encoder there is no second opinion, and nothing is suspicious.
    """
    encoder = shipped_encoder()
    if encoder is None:
        return False
    learned = head()
    said = (match.group().strip() for match in SENTENCE.finditer(plain(_LINK.sub(" ", text)).text))
    return any(
        learned.score(sentence, encoder) > learned.threshold
        for sentence in said
        if len(sentence) >= _SHORTEST
    )
