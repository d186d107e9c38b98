"""I pay on Friday; half now and the rest on the fifteenth."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.words import OfferKind
from bot.understanding.plain_acts import parts_principal_from_interest


def promise(turn: Turn) -> None:
    """She says when she pays: take it as a promise to be confirmed."""
    if gate.opened(turn):
        deal.ask_for(turn, OfferKind.PROMISE)


def partial(turn: Turn) -> None:
    """Some now, the rest later; the interest alone is no part that an offer can have."""
    if not gate.opened(turn):
        return
    alone = parts_principal_from_interest(turn.message.text) and not turn.heard.amounts
    if alone and not deal.settled_already(turn) and not deal.hardship_notice(turn):
        turn.say("utter_no_split_of_interest")
        deal.show_choices(turn, OfferKind.PART_NOW)
    elif not alone:
        deal.ask_for(turn, OfferKind.PART_NOW)
