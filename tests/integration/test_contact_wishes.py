"""From what she says to what the door lets out: a medium closed, kept open, and opened again."""

from __future__ import annotations

import pytest

from bot.compliance import decide
from bot.conversation import receive
from bot.conversation.house import House
from bot.handoff.facts import LIFTED
from bot.keys import KeyRing
from bot.model.contact import Proposal
from bot.model.talk import Session
from bot.model.words import Channel, Decision, FactKind, Intent, Purpose
from bot.offers.ledger import state
from bot.outreach.casefile import case_file
from bot.storage.unit import Store
from tests.integration.small_world import Clock, PlainEngine, add_borrower, make_house, said

HELLO = {
    "zh": "【晴川消费金融】您好，我是自动助手，有一条消息给您，请点链接查看。回复 TD 退订。",
    "en": "Hello, this is the automated assistant of Harbour Lending. There is a message for you, "
    "open the link. Reply STOP to opt out.",
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


def world(store: Store, keys: KeyRing, clock: Clock, language: str) -> House:
    if language == "en":
        clock.forward(hours=7)  # noon in Shanghai is night in London
    house = make_house(store, keys, clock=clock, engine=PlainEngine(lead=Intent.OUT_OF_SCOPE))
    add_borrower(
        house, language=language, points={"sandbox_sms": "+447700900123", "sandbox_email": "a@b.example"}
    )
    return house


def session_of(house: House, *, verified: bool, channel: Channel = Channel.IM) -> Session:
    now = house.clock()
    with house.store.write() as unit:
        talk = unit.talks.of_account("A1") or unit.talks.open(
            borrower_id="B-A1", account_id="A1", language=unit.people.borrower("B-A1").language, at=now
        )
        session = unit.talks.open_session(
            conversation_id=talk.id, channel=channel, adapter="web", address=f"device-{channel}",
            address_key=f"k-{channel}", at=now,
        )  # fmt: skip
        if verified:
            unit.talks.update_session(session.id, verified_until=now + house.verified_for)
        session = unit.talks.session(session.id)
        unit.commit()
    return session


def write(house: House, clock: Clock, session: Session, text: str) -> None:
    clock.forward(minutes=1)
    receive.accept_message(house, session, text=text, channel_message_id=None)
    receive.work(house, session.conversation_id)


def door(house: House, channel: Channel, language: str) -> Decision:
    """What the door says to a first gentle message in a medium, two days later at noon."""
    with house.store.read() as unit:
        account, borrower = unit.books.account("A1"), unit.people.borrower("B-A1")
        now = house.clock()
        ledger = state(unit.books.ledger(account), as_of=now.date())
        case = case_file(unit, account=account, borrower=borrower, ledger=ledger, now=now, verified=None)
    asked = Proposal(channel, Purpose.REMINDER, HELLO[language], language=language, account="A1")
    return decide(case, asked, now=now, policy=house.rules).decision


def in_force(house: House) -> set[tuple[FactKind, str]]:
    with house.store.read() as unit:
        facts = unit.record.facts("B-A1", in_force_at=house.clock())
        return {(fact.kind, str(fact.detail.get("channel"))) for fact in facts}


@pytest.mark.parametrize(("language", "text"), [("zh", "以后只准邮件联系"), ("en", "We only email, please")])
def test_only_email_closes_texts_and_leaves_email_open(
    store: Store, keys: KeyRing, clock: Clock, language: str, text: str
) -> None:
    house = world(store, keys, clock, language)
    before = [door(house, channel, language) for channel in (Channel.SMS, Channel.EMAIL)]

    write(house, clock, session_of(house, verified=True), text)
    clock.forward(days=2)

    assert before == [Decision.ALLOW, Decision.ALLOW]
    assert door(house, Channel.SMS, language) is Decision.BLOCK
    assert door(house, Channel.EMAIL, language) is Decision.ALLOW


@pytest.mark.parametrize(
    ("language", "stops", "resumes"),
    [("zh", "别再给我发短信了", "恢复短信吧"), ("en", "stop texting me", "you can text me again")],
)
def test_an_opt_out_ends_by_her_word_and_the_audit_names_the_message(
    store: Store, keys: KeyRing, clock: Clock, language: str, stops: str, resumes: str
) -> None:
    house = world(store, keys, clock, language)
    session = session_of(house, verified=True)

    write(house, clock, session, stops)
    shut = door(house, Channel.SMS, language)
    write(house, clock, session, resumes)
    clock.forward(days=2)

    assert shut is Decision.BLOCK
    assert door(house, Channel.SMS, language) is Decision.ALLOW
    assert in_force(house) == {(FactKind.CONSENT, "sms")}
    with store.read() as unit:
        entries = unit.audit.entries(kind=LIFTED)
        told = {unit.talks.inbound(str(entry["message"])).text for entry in entries}
    assert told == {resumes}
    assert {entry["event"] for entry in entries} == {"consent"}


def test_a_stranger_in_chat_cannot_open_texts_again(store: Store, keys: KeyRing, clock: Clock) -> None:
    house = world(store, keys, clock, "en")
    write(house, clock, session_of(house, verified=True), "stop texting me")

    write(house, clock, session_of(house, verified=False), "you can text me again")

    assert door(house, Channel.SMS, "en") is Decision.BLOCK
    assert "I first need to know that it's you" in said(house)[-1]


def test_in_a_text_message_start_opens_texts_again(store: Store, keys: KeyRing, clock: Clock) -> None:
    house = world(store, keys, clock, "en")
    texts = session_of(house, verified=False, channel=Channel.SMS)
    write(house, clock, texts, "STOP")

    write(house, clock, texts, "START")

    left = in_force(house)
    assert (FactKind.OPT_OUT, "sms") not in left
    assert {(FactKind.OPT_OUT, "email"), (FactKind.OPT_OUT, "im")} <= left


def test_start_without_anything_closed_is_no_consent(store: Store, keys: KeyRing, clock: Clock) -> None:
    house = world(store, keys, clock, "en")

    write(house, clock, session_of(house, verified=True), "start")

    assert in_force(house) == set()


def test_two_media_refused_in_one_message_are_both_closed(store: Store, keys: KeyRing, clock: Clock) -> None:
    house = world(store, keys, clock, "en")

    write(house, clock, session_of(house, verified=True), "please no phone calls. and stop emailing me")

    assert {(FactKind.MEDIA_BAN, "voice_human"), (FactKind.MEDIA_BAN, "email")} <= in_force(house)


def test_a_place_that_is_refused_closes_the_place_and_not_the_medium(
    store: Store, keys: KeyRing, clock: Clock
) -> None:
    house = world(store, keys, clock, "en")

    write(house, clock, session_of(house, verified=True), "don't call me at work")

    kinds = {kind for kind, _ in in_force(house)}
    assert FactKind.MEDIA_BAN in kinds
    assert FactKind.OPT_OUT not in kinds


def test_what_is_said_beside_a_crisis_is_on_file_as_well(store: Store, keys: KeyRing, clock: Clock) -> None:
    house = world(store, keys, clock, "en")
    text = "I want to end my life. My lawyer handles this, stop texting me."

    write(house, clock, session_of(house, verified=True), text)

    kinds = {kind for kind, _ in in_force(house)}
    assert {FactKind.VULNERABLE, FactKind.ATTORNEY, FactKind.OPT_OUT} <= kinds


def test_hours_that_suit_replace_the_old_ones_and_a_stranger_replaces_nothing(
    store: Store, keys: KeyRing, clock: Clock
) -> None:
    house = world(store, keys, clock, "en")
    known = session_of(house, verified=True)
    write(house, clock, known, "please call me before 10am")
    write(house, clock, session_of(house, verified=False), "please call me after 6pm")
    with store.read() as unit:
        both = [f for f in unit.record.facts("B-A1", in_force_at=clock()) if f.kind is FactKind.AGREED_HOURS]

    write(house, clock, known, "actually please call me after 7pm")

    with store.read() as unit:
        now = [f for f in unit.record.facts("B-A1", in_force_at=clock()) if f.kind is FactKind.AGREED_HOURS]
    assert len(both) == 2
    assert [f.detail["from"] for f in now] == ["19:00"]
