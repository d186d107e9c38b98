"""Opening a turn with everything a topic may look at, and closing it with what it changed."""

from __future__ import annotations

from bot.conversation import heard as hearing
from bot.conversation import say_codec
from bot.conversation.honest import as_meant
from bot.conversation.house import House
from bot.conversation.memory import notebook
from bot.conversation.turn import Turn
from bot.conversation.voice import voice_of
from bot.model.ports import Unit
from bot.model.talk import Inbound
from bot.model.words import Intent


def open_turn(
    house: House, unit: Unit, message: Inbound, *, lead: Intent | None = None, hold: bool = True
) -> Turn:
    """Everything a topic may look at, read fresh in this transaction."""
    conversation = unit.talks.get(message.conversation_id)
    if hold and unit.hold_borrower(conversation.borrower_id):
        conversation = unit.talks.get(message.conversation_id)
    session = unit.talks.session(message.session_id)
    verified = session.is_verified(now=message.at)
    borrower = unit.people.borrower(conversation.borrower_id)
    voice = voice_of(conversation, residence=borrower.residence, device=session.id, verified=verified)
    return Turn(
        unit=unit,
        house=house,
        conversation=conversation,
        session=session,
        message=as_meant(message),
        account=unit.books.account(conversation.account_id),
        borrower=borrower,
        heard=hearing.from_record(message.understanding, lead=lead),
        memory=notebook(
            conversation.memory,
            device=session.id,
            verified=verified,
            was_verified=session.verified_until is not None and session.locked_at is None,
        ),
        now=message.at,
        verified=verified,
        tries=0 if verified else unit.talks.tries_of(conversation.id),  # asked only of who is not
        language=voice.language,
        traditional=voice.traditional,
    )


def close_turn(turn: Turn) -> None:
    """Save the notebook and the reply with everything the turn changed."""
    turn.remember()
    turn.unit.talks.update_inbound(turn.message.id, reply=[say_codec.to_plain(say) for say in turn.says])


def held(unit: Unit, message_id: str) -> Inbound:
    """A message as it stands when everybody else has finished with its borrower."""
    message = unit.talks.inbound(message_id)
    if unit.hold_borrower(unit.talks.get(message.conversation_id).borrower_id):
        return unit.talks.inbound(message_id)
    return message
