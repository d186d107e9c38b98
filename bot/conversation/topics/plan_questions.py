"""Questions about an arrangement, on the table or agreed: its own terms answer, and a yes is asked for."""

from __future__ import annotations

from datetime import date

from bot.conversation import memory as stages
from bot.conversation import ways_to_pay
from bot.conversation.topics import balance, consequences, gate, replying
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.rows import ShownOffer
from bot.model.words import Intent, Signal
from bot.understanding.plan_questions import PlanQuestion, asks_of_a_plan, forced
from bot.understanding.pointing import opens_with_yes

_BESIDE = frozenset({Signal.HARDSHIP, Signal.AGREED_HOURS, Signal.INCONVENIENT_TIME})
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
    if not {each.signal for each in turn.heard.signals} <= _BESIDE:
        return False
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
    asked = asks_of_a_plan(text)
    if asked is None or not _names_no_other(turn, row):
        return False
    if asked is PlanQuestion.LATE:
        turn.say(f"utter_{row.body['conditions']['if_broken']}")
    elif asked is PlanQuestion.EARLY:
        turn.say("utter_early_is_fine")
    elif not (turn.heard.has(Intent.AFFIRM) or opens_with_yes(text)):
        return False
    elif asked is PlanQuestion.HOW_PAID:
        part = row.body["parts"][0]
        amount = Money(int(part["total"]), turn.account.currency)
        turn.say("utter_how_it_is_paid", amount=amount, due_on=date.fromisoformat(part["due_on"]))
    elif asked is PlanQuestion.PROOF:
        turn.say("utter_receipt_on_agreeing")
    else:
        consequences.fees(turn)
        return True
    if turn.heard.has(Intent.ASK_CREDIT_IMPACT):
        turn.say(consequences.credit_words(turn))
    replying.ask_for_a_yes(turn, row.id)
    return True


def _names_no_other(turn: Turn, row: ShownOffer) -> bool:
    """Whether no day but the arrangement's, and no sum, is wished beside the question."""
    due = {date.fromisoformat(part["due_on"]) for part in row.body["parts"]}
    days = [day for day in turn.heard.dates if day.kind != "duration" and day.is_one_day]
    return not turn.heard.amounts and all(day.start in due or day.start == turn.today for day in days)


def _once_agreed(turn: Turn) -> bool:
    """Paying early is always fine, and comes with the way to pay; being late is what was agreed for it."""
    held = balance.arranged(turn)
    asked = asks_of_a_plan(turn.message.text) if held is not None else None
    if held is None or turn.heard.amounts:
        return False
    broken = consequences.if_broken(turn)
    if asked is PlanQuestion.EARLY and all(day.start <= turn.today for day in turn.heard.dates):
        turn.say("utter_early_any_time")
        ways_to_pay.show(turn, held.amount, agreed=True)
    elif asked is PlanQuestion.LATE and broken:
        turn.say(f"utter_{broken}")
    else:
        return False
    return True
