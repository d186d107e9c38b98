"""The words with which a case is shown: what she said of her matter, not that she wants a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.heard import Heard, from_record
from bot.model.words import HandoffReason, Intent, Signal

if TYPE_CHECKING:
    from bot.conversation.turn import Turn

LONGEST = 300
"""Characters of her words that a brief shows."""
_SHORT = 60
"""Characters up to which a wish for a person can be a bare one; a longer one says more."""
_BACK = 12
"""Lines of the talk looked back on."""
_ASKS = frozenset(
    {Intent.REQUEST_HUMAN, Intent.AFFIRM, Intent.CHOOSE_OPTION, Intent.GREET, Intent.THANK, Intent.GOODBYE}
)


def last_words(turn: Turn, reason: HandoffReason) -> str:
    """What the desk reads first; a bare request for a person gives way to what was said before it.

    Answers to the check are passed over, and so are buttons. When nothing else was said, it is the request.
    """
    asked = turn.message.text
    if reason is HandoffReason.REQUESTED and (turn.message.press or _is_bare(asked, turn.heard)):
        before = turn.unit.talks.lines(turn.conversation.id, limit=_BACK)
        for line in reversed(before):
            if line.direction != "in" or line.id == turn.message.id:
                continue
            message = turn.unit.talks.inbound(line.id)
            no_words = not any(letter.isalpha() for letter in message.text)  # an answer to the check, masked
            if not (message.press or no_words or _is_bare(message.text, from_record(message.understanding))):
                return message.text[:LONGEST]
    return asked[:LONGEST]


def _is_bare(text: str, heard: Heard) -> bool:
    """Whether a message says nothing but that a person is wanted, or yes to one, or hello."""
    return (
        len(text) <= _SHORT
        and set(heard.intents) <= _ASKS
        and not (heard.reasons or heard.amounts or heard.dates)
        and all(each.signal is Signal.HUMAN for each in heard.signals)
    )
