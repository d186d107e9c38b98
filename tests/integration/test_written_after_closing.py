"""A case is closed; who writes again reaches a person, and a stranger's closed talk stays closed."""

from __future__ import annotations

import pytest

from bot.conversation import entry
from bot.conversation.topics.closed import AGAIN
from bot.handoff import desk
from bot.model.words import Channel, Language, Owner
from bot.storage.unit import Store
from tests.kit import Talk, make_talk, taken_case

MORE = {Language.ZH: "那我现在要还多少", Language.EN: "so what do I owe now"}
STRANGER = {Language.ZH: "你们打错了，我不是测试", Language.EN: "you have the wrong person"}
FOUR = {Language.ZH: "后四位", Language.EN: "last four"}
PERSON = {Language.ZH: "同事", Language.EN: "colleague"}


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    return make_talk(store, language=request.param)


def closed(talk: Talk) -> None:
    """Her case taken and closed by an agent."""
    case, member = taken_case(talk)
    desk.close(talk.house, case, member=member, outcome="corrected")


def owner(talk: Talk) -> Owner:
    with talk.store.read() as unit:
        return unit.talks.get(talk.conversation_id).owner


def test_what_she_writes_next_waits_for_a_person_in_a_new_case(talk: Talk) -> None:
    closed(talk)
    said = " ".join(line.text for line in talk.say(MORE[talk.language]))

    assert PERSON[talk.language] in said
    assert owner(talk) is Owner.WAITING_FOR_AGENT
    with talk.store.read() as unit:
        case = unit.cases.open_of(talk.conversation_id)
        assert case is not None
        assert case.brief["note"] == AGAIN
        assert case.brief["request"] == MORE[talk.language]


def test_a_new_link_begins_anew_with_the_check(talk: Talk) -> None:
    closed(talk)
    with talk.store.write() as unit:
        entry.start_session(
            talk.house, unit, talk.conversation_id, adapter="web", address="new", channel=Channel.IM
        )
        unit.commit()

    assert FOUR[talk.language] in " ".join(line.text for line in talk.out())
    assert owner(talk) is Owner.BOT


def test_a_strangers_closed_talk_stays_closed(store: Store) -> None:
    talk = make_talk(store, language=Language.EN, verified=False)
    talk.say(STRANGER[Language.EN])
    assert owner(talk) is Owner.CLOSED
    talk.say(MORE[Language.EN])
    assert owner(talk) is Owner.CLOSED


def test_a_stranger_after_a_closed_case_opens_nothing(talk: Talk) -> None:
    closed(talk)
    talk.say(STRANGER[talk.language])
    assert owner(talk) is Owner.CLOSED
