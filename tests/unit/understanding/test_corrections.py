"""What puts right what was said, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.understanding.corrections import affirmed, corrects, denied


@pytest.mark.parametrize(
    ("text", "gone", "new"),
    [
        ("不是15号，是25号", "15号", "25号"),
        ("不是15号是25号", "15号", "25号"),
        ("不是3期，是4期", "3期", "4期"),
        ("not the 15th, the 25th", "15th", "the 25th"),
        ("not the 15th but the 25th", "15th", "the 25th"),
        ("not 3 payments, 4", "3 payments", "4"),
        ("I meant 300", "", "I meant 300"),
        ("说错了，25号", "", "说错了，25号"),
    ],
)
def test_what_is_taken_back_and_what_stands_instead(text: str, gone: str, new: str) -> None:
    assert (corrects(text), denied(text), affirmed(text).strip()) == (True, gone, new)


@pytest.mark.parametrize(
    "text",
    ["sorry, the 25th", "actually 300", "make that 300", "no, 300", "应该是25号", "改成25号", "我说的是300"],
)
def test_only_the_new_figure_may_be_named(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    ["I can pay 300", "15号还", "我不是骗子", "I'm not able to pay 300", "not before the 25th", "应该是没发"],
)
def test_a_plain_statement_corrects_nothing(text: str) -> None:
    assert not corrects(text)
