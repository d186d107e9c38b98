"""A person was asked and has not come yet: she is not left without an answer, and is told when.

Once a person owns the conversation nothing is said here.
"""

from __future__ import annotations

from datetime import date

from bot.conversation import ways_to_pay
from bot.conversation.expected import expected
from bot.conversation.heard import is_definite, payment_day
from bot.conversation.topics import balance, care, consequences, need
from bot.conversation.turn import Turn
from bot.model.talk import Case
from bot.model.words import FactKind, HandoffReason, Intent, Signal
from bot.understanding.corrections import finds_it_right
from bot.understanding.figures_asked import asks_the_difference, disputes_nothing
from bot.understanding.while_waiting import (
    asks_if_proof_is_wanted,
    asks_if_we_call,
    asks_what_meanwhile,
    asks_why_money,
    calls_for_somebody,
)

SILENT = 3
"""Messages in a row after which a further one is acknowledged again, though it asks nothing."""


def answer(turn: Turn) -> None:
    """Answer somebody who waits: care again in a crisis, when a person comes, or that it was received."""
    case = turn.unit.cases.open_of(turn.conversation.id)
    reason = case.reason if case else None
    in_crisis = reason is HandoffReason.CRISIS
    if in_crisis and turn.heard.has(Intent.EXPRESS_DISTRESS):
        care.crisis(turn)
    elif need.where_food(turn):
        turn.say("utter_waiting_for_person", reveals=False)
    elif reason is HandoffReason.BEREAVEMENT and asks_why_money(turn.message.text):
        turn.say("utter_no_money_now", reveals=False)
    elif reason is HandoffReason.DISPUTE and _disputes_nothing(turn):
        _withdrawn(turn, case)
    elif reason in _OPEN_TO_A_DAY and _day_to_pay(turn) is not None:
        _with_day(turn, case)
    elif reason not in _NO_BUSINESS and asks_if_proof_is_wanted(turn.message.text):
        turn.say("utter_keep_the_proof", reveals=False)
    elif reason not in _NO_BUSINESS and _plainly(turn, case):
        return
    elif _calls(turn):
        if in_crisis:
            _in_care(turn)
        _say_when(turn, case)
    elif turn.memory.once("waiting") or turn.heard.has(Intent.REPORT_PAID) or _unanswered(turn) >= SILENT:
        if in_crisis:
            _in_care(turn)
        else:
            turn.say("utter_waiting_for_person", reveals=False)


_OPEN_TO_A_DAY = (HandoffReason.VULNERABLE, HandoffReason.DISPUTE, HandoffReason.REQUESTED)
"""Why a person is awaited where a day to pay is answered; in danger or grief nothing is said of money."""


_NO_BUSINESS = (HandoffReason.CRISIS, HandoffReason.BEREAVEMENT)
"""Why a person is awaited where no question of business is answered: only care, and when they come."""
_OPEN_TO_FACTS = frozenset(
    {
        HandoffReason.REQUESTED, HandoffReason.OUTSIDE_AUTHORITY, HandoffReason.NOT_UNDERSTOOD,
        HandoffReason.WEAK_PROMISE, HandoffReason.BROKEN_PROMISE, HandoffReason.DATA_RIGHTS,
    }
)  # fmt: skip
"""Why a person is awaited where the account is not in doubt, so that what is on file may be said of it."""
_NOT_PLAIN = (
    Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT, Intent.REPORT_FRAUD, Intent.REPORT_PAID, Intent.COMPLAIN,
    Intent.REPORT_HARASSMENT, Intent.EXPRESS_DISTRESS, Intent.STOP_CONTACT, Intent.THIRD_PARTY, Intent.ABUSE,
)  # fmt: skip


def _plainly(turn: Turn, case: Case | None) -> bool:
    """Answer a question that needs nobody's decision; true when that was done."""
    heard, text = turn.heard, turn.message.text
    if turn.message.press is not None or heard.has(*_NOT_PLAIN):
        return False
    facts = turn.verified and case is not None and case.reason in _OPEN_TO_FACTS and not _contested(turn)
    if heard.has(Intent.ASK_IF_SCAM):
        turn.say("utter_not_a_scam", reveals=False)
    elif heard.has(Intent.ASK_IF_BOT):
        turn.say("utter_i_am_automated_waiting", reveals=False)
    elif asks_if_we_call(text):
        turn.say("utter_answered_here", reveals=False)
        _say_when(turn, case)
        return True
    elif not (facts and _what_is_on_file(turn)):
        return False
    if heard.signal(Signal.HUMAN) is not None or heard.has(Intent.REQUEST_HUMAN):
        _say_when(turn, case)
    return True


def _contested(turn: Turn) -> bool:
    """Whether the debt or its amount is questioned on file, whatever the person was first asked for."""
    held = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    return any(fact.kind is FactKind.DISPUTE for fact in held)


def _what_is_on_file(turn: Turn) -> bool:
    """How to pay, how much, what is arranged, what meanwhile: as it stands, with the link where asked for."""
    heard = turn.heard
    if heard.has(Intent.ASK_HOW_TO_PAY):
        if not ways_to_pay.show_what_is_due(turn):
            balance.statement(turn)
    elif heard.has(Intent.ASK_AMOUNT):
        balance.statement(turn)
    elif heard.has(Intent.ASK_PLAN_STATUS) and balance.settled(turn):
        balance.plan_status(turn)
    elif heard.has(Intent.ASK_CREDIT_IMPACT):
        turn.say(consequences.credit_words(turn))
    elif asks_what_meanwhile(turn.message.text):
        turn.say("utter_meanwhile")
    else:
        return False
    return True


def _disputes_nothing(turn: Turn) -> bool:
    text = turn.message.text
    return finds_it_right(text) or disputes_nothing(text)


def _day_to_pay(turn: Turn) -> date | None:
    """The one day on which she would pay, when she says or asks it of her own accord."""
    day = payment_day(turn.heard, today=turn.today)
    wishes = turn.heard.has(Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL)
    return day.end if turn.verified and wishes and day is not None and is_definite(day) else None


def _with_day(turn: Turn, case: Case | None) -> None:
    """Her day reaches the colleague, and she is told so."""
    day = _day_to_pay(turn)
    if case is not None and day is not None:
        turn.unit.cases.note(case.id, brief={"would_pay_on": day.isoformat(), "message": turn.message.id})
    turn.say("utter_waiting_with_day", due_on=day, reveals=False)


def _withdrawn(turn: Turn, case: Case | None) -> None:
    """A figure questioned by mistake: a colleague reads it, with the day she names, and closes the check.

    Somebody not verified hears neither of an amount nor of a debt.
    """
    day = payment_day(turn.heard, today=turn.today)
    if case is not None:
        turn.unit.cases.note(case.id, brief={"note": "says the amount is right", "message": turn.message.id})
    if not turn.verified:
        turn.say("utter_waiting_for_person", reveals=False)
        return
    if day is not None and is_definite(day):
        turn.say("utter_amount_right_and_day", due_on=day.end)
    else:
        turn.say("utter_amount_right")
    if _asks_the_parts(turn):
        balance.parts(turn)
    if turn.heard.has(Intent.PROMISE_TO_PAY, Intent.ASK_HOW_TO_PAY, Intent.AFFIRM):
        ways_to_pay.show_what_is_due(turn)


def _asks_the_parts(turn: Turn) -> bool:
    return turn.heard.has(Intent.ASK_AMOUNT, Intent.ASK_FEES) or asks_the_difference(turn.message.text)


def _in_care(turn: Turn) -> None:
    if not care.may_name_a_line(turn):
        turn.say("utter_waiting_for_person", reveals=False)
        return
    turn.say("utter_waiting_in_care", line=turn.help_line("crisis"), reveals=False)


def _calls(turn: Turn) -> bool:
    """Whether she asks something, calls for us or for a person."""
    pressed = turn.message.press == f"intent:{Intent.REQUEST_HUMAN}"
    asked = turn.heard.has(Intent.REQUEST_HUMAN, Intent.GREET, Intent.ASK_IF_BOT)
    return (
        pressed
        or asked
        or turn.heard.signal(Signal.HUMAN) is not None
        or calls_for_somebody(turn.message.text)
    )


def _say_when(turn: Turn, case: Case | None) -> None:
    by = expected(turn, case)
    if by is None:
        turn.say("utter_waiting_longer", reveals=False)
    else:
        turn.say("utter_waiting_when", day=by, reveals=False)


def _unanswered(turn: Turn) -> int:
    """How many messages in a row, this one with them, got no answer."""
    count = 0
    for line in reversed(turn.unit.talks.lines(turn.conversation.id)):
        if line.direction == "out":
            break
        count += 1
    return count
