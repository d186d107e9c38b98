"""Can I split it; what can be done at all."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.words import OfferKind


def split(turn: Turn) -> None:
    """She asks for instalments."""
    if gate.opened(turn):
        deal.ask_for(turn, OfferKind.INSTALMENT)


def options(turn: Turn) -> None:
    """She asks for help without saying which: show what fits."""
    if gate.opened(turn):
        deal.show_choices(turn)
