"""What goes into a quote and what comes out: facts, wishes, offers and answers.

Nothing here knows the borrower's name, sex, language, region or mood: what is not in
:class:`QuoteFacts` cannot change an offer. Residence is there for the calendar of holidays alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.model.loan import LoanTerms
from bot.model.money import Money
from bot.model.promise import PlanPart as Part
from bot.model.words import OfferKind, Reason, Word
from bot.offers.ledger import LedgerState

__all__ = [
    "Answer", "AnswerStatus", "Band", "Budget", "Cadence", "Conditions", "History", "Offer", "Part",
    "Payday", "QuoteFacts", "Wish",
]  # fmt: skip


class Band(Word):
    """Who may grant something."""

    BOT = "bot"
    SUPERVISOR = "supervisor"
    NOBODY = "nobody"

    @property
    def rank(self) -> int:
        """0 for the bot, 2 for nobody."""
        return _RANK[self]


_RANK = {Band.BOT: 0, Band.SUPERVISOR: 1, Band.NOBODY: 2}


class Cadence(Word):
    """Rhythm of pay or of instalments."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class AnswerStatus(Word):
    """How a counter-offer is answered."""

    ACCEPTED = "accepted"
    ALTERNATIVES = "alternatives"
    HUMAN = "human"
    REFUSED_BY_POLICY = "refused_by_policy"


@dataclass(frozen=True, slots=True)
class Payday:
    """When wages arrive: a day of the month, or every (other) week from a known day.

    Args:
        cadence: the rhythm of pay.
        day: day of the month for monthly pay; 31 means the last day of any month.
        anchor: a known payday for weekly and fortnightly pay.
    """

    cadence: Cadence
    day: int = 0
    anchor: date | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What the borrower said about a month: income and fixed costs, in her own round figures."""

    income: Money
    fixed_costs: Money


@dataclass(frozen=True, slots=True)
class History:
    """What happened before, counted over the policy's year (the last 365 days)."""

    promises_kept: int = 0
    promises_broken: int = 0
    promises_open: int = 0
    plans_broken: int = 0
    deferrals: int = 0
    moves_to_end: int = 0
    due_day_changes: int = 0
    waivers: int = 0
    plan_active: bool = False


_NO_TERMS = LoanTerms()
_NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the borrower asks for, as far as she said it; every field may be missing.

    Args:
        amounts: one for each of ``dates``, in their order; what the last one leaves over or out is
            added to it, so "500 on the 15th, the rest at the end of the month" is one amount and two dates.
        in_full: each part is just ``part_amount``, and the last is what that leaves; not equal parts.
    """

    kind: OfferKind | None = None
    amount_now: Money | None = None
    part_amount: Money | None = None
    in_full: bool = False
    parts: int | None = None
    every: Cadence | None = None
    by: date | None = None
    dates: tuple[date, ...] = ()
    amounts: tuple[Money, ...] = ()
    months: int | None = None
    days: int | None = None
    due_day: int | None = None


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """Everything an offer may depend on.

    Args:
        account: the account's id, only to make offer ids distinct.
        regimes: rule sets that apply, such as ``("CN",)`` or ``("US", "US-MA")``; the strictest wins.
        ledger: what is owed today.
        segment: the strategy's class of the borrower, for eligibility only; empty when unknown.
        residence: ISO 3166-1 or -2, for public holidays.
    """

    account: str
    regimes: tuple[str, ...]
    product: str
    ledger: LedgerState
    terms: LoanTerms = _NO_TERMS
    reasons: frozenset[Reason] = frozenset()
    history: History = _NO_HISTORY
    payday: Payday | None = None
    residence: str = ""
    segment: str = ""
    budget: Budget | None = None
    wish: Wish | None = None

    @property
    def currency(self) -> str:
        """The account's currency."""
        return self.ledger.currency


@dataclass(frozen=True, slots=True)
class Conditions:
    """What comes with an offer, as wording keys and counts.

    Args:
        left_this_year: how many more of this kind the bot may grant after this one; None when unlimited.
        credit_reporting: wording key of the effect on credit reporting.
        if_broken: wording key of what happens if it is not kept.
        cancel: wording key of how to cancel.
        notice: wording keys that must be shown beside it (free debt advice, say).
        grace_days: days after each date before it counts as missed.
    """

    left_this_year: int | None
    credit_reporting: str
    if_broken: str
    cancel: str
    notice: tuple[str, ...] = ()
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """One way forward, complete enough to be shown and agreed to.

    ``total = covers + extra_cost - waived`` and the parts sum to ``total``, to the minor unit.

    Args:
        id: stable hash of everything below and the account; the same facts give the same id.
        record: the record of ``offers.yml`` it came from.
        covers: what it settles: the cure amount, or the next instalment when nothing is overdue.
        extra_cost: what it costs more than paying today.
        annual_rate: the all-in yearly rate of that cost (IRR, compound, actual days over 365).
        policy: version of the offers file it was made from.
        band: who may grant it; only ``bot`` offers are ever shown to a borrower.
        on_request: the exact dates asked for were moved to working days when this says ``shifted``.
    """

    id: str
    kind: OfferKind
    record: str
    parts: tuple[Part, ...]
    covers: Money
    total: Money
    extra_cost: Money
    waived: Money
    annual_rate: Decimal
    band: Band
    wording: str
    conditions: Conditions
    cadence: Cadence | None = None
    new_due_day: int | None = None
    cheapest: bool = False
    affordable: bool | None = None
    on_request: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a counter-offer.

    Args:
        reason: key of the sentence that says why, named ``negotiation.<reason>`` in the wording.
        offer: what was accepted, or None.
        alternatives: the nearest lawful ways, all within the bot's authority.
        person_may: a person may still grant what was asked (or hear an appeal against a refusal).
        notice: wording keys to show with it (free debt advice).
        rounds_left: counter-offers left before a person takes over.
    """

    status: AnswerStatus
    reason: str
    round: int
    offer: Offer | None = None
    alternatives: tuple[Offer, ...] = ()
    person_may: bool = False
    notice: tuple[str, ...] = field(default=())
    rounds_left: int = 0
    asked: Offer | None = None
    policy: str = ""
