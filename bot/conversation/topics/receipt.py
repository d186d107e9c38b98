"""The receipt once more: of the plan that runs, else of the open promise; or that there is none yet."""

from __future__ import annotations

from bot.conversation.topics import balance, gate
from bot.conversation.turn import Turn
from bot.receipts.links import receipt_links
from bot.understanding.receipt_words import asks_for_receipt


def answered(turn: Turn) -> bool:
    """Show the receipt again to the person whose it is; false when something else was asked."""
    if turn.message.press is not None or not asks_for_receipt(turn.message.text):
        return False
    turn.memory.misses = 0
    if not gate.opened(turn):
        return True
    held = balance.arranged(turn)
    if held is None:
        turn.say("utter_no_receipt_yet", reveals=False)
        return True
    reference = held.reference
    shown = turn.unit.books.offer(held.offer_id) if held.offer_id else None
    links = receipt_links(turn.house, reference, now=turn.now)
    card = None
    if shown is not None:
        card = {**shown.body, "kind": "receipt", "reference": reference, "pdf": links.pdf, "ics": links.ics}
    turn.say("utter_receipt_again", card=card, reference=reference[:8].upper(), pdf=links.pdf, ics=links.ics)
    return True
