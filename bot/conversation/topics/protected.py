"""Who the law protects: children, who has a lawyer or an adviser, the insolvent, students, the armed forces.

A fact goes on file, a few words are said, and a person takes it; nothing is sent meanwhile.
"""

from __future__ import annotations

from bot.conversation.topics import consequences, people
from bot.conversation.turn import Turn
from bot.model.words import FactKind, HandoffReason, Intent


def minor(turn: Turn) -> None:
    """A child is on the line: stop, and a person."""
    turn.note(FactKind.MINOR)
    turn.say("utter_minor", reveals=False)
    turn.hand_off(HandoffReason.MINOR)
    people.withdraw(turn)


def attorney(turn: Turn) -> None:
    """A lawyer acts for the borrower: everything further goes to the lawyer, by a person."""
    turn.note(FactKind.ATTORNEY)
    turn.say("utter_legal_stop", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="attorney")
    people.withdraw(turn)


def bankruptcy(turn: Turn) -> None:
    """A petition stops every act to collect; no question about paying."""
    turn.note(FactKind.BANKRUPTCY)
    turn.say("utter_legal_stop", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="bankruptcy")
    people.withdraw(turn)


def breathing_space(turn: Turn) -> None:
    """A statutory moratorium: no contact that asks for money, no interest; a person records it."""
    turn.note(FactKind.BREATHING_SPACE, type="standard")
    turn.say("utter_breathing_space", reveals=False)
    turn.hand_off(HandoffReason.HARDSHIP, note="breathing_space")
    people.withdraw(turn)


def plan_hold(turn: Turn) -> None:
    """An adviser is working out a plan: hold still meanwhile; nothing is confirmed to who may be anybody."""
    turn.note(FactKind.PLAN_HOLD)
    turn.say("utter_plan_hold" if turn.verified else "utter_told_by_another", reveals=False)
    turn.hand_off(HandoffReason.HARDSHIP, note="plan_hold")
    people.withdraw(turn)


def student(turn: Turn) -> None:
    """A student: no pressure, and a person checks whether this credit should exist at all."""
    turn.note(FactKind.STUDENT)
    turn.say("utter_student", reveals=False)
    if turn.verified and turn.heard.has(Intent.ASK_CREDIT_IMPACT):
        turn.say(consequences.credit_words(turn))
    turn.hand_off(HandoffReason.VULNERABLE, note="student")


def time_barred(turn: Turn) -> None:
    """Her word that the debt is out of time ends the asking; the legal team looks, no suit is spoken of."""
    turn.note(FactKind.TIME_BARRED)
    turn.say("utter_time_barred", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="time_barred")
    people.withdraw(turn)


def servicemember(turn: Turn) -> None:
    """Somebody in the armed forces may have protections that a person must look up."""
    turn.note(FactKind.SERVICEMEMBER)
    turn.say("utter_servicemember", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="servicemember")
