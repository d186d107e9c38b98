"""Who the law protects: children, who has a lawyer or an adviser, the insolvent, students, the armed forces.

A fact goes on file, a few words are said, and a person takes it; nothing is sent meanwhile.
"""

from __future__ import annotations

from bot.conversation.topics import consequences, people
from bot.conversation.turn import Turn
from bot.model.words import FactKind, HandoffReason, Intent


def minor(turn: Turn) -> None:
    """A child is on the line: stop, and a person."""
    _holds(turn, FactKind.MINOR, "utter_minor", HandoffReason.MINOR)


def attorney(turn: Turn) -> None:
    """A lawyer acts for the borrower: everything further goes to the lawyer, by a person."""
    _holds(turn, FactKind.ATTORNEY, "utter_legal_stop", HandoffReason.LEGAL, note="attorney")


def bankruptcy(turn: Turn) -> None:
    """A petition stops every act to collect; no question about paying."""
    _holds(turn, FactKind.BANKRUPTCY, "utter_legal_stop", HandoffReason.LEGAL, note="bankruptcy")


def breathing_space(turn: Turn) -> None:
    """A statutory moratorium: no contact that asks for money, no interest; a person records it."""
    words = "utter_breathing_space"
    _holds(
        turn, FactKind.BREATHING_SPACE, words, HandoffReason.HARDSHIP, note="breathing_space", type="standard"
    )


def plan_hold(turn: Turn) -> None:
    """An adviser is working out a plan: hold still meanwhile; nothing is confirmed to who may be anybody."""
    words = "utter_plan_hold" if turn.verified else "utter_told_by_another"
    _holds(turn, FactKind.PLAN_HOLD, words, HandoffReason.HARDSHIP, note="plan_hold")


def time_barred(turn: Turn) -> None:
    """Her word that the debt is out of time ends the asking; the legal team looks, no suit is spoken of."""
    _holds(turn, FactKind.TIME_BARRED, "utter_time_barred", HandoffReason.LEGAL, note="time_barred")


def _holds(
    turn: Turn, fact: FactKind, words: str, reason: HandoffReason, *, note: str = "", **detail: str
) -> None:
    """Put the fact on file, say `words`, give the talk to a person, and take back what waits to be sent."""
    turn.note(fact, **detail)
    turn.say(words, reveals=False)
    turn.hand_off(reason, note=note)
    people.withdraw(turn)


def student(turn: Turn) -> None:
    """A student: no pressure, and a person checks whether this credit should exist at all."""
    turn.note(FactKind.STUDENT)
    turn.say("utter_student", reveals=False)
    if turn.verified and turn.heard.has(Intent.ASK_CREDIT_IMPACT):
        turn.say(consequences.credit_words(turn))
    turn.hand_off(HandoffReason.VULNERABLE, note="student")


def servicemember(turn: Turn) -> None:
    """Somebody in the armed forces may have protections that a person must look up."""
    turn.note(FactKind.SERVICEMEMBER)
    turn.say("utter_servicemember", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="servicemember")
