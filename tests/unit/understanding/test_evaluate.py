"""The evaluation counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.model.errors import BadFile
from bot.understanding.evaluate import evaluate, headline, load_external
from bot.understanding.evaluate_page import page
from bot.understanding.labels import LabelledText, LabelScores
from bot.understanding.scoring import Judged, lead_matrix, macro_f1, micro_f1


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
READER = ByWord(
    {
        "zebra": ("out_of_scope", 0.9),
        "walrus": ("ask_fees", 0.3),
        "ostrich": ("ask_fees", 0.9),
        "kumquat": ("out_of_scope", 0.6),
        "mango": ("request_waiver", 0.9),
        "papaya": ("ask_fees", 0.9),
    }
)


def test_rejected_and_asked_back_are_counted_apart_from_taken_for_something() -> None:
    found = evaluate(READER, held_back=HELD_BACK)["out_of_scope"]

    assert found["rejected_or_asked_back"] == pytest.approx(3 / 4)
    assert found["others_lost"] == 0


def test_an_ordinary_message_asked_back_is_counted_as_lost() -> None:
    timid = ByWord({"mango": ("request_waiver", 0.4), "papaya": ("request_waiver", 0.9)})

    found = evaluate(timid, held_back=HELD_BACK)["out_of_scope"]

    assert found["others_lost"] == pytest.approx(1 / 2)


def test_the_matrix_has_what_was_said_in_rows_and_what_was_read_in_columns() -> None:
    matrix = evaluate(READER, held_back=HELD_BACK)["matrix"]["en"]

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


def test_the_page_shows_the_matrix_and_two_models_side_by_side() -> None:
    report = evaluate(READER, held_back=HELD_BACK)

    shown = page({"new <model>": report, "old": report})

    assert "out_of_scope read as ask_fees: 2" in shown
    assert "0.750 turned away" in shown
    assert "new &lt;model&gt;" in shown
    assert "<model>" not in shown


def test_the_headline_names_both_rates_of_what_is_out_of_scope() -> None:
    said = headline(evaluate(READER, held_back=HELD_BACK))

    assert "0.750 rejected or asked back, 0.000 of the others with them" in said


def test_an_external_line_that_is_no_labelled_sentence_is_named(tmp_path: Path) -> None:
    file = tmp_path / "real.jsonl"
    file.write_text(json.dumps({"text": "a", "labels": ["forgot"]}) + "\n" + '{"text": 3}\n')

    with pytest.raises(BadFile, match=r"real\.jsonl:2"):
        load_external(file)
