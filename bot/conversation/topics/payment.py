"""I already paid; the automatic debit went wrong."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.conversation import memory as stages
from bot.conversation import ways_to_pay
from bot.conversation.topics import gate, replying
from bot.conversation.turn import Turn
from bot.model.loan import AccountLedger
from bot.model.money import Money
from bot.model.rows import PlanRow
from bot.model.talk import Button
from bot.model.words import FactKind, HandoffReason, Intent
from bot.understanding.arrival import asks_when_it_arrives, asks_which_day_counts
from bot.understanding.paid_partly import paid_partly


def paid(turn: Turn) -> None:
    """Check the ledger, say what is known and as of when, and stop the demand.

    When the payment is there, thank; when it is not there yet, or the bank took it back, open a
    reconciliation case and ask for nothing meanwhile. Within a plan the last payment is named with its day,
    since another may be on its way.
    """
    if not gate.opened(turn):
        return
    plan = turn.unit.books.active_plan(turn.account.id)
    if turn.overdue.minor <= 0 and plan is None:
        turn.say("utter_paid_confirmed", record_at=turn.account.record_at)
        return
    ledger = turn.unit.books.ledger(turn.account)
    recent = [p for p in ledger.payments if p.received_on >= turn.today - timedelta(days=10)]
    if plan is not None:  # what is put off is not paid: only money that came in since then tells
        agreed_on = plan.accepted_at.astimezone(ZoneInfo(turn.borrower.timezone)).date()
        recent = [p for p in recent if p.received_on >= agreed_on]
    last = recent[-1] if recent else None
    if last and plan is not None and _kept_so_far(turn, ledger, plan):
        turn.say(
            "utter_paid_in_plan",
            amount=Money(last.amount.minor, turn.account.currency),
            paid_on=last.received_on,
            record_at=turn.account.record_at,
        )
        return
    turn.note(FactKind.PAYMENT_CLAIMED)
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
    _say_the_rest_back(turn)
    turn.hand_off(HandoffReason.PAYMENT_CLAIM)


def _say_the_rest_back(turn: Turn) -> None:
    """A part paid and a day for the rest: both are said back, and the colleague who checks has both."""
    heard = turn.heard
    days = [day for day in heard.dates if day.is_one_day and day.start > turn.today]
    said = paid_partly(
        turn.message.text, sums=[each.text for each in heard.amounts], days=[day.text for day in days]
    )
    if said is None:
        return
    paid = None if said.paid is None else heard.amounts[said.paid].of(turn.overdue)
    to_come = None if said.to_come is None else heard.amounts[said.to_come].of(turn.overdue)
    due_on = days[said.day].start
    if paid is None and to_come is not None:
        turn.say("utter_sum_passed_on", amount=to_come, due_on=due_on)
    elif paid is None:
        turn.say("utter_rest_passed_on", due_on=due_on)
    elif paid >= turn.overdue:
        return
    elif to_come is None:
        turn.say("utter_part_and_rest_passed_on", paid=paid, due_on=due_on)
    else:
        turn.say("utter_two_sums_passed_on", paid=paid, amount=to_come, due_on=due_on)


def when_it_shows(turn: Turn) -> bool:
    """How long a payment takes until it is seen here; which day counts is for the contract."""
    text = turn.message.text
    arrives, counts = asks_when_it_arrives(text), asks_which_day_counts(text)
    if not (arrives or counts) or turn.heard.amounts:
        return False
    if not gate.opened(turn):
        return True
    turn.say("utter_when_it_shows")
    if counts:
        human = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
        turn.say("utter_which_day_counts", buttons=(human,))
    if turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        replying.ask_for_a_yes(turn, turn.memory.pending)
    return True


def _kept_so_far(turn: Turn, ledger: AccountLedger, plan: PlanRow) -> bool:
    """Whether all parts that were due came in, and nothing of it went back."""
    agreed_on = plan.accepted_at.astimezone(ZoneInfo(turn.borrower.timezone)).date()
    paid = {p.id: p.amount.minor for p in ledger.payments if p.received_on >= agreed_on}
    due = sum(minor for due_on, minor in plan.parts if due_on <= turn.today)
    return paid.keys().isdisjoint(each.payment for each in ledger.reversals) and sum(paid.values()) >= due


def autodebit(turn: Turn) -> None:
    """The debit failed: no blame; say how the account stands and how to pay now."""
    if not gate.opened(turn):
        return
    turn.say("utter_autodebit_sorry")
    ways_to_pay.show_what_is_due(turn)
