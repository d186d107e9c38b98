"""Questions about an arrangement, on the table or agreed: its own terms answer, and a yes is asked for."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversation import deal, ways_to_pay
from bot.conversation import memory as stages
from bot.conversation.heard import HeardDate
from bot.conversation.topics import balance, consequences, gate, replying
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.rows import ShownOffer
from bot.model.words import Intent, Owner, Signal
from bot.understanding.paying import asks_for_the_link
from bot.understanding.paying_early import decides_on_today, speaks_of_one_part, wants_to_pay_early
from bot.understanding.plain_reasons import cannot_pay
from bot.understanding.plan_questions import PlanQuestion, asks_of_a_plan, forced
from bot.understanding.yes_and_how import asks_how, asks_when_it_is_time
from bot.understanding.yes_beside import opens_with_yes

_BESIDE = frozenset({Signal.HARDSHIP, Signal.AGREED_HOURS, Signal.INCONVENIENT_TIME})
_CANNOT_BE_EARLY = (Intent.EXPRESS_DISTRESS, Intent.REQUEST_HUMAN, Intent.REQUEST_DUE_DAY_CHANGE)
_GRAVER = frozenset(
    {
        Intent.REPORT_PAID, Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT, Intent.REPORT_FRAUD, Intent.COMPLAIN,
        Intent.REPORT_AUTODEBIT_PROBLEM, Intent.REPORT_HARASSMENT, Intent.REQUEST_HUMAN, Intent.ABUSE,
        Intent.EXPRESS_DISTRESS, Intent.STOP_CONTACT,
    }
)  # fmt: skip


def answered(turn: Turn) -> bool:
    """Answer what is asked of the arrangement on the table, or of the one that stands; else false."""
    if not turn.verified or turn.heard.has(*_GRAVER):
        return False
    asks_the_cost = frozenset({Signal.DISPUTE}) if turn.heard.has(Intent.ASK_FEES) else frozenset()
    if not {each.signal for each in turn.heard.signals} <= _BESIDE | asks_the_cost:
        return False  # "会多收钱吗" sounds like a dispute and is a question
    pending = turn.memory.pending if turn.memory.stage == stages.CONFIRMING else None
    row = turn.unit.books.offer(pending) if pending else None
    done = _at_the_table(turn, row) if row is not None and row.body["parts"] else _once_agreed(turn)
    if done:
        turn.memory.misses = 0
    return done


def _at_the_table(turn: Turn, row: ShownOffer) -> bool:
    """Answer, and ask for the yes: it stays hers to give once she knows."""
    text = turn.message.text
    if forced(text):
        turn.memory.pending, turn.memory.stage = None, stages.TALKING
        turn.say("utter_no_need_to_agree", buttons=gate.STARTERS)
        return True
    if _decides_on_today(turn) and _names_no_other(turn, row) and not opens_with_yes(text):
        return ways_to_pay.show_what_is_due(turn)
    asked = asks_of_a_plan(text)
    if asked is None and turn.heard.has(Intent.ASK_FEES):
        asked = PlanQuestion.COST
    elif asked is None and asks_for_the_link(text):
        asked = PlanQuestion.HOW_PAID
    if asked is None or not _names_no_other(turn, row):
        return False
    if asked is PlanQuestion.LATE:
        consequences.calm(turn)
        return True
    if asked is PlanQuestion.AGREEING:
        _how_its_first_is_paid(turn, row)
        turn.say(f"utter_{row.body['conditions']['if_broken']}")
    elif asked is PlanQuestion.EARLY:
        turn.say("utter_early_is_fine")
    elif asked is PlanQuestion.START:
        _when_it_starts(turn, row)
    elif not (turn.heard.has(Intent.AFFIRM) or opens_with_yes(text) or _how_now(turn, row, asked)):
        return False
    elif asked is PlanQuestion.HOW_PAID:
        _how_its_first_is_paid(turn, row)
    elif asked is PlanQuestion.PROOF:
        turn.say("utter_receipt_on_agreeing")
    else:
        consequences.fees(turn)
        return True
    if turn.heard.has(Intent.ASK_CREDIT_IMPACT):
        turn.say(consequences.credit_words(turn))
    replying.ask_for_a_yes(turn, row.id)
    return True


def _decides_on_today(turn: Turn) -> bool:
    """Whether she makes up her mind to pay all of it today, whatever other day was spoken of."""
    text = turn.message.text
    return decides_on_today(text) and not speaks_of_one_part(text) and not cannot_pay(text)


def _when_it_starts(turn: Turn, row: ShownOffer) -> None:
    """When the first part is due, and the regular instalment where it comes before."""
    part = row.body["parts"][0]
    due_on = date.fromisoformat(part["due_on"])
    turn.say("utter_starts_on", amount=Money(int(part["total"]), turn.account.currency), due_on=due_on)
    next_on, next_amount = turn.ledger.next_due_on, turn.ledger.next_due_amount
    if next_on is not None and next_amount is not None and next_on <= due_on:
        turn.say("utter_next_instalment", due_on=next_on, amount=next_amount)


def _how_now(turn: Turn, row: ShownOffer, asked: PlanQuestion) -> bool:
    """Whether the way to pay is asked for what is due today, or for the first of several parts.

    All of it on a later day may as well be paid now: then the link for all of it answers, elsewhere.
    """
    first = date.fromisoformat(row.body["parts"][0]["due_on"])
    return asked is PlanQuestion.HOW_PAID and (len(row.body["parts"]) > 1 or first <= turn.today)


def _how_its_first_is_paid(turn: Turn, row: ShownOffer) -> None:
    """How the first part is paid; all of it today with the link at once, since no yes is needed for that."""
    part = row.body["parts"][0]
    amount, due_on = Money(int(part["total"]), turn.account.currency), date.fromisoformat(part["due_on"])
    if due_on <= turn.today and len(row.body["parts"]) == 1:
        ways_to_pay.show(turn, amount)
    else:
        turn.say("utter_how_it_is_paid", amount=amount, due_on=due_on)


def _names_no_other(turn: Turn, row: ShownOffer) -> bool:
    """Whether no day but the arrangement's, and no sum, is wished beside the question."""
    due = {date.fromisoformat(part["due_on"]) for part in row.body["parts"]}
    days = [day for day in turn.heard.dates if day.kind != "duration" and day.is_one_day]
    return not turn.heard.amounts and all(day.start in due or day.start == turn.today for day in days)


def _once_agreed(turn: Turn) -> bool:
    """Paying early is always fine, and comes with the way to pay; being late is what was agreed for it."""
    if turn.conversation.owner is not Owner.BOT:
        return False
    if any(amount.fraction != 1 for amount in turn.heard.amounts):
        return False
    text = turn.message.text
    asked = asks_of_a_plan(text)
    early = asked is PlanQuestion.EARLY or wants_to_pay_early(text) or _decides_on_today(turn)
    how, late, now = asks_how(text), asked is PlanQuestion.LATE, _may_pay_now(turn)
    held = balance.arranged(turn) if early or how or late or now else None
    if held is None:
        return False
    return (
        (early and _early(turn, held))
        or (how and _how_then(turn, held))
        or (now and _today(turn, held))
        or (late and _late(turn))
    )


def _may_pay_now(turn: Turn) -> bool:
    """Whether a day stands in a message that may want to pay on it."""
    asks = turn.heard.has(Intent.REQUEST_DEFERRAL, Intent.PROMISE_TO_PAY, Intent.ASK_HOW_TO_PAY)
    return asks and bool(turn.heard.dates)


def _early(turn: Turn, held: balance.Arranged) -> bool:
    """Before its day: all that is left, with the link for it; of one part, the link for that part."""
    days = [day for day in turn.heard.dates if day.kind != "duration"]
    if any(day.start > held.due_on for day in days) or turn.heard.has(*_CANNOT_BE_EARLY):
        return False
    rest = ways_to_pay.left_over(turn)
    if speaks_of_one_part(turn.message.text) or rest.minor <= 0:
        turn.say("utter_early_any_time")
        ways_to_pay.show(turn, held.amount, agreed=True)
    else:
        ways_to_pay.show(turn, rest, early=True)
    return True


def _how_then(turn: Turn, held: balance.Arranged) -> bool:
    """How to pay on the day that is arranged: in the app, or with a link from here."""
    days = turn.heard.dates
    if not days and not asks_when_it_is_time(turn.message.text):
        return False
    if turn.heard.amounts or turn.heard.has(Intent.DENY):
        return False
    if not all(day.start <= held.due_on <= day.end for day in days):
        return False
    if held.due_on <= turn.today:
        ways_to_pay.show(turn, held.amount, agreed=True)
    else:
        turn.say("utter_how_it_is_paid", amount=held.amount, due_on=held.due_on)
    return True


def _today(turn: Turn, held: balance.Arranged) -> bool:
    """On the day itself "its friday today, can do it now" wants the link and no other arrangement."""
    days = turn.heard.dates
    if held.due_on != turn.today:
        return False
    if len(days) == 1 and _same_day_next_week(turn, days[0]):
        turn.say("utter_day_is_today", due_on=held.due_on, buttons=deal.day_buttons([days[0].start]))
        ways_to_pay.show(turn, held.amount, agreed=True)
        return True
    if not turn.heard.has(Intent.PROMISE_TO_PAY, Intent.ASK_HOW_TO_PAY) or turn.heard.has(Intent.DENY):
        return False
    if any(not day.is_one_day or day.start != turn.today for day in days) or cannot_pay(turn.message.text):
        return False
    ways_to_pay.show(turn, held.amount, agreed=True)
    return True


def _same_day_next_week(turn: Turn, day: HeardDate) -> bool:
    """Whether "Friday", said on a Friday, was read as the next one; it may as well be today."""
    return not day.firm and day.is_one_day and day.start == turn.today + timedelta(days=7)


def _late(turn: Turn) -> bool:
    if turn.heard.amounts or not consequences.if_broken(turn):
        return False
    consequences.calm(turn)
    return True


def once_agreed(turn: Turn) -> bool:
    """The same, looked for before what is said after a receipt; false while something is on the table."""
    if turn.message.press is not None or turn.memory.stage == stages.CONFIRMING:
        return False
    return answered(turn)
