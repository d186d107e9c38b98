"""Answering one message: safety first, then verification, then the engine, then the one door.

The turn itself (facts changed, sentences named) is one transaction that ends with the reply saved
on the message. Speaking is a second one. A repetition after a crash finds the saved reply and
goes straight to the door.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.conversation import contact_wishes, say_codec, speech, verification
from bot.conversation import heard as hearing
from bot.conversation.before_engine import settle
from bot.conversation.honest import as_meant
from bot.conversation.house import House
from bot.conversation.leading import says_something
from bot.conversation.opening import close_turn, held, open_turn
from bot.conversation.reading import language_of, note_script, reading_of, understand
from bot.conversation.respond import respond
from bot.conversation.saying import say_all
from bot.conversation.topics import gravest, outside, pointed, till_then
from bot.model.talk import Inbound, Say
from bot.model.words import HandoffReason, Intent, Owner, Signal
from bot.understanding.check_answers import without_answers


def answer(house: House, message: Inbound) -> None:
    """Answer one message completely.

    Raises:
        EngineDown: the engine did not answer; the message stays unanswered and nothing was done.
    """
    if message.reply is None:
        prepared = _prepare(house, message)
        if prepared is not None:
            text, facts = prepared
            house.engine.turn(message.conversation_id, text, metadata=facts)
    deliver(house, message.id)


def cannot_wait(house: House, message: Inbound) -> bool:
    """Whether a message says what stops the dialogue or closes a medium; it needs no engine to be heard."""
    if message.press is not None:
        return message.press in (f"intent:{Intent.STOP_CONTACT}", f"intent:{Intent.REQUEST_HUMAN}")
    with house.store.read() as unit:
        turn = open_turn(house, unit, message, hold=False)
    return not CANNOT_WAIT.isdisjoint(understand(house, turn).get("signals", ()))


CANNOT_WAIT = frozenset(signal.value for signal, _ in gravest.STOPS) | {Signal.MEDIA_BAN.value}


def _prepare(house: House, message: Inbound) -> tuple[str, dict[str, Any]] | None:
    """Understand the message and settle what needs no engine; saves a reply when it does.

    Returns:
        The message as it is kept, without what was veiled, and what the engine should know when it is to
        decide the next step, otherwise nothing. Its actions call back and save the reply.
    """
    with house.store.read() as unit:
        turn = open_turn(house, unit, message, hold=False)
    if verification.may_guess(turn):
        turn.message = replace(turn.message, text=without_answers(turn.message.text))
    record = understand(house, turn)  # takes its time, so nothing is locked meanwhile
    with house.store.write() as unit:
        turn = open_turn(house, unit, message)
        record = till_then.settled(turn, record)
        unit.talks.update_inbound(message.id, understanding=record)
        turn.heard = hearing.from_record(record)
        turn.message = as_meant(replace(message, understanding=record))
        turn.language = language_of(turn, record)
        note_script(turn)
        settled = settle(turn)
        if settled:
            close_turn(turn)
        else:
            turn.remember()
            kept = unit.talks.inbound(message.id).text
        unit.commit()
    if settled:
        return None
    return kept, {
        "language": turn.language.value,
        "verified": turn.verified,
        "stage": turn.memory.stage,
        "message_id": message.id,
        "reading": reading_of(record),
    }


def act(house: House, message_id: str, *, lead: Intent | None, understood: bool) -> None:
    """The next dialogue step that the engine proposed for a message; called by the actions.

    Done once: when a reply is saved already, nothing happens.
    """
    with house.store.write() as unit:
        message = held(unit, message_id)
        if message.reply is not None:
            return
        turn = open_turn(house, unit, message, lead=lead)
        wished = contact_wishes.acknowledge(turn)
        if wished and (pointed.agreed_beside_a_ban(turn) or contact_wishes.says_no_more(turn)):
            turn.memory.misses = 0
            till_then.asks_for_the_yes(turn)
        elif understood or says_something(turn):
            respond(turn)
        else:
            outside.not_understood(turn)
        close_turn(turn)
        unit.commit()


def deliver(house: House, message_id: str) -> None:
    """Say the saved reply through the one door and mark the message answered, in one transaction."""
    with house.store.write() as unit:
        message = held(unit, message_id)
        if message.answered_at is not None:
            return
        if message.reply is None:  # no rule wanted an answer: say that it was not understood
            turn = open_turn(house, unit, message)
            outside.not_understood(turn)
            close_turn(turn)
            message = unit.talks.inbound(message_id)
        says = [say_codec.from_plain(item) for item in message.reply or ()]
        if says and speech.was_cut(message.text):
            says.insert(0, Say("utter_too_long", {}, reveals=False))
        if says:
            say_all(house, unit, message, says)
        unit.talks.update_inbound(message_id, answered_at=house.clock(), status="answered")
        unit.commit()
    house.wake(message.conversation_id)


def tell_engine_down(house: House, message: Inbound) -> None:
    """Say once that an answer will come; the message itself stays unanswered and is tried again."""
    with house.store.write() as unit:
        turn = open_turn(house, unit, message)
        note = f"engine_down:{message.id}"
        first = turn.memory.once(note)
        if first:
            turn.memory.told = turn.memory.told[-20:]
            turn.remember()
            say_all(
                house,
                unit,
                message,
                [Say("utter_engine_down", {"lender": turn.account.lender}, reveals=False)],
            )
        unit.commit()
    if first:  # the message waits for the sweep; waking a worker again would try without end
        house.wake(message.conversation_id)


FAULT = "fault"
"""What the desk reads beside a case that a fault of ours opened."""


def give_up(house: House, message: Inbound, *, note: str = FAULT) -> None:
    """A fault of ours: tell the borrower plainly, put a person on it, and go on with the next message."""
    with house.store.write() as unit:
        turn = open_turn(house, unit, message)
        verification.veil(turn)
        turn.hand_off(HandoffReason.NOT_UNDERSTOOD, note=note)
        say_all(house, unit, message, [Say("utter_fault", {"lender": turn.account.lender}, reveals=False)])
        unit.talks.update_inbound(message.id, answered_at=house.clock(), status="failed")
        unit.commit()
    house.wake(message.conversation_id)


def leave_to_person(house: House, message: Inbound, *, note: str = FAULT) -> None:
    """The same when even giving up fails: a case with next to no brief, and nothing is said."""
    route, now = house.handoff.routes[HandoffReason.NOT_UNDERSTOOD], house.clock()
    with house.store.write() as unit:
        conversation = unit.talks.get(message.conversation_id)
        case = unit.cases.open_of(conversation.id) or unit.cases.open(
            conversation_id=conversation.id,
            borrower_id=conversation.borrower_id,
            account_id=conversation.account_id,
            reason=HandoffReason.NOT_UNDERSTOOD,
            priority=route.priority,
            team=route.team,
            brief={"why": HandoffReason.NOT_UNDERSTOOD.value},
            at=now,
            due_at=now + timedelta(minutes=route.minutes),
        )
        unit.cases.note(case.id, brief={"note": note, "message": message.id})
        if conversation.owner is Owner.BOT:
            unit.talks.hand_over(conversation, to=Owner.WAITING_FOR_AGENT, agent_id=None, at=now)
        unit.talks.update_inbound(message.id, answered_at=now, status="failed")
        body = {"conversation": conversation.id, "reason": HandoffReason.NOT_UNDERSTOOD, "note": note}
        unit.audit.append(at=now, kind="case_opened", ref=case.id, body={**body, "message": message.id})
        unit.commit()
    house.wake(message.conversation_id)


def set_aside(house: House, message: Inbound, *, note: str = FAULT) -> None:
    """The least that can be done: the message is kept, marked as failed, and holds up nothing behind it."""
    with house.store.write() as unit:
        unit.talks.update_inbound(message.id, answered_at=house.clock(), status="failed")
        unit.commit()
    house.wake(message.conversation_id)
