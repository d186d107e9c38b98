"""A correction updates what was said, in every state of the talk and in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.conversation import entry, receive
from bot.keys import KeyRing
from bot.model.words import Channel, Intent
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with


@pytest.fixture(params=["zh", "en"])
def talk(store: Store, keys: KeyRing, request: pytest.FixtureRequest) -> Talk:
    """A verified borrower of either language who owes 1,280.00."""
    return talk_with(store, keys, language=request.param)


def in_words(talk: Talk, zh: str, en: str) -> str:
    with talk.house.store.read() as unit:
        return zh if unit.talks.get(talk.session.conversation_id).language == "zh" else en


def wish(talk: Talk) -> Mapping[str, Any]:
    with talk.house.store.read() as unit:
        found: Mapping[str, Any] = unit.talks.get(talk.session.conversation_id).memory["wish"]
    return found


def puts_right(talk: Talk, zh: str, en: str) -> Mapping[str, Any]:
    answer = talk.say(in_words(talk, zh, en), Intent.OUT_OF_SCOPE)
    assert in_words(talk, "按您更正的来", "I've corrected that") in answer.text
    return wish(talk)


def test_before_the_offer_the_day_asked_back_is_corrected(talk: Talk) -> None:
    talk.say(in_words(talk, "下周吧", "some time next week"), Intent.REQUEST_DEFERRAL)

    assert puts_right(talk, "我说的是25号", "I meant the 25th")["by"] == "2026-03-25"


@pytest.mark.parametrize(
    ("zh", "en"), [("不是15号，是25号", "not the 15th, the 25th"), ("说错了，25号", "sorry, the 25th")]
)
def test_before_the_yes_the_day_is_corrected(talk: Talk, zh: str, en: str) -> None:
    talk.say(in_words(talk, "能晚到16号吗", "can I pay on the 16th"), Intent.REQUEST_DEFERRAL)

    assert puts_right(talk, zh, en)["by"] == "2026-03-25"
    assert not talk.plans


def test_before_the_yes_the_amount_is_corrected_and_the_days_stay(talk: Talk) -> None:
    text = in_words(talk, "15号还500，月底还剩下的", "500 on the 15th and the rest at the end of the month")
    talk.say(text, Intent.PROMISE_TO_PAY)
    now = puts_right(talk, "不是500，是700", "I meant 700")

    assert (now["dates"], now["amounts"]) == (["2026-03-15", "2026-03-31"], [70_000])


def test_one_of_several_days_is_corrected_and_the_amount_stays(talk: Talk) -> None:
    text = in_words(talk, "15号还500，月底还剩下的", "500 on the 15th and the rest at the end of the month")
    talk.say(text, Intent.PROMISE_TO_PAY)
    now = puts_right(talk, "不是15号，是20号", "not the 15th, the 20th")

    assert now["dates"] == ["2026-03-20", "2026-03-31"]
    assert now["amounts"] in ([50_000], [50_000, 78_000])  # the rest is said, or written out


def test_after_the_offer_the_number_of_parts_is_corrected(talk: Talk) -> None:
    talk.say(in_words(talk, "分2期", "in 2 payments"), Intent.REQUEST_INSTALMENTS)

    assert puts_right(talk, "不是2期，是3期", "not 2 payments, 3")["parts"] == 3


def test_after_the_offer_a_monthly_figure_is_corrected(talk: Talk) -> None:
    talk.say(in_words(talk, "每月还500", "500 a month"), Intent.REQUEST_INSTALMENTS)
    now = puts_right(talk, "不是500，是600", "I meant 600")

    assert (now["kind"], now["part_amount"], now["every"]) == ("instalment", 60_000, "month")


def test_among_offers_nobody_wished_for_a_day_is_taken_as_her_wish(talk: Talk) -> None:
    talk.say(in_words(talk, "有什么办法", "what can I do"), Intent.REQUEST_HELP)

    assert puts_right(talk, "我的意思是25号", "I meant the 25th")["by"] == "2026-03-25"


@pytest.mark.parametrize(
    ("zh", "en"), [("不是我借的", "that's not mine"), ("不是500，我已经还了", "not 500, I paid it already")]
)
def test_a_dispute_is_no_correction(talk: Talk, zh: str, en: str) -> None:
    talk.say(in_words(talk, "分3期", "in 3 payments"), Intent.REQUEST_INSTALMENTS)
    answer = talk.say(in_words(talk, zh, en), Intent.DISPUTE_DEBT)

    assert in_words(talk, "更正", "corrected") not in answer.text


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [("zh", "我15号还", "不是15号，是25号"), ("en", "I'll pay on the 15th", "sorry, I meant the 25th")],
)
def test_what_was_corrected_during_the_check_is_answered_after_it(
    store: Store, keys: KeyRing, language: str, first: str, then: str
) -> None:
    talk = talk_with(store, keys, language=language)
    with store.write() as unit:
        stranger = entry.start_session(
            talk.house, unit, talk.session.conversation_id, adapter="web", address="other", channel=Channel.IM
        )
        unit.commit()
    talk.engine.lead = Intent.PROMISE_TO_PAY
    for text in (first, then, "4821", "1990-01-31"):
        with talk.house.store.read() as unit:
            session = unit.talks.session(stranger.id)
        receive.accept_message(talk.house, session, text=text, channel_message_id=None)
        receive.work(talk.house, session.conversation_id)

    assert wish(talk)["by"] == "2026-03-25"
