"""Promises and plans as they are kept, read back as the facts that their lives are derived from."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.model.money import Money
from bot.model.promise import Plan, PlanPart, Promise
from bot.model.rows import PlanRow, PromiseRow
from bot.model.words import Collection, OfferKind, Owner, PlanStatus, PromiseStatus
from bot.offers.lifecycle import (
    RETURNED,
    STOPS_COLLECTION,
    Step,
    cure_step,
    plan_progress,
    plan_step,
    promise_step,
)
from bot.outreach.door import Speaker
from bot.outreach.reach import Coming
from bot.outreach.standing import standing

AGREED = frozenset({"plan", "promise"})
"""What pauses collection because of an agreement."""


def today_of(speaker: Speaker) -> date:
    """The day it is where the borrower lives."""
    return speaker.now.astimezone(ZoneInfo(speaker.borrower.timezone)).date()


def promise_of(speaker: Speaker, row: PromiseRow) -> Promise:
    """A stored promise with the grace time of the offer it came from."""
    return Promise(
        id=row.id,
        account=row.account_id,
        amount=Money(row.amount, speaker.account.currency),
        made_on=row.made_at.astimezone(ZoneInfo(speaker.borrower.timezone)).date(),
        due_on=row.due_on,
        grace_days=_grace(speaker, row.offer_id),
        reopened_on=_reopened(speaker, row.id) if row.status is PromiseStatus.OPEN else None,
    )


def plan_of(speaker: Speaker, row: PlanRow) -> Plan | None:
    """A stored arrangement; ``None`` when nothing was left to be paid in it."""
    currency = speaker.account.currency
    kept = row.body.get("parts") or ()
    parts = tuple(
        PlanPart(
            due_on=date.fromisoformat(part["due_on"]),
            principal=Money(int(part["principal"]), currency),
            interest=Money(int(part["interest"]), currency),
            fees=Money(int(part["fees"]), currency),
        )
        for part in kept
    ) or tuple(
        PlanPart(due_on, Money(amount, currency), Money.zero(currency), Money.zero(currency))
        for due_on, amount in row.parts
    )
    if not parts:
        return None
    return Plan(
        id=row.id,
        account=row.account_id,
        kind=OfferKind(row.kind),
        offer=row.offer_id or "",
        accepted_on=row.accepted_at.astimezone(ZoneInfo(speaker.borrower.timezone)).date(),
        parts=parts,
        extra_cost=Money(int(row.body.get("extra_cost") or 0), currency),
        grace_days=_grace(speaker, row.offer_id),
        reopened_on=_reopened(speaker, row.id) if row.status in STOPS_COLLECTION else None,
    )


def step_of_promise(speaker: Speaker, row: PromiseRow) -> Step | None:
    """The step a promise has to take today, if any."""
    ledger = speaker.unit.books.ledger(speaker.account)
    step = promise_step(
        promise_of(speaker, row),
        status=row.status,
        payments=ledger.payments,
        reversals=ledger.reversals,
        today=today_of(speaker),
    )
    return step or cure_step(row.status, ledger=speaker.ledger)


def step_of_plan(speaker: Speaker, row: PlanRow) -> Step | None:
    """The step an arrangement has to take today, if any."""
    plan, today = plan_of(speaker, row), today_of(speaker)
    if plan is None:
        begun = row.accepted_at.astimezone(ZoneInfo(speaker.borrower.timezone)).date()
        return Step(PlanStatus.KEPT, today, "nothing_left_to_pay") if today > begun else None
    ledger = speaker.unit.books.ledger(speaker.account)
    return plan_step(
        plan, status=row.status, payments=ledger.payments, reversals=ledger.reversals, today=today
    )


def coming_dates(speaker: Speaker) -> list[tuple[str, Coming]]:
    """Agreed dates of an account that are not covered yet: (id of promise or plan, date and amount)."""
    found: list[tuple[str, Coming]] = []
    currency = speaker.account.currency
    for promise in speaker.unit.books.promises_of(speaker.account.id):
        if promise.status is PromiseStatus.OPEN and step_of_promise(speaker, promise) is None:
            found.append((promise.id, Coming(promise.due_on, Money(promise.amount, currency))))
    row = speaker.unit.books.active_plan(speaker.account.id)
    plan = plan_of(speaker, row) if row else None
    if plan is None:
        return found
    ledger = speaker.unit.books.ledger(speaker.account)
    progress = plan_progress(
        plan, payments=ledger.payments, reversals=ledger.reversals, today=today_of(speaker)
    )
    if progress.next_due_on is not None:
        found.append((plan.id, Coming(progress.next_due_on, progress.next_due_amount)))
    return found


def may_serve(speaker: Speaker) -> bool:
    """Whether the bot may speak of an agreement: no person has the talk, and only the agreement pauses."""
    if speaker.conversation.owner is not Owner.BOT:
        return False
    found = standing(
        speaker.unit,
        speaker.house.handoff,
        borrower_id=speaker.borrower.id,
        account_id=speaker.account.id,
        conversation_id=speaker.conversation.id or None,
        now=speaker.now,
    )
    return found.collection is Collection.ACTIVE or found.because in AGREED


def _reopened(speaker: Speaker, reference: str) -> date | None:
    """The last day on which money that had been paid for an agreement went back."""
    rows = [row for row in speaker.unit.books.transitions_of(reference) if row["why"].startswith(RETURNED)]
    if not rows:
        return None
    at: datetime = rows[-1]["at"]
    return at.astimezone(ZoneInfo(speaker.borrower.timezone)).date()


def _grace(speaker: Speaker, offer_id: str | None) -> int:
    """Days of grace that the offer's own record gives, else what the strategy says."""
    shown = speaker.unit.books.offer(offer_id) if offer_id else None
    name = shown.body.get("record") if shown else None
    for record in speaker.house.offers.records:
        if record.id == name:
            return record.grace_days
    return speaker.house.strategy.grace_days
