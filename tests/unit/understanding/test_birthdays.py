"""Birthdays with a year of two digits: read where there is one way to, and never a guess for nothing."""

from __future__ import annotations

import pytest

from bot.understanding.check_answers import candidates, to_compare, without_answers


@pytest.mark.parametrize(
    "text", ["31/01/90", "31.1.90", "310190", "900131", "90年1月31", "90年1月31日", "01/31/90"]
)
def test_a_short_birthday_is_an_answer(text: str) -> None:
    assert candidates("birth_date", text) == ["1990-01-31"]
    assert "90" not in without_answers(text)


@pytest.mark.parametrize(
    "text", ["010203", "05/03/90", "15/03/26", "123456", "还310190", "31/01/90 30/01/90", "991399"]
)
def test_what_can_be_read_in_two_ways_or_none_is_no_answer(text: str) -> None:
    assert candidates("birth_date", text) == []


def test_six_figures_answer_one_question() -> None:
    assert to_compare(["birth_date", "postcode"], "310190") == {"birth_date": ["1990-01-31"]}
    assert to_compare(["postcode"], "310190") == {"postcode": ["310190"]}


def test_six_figures_that_may_be_a_day_or_a_postcode_answer_the_question_that_was_asked() -> None:
    both = ["birth_date", "postcode"]

    assert to_compare(both, "510630", asked="postcode") == {"postcode": ["510630"]}
    assert to_compare(both, "510630", asked="birth_date") == {"birth_date": ["1951-06-30"]}
    assert to_compare(both, "31/01/90, 510631", asked="birth_date") == {
        "birth_date": ["1990-01-31"],
        "postcode": ["510631"],
    }
