"""What Telegram makes of what we send, and the decision that follows from each of its failures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel, size, split
from bot.channels.telegram_line import TelegramLine
from bot.keys import KeyRing
from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, Unreachable
from bot.outreach import dispatch as outbox
from bot.outreach.plan import run
from bot.storage.unit import Store
from tests.integration.small_world import (
    Clock,
    make_house,
    parcels,
)
from tests.integration.telegram_double import (
    BLOCKED,
    NO_CHAT,
    SILENCE,
    TOKEN,
    Failure,
    TelegramDouble,
    flooded,
)
from tests.integration.telegram_phone import Phone


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
