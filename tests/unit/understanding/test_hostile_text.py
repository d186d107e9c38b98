"""Text that was made to keep a pattern busy: 2,000 characters of one thing are read in no time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.understanding import beside_figures, check_answers, haggling, honest_part, language_asked

QUESTIONS = ("phone_last4", "birth_date", "postcode")
READERS: tuple[Callable[[str], object], ...] = (
    lambda text: check_answers.to_compare(QUESTIONS, text),
    check_answers.without_answers,
    check_answers.is_answer_alone,
    check_answers.gives_both,
    honest_part._MARKUP.findall,
    honest_part._CLAUSE.split,
    beside_figures.some_but_not_all,
    beside_figures.rather_another_time,
    beside_figures.supposes,
    haggling.finds_a_figure_too_much,
    haggling.speaks_of_something_else,
    language_asked.is_a_word_alone,
)
PIECES = (
    "1",
    "1,",
    "1.",
    "12 ",
    " ",
    "\n",
    "的",
    "，",
    "{{",
    "<a ",
    "a ",
    "not ",
    "0044",
    "4821 ",
    "31 jan ",
    "银行又",
)
AT_MOST = 0.2
"""Seconds of one reader: far above what a straight pattern takes, far below what a backtracking one does."""


@pytest.mark.parametrize("piece", PIECES)
def test_nothing_of_two_thousand_characters_keeps_a_reader_busy(piece: str) -> None:
    text = (piece * 2000)[:2000]
    for read in READERS:
        began = time.process_time()
        read(text)
        assert time.process_time() - began < AT_MOST
