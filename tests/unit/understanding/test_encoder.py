"""The sentence encoder: cutting words, and vectors that do not depend on the company they are computed in."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.understanding.classifier import LabelledText, LabelModel, cached_vectors, train
from bot.understanding.encoder import BEGIN, END, UNKNOWN, Encoder, load_encoder

NAMES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "还", "款", "还款", "▁pay", "la", "ter", "later", "▁can", "▁i"]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    dice = np.random.default_rng(0)
    width, inner = 384, 64
    arrays = {
        "words": dice.integers(0, 255, (len(NAMES), 12, 16), dtype=np.uint8),
        "word_scales": np.full((len(NAMES), 12), 0.01, np.float16),
        "v:pos": dice.normal(size=(128, width)).astype(np.float16) * np.float16(0.01),
    }
    for name in ("n", "0.n1", "0.n2"):
        arrays |= {f"v:{name}.w": np.ones(width, np.float16), f"v:{name}.b": np.zeros(width, np.float16)}
    shapes = {name: (width, width) for name in ("q", "k", "v", "ao")}
    for name, (rows, columns) in (shapes | {"fi": (width, inner), "fo": (inner, width)}).items():
        arrays[f"m:0.{name}.w"] = dice.integers(-9, 9, (rows, columns), dtype=np.int8)
        arrays[f"s:0.{name}.w"] = np.full(columns, 0.01, np.float32)
        arrays[f"v:0.{name}.b"] = np.zeros(columns, np.float16)
    described = {
        "pieces": NAMES,
        "scores": [0, 0, 0, 0, -3, -5, -5, -6, -4, -6, -6, -7, -4, -4],
        "spelling": {"，": ","},
        "layers": 1,
        "name": "tiny",
    }
    text = json.dumps(described, ensure_ascii=False).encode()
    path = tmp_path_factory.mktemp("encoder") / "encoder.npz"
    np.savez(path, described=np.frombuffer(text, np.uint8), **arrays)
    return load_encoder(path)


def test_the_likeliest_cut_is_taken(encoder: Encoder) -> None:
    pieces = [NAMES[number] for number in encoder.pieces.cut("i can pay later")]

    assert pieces == ["<s>", "▁i", "▁can", "▁pay", "▁", "later", "</s>"]


def test_a_letter_nobody_knows_is_marked_unknown(encoder: Encoder) -> None:
    assert UNKNOWN in encoder.pieces.cut("龘")


def test_an_empty_message_is_framed_all_the_same(encoder: Encoder) -> None:
    cut = encoder.pieces.cut("")

    assert (cut[0], cut[-1]) == (BEGIN, END)


def test_a_vector_has_length_one(encoder: Encoder) -> None:
    assert np.linalg.norm(encoder.vectors(["还款"])[0]) == pytest.approx(1.0, abs=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    alone = encoder.vectors(["还款"])[0]
    among = encoder.vectors(["i can pay later later later", "还款", "pay"])[1]

    np.testing.assert_allclose(alone, among, atol=1e-5)


def test_vectors_are_kept_for_the_next_training(encoder: Encoder, tmp_path: Path) -> None:
    cache = tmp_path / "vectors.npz"
    examples = [LabelledText("还款", "greet"), LabelledText("pay later", "thank")]

    first = cached_vectors(examples, encoder=encoder, cache=cache)
    second = cached_vectors(examples, encoder=encoder, cache=cache)

    assert cache.exists()
    np.testing.assert_allclose(first, second, atol=1e-3)


def test_a_model_learned_with_an_encoder_reads_with_it(encoder: Encoder) -> None:
    examples = [LabelledText("还款", "greet"), LabelledText("pay later", "thank")] * 3

    model = train(examples, encoder=encoder)

    assert isinstance(model, LabelModel)
    assert model.learned.vector_weights.shape == (384, 2)
    assert model.read("pay later").leading == "thank"
