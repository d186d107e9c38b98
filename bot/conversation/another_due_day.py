"""Another due day for good: what our own authority does not cover goes to a colleague, and she is told so.

Our arrangement moves the later instalments and takes what is overdue today. Who has nothing today gets her
day for what is overdue, and a colleague is asked about the other months.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.conversation import memory as stages
from bot.conversation.groups import CANNOT_NOW
from bot.conversation.heard import is_definite
from bot.conversation.pairing import only_to_pay_on
from bot.conversation.turn import Turn
from bot.conversation.wishes import KEPT
from bot.handoff.open_case import open_case
from bot.model.words import HandoffReason, Intent, OfferKind, Reason
from bot.offers.calendar import next_payday
from bot.offers.terms import Answer, AnswerStatus, Cadence, Payday
from bot.understanding.corrections import corrects
from bot.understanding.due_days import (
    asks_of_later_ones,
    beside_it,
    due_day,
    has_money_only_then,
    speaks_of_this_one,
    wages_beside,
)

NOTE = "due_day"
"""What the desk is told the case is about; with the day also kept among what the talk was told already."""


def this_one_first(turn: Turn, *, before: dict[str, Any]) -> None:
    """Where she cannot pay today, ask for her day for what is overdue, and pass on her wish for the rest.

    Args:
        turn: the turn; its wish is changed.
        before: what was wished before this message.
    """
    wish, text = turn.memory.wish, turn.message.text
    short = _is_short(turn) or has_money_only_then(text) or _wages_to_come(turn)
    if not _for_good(wish):
        only_this = speaks_of_this_one(text) or (short and not corrects(text))
        if _for_good(before) and wish.get("by") and only_this:
            _pass_on(turn, before["due_day"])
        return
    if not turn.ledger.cure_amount:
        return
    if before.get("by") and before.get("kind") in _PUT_OFF and not corrects(text):
        turn.memory.wish = before  # what is due now has its day already
    else:
        day = _its_own_day(turn)
        if (day is None or day <= turn.today) and (short or (day is None and speaks_of_this_one(text))):
            day = next_payday(Payday(Cadence.MONTHLY, wish["due_day"]), after=turn.today)
        if day is None or day <= turn.today:
            return
        kept = {key: wish[key] for key in KEPT if key in wish}
        put_off = {"kind": OfferKind.DEFERRAL.value, "by": day.isoformat(), "exact": True}
        turn.memory.wish = kept | put_off
    _pass_on(turn, wish["due_day"])


_PUT_OFF = (OfferKind.PROMISE.value, OfferKind.DEFERRAL.value)


def said_beside(turn: Turn, main: Intent) -> None:
    """Pass on a due day wished for good beside something else that is answered first."""
    named = due_day(turn.message.text)
    beside = main is not Intent.REQUEST_DUE_DAY_CHANGE and turn.heard.has(Intent.REQUEST_DUE_DAY_CHANGE)
    if turn.verified and beside and named and beside_it(turn.message.text) and turn.ledger.cure_amount:
        _pass_on(turn, named)


def asked_of_it(turn: Turn) -> bool:
    """Who asks what became of her wish for the other months hears that a colleague has it."""
    told = next((note for note in turn.memory.told if note.startswith(f"{NOTE}:")), None)
    if told is None or not turn.verified or not asks_of_later_ones(turn.message.text):
        return False
    turn.say("utter_due_day_passed_on", due_day=int(told.removeprefix(f"{NOTE}:")))
    return True


def _for_good(wish: dict[str, Any]) -> bool:
    return wish.get("kind") == OfferKind.CHANGE_DUE_DAY.value and bool(wish.get("due_day"))


def _is_short(turn: Turn) -> bool:
    """Whether she has said why she cannot pay now, in this message or before."""
    return not CANNOT_NOW.isdisjoint({*map(Reason, turn.memory.reasons), *turn.heard.reasons})


def _wages_to_come(turn: Turn) -> bool:
    """Whether she says that her wages come on a day still ahead."""
    told = wages_beside(turn.message.text)
    return any(
        each.start > turn.today and any(each.text in part for part in told) for each in turn.heard.dates
    )


def _its_own_day(turn: Turn) -> date | None:
    """The day that she names for what is due now: "this one on Friday, then always the 20th"."""
    apart = beside_it(turn.message.text)
    to_pay = only_to_pay_on(turn.heard, turn.message.text).dates
    days = [each for each in to_pay if any(each.text in part for part in apart)]
    return next((each.end for each in reversed(days) if is_definite(each)), None)  # "not the 20th, the 31st"


def _pass_on(turn: Turn, due_day: int) -> None:
    if turn.memory.once(f"{NOTE}:{due_day}"):
        turn.say("utter_due_day_passed_on", due_day=due_day)
        open_case(turn, HandoffReason.OUTSIDE_AUTHORITY, note=NOTE, bot_goes_on=True)


def for_a_person(turn: Turn, answer: Answer) -> bool:
    """Say of a due day for good that it is beyond our authority, when the next is due, and who may grant it.

    Another date for this one payment is no answer to it, so none is shown.
    """
    named = turn.memory.wish.get("due_day")
    late = answer.reason == "too_many_days" and answer.status is not AnswerStatus.ACCEPTED
    if not _for_good(turn.memory.wish) or not late:
        return False
    memory = turn.memory
    memory.stage, memory.offers, memory.pending = stages.TALKING, [], None
    if turn.ledger.next_due_on is not None and not turn.said("utter_next_instalment"):
        turn.say("utter_next_instalment", due_on=turn.ledger.next_due_on, amount=turn.ledger.next_due_amount)
    turn.say("utter_due_day_for_a_person", due_day=named)
    turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note=NOTE)
    return True
