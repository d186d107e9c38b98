"""Telegram: the real library against a double of the Bot API; house, policies and database are real."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import update

from bot import bootstrap
from bot.channels.telegram import TelegramChannel, size, split
from bot.channels.telegram_inbox import TelegramInbox
from bot.channels.telegram_line import TelegramLine
from bot.conversation import entry, receive
from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, StorageBusy, Unavailable, Unreachable
from bot.model.words import FactKind, Intent, Owner
from bot.outreach import dispatch as outbox
from bot.outreach.plan import run
from bot.settings import Settings
from bot.storage import tables
from bot.storage.unit import Store
from bot.web import errors, inbound_api
from tests.conftest import TEST_DATA_KEY
from tests.integration.small_world import (
    Clock,
    PlainEngine,
    add_borrower,
    enrolment,
    make_house,
    parcels,
)
from tests.integration.telegram_double import (
    BLOCKED,
    NO_CHAT,
    SILENCE,
    TOKEN,
    USERNAME,
    Failure,
    TelegramDouble,
    flooded,
    telegram_double,
)

CHAT = 77


@dataclass
class Phone:
    """A borrower's Telegram and the product behind it, joined by the double."""

    double: TelegramDouble
    house: House
    line: TelegramLine
    channel: TelegramChannel
    inbox: TelegramInbox
    clock: Clock
    engine: PlainEngine
    adapters: dict[str, Any] = field(default_factory=dict)

    def enrol(self, account: str = "A1", *, chat: int = CHAT) -> None:
        sent = len(self.double.texts(chat=chat))
        self.double.write(f"/start {enrolment(self.house, account)}", chat=chat)
        self.double.wait(lambda double: len(double.texts(chat=chat)) > sent)
        self.double.settled()

    def say(self, text: str, **more: Any) -> str:
        """Write and wait for the answer."""
        sent = len(self.double.texts())
        self.double.write(text, **more)
        self.double.wait(lambda double: len(double.texts()) > sent)
        self.double.settled()
        return self.double.texts()[-1]

    def facts(self, borrower: str = "B-A1") -> set[FactKind]:
        with self.house.store.read() as unit:
            return {fact.kind for fact in unit.record.facts(borrower)}

    def owner(self, account: str = "A1") -> Owner:
        with self.house.store.read() as unit:
            talk = unit.talks.of_account(account)
            assert talk is not None
            return talk.owner

    def inbound(self, account: str = "A1") -> list[str]:
        with self.house.store.read() as unit:
            talk = unit.talks.of_account(account)
            assert talk is not None
            return [line.text for line in unit.talks.lines(talk.id) if line.direction == "in"]


@pytest.fixture
def double() -> Iterator[TelegramDouble]:
    with telegram_double() as found:
        yield found


@pytest.fixture
def phone(store: Store, keys: KeyRing, double: TelegramDouble) -> Iterator[Phone]:
    clock, engine = Clock(), PlainEngine()
    adapters: dict[str, Any] = {}

    def wake(conversation: str) -> None:
        receive.work(house, conversation)
        outbox.dispatch(house, adapters)

    house = make_house(store, keys, clock=clock, engine=engine, wake=wake)
    line = TelegramLine(TOKEN, base_url=double.url, timeout=1.0)
    channel = TelegramChannel(line, house)
    adapters["telegram"] = channel
    inbox = TelegramInbox(house, line)
    add_borrower(house)
    inbox.start()
    yield Phone(double, house, line, channel, inbox, clock, engine, adapters)
    inbox.stop()
    double.close()
    line.close()


# enrolment -----------------------------------------------------------------------------------------


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


# talking -------------------------------------------------------------------------------------------


def test_the_debt_is_named_only_after_two_right_answers(phone: Phone) -> None:
    phone.enrol()
    first = phone.say("4821")
    second = phone.say("1990-01-31")

    assert not any("500.00" in text for text in (*phone.double.texts()[:1], first))
    assert "¥500.00" in second


def test_a_cost_table_is_told_in_words_with_principal_interest_and_fees(phone: Phone) -> None:
    with phone.house.store.write() as unit:
        unit.connection.execute(  # type: ignore[attr-defined]
            update(tables.instalments)
            .where(tables.instalments.c.number == 1)
            .values(interest=3_981, fees=2_000)
        )
        unit.commit()
    phone.enrol()
    for answer in ("4821", "1990-01-31"):
        phone.say(answer)
    phone.engine.lead = Intent.REQUEST_INSTALMENTS

    told = phone.say("分三期还")

    with phone.house.store.read() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        line = next(line for line in reversed(unit.talks.lines(talk.id)) if line.payload.get("cards"))
    card = next(card for card in line.payload["cards"] if card["kind"] == "cost_table")
    first = card["parts"][0]
    split = " + ".join(
        f"{name} ¥{first[part] / 100:,.2f}"
        for name, part in (("本金", "principal"), ("利息", "interest"), ("费用", "fees"))
    )
    assert f"（{split}）" in told
    for part in card["parts"]:
        day = date.fromisoformat(part["due_on"])
        assert f"{day.month}月{day.day}日" in told
        assert f"¥{part['total'] / 100:,.2f}" in told
    assert f"¥{card['total'] / 100:,.2f}" in told


def test_a_refusal_is_contested_by_one_tap(phone: Phone) -> None:
    phone.enrol()
    for answer in ("4821", "1990-01-31"):
        phone.say(answer)
    phone.engine.lead = Intent.REQUEST_WAIVER
    told = phone.say("能不能把滞纳金免了")
    assert "没有可以减免" in told
    contest = next(key for label, key in phone.double.buttons().items() if "人" in label)

    phone.double.tap(contest)
    phone.double.wait(lambda double: phone.owner() is Owner.WAITING_FOR_AGENT)

    assert phone.owner() is Owner.WAITING_FOR_AGENT


def test_an_english_refusal_is_contested_by_one_tap(phone: Phone) -> None:
    add_borrower(phone.house, account="A2", language="en")
    phone.enrol("A2")
    for answer in ("4821", "1990-01-31"):
        phone.say(answer)
    phone.engine.lead = Intent.REQUEST_WAIVER
    told = phone.say("can you waive the late fee")
    assert "no late charges" in told
    contest = next(key for label, key in phone.double.buttons().items() if "person" in label.lower())

    phone.double.tap(contest)
    phone.double.wait(lambda double: phone.owner("A2") is Owner.WAITING_FOR_AGENT)

    assert phone.owner("A2") is Owner.WAITING_FOR_AGENT


def test_an_english_cost_table_is_told_in_words_with_its_parts(phone: Phone) -> None:
    add_borrower(phone.house, account="A2", language="en")
    with phone.house.store.write() as unit:
        unit.connection.execute(  # type: ignore[attr-defined]
            update(tables.instalments)
            .where(tables.instalments.c.account_id == "A2", tables.instalments.c.number == 1)
            .values(interest=3_981, fees=2_000)
        )
        unit.commit()
    phone.enrol("A2")
    for answer in ("4821", "1990-01-31"):
        phone.say(answer)
    phone.engine.lead = Intent.REQUEST_INSTALMENTS

    told = phone.say("could I do it in 3 payments")

    with phone.house.store.read() as unit:
        talk = unit.talks.of_account("A2")
        assert talk is not None
        line = next(line for line in reversed(unit.talks.lines(talk.id)) if line.payload.get("cards"))
    card = next(card for card in line.payload["cards"] if card["kind"] == "cost_table")
    first = card["parts"][0]
    split = " + ".join(
        f"{name} £{first[part] / 100:,.2f}"
        for name, part in (("principal", "principal"), ("interest", "interest"), ("fees", "fees"))
    )
    assert f"({split})" in told
    for part in card["parts"]:
        assert f"£{part['total'] / 100:,.2f}" in told
    assert f"£{card['total'] / 100:,.2f}" in told


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


# sending -------------------------------------------------------------------------------------------


def test_a_first_reminder_reaches_an_enrolled_chat_without_a_debt_fact(phone: Phone) -> None:
    phone.enrol()
    phone.clock.forward(days=3)
    sent = len(phone.double.texts())

    run(phone.house, now=phone.clock.now, adapters={"telegram"})
    outbox.dispatch(phone.house, phone.adapters)

    assert len(phone.double.texts()) == sent + 1
    text = phone.double.texts()[-1]
    assert "自动" in text
    assert not any(word in text for word in ("500", "逾期", "欠"))
    assert "是我本人" in phone.double.buttons()


def reminded(phone: Phone, *, failure: Failure) -> dict[str, Any]:
    """Start a reminder that meets a failure at Telegram; returns its row of the outbox."""
    phone.enrol()
    phone.double.fail("sendMessage", failure)
    phone.clock.forward(days=3)
    run(phone.house, now=phone.clock.now, adapters={"telegram"})
    outbox.dispatch(phone.house, phone.adapters)
    return parcels(phone.house)[-1]


def test_a_block_marks_the_address_and_is_not_tried_again(phone: Phone) -> None:
    row = reminded(phone, failure=BLOCKED)

    assert row["status"] == "failed"
    with phone.house.store.read() as unit:
        (point,) = unit.people.points("B-A1")
    assert point.unreachable_at == phone.clock.now


def test_a_flood_limit_waits_as_long_as_telegram_says(phone: Phone) -> None:
    waiting = reminded(phone, failure=flooded(42))
    assert (waiting["status"], (waiting["next_at"] - phone.clock.now).total_seconds()) == ("queued", 42)

    phone.clock.forward(seconds=42)
    outbox.dispatch(phone.house, phone.adapters)

    assert parcels(phone.house)[-1]["status"] == "sent"


def test_no_answer_to_a_sending_is_never_repeated_blindly(phone: Phone) -> None:
    row = reminded(phone, failure=SILENCE)
    tried = len(phone.double.texts())

    phone.clock.forward(minutes=5)
    outbox.dispatch(phone.house, phone.adapters)

    assert row["status"] == "unknown"
    assert len(phone.double.texts()) == tried


@pytest.mark.parametrize(
    ("failure", "expected"),
    [(BLOCKED, Unreachable), (NO_CHAT, Unreachable), (flooded(3), RetryLater), (SILENCE, OutcomeUnknown)],
)
def test_each_failure_becomes_a_decision(phone: Phone, failure: Any, expected: type[ChannelError]) -> None:
    phone.double.fail("sendMessage", failure)

    with pytest.raises(expected):
        phone.channel.send(parcel_id="p", address="77", payload={"text": "hi"})


def test_a_refused_text_is_an_error_and_no_loss_of_the_address(phone: Phone) -> None:
    phone.double.fail("sendMessage", replace(NO_CHAT, description="Bad Request: message is too long"))

    with pytest.raises(ChannelError) as caught:
        phone.channel.send(parcel_id="p", address="77", payload={"text": "hi"})
    assert type(caught.value) is ChannelError


def test_a_line_that_leads_nowhere_fails_before_anything_left(sqlite_store: Store, keys: KeyRing) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    line = TelegramLine(TOKEN, base_url="http://127.0.0.1:9/bot", timeout=1.0)

    with pytest.raises(ChannelError) as caught:
        TelegramChannel(line, house).send(parcel_id="p", address="77", payload={"text": "hi"})
    assert type(caught.value) is ChannelError
    line.close()


def test_a_wrong_token_is_named_with_its_remedy_and_never_shown(
    sqlite_store: Store, keys: KeyRing, double: TelegramDouble
) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    line = TelegramLine("200:wrong", base_url=double.url, timeout=1.0)

    with pytest.raises(ChannelError, match="TIDEOVER_TELEGRAM_TOKEN") as caught:
        TelegramChannel(line, house).send(parcel_id="p", address="77", payload={"text": "hi"})
    assert "wrong" not in str(caught.value)
    line.close()


def test_who_writes_more_than_is_read_is_told_so_once(phone: Phone) -> None:
    phone.enrol()
    phone.say("4821")
    phone.say("1990-01-31")

    told = phone.say("还" * 4001)

    assert "只看到了前面的部分" in told
    assert len(phone.inbound()[-1]) == 4000
    assert "只看到了前面的部分" not in phone.say("还" * 4000)


def test_a_long_text_goes_out_in_pieces_cut_between_paragraphs(phone: Phone) -> None:
    paragraph = "字" * 1500
    phone.channel.send(parcel_id="p", address="77", payload={"text": "\n\n".join([paragraph] * 4)})

    assert [len(text) for text in phone.double.texts()] == [3002, 3002]


def test_a_second_attempt_goes_on_after_the_piece_that_arrived(phone: Phone) -> None:
    text = "\n\n".join(["a" * 3000, "b" * 3000])
    with pytest.raises(RetryLater):
        _send_second_flooded(phone, text)

    phone.channel.send(parcel_id="p", address="77", payload={"text": text})

    assert [text[0] for text in phone.double.texts()] == ["a", "b", "b"]


def _send_second_flooded(phone: Phone, text: str) -> None:
    real = phone.double.answer

    def flood_the_second(method: str, params: dict[str, Any]) -> Any:
        if method == "sendMessage" and params["text"].startswith("b"):
            phone.double.fail("sendMessage", flooded(1))
            phone.double.answer = real  # type: ignore[method-assign]
        return real(method, params)

    phone.double.answer = flood_the_second  # type: ignore[method-assign]
    phone.channel.send(parcel_id="p", address="77", payload={"text": text})


def test_emoji_count_twice_as_telegram_counts_them() -> None:
    pieces = split("🙂" * 4096)

    assert [size(piece) for piece in pieces] == [4096, 4096]


def test_a_text_of_exactly_the_limit_stays_whole() -> None:
    assert split("字" * 4096) == ["字" * 4096]
    assert [len(piece) for piece in split("字" * 4097)] == [4096, 1]


# webhook and wiring --------------------------------------------------------------------------------


def test_a_webhook_is_set_with_its_secret_and_takes_updates(
    store: Store, keys: KeyRing, double: TelegramDouble
) -> None:
    house = make_house(store, keys, clock=Clock())
    add_borrower(house)
    line = TelegramLine(TOKEN, base_url=double.url, timeout=1.0)
    inbox = TelegramInbox(house, line, webhook_url="https://pay.example/hook", webhook_secret="s3cret")
    inbox.start()
    (call,) = double.wait_for("setWebhook")

    assert (call.params["url"], call.params["secret_token"]) == ("https://pay.example/hook", "s3cret")
    assert call.params["allowed_updates"] == ["message", "callback_query", "my_chat_member"]

    app = FastAPI()
    errors.install(app)
    app.include_router(inbound_api.router)
    app.state.product = SimpleNamespace(house=house, telegram=inbox)
    update = {"update_id": 1, "message": double.message(f"/start {enrolment(house)}", chat=CHAT)}

    assert _posted(app, update, secret="wrong") == 403
    with house.store.read() as unit:
        assert unit.people.points("B-A1") == ()
    assert _posted(app, update, secret="s3cret") == 204
    with house.store.read() as unit:
        assert len(unit.people.points("B-A1")) == 1
    inbox.stop()
    line.close()


def _posted(app: FastAPI, update: dict[str, Any], *, secret: str) -> int:
    async def call() -> int:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hook") as client:
            header = {"X-Telegram-Bot-Api-Secret-Token": secret}
            answer = await client.post("/api/v1/inbound/telegram", json=update, headers=header)
            return answer.status_code

    return asyncio.run(call())


def settings(**more: Any) -> Settings:
    return Settings(_env_file=None, secret=SecretStr("x" * 40), **more)  # type: ignore[call-arg]


def test_without_a_token_everything_else_runs(sqlite_store: Store, keys: KeyRing) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    adapters = bootstrap.adapters_of(settings(), house)

    assert "web" in adapters
    assert "telegram" not in adapters
    assert bootstrap.telegram_inbox_of(settings(), house, adapters) is None


def test_live_channels_are_there_when_they_are_set(sqlite_store: Store, keys: KeyRing) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    live = settings(
        channels="live",
        smtp_host="mail.example",
        sms_gateway_url="https://sms.example",
        telegram_token=SecretStr(TOKEN),
    )
    adapters = bootstrap.adapters_of(live, house)

    assert {"email", "sms", "telegram"} <= set(adapters)
    assert bootstrap.telegram_inbox_of(live, house, adapters) is not None
    bootstrap.close_adapters(adapters)


def test_a_webhook_without_a_secret_is_refused(sqlite_store: Store, keys: KeyRing) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    wrong = settings(telegram_token=SecretStr(TOKEN), telegram_webhook_url="https://pay.example/hook")
    adapters = bootstrap.adapters_of(wrong, house)

    with pytest.raises(Unavailable, match="TIDEOVER_TELEGRAM_WEBHOOK_SECRET"):
        bootstrap.telegram_inbox_of(wrong, house, adapters)


def test_the_app_starts_telegram_with_its_workers_and_stops_it(
    double: TelegramDouble, tmp_path: Path
) -> None:
    engine = PlainEngine()
    app = bootstrap.build_app(
        settings(
            database_url=f"sqlite:///{tmp_path / 'app.db'}",
            data_keys=SecretStr(TEST_DATA_KEY),
            telegram_token=SecretStr(TOKEN),
            telegram_base_url=double.url,
            labels=tmp_path / "none.npz",
        ),
        clock=Clock(),
        engine=engine,
    )
    engine.house = app.house
    tables.metadata.create_all(app.store.engine)
    add_borrower(app.house)
    app.start_workers()

    double.write(f"/start {enrolment(app.house)}")
    double.wait_for("sendMessage")
    double.write("4821")
    double.wait_for("sendMessage", count=2)
    double.close()
    app.stop()

    assert "晴川消费金融" in double.texts()[0]
