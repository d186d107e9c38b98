"""Handoffs, as use cases need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.model.talk import Case
from bot.model.words import (
    HandoffReason,
    Priority,
)


class CasesPort(Protocol):
    """Opens, takes and closes cases; the queue is ordered by priority, then by the time due."""

    def open(
        self,
        *,
        conversation_id: str,
        borrower_id: str,
        account_id: str,
        reason: HandoffReason,
        priority: Priority,
        team: str,
        brief: Mapping[str, Any],
        at: datetime,
        due_at: datetime,
    ) -> Case:
        """Put a case into the queue; an open one of the conversation is raised instead of doubled."""
        ...

    def get(self, case_id: str) -> Case:
        """One case by id, or :class:`UnknownThing`."""
        ...

    def open_of(self, conversation_id: str) -> Case | None:
        """The case of a conversation that is not closed, if any."""
        ...

    def closed_since(self, borrower_id: str, *, since: datetime) -> tuple[Case, ...]:
        """Cases of a borrower that were closed after an instant, oldest first."""
        ...

    def queue(
        self, *, status: str | None = None, agent_id: str | None = None, limit: int = 100
    ) -> tuple[Case, ...]:
        """Cases that are not closed (or of one status), most urgent first."""
        ...

    def take(self, case: Case, *, agent_id: str, at: datetime) -> Case:
        """Give a queued case to an agent, or raise :class:`Conflict` when it was taken meanwhile."""
        ...

    def assign(self, case_id: str, *, agent_id: str) -> None:
        """Put somebody's name on a queued case; the conversation stays with whoever has it."""
        ...

    def note(self, case_id: str, *, brief: Mapping[str, Any]) -> None:
        """Add to the brief of a case."""
        ...

    def open_by_agent(self) -> dict[str, int]:
        """How many cases that are not closed carry each agent's id."""
        ...

    def close(self, case_id: str, *, outcome: str, at: datetime) -> None:
        """Close a case with what came of it."""
        ...

    def counts(self, *, since: datetime) -> dict[str, int]:
        """How many cases wait, are taken, and were closed since an instant."""
        ...
