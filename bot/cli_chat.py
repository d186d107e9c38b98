"""``tideover chat``: be the borrower, in a terminal or through a pipe; the same talk as on the web."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

import typer

from bot import bootstrap, logs
from bot.channels.resident import ResidentChannel
from bot.conversation import entry, receive
from bot.conversation.house import House
from bot.model.errors import EngineDown
from bot.model.talk import Inbound, Session
from bot.model.words import Channel
from bot.outreach import dispatch as outbox
from bot.settings import Settings

NAME = "terminal"
LEAVE = ("/quit", "/exit")
WAIT = 20.0
"""Seconds to wait for an answer that another process of the product took over."""

Buttons = list[tuple[str, str]]


def chat(account: Annotated[str, typer.Option("--account", help="id of the account")]) -> None:
    """Be the borrower of an account; a number presses a quick reply, /quit leaves."""
    settings = Settings()
    logs.set_up(as_json=settings.log_json)
    house = bootstrap.build_house(settings)
    healthy = getattr(house.engine, "healthy", None)
    if healthy is not None and not healthy():
        raise EngineDown(
            "the language engine does not answer",
            where=settings.engine_url,
            remedy="start it with make demo or tideover serve, then try again",
        )
    talk(house, account, lines=_typed(), write=_print)


def talk(house: House, account_id: str, *, lines: Iterable[str], write: Callable[[str], None]) -> None:
    """Run the conversation until the lines end or ``/quit`` is typed.

    Args:
        house: the house.
        account_id: whose conversation.
        lines: what the borrower types.
        write: shows what is answered.

    Raises:
        UnknownThing: there is no such account.
    """
    with house.store.write() as unit:
        conversation = entry.open_conversation(house, unit, account_id)
        last = unit.talks.last_seq(conversation.id)
        session = entry.start_session(
            house,
            unit,
            conversation.id,
            adapter=NAME,
            address=f"{NAME}:{house.keys.new_token()}",
            channel=Channel.IM,
        )
        unit.commit()
    last, buttons = _show(house, session, write, after=last, before=[])
    for line in lines:
        text, press = line, None
        if line.isdecimal() and 1 <= int(line) <= len(buttons):
            text, press = buttons[int(line) - 1]
        elif line in LEAVE:
            break
        message, _ = receive.accept_message(house, session, text=text, channel_message_id=None, press=press)
        receive.work(house, session.conversation_id)
        _wait(house, message)
        last, buttons = _show(house, session, write, after=last, before=buttons)


def _typed() -> Iterator[str]:
    """Lines of standard input, with a prompt when a person types and an echo when a pipe feeds."""
    typed = sys.stdin.isatty()
    while True:
        if typed:
            sys.stdout.write("> ")
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            if not typed:
                sys.stdout.write(f"> {line.strip()}\n")
            yield line.strip()


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _wait(house: House, message: Inbound) -> None:
    """Wait until something is said to a message; another worker of the product may have it."""
    pause = threading.Event()
    for _ in range(int(WAIT / 0.1)):
        with house.store.read() as unit:
            lines = unit.talks.lines(message.conversation_id, limit=20)
            if unit.talks.inbound(message.id).answered_at is not None:
                return
        heard = next((line.seq for line in lines if line.id == message.id), 0)
        if any(line.direction == "out" and line.seq > heard for line in lines):
            return  # told that the answer comes later
        pause.wait(0.1)


def _show(
    house: House, session: Session, write: Callable[[str], None], *, after: int, before: Buttons
) -> tuple[int, Buttons]:
    """Print what was said since; returns the last line's number and the quick replies now open."""
    _send_own(house, session)
    with house.store.read() as unit:
        fresh = unit.talks.session(session.id)
        lines = unit.talks.lines(
            session.conversation_id,
            after=after,
            visible_to=fresh,
            verified=fresh.is_verified(now=house.clock()),
        )
    buttons = before
    for line in lines:
        after = max(after, line.seq)
        if line.direction != "out" or line.session_id not in (None, session.id):
            continue
        buttons = [(str(label), str(press)) for label, press in line.payload.get("buttons") or []]
        write(f"\n{line.text}\n")
    if buttons and buttons is not before:
        write("".join(f"  [{n}] {label}\n" for n, (label, _) in enumerate(buttons, start=1)))
    return after, buttons


def _send_own(house: House, session: Session) -> None:
    """Settle what goes to this terminal, and nothing else: other channels have their own senders."""
    adapters = {NAME: ResidentChannel(NAME)}
    with house.store.read() as unit:
        due = [
            parcel.id
            for parcel in map(unit.outbox.get, unit.outbox.due(now=house.clock(), limit=200))
            if parcel.adapter == NAME and parcel.conversation_id == session.conversation_id
        ]
    for parcel_id in due:
        outbox.send_one(house, adapters, parcel_id)
