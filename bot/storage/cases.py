"""The queue of handoffs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.model.errors import Conflict, UnknownThing
from bot.model.talk import Case
from bot.model.words import HandoffReason, Priority
from bot.storage import tables as t

WHY = ("why", "note", "message", "said")
"""What a brief says of the message for which the case was opened."""
RANK = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}


class Cases:
    """Opens, takes and closes cases; the queue is ordered by priority, then by the time due."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id

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
        current = self.open_of(conversation_id)
        if current is not None:
            keep_old = RANK[current.priority] <= RANK[priority]
            if RANK[current.priority] < RANK[priority]:  # what was graver stays what the agent reads first
                brief = {**brief, **{key: current.brief[key] for key in WHY if key in current.brief}}
            self._db.execute(
                update(t.cases)
                .where(t.cases.c.id == current.id)
                .values(
                    brief=dict(brief),
                    reason=(current.reason if keep_old else reason).value,
                    priority=(current.priority if keep_old else priority).value,
                    rank=min(RANK[current.priority], RANK[priority]),
                    team=current.team if keep_old else team,
                    agent_id=current.agent_id if keep_old or current.status != "queued" else None,
                    due_at=min(current.due_at, due_at),
                )
            )
            return self.get(current.id)
        case_id = self._new_id()
        self._db.execute(
            insert(t.cases).values(
                id=case_id,
                conversation_id=conversation_id,
                borrower_id=borrower_id,
                account_id=account_id,
                reason=reason.value,
                priority=priority.value,
                rank=RANK[priority],
                team=team,
                brief=dict(brief),
                status="queued",
                opened_at=at,
                due_at=due_at,
            )
        )
        return self.get(case_id)

    def get(self, case_id: str) -> Case:
        """One case by id, or :class:`UnknownThing`."""
        row = self._db.execute(select(t.cases).where(t.cases.c.id == case_id)).mappings().first()
        if row is None:
            raise UnknownThing(f"there is no case {case_id}", remedy="go back to the queue")
        return _case(row)

    def open_of(self, conversation_id: str) -> Case | None:
        """The case of a conversation that is not closed, if any."""
        c = t.cases.c
        row = (
            self._db.execute(
                select(t.cases).where(c.conversation_id == conversation_id, c.status != "closed")
            )
            .mappings()
            .first()
        )
        return _case(row) if row else None

    def closed_since(self, borrower_id: str, *, since: datetime) -> tuple[Case, ...]:
        """Cases of a borrower that were closed after an instant, oldest first."""
        c = t.cases.c
        query = select(t.cases).where(c.borrower_id == borrower_id, c.closed_at > since)
        return tuple(_case(row) for row in self._db.execute(query.order_by(c.closed_at)).mappings())

    def queue(
        self, *, status: str | None = None, agent_id: str | None = None, limit: int = 100
    ) -> tuple[Case, ...]:
        """Cases that are not closed (or of one status), most urgent first."""
        c = t.cases.c
        where = [c.status == status if status else c.status != "closed"]
        if agent_id:
            where.append(c.agent_id == agent_id)
        rows = self._db.execute(select(t.cases).where(*where).order_by(c.rank, c.due_at, c.id).limit(limit))
        return tuple(_case(row) for row in rows.mappings())

    def take(self, case: Case, *, agent_id: str, at: datetime) -> Case:
        """Give a queued case to an agent, or raise :class:`Conflict` when it was taken meanwhile."""
        done = self._db.execute(
            update(t.cases)
            .where(t.cases.c.id == case.id, t.cases.c.status == "queued")
            .values(status="taken", agent_id=agent_id, taken_at=at)
        )
        if done.rowcount != 1:
            raise Conflict("a colleague took this case first", remedy="go back to the queue")
        return self.get(case.id)

    def assign(self, case_id: str, *, agent_id: str) -> None:
        """Put somebody's name on a queued case; the conversation stays with whoever has it."""
        c = t.cases.c
        self._db.execute(
            update(t.cases).where(c.id == case_id, c.status == "queued").values(agent_id=agent_id)
        )

    def note(self, case_id: str, *, brief: Mapping[str, Any]) -> None:
        """Add to the brief of a case."""
        kept = self.get(case_id).brief
        self._db.execute(update(t.cases).where(t.cases.c.id == case_id).values(brief={**kept, **brief}))

    def open_by_agent(self) -> dict[str, int]:
        """How many cases that are not closed carry each agent's id."""
        c = t.cases.c
        where = (c.status != "closed", c.agent_id.is_not(None))
        rows = self._db.execute(select(c.agent_id, func.count()).where(*where).group_by(c.agent_id))
        return {agent: int(count) for agent, count in rows}

    def close(self, case_id: str, *, outcome: str, at: datetime) -> None:
        """Close a case with what came of it."""
        self._db.execute(
            update(t.cases)
            .where(t.cases.c.id == case_id)
            .values(status="closed", outcome=outcome, closed_at=at)
        )

    def counts(self, *, since: datetime) -> dict[str, int]:
        """How many cases wait, are taken, and were closed since an instant."""
        c = t.cases.c
        rows = self._db.execute(select(c.status, func.count()).where(c.status != "closed").group_by(c.status))
        found = {status: int(count) for status, count in rows}
        found["closed"] = int(
            self._db.scalar(select(func.count()).where(c.status == "closed", c.closed_at >= since)) or 0
        )
        return found


def _case(row: RowMapping) -> Case:
    values = {name: row[name] for name in Case.__slots__}
    values["reason"], values["priority"] = HandoffReason(row["reason"]), Priority(row["priority"])
    return Case(**values)
