"""How much, how to pay, how the plan stands. Every figure comes from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation import showing, ways_to_pay
from bot.conversation.groups import CONTESTED, HARDSHIP
from bot.conversation.memory import CONFIRMING, NEW
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import Intent, PromiseStatus
from bot.understanding.figures_asked import asks_the_parts
from bot.understanding.paying import asks_for_the_link
from bot.understanding.ways_asked import asks_how_beside
from bot.understanding.yes_beside import opens_with_yes

RETURN_IS_NEWS = timedelta(days=14)


def statement(turn: Turn) -> None:
    """State the account as the ledger shows it, with the time of the record."""
    ledger = turn.ledger
    held = arranged(turn)
    if held is not None and held.runs:
        turn.say("utter_plan_running", due_on=held.due_on, amount=held.amount)
        return
    returned_lately(turn)
    if ledger.overdue.minor <= 0:
        turn.say("utter_nothing_overdue", record_at=turn.account.record_at)
    else:
        turn.say(
            "utter_state_overdue",
            amount=ledger.overdue,
            since=ledger.oldest_unpaid_due_on,
            days=ledger.days_past_due,
            record_at=turn.account.record_at,
        )
    if ledger.next_due_on is not None and ledger.next_due_amount is not None:
        turn.say("utter_next_instalment", due_on=ledger.next_due_on, amount=ledger.next_due_amount)


def returned_lately(turn: Turn) -> None:
    """Say which payment is not counted because the bank sent it back in the last days."""
    ledger = turn.unit.books.ledger(turn.account)
    since = turn.today - RETURN_IS_NEWS
    back = [each for each in ledger.reversals if since <= each.on <= turn.today]
    paid = {each.id: each for each in ledger.payments}
    if turn.ledger.cure_amount.minor <= 0 or not back or back[-1].payment not in paid:
        return
    turn.say(
        "utter_returned_note",
        amount=back[-1].amount,
        paid_on=paid[back[-1].payment].received_on,
        returned_on=back[-1].on,
    )


def parts(turn: Turn) -> bool:
    """Say what the sum is made of; false where nothing is due or only totals are on file."""
    cure = turn.ledger.cure
    if cure.total.minor <= 0 or not turn.ledger.allocations:
        return False
    turn.say(
        "utter_made_of",
        amount=cure.total,
        principal=cure.principal,
        interest=cure.interest,
        fees=cure.fees,
        record_at=turn.account.record_at,
    )
    return True


def made_of(turn: Turn) -> None:
    """Say what the sum is made of, and that a figure that looks wrong will be checked by a person."""
    if not parts(turn):
        statement(turn)
    wrong = Button("utter_button_amount_wrong", f"intent:{Intent.DISPUTE_AMOUNT}")
    turn.say("utter_if_a_figure_is_wrong", buttons=(wrong,))


def amount(turn: Turn) -> None:
    """Answer "how much"; asked as the first thing, it opens the talk."""
    if not gate.opened(turn):
        return
    if asks_the_parts(turn.message.text):
        made_of(turn)
    elif settled(turn):
        returned_lately(turn)
        plan_status(turn)
    elif turn.memory.stage == NEW:
        gate.state_debt(turn)
    else:
        statement(turn)


def link_at_once(turn: Turn) -> bool:
    """Give the link to who asks for it and pays today: nothing has to be agreed to for that."""
    heard = turn.heard
    text = turn.message.text
    asks = asks_for_the_link(text) or (bool(heard.dates) and asks_how_beside(text))
    if not turn.verified or heard.signals or not asks:
        return False
    if turn.memory.stage == CONFIRMING and turn.memory.pending and opens_with_yes(turn.message.text):
        return False  # beside half a yes to parts the whole is not what she wants a link for
    if (
        heard.amounts
        or (HARDSHIP | CONTESTED).intersection(heard.reasons)
        or any(d.end > turn.today for d in heard.dates)
    ):
        return False
    if heard.has(Intent.REPORT_PAID, Intent.DISPUTE_AMOUNT, Intent.DISPUTE_DEBT, Intent.REPORT_FRAUD):
        return False
    turn.memory.misses = 0
    return ways_to_pay.show_what_is_due(turn)


def how_to_pay(turn: Turn) -> None:
    """Say the ways to pay; a link is personal, so only to the right person."""
    if not gate.opened(turn):
        return
    if not ways_to_pay.show_what_is_due(turn):
        statement(turn)


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is arranged now: a plan that runs, or the promise that stands, with its next payment.

    ``reference`` is that of the receipt, ``offer_id`` the offer that was agreed to.
    """

    due_on: date
    amount: Money
    reference: str
    offer_id: str | None
    runs: bool


def arranged(turn: Turn) -> Arranged | None:
    """The plan that runs, else the open promise; None when nothing is arranged."""
    plan = turn.unit.books.active_plan(turn.account.id)
    if plan is not None:
        due_on, minor = next(((d, m) for d, m in plan.parts if d >= turn.today), plan.parts[-1])
        return Arranged(due_on, Money(minor, turn.account.currency), plan.id, plan.offer_id, runs=True)
    promises = turn.unit.books.promises_of(turn.account.id)
    held = next((each for each in reversed(promises) if each.status is PromiseStatus.OPEN), None)
    if held is None:
        return None
    amount = Money(held.amount, turn.account.currency)
    return Arranged(held.due_on, amount, held.id, held.offer_id, runs=False)


def settled(turn: Turn) -> bool:
    """Whether something is arranged already, so that a yes or a no asks for nothing new."""
    return arranged(turn) is not None


def plan_status(turn: Turn) -> None:
    """Say how the plan or the promise stands."""
    if not gate.opened(turn):
        return
    held = arranged(turn)
    if held is not None and not held.runs:
        turn.say("utter_promise_open", due_on=held.due_on, amount=held.amount)
        return
    if held is None and turn.memory.stage == CONFIRMING and turn.memory.pending:
        turn.say("utter_not_recorded_yet", buttons=showing.agree_buttons(turn.memory.pending))
        return
    if held is None and turn.overdue.minor > 0:
        turn.say("utter_nothing_arranged")
    statement(turn)
