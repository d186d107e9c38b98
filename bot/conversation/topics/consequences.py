"""Fees, credit file, court, who will be told. Facts only, and never a threat."""

from __future__ import annotations

from bot.conversation import showing, ways_to_pay
from bot.conversation.cards import credit_by_the_facts
from bot.conversation.heard import payment_day
from bot.conversation.memory import CONFIRMING
from bot.conversation.topics import balance, gate
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.rows import ShownOffer
from bot.model.words import Intent
from bot.understanding.after_agreeing import asks_what_follows_payment
from bot.understanding.figures_asked import asks_the_parts, disputes_nothing, wonders_at_the_sum
from bot.understanding.outcomes_asked import asks_if_missed, fears_arrest
from bot.understanding.plan_questions import PlanQuestion, asks_of_a_plan


def credit_words(turn: Turn) -> str:
    """The response that says of credit reporting what is on file, asked alone or beside something else."""
    known = turn.account.credit_reported is not None
    return f"utter_{credit_by_the_facts(turn.account)}" if known else "utter_credit_impact"


def legal_words(turn: Turn) -> str:
    """The response that says what is known of legal steps; who fears to be locked up is calmed first."""
    return "utter_legal_no_fear" if fears_arrest(turn.message.text) else "utter_legal"


def general_words(turn: Turn) -> str:
    """The response that says what staying unpaid leads to."""
    unreported = turn.account.credit_reported is False
    return "utter_consequence_no_credit_file" if unreported else "utter_consequence"


def side_words(turn: Turn) -> str:
    """The same, asked beside something else; of an arrangement, what its own terms say."""
    broken = if_broken(turn) if asks_of_a_plan(turn.message.text) is PlanQuestion.LATE else None
    return f"utter_{broken}" if broken else general_words(turn)


def fees(turn: Turn) -> None:
    """Say what being late has cost, what the sum is made of, or what the arrangement on the table adds."""
    if not gate.opened(turn):
        return
    text = turn.message.text
    if wonders_at_the_sum(text) or asks_the_parts(text) or disputes_nothing(text):
        balance.made_of(turn)
        if turn.heard.has(Intent.ASK_HOW_TO_PAY):
            ways_to_pay.show_what_is_due(turn)
        return
    offer = _on_the_table(turn)
    if offer is not None:
        extra = Money(int(offer.body["extra_cost"]), turn.account.currency)
        buttons = showing.agree_buttons(offer.id)
        if extra.minor:
            turn.say("utter_arrangement_adds", amount=extra, buttons=buttons)
        else:
            turn.say("utter_arrangement_adds_nothing", buttons=buttons)
        return
    if turn.ledger.fees_due.minor > 0:
        turn.say("utter_fees", amount=turn.ledger.fees_due, record_at=turn.account.record_at)
    else:
        turn.say("utter_no_fees", record_at=turn.account.record_at)
    day = payment_day(turn.heard, today=turn.today)
    if day is not None and day.end > turn.today:
        turn.say("utter_fees_to_come")


def credit(turn: Turn) -> None:
    """Say what is known about credit reporting, and what is not."""
    if gate.opened(turn):
        turn.say(credit_words(turn))


def legal(turn: Turn) -> None:
    """No legal step is claimed that the record does not show."""
    if gate.opened(turn):
        turn.say(legal_words(turn))


def general(turn: Turn) -> None:
    """What happens if it stays unpaid, plainly; asked of an arrangement, what its own terms say."""
    if gate.opened(turn) and not (asks_what_follows_payment(turn.message.text) and once_paid(turn)):
        missed = asks_if_missed(turn.message.text) or asks_of_a_plan(turn.message.text) is PlanQuestion.LATE
        broken = if_broken(turn) if missed else None
        turn.say(f"utter_{broken}" if broken else general_words(turn))


def once_paid(turn: Turn) -> bool:
    """That all is well once it is paid, as arranged or today; false when it was paid already."""
    if turn.heard.amounts or turn.heard.has(Intent.REPORT_PAID):
        return False
    if balance.settled(turn):
        turn.say("utter_once_paid")
    elif turn.ledger.cure_amount.minor > 0:
        turn.say("utter_paid_today_is_all", amount=turn.ledger.cure_amount)
        if turn.ledger.next_due_on is not None:
            next_amount = turn.ledger.next_due_amount
            turn.say("utter_next_instalment", due_on=turn.ledger.next_due_on, amount=next_amount)
    else:
        return False
    if turn.heard.has(Intent.ASK_CREDIT_IMPACT):
        turn.say(credit_words(turn))
    return True


def if_broken(turn: Turn) -> str | None:
    """What the arrangement on the table, else the one that stands, says of a payment that is missed."""
    held = balance.arranged(turn)
    offer = _on_the_table(turn) or (turn.unit.books.offer(held.offer_id) if held and held.offer_id else None)
    return str(offer.body["conditions"]["if_broken"]) if offer is not None else None


def _on_the_table(turn: Turn) -> ShownOffer | None:
    pending = turn.memory.pending if turn.memory.stage == CONFIRMING else None
    return turn.unit.books.offer(pending) if pending else None


def collection(turn: Turn) -> None:
    """Nobody else is told; no visits are made by this assistant."""
    turn.say(privacy_words(turn), reveals=False)
    gate.next_step(turn)


def privacy_words(turn: Turn) -> str:
    """The response that says who is told; to a stranger it speaks of no matter of anybody's."""
    return "utter_privacy_promise" if turn.verified else "utter_no_visits"
