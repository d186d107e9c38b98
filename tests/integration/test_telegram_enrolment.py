"""A personal link enrols one chat, once, and whoever comes without one is told how to begin."""

from __future__ import annotations

from bot.conversation import entry
from tests.integration.small_world import (
    add_borrower,
    enrolment,
)
from tests.integration.telegram_double import (
    USERNAME,
)
from tests.integration.telegram_phone import CHAT, Phone


def test_a_personal_link_enrols_a_chat_and_greets_it(phone: Phone) -> None:
    phone.enrol()

    greeting = phone.double.texts()[0]
    assert "晴川消费金融" in greeting
    assert "500" not in greeting
    with phone.house.store.read() as unit:
        (point,) = unit.people.points("B-A1")
    assert (point.adapter, point.address, point.consent_at) == ("telegram", str(CHAT), phone.clock.now)


def test_a_link_works_once_and_only_for_the_first_chat(phone: Phone) -> None:
    token = enrolment(phone.house)
    phone.double.write(f"/start {token}")
    phone.double.wait_for("sendMessage")

    phone.double.write(f"/start {token}", chat=88)
    phone.double.wait(lambda double: bool(double.texts(chat=88)))

    (answer,) = phone.double.texts(chat=88)
    assert answer.startswith("这个链接用过了，或者已经过期，没关系。")
    with phone.house.store.read() as unit:
        assert [point.address for point in unit.people.points("B-A1")] == [str(CHAT)]


def test_tapping_start_again_in_the_same_chat_greets_again(phone: Phone) -> None:
    token = enrolment(phone.house)
    phone.double.write(f"/start {token}")
    phone.double.wait_for("sendMessage")

    phone.say(f"/start {token}")

    assert "链接" not in phone.double.texts()[-1]
    assert len(phone.double.texts()) == 2


def test_an_expired_link_enrols_nobody_and_says_so_kindly(phone: Phone) -> None:
    token = enrolment(phone.house)
    phone.clock.forward(days=4)

    assert "过期" in phone.say(f"/start {token}")
    with phone.house.store.read() as unit:
        assert unit.people.points("B-A1") == ()


def test_a_web_link_is_no_enrolment_link(phone: Phone) -> None:
    assert "过期" in phone.say(f"/start {enrolment(phone.house, purpose=entry.CHAT)}")


def test_a_stranger_is_told_in_the_language_of_the_app_how_to_begin(phone: Phone) -> None:
    assert phone.say("hello?", language="en").startswith("Hello, this is an automated assistant.")
    assert phone.say("你好").startswith("您好，这里是自动助手")


def test_a_deep_link_fits_what_telegram_allows(phone: Phone) -> None:
    phone.enrol()
    with phone.house.store.read() as unit:
        talk = unit.talks.of_account("A1")
    assert talk is not None
    url = phone.inbox.link_for(talk.id)

    assert url is not None
    address, _, token = url.partition("?start=")
    assert address == f"https://t.me/{USERNAME}"
    assert 0 < len(token) <= 64


def test_a_chat_that_changes_hands_belongs_to_the_last_who_enrolled(phone: Phone) -> None:
    add_borrower(phone.house, account="A2")
    phone.enrol("A1")
    phone.enrol("A2")

    with phone.house.store.read() as unit:
        (before,) = unit.people.points("B-A1")
        (after,) = unit.people.points("B-A2")
    assert before.unreachable_at == phone.clock.now
    assert after.unreachable_at is None
