"""While the engine is down a message waits; what cannot wait behind it, a crisis or a stop, is heard."""

from __future__ import annotations

import pytest

from bot.conversation import receive
from bot.model.words import FactKind, HandoffReason, Language, Owner
from bot.storage.unit import Store
from tests.kit import Talk, make_talk

WAITS = {Language.ZH: "能晚两天吗", Language.EN: "can I have two more days"}
CRISIS = {Language.ZH: ("我不想活了", "12356"), Language.EN: ("I want to kill myself", "116 123")}
STOP = {Language.ZH: "别再给我发消息了", Language.EN: "stop messaging me"}
NOT_BY_SMS = {Language.ZH: "不要给我发短信", Language.EN: "please don't text me"}


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    talk = make_talk(store, language=request.param)
    talk.engine.down = True
    assert len(talk.say(WAITS[request.param])) == 1
    return talk


def kinds(talk: Talk) -> set[FactKind]:
    with talk.store.read() as unit:
        return {fact.kind for fact in unit.record.facts(talk.borrower_id)}


def test_a_crisis_does_not_wait_for_the_engine(talk: Talk) -> None:
    text, line = CRISIS[talk.language]

    (answer,) = talk.say(text)

    assert line in answer.text
    with talk.store.read() as unit:
        case = unit.cases.open_of(talk.conversation_id)
    assert case is not None
    assert case.reason is HandoffReason.CRISIS


def test_when_the_engine_is_back_nobody_talks_of_money_to_her(talk: Talk) -> None:
    talk.say(CRISIS[talk.language][0])
    said = len(talk.out())
    talk.engine.down = False
    receive.work(talk.house, talk.conversation_id)

    with talk.store.read() as unit:
        assert unit.talks.next_unanswered(talk.conversation_id) is None
        assert unit.talks.get(talk.conversation_id).owner is Owner.WAITING_FOR_AGENT
    assert talk.engine.seen == []
    assert not any(line.payload.get("buttons") for line in talk.out()[said:])


def test_a_stop_does_not_wait_for_the_engine(talk: Talk) -> None:
    assert len(talk.say(STOP[talk.language])) == 1
    assert FactKind.OPT_OUT in kinds(talk)


def test_a_medium_that_is_refused_is_closed_though_the_answer_waits(talk: Talk) -> None:
    talk.say(NOT_BY_SMS[talk.language])

    assert FactKind.MEDIA_BAN in kinds(talk)


def test_the_button_for_a_person_works_without_the_engine(talk: Talk) -> None:
    talk.say("·", press="intent:request_human")

    with talk.store.read() as unit:
        assert unit.talks.get(talk.conversation_id).owner is Owner.WAITING_FOR_AGENT


def test_everything_else_is_answered_in_the_order_it_came(talk: Talk) -> None:
    assert talk.say("在吗" if talk.language is Language.ZH else "hello?") == []
    assert talk.engine.seen == []
