"""The case of a weak promise ends with the promise: whoever has not taken it need not look any more."""

from __future__ import annotations

from datetime import datetime

from bot.model.ports import Unit
from bot.model.talk import Case
from bot.model.words import HandoffReason, PromiseStatus

OVER = "promise_over"


def is_waiting(case: Case) -> bool:
    """Whether it is about a weak promise and nobody has taken it."""
    return case.reason is HandoffReason.WEAK_PROMISE and case.status == "queued"


def end_weak_case(unit: Unit, conversation_id: str, *, at: datetime) -> bool:
    """Close the waiting case of a conversation whose weak promise is kept, broken, taken back or replaced.

    Returns:
        Whether there was one to close; the caller commits.
    """
    case = unit.cases.open_of(conversation_id) if conversation_id else None
    if case is None or not is_waiting(case):
        return False
    if any(p.weak and p.status is PromiseStatus.OPEN for p in unit.books.promises_of(case.account_id)):
        return False
    unit.cases.close(case.id, outcome=OVER, at=at)
    unit.audit.append(at=at, kind="case_closed", ref=case.id, body={"by": "system", "outcome": OVER})
    return True
