"""A turn that no message began: what a job needs to open a case with a brief from stored facts."""

from __future__ import annotations

from bot.conversation.heard import from_record
from bot.conversation.memory import Memory
from bot.conversation.turn import Turn
from bot.model.talk import Inbound, Session
from bot.model.words import Channel
from bot.outreach.door import Speaker


def silent_turn(speaker: Speaker) -> Turn:
    """The account as a topic would see it, with nobody verified and nothing said."""
    talk = speaker.conversation
    nobody = Session(id="", conversation_id=talk.id, channel=Channel.IM, adapter="", address="")
    return Turn(
        unit=speaker.unit,
        house=speaker.house,
        conversation=talk,
        session=nobody,
        message=Inbound(id="", conversation_id=talk.id, session_id="", at=speaker.now, text=""),
        account=speaker.account,
        borrower=speaker.borrower,
        heard=from_record(None),
        memory=Memory.of(talk.memory),
        now=speaker.now,
        verified=False,
        language=speaker.language,
    )
