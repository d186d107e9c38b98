"""A person was asked and has not come yet: she is not left without an answer, and is told when.

Once a person owns the conversation nothing is said here.
"""

from __future__ import annotations

import re
from datetime import date

from bot.conversation import ways_to_pay
from bot.conversation.expected import expected
from bot.conversation.heard import is_definite, payment_day
from bot.conversation.topics import balance, care, need
from bot.conversation.turn import Turn
from bot.model.talk import Case
from bot.model.words import HandoffReason, Intent, Signal
from bot.understanding.corrections import finds_it_right
from bot.understanding.figures_asked import asks_the_difference, disputes_nothing

SILENT = 3
"""Messages in a row after which a further one is acknowledged again, though it asks nothing."""
_CALLS = re.compile(
    r"[?？]|[吗呢嘛]\s*$|在不在|有人|人工|真人|怎么|什么时候|多久|几点|喂|你好|您好"
    r"|\b(?:hello|hi|hey|anyone|anybody|someone|somebody|real person|human|agent|when|how long|why)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"钱|[催还]|账|债|\b(?:money|pay|paying|payment|chas\w+|debt|owe|bill|loan|reminders?)\b", re.IGNORECASE
)
_TO_US = re.compile(r"[你您]们?|\b(?:you|your|why)\b", re.IGNORECASE)


def answer(turn: Turn) -> None:
    """Answer somebody who waits: care again in a crisis, when a person comes, or that it was received."""
    case = turn.unit.cases.open_of(turn.conversation.id)
    reason = case.reason if case else None
    in_crisis = reason is HandoffReason.CRISIS
    if in_crisis and turn.heard.has(Intent.EXPRESS_DISTRESS):
        care.crisis(turn)
    elif need.where_food(turn):
        turn.say("utter_waiting_for_person", reveals=False)
    elif reason is HandoffReason.BEREAVEMENT and _asks_why_money(turn):
        turn.say("utter_no_money_now", reveals=False)
    elif reason is HandoffReason.DISPUTE and _disputes_nothing(turn):
        _withdrawn(turn, case)
    elif reason in _OPEN_TO_A_DAY and _day_to_pay(turn) is not None:
        _with_day(turn, case)
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
    """A figure questioned by mistake: a colleague reads it, with the day she names, and closes the check."""
    day = payment_day(turn.heard, today=turn.today)
    if case is not None:
        turn.unit.cases.note(case.id, brief={"note": "says the amount is right", "message": turn.message.id})
    if day is not None and is_definite(day):
        turn.say("utter_amount_right_and_day", due_on=day.end, reveals=False)
    else:
        turn.say("utter_amount_right", reveals=False)
    if turn.verified and _asks_the_parts(turn):
        balance.parts(turn)
    if turn.verified and turn.heard.has(Intent.PROMISE_TO_PAY, Intent.ASK_HOW_TO_PAY, Intent.AFFIRM):
        ways_to_pay.show_what_is_due(turn)


def _asks_the_parts(turn: Turn) -> bool:
    return turn.heard.has(Intent.ASK_AMOUNT, Intent.ASK_FEES) or asks_the_difference(turn.message.text)


def _in_care(turn: Turn) -> None:
    turn.say("utter_waiting_in_care", line=turn.help_line("crisis"), reveals=False)


def _asks_why_money(turn: Turn) -> bool:
    text = turn.message.text
    return _MONEY.search(text) is not None and _TO_US.search(text) is not None


def _calls(turn: Turn) -> bool:
    """Whether she asks something, calls for us or for a person."""
    pressed = turn.message.press == f"intent:{Intent.REQUEST_HUMAN}"
    asked = turn.heard.has(Intent.REQUEST_HUMAN, Intent.GREET, Intent.ASK_IF_BOT)
    return (
        pressed
        or asked
        or turn.heard.signal(Signal.HUMAN) is not None
        or bool(_CALLS.search(turn.message.text))
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
