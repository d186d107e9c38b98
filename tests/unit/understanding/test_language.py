"""The language of one message."""

import pytest

from bot.model.words import Language
from bot.understanding.language import detect_language


@pytest.mark.parametrize(
    "text",
    [
        "能延期吗",
        "可以還款嗎",
        "我payday那天还",
        "好的thanks",
        "OK的",
        "那个app打不开",
        "wo mei qian le",
        "byebye咯",
    ],
)
def test_chinese_grammar_makes_a_message_chinese(text: str) -> None:
    assert detect_language(text, default=Language.EN) is Language.ZH


@pytest.mark.parametrize(
    "text",
    ["can I pay friday", "please switch to 中文", "what does 逾期 mean", "yes", "I can't", "pay 1/2 now"],
)
def test_english_grammar_makes_a_message_english(text: str) -> None:
    assert detect_language(text, default=Language.ZH) is Language.EN


@pytest.mark.parametrize("default", list(Language))
@pytest.mark.parametrize("text", ["", "500", "👍👍", "ok", "3/4", "hhhh", "https://example.org/pay", "!!!"])
def test_a_message_that_does_not_say_keeps_the_language(text: str, default: Language) -> None:
    assert detect_language(text, default=default) is default
