"""Once something is arranged: will I be reminded, is that all, yes to a colleague; or a payment is done."""

from __future__ import annotations

from datetime import date

from bot.conversation.topics import TOPICS, balance, short
from bot.conversation.turn import Turn
from bot.model.words import FactKind, Intent, PromiseStatus
from bot.understanding.after_agreeing import asks_for_a_reminder, asks_if_that_is_all, says_it_is_paid
from bot.understanding.short_replies import Short, read_short

_SHUT = frozenset({FactKind.OPT_OUT, FactKind.CEASE})


def answered(turn: Turn) -> bool:
    """Answer what people ask after a receipt; false when the message is about something else."""
    text = turn.message.text
    if not turn.verified or turn.message.press is not None or turn.heard.signals:
        return False
    if short.told_how_to_pay(turn) and says_it_is_paid(text):
        TOPICS[Intent.REPORT_PAID](turn)
    elif not balance.settled(turn):
        return False
    elif asks_for_a_reminder(text):
        _reminder(turn)
    elif asks_if_that_is_all(text):
        turn.say("utter_all_set", due_on=_next_day(turn))
    elif _yes(text) and short.only_offered(turn, Intent.REQUEST_HUMAN):
        TOPICS[Intent.REQUEST_HUMAN](turn)
    else:
        return False
    turn.memory.misses = 0
    return True


def _yes(text: str) -> bool:
    reply = read_short(text)
    return reply is not None and reply.kind is Short.YES


def _reminder(turn: Turn) -> None:
    """A reminder comes before each agreed day, unless she shut the door to us; the calendar rings anyway."""
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    shut = any(fact.kind in _SHUT for fact in facts)
    turn.say("utter_calendar_reminds" if shut else "utter_will_remind", due_on=_next_day(turn))


def _next_day(turn: Turn) -> date:
    """The next day on which something is to be paid, by the plan that runs or the promise that stands."""
    plan = turn.unit.books.active_plan(turn.account.id)
    if plan is not None:
        return next((day for day, _ in plan.parts if day >= turn.today), plan.parts[-1][0])
    promises = turn.unit.books.promises_of(turn.account.id)
    return [each.due_on for each in promises if each.status is PromiseStatus.OPEN][-1]
