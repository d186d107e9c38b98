"""A message whose step always fails is given up after some tries: a person has it, and the talk goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.conversation import receive
from bot.model.errors import StepFailed
from bot.model.words import Intent, Language, Owner
from bot.storage.unit import Store
from tests.kit import ScriptedEngine, Talk, make_talk

POISON = {Language.ZH: "能晚两天吗", Language.EN: "can I have two more days"}
AFTER = {Language.ZH: "你是机器人吗", Language.EN: "are you a robot"}
PLAIN = {Language.ZH: "已请同事来回复您", Language.EN: "a colleague will answer"}


@dataclass
class FailingStep(ScriptedEngine):
    """Answers, but the step of one message fails each time."""

    poison: str = ""

    def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> None:
        if text == self.poison and not self.down:
            raise StepFailed("the step failed", where="engine")
        super().turn(sender, text, metadata=metadata)


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    talk = make_talk(store, language=request.param)
    engine = FailingStep(lead=Intent.ASK_IF_BOT, poison=POISON[request.param])
    engine.house = talk.house
    object.__setattr__(talk.house, "engine", engine)
    talk.engine = engine
    return talk


def again(talk: Talk, times: int) -> None:
    for _ in range(times):
        receive.work(talk.house, talk.conversation_id)


def test_it_is_given_up_after_some_tries_and_a_person_has_it(talk: Talk) -> None:
    (told,) = talk.say(POISON[talk.language])
    again(talk, receive.ENOUGH_TRIES - 2)
    assert talk.out(after=told.seq) == []

    again(talk, 1)

    (given_up,) = talk.out(after=told.seq)
    assert PLAIN[talk.language] in given_up.text
    with talk.store.read() as unit:
        case = unit.cases.open_of(talk.conversation_id)
        assert unit.talks.next_unanswered(talk.conversation_id) is None
        assert unit.talks.get(talk.conversation_id).owner is Owner.WAITING_FOR_AGENT
    assert case is not None
    assert case.brief["said"] == POISON[talk.language]


def test_what_stands_behind_it_is_answered_as_soon_as_it_is_given_up(talk: Talk) -> None:
    talk.say(POISON[talk.language])
    last = talk.say(AFTER[talk.language])
    assert last == []

    again(talk, receive.ENOUGH_TRIES)

    with talk.store.read() as unit:
        assert unit.talks.unanswered(talk.conversation_id) == ()
    assert len(talk.out()) == 3  # told once, given up, and an answer to what came behind


def test_an_engine_that_is_not_reached_is_waited_for_however_often_it_is_tried(talk: Talk) -> None:
    talk.engine.down = True
    talk.say(AFTER[talk.language])
    again(talk, 4 * receive.ENOUGH_TRIES)
    with talk.store.read() as unit:
        assert unit.cases.open_of(talk.conversation_id) is None
        assert unit.talks.next_unanswered(talk.conversation_id) is not None

    talk.engine.down = False
    again(talk, 1)

    assert talk.engine.seen == [AFTER[talk.language]]
    assert len(talk.out()) == 2
