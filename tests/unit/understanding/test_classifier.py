"""The multi-label classifier: learns, keeps, reads; and its training sentences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.model.errors import BadFile
from bot.understanding.classifier import LabelledText, LabelModel, train
from bot.understanding.examples import as_yaml, is_held_back, load_file, sentences_of, split_folder
from bot.understanding.features import features_of, units_of
from bot.understanding.folding import fold, fold_with_places, lines_of
from bot.understanding.lint_examples import close_pairs
from bot.understanding.noise import KINDS, noisy

SENTENCES = [
    LabelledText("能晚两天还吗", "request_deferral"),
    LabelledText("可以晚几天还款吗", "request_deferral"),
    LabelledText("晚一个星期还行不行", "request_deferral"),
    LabelledText("工资没发，能晚两天吗", "request_deferral", reasons=("salary_delay",)),
    LabelledText("工资还没发", "give_reason", reasons=("salary_delay",)),
    LabelledText("公司拖着工资没给", "give_reason", reasons=("salary_delay",)),
    LabelledText("会上征信吗", "ask_credit_impact"),
    LabelledText("影响征信吗", "ask_credit_impact"),
    LabelledText("晚几天还会不会上征信", "request_deferral", also=("ask_credit_impact",)),
    LabelledText("转人工", "request_human", signals=("human",)),
    LabelledText("给我转人工客服", "request_human", signals=("human",)),
    LabelledText("can i pay a few days later", "request_deferral", language="en"),
    LabelledText("could i pay later please", "request_deferral", language="en"),
    LabelledText("will this hurt my credit score", "ask_credit_impact", language="en"),
    LabelledText("does it affect my credit", "ask_credit_impact", language="en"),
]


@pytest.fixture(scope="module")
def model() -> LabelModel:
    return train(SENTENCES, encoder=None)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("能晚三天还吗", "request_deferral"),
        ("上征信吗", "ask_credit_impact"),
        ("pay later?", "request_deferral"),
    ],
)
def test_the_leading_intent_is_read(model: LabelModel, text: str, intent: str) -> None:
    assert model.read(text).leading == intent


def test_several_meanings_are_read_together(model: LabelModel) -> None:
    said = model.read("工资没发，能晚两天还吗").said()

    assert "request_deferral" in dict(said.intents)
    assert "salary_delay" in dict(said.reasons)


def test_scores_are_sorted_and_between_zero_and_one(model: LabelModel) -> None:
    confidences = [sure for _, sure in model.read("能晚两天还吗").intents]

    assert confidences == sorted(confidences, reverse=True)
    assert all(0.0 <= sure <= 1.0 for sure in confidences)


def test_an_unknown_message_still_gets_a_reading(model: LabelModel) -> None:
    assert model.read("🦄").said().intents


def test_training_twice_gives_the_same_model(model: LabelModel) -> None:
    again = train(SENTENCES, encoder=None)

    np.testing.assert_array_equal(again.learned.weights, model.learned.weights)


def test_a_model_survives_its_file(model: LabelModel, tmp_path: Path) -> None:
    model.save(tmp_path / "labels.npz")

    loaded = LabelModel.load(tmp_path / "labels.npz")

    before, after = dict(model.read("能晚两天还吗").intents), dict(loaded.read("能晚两天还吗").intents)
    assert before == pytest.approx(after, abs=0.01)


@pytest.mark.parametrize("content", [b"", b"not a model"])
def test_a_damaged_file_is_named_with_its_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "labels.npz"
    path.write_bytes(content)

    with pytest.raises(BadFile, match=r"labels\.npz.*tideover train"):
        LabelModel.load(path)


def test_folding_makes_one_spelling_of_many() -> None:
    assert fold("還款ＡＢＣ　逾期！！！！") == "还款abc 逾期!!"


def test_folding_remembers_where_each_character_came_from() -> None:
    folded = fold_with_places("Ａ  還")

    assert folded.text == "a 还"
    assert folded.origin(2, 3) == (3, 4)


def test_the_traditional_table_has_two_lines_of_equal_length() -> None:
    traditional, simplified = lines_of("simplified.txt")

    assert len(traditional) == len(simplified) > 3000


def test_digits_and_product_names_are_masked() -> None:
    assert units_of("花呗欠1280元") == ["贷", "欠", "0", "元"]


def test_homophones_share_a_feature() -> None:
    assert features_of("逾期") & features_of("余期")


def test_a_file_with_an_unknown_intent_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zh.yml"
    path.write_text('version: "3.1"\nnlu:\n- intent: dance\n  examples: |\n    - 你好\n', encoding="utf-8")

    with pytest.raises(BadFile, match="dance"):
        load_file(path)


def test_sentences_keep_their_lines() -> None:
    assert list(sentences_of("- one\n- two\n  more\n")) == ["one", "two\nmore"]


def test_the_held_back_fifth_moves_once_and_stays(tmp_path: Path) -> None:
    training, held = tmp_path / "nlu", tmp_path / "held"
    training.mkdir()
    examples = [LabelledText(f"第{number}句话", "greet", topic="x") for number in range(100)]
    (training / "x.zh.yml").write_text(as_yaml(examples), encoding="utf-8")

    first = split_folder(training, held_back=held)
    second = split_folder(training, held_back=held)

    assert first == second
    assert sum(first["x.zh.yml"]) == 100
    assert 8 <= first["x.zh.yml"][1] <= 35
    assert all(is_held_back(example.text) for example in load_file(held / "x.zh.yml"))


def test_written_sentences_read_back_the_same(tmp_path: Path) -> None:
    example = LabelledText("a: b # c\nsecond", "greet", ("thank",), ("forgot",), ("stop",), "en", "x")
    path = tmp_path / "x.en.yml"
    path.write_text(as_yaml([example]), encoding="utf-8")

    assert load_file(path) == [example]


def test_near_duplicates_are_found_and_distinct_sentences_are_not() -> None:
    close = close_pairs(
        [LabelledText("能不能晚两天再还这笔钱啊", "a"), LabelledText("能不能晚两天再还这笔钱", "a")]
    )
    apart = close_pairs([LabelledText("能不能晚两天再还", "a"), LabelledText("我的卡被冻结了怎么办", "a")])

    assert len(close) == 1
    assert apart == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_noise_is_repeatable(kind: str) -> None:
    text = "我这个月工资还没发，can I pay next friday please?"

    assert noisy(text, kind=kind, seed=1) == noisy(text, kind=kind, seed=1)
