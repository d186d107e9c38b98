"""Listing guesses in one message opens nothing: two values are compared at most, and every list is a try."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.topics.gate import QUESTION_ORDER
from bot.model.words import HandoffReason, Language, Owner
from bot.storage.unit import Store
from bot.understanding.check_answers import MOST_VALUES, to_compare
from tests.kit import Talk, make_talk

ASKS = {Language.ZH: "我欠多少", Language.EN: "how much do I owe"}
FOURS = " ".join(f"{n:04d}" for n in range(4500, 5299))
DAYS = ", ".join((date(1990, 1, 1) + timedelta(days=n)).isoformat() for n in range(336))
ONE_ANSWER = {Language.ZH: "不止一个答案", Language.EN: "more than one answer"}
NEXT = {Language.ZH: "出生日期", Language.EN: "date of birth"}


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    talk = make_talk(store, language=request.param, verified=False)
    talk.say(ASKS[request.param])
    return talk


def said(talk: Talk, text: str) -> str:
    return "\n".join(line.text for line in talk.say(text))


def verified(talk: Talk) -> bool:
    with talk.store.read() as unit:
        return unit.talks.session(talk.session.id).is_verified(now=talk.clock.at)


def tries(talk: Talk) -> int:
    with talk.store.read() as unit:
        return unit.talks.tries_of(talk.conversation_id)


def test_eight_hundred_fours_are_one_try_and_answer_nothing(talk: Talk) -> None:
    reply = said(talk, FOURS)
    assert ONE_ANSWER[talk.language] in reply
    assert NEXT[talk.language] not in reply
    assert tries(talk) == 1


def test_a_year_of_dates_is_one_try_and_answers_nothing(talk: Talk) -> None:
    talk.say("4821")
    assert ONE_ANSWER[talk.language] in said(talk, DAYS)
    assert not verified(talk)
    assert tries(talk) == 1


def test_three_lists_lock_the_check(talk: Talk) -> None:
    for _ in range(3):
        talk.say(FOURS)
    with talk.store.read() as unit:
        case = unit.cases.open_of(talk.conversation_id)
    assert case is not None
    assert case.reason is HandoffReason.VERIFICATION_FAILED


def test_a_right_answer_makes_no_guess_beside_it_free(talk: Talk) -> None:
    reply = said(talk, "4821, 1990-01-30")
    assert NEXT[talk.language] in reply
    assert tries(talk) == 1


@pytest.mark.parametrize(
    "text", ["4812, no wait 4821", "不对，4812打错了，是4821", "4821", "£1500? 4821", "我先还1500，4821"]
)
def test_an_honest_answer_passes_with_a_correction_or_an_amount_beside_it(talk: Talk, text: str) -> None:
    assert NEXT[talk.language] in said(talk, text)
    assert tries(talk) == 0


@pytest.mark.parametrize("text", ["4821, 31 January 1990", "4821 1990年1月31日", "31/01/1990 and 4821"])
def test_both_answers_in_one_message_pass(talk: Talk, text: str) -> None:
    talk.say(text)
    assert verified(talk)


def test_a_phone_number_written_out_means_its_last_four_and_nothing_more() -> None:
    for number in ("13800004821", "138 0000 4821", "+86 138 0000 4821", "07700 904821", "+44 7700 904821"):
        assert to_compare(["phone_last4"], number) == {"phone_last4": ["4821"]}
    assert to_compare(["phone_last4"], "call me on 07700 904821") == {"phone_last4": []}
    assert to_compare(["id_last4"], "11010119900131482X") == {"id_last4": []}


def test_when_all_tries_are_used_up_a_new_device_compares_nothing(talk: Talk) -> None:
    for guess in ("1111", "2222", "3333"):
        talk.say(guess)
    with talk.store.write() as unit:
        unit.talks.hand_over(
            unit.talks.get(talk.conversation_id), to=Owner.BOT, agent_id=None, at=talk.clock.at
        )
        unit.commit()
    device = talk.device()
    talk.say(ASKS[talk.language], session=device)
    talk.say("4821, 31 January 1990", session=device)
    with talk.store.read() as unit:
        assert not unit.talks.session(device.id).is_verified(now=talk.clock.at)
        assert unit.talks.get(talk.conversation_id).owner is Owner.WAITING_FOR_AGENT


PIECE = st.one_of(
    st.integers(0, 9999).map("{:04d}".format),
    st.integers(0, 999).map("{:03d}X".format),
    st.integers(10_000, 999_999).map(str),
    st.dates().map(date.isoformat),
    st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.dates().map(lambda day: f"{day.day} {day:%B} {day.year}"),
    st.dates().map(lambda day: f"{day:%b} {day.day}, {day.year}"),
    st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
    st.sampled_from(["pay", "¥", "no wait", "不是", "，", "1500", "AB1 2CD", "1500元"]),
    st.text(max_size=6),
)


@given(
    pieces=st.lists(PIECE, max_size=60), glue=st.sampled_from([" ", ", ", "", "-", "/", "\n", "；"]),
    questions=st.sets(st.sampled_from(QUESTION_ORDER)),
)  # fmt: skip
def test_no_message_compares_more_than_two_values_for_a_question(
    pieces: list[str], glue: str, questions: set[str]
) -> None:
    compared = to_compare(questions, glue.join(pieces)) or {}
    assert all(len(set(values)) <= MOST_VALUES for values in compared.values())
