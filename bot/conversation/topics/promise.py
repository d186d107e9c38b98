"""I pay on Friday; half now and the rest on the fifteenth."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.words import OfferKind


def promise(turn: Turn) -> None:
    """She says when she pays: take it as a promise to be confirmed."""
    if gate.opened(turn):
        deal.ask_for(turn, OfferKind.PROMISE)


def partial(turn: Turn) -> None:
    """Some now, the rest later."""
    if gate.opened(turn):
        deal.ask_for(turn, OfferKind.PART_NOW)
