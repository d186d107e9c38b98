"""Conversations, their sessions and their lines, as use cases need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.model.talk import Conversation, Inbound, Line, Session
from bot.model.words import (
    Channel,
    Language,
    Owner,
)


class TalksPort(Protocol):
    """Reads and writes conversations. Every change of owner checks the version it was read at."""

    def open(self, *, borrower_id: str, account_id: str, language: Language, at: datetime) -> Conversation:
        """Return the conversation of an account, opening it when there is none yet."""
        ...

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation by id, or raise :class:`UnknownThing`."""
        ...

    def of_account(self, account_id: str) -> Conversation | None:
        """The conversation of an account, if one was opened."""
        ...

    def of_borrower(self, borrower_id: str) -> tuple[Conversation, ...]:
        """All conversations of a borrower."""
        ...

    def hand_over(
        self, conversation: Conversation, *, to: Owner, agent_id: str | None, at: datetime
    ) -> Conversation:
        """Change who owns a conversation."""
        ...

    def remember(
        self, conversation_id: str, *, memory: Mapping[str, Any], language: Language, at: datetime
    ) -> None:
        """Save the dialogue's notebook and the language now spoken."""
        ...

    def claim(self, conversation_id: str, *, now: datetime, until: datetime) -> bool:
        """Become the only worker that answers this conversation until ``until``."""
        ...

    def release(self, conversation_id: str) -> None:
        """Let other workers answer this conversation."""
        ...

    def waiting(self, *, before: datetime, limit: int = 100) -> list[str]:
        """Conversations with an unanswered inbound line older than ``before`` and nobody at work."""
        ...

    def open_session(
        self,
        *,
        conversation_id: str,
        channel: Channel,
        adapter: str,
        address: str,
        address_key: str,
        at: datetime,
    ) -> Session:
        """Open a new, unverified way into a conversation."""
        ...

    def session(self, session_id: str) -> Session:
        """Return a session by id, or raise :class:`UnknownThing`."""
        ...

    def session_at(self, *, adapter: str, address_key: str) -> Session | None:
        """The latest session of an address on one adapter (for example a Telegram chat)."""
        ...

    def sessions_of(self, conversation_id: str) -> tuple[Session, ...]:
        """All sessions of a conversation, latest first."""
        ...

    def update_session(self, session_id: str, **values: Any) -> None:
        """Change verified_until, tries, locked_at or seen_at of a session."""
        ...

    def tries_of(self, conversation_id: str) -> int:
        """Failed verification answers over all sessions: a new device gives no new tries."""
        ...

    def store_inbound(
        self,
        *,
        session: Session,
        at: datetime,
        text: str,
        channel_message_id: str | None,
        press: str | None = None,
        reveals: bool = True,
        author: str = "borrower",
    ) -> tuple[Inbound, bool]:
        """Store a message once."""
        ...

    def inbound(self, line_id: str) -> Inbound:
        """Return an inbound message by id, or raise :class:`UnknownThing`."""
        ...

    def heard(self, *, since: datetime, limit: int) -> tuple[Inbound, ...]:
        """The latest messages of borrowers since an instant, oldest first."""
        ...

    def next_unanswered(self, conversation_id: str) -> Inbound | None:
        """The oldest message that waits for an answer."""
        ...

    def unanswered(self, conversation_id: str) -> tuple[Inbound, ...]:
        """The messages that wait for an answer, oldest first."""
        ...

    def update_inbound(self, line_id: str, **values: Any) -> None:
        """Record understanding, reply, answered_at, reveals, text (masked) or attempts of a message."""
        ...

    def add_outbound(
        self,
        *,
        conversation_id: str,
        session_id: str | None,
        at: datetime,
        author: str,
        channel: Channel,
        adapter: str,
        text: str,
        reveals: bool,
        payload: Mapping[str, Any],
        status: str,
    ) -> str:
        """Write a line that the product says; returns its id."""
        ...

    def set_status(self, line_id: str, status: str) -> None:
        """Move a line along: queued, sent, delivered, failed, refused."""
        ...

    def lines(
        self,
        conversation_id: str,
        *,
        after: int = 0,
        limit: int = 200,
        visible_to: Session | None = None,
        verified: bool = True,
    ) -> tuple[Line, ...]:
        """Lines of a transcript in order."""
        ...

    def last_seq(self, conversation_id: str) -> int:
        """The highest line number of a conversation, 0 when it is empty."""
        ...
