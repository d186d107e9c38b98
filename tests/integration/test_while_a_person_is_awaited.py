"""Between the hand-over and the person: nobody who asks is left without an answer, and care is repeated."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.conversation import receive
from bot.keys import KeyRing
from bot.model.talk import Case
from bot.model.words import HandoffReason, Owner
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

CRISIS = {
    "zh": ("不想活了", "我把东西都送人了", "真的活不下去了"),
    "en": ("I want to die", "I've said goodbye to everyone", "I want to end my life"),
}
CALLS = {
    "zh": ("在吗", "有人吗？", "我要真人，现在"),
    "en": ("hello?", "are you there?", "get me a real person now"),
}
PERSON = {"zh": "转人工", "en": "I want to talk to a person"}
LINE = {"zh": "12356", "en": "116 123"}
WHEN = {"zh": "预计", "en": "expect them around"}
LONGER = {"zh": "久等", "en": "sorry that no colleague has come yet"}
PAID = {"zh": "我已经还了，刚转的", "en": "I have paid it just now"}
DEAD = {"zh": "我妈上周去世了", "en": "my mum died last week"}
WHY_MONEY = {"zh": "你们怎么还问我要钱", "en": "why are you still asking me for money"}
SORRY = {"zh": "不会有人向您要钱", "en": "Nobody is asking you for money now"}


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def talk(store: Store, keys: KeyRing, language: str) -> Talk:
    return talk_with(store, keys, language=language)


def answers(talk: Talk, text: str) -> str:
    """What is said to her in answer; empty when nothing is."""
    before = len(talk.lines)
    talk.clock.forward(seconds=20)
    receive.accept_message(talk.house, talk.session, text=text, channel_message_id=None)
    receive.work(talk.house, talk.session.conversation_id)
    return "\n".join(line.text for line in talk.lines[before:])


def the_case(talk: Talk) -> Case:
    with talk.house.store.read() as unit:
        case = unit.cases.open_of(talk.session.conversation_id)
    assert case is not None
    return case


def test_each_grave_message_gets_care_and_the_line_never_the_same_words_twice(
    talk: Talk, language: str
) -> None:
    said = [answers(talk, text) for text in (*CRISIS[language], CRISIS[language][0])]

    assert all(LINE[language] in text for text in said), said
    assert all(first != second for first, second in pairwise(said))


def test_who_calls_is_told_that_a_person_comes_and_when(talk: Talk, language: str) -> None:
    answers(talk, PERSON[language])

    assert all(WHEN[language] in answers(talk, text) for text in CALLS[language])


def test_when_the_time_has_passed_we_say_sorry(talk: Talk, language: str) -> None:
    answers(talk, PERSON[language])
    talk.clock.forward(hours=3)

    assert LONGER[language] in answers(talk, CALLS[language][0])


def test_news_of_a_payment_is_acknowledged_and_chatter_now_and_then(talk: Talk, language: str) -> None:
    answers(talk, PERSON[language])
    said = [bool(answers(talk, "......") or answers(talk, "ok")) for _ in range(6)]

    assert any(said[1:])
    assert not all(said)


def test_a_bereaved_person_is_told_that_nobody_asks_for_money(talk: Talk, language: str) -> None:
    first = answers(talk, DEAD[language])
    again = answers(talk, DEAD[language])

    assert SORRY[language] in answers(talk, WHY_MONEY[language])
    assert again
    assert first != again


def test_a_person_who_has_the_talk_is_not_spoken_over(talk: Talk, language: str) -> None:
    answers(talk, PERSON[language])
    with talk.house.store.write() as unit:
        conversation = unit.talks.get(talk.session.conversation_id)
        unit.talks.hand_over(conversation, to=Owner.AGENT, agent_id=None, at=talk.clock())
        unit.commit()

    assert not any(answers(talk, text) for text in CALLS[language])


def test_the_brief_keeps_the_graver_sentence(talk: Talk, language: str) -> None:
    answers(talk, PERSON[language])
    answers(talk, CRISIS[language][0])
    answers(talk, "我要投诉" if language == "zh" else "I want to make a complaint")
    case = the_case(talk)

    assert case.reason is HandoffReason.CRISIS
    assert case.brief["said"] == CRISIS[language][0]


BY = {"zh": "预计3月10日 13:00前有同事来接", "en": "expect them around 10 March, 10:00"}
BY_MORNING = {"zh": "预计3月11日 10:00前有同事来接", "en": "expect them around 11 March, 10:00"}
NO_JOB = {"zh": "我上个月被裁员了，实在还不上", "en": "I was laid off last month and can't pay this"}
BARE = {"zh": ("转人工", "人工人工"), "en": ("I want to talk to a person", "human please")}


def test_who_is_handed_over_is_told_by_when(talk: Talk, language: str) -> None:
    assert BY[language] in answers(talk, PERSON[language])


def test_after_hours_the_time_is_in_the_next_morning(talk: Talk, language: str) -> None:
    talk.clock.forward(hours=12 if language == "zh" else 20)  # midnight where she lives

    assert BY_MORNING[language] in answers(talk, PERSON[language])


def test_the_brief_shows_her_matter_and_not_the_bare_request(talk: Talk, language: str) -> None:
    answers(talk, NO_JOB[language])
    for text in BARE[language]:
        answers(talk, text)

    assert the_case(talk).brief["said"] == NO_JOB[language]


def test_a_request_with_its_matter_is_shown_as_it_is(talk: Talk, language: str) -> None:
    answers(talk, NO_JOB[language])
    asked = {"zh": "我在住院，让真人来和我说", "en": "I'm in hospital, get me a real person"}[language]
    answers(talk, asked)

    assert the_case(talk).brief["said"] == asked


def test_when_nothing_else_was_said_the_brief_shows_the_request(talk: Talk, language: str) -> None:
    answers(talk, PERSON[language])

    assert the_case(talk).brief["said"] == PERSON[language]
