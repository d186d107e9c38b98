"""Can the late charges be waived."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.words import OfferKind


def waive(turn: Turn) -> None:
    """She asks for charges to be given up; policy says how much the bot may grant."""
    if gate.opened(turn):
        deal.ask_for(turn, OfferKind.WAIVER)
