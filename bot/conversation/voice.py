"""The language and script a session is answered in: its own until it is verified, then the conversation's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.memory import DEVICES
from bot.model.talk import Conversation
from bot.model.words import Language

TRADITIONAL_IN = frozenset({"HK", "MO", "TW"})
"""Where Chinese is written in the traditional script, until somebody writes otherwise."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody is spoken to."""

    language: Language
    traditional: bool = False

    @property
    def html_lang(self) -> str:
        """The language tag of a page."""
        if self.language is Language.EN:
            return "en"
        return "zh-Hant" if self.traditional else "zh-Hans"


def voice_of(
    conversation: Conversation, *, residence: str, device: str | None = None, verified: bool = True
) -> Voice:
    """How a session is spoken to; without a device, how the borrower is.

    Args:
        conversation: the conversation as stored.
        residence: where the borrower lives, ISO 3166.
        device: the session.
        verified: whether it has proved who is there.
    """
    notes = conversation.memory
    own = {} if verified or device is None else notes.get(DEVICES, {}).get(device, {})
    language = Language(own["language"]) if own.get("language") else conversation.language
    written = own.get("traditional")
    if written is None:
        written = notes.get("traditional")
    if written is None:
        written = residence.split("-")[0].upper() in TRADITIONAL_IN
    return Voice(language, bool(written) and language is Language.ZH)
