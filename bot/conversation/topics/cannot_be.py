"""A wish that cannot be as it was said: an amount of nothing, more than is owed, a year too far off.

What cannot be is named in a short sentence, beside what can.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import deal
from bot.conversation.groups import NO_PROMISE, PAYING
from bot.conversation.pairing import offered
from bot.conversation.position import owed_now
from bot.conversation.turn import Turn
from bot.model.words import Intent, Reason
from bot.understanding import absurd


def asked_back(turn: Turn) -> bool:
    """Name what cannot be and ask for what can; false when nothing is in the way."""
    text, heard = turn.message.text, turn.heard
    if not turn.verified or heard.has(*NO_PROMISE) or owed_now(turn).minor <= 0:
        return False
    said = absurd.nothing(text)
    if said and (heard.has(*PAYING) or (heard.dates and absurd.nothing_on_a_day(text, said))):
        turn.say("utter_amount_of_nothing", said=said, due=owed_now(turn))
        return True
    if _other_currency(turn) and heard.has(*PAYING, Intent.REQUEST_DEFERRAL):
        turn.say("utter_other_currency", due=owed_now(turn))
        return True
    day = _too_far(turn)
    if day:
        turn.say("utter_day_too_far", day=day)
        deal.show_choices(turn)
        return True
    return False


def _other_currency(turn: Turn) -> bool:
    """Whether a sum she would pay is in money that the account is not kept in."""
    own = turn.account.currency
    return any(each.currency not in (None, own) for each, _ in offered(turn.heard, turn.message.text))


def more_than_owed(turn: Turn) -> bool:
    """Say that less is enough, when she would pay more than is owed or all of it twice; the rest goes on."""
    if not turn.verified or owed_now(turn).minor <= 0 or turn.heard.has(*NO_PROMISE - {_DEBIT}):
        return False
    if turn.unit.books.active_plan(turn.account.id) is not None:
        return False
    text, due = turn.message.text, owed_now(turn)
    named = [(each.text, each.of(due)) for each in turn.heard.amounts if each.fraction is None]
    more = any(money and money > due and absurd.is_paid_with(text, words) for words, money in named)
    if not (absurd.twice_over(text) or (turn.heard.has(*PAYING) and (more or absurd.huge(text)))):
        return False
    if turn.heard.has(_DEBIT):  # "twice" sounds like a debit gone wrong
        reasons = tuple(each for each in turn.heard.reasons if each is not Reason.AUTODEBIT_FAILED)
        turn.heard = replace(turn.heard, reasons=reasons)
    turn.say("utter_more_than_due", due=due)
    return True


_DEBIT = Intent.REPORT_AUTODEBIT_PROBLEM


def _too_far(turn: Turn) -> str:
    """The day or year that lies further off than anything is ever arranged, as she said it."""
    year = absurd.far_year(turn.message.text, this_year=turn.today.year)
    near = year.isdigit() and abs(int(year) - owed_now(turn).decimal()) * 4 <= owed_now(turn).decimal()
    if not year or near or Reason.SUSPECTS_SCAM in turn.heard.reasons:
        return ""
    named = next((day.text for day in turn.heard.dates if str(day.start.year) in year), "")
    return named if year in named else year
