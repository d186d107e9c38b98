"""Fees, credit file, court, who will be told. Facts only, and never a threat."""

from __future__ import annotations

from bot.conversation.cards import credit_by_the_facts
from bot.conversation.memory import CONFIRMING
from bot.conversation.topics import gate, replying
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.understanding.asides import asks_if_missed, fears_arrest


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


def fees(turn: Turn) -> None:
    """Say what being late has cost so far; beside an arrangement on the table, what that adds."""
    if not gate.opened(turn):
        return
    pending = turn.memory.pending if turn.memory.stage == CONFIRMING else None
    offer = turn.unit.books.offer(pending) if pending else None
    if offer is not None:
        extra = Money(int(offer.body["extra_cost"]), turn.account.currency)
        buttons = replying.agree_buttons(offer.id)
        if extra.minor:
            turn.say("utter_arrangement_adds", amount=extra, buttons=buttons)
        else:
            turn.say("utter_arrangement_adds_nothing", buttons=buttons)
        return
    if turn.ledger.fees_due.minor > 0:
        turn.say("utter_fees", amount=turn.ledger.fees_due, record_at=turn.account.record_at)
    else:
        turn.say("utter_no_fees", record_at=turn.account.record_at)


def credit(turn: Turn) -> None:
    """Say what is known about credit reporting, and what is not."""
    if gate.opened(turn):
        turn.say(credit_words(turn))


def legal(turn: Turn) -> None:
    """No legal step is claimed that the record does not show."""
    if gate.opened(turn):
        turn.say(legal_words(turn))


def general(turn: Turn) -> None:
    """What happens if it stays unpaid, plainly; asked of a plan, what happens when it stops."""
    if not gate.opened(turn):
        return
    if asks_if_missed(turn.message.text):
        turn.say("utter_plan_ends_and_talk")
        turn.say("utter_broken_promise_talk")
    else:
        turn.say(general_words(turn))


def collection(turn: Turn) -> None:
    """Nobody else is told; no visits are made by this assistant."""
    turn.say("utter_privacy_promise", reveals=False)
    gate.next_step(turn)
