"""Records: what one row of each file says, checked as far as the row alone can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.model.words import Actor, Language


@dataclass(frozen=True, slots=True)
class PointPart:
    """One address of a borrower; ``medium`` is ``sms`` or ``email``."""

    medium: str
    address: str
    consent_at: datetime | None


@dataclass(frozen=True, slots=True)
class BorrowerPart:
    """What an accounts row says about the person."""

    id: str
    name: str
    language: Language
    timezone: str
    residence: str
    city: str | None
    phone_area: str | None
    payday: int | None
    points: tuple[PointPart, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AccountPart:
    """What an accounts row says about the loan."""

    id: str
    borrower_id: str
    lender: str
    actor: Actor
    product: str
    currency: str
    regimes: tuple[str, ...]
    annual_rate: Decimal
    late_daily_rate: Decimal
    opened_on: date | None
    credit_reported: bool | None = None


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """One row of an accounts file."""

    line: int
    borrower: BorrowerPart
    account: AccountPart


@dataclass(frozen=True, slots=True)
class InstalmentRecord:
    """One row of an instalments file; amounts become minor units once the account's currency is known.

    ``signs`` are the currencies that stand beside amounts, as (column, sign); they must fit the account's.
    """

    line: int
    account_id: str
    number: int
    due_on: date
    principal: Decimal
    interest: Decimal
    fees: Decimal
    signs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """One row of a payments file; ``reverses`` names a payment when the money went back.

    ``charge`` is the kind of a charge that the lender posted, when it is one and no money came.
    ``chargeback`` tells that the borrower had it fetched back, and not that the bank did not carry it out.
    """

    line: int
    payment_id: str
    account_id: str
    paid_on: date
    amount: Decimal
    reverses: str | None
    chargeback: bool = False
    charge: str | None = None
    signs: tuple[tuple[str, str], ...] = ()
