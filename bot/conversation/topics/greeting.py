"""Hello, goodbye and thank you."""

from __future__ import annotations

from bot.conversation import memory as stages
from bot.conversation.topics import gate, replying
from bot.conversation.turn import Turn


def greet(turn: Turn) -> None:
    """Greet back, say who speaks and that it is automated, then go on with what is open."""
    turn.say("utter_greet_back", reveals=False)
    gate.next_step(turn)


def goodbye(turn: Turn) -> None:
    """Close warmly; nothing is demanded on the way out."""
    turn.say("utter_goodbye", reveals=False)


def thank(turn: Turn) -> None:
    """Take a thank-you as one; beside an open question it is the yes it sounds like, or asked about."""
    if turn.verified and turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        replying.affirm(
            turn
        )  # "that would be great, thank you": nobody is to leave without knowing how it stands
        return
    turn.say("utter_welcome", reveals=False)
