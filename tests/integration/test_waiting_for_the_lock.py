"""Two writers for one borrower: who had to wait sees what the other wrote, and repeats nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from bot.conversation import answer, entry, receive, say_codec, saying
from bot.model.ports import Unit
from bot.model.talk import Inbound
from bot.model.words import Channel, Intent
from bot.storage.unit import Store
from tests.kit import Talk, make_talk

PATIENCE = 20.0


@pytest.fixture
def talk(store: Store) -> Talk:
    return make_talk(store)


def beside(talk: Talk, late: Callable[[], None], early: Callable[[Unit], None]) -> None:
    """Hold the borrower, start ``late`` so that it waits, do ``early`` inside the lock and let go."""
    with talk.store.write() as unit:
        unit.hold_borrower(talk.borrower_id)
        waiting = threading.Thread(target=late)
        waiting.start()
        waiting.join(0.7)  # it has read what it reads before the lock
        early(unit)
        unit.commit()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()


def waits(talk: Talk, text: str) -> Inbound:
    message, _ = receive.accept_message(talk.house, talk.session, text=text, channel_message_id=None)
    return message


def test_a_device_that_came_meanwhile_keeps_its_notebook(talk: Talk) -> None:
    message = waits(talk, "能晚两天吗")
    opened: list[str] = []

    def late() -> None:
        answer.act(talk.house, message.id, lead=Intent.ASK_IF_BOT, understood=True)

    def early(unit: Unit) -> None:
        session = entry.start_session(
            talk.house,
            unit,
            talk.conversation_id,
            adapter="web",
            address="another",
            channel=Channel.IM,
        )
        opened.append(session.id)

    beside(talk, late, early)

    with talk.store.read() as unit:
        memory = unit.talks.get(talk.conversation_id).memory
    assert memory["devices"][opened[0]]["stage"] == "verifying"


def test_an_answer_that_was_said_meanwhile_is_not_said_again(talk: Talk) -> None:
    message = waits(talk, "能晚两天吗")
    answer.act(talk.house, message.id, lead=Intent.ASK_IF_BOT, understood=True)

    def late() -> None:
        answer.deliver(talk.house, message.id)

    def early(unit: Unit) -> None:
        fresh = unit.talks.inbound(message.id)
        says = [say_codec.from_plain(item) for item in fresh.reply or ()]
        saying.say_all(talk.house, unit, fresh, says)
        unit.talks.update_inbound(message.id, answered_at=talk.clock.at)

    beside(talk, late, early)

    assert len(talk.out()) == 1


def test_a_step_that_was_taken_meanwhile_is_not_taken_again(talk: Talk) -> None:
    message = waits(talk, "能晚两天吗")

    def late() -> None:
        answer.act(talk.house, message.id, lead=Intent.OUT_OF_SCOPE, understood=False)

    def early(unit: Unit) -> None:
        unit.talks.update_inbound(message.id, reply=[])

    beside(talk, late, early)

    with talk.store.read() as unit:
        assert unit.talks.inbound(message.id).reply == ()
