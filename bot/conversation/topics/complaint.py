"""Complaints, harassment claims and anger."""

from __future__ import annotations

from bot.conversation.expected import say_by_when
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import FactKind, HandoffReason, Intent, Signal


def complain(turn: Turn) -> None:
    """Take the complaint on file, give the routes, and let a person answer it; a guess is asked about."""
    if _only_guessed(turn) and turn.memory.once("is_it_a_complaint"):
        button = Button("utter_button_complain", f"intent:{Intent.COMPLAIN}")
        turn.say("utter_is_it_a_complaint", buttons=(button,), reveals=False)
        return
    turn.note(FactKind.COMPLAINT)
    turn.say("utter_complaint_taken", route=turn.help_line("complaint"), reveals=False)
    turn.hand_off(HandoffReason.COMPLAINT)


HARDLY = 0.6
"""Below it, and in no word of hers, a complaint is only a guess."""


def _only_guessed(turn: Turn) -> bool:
    """Whether a complaint was guessed at and said in no word of hers."""
    heard = turn.heard
    if turn.message.press is not None or heard.lead is not Intent.COMPLAIN or heard.confidence >= HARDLY:
        return False
    told = any(each.in_words for each in heard.every(Signal.COMPLAINT)) or heard.has(Intent.REPORT_HARASSMENT)
    return not told


def harassment(turn: Turn) -> None:
    """Somebody was contacted wrongly: apologise, note it, and let a person look into it."""
    turn.note(FactKind.COMPLAINT, about="harassment")
    turn.say("utter_harassment_taken", route=turn.help_line("complaint"), reveals=False)
    turn.hand_off(HandoffReason.COMPLAINT, note="harassment")


def beside(turn: Turn) -> bool:
    """Whether a complaint was said together with something else, such as the wish for a person."""
    if turn.heard.signal(Signal.COMPLAINT) is not None or turn.heard.has(Intent.REPORT_HARASSMENT):
        return True
    return turn.heard.has(Intent.COMPLAIN) and not _only_guessed(turn)


def raise_case(turn: Turn) -> None:
    """A complaint made while a person is awaited or has the case raises it; nothing is said over her head."""
    if beside(turn):
        turn.note(FactKind.COMPLAINT)
        turn.hand_off(HandoffReason.COMPLAINT, note="asked_for_a_person")


def abuse(turn: Turn) -> None:
    """Stay calm, own our part, offer a person. When something else was said too, that comes first."""
    from bot.conversation.topics import TOPICS

    rest = [i for i in turn.heard.intents if i is not Intent.ABUSE and i is not Intent.OUT_OF_SCOPE]
    if rest:
        TOPICS[rest[0]](turn)
        return
    if turn.memory.once("abuse"):
        turn.say("utter_abuse", reveals=False)
        return
    turn.say("utter_handoff_requested", reveals=False)
    turn.hand_off(HandoffReason.REQUESTED, note="upset")
    say_by_when(turn)
