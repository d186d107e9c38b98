"""Text that pretends to be the system changes nothing, and a wish beside it is still a wish.

It is read and answered without the rest; see :mod:`bot.understanding.honest_part`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.heard import Heard, is_definite
from bot.model.talk import Inbound
from bot.model.words import Intent

_NO_WISH = frozenset(
    {
        Intent.OUT_OF_SCOPE, Intent.GREET, Intent.GOODBYE, Intent.THANK, Intent.AFFIRM, Intent.DENY,
        Intent.UNSURE, Intent.ABUSE, Intent.ASK_IF_BOT, Intent.ASK_IDENTITY, Intent.REPORT_PAID,
        Intent.CHANGE_LANGUAGE,
    }
)  # fmt: skip
"""What is no wish, or too easily said in another's name, to be taken out of such a message."""
SURE = 0.5


def wishes(heard: Heard) -> bool:
    """Whether what was read in the honest part is something to answer."""
    figures = bool(heard.amounts) or any(is_definite(day) for day in heard.dates)
    return figures or (heard.confidence >= SURE and any(intent not in _NO_WISH for intent in heard.intents))


def as_meant(message: Inbound) -> Inbound:
    """The message as it is answered: without what was taken out of it, and pinyin in characters."""
    read = message.understanding or {}
    meant = read.get("honest") or read.get("characters")
    return replace(message, text=str(meant)) if meant else message
