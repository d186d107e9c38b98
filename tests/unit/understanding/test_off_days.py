"""Days to pay on that have passed or that no calendar has, on Tuesday 10 March 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.model.words import Intent, Reason
from bot.understanding.labels import LabelScores
from bot.understanding.off_days import IMPOSSIBLE, PAST
from bot.understanding.read import read

AT = datetime(2026, 3, 10, 15, tzinfo=UTC)


def off(text: str) -> list[tuple[str, str]]:
    return [(day.text, day.why) for day in read(text, at=AT, region="GB").off_days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("我昨天就还", "昨天"),
        ("上周一还", "上周一"),
        ("我2026年3月1号还", "2026年3月1号"),
        ("昨天", "昨天"),
        ("I'll pay last Monday", "last Monday"),
        ("I can pay by last friday", "last friday"),
        ("yesterday", "yesterday"),
        ("ill pay yesterday lol", "yesterday"),
    ],
)
def test_a_promise_for_a_day_that_has_passed_is_noticed(text: str, day: str) -> None:
    assert off(text) == [(day, PAST)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2月30号还", "2月30号"),
        ("4月31日", "4月31日"),
        ("32号还", "32号"),
        ("31 Feb", "31 Feb"),
        ("I can pay on 30th February", "30th February"),
        ("I'll pay the 32nd", "32nd"),
        ("Feb 29", "Feb 29"),
    ],
)
def test_a_day_that_no_calendar_has_is_noticed(text: str, day: str) -> None:
    assert off(text) == [(day, IMPOSSIBLE)]


@pytest.mark.parametrize(
    "text",
    [
        "昨天就还了", "上周五就还清了", "我昨天没还", "昨天说好还的", "我上个月失业了，能分期吗",
        "I paid last Monday", "I lost my job last Monday, can I pay in parts", "I was going to pay yesterday",
        "明天还", "31号还", "I'll pay on the 31st", "29 Feb 2028", "我还欠32块",
    ],
)  # fmt: skip
def test_what_happened_and_what_can_be_is_no_such_day(text: str) -> None:
    assert off(text) == []


def test_the_day_that_has_passed_is_known() -> None:
    assert read("我昨天就还", at=AT).off_days[0].day == date(2026, 3, 9)


class Thinks:
    """A classifier that hears a payment in everything."""

    def read(self, text: str) -> LabelScores:
        return LabelScores((("report_paid", 0.95),), (), (), "report_paid")


@pytest.mark.parametrize("text", ["我昨天就还", "I'll pay last Monday"])
def test_a_promise_for_a_day_that_has_passed_is_no_news_of_a_payment(text: str) -> None:
    understood = read(text, at=AT, model=Thinks())

    assert understood.leading is Intent.PROMISE_TO_PAY
    assert Intent.REPORT_PAID not in dict(understood.intents)
    assert Reason.ALREADY_PAID not in understood.reasons


@pytest.mark.parametrize("text", ["昨天就还了", "I paid last Monday", "昨天"])
def test_news_of_a_payment_stays_news_of_a_payment(text: str) -> None:
    assert read(text, at=AT, model=Thinks()).leading is Intent.REPORT_PAID
