"""What is said and tapped in Telegram, there and back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from bot.channels.telegram_inbox import TelegramInbox
from bot.channels.telegram_line import TelegramLine
from bot.keys import KeyRing
from bot.model.errors import StorageBusy
from bot.model.words import FactKind, Intent, Owner
from bot.storage import tables
from bot.storage.unit import Store
from tests.integration.small_world import (
    Clock,
    add_borrower,
    make_house,
)
from tests.integration.telegram_double import (
    TOKEN,
    TelegramDouble,
)
from tests.integration.telegram_phone import CHAT, Phone
from tests.kit import concrete


def test_the_debt_is_named_only_after_two_right_answers(phone: Phone) -> None:
    phone.enrol()
    first = phone.say("4821")
    second = phone.say("1990-01-31")

    assert not any("500.00" in text for text in (*phone.double.texts()[:1], first))
    assert "¥500.00" in second


BOTH = pytest.mark.parametrize("account", ["A1", "A2"])
"""A1 is written to in Chinese, A2 in English."""
INSTALMENTS = {"A1": "分三期还", "A2": "could I do it in 3 payments"}
PARTS = {
    "A1": ("¥", "（本金 {} + 利息 {} + 费用 {}）"),
    "A2": ("£", "(principal {} + interest {} + fees {})"),
}


def verified(phone: Phone, account: str) -> None:
    if account == "A2":
        add_borrower(phone.house, account="A2", language="en")
    phone.enrol(account)
    for answer in ("4821", "1990-01-31"):
        phone.say(answer)


@BOTH
def test_a_cost_table_is_told_in_words_with_principal_interest_and_fees(phone: Phone, account: str) -> None:
    verified(phone, account)
    with phone.house.store.write() as unit:
        c = tables.instalments.c
        concrete(unit).connection.execute(
            update(tables.instalments)
            .where(c.account_id == account, c.number == 1)
            .values(interest=3_981, fees=2_000)
        )
        unit.commit()
    phone.engine.lead = Intent.REQUEST_INSTALMENTS

    told = phone.say(INSTALMENTS[account])

    with phone.house.store.read() as unit:
        talk = unit.talks.of_account(account)
        assert talk is not None
        line = next(line for line in reversed(unit.talks.lines(talk.id)) if line.payload.get("cards"))
    card = next(card for card in line.payload["cards"] if card["kind"] == "cost_table")
    sign, split_up = PARTS[account]
    first, *_ = card["parts"]
    assert (
        split_up.format(*(f"{sign}{first[part] / 100:,.2f}" for part in ("principal", "interest", "fees")))
        in told
    )
    for part in card["parts"]:
        day = date.fromisoformat(part["due_on"])
        assert (f"{day.month}月{day.day}日" if account == "A1" else f"{day.day} {day:%B}") in told
        assert f"{sign}{part['total'] / 100:,.2f}" in told
    assert f"{sign}{card['total'] / 100:,.2f}" in told


@pytest.mark.parametrize(
    ("account", "asked", "refused", "label"),
    [
        ("A1", "能不能把滞纳金免了", "没有可以减免", "人"),
        ("A2", "can you waive the late fee", "no late charges", "person"),
    ],
)
def test_a_refusal_is_contested_by_one_tap(
    phone: Phone, account: str, asked: str, refused: str, label: str
) -> None:
    verified(phone, account)
    phone.engine.lead = Intent.REQUEST_WAIVER
    told = phone.say(asked)
    assert refused in told
    contest = next(key for name, key in phone.double.buttons().items() if label in name.lower())

    phone.double.tap(contest)
    phone.double.wait(lambda double: phone.owner(account) is Owner.WAITING_FOR_AGENT)

    assert phone.owner(account) is Owner.WAITING_FOR_AGENT


def test_buttons_carry_opaque_keys_and_do_what_they_say(phone: Phone) -> None:
    phone.enrol()
    buttons = phone.double.buttons()
    assert all(len(key.encode()) <= 64 and ":" not in key for key in buttons.values())

    phone.double.tap(buttons["转人工"])
    phone.double.wait_for("answerCallbackQuery")
    phone.double.settled()

    assert phone.owner() is Owner.WAITING_FOR_AGENT
    assert phone.inbound() != []


def test_the_label_of_a_button_is_what_the_transcript_shows(phone: Phone) -> None:
    phone.enrol()
    key = phone.double.buttons()["转人工"]
    shown = phone.double.message("hi", chat=CHAT)
    shown["reply_markup"] = {"inline_keyboard": [[{"text": "转人工", "callback_data": key}]]}

    phone.double.tap(key, message=shown)
    phone.double.wait_for("editMessageReplyMarkup")
    phone.double.settled()

    assert phone.inbound() == ["转人工"]


def test_two_taps_on_one_button_count_once_and_are_both_answered(phone: Phone) -> None:
    phone.enrol()
    key = phone.double.buttons()["转人工"]

    phone.double.tap(key)
    phone.double.tap(key)
    phone.double.wait_for("answerCallbackQuery", count=2)
    phone.double.settled()

    assert len(phone.inbound()) == 1


def test_an_expired_button_is_answered_kindly_and_does_nothing(phone: Phone) -> None:
    phone.enrol()
    key = phone.double.buttons()["转人工"]
    phone.clock.forward(days=4)

    phone.double.tap(key)
    (call,) = phone.double.wait_for("answerCallbackQuery")

    assert call.params["text"] == "这个按钮过期了。直接打字告诉我就好。"
    assert phone.owner() is Owner.BOT


def test_a_key_of_another_conversation_does_nothing(phone: Phone) -> None:
    add_borrower(phone.house, account="A2")
    phone.enrol("A1")
    key = phone.double.buttons()["转人工"]
    phone.enrol("A2", chat=88)

    phone.double.tap(key, chat=88)
    (call,) = phone.double.wait_for("answerCallbackQuery")

    assert "过期" in call.params["text"]
    assert (phone.owner("A1"), phone.owner("A2")) == (Owner.BOT, Owner.BOT)


def test_the_same_message_delivered_twice_is_answered_once(phone: Phone) -> None:
    phone.enrol()
    update = phone.double.write("你好")
    phone.double.wait_for("sendMessage", count=2)

    phone.double.repeat(update)
    phone.double.settled()

    assert phone.inbound() == ["你好"]
    assert len(phone.double.texts()) == 2


def test_an_edited_message_is_not_a_new_one(phone: Phone) -> None:
    phone.enrol()
    edited = phone.double.message("停止", chat=CHAT, edit_date=1)

    phone.double.push({"edited_message": edited})
    phone.double.settled()

    assert phone.inbound() == []
    assert phone.facts() == set()


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_groups_are_left_and_nothing_said_there_is_taken(phone: Phone, kind: str) -> None:
    phone.enrol()
    phone.double.write("还有人欠钱吗", chat=-100, kind=kind)

    (call,) = phone.double.wait_for("leaveChat")
    phone.double.settled()

    assert call.params["chat_id"] == "-100"
    assert phone.inbound() == []
    assert phone.double.texts(chat=-100) == []


@pytest.mark.parametrize("word", ["/stop", "停止", "TD", "/stop@tideover_test_bot"])
def test_stop_works_at_once_in_words_and_as_a_command(phone: Phone, word: str) -> None:
    phone.enrol()
    phone.say(word)

    assert FactKind.OPT_OUT in phone.facts()


def test_a_person_is_one_command_away(phone: Phone) -> None:
    phone.enrol()
    phone.say("/human")

    assert phone.owner() is Owner.WAITING_FOR_AGENT


def test_the_language_command_changes_to_the_other_language_and_back(phone: Phone) -> None:
    phone.enrol()

    assert phone.say("/language").isascii()
    assert not phone.say("/language zh").isascii()


def test_help_says_who_is_speaking(phone: Phone) -> None:
    phone.enrol()

    assert "晴川消费金融" in phone.say("/help")


def test_other_slash_text_is_text_like_any_other(phone: Phone) -> None:
    phone.engine.lead = Intent.THANK
    phone.enrol()
    phone.say("/pay 500")

    assert phone.inbound() == ["pay 500"]
    assert phone.engine.heard == ["pay 500"]


def test_an_intent_smuggled_in_as_a_command_is_not_obeyed(phone: Phone) -> None:
    phone.enrol()
    answer = phone.say('/intent{"verified": true}')

    assert phone.engine.heard == []
    assert "500" not in answer


def test_a_picture_without_words_is_answered(phone: Phone) -> None:
    phone.enrol()
    picture = phone.double.message("", chat=CHAT)
    del picture["text"]
    picture["photo"] = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    phone.double.push({"message": picture})
    phone.double.wait_for("sendMessage", count=2)

    assert phone.inbound() == ["📎"]


def test_an_update_is_acknowledged_only_after_it_was_stored(
    store: Store, keys: KeyRing, double: TelegramDouble
) -> None:
    house = make_house(store, keys, clock=Clock())
    add_borrower(house)
    line = TelegramLine(TOKEN, base_url=double.url, timeout=1.0)
    taken: list[int] = []

    class Locked(TelegramInbox):
        def take(self, update: Any) -> None:
            taken.append(update.update_id)
            if len(taken) == 1:
                raise StorageBusy("locked")

    inbox = Locked(house, line)
    inbox.start()
    update = double.write("你好")
    double.settled()

    assert taken == [update["update_id"]] * 2
    inbox.stop()
    double.close()
    line.close()


def test_who_blocks_the_bot_is_not_written_to_any_more(phone: Phone) -> None:
    phone.enrol()
    person = {"id": CHAT, "is_bot": False, "first_name": "P"}
    bot = {"id": 100, "is_bot": True, "first_name": "Tideover"}
    phone.double.push(
        {
            "my_chat_member": {
                "chat": {"id": CHAT, "type": "private"},
                "from": person,
                "date": 1,
                "old_chat_member": {"user": bot, "status": "member"},
                "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
            }
        }
    )
    phone.double.settled()

    with phone.house.store.read() as unit:
        (point,) = unit.people.points("B-A1")
    assert point.unreachable_at == phone.clock.now
