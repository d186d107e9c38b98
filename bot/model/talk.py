"""Facts about a conversation: who talks, through which session, what was said and by whom.

A conversation belongs to one borrower and one account. A session is one way into it: a browser
on one device, a Telegram chat, a terminal. Verification belongs to the session, never to the
conversation, so that a second device starts as a stranger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.model.words import Channel, Collection, HandoffReason, Language, Owner, Priority, Sender


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as stored: its owner, its language and what the dialogue remembers.

    ``version`` rises with every change of owner; a writer that read an older one must read again.
    ``memory`` is the dialogue's own notebook (stage, wishes heard so far, offers shown).
    """

    id: str
    borrower_id: str
    account_id: str
    owner: Owner
    version: int
    language: Language
    agent_id: str | None = None
    memory: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """One way into a conversation, with its own verified state."""

    id: str
    conversation_id: str
    channel: Channel
    adapter: str
    address: str
    verified_until: datetime | None = None
    tries: int = 0
    locked_at: datetime | None = None

    def is_verified(self, *, now: datetime) -> bool:
        """Whether this session proved who it is, and the proof has not expired."""
        return self.locked_at is None and self.verified_until is not None and now < self.verified_until


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence to be said, by name: the wording is in ``domain.yml``, the facts are here.

    ``facts`` hold plain values, Money and dates; the renderer writes them for the reader.
    ``reveals`` is true when the sentence speaks of the debt, so only the verified may see it.
    """

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None
    reveals: bool = True


@dataclass(frozen=True, slots=True)
class Button:
    """A quick reply: a label by response name, and what pressing it means."""

    label: str
    press: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message as it came from a borrower."""

    id: str
    conversation_id: str
    session_id: str
    at: datetime
    text: str
    press: str | None = None
    understanding: Mapping[str, Any] | None = None
    reply: tuple[Mapping[str, Any], ...] | None = None
    answered_at: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transcript, in or out, as the desk and the chat page show it."""

    id: str
    seq: int
    conversation_id: str
    session_id: str | None
    at: datetime
    direction: str
    author: str
    by: Sender | None
    text: str
    reveals: bool
    payload: Mapping[str, Any]
    status: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class Case:
    """A hard case for a person: why, how urgent, and everything that person needs."""

    id: str
    conversation_id: str
    borrower_id: str
    account_id: str
    reason: HandoffReason
    priority: Priority
    team: str
    brief: Mapping[str, Any]
    status: str
    opened_at: datetime
    due_at: datetime
    agent_id: str | None = None
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether money may be asked for, and why not."""

    collection: Collection
    because: str = ""
