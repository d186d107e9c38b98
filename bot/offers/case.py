"""One borrower's position today: what a help would cover, who may grant it, and at which rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.affordability import capacity
from bot.offers.ledger import Breakdown
from bot.offers.records import Accrual, Growth, OfferPolicy, Record, Regime
from bot.offers.terms import Band, QuoteFacts

COUNTER: dict[OfferKind, str] = {
    OfferKind.DEFERRAL: "deferrals",
    OfferKind.MOVE_TO_END: "moves_to_end",
    OfferKind.CHANGE_DUE_DAY: "due_day_changes",
    OfferKind.WAIVER: "waivers",
}
"""Which counter of the history a yearly limit looks at."""

MEANS = "means_need_a_person"
"""The key of why a kind of help waits for a person: the law wants her means looked at first."""


@dataclass(frozen=True, slots=True)
class Case:
    """Facts joined with the policy of the day.

    Args:
        owed: what a help covers: the cure amount, or the next instalment when nothing is overdue.
        start: the day waiting is counted from: today, or the due date when that is still to come.
        capacity: what a month leaves for a plan, when the borrower told; None when not.
    """

    facts: QuoteFacts
    today: date
    policy: OfferPolicy
    regime: Regime
    owed: Breakdown
    start: date
    capacity: Money | None

    @property
    def currency(self) -> str:
        """The account's currency."""
        return self.facts.ledger.currency

    def money(self, minor: int) -> Money:
        """An amount of the account's currency."""
        return Money(minor, self.facts.ledger.currency)


def open_case(facts: QuoteFacts, *, today: date, policy: OfferPolicy) -> Case:
    """Join facts and policy; ``owed`` is zero when there is nothing to talk about."""
    ledger = facts.ledger
    owed, start = ledger.cure, today
    if not ledger.cure_amount and ledger.next_due_on is not None:
        ahead = (ledger.next_due_on - today).days
        if 0 <= ahead <= policy.negotiation.ahead_days:
            owed, start = ledger.next, ledger.next_due_on
    return Case(
        facts=facts,
        today=today,
        policy=policy,
        regime=policy.regime(facts.regimes, today),
        owed=owed,
        start=start,
        capacity=capacity(facts.budget, protected=policy.protected_on(today)) if facts.budget else None,
    )


def may_talk_money(case: Case) -> str:
    """The key of why no help is offered at all, or an empty text when it may be."""
    if case.facts.reasons & case.policy.negotiation.no_offer_reasons:
        return "checked_by_a_person_first"
    if not case.owed.total:
        return "nothing_owed"
    return ""


def eligibility(record: Record, case: Case) -> tuple[Band, str]:
    """Who may grant this record to this borrower at all, and the key of the reason if not the bot."""
    rule, facts = record.eligible, case.facts
    families = {name.split("-")[0] for name in facts.regimes} | set(facts.regimes)
    if (
        (rule.products and facts.product not in rule.products)
        or (rule.regimes and not rule.regimes & families)
        or (rule.segments and facts.segment not in rule.segments)
        or (rule.buckets and facts.ledger.bucket not in rule.buckets)
        or facts.ledger.days_past_due < rule.dpd[0]
    ):
        return Band.NOBODY, "not_for_this_account"
    if means_first(record.kind, case):
        return Band.SUPERVISOR, MEANS
    if facts.ledger.days_past_due > rule.dpd[1]:
        return Band.SUPERVISOR, "late_needs_a_person"
    if facts.reasons & rule.not_reasons or (rule.reasons and not rule.reasons & facts.reasons):
        return Band.SUPERVISOR, "reason_needs_a_person"
    if any(getattr(facts.history, counter) > most for counter, most in rule.history):
        return Band.SUPERVISOR, "history_needs_a_person"
    if record.limits.per_year is not None:
        band = record.limits.per_year.band(used_this_year(record.kind, case) + 1)
        return band, "" if band is Band.BOT else "used_up_this_year"
    return Band.BOT, ""


def means_first(kind: OfferKind, case: Case) -> bool:
    """Whether the law wants a person to look at her means before this kind of help is agreed."""
    return (kind, case.facts.product) in case.regime.person_first


def used_this_year(kind: OfferKind, case: Case) -> int:
    """How often this kind of help was granted in the last 365 days."""
    used: int = getattr(case.facts.history, COUNTER[kind])
    return used


def left_this_year(record: Record, case: Case) -> int | None:
    """How many more the bot may grant after this one; None when the policy counts none."""
    if record.limits.per_year is None:
        return None
    return max(record.limits.per_year.bot - used_this_year(record.kind, case) - 1, 0)


def waiting_rate(record: Record, case: Case) -> Decimal:
    """The simple yearly rate of waiting; zero where help may not make the balance grow."""
    if case.regime.balance_growth is Growth.FORBIDDEN or record.price.accrual is Accrual.NONE:
        return Decimal(0)
    terms = case.facts.terms
    rate = terms.annual_rate if record.price.accrual is Accrual.CONTRACT else terms.late_annual_rate
    ceiling = record.price.annual_rate_max
    return min(rate, case.regime.annual_cost_cap, *(() if ceiling is None else (ceiling,)))
