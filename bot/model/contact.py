"""Facts that rules look at: who lends, who owes, what happened so far, and what is proposed now.

Nothing here decides anything. A :class:`CaseFile` is what is on file about one account of one borrower at one
moment; a :class:`Proposal` is one message or call that somebody wants to send. The one door
(:func:`bot.compliance.door.decide`) answers whether it may leave. Every datetime is aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from bot.model.money import Money
from bot.model.words import Actor, Channel, Outcome, Purpose, Sender

Detail = Mapping[str, object]
EMPTY: Detail = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Lender:
    """In whose name and under which licences a contact is made.

    Args:
        actor: the position of the speaker towards the debt.
        product: the product's name, for example ``online_consumer_loan`` or ``credit_card``.
        regimes: packs that apply by licence and contract; packs by residence are added by the door.
        name: the name that messages carry; None when it is not known here.
    """

    actor: Actor
    product: str
    regimes: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """An address or number of the borrower, with the proof that it may be used.

    Args:
        id: the address as history and proposals name it in ``to``.
        channel: the medium it belongs to.
        consent_at: when the borrower last agreed to be contacted here.
        checked_at: when the number was last checked against reassigned numbers (or confirmed as hers).
        work: whether it belongs to her employer.
    """

    id: str
    channel: Channel
    consent_at: datetime | None = None
    checked_at: datetime | None = None
    work: bool = False


@dataclass(frozen=True, slots=True)
class BorrowerFacts:
    """What places and languages say about the borrower.

    Args:
        language: language of the conversation.
        timezone: IANA name; None when it is not known.
        residence: ISO 3166-1 or -2 code of the home.
        city: needed only where a city has its own rules.
        location: ISO code of the place she is in now, when that is known to differ from the home.
        phone_area: country and area code, for example ``+1-213``.
        contact_points: her addresses.
    """

    language: str
    timezone: str | None = None
    residence: str | None = None
    city: str | None = None
    phone_area: str | None = None
    contact_points: tuple[ContactPoint, ...] = ()
    location: str | None = None


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the ledger says now.

    Args:
        id: the account.
        currency: ISO 4217.
        overdue_amount: what is late today; None when the ledger was not asked.
        days_past_due: days since the oldest unpaid due date.
        principal_outstanding: principal not yet repaid.
        next_due_on: the next due date.
        original_term_months: term of the loan as signed, for caps on extensions.
        time_barred: whether a court claim is out of time; None when nobody has checked.
        legal_step: a legal step really taken, for example ``suit_filed``; None when there is none.
        credit_reported: whether this delay really was or will be reported to a credit bureau.
        deadlines: dates that the ledger or a notice really sets.
    """

    id: str | None
    currency: str
    overdue_amount: Money | None = None
    days_past_due: int | None = None
    principal_outstanding: Money | None = None
    next_due_on: date | None = None
    original_term_months: int | None = None
    time_barred: bool | None = None
    legal_step: str | None = None
    credit_reported: bool | None = None
    deadlines: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact, made or tried, by whoever made it: bot, agent or agency share the counters.

    Args:
        at: when it was tried.
        direction: ``outbound`` or ``inbound``.
        channel: the medium.
        outcome: how it ended; None when nobody reported.
        account: the account it was about; None when not known, which counts for every account.
        to: the address or number used.
        by: who spoke for the lender.
        other_accounts: further accounts mentioned in the same contact.
        purpose: why it was made; replies, service and confirmations do not count as outreach.
    """

    at: datetime
    direction: str
    channel: Channel
    outcome: Outcome | None = None
    account: str | None = None
    to: str | None = None
    by: Sender = Sender.BOT
    other_accounts: tuple[str, ...] = ()
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact about the borrower; ``kind`` is a :class:`bot.model.words.FactKind` or its name.

    Args:
        at: since when it is known.
        kind: what it is.
        detail: what more is known, for example ``{"channel": "sms"}`` or ``{"from": "09:00", "to":
            "12:00"}``.
        ended_at: when the event that the rule names, or a person with the right role, lifted it.
    """

    at: datetime
    kind: str
    detail: Detail = field(default_factory=lambda: EMPTY)
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """A step in the life of an arrangement; the last one of a plan says how it stands."""

    at: datetime
    kind: str
    status: str
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseEvent:
    """A step in the life of a promise to pay."""

    at: datetime
    amount: Money | None
    due_on: date | None
    status: str


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """Money that arrived; None when the amount is not known yet."""

    at: datetime
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that was given; ``kind`` is a :class:`bot.model.words.NoticeKind` or its name."""

    at: datetime
    kind: str


Event = Contact | Fact | PlanEvent | PromiseEvent | PaymentEvent | Notice


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything on file about one account that a rule may look at.

    Args:
        lender: who lends.
        borrower: who owes.
        account: what the ledger says.
        history: dated facts in any order; what lies after the moment of decision is ignored.
        verified: whether the person on the other side has been verified; None when the question does not
            say (a message to an address on file, asked about before any conversation).
    """

    lender: Lender
    borrower: BorrowerFacts
    account: AccountFacts
    history: tuple[Event, ...] = ()
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """The terms of help that a message offers or confirms, as far as rules look at them.

    Args:
        kind: a :class:`bot.model.words.OfferKind` or its name.
        parts: number of instalments.
        months: length in months.
        days: length in days.
        annual_cost_rate: all-in yearly cost as a fraction: ``Decimal("0.18")`` is 18 %.
        fees: extra fees the borrower would pay.
    """

    kind: str
    parts: int | None = None
    months: int | None = None
    days: int | None = None
    annual_cost_rate: Decimal | None = None
    fees: Money | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One message or call that somebody wants to make.

    Args:
        channel: the medium.
        purpose: why.
        text: what would be said; None or empty while only the moment is being planned.
        language: language of the text; the borrower's when None.
        to: the address; None means the borrower's usual one.
        recipient: ``borrower``, ``third_party:NAME``, ``attorney`` or ``group:NAME``.
        deliver_by: latest moment at which it may arrive.
        by: who speaks.
        account: the account it is about; the case's when None.
        offer: terms offered or confirmed.
        reply_to_inbound: it answers a message or call of the borrower.
        asked_for: the borrower just asked to pay or for a plan, so an answer about it is no demand of ours.
        amounts: amounts in the text that the ledger or the offer stands behind, beside the case's own.
        dates: dates in the text that the ledger or the offer stands behind, beside the case's own.
        carrier: contract route of the medium, for example ``twilio_toll_free``.
        targeting: features by which this person was selected, for example ``distress_score``.
    """

    channel: Channel
    purpose: Purpose
    text: str | None = None
    language: str | None = None
    to: str | None = None
    recipient: str = "borrower"
    deliver_by: datetime | None = None
    by: Sender = Sender.BOT
    account: str | None = None
    offer: OfferTerms | None = None
    reply_to_inbound: bool = False
    asked_for: bool = False
    amounts: tuple[Money, ...] = ()
    dates: tuple[date, ...] = ()
    carrier: str | None = None
    targeting: tuple[str, ...] = ()
