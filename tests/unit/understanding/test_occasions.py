"""Weddings, festivals and disasters with their days, in both languages; what only sounds like one is none."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model.words import Language, Signal
from bot.understanding.classifier import LabelScores
from bot.understanding.read import read

NOW = datetime(2026, 12, 8, 15, 0, tzinfo=ZoneInfo("Asia/Kolkata"))  # a Tuesday


def told(text: str) -> list[tuple[str, date | None, date | None]]:
    return [(each.about, each.first, each.last) for each in read(text, at=NOW, region="IN").occasions]


def dec(day: int) -> date:
    return date(2026, 12, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my sister's wedding is this week", ("marriage", dec(8), dec(13))),
        ("We're getting married on Saturday!", ("marriage", dec(12), dec(12))),
        ("my brother's wedding is from 10th to 12th December", ("marriage", dec(10), dec(12))),
        ("there's a wedding in our family tomorrow, can I pay on the 20th?", ("marriage", dec(9), dec(9))),
        ("my cousin is getting married, busy all this week", ("marriage", dec(8), dec(13))),
        ("my daughter's wedding", ("marriage", None, None)),
        ("we are celebrating Onam until Friday", ("festival", dec(8), dec(11))),
        ("it is Diwali in our home this week", ("festival", dec(8), dec(13))),
        ("our village is flooded", ("calamity", None, None)),
        ("the cyclone hit us yesterday", ("calamity", None, None)),
        ("my shop burnt down last week", ("calamity", None, None)),
        ("这周我妹妹结婚", ("marriage", dec(8), dec(13))),
        ("我弟弟周六办婚礼，能不能下周再说", ("marriage", dec(12), dec(12))),
        ("家里办喜事，这周都在忙", ("marriage", dec(8), dec(13))),
        ("我女儿后天出嫁", ("marriage", dec(10), dec(10))),
        ("我家這週辦婚禮", ("marriage", dec(8), dec(13))),
        ("这两天我们家过奥南节", ("festival", dec(8), dec(10))),
        ("家里被水淹了", ("calamity", None, None)),
        ("老家地震，房子塌了", ("calamity", None, None)),
        ("台风把店刮坏了", ("calamity", None, None)),
    ],
)
def test_an_occasion_is_read_with_its_days(text: str, expected: tuple[str, date | None, date | None]) -> None:
    found = told(text)

    assert [each[0] for each in found] == [expected[0]]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "I spent it all on my sister's wedding last month",
        "I borrowed for my wedding",
        "I paid for our wedding so there is nothing left",
        "after the wedding I can pay",
        "I got married in 2019",
        "stop flooding my inbox",
        "you flood me with messages",
        "what if there is a flood",
        "Happy Diwali",
        "can I pay after Diwali",
        "my sister's wedding was in October",
        "上个月给妹妹办婚礼把钱花光了",
        "刚忙完婚礼，手头紧",
        "我离婚了",
        "我结婚三年了",
        "国庆后还",
        "春节前还清",
        "短信轰炸",
        "我怕家里被淹",
        "贷款结婚",
    ],
)
def test_what_is_over_or_only_sounds_like_one_is_no_occasion(text: str) -> None:
    assert told(text) == []


class HearsDeath:
    """A classifier that is sure of a death, whatever it reads."""

    def read(self, text: str) -> LabelScores:
        return LabelScores((), (), (("death", 0.99),))


@pytest.mark.parametrize("text", ["my sister's wedding is this week", "这周我妹妹结婚"])
def test_nobody_is_condoled_on_a_wedding(text: str) -> None:
    assert Signal.DEATH not in read(text, at=NOW, language=Language.EN, model=HearsDeath()).signals


@pytest.mark.parametrize(
    "text",
    ["my father died the night before my sister's wedding this week", "妹妹这周结婚，可是爸爸昨天去世了"],
)
def test_a_death_beside_a_wedding_is_still_a_death(text: str) -> None:
    assert Signal.DEATH in read(text, at=NOW, language=Language.EN, model=HearsDeath()).signals
