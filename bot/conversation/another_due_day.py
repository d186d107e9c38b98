"""Another due day for good: what our own authority does not cover goes to a colleague, and she is told so.

Our arrangement moves the later instalments and takes what is overdue today. Who has nothing today gets her
day for what is overdue, and a colleague is asked about the other months.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.conversation import memory as stages
from bot.conversation.groups import CANNOT_NOW
from bot.conversation.heard import is_definite, payment_day
from bot.conversation.turn import Turn
from bot.conversation.wishes import KEPT
from bot.handoff.open_case import open_case
from bot.model.words import HandoffReason, OfferKind, Reason
from bot.offers.calendar import next_payday
from bot.offers.terms import Answer, AnswerStatus, Cadence, Payday
from bot.understanding.corrections import corrects
from bot.understanding.due_days import has_money_only_then, speaks_of_this_one

NOTE = "due_day"
"""What the desk is told the case is about; also kept among what the talk was told already."""


def this_one_first(turn: Turn, *, before: dict[str, Any]) -> None:
    """Where she cannot pay today, ask for her day for what is overdue, and pass on her wish for the rest.

    Args:
        turn: the turn; its wish is changed.
        before: what was wished before this message.
    """
    wish, text = turn.memory.wish, turn.message.text
    short = _is_short(turn) or has_money_only_then(text)
    if not _for_good(wish):
        if _for_good(before) and short and wish.get("by") and not corrects(text):
            _pass_on(turn, before["due_day"])
        return
    named = payment_day(turn.heard, today=turn.today)
    today_will_do = named is not None and named.start <= turn.today and not _is_short(turn)
    if today_will_do or not turn.ledger.cure_amount or not (short or speaks_of_this_one(text)):
        return
    day = _another_day(turn) or next_payday(Payday(Cadence.MONTHLY, wish["due_day"]), after=turn.today)
    kept = {key: wish[key] for key in KEPT if key in wish}
    turn.memory.wish = kept | {"kind": OfferKind.DEFERRAL.value, "by": day.isoformat(), "exact": True}
    _pass_on(turn, wish["due_day"])


def _for_good(wish: dict[str, Any]) -> bool:
    return wish.get("kind") == OfferKind.CHANGE_DUE_DAY.value and bool(wish.get("due_day"))


def _is_short(turn: Turn) -> bool:
    """Whether she has said why she cannot pay now, in this message or before."""
    return not CANNOT_NOW.isdisjoint({*map(Reason, turn.memory.reasons), *turn.heard.reasons})


def _another_day(turn: Turn) -> date | None:
    """The day to come that she names for what is due now: "this one on Friday, then always the 20th"."""
    day = payment_day(turn.heard, today=turn.today)
    return day.end if day is not None and is_definite(day) and day.end > turn.today else None


def _pass_on(turn: Turn, due_day: int) -> None:
    if turn.memory.once(NOTE):
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
