"""Can the late charges be waived."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.words import OfferKind


def waive(turn: Turn) -> None:
    """She asks for charges to be given up; policy says how much the bot may grant."""
    if gate.opened(turn):
        if turn.ledger.fees_due.minor > 0:
            turn.say("utter_fees", amount=turn.ledger.fees_due, record_at=turn.account.record_at)
        deal.ask_for(turn, OfferKind.WAIVER)
