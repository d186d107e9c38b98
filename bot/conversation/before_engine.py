"""What needs no engine: people first, then buttons, answers to a check, and silence."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.conversation import bargain, budget, contact_wishes, speech, verification
from bot.conversation import heard as hearing
from bot.conversation.groups import WISHES_BESIDE
from bot.conversation.heard import pays_beside_a_stop
from bot.conversation.honest import as_meant, wishes
from bot.conversation.reading import BESIDE
from bot.conversation.respond import press as press_button
from bot.conversation.respond import respond
from bot.conversation.topics import (
    arranged,
    balance,
    both_due,
    cancel,
    care,
    closed,
    complaint,
    correcting,
    gate,
    gravest,
    her_details,
    kept_otherwise,
    misread,
    money_gone,
    need,
    off_day,
    outside,
    people,
    plainly_asked,
    plan_questions,
    pointed,
    receipt,
    short,
    slips,
    spare,
    sums,
    to_a_person,
    trust,
    waiting,
)
from bot.conversation.turn import Turn
from bot.model.words import Intent, Owner, Signal
from bot.understanding.check_answers import MASK
from bot.understanding.denials import DENIABLE, denies
from bot.understanding.labels import SAID

log = structlog.get_logger(__name__)


def settle(turn: Turn) -> bool:
    """Settle a message without the engine, if that can be done.

    Returns:
        Whether it was; otherwise the engine decides the next step.
    """
    is_answer = verification.looks_like_answer(turn)
    said = verification.veil(turn)
    if turn.message.press is None and _before_all(turn):
        return True
    if turn.conversation.owner is Owner.AGENT:
        return True
    if turn.conversation.owner is Owner.WAITING_FOR_AGENT:
        if not (gate.told_of_lock(turn) or money_gone.told_while_waiting(turn) or care.told_who_pays(turn)):
            waiting.answer(turn)
        return True
    if turn.conversation.owner is Owner.CLOSED:
        if not (people.here_after_all(turn) or closed.written_again(turn)):
            turn.say(people.closed_words(turn), reveals=False)
        return True
    if slips.still_open(turn) or people.still_somebody_else(turn):
        return True
    if people.answers_for_another(turn):
        return True
    if turn.message.press is not None:
        press_button(turn, turn.message.press)
        return True
    if not speech.has_words(said.text):
        if not short.answered(turn):
            outside.not_understood(turn)
        return True
    if is_answer:
        if verification.check(turn, said.text):
            _resume(turn)
        return True
    return any(
        answers(turn)
        for answers in (
            outside.unread_pinyin,
            care.in_bad_hands,
            need.answered,
            _kindly,
            to_a_person.answered,
            _her_details,
            pointed.agreed_and_more,
            plainly_asked.answered,
            receipt.answered,
            plan_questions.once_agreed,
            arranged.answered,
            slips.answered,
            gate.cannot_recall,
            gate.rather_not,
            gate.checked_already,
            gate.asks_the_calendar,
            kept_otherwise.answered,
            short.answered,
            balance.link_at_once,
            pointed.answered,
            plan_questions.answered,
            trust.answered,
            budget.answered,
            off_day.asked_again,
            spare.answered,
            sums.answered,
            correcting.answered,
            bargain.answered,
        )
    )


def _before_all(turn: Turn) -> bool:
    """What is looked at before it is asked whose conversation it is."""
    misread.goes_on(turn)
    return (
        _injected(turn)
        or cancel.answered(turn)
        or pointed.taken_for_a_stop(turn)
        or both_due.explained(turn)
        or _safety(turn)
        or care.not_alone(turn)
        or _in_neutral_words(turn)
    )


def _kindly(turn: Turn) -> bool:
    """A kind word where one is due, and then what else she said."""
    if not care.kind_word(turn):
        return False
    if turn.heard.lead in care.NO_OTHER_WISH:
        gate.next_step(turn)
    else:
        respond(turn)
    return True


def _in_neutral_words(turn: Turn) -> bool:
    """What our words must not show is noted, and what else she wants is answered."""
    if not care.in_neutral_words(turn):
        return False
    if turn.heard.has(*WISHES_BESIDE):
        respond(turn)
    return True


def _her_details(turn: Turn) -> bool:
    """Another number or person is passed on, and then what else she said is answered."""
    if not her_details.answered(turn):
        return False
    if turn.verified and turn.heard.confidence >= SAID and turn.heard.has(*WISHES_BESIDE):
        respond(turn)
    else:
        pointed.agreed_beside_another_matter(turn)
    return True


def _injected(turn: Turn) -> bool:
    """Text that pretends to be the system changes nothing; it is put on record and answered plainly.

    A wish that stands beside it is answered instead, and the rest passed over.
    """
    pretends = turn.heard.signal(Signal.INJECTION)
    if pretends is None or turn.heard.signal(Signal.CRISIS) is not None:
        return False
    if not pretends.in_words and any(turn.heard.signal(signal) for signal, _ in gravest.STOPS):
        return False  # a guess does not push aside what must be heard
    if turn.conversation.owner is not Owner.BOT:
        return False
    log.warning("injection_attempt", message=turn.message.id)
    turn.unit.audit.append(at=turn.now, kind="security", ref=turn.message.id, body={"what": "injection"})
    if "honest" in (turn.message.understanding or {}):
        return False
    turn.say("utter_not_by_text", reveals=False)
    gate.next_step(turn)
    return True


def _safety(turn: Turn) -> bool:
    """Signals that stop the dialogue whatever it is doing, gravest first; true when one did."""
    contact_wishes.take(turn)
    gravest.note_hardship(turn)
    care.heed_what_may_show(turn)
    cleared = turn.conversation.owner is not Owner.AGENT and (
        misread.stepped_back(turn)
        or misread.taken_back_at_once(turn)
        or misread.nobody_died(turn)
        or misread.not_so_ill(turn)
        or misread.denied_outright(turn)
    )
    owned = turn.conversation.owner in (Owner.AGENT, Owner.WAITING_FOR_AGENT)
    for signal, stop in gravest.STOPS:
        if turn.heard.signal(signal) is None:
            continue
        if cleared and not _still_said(turn, signal):
            continue
        if turn.conversation.owner is Owner.CLOSED and signal is Signal.WRONG_PERSON:
            continue
        if signal is Signal.WRONG_PERSON and slips.only_guessed(turn):
            continue
        if signal is Signal.WRONG_PERSON and slips.only_asks_who(turn):
            turn.memory.misses = 0
            trust.who(turn)
            return True
        if signal is Signal.CRISIS and care.threatens_others(turn):
            continue
        if owned and signal is Signal.SERIOUS_ILLNESS:
            care.ill_meanwhile(turn)
        if owned and signal in (Signal.HUMAN, Signal.SERIOUS_ILLNESS, Signal.READING):
            continue
        if gravest.stands_aside(turn, signal):
            continue
        if signal is Signal.STOP and turn.verified and pays_beside_a_stop(turn.heard):
            continue  # the stop is on file and will be said; how she pays is answered too
        if signal is Signal.HUMAN and turn.heard.has(Intent.ASK_IF_BOT):
            continue  # "are you a real person" asks about us; it is answered, with the way to a person
        unseen = signal is Signal.COERCION and care.asks_to_be_unseen(turn)  # one neutral line is enough
        if signal not in gravest.BEFORE_ALL and not unseen:
            contact_wishes.acknowledge(turn)
        if signal is not Signal.WRONG_PERSON or not slips.doubted(turn):
            stop(turn)
            if signal is Signal.STOP:
                pointed.agreed_beside_a_ban(turn)
        gravest.note_beside(turn, signal)
        if turn.conversation.owner is Owner.AGENT and signal not in (Signal.CRISIS, Signal.WRONG_PERSON):
            turn.says.clear()  # the facts are on file and the case is raised; a person speaks
        return True
    if owned:
        gravest.note_beside(turn)
        complaint.raise_case(turn)
    if turn.conversation.owner is Owner.WAITING_FOR_AGENT:
        if cleared and turn.says:
            need.where_food(turn)
        return contact_wishes.acknowledge(turn) or bool(cleared and turn.says)
    return cleared and _went_on(turn)


def _still_said(turn: Turn, signal: Signal) -> bool:
    """Whether a signal beside a denial was said in so many words, and is not what she denies."""
    denied = signal in DENIABLE and denies(turn.message.text, signal)
    return not denied and any(each.in_words for each in turn.heard.every(signal))


def _went_on(turn: Turn) -> bool:
    """After a denial: answer the wish beside it, or go on where the talk was."""
    contact_wishes.acknowledge(turn)
    if turn.heard.has(*WISHES_BESIDE) or turn.heard.dates:
        respond(turn)
    else:
        gate.next_step(turn)
    return True


def _wish_beside_the_answers(turn: Turn) -> bool:
    """Answer what stands beside the answers in one message: "4821, 31/01/1990, can I pay in parts"."""
    beside = (turn.message.understanding or {}).get(BESIDE)
    heard = hearing.from_record(beside) if beside else None
    if heard is None or not (wishes(heard) or heard.has(*WISHES_BESIDE)):
        return False
    turn.heard = heard
    turn.message = replace(turn.message, text=turn.message.text.replace(MASK, " ").strip())
    respond(turn)
    return True


def _resume(turn: Turn) -> None:
    """Verified: answer what was asked before, so that nobody repeats themselves."""
    parked, turn.memory.parked = turn.memory.parked, None
    amended, turn.memory.amended = turn.memory.amended, None
    if parked is None:
        if not _wish_beside_the_answers(turn):
            gate.state_debt(turn)
        return
    before = as_meant(turn.unit.talks.inbound(parked))
    turn.heard = hearing.from_record(before.understanding)
    if before.press is not None:
        press_button(turn, before.press)
        return
    turn.message, now_message = before, turn.message
    try:
        contact_wishes.take(turn)
        if contact_wishes.acknowledge(turn) and contact_wishes.says_no_more(turn):
            gate.state_debt(turn)
        elif amended is None:
            if not (
                cancel.answered(turn)
                or need.answered(turn)
                or _her_details(turn)
                or receipt.answered(turn)
                or plan_questions.answered(turn)
            ):
                respond(turn)
        else:
            correcting.seed(turn)
            said, turn.message = turn.heard, as_meant(turn.unit.talks.inbound(amended))
            turn.heard = hearing.from_record(turn.message.understanding)
            if correcting.says_no_more(turn):  # then what it was to put right is answered as it stands
                turn.message, turn.heard, turn.memory.wish = before, said, {}
                respond(turn)
            else:
                correcting.correct(turn)
    finally:
        turn.message = now_message
