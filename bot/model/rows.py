"""Facts as they are kept: what storage hands to the use cases.

Plain frozen rows; a use case never sees a database. Amounts are minor units of the account's currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.model.words import (
    Channel,
    FactKind,
    Language,
    NoticeKind,
    Outcome,
    PlanStatus,
    PromiseStatus,
    Purpose,
    Role,
    Sender,
)


@dataclass(frozen=True, slots=True)
class Account:
    """Who lent what to whom, and in which position the lender stands."""

    id: str
    borrower_id: str
    lender: str
    actor: str
    product: str
    currency: str
    regimes: tuple[str, ...]
    annual_rate: Decimal
    late_daily_rate: Decimal
    record_at: datetime
    credit_reported: bool | None = None
    """Whether the lender reports this loan to a credit bureau; None when nobody said."""


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """One account of the collection list: what is past due on a day, and since when."""

    account_id: str
    borrower_id: str
    overdue: int
    currency: str
    days_past_due: int
    bucket: str
    oldest_due_on: date


@dataclass(frozen=True, slots=True)
class ValuedRow:
    """One account of the whole book: what it owes on a day, late or not."""

    account_id: str
    borrower_id: str
    currency: str
    outstanding: int
    overdue: int
    cure_amount: int
    days_past_due: int
    bucket: str
    oldest_due_on: date | None
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An offer as it was shown, with the table and the words the borrower saw."""

    id: str
    conversation_id: str
    account_id: str
    kind: str
    body: Mapping[str, Any]
    status: str
    shown_at: datetime
    table_shown_at: datetime | None
    table_text: str | None
    table_version: str | None
    accepted_at: datetime | None
    accepted_text: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise on file."""

    id: str
    account_id: str
    offer_id: str | None
    amount: int
    due_on: date
    made_at: datetime
    status: PromiseStatus
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An arrangement on file with its dates and amounts (minor units)."""

    id: str
    account_id: str
    offer_id: str | None
    kind: str
    status: PlanStatus
    accepted_at: datetime
    parts: tuple[tuple[date, int], ...]
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A dated fact; in force from ``at`` until ``ended_at`` (half-open)."""

    id: str
    borrower_id: str
    account_id: str | None
    kind: FactKind
    at: datetime
    detail: Mapping[str, Any]
    message_id: str | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredContact:
    """One contact in either direction, by anybody: bot, agent or agency."""

    id: str
    account_id: str | None
    at: datetime
    direction: str
    channel: Channel
    outcome: Outcome
    recipient: str | None
    by: Sender
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class KnownPoint:
    """A way to reach somebody, without the address itself."""

    id: str
    channel: Channel
    consent_at: datetime | None
    checked_at: datetime | None
    work: bool


@dataclass(frozen=True, slots=True)
class PromiseMark:
    """A promise as far as rules look at it."""

    id: str
    made_at: datetime
    amount: int
    due_on: date
    status: str


@dataclass(frozen=True, slots=True)
class PlanMark:
    """An arrangement as far as rules look at it, with the days of its parts."""

    id: str
    accepted_at: datetime
    kind: str
    status: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class OnFile:
    """Everything on file about one borrower and account that rules look at, oldest first."""

    contacts: tuple[StoredContact, ...]
    facts: tuple[StoredFact, ...]
    notices: tuple[tuple[datetime, NoticeKind], ...]
    points: tuple[KnownPoint, ...]
    promises: tuple[PromiseMark, ...]
    plans: tuple[PlanMark, ...]


@dataclass(frozen=True, slots=True)
class Borrower:
    """A person, with what is needed to write to them decently and lawfully."""

    id: str
    name: str
    language: Language
    timezone: str
    residence: str
    city: str | None
    phone_area: str | None
    payday: int | None


@dataclass(frozen=True, slots=True)
class StoredPoint:
    """One way to reach a borrower."""

    id: str
    borrower_id: str
    channel: Channel
    adapter: str
    address: str
    consent_at: datetime | None
    checked_at: datetime | None
    work: bool
    unreachable_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who works at the desk, in the studio or in compliance."""

    id: str
    username: str
    display_name: str
    password_hash: str
    role: Role
    language: Language
    failed: int
    locked_until: datetime | None
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A personal link, kept by the hash of its token."""

    key: str
    conversation_id: str
    purpose: str
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One row of the outbox, ready to be handed to a channel adapter."""

    id: str
    line_id: str
    conversation_id: str
    borrower_id: str
    adapter: str
    address: str
    payload: Mapping[str, Any]
    purpose: str
    attempts: int
    deliver_by: datetime | None
    decision_id: str
