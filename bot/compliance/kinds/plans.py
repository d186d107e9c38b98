"""What a plan may look like: its length, its price, its terms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.compliance.ask import Ask
from bot.compliance.kinds.content import lacking
from bot.compliance.kinds.registry import kind
from bot.compliance.rule import Hit, Stage
from bot.model.money import Money

YEAR = 12
"""Months of the longest loan whose extension is measured against its own term."""


@dataclass(frozen=True, slots=True)
class TermParams:
    """How long help may last.

    Args:
        max_months: longest term; None when the rule gives a formula instead.
        within_original_term: an extension of a loan of up to a year may not be longer than the loan itself.
        longest_months: term and extension together for a longer loan; None when the product's longest term is
            not known, and then a person is asked.
        max_amount: largest amount, in whole units of the account's currency, that may be put into parts.
        offers: kinds of help it speaks of; empty means all.
    """

    max_months: int | None = None
    within_original_term: bool = False
    longest_months: int | None = None
    max_amount: int | None = None
    offers: frozenset[str] = frozenset()


def months_of(ask: Ask) -> Decimal | None:
    """Return how many months the proposed help lasts, or None when the terms do not say."""
    offer = ask.offer
    if offer is None:
        return None
    if offer.months is not None:
        return Decimal(offer.months)
    if offer.days is not None:
        return Decimal(offer.days) / 30
    return Decimal(offer.parts) if offer.parts is not None else None


@kind("plan_term_cap", Stage.BAN, TermParams, replies=True, needs="offer")
def plan_term_cap(p: TermParams, ask: Ask) -> Hit | None:
    """A plan is not longer than the rule allows; an extension not longer than the loan itself."""
    if ask.offer is None or (p.offers and ask.offer.kind not in p.offers):
        return None
    if p.max_amount is not None:
        owed = ask.case.account.overdue_amount
        if owed is None:
            return Hit(missing=True)
        if owed > Money.of(p.max_amount, owed.currency):
            return Hit()
    months = months_of(ask)
    if months is None:
        return Hit(missing=True) if p.max_months is not None or p.within_original_term else None
    if p.max_months is not None and months > p.max_months:
        return Hit()
    if p.within_original_term and months > 1:
        original = ask.case.account.original_term_months
        if original is None:
            return Hit(missing=True)
        if original <= YEAR:
            return Hit() if months > original else None
        if p.longest_months is None:
            return Hit(missing=True)
        return Hit() if original + months > p.longest_months else None
    return None


@dataclass(frozen=True, slots=True)
class TermsParams:
    """What a plan must and must not contain.

    Args:
        keys: content keys of the confirmed plan.
        no_balance_growth: no cost may be added to the balance while the plan runs.
        ability_needed: inability to pay must be on file first (fact ``hardship_notice``).
        categories: sorts of pressure that are banned.
        offers: kinds of help it speaks of; empty means all.
        menu: kinds of help the lender must be able to offer.
        decline_banned: a reasonable offer of the person is not refused by machine.
    """

    keys: tuple[str, ...] = ()
    no_balance_growth: bool = False
    ability_needed: bool = False
    categories: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    menu: tuple[str, ...] = ()
    decline_banned: bool = False


@kind("plan_terms_guard", Stage.BAN, TermsParams, replies=True, needs="terms")
def plan_terms_guard(p: TermsParams, ask: Ask) -> Hit | None:
    """A plan names every term, lets no balance grow, and presses nobody into a lump sum or a new loan."""
    if p.categories and ask.text is not None and ask.findings_without_facts & p.categories:
        return Hit()
    if p.decline_banned and "refuses_plan" in ask.findings and ask.proposal.by == "bot":
        return Hit()
    offer = ask.offer
    if offer is None or (p.offers and offer.kind not in p.offers):
        return None
    if p.no_balance_growth:
        if (offer.annual_cost_rate or 0) > 0 or (offer.fees and offer.fees.minor > 0):
            return Hit()
        if offer.annual_cost_rate is None:
            return Hit(missing=True)
    if p.ability_needed and not ask.facts("hardship_notice"):
        return Hit(missing=True)
    if p.keys and ask.proposal.purpose == "confirmation":
        return lacking(ask, p.keys)
    return None


@dataclass(frozen=True, slots=True)
class RateParams:
    """What help may cost.

    Args:
        max_annual_rate: all-in yearly cost as a fraction; None when the rule gives a formula.
        times_lpr: cap as a multiple of the one-year loan prime rate at the contract's date, which must be
            known.
        fees_need_ground: an extra fee needs a contract or law behind it; the terms cannot show it, so a
            person looks.
        no_fees: no extra fee at all.
    """

    max_annual_rate: Decimal | None = None
    times_lpr: int | None = None
    fees_need_ground: bool = False
    no_fees: bool = False


@kind("fee_rate_cap", Stage.BAN, RateParams, replies=True, needs="offer")
def fee_rate_cap(p: RateParams, ask: Ask) -> Hit | None:
    """The all-in yearly cost stays under the cap; no fee that contract and law do not allow."""
    offer = ask.offer
    if offer is None:
        return None
    rate = offer.annual_cost_rate
    if p.max_annual_rate is not None and rate is None:
        return Hit(missing=True)
    if p.max_annual_rate is not None and rate is not None and rate > p.max_annual_rate:
        return Hit()
    fees = offer.fees is not None and offer.fees.minor > 0
    if fees and p.no_fees:
        return Hit()
    if (fees and p.fees_need_ground) or (p.times_lpr is not None and (rate is None or rate > 0)):
        return Hit(missing=True)
    return None
