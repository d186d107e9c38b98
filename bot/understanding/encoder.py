"""Sentence vectors from a small transformer, in numpy alone.

The network is the lower half of multilingual-e5-small (MIT licence), tuned on this product's own sentences by
``bench/tune_encoder.py`` and stored in whole numbers (``encoder.npz``). No compiled library, no download:
the product and the engine run the same code on Python 3.11 and 3.10. Without the file the classifier works
on counted features alone, less well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.understanding.features import mask
from bot.understanding.folding import fold

Floats = npt.NDArray[np.float32]

FILE = Path(__file__).parent / "encoder.npz"
HEADS = 12
MOST_PIECES = 126
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
_BLANK = "\u2581"
_EPSILON = 1e-12


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
class Encoder:
    """The network: ``vectors`` turns messages into rows of numbers."""

    pieces: Pieces
    words: npt.NDArray[np.uint8]
    word_scales: npt.NDArray[np.float16]
    tensors: dict[str, Floats]
    layers: int
    name: str

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 for each text."""
        cut = [self.pieces.cut(mask(fold(text)).replace("\n", " ")) for text in texts]
        order = sorted(range(len(cut)), key=lambda row: len(cut[row]))
        found = np.zeros((len(cut), self.tensors["pos"].shape[1]), np.float32)
        for start in range(0, len(order), 32):
            rows = order[start : start + 32]
            found[rows] = self._forward([cut[row] for row in rows])
        return found

    def _forward(self, batch: Sequence[Sequence[int]]) -> Floats:
        longest = max(map(len, batch))
        numbers = np.full((len(batch), longest), PAD)
        for row, cut in enumerate(batch):
            numbers[row, : len(cut)] = cut
        real = numbers != PAD
        state = self._normal(self._embedded(numbers) + self.tensors["pos"][:longest], "n")
        hidden = None if real.all() else np.where(real, 0.0, -1e9).astype(np.float32)[:, None, None, :]
        for layer in range(self.layers):
            state = self._layer(state, f"{layer}.", hidden)
        weights = real[..., None].astype(np.float32)
        pooled = (state * weights).sum(axis=1) / weights.sum(axis=1)
        return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), dtype=np.float32)

    def _embedded(self, numbers: npt.NDArray[Any]) -> Floats:
        packed = self.words[numbers]
        whole = np.stack([packed & 15, packed >> 4], axis=-2).astype(np.float32) - 8.0
        scales = self.word_scales[numbers].astype(np.float32)
        rows = (whole * scales[..., None, None]).reshape(*numbers.shape, -1)
        return np.asarray(rows, dtype=np.float32)

    def _layer(self, state: Floats, at: str, hidden: Floats | None) -> Floats:
        rows, length, width = state.shape

        def apart(name: str) -> Floats:
            heads = self._linear(state, at + name).reshape(rows, length, HEADS, width // HEADS)
            return heads.transpose(0, 2, 1, 3)

        likeness = apart("q") @ apart("k").transpose(0, 1, 3, 2) / np.float32(np.sqrt(width / HEADS))
        if hidden is not None:
            likeness = likeness + hidden
        likeness = np.exp(likeness - likeness.max(axis=-1, keepdims=True))
        likeness /= likeness.sum(axis=-1, keepdims=True)
        heard = (likeness @ apart("v")).transpose(0, 2, 1, 3).reshape(rows, length, width)
        state = self._normal(state + self._linear(heard, at + "ao"), at + "n1")
        inner = self._linear(state, at + "fi")
        inner *= 0.5 * (1.0 + np.tanh(0.7978845608 * (inner + 0.044715 * inner * inner * inner)))
        return self._normal(state + self._linear(inner, at + "fo"), at + "n2")

    def _linear(self, state: Floats, name: str) -> Floats:
        rows, length, width = state.shape
        # The wide matrix stands left: BLAS packs the other one at each call, costly for few words.
        flat = self.tensors[name + ".w"] @ state.reshape(rows * length, width).T
        return flat.T.reshape(rows, length, -1) + self.tensors[name + ".b"]

    def _normal(self, state: Floats, name: str) -> Floats:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
        return np.asarray(
            centred / spread * self.tensors[name + ".w"] + self.tensors[name + ".b"], dtype=np.float32
        )


@lru_cache(maxsize=1)
def shipped_encoder() -> Encoder | None:
    """Load the encoder that ships with the product; None where its file was left out."""
    return load_encoder(FILE) if FILE.exists() else None


def load_encoder(path: Path) -> Encoder:
    """Read an encoder file; matrices are stored as whole numbers with one scale a column."""
    with np.load(path) as stored:
        described = json.loads(stored["described"].tobytes().decode())
        tensors = {}
        for name in stored.files:
            if name.startswith("m:"):
                matrix = stored[name].astype(np.float32) * stored["s:" + name[2:]].astype(np.float32)
                tensors[name[2:]] = np.ascontiguousarray(matrix.T)
            elif name.startswith("v:"):
                tensors[name[2:]] = stored[name].astype(np.float32)
        words, scales = stored["words"], stored["word_scales"]
    names, scores = described["pieces"], described["scores"]
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
        tensors,
        described["layers"],
        described["name"],
    )
