"""The real action server is killed in mid-talk: the borrower is told, and answered when it is back."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.conversation import receive
from bot.model.talk import Line
from bot.scenarios.runner import Stage
from bot.scenarios.world import World, build_world
from bot.storage.types import use_keys
from bot.supervisor import Child

pytestmark = pytest.mark.xdist_group("engine")
TALKS: dict[str, dict[str, Any]] = {
    "zh": {
        "id": "zh-action-server-dies",
        "lender": {"actor": "first_party", "product": "online_consumer_loan", "regimes": ["CN"]},
        "borrower": {"language": "zh", "timezone": "Asia/Shanghai", "residence": "CN"},
        "account": {"currency": "CNY", "overdue_amount": "1280.00", "days_past_due": 5},
        "verified": True,
        "says": ("能分期吗", "那我可以晚两个星期再还吗"),
        "told": "恢复后马上回您",
    },
    "en": {
        "id": "en-action-server-dies",
        "lender": {"actor": "first_party", "product": "online_consumer_loan", "regimes": ["UK"]},
        "borrower": {"language": "en", "timezone": "Europe/London", "residence": "GB"},
        "account": {"currency": "GBP", "overdue_amount": "240.00", "days_past_due": 5},
        "verified": True,
        "says": ("could I pay in instalments?", "could I have two more weeks instead?"),
        "told": "I'll answer as soon as it's back",
    },
}


@pytest.fixture
def action_server(running: Stage) -> Iterator[Child]:
    """The running bot's own action server; it runs again afterwards, whatever happened."""
    use_keys([running.data_key])
    (child,) = [each for each in running.supervisor.children if each.name == "action server"]
    yield child
    if child.process is not None and child.process.poll() is not None:
        begin(child)


def kill(child: Child) -> None:
    assert child.process is not None
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait(timeout=10)


def begin(child: Child) -> None:
    child.start()
    pause, last = threading.Event(), time.monotonic() + 60
    while not child.is_healthy():
        assert time.monotonic() < last, child.log.read_text()
        pause.wait(0.1)


def said_since(running: Stage, world: World, seq: int) -> list[Line]:
    with running.store.read() as unit:
        lines = unit.talks.lines(world.conversation_id, after=seq)
    return [line for line in lines if line.direction == "out"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_borrower_is_told_and_answered_when_it_is_back(
    running: Stage, action_server: Child, language: str
) -> None:
    talk = TALKS[language]
    running.clock.at = running.clock.at.replace(hour=7 if language == "zh" else 12, minute=0)
    world = build_world(running.house, running.store, talk, now=running.clock.at, file=__file__)

    def say(text: str) -> str:
        with running.store.read() as unit:
            session = unit.talks.session(world.session_on(None))
        running.clock.at += timedelta(seconds=20)
        message, _ = receive.accept_message(running.house, session, text=text, channel_message_id=None)
        return message.id

    def last() -> int:
        with running.store.read() as unit:
            return unit.talks.last_seq(world.conversation_id)

    say(talk["says"][0])
    assert receive.work(running.house, world.conversation_id) == 1
    offered = last()

    kill(action_server)
    waiting = say(talk["says"][1])
    assert receive.work(running.house, world.conversation_id) == 0

    (told,) = said_since(running, world, offered)
    assert talk["told"] in told.text
    with running.store.read() as unit:
        kept = unit.talks.inbound(waiting)
    assert (kept.text, kept.reply, kept.answered_at) == (talk["says"][1], None, None)

    for _ in range(
        receive.ENOUGH_TRIES
    ):  # further tries say it no second time, and none gives the message up
        assert receive.work(running.house, world.conversation_id) == 0
    assert [line.id for line in said_since(running, world, offered)] == [told.id]

    begin(action_server)
    running.clock.at += timedelta(seconds=10)
    assert world.conversation_id in receive.sweep(running.house)
    assert receive.work(running.house, world.conversation_id) == 1

    answers = said_since(running, world, told.seq)
    assert len(answers) == 1
    cards = answers[0].payload["cards"]
    assert any(card.get("offer_kind") == "deferral" for card in cards)
    with running.store.read() as unit:
        assert unit.talks.inbound(waiting).answered_at is not None
    assert receive.work(running.house, world.conversation_id) == 0
    assert said_since(running, world, answers[0].seq) == []
