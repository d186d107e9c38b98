"""A message comes in: stored once, answered at once, worked on by one worker at a time.

``accept_message`` only stores; ``work`` answers everything that waits in a conversation, in order.
A crash in between delays an answer and loses nothing: the sweep finds what waits. What a turn
changed and what it will say are saved together on the message, so that a second attempt says the
same and does nothing twice.
"""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.conversation import answer, speech
from bot.conversation.house import House
from bot.model.errors import EngineDown, StepFailed, StorageBusy
from bot.model.talk import Inbound, Session
from bot.model.words import Outcome, Sender
from bot.understanding.card_data import without_card_data

log = structlog.get_logger(__name__)
BUSY_FOR = timedelta(seconds=60)
MAX_TEXT = speech.MAX_TEXT
ENOUGH_TRIES = 5
"""How often a step may fail before its message goes to a person; an engine not reached costs no try."""
WAIT_FOR_ENGINE = timedelta(minutes=30)
"""How long a message waits for an engine that does not answer before a person has it."""


def accept_message(
    house: House, session: Session, *, text: str, channel_message_id: str | None, press: str | None = None
) -> tuple[Inbound, bool]:
    """Store a message from a borrower once, and wake a worker.

    Control characters are dropped and what goes beyond 4,000 characters is cut, since no answer
    depends on it; the borrower is told when something was cut. Card numbers and one-time codes are hidden
    before anything is kept.

    Returns:
        The stored message, and whether it is new (false for a repeated delivery).
    """
    now = house.clock()
    with house.store.write() as unit:
        conversation = unit.talks.get(session.conversation_id)
        verified = unit.talks.session(session.id).is_verified(now=now)
        clean = speech.shorten(without_card_data(speech.clean(text), checking=not verified))
        message, new = unit.talks.store_inbound(
            session=session,
            at=now,
            text=clean,
            channel_message_id=channel_message_id,
            press=press,
            reveals=verified,
        )
        if new:
            unit.talks.update_session(session.id, seen_at=now)
            unit.record.contacted(
                borrower_id=conversation.borrower_id,
                account_id=conversation.account_id,
                at=now,
                direction="inbound",
                channel=session.channel,
                outcome=Outcome.REPLIED,
                by=Sender.BOT,
            )
        unit.commit()
    if new:
        house.wake(session.conversation_id)
    return message, new


def work(house: House, conversation_id: str) -> int:
    """Answer every waiting message of a conversation, oldest first.

    Returns:
        How many were answered; 0 when somebody else is at it. When the engine is down the
        borrower is told once and the message waits for the next sweep; what stands behind it and
        cannot wait (a crisis, a stop) is heard all the same.
    """
    done = 0
    message = _claim(house, conversation_id)
    while message is not None:
        try:
            answered = _answer(house, message)
        except BaseException:
            _release(house, conversation_id)
            raise
        if not answered:
            try:
                return done + _hear_what_cannot_wait(house, message)
            finally:
                _release(house, conversation_id)
        done += 1
        message = _next(house, conversation_id)
    return done


def sweep(house: House, *, older_than: timedelta = timedelta(seconds=5)) -> list[str]:
    """Conversations whose messages were left behind by a crash or by an engine that was down."""
    with house.store.read() as unit:
        return unit.talks.waiting(before=house.clock() - older_than)


def _claim(house: House, conversation_id: str) -> Inbound | None:
    """Become the worker of a conversation and take its oldest waiting message, if there is one."""
    now = house.clock()
    with house.store.write() as unit:
        if not unit.talks.claim(conversation_id, now=now, until=now + BUSY_FOR):
            return None
        message = unit.talks.next_unanswered(conversation_id)
        if message is not None:
            unit.commit()
        return message


def _next(house: House, conversation_id: str) -> Inbound | None:
    """Take the next message, or let the conversation go in the very moment in which none waits.

    The conversation's row is taken before looking: who stored a message and found us busy did so before, and
    the message is seen here; who comes later waits for the commit and finds the conversation free.
    """
    now = house.clock()
    with house.store.write() as unit:
        unit.talks.release(conversation_id)
        message = unit.talks.next_unanswered(conversation_id)
        if message is not None:
            unit.talks.claim(conversation_id, now=now, until=now + BUSY_FOR)
        unit.commit()
        return message


def _release(house: House, conversation_id: str) -> None:
    with house.store.write() as unit:
        unit.talks.release(conversation_id)
        unit.commit()


def _hear_what_cannot_wait(house: House, message: Inbound) -> int:
    """Answer what needs no engine and must not stand behind a message that waits for it; returns how many."""
    with house.store.read() as unit:
        behind = [each for each in unit.talks.unanswered(message.conversation_id) if each.id != message.id]
    done = 0
    for later in behind:
        if not answer.cannot_wait(house, later):
            continue
        try:
            answer.answer(house, later)
        except (EngineDown, StorageBusy):  # what it says is on file; the answer waits with the others
            continue
        except Exception:
            log.exception("turn_failed", message=later.id)
            if not _give_up(house, later):
                continue  # the database is busy: it waits with the others
        done += 1
    return done


def _answer(house: House, message: Inbound) -> bool:
    """Answer one message; false when it has to wait for the next sweep."""
    try:
        answer.answer(house, message)
    except StepFailed:
        if _failed_again(house, message) >= ENOUGH_TRIES:
            log.exception("turn_given_up", message=message.id)
            return _give_up(house, message)
        log.warning("step_failed", message=message.id, exc_info=True)
        answer.tell_engine_down(house, message)
        return False
    except EngineDown as error:
        log.warning("engine_down", message=message.id, why=type(error).__name__)
        if house.clock() - message.at >= WAIT_FOR_ENGINE:
            return _give_up(house, message, note="engine_down")
        answer.tell_engine_down(house, message)
        return False
    except StorageBusy:
        log.warning("storage_busy", message=message.id)
        return False
    except Exception:
        log.exception("turn_failed", message=message.id)
        return _give_up(house, message)
    return True


def _give_up(house: House, message: Inbound, *, note: str = answer.FAULT) -> bool:
    """Tell her, put a person on it and go on; where that fails too, do as much of it as can be done.

    Returns:
        False when the database is busy, so that it is tried again.
    """
    for step in (answer.give_up, answer.leave_to_person, answer.set_aside):
        try:
            step(house, message, note=note)
        except StorageBusy:
            log.warning("storage_busy", message=message.id)
            return False
        except Exception:
            log.exception("giving_up_failed", message=message.id, step=step.__name__)
            continue
        return True
    raise RuntimeError(f"message {message.id} can be neither answered nor set aside")


def _failed_again(house: House, message: Inbound) -> int:
    """Count a failed step; returns how often this message's step failed by now."""
    with house.store.write() as unit:
        tries = unit.talks.inbound(message.id).attempts + 1
        unit.talks.update_inbound(message.id, attempts=tries)
        unit.commit()
    return tries
