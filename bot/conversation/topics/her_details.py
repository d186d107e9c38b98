"""Her number or address has changed, or somebody of hers is to be written to: a person sees to it.

Nothing on file is changed by a message, and nobody else is written to on her word; the talk goes on.
"""

from __future__ import annotations

from bot.conversation.topics import gate, to_a_person
from bot.conversation.turn import Turn
from bot.handoff.open_case import open_case
from bot.model.words import HandoffReason, Signal
from bot.understanding.check_asked import cannot_recall
from bot.understanding.contact_people import names_somebody_for_her
from bot.understanding.smaller_wishes import asks_which_number, new_contact_details

_SOUNDS_LIKE = frozenset(
    {Signal.DATA_RIGHTS, Signal.HUMAN, Signal.WRONG_PERSON, Signal.COMPLAINT, Signal.STOP}
)
"""What a classifier hears in such a message; said in so many words, each is answered as it is."""


def answered(turn: Turn) -> bool:
    """Answer who gives us another number or person, or asks which we have; false when it is none of these."""
    text = turn.message.text
    if turn.message.press is not None or not _only_guesses(turn):
        return False
    if names_somebody_for_her(text):
        turn.memory.misses = 0
        turn.say("utter_somebody_for_you", buttons=(to_a_person.button("somebody_for_her"),), reveals=False)
        if not turn.verified:
            gate.next_step(turn)
        return True
    if not (new_contact_details(text) or asks_which_number(text)) or (
        not turn.verified and cannot_recall(text)
    ):
        return False
    turn.memory.misses = 0
    if not turn.verified:
        turn.say("utter_new_details_check", reveals=False)
        gate.opened(turn)
        return True
    turn.say("utter_which_number_held" if asks_which_number(text) else "utter_new_details", reveals=False)
    open_case(turn, HandoffReason.OUTSIDE_AUTHORITY, note="contact_details", bot_goes_on=True)
    return True


def _only_guesses(turn: Turn) -> bool:
    """Whether no signal of the message stands there in so many words, and none is a grave one."""
    return all(each.signal in _SOUNDS_LIKE and not each.in_words for each in turn.heard.signals)
