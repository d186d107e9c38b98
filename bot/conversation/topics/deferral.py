"""A few days more; another due day."""

from __future__ import annotations

from bot.conversation import another_due_day, deal
from bot.conversation import memory as stages
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.words import OfferKind
from bot.understanding.figures_asked import asks_the_next
from bot.understanding.latest_day import asks_the_latest


def later(turn: Turn) -> None:
    """She asks for more time on what is overdue; asked how long at most, the last day is named first."""
    if not gate.opened(turn):
        return
    if asks_the_latest(turn.message.text) and not turn.heard.amounts:
        deal.show_latest(turn)
    else:
        deal.ask_for(turn, OfferKind.DEFERRAL)


def due_day(turn: Turn) -> None:
    """She asks for another due day, say after payday."""
    if gate.opened(turn):
        if turn.ledger.next_due_on is not None and asks_the_next(turn.message.text):
            turn.say(
                "utter_next_instalment", due_on=turn.ledger.next_due_on, amount=turn.ledger.next_due_amount
            )
        if turn.borrower.payday and not turn.memory.wish.get("due_day"):
            turn.memory.wish = {"kind": OfferKind.CHANGE_DUE_DAY.value, "due_day": turn.borrower.payday}
        deal.ask_for(turn, OfferKind.CHANGE_DUE_DAY)


def later_ones(turn: Turn) -> bool:
    """Who asks what became of her due day for good hears it; what waits for a yes is shown again."""
    if not another_due_day.asked_of_it(turn):
        return False
    if turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        deal.choose(turn, turn.memory.pending)
    return True
