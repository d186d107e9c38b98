"""Text that was made to keep a pattern busy is read in no time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.model.words import Language
from bot.understanding import beside_figures, check_answers, haggling, honest_part, language_asked
from bot.understanding.amounts import read_amounts
from bot.understanding.corrections import corrects, rather_this_sum, taken_back
from bot.understanding.dates import read_dates
from bot.understanding.language import detect_language
from bot.understanding.need import goes_without
from bot.understanding.occasions import tells_of_a_birth
from bot.understanding.paying import pays_at_once
from bot.understanding.plain_acts import plain_acts
from bot.understanding.signals import find_signals
from bot.understanding.sums_said import nothing_for_the_rest
from bot.understanding.text import normalise
from bot.understanding.too_much import not_all_at_once

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


AT = datetime(2026, 3, 10, 15, tzinfo=UTC)
SECONDS = 1.0
"""Far above what any of these needs; before they were mended the first five took seconds to minutes."""


def _dates(text: str) -> object:
    return read_dates(text, at=AT)


def _put_right(text: str) -> object:
    return taken_back(text, [0, len(text)])


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (pays_at_once, "想要" * 30 + "呃"),
        (nothing_for_the_rest, "后面" + "真的" * 30 + "好"),
        (tells_of_a_birth, "我" + "刚" * 60 + "好"),
        (_put_right, "friday no " + "1" * 28 + "x "),
        (_put_right, "15号不对" + "还是" * 17 + "x"),
        (_dates, "3月" * 1000),
        (_dates, "周五" * 1000),
        (read_amounts, "£1 " * 666),
        (normalise, "1" * 2000 + "，"),
        (corrects, "0" * 2000),
        (rather_this_sum, "是" + "0" * 2000),
    ],
)
def test_hostile_text_is_read_in_no_time(read: Callable[[str], object], text: str) -> None:
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < SECONDS


LONG = 4_000
"""Characters of a message that are read."""
SOON = 2.0
"""Seconds: far above what it takes, far below what walking every way took."""


@pytest.mark.parametrize(
    "unit",
    [
        "x@", "1", "1.1,", ",", " ", "\n", "的", "我刚刚上", "我的", "聘请", "我但", "把我隐私都从从", "真的",
        "any more ", "ever again ", "you dare ever ", "do not like to any more any ", "the money it ",
        "sending me ", "use the ", "险些想就", "要是我", "家", "£1 ", "stop ", "他又还",
    ],
)  # fmt: skip
def test_hostile_text_is_read_soon(unit: str) -> None:
    text = (unit * LONG)[:LONG]
    find_signals("hello")  # the patterns are made ready once
    begin = time.process_time()

    detect_language(text, default=Language.ZH)
    normalise(text)
    find_signals(text)
    goes_without(text)
    plain_acts(text)
    not_all_at_once(text)

    assert time.process_time() - begin < SOON
