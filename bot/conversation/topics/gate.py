"""The gate before any account fact: who is verified, who is asked, and what comes next.

Verification is decided by our database and nothing else; no sentence, however it is worded, opens
the gate.
"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from bot.conversation import memory as stages
from bot.conversation.heard import Heard, from_record
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import FactKind, HandoffReason, Intent
from bot.understanding import check_asked
from bot.understanding.check_answers import is_birth_date_alone
from bot.understanding.corrections import corrects
from bot.understanding.plain_acts import names_the_rest

QUESTION_ORDER = ("phone_last4", "birth_date", "id_last4", "postcode")
NEEDED = 2
MAX_TRIES = 3
LOCK_TOLD = "check_locked"
ITS_ME = "hello"
"""The button of whoever says that she is there herself."""


def opened(turn: Turn) -> bool:
    """Whether account facts may be spoken of; when not, the message is parked and a question asked.

    The parked message is answered right after verification, so that nobody repeats themselves.
    """
    if turn.verified:
        return True
    turn.memory.figures += [re.sub(r"\D", "", amount.text) for amount in turn.heard.amounts]
    if turn.memory.parked is None:
        turn.memory.parked = turn.message.id
        if turn.memory.stage == stages.VERIFYING and turn.session.locked_at is None:
            turn.say("utter_verify_then_answer", reveals=False)
    elif corrects(turn.message.text):
        turn.memory.amended = turn.message.id
        turn.say("utter_corrected", reveals=False)
    elif _says_something_else(turn):
        _park_the_later(turn)
        turn.say("utter_verify_then_answer", reveals=False)
    ask(turn)
    return False


WISHES = frozenset(
    {
        Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL, Intent.OFFER_PARTIAL, Intent.REQUEST_INSTALMENTS,
        Intent.REQUEST_DUE_DAY_CHANGE, Intent.REQUEST_WAIVER,
    }
)  # fmt: skip
GRAVER = frozenset(
    {
        Intent.REPORT_PAID, Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT, Intent.REPORT_FRAUD,
        Intent.REPORT_AUTODEBIT_PROBLEM,
    }
)  # fmt: skip
"""What a later wish does not push aside."""


def _says_something_else(turn: Turn) -> bool:
    """Whether a later message says more than to ask again: a wish, or something graver."""
    if turn.heard.has(*GRAVER):
        return True
    if turn.heard.has(Intent.CORRECT_INFORMATION) and (turn.heard.dates or turn.heard.amounts):
        return True
    if names_the_rest(turn.message.text) and turn.heard.dates:
        return True
    parked = _parked(turn)
    return turn.heard.has(*WISHES) and not (parked.has(*GRAVER) and not parked.has(*WISHES))


def _park_the_later(turn: Turn) -> None:
    """Answer the later wish after the check; with the figures of the first where both are of one kind."""
    said, before = turn.heard.intents, _parked(turn)
    goes_on = before.has(*WISHES.intersection(said)) or names_the_rest(turn.message.text)
    if goes_on and not turn.heard.has(*GRAVER):
        turn.memory.amended = turn.message.id
    else:
        turn.memory.parked, turn.memory.amended = turn.message.id, None


def _parked(turn: Turn) -> Heard:
    """What the message that waits said."""
    waiting = turn.memory.parked
    return from_record(turn.unit.talks.inbound(waiting).understanding if waiting else None)


def ask(turn: Turn) -> None:
    """Ask the next verification question, or hand off when there is nothing to ask."""
    if locked(turn):
        turn.memory.once(LOCK_TOLD)
        turn.say("utter_check_locked", reveals=False)
        turn.hand_off(HandoffReason.VERIFICATION_FAILED, note="three wrong answers")
        return
    if another_today(turn):
        human = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
        turn.say("utter_another_was_here", buttons=(human,), reveals=False)
        return
    on_file = turn.unit.people.answers(turn.borrower.id)
    open_questions = [q for q in QUESTION_ORDER if q in on_file and q not in turn.memory.answered]
    known = [q for q in open_questions if f"{FORGOT}{q}" not in turn.memory.told]
    open_questions = known or open_questions
    if len(on_file) < NEEDED or not open_questions:
        turn.say("utter_verify_impossible", reveals=False)
        turn.hand_off(HandoffReason.VERIFICATION_FAILED, note="too few answers on file")
        return
    question = open_questions[0]
    first = turn.memory.stage != stages.VERIFYING
    turn.memory.stage, turn.memory.question = stages.VERIFYING, question
    if first:
        turn.say("utter_verify_why", reveals=False)
    turn.say(f"utter_verify_{question}", reveals=False)


FORGOT = "forgot:"
"""Notes beside a question of the check which she cannot answer; the others are asked first."""


def cannot_recall(turn: Turn) -> bool:
    """Go on to another answer on file, when she cannot recall the one asked for; else a person can help.

    Two answers are needed all the same, and whatever is answered counts as a try.
    """
    text = turn.message.text
    asked = turn.memory.question if turn.memory.stage == stages.VERIFYING else _named(text)
    if turn.verified or locked(turn) or asked is None:
        return False
    if turn.heard.signals or not check_asked.cannot_recall(text):
        return False
    turn.memory.misses = 0
    if _asks_another(turn, instead_of=asked):
        return True
    human = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
    turn.say("utter_verify_forgotten", buttons=(human,), reveals=False)
    return True


def _named(text: str) -> str | None:
    """The question that she cannot answer, said before any was asked: the digits of an old number."""
    return QUESTION_ORDER[0] if check_asked.names_the_number(text) else None


def _asks_another(turn: Turn, *, instead_of: str) -> bool:
    """Ask another question on file, when enough are left; false when there are too few."""
    turn.memory.once(f"{FORGOT}{instead_of}")
    on_file = turn.unit.people.answers(turn.borrower.id)
    others = [q for q in on_file if q in QUESTION_ORDER and f"{FORGOT}{q}" not in turn.memory.told]
    if len(set(others) | set(turn.memory.answered)) < NEEDED:
        return False
    turn.say("utter_verify_other", reveals=False)
    ask(turn)
    return True


def checked_already(turn: Turn) -> bool:
    """A day of birth written once more after the check is no payment and no day to pay."""
    if not turn.verified or not is_birth_date_alone(turn.message.text):
        return False
    turn.memory.misses = 0
    turn.say("utter_verify_done_already", reveals=False)
    next_step(turn)
    return True


def asks_the_calendar(turn: Turn) -> bool:
    """Whose birthday goes by the moon is told that the date on the ID is meant."""
    if not waits_for_answers(turn) or not check_asked.keeps_the_lunar_day(turn.message.text):
        return False
    turn.memory.misses = 0
    turn.say("utter_verify_as_on_id", reveals=False)
    ask(turn)
    return True


def rather_not(turn: Turn) -> bool:
    """Name the other ways to somebody who will not write the answers here: the number she knows, a person."""
    if not waits_for_answers(turn) or not check_asked.rather_not_say(turn.message.text):
        return False
    turn.memory.misses = 0
    human = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
    turn.say("utter_verify_another_way", buttons=(human,), reveals=False)
    return True


def waits_for_answers(turn: Turn) -> bool:
    """Whether answers to the check are waited for, and nothing graver was said instead."""
    waits = not turn.verified and turn.memory.stage == stages.VERIFYING and not locked(turn)
    return waits and not turn.heard.signals


def locked(turn: Turn) -> bool:
    """Whether nothing is compared any more: this device is locked, or all tries of the talk are used up."""
    return turn.session.locked_at is not None or turn.tries >= MAX_TRIES


HERE = "here"
"""The session on which somebody said that she is another person, beside the fact that she answered."""


def another_today(turn: Turn) -> bool:
    """Whether another person said so on this device today: what close people know opens nothing then."""
    zone = ZoneInfo(turn.borrower.timezone)
    return any(
        fact.kind is FactKind.THIRD_PARTY_ANSWERED
        and fact.detail.get(HERE) == turn.session.id
        and fact.at.astimezone(zone).date() == turn.today
        for fact in turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    )


def told_of_lock(turn: Turn) -> bool:
    """Tell a device once that the check is locked and who helps; false when it is not, or was told."""
    if turn.verified or not locked(turn) or not turn.memory.once(LOCK_TOLD):
        return False
    turn.say("utter_check_locked", reveals=False)
    return True


def next_step(turn: Turn) -> None:
    """Go on with what is open: verification, a confirmation, the choices, or the opening statement."""
    if not turn.verified:
        if turn.session.locked_at is None and not (turn.says and another_today(turn)):
            ask(turn)  # where somebody else was here today and nothing else is said, it says why it stops
        return
    if turn.memory.stage in (stages.NEW, stages.VERIFYING):
        state_debt(turn)


def state_debt(turn: Turn) -> None:
    """Say what is owed from the ledger, with the time of the record, and ask how things are."""
    from bot.conversation.topics import balance

    turn.memory.stage = stages.TALKING
    balance.statement(turn)
    if turn.overdue.minor > 0 and turn.unit.books.active_plan(turn.account.id) is None:
        turn.say("utter_ask_reason", buttons=STARTERS)


STARTERS = (
    Button("utter_button_pay_soon", f"intent:{Intent.PROMISE_TO_PAY}"),
    Button("utter_button_later", f"intent:{Intent.REQUEST_DEFERRAL}"),
    Button("utter_button_split", f"intent:{Intent.REQUEST_INSTALMENTS}"),
    Button("utter_button_paid", f"intent:{Intent.REPORT_PAID}"),
    Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}"),
)
