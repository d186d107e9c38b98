"""In a crisis, an illness or a bereavement no colleague brings up paying; kind words and help always pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.compliance import decide
from bot.compliance.door import Verdict
from bot.model.contact import Fact, Proposal
from bot.model.words import Channel, Decision, Purpose, Sender
from tests.unit.compliance.cases import case, policy

NOON = datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
PLACE = {"zh": "CN", "en": "UK"}

MONEY = {
    "en": [
        "Pay 175.99 now and I can help with the rest.",
        "Pay £175.99 now and I can help with the rest.",
        "Just pay 175.99 today, the rest can wait.",
        "£50 would do, just pay something.",
        "Could you manage a small payment this week?",
        "Why not pay 175.99 and be done with it?",
        "I am so sorry. Once you have paid 50 we can talk.",
        "Send us 175.99 when you can.",
        "Do not forget to pay.",
        "No need to worry, just pay 175.99.",
        "When can you settle this?",
        "Let us split it into instalments.",
        "Your payment will not wait.",
    ],
    "zh": [
        "先还175.99，剩下的我帮您想办法。",
        "先还¥175.99，剩下的我帮您想办法。",
        "先还175.99元，剩下的我帮您想办法。",
        "今天还175就行。",
        "您先转175.99过来，其他的好说。",
        "您看什么时候能还一点？",
        "要不先还个175.99？",
        "节哀。还款的事您打算怎么办？",
        "您能不能先付一部分？",
        "不如先还一点，压力小些。",
        "我帮您办分期吧。",
        "您别急，175.99就行。",
        "可不可以先还一半？",
    ],
}
KIND = {
    "en": [
        "There is no need to think about payments now.",
        "Please look after yourself first.",
        "I am so sorry. You do not have to pay anything at the moment.",
        "We have paused your payments, nobody will write about them.",
        "Payments can wait. Is there somebody with you?",
        "You can call Samaritans on 116 123 at any time.",
        "Your payments are on hold and I am here if you want to talk.",
        "We will not ask you for any payment this month.",
        "Thank you for telling me. I will write again in a month.",
    ],
    "zh": [
        "您先照顾好自己，还款的事不急。",
        "现在不用想还款的事。",
        "节哀，这段时间我们不会再催。",
        "还款先放一放，身体要紧。",
        "您身边有人陪着吗？",
        "随时可以打 12356，24 小时有人接听。",
        "我们已经暂停了还款提醒，您安心休养。",
        "谢谢您告诉我，我下个月再联系您。",
        "还是先休息好，别想还钱的事。",
    ],
}


def verdict(said: str, language: str, fact: str, *, by: Sender = Sender.AGENT, **detail: object) -> Verdict:
    noted = Fact(at=NOON - timedelta(days=1), kind=fact, detail=detail)
    answer = Proposal(Channel.IM, Purpose.REPLY, said, language, by=by, reply_to_inbound=True)
    return decide(case(PLACE[language], noted, verified=True), answer, now=NOON, policy=policy())


@pytest.mark.parametrize(
    ("fact", "about", "rule"),
    [
        ("vulnerable", "crisis", "HOUSE-VULN-1"),
        ("vulnerable", "bereavement", "HOUSE-VULN-1"),
        ("deceased", None, "HOUSE-DEATH-1"),
        ("capacity", None, "HOUSE-MINOR-1"),
    ],
)
@pytest.mark.parametrize(
    ("language", "said"), [(lang, said) for lang, rows in MONEY.items() for said in rows]
)
def test_no_sentence_of_a_colleague_brings_up_paying(
    language: str, said: str, fact: str, about: str | None, rule: str
) -> None:
    found = verdict(said, language, fact, about=about)

    assert found.decision is Decision.BLOCK
    assert rule in [hit.id for hit in found.rules]


@pytest.mark.parametrize("fact", ["vulnerable", "deceased", "capacity"])
@pytest.mark.parametrize(("language", "said"), [(lang, said) for lang, rows in KIND.items() for said in rows])
def test_kind_words_pass(language: str, said: str, fact: str) -> None:
    assert verdict(said, language, fact, about="crisis").decision is Decision.ALLOW


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", MONEY["en"][0]), ("en", MONEY["en"][1]), *(("zh", s) for s in MONEY["zh"][:3])],
)
def test_a_sum_to_be_paid_at_once_is_a_demand_of_the_colleague_under_any_pause(
    language: str, said: str
) -> None:
    found = verdict(said, language, "dispute")

    assert "HOUSE-DISPUTE-1" in [hit.id for hit in found.rules]
