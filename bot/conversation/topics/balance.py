"""How much, how to pay, how the plan stands. Every figure comes from the ledger."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation import ways_to_pay
from bot.conversation.memory import NEW
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import Intent, PromiseStatus

RETURN_IS_NEWS = timedelta(days=14)


def statement(turn: Turn) -> None:
    """State the account as the ledger shows it, with the time of the record."""
    ledger = turn.ledger
    plan = turn.unit.books.active_plan(turn.account.id)
    if plan is not None:
        due_on, minor = next(((d, m) for d, m in plan.parts if d >= turn.today), plan.parts[-1])
        turn.say("utter_plan_running", due_on=due_on, amount=Money(minor, turn.account.currency))
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


def made_of(turn: Turn) -> None:
    """Say what the sum is made of, and that a figure that looks wrong will be checked by a person."""
    ledger = turn.ledger
    wrong = Button("utter_button_amount_wrong", f"intent:{Intent.DISPUTE_AMOUNT}")
    if ledger.cure_amount.minor <= 0 or not ledger.allocations:
        statement(turn)
        turn.say("utter_if_a_figure_is_wrong", buttons=(wrong,))
        return
    parts = ledger.cure
    turn.say(
        "utter_made_of",
        amount=parts.total,
        principal=parts.principal,
        interest=parts.interest,
        fees=parts.fees,
        record_at=turn.account.record_at,
    )
    turn.say("utter_if_a_figure_is_wrong", buttons=(wrong,))


def amount(turn: Turn) -> None:
    """Answer "how much"; asked as the first thing, it opens the talk."""
    if not gate.opened(turn):
        return
    if settled(turn):
        returned_lately(turn)
        plan_status(turn)
    elif turn.memory.stage == NEW:
        gate.state_debt(turn)
    else:
        statement(turn)


def how_to_pay(turn: Turn) -> None:
    """Say the ways to pay; a link is personal, so only to the right person."""
    if not gate.opened(turn):
        return
    if not ways_to_pay.show_what_is_due(turn):
        statement(turn)


def settled(turn: Turn) -> bool:
    """Whether something is arranged already, so that a yes or a no asks for nothing new."""
    if turn.unit.books.active_plan(turn.account.id) is not None:
        return True
    return any(p.status is PromiseStatus.OPEN for p in turn.unit.books.promises_of(turn.account.id))


def plan_status(turn: Turn) -> None:
    """Say how the plan or the promise stands."""
    if not gate.opened(turn):
        return
    promises = [p for p in turn.unit.books.promises_of(turn.account.id) if p.status.value == "open"]
    if turn.unit.books.active_plan(turn.account.id) is None and promises:
        last = promises[-1]
        turn.say("utter_promise_open", due_on=last.due_on, amount=Money(last.amount, turn.account.currency))
        return
    statement(turn)
