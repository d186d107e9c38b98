"""What the checker returns and what it is told: findings, facts behind claims, and the ledger's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.model.money import Money

BANNED = (
    "impersonation",
    "threat_of_crime",
    "untrue_legal_step",
    "shame_exposure",
    "fictitious_blacklist",
    "push_to_borrow",
    "pressure",
    "abuse",
    "false_promise",
    "collection_fee",
    "denies_ai",
    "health_probing",
)
"""The twelve categories of banned language."""

CLAIMS = ("untrue_legal_step", "credit_report", "amount", "deadline", "unpaid", "debt_gone")
"""Claims that pass only when a fact holds them."""

SIGNS = ("marketing", "refuses_plan", "refuses_human", "recurring_debit")
"""Things a sentence does that other rules ask about."""

CATEGORIES = tuple(dict.fromkeys((*BANNED, *CLAIMS, *SIGNS)))


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text that a rule may object to.

    Args:
        category: one of :data:`CATEGORIES`.
        span: start and end in the text as given.
        text: the words found.
    """

    category: str
    span: tuple[int, int]
    text: str


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What is true about this account beside its numbers.

    Args:
        legal_step: a legal step really taken.
        credit_reported: the delay really was or will be reported.
        paid_recently: a payment is on file that the ledger may not show yet.
        fees_grounded: an extra fee has a ground in contract and law.
        nothing_overdue: the ledger knows that nothing is late.
        owes_nothing: the ledger knows that nothing is left to pay at all.
        waived: a waiver was granted, or is what the message offers.
    """

    legal_step: str | None = None
    credit_reported: bool | None = None
    paid_recently: bool = False
    fees_grounded: bool = False
    nothing_overdue: bool = False
    owes_nothing: bool = False
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Numbers and dates that a sentence may name.

    Args:
        overdue: what is late; None when it is not known.
        amounts: every amount the ledger or an offer stands behind, the overdue amount among them.
        dates: every date they stand behind.
        today: the local day of the message.
        offered: the text carries an offer whose parts are not listed, so smaller amounts are its parts.
    """

    overdue: Money | None
    amounts: tuple[Money, ...]
    dates: tuple[date, ...]
    today: date
    offered: bool = False
