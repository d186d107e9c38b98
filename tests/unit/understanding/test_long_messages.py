"""A message of two thousand characters, however it is made, holds no reader of questions up."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from bot.understanding.about_us import asks_what_for, found_genuine
from bot.understanding.after_agreeing import says_it_is_paid
from bot.understanding.asides import asks_to_ask
from bot.understanding.figures_asked import asks_the_sum
from bot.understanding.mentions import DateMention
from bot.understanding.plain_yes import plain_yes
from bot.understanding.quiet import asks_for_quiet
from bot.understanding.taking_back import retreats, takes_it_back, wants_it_cancelled
from bot.understanding.yes_and_how import yes_and_one_thing

SECONDS = 0.15
"""Far above what any of them needs, and far below what those took that were mended."""


def _quiet(text: str) -> object:
    day = date(2026, 3, 13)
    friday = DateMention(text="friday", begin=len(text), finish=len(text) + 6, start=day, end=day)
    return asks_for_quiet(text + "friday", today=date(2026, 3, 10), dates=[friday])


@pytest.mark.parametrize(
    ("reads", "piece"),
    [
        (says_it_is_paid, "都刚刚"),
        (takes_it_back, "想要"),
        (takes_it_back, "no wait "),
        (wants_it_cancelled, "'-"),
        (retreats, "no sorry "),
        (asks_what_for, "这个机器人"),
        (found_genuine, "a "),
        (asks_the_sum, "1"),
        (asks_to_ask, "'-"),
        (plain_yes, "会一定"),
        (plain_yes, "都"),
        (yes_and_one_thing, " "),
        (_quiet, "?!"),
    ],
)
def test_a_long_message_is_read_at_once(reads: Callable[[str], object], piece: str) -> None:
    text = (piece * 2000)[:2000]

    began = time.process_time()
    reads(text)

    assert time.process_time() - began < SECONDS
