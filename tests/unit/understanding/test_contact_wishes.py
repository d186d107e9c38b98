"""Agreeing to be contacted again, and which media "only by email" closes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.understanding.read import read
from bot.understanding.signals import SignalHit, find_signals


def hits(text: str, signal: str) -> list[SignalHit]:
    return [hit for hit in find_signals(text) if hit.signal.value == signal]


AGREES = {
    "you can text me again": {"sms"},
    "It's ok to email me again": {"email"},
    "please resume texting me": {"sms"},
    "You have my permission to text me again": {"sms"},
    "please turn the reminders back on": set(),
    "You can contact me again": set(),
    "START": set(),
    "Unstop": set(),
    "ignore my earlier stop": set(),
    "恢复短信吧": {"sms"},
    "恢復短訊提醒吧": set(),
    "可以继续给我发消息了": set(),
    "你们可以给我打电话了": {"voice_human", "voice_ai"},
    "取消退订": set(),
    "重新订阅": set(),
    "我想重新收到还款提醒": set(),
    "之前说的别联系我作废": set(),
    "还是继续给我发短信吧，之前退订的": {"sms"},
}


@pytest.mark.parametrize("text", AGREES)
def test_agreeing_to_be_contacted_again_is_noticed_with_its_medium(text: str) -> None:
    found = hits(text, "consent")
    assert found
    assert {name for hit in found for name in hit.detail.get("channels", ())} >= AGREES[text]
    assert not hits(text, "stop"), "a word that opens must not close"


@pytest.mark.parametrize(
    "text",
    [
        "don't text me again",
        "never text me again",
        "you can't text me again",
        "if you text me again I'll report you",
        "why did you start texting me again?",
        "don't resume texting me",
        "I do not give permission to text me again",
        "can you text me the link again?",
        "you can contact me again when I have found work",
        "I'll stop by the branch on Friday",
        "I want to start again with my payments",
        "you can call me after six",
        "不要恢复短信",
        "谁让你们恢复短信提醒的",
        "我不想继续收到你们的短信",
        "可以再发一次链接吗",
        "你再继续发短信试试，我投诉你",
        "什么时候恢复征信",
        "你们不可以再给我发短信",
        "如果继续发短信我就报警",
    ],
)
def test_what_only_sounds_like_agreeing_opens_nothing(text: str) -> None:
    assert not hits(text, "consent")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We only email, please", "email"),
        ("email only please", "email"),
        ("Don't contact me except by email", "email"),
        ("only contact me by text", "sms"),
        ("phone only, thanks", "voice_human"),
        ("以后只准邮件联系", "email"),
        ("只用短信联系我", "sms"),
        ("除了邮件其他方式都别联系我", "email"),
        ("以后都发邮件吧，别的方式都不要", "email"),
    ],
)
def test_only_one_medium_leaves_that_medium_open_and_closes_the_others(text: str, kept: str) -> None:
    closed = {name for hit in hits(text, "media_ban") for name in hit.detail["channels"]}
    assert kept not in closed
    assert {"voice_human", "sms", "email", "im"} - closed == {kept}
    assert not any(hit.detail.get("everything") for hit in hits(text, "stop"))


def test_a_stop_beside_a_banned_medium_means_everything_and_inside_it_the_medium() -> None:
    assert [hit.detail for hit in hits("leave me alone, and no calls", "stop")] == [{"everything": True}]
    assert [hit.detail for hit in hits("stop texting me", "stop")] == [{}]


def test_a_message_that_agrees_is_never_led_by_stop() -> None:
    read_as = read("可以继续给我发消息了", at=datetime(2026, 3, 10, 7, tzinfo=UTC))

    assert "stop" not in [signal.value for signal in read_as.signals]
    assert "stop_contact" not in [intent.value for intent, _ in read_as.intents]


@pytest.mark.parametrize(
    "text",
    ["别打我家里", "不要再往家里打了", "别给我家里打电话", "don't call my home", "don't ring me at home"],
)
def test_a_ban_of_calls_to_the_home_closes_that_place_and_not_the_medium(text: str) -> None:
    bans = hits(text, "media_ban")

    assert [ban.detail.get("to") for ban in bans] == ["home"]


@pytest.mark.parametrize("text", ["别打我电话", "don't call me", "don't come to my home", "别来我家"])
def test_a_ban_of_a_medium_is_none_of_a_place(text: str) -> None:
    bans = hits(text, "media_ban")

    assert bans
    assert all("to" not in ban.detail and ban.detail.get("channel") for ban in bans)
