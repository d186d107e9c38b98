"""Who are you, are you a machine, is this a scam, why do you write to me."""

from __future__ import annotations

from bot.conversation.topics import gate
from bot.conversation.turn import Turn


def who(turn: Turn) -> None:
    """Name the lender and say that this is an automated assistant."""
    turn.say("utter_identity", reveals=False)
    gate.next_step(turn)


def bot(turn: Turn) -> None:
    """Never deny being a machine, and say how to reach a person."""
    turn.say("utter_i_am_automated", reveals=False)
    gate.next_step(turn)


def scam(turn: Turn) -> None:
    """Take the doubt seriously: how to check us, and what we never ask for."""
    turn.say("utter_not_a_scam", reveals=False)
    gate.next_step(turn)


def why(turn: Turn) -> None:
    """Say why we write; the reason itself is an account fact, so only to the right person."""
    if turn.verified:
        gate.state_debt(turn)
        return
    turn.say("utter_why_contacted", reveals=False)
    gate.opened(turn)
