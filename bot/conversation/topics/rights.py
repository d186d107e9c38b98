"""A copy of my data, who has it; delete my data. Only the last is an erasure request on file."""

from __future__ import annotations

from bot.conversation.turn import Turn
from bot.model.words import FactKind, HandoffReason
from bot.understanding.about_us import asks_to_erase


def my_data(turn: Turn) -> None:
    """Take the request on file and let the privacy team answer within its clock."""
    if asks_to_erase(turn.message.text):
        turn.note(FactKind.ERASURE_REQUEST)
    turn.say("utter_data_request_taken", reveals=False)
    turn.hand_off(HandoffReason.DATA_RIGHTS)
