"""Who wants to pay at once, or asks how, gets the way to pay; whoever says more is heard in full."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.words import Intent
from bot.understanding.labels import LabelScores
from bot.understanding.paying import pays_at_once
from bot.understanding.read import read

WISHES = [
    "我现在就还，发我链接", "怎么还款", "怎么还款？", "怎么还", "马上还，给个链接", "我要还款",
    "现在就还", "直接还清", "我今天就还清，链接发来", "还款链接发我", "把付款链接给我", "链接呢",
    "我现在还，怎么付", "好的，那怎么还", "怎麼還款？", "我而家就還，send條link俾我", "點樣還錢",
    "我現在就還，發我連結", "還款連結", "I'll pay right now, send me the link", "how do I pay",
    "How can I pay this?", "send me the link", "I want to pay now", "pay now", "can I pay now",
    "I'd like to pay in full today", "let me pay it off now", "I'm ready to pay", "where do I pay",
    "link please", "I can pay it all now", "ok I'll pay now, link?",
]  # fmt: skip
MORE = [
    "我失业了，怎么还", "现在还不上", "我现在还不了", "现在就还500", "明天还，怎么还", "我已经还了",
    "我现在就还了", "怎么还在催", "链接安全吗", "这链接能点吗", "我想还，真的没钱", "怎么还啊，我没钱",
    "不要发链接", "要还吗", "I can't pay right now", "I'll pay 50 now",
    "how can I pay when I lost my job", "I'd like to pay on Friday", "I don't want to pay now",
    "can I pay later", "I want to pay less", "can I pay less now", "I will pay you back",
    "pay now or what happens", "how do I pay if I have no money", "is the link safe?",
]  # fmt: skip


class Thinks:
    """A classifier that takes a wish to pay for a payment made, or for a wish for time."""

    def read(self, text: str) -> LabelScores:
        return LabelScores((("report_paid", 0.9), ("request_deferral", 0.7)), (), (), "report_paid")


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_to_pay_is_known_whatever_the_classifier_thinks(text: str) -> None:
    understood = read(text, at=datetime(2026, 3, 10, 15, tzinfo=UTC), currency="CNY", model=Thinks())

    assert pays_at_once(text)
    assert understood.leading is Intent.ASK_HOW_TO_PAY
    assert Intent.REPORT_PAID not in dict(understood.intents)


@pytest.mark.parametrize("text", MORE)
def test_what_says_more_than_that_is_left_to_the_talk(text: str) -> None:
    assert not pays_at_once(text)


def test_a_long_message_is_heard_in_full() -> None:
    assert not pays_at_once("，".join(["怎么还款"] * 40))
