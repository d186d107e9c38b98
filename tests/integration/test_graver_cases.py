"""Cases that a person must see at once: what they say, and what the brief holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.keys import KeyRing
from bot.model.talk import Case
from bot.model.words import Collection, HandoffReason, Intent, Priority
from bot.outreach.standing import standing
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with


@pytest.fixture
def talk(store: Store, keys: KeyRing) -> Talk:
    """A verified borrower who owes 1,280.00."""
    return talk_with(store, keys)


def the_case(talk: Talk) -> Case:
    with talk.house.store.read() as unit:
        found = unit.cases.open_of(talk.session.conversation_id)
    assert found is not None
    return found


def test_who_was_told_and_is_the_wrong_person_makes_a_case_with_what_was_told(talk: Talk) -> None:
    talk.say("我欠多少", Intent.ASK_AMOUNT)
    amount = talk.last.text
    answer = talk.say("不是我，你们找错人了", Intent.WRONG_PERSON)

    case = the_case(talk)
    assert (case.reason, case.priority) == (HandoffReason.DISCLOSURE, Priority.URGENT)
    assert case.brief["told"] == [amount]
    assert "1,280" in case.brief["told"][0]
    assert "1,280" not in answer.text
    assert "没有透露" not in answer.text


def test_who_was_told_nothing_is_told_so_and_no_case_is_made(talk: Talk) -> None:
    answer = talk.say("不是我，你们找错人了", Intent.WRONG_PERSON)

    assert "没有透露" in answer.text
    assert talk.owner() == "closed"


def test_a_threat_is_no_crisis_where_only_the_classifier_hears_one(talk: Talk) -> None:
    read = talk.house.read

    def nervous(text: str, **more: Any) -> dict[str, Any]:
        record = read(text, **more)
        return {"leading": "abuse", **record, "signals": ["crisis", *record["signals"]]}

    talk.house = replace(talk.house, read=nervous)
    talk.say("再打电话我就弄死你", Intent.ABUSE)

    assert the_case(talk).reason is HandoffReason.THREAT


def test_a_threat_with_words_of_ending_her_own_life_is_a_crisis(talk: Talk) -> None:
    talk.say("我不想活了，弄死你我再跳楼", Intent.ABUSE)

    assert the_case(talk).reason is HandoffReason.CRISIS


@pytest.mark.parametrize("text", ["15", "17."])
def test_a_number_alone_is_no_age(talk: Talk, text: str) -> None:
    read = talk.house.read

    def nervous(said: str, **more: Any) -> dict[str, Any]:
        return {**read(said, **more), "signals": ["minor"]}

    talk.house = replace(talk.house, read=nervous)
    talk.say(text, Intent.CHOOSE_OPTION)

    assert talk.owner() == "bot"


def test_a_threat_pauses_collection_and_is_urgent(talk: Talk) -> None:
    answer = talk.say("我要砸了你们公司", Intent.ABUSE)

    case = the_case(talk)
    with talk.house.store.read() as unit:
        now = standing(
            unit, talk.house.handoff, borrower_id=case.borrower_id, account_id=talk.account,
            conversation_id=case.conversation_id, now=talk.clock(),
        )  # fmt: skip
    assert (case.reason, case.priority) == (HandoffReason.THREAT, Priority.URGENT)
    assert now.collection is Collection.PAUSED
    assert "1,280" not in answer.text
