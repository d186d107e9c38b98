"""Checking who is there: answers on file as keyed hashes, constant time, three tries, then locked.

An answer never reaches the engine and is never stored as written: the line in the transcript is
masked. Tries are counted over all devices of a conversation, so that a new browser gives no new
guesses; and a message that lists more values than a person corrects is a try and is compared with nothing.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import memory as stages
from bot.conversation.house import Keys
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.talk import Inbound
from bot.model.words import HandoffReason, Owner
from bot.understanding.check_answers import (
    MASK,
    answers_any,
    gives_both,
    is_answer_alone,
    normal,
    to_compare,
    without_answers,
    without_money,
)
from bot.understanding.corrections import corrects, denied


def answer_hash(keys: Keys, *, borrower_id: str, question: str, answer: str) -> str:
    """The keyed hash of an answer; the borrower and question are part of it."""
    return keys.digest("verification", f"{borrower_id}|{question}|{normal(question, answer)}")


def looks_like_answer(turn: Turn) -> bool:
    """Whether a message of a session under verification holds something to check."""
    first = turn.memory.stage == stages.NEW and (
        is_answer_alone(turn.message.text) or gives_both(turn.message.text)
    )
    if turn.verified or not (first or turn.memory.stage == stages.VERIFYING) or gate.locked(turn):
        return False
    if _corrects_the_wish(turn):
        return False
    questions = [q for q in gate.QUESTION_ORDER if q not in turn.memory.answered]
    return answers_any(questions, turn.message.text)


def may_guess(turn: Turn) -> bool:
    """Whether answers may come though none is awaited: the check is locked, or a person has the talk.

    Who was verified here once writes dates and amounts, not answers.
    """
    if turn.verified:
        return False
    elsewhere = turn.conversation.owner is not Owner.BOT and turn.memory.stage != stages.VERIFYING
    return gate.locked(turn) or (elsewhere and turn.session.verified_until is None)


def veil(turn: Turn) -> Inbound:
    """Hide what would answer the check, in the turn and in the transcript, before anybody settles the turn.

    Words and amounts of money beside it stay, so that a person can read what was meant.

    Returns:
        The message as it was written, for the check alone.
    """
    said = turn.message
    answer = said.press is None and looks_like_answer(turn)
    if answer or (said.press is None and may_guess(turn)):
        text = without_answers(said.text, numbers=answer)
        if text != said.text:
            turn.unit.talks.update_inbound(said.id, text=text, reveals=False)
            turn.message = replace(said, text=text)
    return said


def _corrects_the_wish(turn: Turn) -> bool:
    """Whether four digits put right an amount said before the check, and not an answer to it.

    Sure only where the figure taken back stood in the message that waits, or where nothing was answered yet.
    """
    figures, text = turn.memory.figures, without_money(turn.message.text)
    if not figures or not corrects(text):
        return False
    gone = re.sub(r"\D", "", denied(text))
    return gone in figures if gone else turn.session.tries == 0 and not turn.memory.answered


def check(turn: Turn, text: str) -> bool:
    """Check the answers in a message.

    Args:
        turn: the turn, its message masked already.
        text: the message as it was written.

    Returns:
        Whether the session is verified now, so that a parked message can be answered.
    """
    on_file = turn.unit.people.answers(turn.borrower.id)
    open_questions = [q for q in gate.QUESTION_ORDER if q in on_file and q not in turn.memory.answered]
    turn.unit.talks.update_inbound(turn.message.id, text=MASK, reveals=False)
    if gate.another_today(turn):
        gate.ask(turn)
        return False
    said = to_compare(open_questions, text, asked=turn.memory.question)
    if said is None:
        _wrong(turn, "utter_verify_one_answer", ask_again=True)
        return False
    if not any(said.values()):  # what is denied is no answer, and no guess: it was compared with nothing
        gate.ask(turn)
        return False
    right = [question for question, values in said.items() if _is_right(turn, question, values, on_file)]
    turn.memory.answered = [*turn.memory.answered, *right]
    if right and len(turn.memory.answered) >= gate.NEEDED:
        _verify(turn)
        return True
    known = {_KIND.get(question, question) for question in right}
    if right and not any(values and _KIND.get(q, q) not in known for q, values in said.items()):
        gate.ask(turn)
    else:  # a right answer makes no guess beside it free
        unasked = turn.memory.stage != stages.VERIFYING  # what comes next answers the question, too
        _wrong(turn, "utter_verify_wrong", ask_again=bool(right) or unasked)
    return False


_KIND = {"phone_last4": "last4", "id_last4": "last4"}
"""Questions that the same four characters may answer."""


def _wrong(turn: Turn, name: str, *, ask_again: bool) -> None:
    """Count a try; say so, or lock after the last one."""
    turn.unit.talks.update_session(turn.session.id, tries=turn.session.tries + 1)
    turn.tries += 1
    if turn.tries < gate.MAX_TRIES:
        turn.say(name, left=gate.MAX_TRIES - turn.tries, reveals=False)
        if ask_again:
            gate.ask(turn)
        return
    turn.unit.talks.update_session(turn.session.id, locked_at=turn.now)
    turn.memory.stage, turn.memory.answered = stages.NEW, []
    turn.memory.once(gate.LOCK_TOLD)
    turn.say("utter_verify_locked", reveals=False)
    turn.hand_off(HandoffReason.VERIFICATION_FAILED, note="three wrong answers")


def _is_right(turn: Turn, question: str, values: list[str], on_file: Mapping[str, str]) -> bool:
    """Whether one of the values is the answer on file."""
    digests = [
        answer_hash(turn.house.keys, borrower_id=turn.borrower.id, question=question, answer=each)
        for each in values
    ]
    return any([hmac.compare_digest(digest, on_file[question]) for digest in digests])


def _verify(turn: Turn) -> None:
    turn.unit.talks.update_session(
        turn.session.id, verified_until=turn.now + turn.house.verified_for, tries=0
    )
    turn.unit.audit.append(
        at=turn.now,
        kind="verified",
        ref=turn.session.id,
        body={"conversation": turn.conversation.id, "questions": turn.memory.answered},
    )
    turn.verified = True
    turn.memory = stages.join(turn.conversation.memory, turn.memory)
    turn.say("utter_verified", reveals=False)
