"""Whether money may be asked for on an account at all, and why not."""

from __future__ import annotations

from datetime import datetime

from bot.handoff.policy import HandoffPolicy
from bot.model.ports import Unit
from bot.model.talk import Standing
from bot.model.words import Collection, FactKind

STOPS = frozenset({FactKind.DECEASED, FactKind.BANKRUPTCY, FactKind.CEASE, FactKind.ATTORNEY, FactKind.MINOR})
PAUSES = frozenset(
    {
        FactKind.DISPUTE, FactKind.FRAUD, FactKind.VULNERABLE, FactKind.CAPACITY, FactKind.BREATHING_SPACE,
        FactKind.HARDSHIP_NOTICE, FactKind.PLAN_HOLD, FactKind.PAYMENT_CLAIMED, FactKind.STUDENT,
        FactKind.COMPLAINT, FactKind.WRONG_PERSON,
    }
)  # fmt: skip


def standing(
    unit: Unit,
    policy: HandoffPolicy,
    *,
    borrower_id: str,
    account_id: str,
    conversation_id: str | None,
    now: datetime,
) -> Standing:
    """Tell whether collection on an account is active, paused or stopped.

    Facts decide first, then an open case (its route says what happens meanwhile), then a plan that
    is being kept.
    """
    kinds = {
        fact.kind
        for fact in unit.record.facts(borrower_id, in_force_at=now)
        if fact.account_id in (None, account_id) or fact.kind in STOPS
    }
    for kind in sorted(kinds & STOPS):
        return Standing(Collection.STOPPED, kind.value)
    case = unit.cases.open_of(conversation_id) if conversation_id else None
    route = policy.routes[case.reason] if case else None
    if case and route and route.collection is Collection.STOPPED:
        return Standing(Collection.STOPPED, case.reason.value)
    for kind in sorted(kinds & PAUSES):
        return Standing(Collection.PAUSED, kind.value)
    if case and route and route.collection is Collection.PAUSED:
        return Standing(Collection.PAUSED, case.reason.value)
    if unit.books.active_plan(account_id) is not None:
        return Standing(Collection.PAUSED, "plan")
    if any(promise.status.value == "open" for promise in unit.books.promises_of(account_id)):
        return Standing(Collection.PAUSED, "promise")
    return Standing(Collection.ACTIVE)
