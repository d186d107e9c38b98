"""What is asked of the loan itself: all that is left, how long it runs, its rate, the next one beside a plan.

The arrears answer none of it. What the ledger has is said; the rest is in the contract or with a person.
"""

from __future__ import annotations

from bot.conversation import memory as stages
from bot.conversation import showing
from bot.conversation.topics import balance, consequences, gate, replying, to_a_person
from bot.conversation.turn import Turn
from bot.model.words import HandoffReason, Intent
from bot.understanding import loan_asked

MATTER = "whole_loan"
_SPLITS = (Intent.REQUEST_INSTALMENTS, Intent.OFFER_PARTIAL, Intent.REQUEST_DEFERRAL)


def whole(turn: Turn) -> bool:
    """All that is open on the loan, or what would close it; asked again, a person tells."""
    text = turn.message.text
    closes = loan_asked.asks_to_close_it(text)
    if not (closes or loan_asked.asks_all_that_is_left(text)) or turn.heard.has(*_SPLITS):
        return False
    if not gate.opened(turn):
        return True
    _begin(turn)
    state = turn.ledger
    known = state.outstanding > state.cure_amount
    if known:
        turn.say("utter_all_that_is_open", amount=state.outstanding)
    if known and not closes:
        _back(turn)
    elif turn.memory.once(MATTER):
        name = "utter_closing_is_a_persons" if known else "utter_whole_is_a_persons"
        turn.say(name, buttons=(to_a_person.button(MATTER),))
    else:
        turn.say("utter_handoff_requested", reveals=False)
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note=MATTER)
    return True


def how_long(turn: Turn) -> bool:
    """How many instalments are open by the schedule, and the day of the last."""
    shown = turn.memory.stage in (stages.OFFERING, stages.CONFIRMING)
    if not loan_asked.asks_how_long_it_runs(turn.message.text) or shown or balance.settled(turn):
        return False  # beside an arrangement its own payments are meant
    if not gate.opened(turn):
        return True
    _begin(turn)
    days = {row.due_on for row in turn.ledger.allocations if row.unpaid.minor > 0 and not row.charge}
    if days:
        turn.say("utter_payments_left", count=len(days), due_on=max(days))
    else:
        turn.say("utter_whole_is_a_persons", buttons=(to_a_person.button(MATTER),))
    return True


def rate(turn: Turn) -> bool:
    """The rate stands in the contract; of an arrangement on the table its own cost is said."""
    if not loan_asked.asks_the_rate(turn.message.text) or turn.heard.has(Intent.DISPUTE_AMOUNT):
        return False
    return _rate(turn)


def rate_alone(turn: Turn) -> bool:
    """The same where nothing else is asked, whatever so short a message sounds like."""
    return loan_asked.asks_nothing_but_the_rate(turn.message.text) and _rate(turn)


def _rate(turn: Turn) -> bool:
    if gate.opened(turn):
        table = turn.memory.stage == stages.CONFIRMING and turn.memory.pending is not None
        if not table:
            turn.say("utter_rate_in_contract")
        consequences.what_it_cost(turn)
    return True


def next_beside(turn: Turn) -> bool:
    """What becomes of the next regular instalment while what is late is split or put off: it stays."""
    state, memory = turn.ledger, turn.memory
    if not turn.verified or not loan_asked.asks_about_the_next_beside(turn.message.text):
        return False
    if turn.heard.amounts or state.next_due_on is None or not state.cure_amount:
        return False
    row = turn.unit.books.offer(memory.pending) if memory.pending else None
    if row is not None and sum(int(part["total"]) for part in row.body["parts"]) > state.cure_amount.minor:
        return False  # the arrangement moves the next one too, and says so itself
    if memory.stage not in (stages.OFFERING, stages.CONFIRMING) and not balance.settled(turn):
        return False
    turn.say("utter_next_comes_as_well", amount=state.next_due_amount, due_on=state.next_due_on)
    _back(turn)
    return True


def next_later(turn: Turn) -> bool:
    """The instalment that is not due yet is to move: a person's; what is on the table stays there."""
    state, memory = turn.ledger, turn.memory
    if not turn.verified or state.next_due_on is None or not state.cure_amount or turn.heard.amounts:
        return False
    text = turn.message.text
    named = [day for day in turn.heard.dates if day.is_one_day and day.start == state.next_due_on]
    if len(named) != len(turn.heard.dates) or not any(
        loan_asked.points_at_the_one_of(text, day.text) for day in named
    ):
        return False
    _begin(turn)
    table = memory.stage in (stages.OFFERING, stages.CONFIRMING)
    buttons = () if table else (to_a_person.button(MATTER),)
    turn.say(
        "utter_next_is_a_persons", amount=state.next_due_amount, due_on=state.next_due_on, buttons=buttons
    )
    if memory.stage == stages.OFFERING and memory.offers:
        showing.which_one(turn)
    _back(turn)
    return True


def _begin(turn: Turn) -> None:
    if turn.memory.stage == stages.NEW:
        turn.memory.stage = stages.TALKING


def _back(turn: Turn) -> None:
    if turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        replying.ask_for_a_yes(turn, turn.memory.pending)
