"""Each line that a rule requires really stands in what left, in the language of the conversation.

How to stop, and that a machine writes, for every channel and pack: ``test_reminders_leave.py``.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.keys import KeyRing
from bot.model.contact import OfferTerms
from bot.model.talk import Session
from bot.model.words import Decision, FactKind, Intent, NoticeKind, OfferKind, Purpose
from bot.outreach import door, reach
from bot.outreach.door import Address, Spoken
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with
from tests.integration.small_world import parcels
from tests.integration.test_reminders_leave import live_in, tuesday_noon

OWED = {"zh": "您在{}有一笔账单已经过了还款日。", "en": "Your {} loan payment is past its due date."}
LENDER = {"zh": "晴川消费金融", "en": "Harbour Lending"}


def at(store: Store, keys: KeyRing, pack: str, language: str, *, actor: str = "first_party") -> Talk:
    """A verified conversation with somebody who lives where a pack holds, at noon."""
    talk = talk_with(store, keys, language=language)
    live_in(talk.house, pack, actor=actor)
    talk.clock.now = tuesday_noon(pack)
    return talk


def speak(
    talk: Talk, text: str, *, purpose: Purpose = Purpose.REMINDER, offer: OfferTerms | None = None
) -> Spoken:
    """Let the bot say something about the debt, of its own accord, where she is verified."""
    with talk.house.store.write() as unit:
        speaker = reach.opened(talk.house, unit, talk.account, now=talk.clock())
        session: Session = unit.talks.session(talk.session.id)
        to: Address = door.address_of(session)
        speaker = replace(speaker, verified=True)
        spoken = door.speak(speaker, text=text, to=to, purpose=purpose, offer=offer)
        unit.commit()
    return spoken


def note_validation(talk: Talk) -> None:
    """The letter that lets her check the debt went out by post."""
    with talk.house.store.write() as unit:
        unit.record.notice(borrower_id="B-A1", account_id="A1", kind=NoticeKind.VALIDATION, at=talk.clock())
        unit.commit()


def left(talk: Talk) -> str:
    """What stands in the outbox last."""
    return str(parcels(talk.house)[-1]["payload"]["text"])


@pytest.mark.parametrize(
    ("language", "first", "later"),
    [
        ("zh", "为了催收债务而发", "来自债务催收方"),
        ("en", "attempt to collect a debt", "from a debt collector"),
    ],
)
def test_an_american_agency_says_so_in_full_first_and_in_short_later(
    store: Store, keys: KeyRing, language: str, first: str, later: str
) -> None:
    talk = at(store, keys, "US", language, actor="third_party")
    owed = OWED[language].format(LENDER[language])

    spoken = speak(talk, owed)
    assert spoken.left, spoken.verdict
    assert first in left(talk)

    note_validation(talk)
    talk.clock.forward(days=8)
    spoken = speak(talk, owed)
    assert spoken.left, spoken.verdict
    assert later in left(talk)
    assert first not in left(talk)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_lender_of_its_own_loans_is_no_debt_collector(store: Store, keys: KeyRing, language: str) -> None:
    talk = at(store, keys, "US", language)

    assert speak(talk, OWED[language].format(LENDER[language])).left
    assert "催收" not in left(talk)
    assert "collect" not in left(talk)


@pytest.mark.parametrize(
    ("language", "line"), [("zh", "免费、独立的债务咨询"), ("en", "independent debt advice")]
)
def test_a_british_reminder_that_speaks_of_the_debt_names_free_advice(
    store: Store, keys: KeyRing, language: str, line: str
) -> None:
    talk = at(store, keys, "UK", language)

    assert speak(talk, OWED[language].format(LENDER[language])).left
    assert line in left(talk)
    assert "StepChange 0800 138 1111" in left(talk)


@pytest.mark.parametrize(
    ("pack", "language", "line"),
    [
        ("EU", "zh", "当地独立、免费的债务咨询机构"),
        ("EU", "en", "an independent, free debt advice service near you"),
        ("UK", "zh", "National Debtline 0808 808 4000"),
        ("UK", "en", "National Debtline 0808 808 4000"),
        ("AU", "zh", "免费、独立的债务咨询：National Debt Helpline 1800 007 007"),
        ("AU", "en", "Free, independent debt advice: the National Debt Helpline on 1800 007 007"),
        ("IN", "zh", "免费、独立的债务咨询：当地独立、免费的债务咨询机构"),
        ("IN", "en", "Free, independent debt advice: an independent, free debt advice service near you"),
    ],
)
def test_who_said_that_she_cannot_pay_is_shown_the_advice_of_her_country(
    store: Store, keys: KeyRing, pack: str, language: str, line: str
) -> None:
    talk = at(store, keys, pack, language)
    talk.clock.forward(days=273)  # the European rule holds from November 2026
    with store.write() as unit:
        unit.record.note(
            borrower_id="B-A1", account_id="A1", kind=FactKind.HARDSHIP_NOTICE, at=talk.clock(), detail={}
        )
        unit.commit()

    news = {"zh": "您的资料已经更新。", "en": "Your details have been updated."}[language]
    spoken = speak(talk, news, purpose=Purpose.SERVICE)

    assert spoken.left, spoken.verdict
    assert line in left(talk)


COMPLAINT = {"zh": "我要投诉你们", "en": "I want to make a complaint"}
ROUTE = {
    "CN": "12378",
    "UK": "0800 023 4567",
    "US": "consumerfinance.gov/complaint",
    "AU": "1800 931 678",
    "IN": "14448",
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", ROUTE)
def test_a_complaint_is_answered_with_the_way_it_goes(
    store: Store, keys: KeyRing, pack: str, language: str
) -> None:
    talk = at(store, keys, pack, language)

    talk.say(COMPLAINT[language], Intent.COMPLAIN)

    said = "\n".join(str(parcel["payload"]["text"]) for parcel in parcels(talk.house))
    assert ROUTE[pack] in said
    assert ("投诉" if language == "zh" else "complain") in said


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", ["CN", "UK"])
def test_no_plan_is_confirmed_before_its_cost_was_shown(
    store: Store, keys: KeyRing, pack: str, language: str
) -> None:
    talk = at(store, keys, pack, language)
    terms = OfferTerms(kind=OfferKind.DEFERRAL, parts=1, days=10, annual_cost_rate=Decimal(0))
    done = "好的，登记好了。" if language == "zh" else "All set."

    spoken = speak(talk, done, purpose=Purpose.CONFIRMATION, offer=terms)

    assert not spoken.left
    assert spoken.verdict.decision is Decision.REQUIRE
    assert "cost_table" in spoken.verdict.required
    assert parcels(talk.house) == []
