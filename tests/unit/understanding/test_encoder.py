"""The sentence encoder: cutting words, and vectors that do not depend on the company they are computed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.understanding import classifier
from bot.understanding.classifier import LabelledText, LabelModel, cached_vectors, enough, train
from bot.understanding.encoder import BEGIN, END, MANY, UNKNOWN, Encoder, Pieces, fingerprint, shipped_encoder
from bot.understanding.examples import load_folder

NAMES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "还", "款", "还款", "▁pay", "la", "ter", "later", "▁can", "▁i"]
SCORES = [0, 0, 0, 0, -3, -5, -5, -6, -4, -6, -6, -7, -4, -4]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    shipped = shipped_encoder()
    assert shipped is not None
    return shipped


def test_the_likeliest_cut_is_taken() -> None:
    few = Pieces(
        {name: number for number, name in enumerate(NAMES)},
        dict(zip(NAMES, SCORES, strict=True)),
        {ord("，"): ","},
        -17.0,
        5,
    )

    pieces = [NAMES[number] for number in few.cut("i can pay later")]

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
    among = encoder.vectors(["i can pay later later later", "还款", *["pay"] * MANY])[1]

    np.testing.assert_array_equal(alone, among)


def test_what_is_learned_from_together_lies_beside_what_is_read_alone(encoder: Encoder) -> None:
    texts = ["还款", "pay on friday", "能不能晚两天", "工资还没发", "还款日改成十五号", "i lost my job"] * 3

    alone, together = encoder.vectors(texts), encoder.learning_vectors(texts)

    assert (alone * together).sum(axis=1).min() > 0.98
    np.testing.assert_array_equal(together, encoder.learning_vectors(texts))


def test_the_longest_message_still_has_a_vector(encoder: Encoder) -> None:
    assert np.isfinite(encoder.vectors(["还" * 4000])).all()


def test_sentences_of_one_meaning_lie_closer_than_others(encoder: Encoder) -> None:
    ask, asked_in_english, other = encoder.vectors(
        ["能不能晚几天再还", "could I pay a few days later", "你们是骗子吧"]
    )

    assert ask @ asked_in_english > ask @ other


def test_vectors_are_kept_for_the_next_training(encoder: Encoder, tmp_path: Path) -> None:
    cache = tmp_path / "vectors.npz"
    examples = [LabelledText("还款", "greet"), LabelledText("pay later", "thank")]

    first = cached_vectors(examples, encoder=encoder, cache=cache)
    second = cached_vectors(examples, encoder=encoder, cache=cache)

    assert cache.exists()
    np.testing.assert_array_equal(first, second)


def test_a_model_learned_with_an_encoder_reads_with_it(encoder: Encoder) -> None:
    examples = [LabelledText("还款", "greet"), LabelledText("pay later", "thank")] * 3

    model = train(examples, encoder=replace(encoder, heads=None))

    assert isinstance(model, LabelModel)
    assert model.learned.vector_weights.shape == (384, 2)
    assert model.read("pay later").leading == "thank"


def test_the_networks_own_word_counts_for_the_labels_it_knows_and_for_no_other(encoder: Encoder) -> None:
    examples = [
        LabelledText("能缓几天吗", "request_deferral"),
        LabelledText("hello", "greet"),
        LabelledText("一二三四", "never_heard_of"),
    ] * 3
    asked = "could you give me until the 20th please"

    both = dict(train(examples, encoder=encoder).read(asked).intents)
    learned = dict(train(examples, encoder=replace(encoder, heads=None)).read(asked).intents)

    assert both["request_deferral"] > learned["request_deferral"]
    assert both["greet"] < learned["greet"]
    assert both["never_heard_of"] == learned["never_heard_of"]


def test_the_network_knows_which_of_two_intents_leads(encoder: Encoder) -> None:
    examples = [LabelledText("那15号还", "promise_to_pay"), LabelledText("谢谢", "thank")] * 3

    model = train(examples, encoder=encoder)

    assert model.read("谢谢啊，那我15号一定还").leading == "promise_to_pay"
    assert model.read("thank you so much").leading == "thank"


def test_the_encoder_knows_which_sentences_it_was_tuned_on(encoder: Encoder) -> None:
    known = sum(encoder.knows(example.text) for example in load_folder())

    assert known > 0.9 * len(encoder.tuned_on)
    assert not encoder.knows("这句话谁也没有写过 1234")


def test_of_what_the_encoder_knows_a_part_is_enough_but_new_and_rare_sentences_are_all_learned(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classifier, "ENOUGH", 200)
    monkeypatch.setattr(classifier, "SCARCE", 30)
    known = [LabelledText(f"sentence {number}", "thank") for number in range(500)]
    rare = [LabelledText(f"rare {number}", "greet") for number in range(20)]
    new = [LabelledText(f"new {number}", "thank") for number in range(40)]
    tuned = replace(encoder, tuned_on=frozenset(fingerprint(one.text) for one in known + rare))

    learned = enough([*known, *rare, *new], tuned)

    assert set(rare) | set(new) <= set(learned)
    assert 160 <= len(learned) <= 240
    assert learned == enough([*known, *rare, *new], tuned)
    assert enough(known[:200], tuned) == known[:200]
