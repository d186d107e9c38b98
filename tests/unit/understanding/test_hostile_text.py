"""Text that is written to hold a reader up is read all the same, and soon."""

import time

import pytest

from bot.model.words import Language
from bot.understanding.language import detect_language
from bot.understanding.need import goes_without
from bot.understanding.plain_acts import plain_acts
from bot.understanding.signals import find_signals
from bot.understanding.text import normalise
from bot.understanding.too_much import not_all_at_once

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
    begin = time.perf_counter()

    detect_language(text, default=Language.ZH)
    normalise(text)
    find_signals(text)
    goes_without(text)
    plain_acts(text)
    not_all_at_once(text)

    assert time.perf_counter() - begin < SOON
