"""A copy of my data; delete my data."""

from __future__ import annotations

from bot.conversation.turn import Turn
from bot.model.words import FactKind, HandoffReason


def my_data(turn: Turn) -> None:
    """Take the request on file and let the privacy team answer within its clock."""
    turn.note(FactKind.ERASURE_REQUEST)
    turn.say("utter_data_request_taken", reveals=False)
    turn.hand_off(HandoffReason.DATA_RIGHTS)
