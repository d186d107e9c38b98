"""Signals that stop the dialogue, gravest first: which topic answers each, and what stands aside for what."""

from __future__ import annotations

from bot.conversation.position import ON_BENEFITS
from bot.conversation.topics import care, people, protected
from bot.conversation.turn import Turn
from bot.model.words import FactKind, Intent, Signal
from bot.understanding.about_us import asks_if_we_rang
from bot.understanding.asides import typed_for_her
from bot.understanding.contact_people import names_somebody_for_her
from bot.understanding.need import claims_benefits
from bot.understanding.overlooked import left_the_room
from bot.understanding.settling import settles_for_less
from bot.understanding.smaller_wishes import new_contact_details
from bot.understanding.somebody_else import passes_it_on
from bot.understanding.sounds_like import names_a_person
from bot.understanding.ways_asked import wants_to_call

BESIDE = (
    (Signal.MINOR, FactKind.MINOR),
    (Signal.CAPACITY, FactKind.CAPACITY),
    (Signal.BANKRUPTCY, FactKind.BANKRUPTCY),
    (Signal.ATTORNEY, FactKind.ATTORNEY),
    (Signal.PLAN_HOLD, FactKind.PLAN_HOLD),
    (Signal.STUDENT, FactKind.STUDENT),
    (Signal.TIME_BARRED, FactKind.TIME_BARRED),
    (Signal.SERVICEMEMBER, FactKind.SERVICEMEMBER),
    (Signal.DISPUTE, FactKind.DISPUTE),
    (Signal.FRAUD, FactKind.FRAUD),
    (Signal.COMPLAINT, FactKind.COMPLAINT),
    (Signal.DATA_RIGHTS, FactKind.ERASURE_REQUEST),
)
"""Facts that stand in a message beside the gravest thing, which alone is answered."""


def note_hardship(turn: Turn) -> None:
    """Any words of being unable to pay are on file at once, wherever she lives and whatever else is said.

    It stops reminders (HOUSE-HARD-1 and the rules of her country) until help is agreed, or a person ends it.
    """
    if turn.heard.signal(Signal.HARDSHIP):
        turn.note(FactKind.HARDSHIP_NOTICE)
    if claims_benefits(turn.message.text):
        turn.memory.once(ON_BENEFITS)


def note_beside(turn: Turn, handled: Signal | None = None) -> None:
    """Put on file what was said beside the signal that is answered, so that nothing said is lost."""
    for signal, kind in BESIDE:
        if signal is not handled and turn.heard.signal(signal):
            turn.note(kind)


HELPLESS = frozenset(
    {
        Intent.GIVE_REASON, Intent.UNSURE, Intent.REQUEST_HELP, Intent.ASK_HOW_TO_PAY, Intent.OUT_OF_SCOPE,
        Intent.REQUEST_HUMAN, Intent.EXPRESS_DISTRESS,
    }
)  # fmt: skip
"""What somebody who reads with difficulty needs a person for; any other wish is met as it was written."""


def stands_aside(turn: Turn, signal: Signal) -> bool:
    """Whether what is said beside a circumstance is what to act on.

    A loan that she was forced into is looked into as a fraud, and the circumstance is on file; who can write
    "reading is hard for me, I'll pay on Friday" has managed.
    """
    if signal is Signal.COERCION and _told_of_a_fraud(turn):
        turn.note(FactKind.VULNERABLE, about="coercion")
        return True
    if signal is Signal.DEATH and care.NOT_ALONE in turn.memory.told and left_the_room(turn.message.text):
        return True
    if signal is Signal.DEATH and not any(each.in_words for each in turn.heard.every(signal)):
        return people.speaks_of_the_living(turn)
    if signal is Signal.WRONG_PERSON and not turn.heard.every(signal)[0].in_words:
        if turn.verified and new_contact_details(turn.message.text):
            return True  # "i just got a new sim"
        return settles_for_less(turn.message.text)  # "no mate, full and final" speaks to us as a friend does
    if signal is Signal.HUMAN:  # "what's your number" is answered with it; "I mean RING them" too
        text = turn.message.text
        if (
            not turn.verified
            and people.SOMEBODY_ELSE in turn.memory.told
            and people.only_sounds_like_a_person(turn)
        ):
            return True  # "跟我说一下" asks us, and nobody of ours
        if (
            not turn.verified
            and (turn.heard.has(Intent.THIRD_PARTY) or people.SOMEBODY_ELSE in turn.memory.told)
            and not turn.heard.every(signal)[0].in_words
            and passes_it_on(text)
        ):
            return True  # "I'll get him to ring" asks for nobody
        if not turn.heard.every(signal)[0].in_words and names_somebody_for_her(text):
            return True  # "text her on ..." asks for her, and for nobody of ours
        return (wants_to_call(text) or asks_if_we_rang(text)) and not names_a_person(text)
    return (
        signal is Signal.READING and turn.heard.lead not in HELPLESS and not typed_for_her(turn.message.text)
    )


def _told_of_a_fraud(turn: Turn) -> bool:
    """Whether a fraud is what the message is about, and not what a card that he took sounds like."""
    heard = turn.heard
    in_words = any(each.in_words for each in heard.every(Signal.FRAUD))
    return heard.has(Intent.REPORT_FRAUD) and (in_words or heard.lead is Intent.REPORT_FRAUD)


BEFORE_ALL = frozenset({Signal.CRISIS, Signal.DEATH, Signal.MINOR, Signal.CAPACITY})
"""Signals beside which nothing else is spoken of, not even a wish that was put on file."""

STOPS = (
    (Signal.CRISIS, care.crisis),
    (Signal.THREAT, care.threat),
    (Signal.DEATH, care.bereavement),
    (Signal.MINOR, protected.minor),
    (Signal.CAPACITY, care.capacity),
    (Signal.BANKRUPTCY, protected.bankruptcy),
    (Signal.ATTORNEY, protected.attorney),
    (Signal.BREATHING_SPACE, protected.breathing_space),
    (Signal.PLAN_HOLD, protected.plan_hold),
    (Signal.TIME_BARRED, protected.time_barred),
    (Signal.CEASE, people.cease),
    (Signal.COERCION, care.coercion),
    (Signal.SERIOUS_ILLNESS, care.serious_illness),
    (Signal.WRONG_PERSON, people.wrong_person),
    (Signal.STUDENT, protected.student),
    (Signal.SERVICEMEMBER, protected.servicemember),
    (Signal.GAMBLING, care.gambling),
    (Signal.READING, care.reading),
    (Signal.STOP, people.stop),
    (Signal.HUMAN, people.human),
)
"""Signals that stop the dialogue before the engine is asked, gravest first."""
