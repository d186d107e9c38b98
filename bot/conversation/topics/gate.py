"""The gate before any account fact: who is verified, who is asked, and what comes next.

Verification is decided by our database and nothing else; no sentence, however it is worded, opens
the gate.
"""

from __future__ import annotations

from bot.conversation import memory as stages
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import Intent
from bot.understanding.corrections import corrects

QUESTION_ORDER = ("phone_last4", "birth_date", "id_last4", "postcode")
NEEDED = 2


def opened(turn: Turn) -> bool:
    """Whether account facts may be spoken of; when not, the message is parked and a question asked.

    The parked message is answered right after verification, so that nobody repeats themselves.
    """
    if turn.verified:
        return True
    if turn.memory.parked is None:
        turn.memory.parked = turn.message.id
        if turn.memory.stage == stages.VERIFYING and turn.session.locked_at is None:
            turn.say("utter_verify_then_answer", reveals=False)
    elif corrects(turn.message.text):
        turn.memory.amended = turn.message.id
        turn.say("utter_corrected", reveals=False)
    ask(turn)
    return False


def ask(turn: Turn) -> None:
    """Ask the next verification question, or hand off when there is nothing to ask."""
    from bot.model.words import HandoffReason

    if turn.session.locked_at is not None:
        turn.say("utter_verify_locked", reveals=False)
        return
    on_file = turn.unit.people.answers(turn.borrower.id)
    open_questions = [q for q in QUESTION_ORDER if q in on_file and q not in turn.memory.answered]
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


def next_step(turn: Turn) -> None:
    """Go on with what is open: verification, a confirmation, the choices, or the opening statement."""
    if not turn.verified:
        if turn.session.locked_at is None:
            ask(turn)
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
