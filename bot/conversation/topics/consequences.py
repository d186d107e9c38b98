"""Fees, credit file, court, who will be told. Facts only, and never a threat."""

from __future__ import annotations

from bot.conversation import deal, showing, ways_to_pay
from bot.conversation.cards import credit_by_the_facts
from bot.conversation.heard import payment_day
from bot.conversation.memory import CONFIRMING, OFFERING
from bot.conversation.topics import balance, gate
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.rows import ShownOffer
from bot.model.words import Intent, OfferKind
from bot.understanding.about_us import asks_if_we_ring_her
from bot.understanding.after_agreeing import asks_what_follows_payment
from bot.understanding.figures_asked import asks_the_parts, disputes_nothing, wonders_at_the_sum
from bot.understanding.loan_asked import asks_what_the_failed_debit_costs, asks_what_waiting_costs
from bot.understanding.outcomes_asked import asks_if_she_may_tell, asks_of_harm, fears_arrest
from bot.understanding.plan_questions import PlanQuestion, asks_of_a_plan
from bot.understanding.unanswered import left_unanswered


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
    if not _only_worries(turn):
        return general_words(turn)
    return f"utter_{broken}" if (broken := if_broken(turn)) else TELL_ME


TELL_ME = "utter_tell_me_here"
TALKS = "broken_promise_talk"
"""The terms that invite her to talk already."""


def _only_worries(turn: Turn) -> bool:
    """Whether "what if" is no question after charges or the credit file: then neither is spoken of.

    Beside an arrangement or a choice shown it is a worry; alone it asks what not paying leads to.
    """
    text = turn.message.text
    if asks_of_harm(text):
        return False
    shown = turn.memory.stage in (CONFIRMING, OFFERING)
    return shown or asks_if_she_may_tell(text) or balance.settled(turn)


def calm(turn: Turn) -> None:
    """What if it cannot be kept: tell us here, and what the arrangement itself says; never a warning."""
    broken = if_broken(turn)
    if broken != TALKS or asks_if_she_may_tell(turn.message.text):
        turn.say(TELL_ME)
    if broken and not asks_if_she_may_tell(turn.message.text):
        turn.say(f"utter_{broken}")
    if turn.memory.stage == CONFIRMING and turn.memory.pending:
        turn.say("utter_confirm_again", buttons=showing.agree_buttons(turn.memory.pending))


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
    if asks_what_the_failed_debit_costs(text):
        _so_far(turn)
        if turn.memory.stage == CONFIRMING and turn.memory.pending:
            turn.say("utter_confirm_again", buttons=showing.agree_buttons(turn.memory.pending))
        return
    if _of_the_choices(turn):
        return
    if asks_what_waiting_costs(text) and _on_the_table(turn) is None and not balance.settled(turn):
        _price_of_waiting(turn)
        return
    if what_it_cost(turn):
        return
    day = payment_day(turn.heard, today=turn.today)
    if day is not None and day.end > turn.today:
        turn.say("utter_fees_to_come")


def _of_the_choices(turn: Turn) -> bool:
    """What being late has cost, and what the choices shown add; false while none are shown."""
    rows = [turn.unit.books.offer(each) for each in turn.memory.offers]
    if turn.memory.stage != OFFERING or not rows:
        return False
    _so_far(turn)
    free = all(row is not None and int(row.body["extra_cost"]) == 0 for row in rows)
    turn.say("utter_choices_add_nothing" if free else "utter_cost_stands_beside")
    showing.which_one(turn)
    return True


def fees_beside(turn: Turn) -> None:
    """The same, asked beside another question; beside a wish the terms of what is shown say it."""
    if turn.verified and turn.heard.has(Intent.ASK_FEES):
        fees(turn)


def unanswered(turn: Turn) -> bool:
    """A question that she says got no answer is answered."""
    from bot.conversation.topics import TOPICS

    asked = left_unanswered(turn.message.text)
    if asked is None or turn.heard.signals:
        return False
    TOPICS[asked](turn)
    return True


def what_it_cost(turn: Turn) -> bool:
    """What the arrangement on the table adds, and true; else what being late has cost so far."""
    offer = _on_the_table(turn)
    if offer is None:
        _so_far(turn)
        return False
    extra = Money(int(offer.body["extra_cost"]), turn.account.currency)
    buttons = showing.agree_buttons(offer.id)
    if extra.minor:
        turn.say("utter_arrangement_adds", amount=extra, buttons=buttons)
    else:
        turn.say("utter_arrangement_adds_nothing", buttons=buttons)
    return True


def _so_far(turn: Turn) -> None:
    if turn.ledger.fees_due.minor > 0:
        turn.say("utter_fees", amount=turn.ledger.fees_due, record_at=turn.account.record_at)
    else:
        turn.say("utter_no_fees", record_at=turn.account.record_at)


def _price_of_waiting(turn: Turn) -> None:
    """What a delay costs stands beside each one that may be had: those are the answer."""
    if payment_day(turn.heard, today=turn.today) is None:
        turn.say("utter_cost_stands_beside")
    deal.ask_for(turn, OfferKind.DEFERRAL)


def credit(turn: Turn) -> None:
    """Say what is known about credit reporting, and what is not."""
    if gate.opened(turn):
        turn.say(credit_words(turn))


def legal(turn: Turn) -> None:
    """No legal step is claimed that the record does not show."""
    if gate.opened(turn):
        turn.say(legal_words(turn))


def general(turn: Turn) -> None:
    """What happens if it stays unpaid, plainly, to who asks that; a worry about keeping to it is calmed."""
    if gate.opened(turn) and not (asks_what_follows_payment(turn.message.text) and once_paid(turn)):
        if _on_the_table(turn) is not None and asks_of_a_plan(turn.message.text) is PlanQuestion.COST:
            fees(turn)  # "do i lose money if i say yes"
        elif _only_worries(turn):
            calm(turn)
        else:
            turn.say(general_words(turn))


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
    """Nobody else is told, and no visits are made by this assistant; calls to her are hers to rule out."""
    if turn.verified and asks_if_we_ring_her(turn.message.text):
        turn.say("utter_calls_to_her")
        return
    turn.say(privacy_words(turn), reveals=False)
    gate.next_step(turn)


def privacy_words(turn: Turn) -> str:
    """The response that says who is told; to a stranger it speaks of no matter of anybody's."""
    return "utter_privacy_promise" if turn.verified else "utter_no_visits"
