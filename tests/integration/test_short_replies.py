"""Short replies beside every question we ask: what is answered, and what is never taken for a yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.conversation import receive
from bot.conversation.memory import CONFIRMING
from bot.keys import KeyRing
from bot.model.words import Intent
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

ASK = {
    "zh": ("有什么办法", "分三期", "下周吧"),
    "en": ("what can I do", "in 3 payments", "some time next week"),
}


def stand_at(talk: Talk, language: str, question: str) -> None:
    """Lead the talk to a question: a cost table, several offers, several days, or an open one."""
    options, split, vague = ASK[language]
    put_back(talk, {})
    talk.engine.understood = True
    if question == "cost table":
        talk.say(split, Intent.REQUEST_INSTALMENTS)
    elif question == "offers":
        talk.say(options, Intent.REQUEST_HELP)
    elif question == "days":
        talk.say(vague, Intent.REQUEST_DEFERRAL)
    elif question == "budget":
        talk.press("budget:ask")
    else:
        talk.press("other")


def notes(talk: Talk) -> dict[str, Any]:
    with talk.house.store.read() as unit:
        return dict(unit.talks.get(talk.session.conversation_id).memory)


def put_back(talk: Talk, memory: Mapping[str, Any]) -> None:
    with talk.house.store.write() as unit:
        conversation = unit.talks.get(talk.session.conversation_id)
        unit.talks.remember(conversation.id, memory=memory, language=conversation.language, at=talk.clock())
        unit.commit()


def names(talk: Talk, text: str) -> list[str]:
    """What is named in answer to ``text``; the engine would only say that it was not understood."""
    talk.engine.lead, talk.engine.understood = Intent.OUT_OF_SCOPE, False
    talk.clock.forward(seconds=20)
    with talk.house.store.read() as unit:
        session = unit.talks.session(talk.session.id)
    message, _ = receive.accept_message(talk.house, session, text=text, channel_message_id=None)
    receive.work(talk.house, session.conversation_id)
    with talk.house.store.read() as unit:
        return [say["name"] for say in unit.talks.inbound(message.id).reply or ()]


SHRUGS = (
    "ok whatever",
    "whatever you say",
    "hmm fine i guess",
    "ok I guess",
    "I suppose so",
    "if you say so",
)
TABLE: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("zh", "cost table"): {
        "utter_not_agreed": ("不", "不行", "不要", "不用了", "都不行", "算了"),
        "utter_take_your_time": ("等等", "我想想", "晚点再说吧", "不知道"),
        "utter_confirm_again": ("嗯", "知道了", "哦", "随便", "随便吧", "行吧随便你", "你说了算吧"),
        "utter_confirm_question": ("1", "第一个"),
        "utter_receipt_plan": ("好的",),
    },
    ("en", "cost table"): {
        "utter_not_agreed": ("no", "Nope.", "no thanks", "neither"),
        "utter_take_your_time": ("wait", "let me think", "later", "not sure"),
        "utter_confirm_again": ("mhm", "I see", "got it", "whatever", *SHRUGS),
        "utter_confirm_question": ("1", "the first one"),
        "utter_receipt_plan": ("yes please",),
    },
    ("zh", "offers"): {
        "utter_which_one": ("好", "可以的", "嗯", "第六个"),
        "utter_not_agreed": ("不要", "不行"),
        "utter_tell_me_yours": ("都不行", "都不要"),
        "utter_take_your_time": ("我再想想", "等一下"),
        "utter_confirm_question": ("第二个", "最后一个"),
    },
    ("en", "offers"): {
        "utter_which_one": ("ok", "sure", "mhm", "the fifth"),
        "utter_not_agreed": ("no", "nah", "not that one"),
        "utter_tell_me_yours": ("none of them", "neither"),
        "utter_take_your_time": ("maybe later", "I don't know"),
        "utter_confirm_question": ("the second one", "I'll take the last one"),
    },
    ("zh", "days"): {
        "utter_which_day": ("好", "嗯"),
        "utter_tell_me_yours": ("不行", "都不行", "晚点"),
        "utter_take_your_time": ("不清楚",),
    },
    ("en", "days"): {
        "utter_which_day": ("yes", "ok"),
        "utter_tell_me_yours": ("no", "none of these", "later"),
        "utter_take_your_time": ("hold on",),
    },
    ("zh", "budget"): {"utter_budget_skipped": ("不想", "以后再说"), "utter_budget_ask": ("好", "嗯")},
    ("en", "budget"): {"utter_budget_skipped": ("no", "not now"), "utter_budget_ask": ("sure", "ok")},
    ("zh", "open"): {
        "utter_tell_me_yours": ("不", "没有"),
        "utter_choices_intro": ("好", "晚点"),
        "utter_take_your_time": ("等会儿",),
    },
    ("en", "open"): {
        "utter_tell_me_yours": ("no", "nope"),
        "utter_choices_intro": ("ok", "later"),
        "utter_take_your_time": ("one sec",),
    },
}


@pytest.mark.parametrize(("language", "question"), TABLE)
def test_a_short_reply_answers_the_question_that_was_asked(
    store: Store, keys: KeyRing, language: str, question: str
) -> None:
    talk = talk_with(store, keys, language=language)
    wrong = []
    for expected, replies in TABLE[language, question].items():
        for text in replies:
            stand_at(talk, language, question)
            said = names(talk, text)
            if expected not in said:
                wrong.append((text, expected, said))
            if expected != "utter_receipt_plan":
                assert not talk.plans, text

    assert wrong == []


def test_the_table_holds_sixty_replies_and_more() -> None:
    assert sum(len(replies) for rows in TABLE.values() for replies in rows.values()) >= 60


@pytest.mark.parametrize(("language", "second"), [("zh", "第二个"), ("en", "the second one")])
def test_beside_days_the_second_is_the_second_day(
    store: Store, keys: KeyRing, language: str, second: str
) -> None:
    talk = talk_with(store, keys, language=language)
    stand_at(talk, language, "days")
    days = [code for _, code in talk.last.payload["buttons"] if code.startswith("date:")]
    names(talk, second)

    assert notes(talk)["wish"]["by"] == days[1].partition(":")[2]


@pytest.mark.parametrize(("language", "yes", "no"), [("zh", "好的", "不用了"), ("en", "ok", "no")])
def test_after_the_receipt_a_yes_is_politeness_and_a_no_asks_for_nothing(
    store: Store, keys: KeyRing, language: str, yes: str, no: str
) -> None:
    talk = talk_with(store, keys, language=language)
    stand_at(talk, language, "cost table")
    talk.press(talk.button("accept:"))

    assert names(talk, yes) == ["utter_welcome"]
    assert "utter_ask_reason" not in names(talk, no)
    assert len(talk.plans) == 1


def test_a_stage_of_long_ago_is_no_question(store: Store, keys: KeyRing) -> None:
    talk = talk_with(store, keys)
    put_back(talk, {**notes(talk), "stage": CONFIRMING, "pending": None})

    assert "utter_receipt_plan" not in names(talk, "好")
