"""Text made to keep a pattern busy: what is read of days and sums must not hang on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.understanding.amounts import read_amounts
from bot.understanding.corrections import corrects, rather_this_sum, taken_back
from bot.understanding.dates import read_dates
from bot.understanding.occasions import tells_of_a_birth
from bot.understanding.paying import pays_at_once
from bot.understanding.sums_said import nothing_for_the_rest
from bot.understanding.text import normalise

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
