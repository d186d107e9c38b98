"""That is not my debt; the amount is wrong; somebody used my name."""

from __future__ import annotations

from bot.conversation.topics import balance, people
from bot.conversation.turn import Turn
from bot.model.words import FactKind, HandoffReason, Signal
from bot.understanding.figures_asked import asks_how_it_came


def debt(turn: Turn) -> None:
    """Stop asking for money and let a person check, whether the person is verified or not."""
    turn.note(FactKind.DISPUTE, about="debt")
    turn.say("utter_dispute_taken", reveals=False)
    turn.hand_off(HandoffReason.DISPUTE, note="debt")


def amount(turn: Turn) -> None:
    """The same for an amount: the disputed part is not asked for until it is checked."""
    if turn.verified and asks_how_it_came(turn.message.text):
        balance.parts(turn)
    turn.note(FactKind.DISPUTE, about="amount")
    turn.say("utter_dispute_amount_taken", reveals=False)
    turn.hand_off(HandoffReason.DISPUTE, note="amount")


def fraud(turn: Turn) -> None:
    """Somebody says they were defrauded: no demand, the fraud team, and what to do right now."""
    turn.note(FactKind.FRAUD)
    turn.note(FactKind.DISPUTE, about="fraud")
    if turn.heard.signal(Signal.COERCION):  # who took it may read this phone
        turn.say("utter_forced_loan", number=turn.help_line("emergency"), reveals=False)
        people.withdraw(turn)
    else:
        turn.say("utter_fraud_taken", reveals=False)
    turn.hand_off(HandoffReason.FRAUD)
