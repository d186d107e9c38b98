"""A person offered for one matter: the button says what for, and a plain yes to it is enough."""

from __future__ import annotations

from bot.conversation.expected import say_by_when
from bot.conversation.topics import short
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import HandoffReason, Intent
from bot.understanding.short_replies import Short, read_short

VERB = "person"


def button(matter: str) -> Button:
    """A person to look at a matter; its short key is for the desk."""
    return Button("utter_button_human", f"{VERB}:{matter}")


def asked(turn: Turn, matter: str) -> None:
    """Hand over with the matter that she wants looked at."""
    turn.say("utter_handoff_requested", reveals=False)
    turn.hand_off(HandoffReason.REQUESTED, note=matter)
    say_by_when(turn)


def answered(turn: Turn) -> bool:
    """A yes to a person who was offered for a matter; a no leaves things as they are."""
    offered = [code for code in short.codes_offered(turn) if code.startswith(f"{VERB}:")]
    if not offered or turn.message.press is not None or turn.heard.signals:
        return False
    reply = read_short(turn.message.text)
    agreed = turn.heard.intents == (Intent.AFFIRM,) and not turn.heard.amounts and not turn.heard.dates
    if reply is None and not agreed:
        return False
    if reply is not None and reply.kind in (Short.NO, Short.NONE):
        turn.say("utter_take_your_time")
        return True
    if reply is None or reply.kind in (Short.YES, Short.WEAK):
        asked(turn, offered[0].partition(":")[2])
        return True
    return False
