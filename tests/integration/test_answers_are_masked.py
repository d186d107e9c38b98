"""An answer to the check is never kept as written, whoever has the talk and whatever settles the turn."""

from __future__ import annotations

import json

import pytest

from bot.conversation import entry
from bot.model.words import Channel, Language, Owner
from bot.storage.unit import Store
from tests.kit import Talk, make_talk, without_ids

ASKS = {Language.ZH: "我欠多少", Language.EN: "how much do I owe"}
CRISIS = {
    Language.ZH: "我不想活了，4821，1990年1月31日",
    Language.EN: "4821, 31 January 1990, I want to kill myself",
}
KEPT = {Language.ZH: "我不想活了", Language.EN: "I want to kill myself"}
LOCKED = {Language.ZH: "身份核对现在锁着", Language.EN: "the identity check is locked"}
WRONG = ("1111", "2222", "3333")
DIGITS = ("4821", "1990", "January")


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    talk = make_talk(store, language=request.param, verified=False)
    talk.say(ASKS[request.param])
    return talk


def kept(talk: Talk) -> str:
    """Everything on file that could hold what was written: the transcript and the case."""
    with talk.store.read() as unit:
        lines = unit.talks.lines(talk.conversation_id)
        read = [unit.talks.inbound(line.id).understanding for line in lines if line.direction == "in"]
        case = unit.cases.open_of(talk.conversation_id)
    briefs = dict(case.brief) if case else {}
    found = json.dumps([[line.text for line in lines], read, briefs], ensure_ascii=False, default=str)
    return without_ids(found)


def owned_by(talk: Talk, owner: Owner) -> None:
    with talk.store.write() as unit:
        unit.talks.hand_over(unit.talks.get(talk.conversation_id), to=owner, agent_id="S1", at=talk.clock.at)
        unit.commit()


@pytest.mark.parametrize("owner", [Owner.AGENT, Owner.WAITING_FOR_AGENT, Owner.CLOSED])
def test_while_a_person_has_the_talk_or_it_is_over(talk: Talk, owner: Owner) -> None:
    owned_by(talk, owner)
    talk.say("4821 1990-01-31")
    assert all(digits not in kept(talk) for digits in DIGITS)


def test_beside_words_that_stop_the_dialogue_which_stay_readable(talk: Talk) -> None:
    talk.say(CRISIS[talk.language])
    assert all(digits not in kept(talk) for digits in DIGITS)
    assert KEPT[talk.language] in kept(talk)
    with talk.store.read() as unit:
        assert unit.cases.open_of(talk.conversation_id) is not None


def test_after_three_wrong_answers_the_next_ones_too(talk: Talk) -> None:
    for answer in WRONG:
        talk.say(answer)
    talk.say("4821 1990-01-31")
    assert all(digits not in kept(talk) for digits in (*DIGITS, *WRONG))


def test_after_the_lock_a_new_device_is_told_so_once_and_what_it_writes_is_masked(talk: Talk) -> None:
    for answer in WRONG:
        talk.say(answer)
    device = talk.device()
    first = " ".join(line.text for line in talk.say("4821", session=device))
    second = " ".join(line.text for line in talk.say("1990-01-31, 9993", session=device))
    assert LOCKED[talk.language] in first
    assert LOCKED[talk.language] not in second
    assert all(digits not in kept(talk) for digits in (*DIGITS, "9993"))


def test_a_new_link_after_the_lock_says_at_once_that_a_person_will_help(talk: Talk) -> None:
    for answer in WRONG:
        talk.say(answer)
    with talk.store.write() as unit:
        entry.start_session(
            talk.house, unit, talk.conversation_id, adapter="web", address="new", channel=Channel.IM
        )
        unit.commit()
    assert LOCKED[talk.language] in talk.out()[-1].text


def test_a_new_device_while_a_person_has_the_talk(talk: Talk) -> None:
    owned_by(talk, Owner.AGENT)
    talk.say("4821 1990-01-31", session=talk.device())
    assert all(digits not in kept(talk) for digits in DIGITS)


def test_an_amount_beside_it_stays_for_whoever_reads_it(talk: Talk) -> None:
    owned_by(talk, Owner.AGENT)
    talk.say("4821 £1500" if talk.language is Language.EN else "4821 先还1500元")
    assert "4821" not in kept(talk)
    assert "1500" in kept(talk)
