"""A payment that is still to come is no report of one; a payment that was made stays one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.words import Intent, Reason
from bot.understanding.labels import LabelScores
from bot.understanding.not_yet import not_yet_paid
from bot.understanding.read import read

AT = datetime(2026, 3, 10, 15, tzinfo=UTC)
COMING = [
    "取消吧，我今天就全还了", "那我还清了多久能开", "还完这笔我就解脱了，链接发我", "等我还完了再说",
    "如果我还清了会怎么样", "还清之后多久更新征信", "我会还的，别急", "我马上就全部还了",
    "那我全还了就没事了吧", "已经约了15号还了为什么还打电话", "说好了月底还",
    "once I pay this how long till it updates", "once I've paid, does it clear my file",
    "if I pay today will you stop", "when I pay this off I'm free", "I'll just pay it all today",
    "I already agreed to pay on the 15th, why are you still calling", "as soon as I pay, what happens",
]  # fmt: skip
MADE = [
    "我已经还了", "我已经还完了，怎么还在催", "昨天就还了", "我早就还清了", "刚还了，链接不用了", "都还了",
    "我还过了", "我还了", "还清了", "如果我已经还了呢", "I already paid", "I paid when you called",
    "paid yesterday",
    "I paid it, I'll send the receipt", "if I have already paid do I ignore this", "I've paid it off",
    "when I paid you said it was done", "上周还清了，多久能更新", "等了三天了，我都还过了",
]  # fmt: skip


class HearsPaid:
    """A classifier that takes everything for a payment made."""

    def read(self, text: str) -> LabelScores:
        return LabelScores((("report_paid", 0.9),), (("already_paid", 0.9),), (), "report_paid")


@pytest.mark.parametrize("text", COMING)
def test_a_payment_to_come_is_no_report_of_one(text: str) -> None:
    understood = read(text, at=AT, currency="CNY", model=HearsPaid())

    assert not_yet_paid(text)
    assert Intent.REPORT_PAID not in dict(understood.intents)
    assert understood.leading is not Intent.REPORT_PAID
    assert Reason.ALREADY_PAID not in understood.reasons


@pytest.mark.parametrize("text", MADE)
def test_a_payment_that_was_made_is_believed(text: str) -> None:
    assert not not_yet_paid(text)
    assert Intent.REPORT_PAID in dict(read(text, at=AT, currency="CNY", model=HearsPaid()).intents)
