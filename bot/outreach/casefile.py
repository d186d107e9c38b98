"""The case file that the rules read, assembled from what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    ContactPoint,
    Event,
    Fact,
    Lender,
    Notice,
    PlanEvent,
    PromiseEvent,
)
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower, OnFile
from bot.model.words import Actor, Language
from bot.offers.ledger import LedgerState

Refs = dict[str, list[str]]
"""Ids of the rows that a case file was made from, by table."""

LOOK_BACK = timedelta(days=70)
"""Contacts older than any window of any rule (60 days, plus the day at each end) are not read."""


def case_file(
    unit: Unit,
    *,
    account: Account,
    borrower: Borrower,
    ledger: LedgerState,
    now: datetime,
    verified: bool | None,
    language: Language | None = None,
    without_outbox: str | None = None,
    refs: Refs | None = None,
) -> CaseFile:
    """Assemble everything on file about one account that a rule may look at.

    Args:
        unit: the open transaction.
        account: whose account it is about.
        borrower: who owes.
        ledger: what is owed now.
        now: the moment of decision; old contacts are left out relative to it.
        verified: whether the person on the other side is verified; ``None`` before any talk.
        language: language of the conversation, the borrower's own when not given.
        without_outbox: a parcel whose own reservation is not to be counted against it.
        refs: collects the ids of the rows read, for the record of the decision.
    """
    found = unit.record.on_file(borrower.id, account.id, since=now - LOOK_BACK, without_outbox=without_outbox)
    if refs is not None:
        read: dict[str, tuple[Any, ...]] = {
            "contacts": found.contacts,
            "facts": found.facts,
            "plans": found.plans,
            "promises": found.promises,
        }
        refs.update({name: [row.id for row in rows] for name, rows in read.items() if rows})
    deadlines = [day for plan in found.plans for day in plan.days]
    deadlines += [promise.due_on for promise in found.promises]
    if ledger.oldest_unpaid_due_on:
        deadlines.append(ledger.oldest_unpaid_due_on)
    if ledger.next_due_on:
        deadlines.append(ledger.next_due_on)
    return CaseFile(
        lender=Lender(
            actor=Actor(account.actor), product=account.product, regimes=account.regimes, name=account.lender
        ),
        borrower=BorrowerFacts(
            language=(language or borrower.language).value,
            timezone=borrower.timezone,
            residence=borrower.residence,
            city=borrower.city,
            phone_area=borrower.phone_area,
            contact_points=tuple(
                ContactPoint(
                    id=point.id,
                    channel=point.channel,
                    consent_at=point.consent_at,
                    checked_at=point.checked_at,
                    work=point.work,
                )
                for point in found.points
            ),
        ),
        account=AccountFacts(
            id=account.id,
            currency=account.currency,
            overdue_amount=ledger.overdue,
            days_past_due=ledger.days_past_due,
            next_due_on=ledger.next_due_on,
            deadlines=tuple(dict.fromkeys(deadlines)),
            credit_reported=account.credit_reported,
        ),
        history=_events(found, currency=account.currency),
        verified=verified,
    )


def _events(found: OnFile, *, currency: str) -> tuple[Event, ...]:
    """Stored rows as the dated facts that rules read."""
    return (
        *(
            Contact(
                at=row.at,
                direction=row.direction,
                channel=row.channel,
                outcome=row.outcome,
                account=row.account_id,
                to=row.recipient,
                by=row.by,
                purpose=row.purpose,
            )
            for row in found.contacts
        ),
        *(
            Fact(at=fact.at, kind=fact.kind.value, detail=_detail(fact.detail), ended_at=fact.ended_at)
            for fact in found.facts
        ),
        *(Notice(at=at, kind=kind.value) for at, kind in found.notices),
        *(
            PlanEvent(at=plan.accepted_at, kind=plan.kind, status=plan.status, plan=plan.id)
            for plan in found.plans
        ),
        *(
            PromiseEvent(
                at=promise.made_at,
                amount=Money(promise.amount, currency),
                due_on=promise.due_on,
                status=promise.status,
            )
            for promise in found.promises
        ),
    )


def _detail(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored text back as the clock times and days that rules compare."""
    detail = dict(stored)
    for key in ("from", "to"):
        if isinstance(detail.get(key), str) and ":" in detail[key]:
            detail[key] = time.fromisoformat(detail[key])
    for key in ("started_on", "ended_on", "date"):
        if isinstance(detail.get(key), str):
            detail[key] = date.fromisoformat(detail[key])
    return detail
