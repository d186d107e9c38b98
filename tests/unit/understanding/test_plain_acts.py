"""What stands there in so many words: a lower figure, a change of mind."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.model.words import Intent, Reason, Signal
from bot.understanding.labels import LabelScores
from bot.understanding.plain_acts import changed_mind
from bot.understanding.read import read
from bot.understanding.too_much import haggles

AT = datetime(2026, 3, 10, 15, tzinfo=UTC)


class Thinks:
    """A classifier that takes everything for a dispute, and for something forgotten."""

    def read(self, text: str) -> LabelScores:
        return LabelScores((("dispute_amount", 0.9),), (("forgot", 0.9),), (), "dispute_amount")


@pytest.mark.parametrize(
    "text",
    [
        "500太多了，300", "一个月500太多了，300行不行", "500还不起，最多300", "500 is too much, 300",
        "500 is too much for me, I can do 300", "I can't do 500, 300 maybe",
    ],
)  # fmt: skip
def test_a_lower_figure_against_one_that_is_too_much_is_an_offer(text: str) -> None:
    understood = read(text, at=AT, currency="CNY", model=Thinks())

    assert understood.leading is Intent.OFFER_PARTIAL
    assert Intent.DISPUTE_AMOUNT not in dict(understood.intents)
    assert [amount.value for amount in understood.amounts] == [Decimal(300)]


@pytest.mark.parametrize(
    "text",
    ["500 is too much, I only owe 300", "500太多了，我只借了300", "应该是300，500不对", "500太多了"],
)
def test_who_says_that_less_is_owed_disputes_and_does_not_haggle(text: str) -> None:
    assert not haggles(text)
    assert read(text, at=AT, model=Thinks()).leading is Intent.DISPUTE_AMOUNT


class HalfThinks:
    """A classifier that is sure of nothing and thinks of a dispute first."""

    def read(self, text: str) -> LabelScores:
        return LabelScores((("dispute_amount", 0.38),), (), (), "dispute_amount")


@pytest.mark.parametrize("text", ["那分四期", "in 4 payments then"])
def test_what_is_only_the_likeliest_of_the_unlikely_gives_way_to_what_was_said(text: str) -> None:
    understood = read(text, at=AT, model=HalfThinks())

    assert understood.leading is Intent.REQUEST_INSTALMENTS
    assert Intent.DISPUTE_AMOUNT not in dict(understood.intents)


@pytest.mark.parametrize(
    "text", ["I changed my mind", "I've changed my mind", "我改主意了", "我改变主意了", "我反悔了"]
)
def test_a_change_of_mind_is_nothing_forgotten(text: str) -> None:
    assert changed_mind(text)
    assert Reason.FORGOT not in read(text, at=AT, model=Thinks()).reasons


@pytest.mark.parametrize("text", ["I forgot, never mind", "忘了", "my mind is elsewhere"])
def test_what_was_forgotten_stays_forgotten(text: str) -> None:
    assert not changed_mind(text)
    assert Reason.FORGOT in read(text, at=AT, model=Thinks()).reasons


class HearsStop:
    """A classifier that takes everything for an opt-out."""

    def read(self, text: str) -> LabelScores:
        return LabelScores((("stop_contact", 0.9),), (), (("stop", 0.9),), "stop_contact")


@pytest.mark.parametrize(
    "text", ["六月底，不能再早了", "最早二十号，早不了了", "friday, no sooner", "the 20th, can't be earlier"]
)
def test_a_day_that_cannot_be_earlier_is_a_promise_and_no_opt_out(text: str) -> None:
    understood = read(text, at=AT, model=HearsStop())

    assert understood.leading is Intent.PROMISE_TO_PAY
    assert Signal.STOP not in understood.signals


@pytest.mark.parametrize(
    "text", ["六月底，不能再早了，别再给我发短信了", "no sooner than friday, and stop texting me"]
)
def test_an_opt_out_in_so_many_words_beside_it_stays_one(text: str) -> None:
    assert Signal.STOP in read(text, at=AT, model=HearsStop()).signals


def test_without_a_day_the_classifier_is_believed() -> None:
    assert Signal.STOP in read("不能再早了", at=AT, model=HearsStop()).signals
