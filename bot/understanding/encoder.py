"""Sentence vectors from a small transformer.

The network is multilingual-e5-small (MIT licence), tuned on this product's own sentences by
``bench/tune_encoder.py``. ``encoder.npz`` holds its word pieces and, as an ONNX graph in whole numbers of
eight bits, its layers, which onnxruntime computes: two to five milliseconds a message on one core, no
download. Without the file the classifier works on counted features alone, less well.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.understanding.features import mask
from bot.understanding.folding import fold

Floats = npt.NDArray[np.float32]

FILE = Path(__file__).parent / "encoder.npz"
MOST_PIECES = 126
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
_BLANK = "\u2581"
MANY = 64
"""From so many sentences on, several cores work at once."""
TOGETHER = 32
"""How many sentences of one length learning sends through the network at once."""


@dataclass(frozen=True)
class Pieces:
    """Cuts text into the word pieces that the network knows: the likeliest cut of each word."""

    place: dict[str, int]
    score: dict[str, float]
    spelling: dict[int, str | int | None]
    unknown: float
    longest: int
    cache: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def cut(self, text: str) -> list[int]:
        """Return the numbers of the pieces, framed by begin and end."""
        plain = re.sub(" +", " ", text.translate(self.spelling))
        plain = (plain if plain.startswith(" ") else " " + plain).replace(" ", _BLANK)
        numbers = [
            number
            for word in re.findall(f"{_BLANK}?[^{_BLANK}]*", plain)
            if word
            for number in self._word(word)
        ]
        return [BEGIN, *numbers[:MOST_PIECES], END]

    def _word(self, word: str) -> tuple[int, ...]:
        if word not in self.cache:
            if len(self.cache) > 20_000:
                self.cache.clear()
            self.cache[word] = self._likeliest(word)
        return self.cache[word]

    def _likeliest(self, word: str) -> tuple[int, ...]:
        size = len(word)
        best = [0.0] + [-1e30] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self.longest) + 1):
                piece = word[start:end]
                gain = self.score.get(piece)
                if gain is not None and best[start] + gain > best[end]:
                    best[end], back[end] = best[start] + gain, (start, self.place[piece])
            if best[start] + self.unknown > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self.unknown, (start, UNKNOWN)
        numbers: list[int] = []
        end = size
        while end:
            end, number = back[end]
            numbers.append(number)
        return tuple(reversed(numbers))


@dataclass(frozen=True)
class Heads:
    """What the network itself says of each label, learned while it was tuned."""

    labels: tuple[str, ...]
    weights: Floats
    """One row for each number of the network's state, one column a label."""
    bias: Floats
    leading: tuple[str, ...]
    """The labels of the intents, one of which leads."""
    lead_weights: Floats
    lead_bias: Floats

    def logits(self, state: Floats) -> Floats:
        """Return the log odds of each label for a state as :meth:`Encoder.state` gives it."""
        return np.asarray(state @ self.weights + self.bias, dtype=np.float32)

    def leads(self, state: Floats) -> dict[str, float]:
        """Say how much each intent looks like the one that leads; higher is likelier."""
        scores = state @ self.lead_weights + self.lead_bias
        return dict(zip(self.leading, scores.tolist()))  # noqa: B905 - Python 3.10


@dataclass(frozen=True)
class Encoder:
    """Word pieces and network: ``vectors`` turns messages into rows of numbers."""

    pieces: Pieces
    words: npt.NDArray[np.int8]
    word_scales: npt.NDArray[np.float16]
    network: onnxruntime.InferenceSession
    name: str
    tuned_on: frozenset[int] = frozenset()
    """Fingerprints of the sentences it was tuned on."""
    heads: Heads | None = None

    def knows(self, text: str) -> bool:
        """Say whether the encoder was tuned on this very sentence."""
        return fingerprint(text) in self.tuned_on

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 for each text.

        Each text goes through the network alone: its numbers are rounded by the largest of the whole batch,
        and a message must not be read differently because of its neighbours.
        """
        if len(texts) < MANY:
            return unit(np.stack([self.state(text) for text in texts]))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return unit(np.stack(list(pool.map(self.state, texts))))

    def learning_vectors(self, texts: Sequence[str]) -> Floats:
        """Return one vector for each text, more than twice as fast, for learning from tens of thousands.

        Texts of as many pieces go through the network together, in an order that the texts alone decide. The
        rounding makes a vector differ a little from that of :meth:`vectors`, as a message that is read
        differs a little from what was learned anyway.
        """
        by_length: dict[int, list[tuple[int, list[int]]]] = {}
        for row, text in enumerate(texts):
            numbers = self._numbers(text)
            by_length.setdefault(len(numbers), []).append((row, numbers))
        batches = [
            same[start : start + TOGETHER]
            for same in by_length.values()
            for start in range(0, len(same), TOGETHER)
        ]
        found = np.zeros((len(texts), self.words.shape[1]), np.float32)

        def work(batch: list[tuple[int, list[int]]]) -> None:
            words = self._embedded(np.array([numbers for _, numbers in batch]))
            (found[[row for row, _ in batch]],) = self.network.run(None, {"words": words})

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(work, batches))
        return unit(found)

    def state(self, text: str) -> Floats:
        """Return what the network makes of one text: its vector before that is brought to length 1."""
        (found,) = self.network.run(None, {"words": self._embedded(np.array([self._numbers(text)]))})
        return np.asarray(found[0], dtype=np.float32)

    def _numbers(self, text: str) -> list[int]:
        return self.pieces.cut(mask(fold(text)).replace("\n", " "))

    def _embedded(self, numbers: npt.NDArray[Any]) -> Floats:
        scales = self.word_scales[numbers].astype(np.float32)
        whole = self.words[numbers].reshape(*scales.shape, -1)
        return np.asarray((whole * scales[..., None]).reshape(*numbers.shape, -1), dtype=np.float32)


def unit(rows: Floats) -> Floats:
    """Bring each row to length 1."""
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def fingerprint(text: str) -> int:
    """Return a number of 32 bits that stands for a text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")


@lru_cache(maxsize=1)
def shipped_encoder() -> Encoder | None:
    """Load the encoder that ships with the product; None where its file was left out."""
    return load_encoder(FILE) if FILE.exists() else None


def load_encoder(path: Path) -> Encoder:
    """Read an encoder file, as ``bench/tune_encoder.py`` writes it."""
    with np.load(path) as stored:
        described = json.loads(stored["described"].tobytes().decode())
        words, scales, network = stored["words"], stored["word_scales"], stored["network"].tobytes()
        tuned_on = frozenset(stored["tuned_on"].tolist())
        heads = [
            stored[name].astype(np.float32)
            for name in ("head_weights", "head_bias", "lead_weights", "lead_bias")
        ]
    names, scores = described["pieces"], described["scores"]
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1  # a message is too small to share
    return Encoder(
        Pieces(
            {piece: number for number, piece in enumerate(names)},
            dict(zip(names, scores)),  # noqa: B905 - equal by construction
            str.maketrans(described["spelling"]),
            min(scores) - 10.0,
            max(map(len, names)),
        ),
        words,
        scales,
        onnxruntime.InferenceSession(network, settings, providers=["CPUExecutionProvider"]),
        described["name"],
        tuned_on,
        Heads(
            tuple(described["labels"]), heads[0], heads[1], tuple(described["leading"]), heads[2], heads[3]
        ),
    )
