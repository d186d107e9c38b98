"""Once something is arranged: will I be reminded, is that all, yes to a colleague; or a payment is done."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation import deal, wishes_on_file
from bot.conversation.topics import TOPICS, balance, consequences, short
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.words import FactKind, Intent
from bot.understanding.after_agreeing import (
    asks_for_a_reminder,
    asks_for_no_more_cost,
    asks_if_that_is_all,
    asks_what_follows_payment,
    asks_when_reminded,
    changes_something,
    other_days_instead,
    says_it_is_paid,
)
from bot.understanding.plain_yes import plain_yes
from bot.understanding.short_replies import Short, read_short
from bot.understanding.yes_beside import says_again

_SHUT = frozenset({FactKind.OPT_OUT, FactKind.CEASE, FactKind.MEDIA_BAN})


def answered(turn: Turn) -> bool:
    """Answer what people ask after a receipt; false when the message is about something else."""
    text = turn.message.text
    if not turn.verified or turn.message.press is not None or turn.heard.signals:
        return False
    if says_it_is_paid(text) and short.told_how_to_pay(turn):
        TOPICS[Intent.REPORT_PAID](turn)
    elif (asks_for_a_reminder(text) or asks_when_reminded(text)) and (held := balance.arranged(turn)):
        _reminder(turn, held)
    elif _may_say_it_again(turn) and (held := balance.arranged(turn)) and _is_of(turn, held):
        turn.say("utter_yes_as_arranged", due_on=held.due_on, amount=held.amount)
    elif other_days_instead(text) and balance.settled(turn):
        deal.settled_already(turn)
    elif asks_for_no_more_cost(text) and not turn.heard.amounts and (held := balance.arranged(turn)):
        _nothing_on_top(turn, held)
    elif asks_what_follows_payment(text) and consequences.once_paid(turn):
        pass
    elif asks_if_that_is_all(text) and (held := balance.arranged(turn)):
        turn.say("utter_all_set", due_on=held.due_on)
    elif turn.heard.has(Intent.THANK) and plain_yes(text) and balance.settled(turn):
        turn.say("utter_welcome", reveals=False)
    elif _yes(turn) and balance.settled(turn) and short.only_offered(turn, Intent.REQUEST_HUMAN):
        TOPICS[Intent.REQUEST_HUMAN](turn)
    else:
        return False
    turn.memory.misses = 0
    return True


_AS_ARRANGED = frozenset(
    {
        Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL, Intent.ASK_PLAN_STATUS, Intent.AFFIRM, Intent.THANK,
        Intent.GOODBYE, Intent.OFFER_PARTIAL,
    }
)  # fmt: skip


def _may_say_it_again(turn: Turn) -> bool:
    """Whether a day, with or without a sum, is only said once more; nothing new is made of it."""
    text, heard = turn.message.text, turn.heard
    if not heard.dates:
        return False
    named = [day.text for day in heard.dates] + [amount.text for amount in heard.amounts]
    same = _AS_ARRANGED.issuperset(heard.intents) and not changes_something(text)
    return same or says_again(text, named=named)


def _is_of(turn: Turn, held: balance.Arranged) -> bool:
    """Whether the days and sums named are those of what is arranged."""
    heard = turn.heard
    days = all(day.start <= held.due_on <= day.end for day in heard.dates)
    return days and all(amount.of(held.amount) == held.amount and not amount.per for amount in heard.amounts)


def _nothing_on_top(turn: Turn, held: balance.Arranged) -> None:
    """Paid as arranged it costs what was shown; no more than that is promised."""
    offer = turn.unit.books.offer(held.offer_id) if held.offer_id else None
    extra = Money(int(offer.body["extra_cost"]), held.amount.currency) if offer else None
    if extra is not None and extra.minor:
        turn.say("utter_arranged_costs", amount=extra)
    else:
        turn.say("utter_arranged_costs_nothing")


def _yes(turn: Turn) -> bool:
    """A yes to a colleague, however it is put ("yes ask them"): it agrees to no sum and no day."""
    reply = read_short(turn.message.text)
    if reply is not None:
        return reply.kind is Short.YES
    return turn.heard.intents == (Intent.AFFIRM,) and not (turn.heard.amounts or turn.heard.dates)


def _reminder(turn: Turn, held: balance.Arranged) -> None:
    """Promise a reminder only where one still comes and nothing is shut; the calendar rings anyway."""
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    shut = any(fact.kind in _SHUT for fact in facts)
    days = turn.house.offers.negotiation.remind_days_before
    comes = any(held.due_on - timedelta(days=before) > turn.today for before in days)
    if not comes or shut:
        turn.say("utter_calendar_reminds", due_on=held.due_on)
        return
    turn.say("utter_will_remind", due_on=held.due_on)
    if not wishes_on_file.say_hours_on_file(turn) and asks_when_reminded(turn.message.text):
        turn.say("utter_reminder_by_day", reveals=False)
