"""Several offers in one reply: the rules look at each of them, not only at the first."""

from __future__ import annotations

from dataclasses import replace

from bot.model.words import Intent, Owner
from bot.storage.unit import Store
from tests.kit import Talk, make_talk

WHAT_CAN_I_DO = "有什么办法吗"


def without_the_limit(talk: Talk) -> Talk:
    """A lender whose own policy lets the bot offer what the law leaves to a person in China."""
    offers = talk.house.offers
    regimes = tuple(replace(regime, extension_months=()) for regime in offers.regimes)
    talk.house = replace(talk.house, offers=replace(offers, regimes=regimes))
    talk.engine.house = talk.house
    return talk


def out_of_work(talk: Talk) -> Talk:
    """She told before that she lost her job."""
    with talk.store.write() as unit:
        memory = {"stage": "talking", "reasons": ["job_loss"]}
        unit.talks.remember(talk.conversation_id, memory=memory, language=talk.language, at=talk.clock.at)
        unit.commit()
    return talk


def test_an_offer_that_a_rule_refuses_leaves_in_no_company(sqlite_store: Store) -> None:
    talk = without_the_limit(out_of_work(make_talk(sqlite_store)))
    talk.engine.lead = Intent.REQUEST_HELP

    answers = talk.say(WHAT_CAN_I_DO)

    assert not any("最后一期" in line.text for line in answers)
    with talk.store.read() as unit:
        assert unit.talks.get(talk.conversation_id).owner is Owner.WAITING_FOR_AGENT
        (refused, *_) = [
            entry for entry in unit.audit.entries(kind="decision") if entry["verdict"] == "human"
        ]
    assert "CN-PLAN-6" in str(refused)


def test_lawful_offers_leave_together(sqlite_store: Store) -> None:
    talk = out_of_work(make_talk(sqlite_store))
    talk.engine.lead = Intent.REQUEST_HELP

    (answer,) = talk.say(WHAT_CAN_I_DO)

    assert len([card for card in answer.payload["cards"] if card["kind"] == "offer"]) > 1
