"""The lint of the labelled sentences names what it finds."""

from __future__ import annotations

from bot.understanding.labels import LabelledText
from bot.understanding.lint_examples import FEWEST, close_pairs, scarce


def test_an_intent_with_too_few_sentences_in_one_language_is_named() -> None:
    enough = [LabelledText(str(place), "greet", language="zh") for place in range(FEWEST)]
    too_few = [LabelledText(str(place), "greet", language="en") for place in range(FEWEST - 1)]

    found = scarce([*enough, *too_few])

    assert ("en", "greet", FEWEST - 1) in found
    assert ("zh", "greet", FEWEST) not in found
    assert ("zh", "abuse", 0) in found


def test_two_sentences_that_hardly_differ_are_a_pair() -> None:
    examples = [
        LabelledText("can I please pay you on Friday", "request_deferral", language="en"),
        LabelledText("can I please pay you on Fridays", "request_deferral", language="en"),
        LabelledText("my phone was stolen", "give_reason", language="en"),
    ]

    (pair,) = close_pairs(examples)

    assert {pair[1].text, pair[2].text} == {examples[0].text, examples[1].text}
