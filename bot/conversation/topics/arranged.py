"""Once something is arranged: will I be reminded, is that all, yes to a colleague; or a payment is done."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.topics import TOPICS, balance, short
from bot.conversation.turn import Turn
from bot.model.words import FactKind, Intent
from bot.understanding.after_agreeing import asks_for_a_reminder, asks_if_that_is_all, says_it_is_paid
from bot.understanding.short_replies import Short, read_short

_SHUT = frozenset({FactKind.OPT_OUT, FactKind.CEASE, FactKind.MEDIA_BAN})


def answered(turn: Turn) -> bool:
    """Answer what people ask after a receipt; false when the message is about something else."""
    text = turn.message.text
    if not turn.verified or turn.message.press is not None or turn.heard.signals:
        return False
    if says_it_is_paid(text) and short.told_how_to_pay(turn):
        TOPICS[Intent.REPORT_PAID](turn)
    elif asks_for_a_reminder(text) and (held := balance.arranged(turn)):
        _reminder(turn, held)
    elif asks_if_that_is_all(text) and (held := balance.arranged(turn)):
        turn.say("utter_all_set", due_on=held.due_on)
    elif _yes(text) and balance.settled(turn) and short.only_offered(turn, Intent.REQUEST_HUMAN):
        TOPICS[Intent.REQUEST_HUMAN](turn)
    else:
        return False
    turn.memory.misses = 0
    return True


def _yes(text: str) -> bool:
    reply = read_short(text)
    return reply is not None and reply.kind is Short.YES


def _reminder(turn: Turn, held: balance.Arranged) -> None:
    """Promise a reminder only where one still comes and nothing is shut; the calendar rings anyway."""
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    shut = any(fact.kind in _SHUT for fact in facts)
    days = turn.house.offers.negotiation.remind_days_before
    comes = any(held.due_on - timedelta(days=before) > turn.today for before in days)
    turn.say("utter_will_remind" if comes and not shut else "utter_calendar_reminds", due_on=held.due_on)
