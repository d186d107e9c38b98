"""The evaluation counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.model.errors import BadFile, BadInput
from bot.understanding.evaluate import evaluate, noise_trials
from bot.understanding.evaluate_page import page
from bot.understanding.evaluate_reading import Asked, Readings, reader_of, reader_on_cores
from bot.understanding.evaluate_sets import ExternalText, load_external, load_held_back, sampled
from bot.understanding.evaluate_table import as_text
from bot.understanding.labels import LabelledText, LabelScores
from bot.understanding.scoring import (
    Judged,
    lead_matrix,
    macro_f1,
    measured,
    micro_f1,
    quantile,
    redraw,
    share,
)


class ByWord:
    """Reads one intent by the first word that it knows; so sure of each."""

    def __init__(self, known: dict[str, tuple[str, float]]) -> None:
        """Remember the words."""
        self._known = known

    def read(self, text: str) -> LabelScores:
        """Return the intent of the first known word."""
        for word, pair in self._known.items():
            if word in text:
                return LabelScores((pair,), (), (), pair[0])
        return LabelScores((("greet", 0.1),), (), (), "greet")


HELD_BACK = [
    LabelledText("zebra", "out_of_scope", language="en"),
    LabelledText("walrus", "out_of_scope", language="en"),
    LabelledText("ostrich", "out_of_scope", language="en"),
    LabelledText("kumquat", "out_of_scope", language="en"),
    LabelledText("mango", "request_waiver", language="en"),
    LabelledText("papaya", "request_waiver", language="en"),
]
CHINESE = [
    LabelledText("斑马", "out_of_scope", language="zh"),
    LabelledText("芒果", "request_waiver", language="zh"),
    LabelledText("麒麟", "request_waiver", signals=("human",), language="zh"),
]
READER = ByWord(
    {
        "zebra": ("out_of_scope", 0.9),
        "walrus": ("ask_fees", 0.3),
        "ostrich": ("ask_fees", 0.9),
        "kumquat": ("out_of_scope", 0.6),
        "mango": ("request_waiver", 0.9),
        "papaya": ("ask_fees", 0.9),
        "斑": ("out_of_scope", 0.9),
        "芒": ("request_waiver", 0.9),
    }
)


def reported(*models: dict[str, Any], sample: int | None = None) -> dict[str, Any]:
    named = [{"model": name, **model} for name, model in zip(("new <model>", "old"), models, strict=False)]
    return {"sentences": 6, "held_back": 6, "sample": sample, "seed": 0, "models": named}


def english(held_back: list[LabelledText] = HELD_BACK, reader: ByWord = READER) -> dict[str, Any]:
    found: dict[str, Any] = evaluate(reader_of(reader), held_back=held_back)["languages"]["en"]
    return found


def test_rejected_and_asked_back_are_counted_apart_from_taken_for_something() -> None:
    found = english()["unrelated"]

    assert found["rejected_or_asked_back"]["value"] == pytest.approx(3 / 4)
    assert found["others_lost"]["value"] == 0


def test_an_ordinary_message_asked_back_is_counted_as_lost() -> None:
    timid = ByWord({"mango": ("request_waiver", 0.4), "papaya": ("request_waiver", 0.9)})

    found = english(reader=timid)["unrelated"]

    assert found["others_lost"]["value"] == pytest.approx(1 / 2)


def test_the_matrix_has_what_was_said_in_rows_and_what_was_read_in_columns() -> None:
    matrix = english()["matrix"]

    assert matrix["intents"] == ["ask_fees", "out_of_scope", "request_waiver"]
    assert matrix["counts"] == [[0, 0, 0], [2, 2, 0], [1, 0, 1]]


def test_every_sentence_stands_in_the_matrix_once() -> None:
    judged = [
        Judged("a", "en", frozenset({"x"}), frozenset({"y"}), "x", "y"),
        Judged("b", "en", frozenset({"x"}), frozenset({"x"}), "x", "x"),
    ]

    assert sum(map(sum, lead_matrix(judged)["counts"])) == len(judged)


def test_macro_f1_is_the_mean_over_the_labels_that_occur() -> None:
    judged = [
        Judged("a", "en", frozenset({"x"}), frozenset({"x"})),
        Judged("b", "en", frozenset({"y"}), frozenset({"x"})),
    ]

    assert macro_f1(judged) == pytest.approx((2 / 3 + 0) / 2)
    assert micro_f1(judged) == pytest.approx(1 / 2)


def test_the_interval_of_f1_holds_the_number_and_is_the_same_each_time() -> None:
    half = [
        Judged(str(place), "en", frozenset({"x"}), frozenset({"x" if place % 2 else "y"}))
        for place in range(80)
    ]

    once, again = (measured(redraw(half).micro, of=80) for _ in range(2))

    assert once == again
    assert 0.35 < once["low"] < once["value"] == 0.5 < once["high"] < 0.65


def test_a_share_of_nothing_is_no_number() -> None:
    assert share(0, 0) is None
    assert quantile([], 0.5) is None


def test_the_median_lies_in_its_interval() -> None:
    found = quantile(list(range(1, 102)), 0.5)

    assert found is not None
    assert (found["value"], found["low"], found["high"]) == (51, 41, 61)


def test_a_signal_is_scored_by_recall_and_by_false_alarms_on_ordinary_messages() -> None:
    said = [
        LabelledText("talk to a human please", "request_human", signals=("human",), language="en"),
        LabelledText("blorp", "request_human", signals=("human",), language="en"),
        LabelledText("I want to speak to a real person", "ask_fees", language="en"),
        LabelledText("mango", "request_waiver", language="en"),
        LabelledText("get me a human agent", "out_of_scope", language="en"),
    ]

    found = english(said)["signals"]["human"]

    assert (found["recall"]["value"], found["recall"]["of"]) == (0.5, 2)
    assert found["missed"] == ["blorp"]
    assert (found["false_alarms"]["value"], found["false_alarms"]["of"]) == (0.5, 2)
    assert found["alarms"] == ["I want to speak to a real person"]


def test_noise_that_leaves_every_sentence_alone_costs_no_points_and_shows_none() -> None:
    noise = english()["noise"]

    assert noise["homophones"]["points_lost"] is None
    assert noise["emoji"]["changed"] == 1
    assert noise["emoji"]["points_lost"]["value"] == 0


def test_a_text_that_occurs_twice_is_read_once() -> None:
    read: list[Asked] = []

    def reader(asked: list[Asked]) -> Readings:
        read.extend(dict.fromkeys(asked))
        return reader_of(READER)(asked)

    evaluate(reader, held_back=HELD_BACK)  # type: ignore[arg-type]

    trials = noise_trials(HELD_BACK, seed=0)
    assert len(read) == len(
        {each.text for each in HELD_BACK} | {text for t in trials.values() for _, text in t}
    )


def test_languages_are_scored_apart_and_their_distance_is_told() -> None:
    found = evaluate(reader_of(READER), held_back=[*HELD_BACK, *CHINESE])

    assert list(found["languages"]) == ["zh", "en"]
    assert found["distance"]["value"] == pytest.approx(
        100
        * abs(
            found["languages"]["zh"]["held_back"]["macro_f1"]["value"]
            - found["languages"]["en"]["held_back"]["macro_f1"]["value"]
        )
    )


def test_real_messages_are_scored_in_their_own_language() -> None:
    real = [ExternalText("mango", ("req_waiver", "hyperbole")), ExternalText("芒果", ("req_waiver",))]

    found = evaluate(reader_of(READER), held_back=HELD_BACK, external=real)["external"]

    assert found["en"]["micro_f1"]["value"] == 1
    assert set(found) == {"en", "zh"}


def test_two_models_stand_side_by_side_with_a_paired_difference() -> None:
    blind = evaluate(reader_of(ByWord({})), held_back=HELD_BACK)
    report = reported(evaluate(reader_of(READER), held_back=HELD_BACK), blind)

    shown, printed = page(report), as_text(report)

    assert "out_of_scope read as ask_fees: 2" in shown
    assert "new &lt;model&gt;" in shown
    assert "<model>" not in shown
    assert "English A" in printed
    assert "B: old" in printed
    better = next(line for line in printed.splitlines() if "points above A" in line)
    assert better.split()[-2].startswith("-")


def test_the_table_has_every_goal_by_language_with_its_interval() -> None:
    report = reported(
        evaluate(
            reader_of(READER),
            held_back=[*HELD_BACK, *CHINESE],
            external=[ExternalText("mango", ("req_waiver",))],
        )
    )

    printed = as_text(report)

    for name in (
        "Chinese", "English", "macro F1, held back", "languages apart", "real messages", "human",
        "false alarms", "rejected or asked back", "others lost", "typos", "homophones", "no punctuation",
        "traditional", "emoji", "median",
    ):  # fmt: skip
        assert name in printed
    assert "75.0% (30.1–95.4%) ✗" in printed


def test_a_sample_takes_as_many_of_each_language_and_the_same_each_time() -> None:
    examples = [*HELD_BACK, *CHINESE]

    drawn = sampled(examples, 4, seed=3)

    assert [each.language for each in drawn] == ["en", "en", "zh", "zh"]
    assert drawn == sampled(examples, 4, seed=3)
    with pytest.raises(BadInput, match="--sample"):
        sampled(examples, 1)


def test_reading_on_cores_without_a_model_is_an_error_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"none\.npz"):
        reader_on_cores(tmp_path / "none.npz")([("a", "en")])


def test_an_external_line_that_is_no_labelled_sentence_is_named(tmp_path: Path) -> None:
    file = tmp_path / "real.jsonl"
    file.write_text(json.dumps({"text": "a", "labels": ["forgot"]}) + "\n" + '{"text": 3}\n')

    with pytest.raises(BadFile, match=r"real\.jsonl:2"):
        load_external(file)


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\xff\xfe\x00",
        b'{"text": "a", "labels": ["nonsense"]}',
        b'{"text": "a", "labels": "forgot"}',
    ],
    ids=["missing", "empty", "no UTF-8", "unknown labels", "labels no list"],
)
def test_an_external_file_that_cannot_be_scored_is_a_bad_file(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "real.jsonl"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(BadFile, match=r"real\.jsonl"):
        load_external(file)


def test_a_folder_without_held_back_sentences_is_a_bad_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="held-back"):
        load_held_back(tmp_path)
