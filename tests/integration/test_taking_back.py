"""A change of mind: before a yes nothing was agreed, afterwards it is a wish to cancel; unsure reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.keys import KeyRing
from bot.model.words import Intent, OfferKind, PromiseStatus
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

MINDS = (("zh", "我改主意了"), ("en", "I changed my mind"))


def notes(talk: Talk) -> Mapping[str, Any]:
    with talk.house.store.read() as unit:
        return unit.talks.get(talk.session.conversation_id).memory


@pytest.mark.parametrize(("language", "text"), MINDS)
def test_before_the_yes_nothing_was_agreed_and_nothing_is_called_forgotten(
    store: Store, keys: KeyRing, language: str, text: str
) -> None:
    talk = talk_with(store, keys, language=language)
    talk.say("分三期" if language == "zh" else "in 3 payments", Intent.REQUEST_INSTALMENTS)
    answer = talk.say(text, Intent.GIVE_REASON)

    assert ("没有登记" if language == "zh" else "nothing has been recorded") in answer.text
    assert (notes(talk)["reasons"], notes(talk)["wish"], notes(talk)["pending"]) == ([], {}, None)
    assert not talk.plans


@pytest.mark.parametrize(("language", "text"), MINDS)
def test_a_promise_that_was_made_is_cancelled(store: Store, keys: KeyRing, language: str, text: str) -> None:
    talk = talk_with(store, keys, language=language)
    talk.say("有什么办法" if language == "zh" else "what can I do", Intent.REQUEST_HELP)
    cards = [card for card in talk.last.payload["cards"] if card["offer_kind"] == OfferKind.PROMISE.value]
    talk.press(f"offer:{cards[0]['id']}")
    talk.press(talk.button("accept:"))
    talk.say(text, Intent.GIVE_REASON)

    assert [promise.status for promise in talk.promises] == [PromiseStatus.CANCELLED]


@pytest.mark.parametrize(("language", "text"), MINDS)
def test_a_running_plan_goes_to_a_person(store: Store, keys: KeyRing, language: str, text: str) -> None:
    talk = talk_with(store, keys, language=language)
    talk.say("分三期" if language == "zh" else "in 3 payments", Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))
    talk.say(text, Intent.GIVE_REASON)

    assert talk.owner() == "waiting_for_agent"


def test_a_change_of_mind_with_a_day_is_a_new_wish(store: Store, keys: KeyRing) -> None:
    talk = talk_with(store, keys, language="en")
    talk.say("in 3 payments", Intent.REQUEST_INSTALMENTS)
    talk.say("I changed my mind, can I pay it on the 20th", Intent.REQUEST_DEFERRAL)

    wish = notes(talk)["wish"]
    assert (wish["kind"], wish["by"], "parts" in wish) == ("deferral", "2026-03-20", False)


def test_a_reason_read_with_little_confidence_is_known_and_changes_no_offer(
    store: Store, keys: KeyRing
) -> None:
    talk = talk_with(store, keys)
    sure = talk.house.read

    def unsure(text: str, **more: Any) -> dict[str, Any]:
        return {**sure(text, **more), "reasons": ["job_loss"], "reason_sure": {"job_loss": 0.55}}

    talk.house = replace(talk.house, read=unsure)
    talk.engine.house = talk.house
    talk.say("最近比较难", Intent.GIVE_REASON)
    assert (notes(talk)["reasons"], notes(talk)["maybe"]) == ([], ["job_loss"])

    talk.say("真的比较难", Intent.GIVE_REASON)
    assert (notes(talk)["reasons"], notes(talk)["maybe"]) == (["job_loss"], [])
