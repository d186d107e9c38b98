"""The lender's offers as data: what ``policies/offers.yml`` says, and which of it is in force on a date.

A mistake in the file is found when it is loaded (``bot.offers.policy``), never when a borrower asks. The
engine has no default for a limit or a price: what the file does not grant is not granted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from bot.model.errors import BadInput
from bot.model.loan import Component
from bot.model.money import Money
from bot.model.words import OfferKind, Reason, Role, Word
from bot.offers.terms import Band, Cadence

T = TypeVar("T", int, Decimal)


class Growth(Word):
    """Whether a borrower may owe more because she was helped."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


class LowFigure(Word):
    """What happens to an affordable figure below the bot's authority."""

    ALTERNATIVES = "alternatives"
    PERSON = "person"


class Refusal(Word):
    """How a no is given: never by the bot, or explained and open to a person."""

    EXPLAIN_AND_PERSON = "explain_and_person"
    PERSON = "person"


class Accrual(Word):
    """Which contract rate prices the wait."""

    NONE = "none"
    CONTRACT = "contract"
    LATE = "late"


class NonBusiness(Word):
    """What to do with a date on a weekend or public holiday."""

    ALLOW = "allow"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Effective:
    """From a day on, up to and including another."""

    start: date
    end: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is in force that day."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Effective) -> bool:
        """Whether some day lies in both."""
        return (self.end is None or other.start <= self.end) and (
            other.end is None or self.start <= other.end
        )


@dataclass(frozen=True, slots=True)
class Limit(Generic[T]):
    """Three bands of one value; ``least`` when a smaller value asks for more (the share paid now)."""

    open: T
    bot: T
    supervisor: T
    least: bool = False

    def band(self, value: T) -> Band:
        """Who may grant this value."""
        if (value >= self.bot) if self.least else (value <= self.bot):
            return Band.BOT
        if (value >= self.supervisor) if self.least else (value <= self.supervisor):
            return Band.SUPERVISOR
        return Band.NOBODY


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit a record may set; None where the kind has no such measure."""

    days: Limit[int] | None = None
    months: Limit[int] | None = None
    parts: Limit[int] | None = None
    first_days: Limit[int] | None = None
    now_share: Limit[Decimal] | None = None
    per_year: Limit[int] | None = None
    amount: Mapping[Band, Mapping[str, Money]] | None = None


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who may be offered it; an empty set means everyone. ``history`` gives the most allowed of a counter."""

    dpd: tuple[int, int]
    products: frozenset[str] = frozenset()
    regimes: frozenset[str] = frozenset()
    buckets: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    reasons: frozenset[Reason] = frozenset()
    not_reasons: frozenset[Reason] = frozenset()
    history: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What waiting costs: a contract rate, at most ``annual_rate_max``, always under the regime's cap."""

    accrual: Accrual
    annual_rate_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """Wording keys of what comes with an offer."""

    credit_reporting: str
    if_broken: str
    cancel: str


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of help for one period."""

    id: str
    kind: OfferKind
    wording: str
    effective: Effective
    eligible: Eligible
    limits: Limits
    price: Price
    keys: Keys
    non_business: NonBusiness
    grace_days: int = 0
    cadence: Cadence | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """What one rule set says about help, or several of them joined.

    Attributes:
        person_first: kinds of help that, for a product, wait until a person has looked at her means.
        months_by_product: longest plan for a product, where that is shorter than for the others.
        extension_months: longest extension of a loan that the bot may grant, by product, where the loan's own
            term bounds it and is not on file.
    """

    id: str
    effective: Effective
    annual_cost_cap: Decimal
    balance_growth: Growth
    low_figure: LowFigure
    refusal: Refusal
    plan_months_max: int
    notice: tuple[str, ...]
    citation: str
    person_first: frozenset[tuple[OfferKind, str]] = frozenset()
    months_by_product: tuple[tuple[str, int], ...] = ()
    extension_months: tuple[tuple[str, int], ...] = ()

    def extension_max(self, product: str) -> int | None:
        """How many months an extension of a product may last without a person; None where nothing is said."""
        return min((most for name, most in self.extension_months if name == product), default=None)

    def months_max(self, product: str) -> int:
        """How long a plan for a product may be."""
        return min(
            [self.plan_months_max, *(most for name, most in self.months_by_product if name == product)]
        )


@dataclass(frozen=True, slots=True)
class Protected:
    """What a month must leave to live on."""

    effective: Effective
    minimum: Mapping[str, Money]
    of_income: Decimal


@dataclass(frozen=True, slots=True)
class Negotiation:
    """How many rounds, how many choices, in which order."""

    max_rounds: int
    shown_min: int
    shown_max: int
    alternatives: int
    ahead_days: int
    concession: tuple[OfferKind, ...]
    fitting: tuple[tuple[frozenset[Reason], tuple[OfferKind, ...]], ...]
    no_offer_reasons: frozenset[Reason]
    reoffers_after_broken: int
    remind_days_before: tuple[int, ...]
    budget_reasons: frozenset[Reason] = frozenset()
    budget_after_rounds: int = 0


@dataclass(frozen=True, slots=True)
class WeakPromise:
    """When a promise is looked at by a person before its date."""

    to_person_at: int
    person_days_before: int
    role: Role
    income_share: Decimal
    repeated_after: int


@dataclass(frozen=True, slots=True)
class OfferPolicy:
    """The whole file, checked. ``version`` is kept with every accepted offer."""

    version: str
    waterfall: tuple[Component, ...]
    negotiation: Negotiation
    weak_promise: WeakPromise
    regimes: tuple[Regime, ...]
    protected: tuple[Protected, ...]
    records: tuple[Record, ...]

    def order(self, reasons: frozenset[Reason]) -> tuple[OfferKind, ...]:
        """Kinds in the order they are shown: those that fit the reason first, then the concession order."""
        rules = self.negotiation
        first = next((kinds for group, kinds in rules.fitting if group & reasons), ())
        return tuple(dict.fromkeys((*first, *rules.concession)))

    def records_on(self, day: date) -> tuple[Record, ...]:
        """Records in force that day, in concession order, then in the order of the file."""
        return tuple(record for record in self.records if record.effective.on(day))

    def regime(self, names: tuple[str, ...], day: date) -> Regime:
        """Join the regimes that apply; the strictest value of each field wins.

        ``US-MA`` counts as ``US`` when it has no record of its own. A name without any record, or no name
        at all, joins the house record, which is as strict as any.
        """
        found: dict[str, Regime] = {}
        in_force = {regime.id: regime for regime in self.regimes if regime.effective.on(day)}
        if "house" not in in_force:
            raise BadInput(f"no terms are in force on {day}", where="as_of", remedy="name a later day")
        for name in names or ("house",):
            regime = in_force.get(name) or in_force.get(name.split("-")[0]) or in_force["house"]
            found[regime.id] = regime
        return _strictest(tuple(found.values()))

    def protected_on(self, day: date) -> Protected | None:
        """The protected amounts in force that day."""
        return next((row for row in self.protected if row.effective.on(day)), None)


def _strictest(regimes: tuple[Regime, ...]) -> Regime:
    if len(regimes) == 1:
        return regimes[0]
    forbidden = any(regime.balance_growth is Growth.FORBIDDEN for regime in regimes)
    person = any(regime.low_figure is LowFigure.PERSON for regime in regimes)
    by_person = any(regime.refusal is Refusal.PERSON for regime in regimes)
    return Regime(
        id="+".join(regime.id for regime in regimes),
        effective=regimes[0].effective,
        annual_cost_cap=min(regime.annual_cost_cap for regime in regimes),
        balance_growth=Growth.FORBIDDEN if forbidden else Growth.ALLOWED,
        low_figure=LowFigure.PERSON if person else LowFigure.ALTERNATIVES,
        refusal=Refusal.PERSON if by_person else Refusal.EXPLAIN_AND_PERSON,
        plan_months_max=min(regime.plan_months_max for regime in regimes),
        notice=tuple(dict.fromkeys(key for regime in regimes for key in regime.notice)),
        citation="; ".join(regime.citation for regime in regimes),
        person_first=frozenset(pair for regime in regimes for pair in regime.person_first),
        months_by_product=tuple(pair for regime in regimes for pair in regime.months_by_product),
        extension_months=tuple(pair for regime in regimes for pair in regime.extension_months),
    )
