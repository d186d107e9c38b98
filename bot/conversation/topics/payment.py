"""I already paid; the automatic debit went wrong."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation import ways_to_pay
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.words import FactKind, HandoffReason


def paid(turn: Turn) -> None:
    """Check the ledger, say what is known and as of when, and stop the demand.

    When the payment is there, thank; when it is not there yet, or the bank took it back, open a
    reconciliation case and ask for nothing meanwhile.
    """
    if not gate.opened(turn):
        return
    if turn.overdue.minor <= 0:
        turn.say("utter_paid_confirmed", record_at=turn.account.record_at)
        return
    turn.note(FactKind.PAYMENT_CLAIMED)
    ledger = turn.unit.books.ledger(turn.account)
    recent = [p for p in ledger.payments if p.received_on >= turn.today - timedelta(days=10)]
    last = recent[-1] if recent else None
    returned = [r for r in ledger.reversals if last and r.payment == last.id and r.on <= turn.today]
    if last and returned:
        turn.say(
            "utter_paid_returned",
            amount=Money(sum(r.amount.minor for r in returned), turn.account.currency),
            paid_on=last.received_on,
            returned_on=returned[-1].on,
            record_at=turn.account.record_at,
        )
    elif last:
        turn.say(
            "utter_paid_partly_seen",
            amount=Money(last.amount.minor, turn.account.currency),
            paid_on=last.received_on,
            record_at=turn.account.record_at,
        )
    else:
        turn.say("utter_paid_not_seen", record_at=turn.account.record_at)
    turn.hand_off(HandoffReason.PAYMENT_CLAIM)


def autodebit(turn: Turn) -> None:
    """The debit failed: no blame; say how the account stands and how to pay now."""
    if not gate.opened(turn):
        return
    turn.say("utter_autodebit_sorry")
    ways_to_pay.show_what_is_due(turn)
