"""Less than is owed, and then it is over: said plainly that nothing is agreed, and who may look at it."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation import memory as stages
from bot.conversation.topics import gate, to_a_person
from bot.conversation.turn import Turn
from bot.model.words import HandoffReason, Intent
from bot.understanding.settling import settles_for_less, that_ends_it

MATTER = "settlement"


def answered(turn: Turn) -> bool:
    """Answer who wants to end it for less; nothing is shown that a yes could take for an agreement to it.

    What was on the table is taken off it. Asked again, it goes to a person at once.
    """
    if not asked_for(turn):
        return False
    if not gate.opened(turn) or deal.hardship_notice(turn):
        return True
    memory = turn.memory
    memory.pending, memory.offers, memory.wish, memory.stage = None, [], {}, stages.TALKING
    if memory.once(MATTER):
        turn.say("utter_no_settlement", buttons=(to_a_person.button(MATTER),))
    else:
        turn.say("utter_no_settlement_again")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note=MATTER)
    return True


def asked_for(turn: Turn) -> bool:
    """Whether she wants less to end it: in so many words, or by a sum below what is due that "clears it"."""
    text = turn.message.text
    for_less = settles_for_less(text)
    if not for_less and not that_ends_it(text):
        return False
    if turn.heard.has(Intent.REPORT_PAID, Intent.DISPUTE_DEBT, Intent.REPORT_FRAUD):
        return False
    due = turn.ledger.cure_amount
    said = [amount.of(due) for amount in turn.heard.amounts if not amount.per and amount.fraction != 1]
    sums = [amount for amount in said if amount is not None]
    if for_less:
        named = sum(amount.minor for amount in sums)
        return named < due.minor or due.minor < named < turn.ledger.outstanding.minor
    if not sums:
        return False
    several = len(turn.heard.dates) > 1 or turn.heard.lead is Intent.UNSURE
    return not several and 0 < sum(amount.minor for amount in sums) < due.minor
