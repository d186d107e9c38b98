"""A stranger says so while a person has the talk: nothing more is told, and her case stays hers to close."""

from __future__ import annotations

import pytest

from bot.conversation.topics import people
from bot.handoff import desk
from bot.model.words import FactKind, HandoffReason, Language, Owner
from bot.storage.unit import Store
from tests.kit import Talk, an_agent, make_talk

ASKS = {Language.ZH: "转人工", Language.EN: "I want to talk to a person"}
STRANGER = {Language.ZH: "你们打错了，我不是测试", Language.EN: "you have the wrong person"}
SORRY = {Language.ZH: "抱歉", Language.EN: "sorry"}
DEBT = {Language.ZH: "您还欠1280元，请尽快还款", Language.EN: "You owe £1,280, please pay today"}


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    return make_talk(store, language=request.param, verified=False)


def case_of(talk: Talk) -> str:
    with talk.store.read() as unit:
        case = unit.cases.open_of(talk.conversation_id)
    assert case is not None
    return case.id


def test_her_case_stays_in_her_hands_with_what_happened_in_its_brief(talk: Talk) -> None:
    member, spoken = an_agent(talk), talk.language
    talk.say(ASKS[spoken])
    desk.take(talk.house, case_of(talk), member=member)

    (answer,) = talk.say(STRANGER[spoken])

    opened = desk.look(talk.house, case_of(talk), member=member)
    assert SORRY[spoken] in answer.text.lower()
    assert (opened.case.status, opened.conversation.owner) == ("taken", Owner.AGENT)
    assert opened.may_write
    assert opened.case.brief["note"] == people.NOT_HERS
    assert FactKind.WRONG_PERSON.value in [fact["kind"] for fact in opened.case.brief["facts"]]


def test_nothing_of_the_debt_leaves_to_that_device_and_she_can_close(talk: Talk) -> None:
    member, spoken = an_agent(talk), talk.language
    talk.say(ASKS[spoken])
    case = case_of(talk)
    desk.take(talk.house, case, member=member)
    talk.say(STRANGER[spoken])

    assert not desk.write(talk.house, case, member=member, text=DEBT[spoken]).left
    desk.close(talk.house, case, member=member, outcome=desk.OUTCOMES[0])

    with talk.store.read() as unit:
        assert unit.talks.session(talk.session.id).locked_at is not None
        assert unit.talks.get(talk.conversation_id).owner is Owner.CLOSED
        assert unit.cases.open_of(talk.conversation_id) is None


def test_a_case_that_waits_in_the_queue_can_still_be_taken(talk: Talk) -> None:
    member, spoken = an_agent(talk), talk.language
    talk.say(ASKS[spoken])
    talk.say(STRANGER[spoken])

    desk.take(talk.house, case_of(talk), member=member)

    opened = desk.look(talk.house, case_of(talk), member=member)
    assert opened.may_write
    assert opened.case.brief["why"] == HandoffReason.THIRD_PARTY.value


def test_with_nobody_at_it_the_talk_is_closed_as_before(talk: Talk) -> None:
    talk.say(STRANGER[talk.language])
    with talk.store.read() as unit:
        assert unit.talks.get(talk.conversation_id).owner is Owner.CLOSED
        assert unit.cases.open_of(talk.conversation_id) is None
