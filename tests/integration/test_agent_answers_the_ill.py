"""Who is ill and asks herself how to pay is answered by the agent; nobody asks her for money."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.handoff import desk
from bot.model.words import FactKind, Intent, Language
from bot.storage.unit import Store
from tests.kit import Talk, make_talk, taken_case

ASKS = {
    Language.ZH: "我在化疗，能不能分期，一个月还三百",
    Language.EN: "I'm on chemo, can I pay a bit each month",
}
ANSWER = {
    Language.ZH: "您先安心治疗，还款的事我来帮您想办法。",
    Language.EN: "Please look after yourself first. I will help you find a way with the payments.",
}
DEMAND = {Language.ZH: "请您尽快还款1280元。", Language.EN: "Please pay £1,280 today."}


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    return make_talk(store, language=request.param)


def is_vulnerable(talk: Talk, about: str) -> None:
    with talk.store.write() as unit:
        unit.record.note(
            borrower_id="B1",
            account_id="A1",
            kind=FactKind.VULNERABLE,
            at=talk.clock.at,
            detail={"about": about},
            message_id=None,
        )
        unit.commit()


def asks_to_pay(talk: Talk) -> None:
    """Her question is read as the trained reader reads it."""
    read = talk.house.read

    def with_wish(text: str, **options: Any) -> dict[str, Any]:
        wish = {"name": Intent.REQUEST_INSTALMENTS.value, "confidence": 0.9}
        return {**read(text, **options), "intents": [wish], "leading": wish["name"], "confidence": 0.9}

    house = talk.house
    talk.house = replace(house, read=with_wish)
    talk.engine.house = talk.house
    talk.say(ASKS[talk.language])
    talk.house = talk.engine.house = house


def test_her_own_question_is_answered_and_a_demand_is_not_let_out(talk: Talk) -> None:
    is_vulnerable(talk, "illness")
    asks_to_pay(talk)
    case, member = taken_case(talk)

    assert desk.write(talk.house, case, member=member, text=ANSWER[talk.language]).left
    assert not desk.write(talk.house, case, member=member, text=DEMAND[talk.language]).left


def test_who_asked_nothing_hears_nothing_of_paying(talk: Talk) -> None:
    is_vulnerable(talk, "illness")
    case, member = taken_case(talk)

    assert not desk.write(talk.house, case, member=member, text=ANSWER[talk.language]).left


def test_in_a_crisis_nobody_speaks_of_paying_even_when_she_asks(talk: Talk) -> None:
    asks_to_pay(talk)
    is_vulnerable(talk, "crisis")
    case, member = taken_case(talk)

    assert not desk.write(talk.house, case, member=member, text=ANSWER[talk.language]).left
