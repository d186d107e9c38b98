from __future__ import annotations

import ast
import dataclasses
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from bot.model.loan import LoanTerms
from bot.model.money import Money
from bot.model.words import OfferKind, Reason
from bot.offers.calendar import is_working_day
from bot.offers.case import open_case
from bot.offers.cost import within
from bot.offers.ledger import state
from bot.offers.quote import cost_to_borrower, quote, volunteered
from bot.offers.records import Growth
from bot.offers.terms import Band, Budget, Cadence, History, Offer, Payday, QuoteFacts, Wish
from tests.unit.offers.generated import (
    ROOT,
    TODAY,
    facts,
    sample_account,
    sample_facts,
    shipped_policy,
)

POLICY = shipped_policy()


def assert_lawful(offer: Offer, known: QuoteFacts, *, today: date = TODAY) -> None:
    """What must hold for every offer a borrower can ever see."""
    regime = POLICY.regime(known.regimes, today)
    assert offer.band is Band.BOT
    assert sum(part.total.minor for part in offer.parts) == offer.total.minor
    assert offer.total == offer.covers + offer.extra_cost - offer.waived
    assert min(offer.extra_cost, offer.waived, offer.covers).minor >= 0
    assert all(min(p.principal, p.interest, p.fees).minor >= 0 and p.due_on >= today for p in offer.parts)
    assert [p.due_on for p in offer.parts] == sorted({p.due_on for p in offer.parts})
    assert offer.annual_rate <= regime.annual_cost_cap
    flows = [((part.due_on - today).days, part.total.minor) for part in offer.parts]
    assert within(regime.annual_cost_cap, owed=offer.covers.minor, flows=flows)
    if regime.balance_growth is Growth.FORBIDDEN:
        assert offer.total <= offer.covers
    if offer.kind is OfferKind.INSTALMENT:
        totals = [part.total.minor for part in offer.parts]
        assert max(totals) - min(totals) <= 1
        assert all(is_working_day(part.due_on, known.residence) for part in offer.parts)
    assert offer.affordable is not False


def test_shows_several_fitting_choices_with_dates_costs_and_what_comes_with_them() -> None:
    offers = quote(sample_facts(reasons=frozenset({Reason.JOB_LOSS})), today=TODAY, policy=POLICY)

    assert [offer.kind for offer in offers] == ["deferral", "instalment", "pay_now", "promise"]
    deferral = offers[0]
    assert deferral.conditions.left_this_year == 1
    assert deferral.conditions.if_broken == "back_to_contract_dates"
    assert [str(part.total) for part in deferral.parts] == ["1129.25 CNY"]


def test_help_costs_nothing_where_the_balance_may_not_grow() -> None:
    for regime in ("UK", "EU", "AU", "US", "IN"):
        offers = quote(sample_facts(regime), today=TODAY, policy=POLICY)

        assert offers
        assert {offer.extra_cost.minor for offer in offers} == {0}


def test_an_unknown_regime_is_the_strictest() -> None:
    offers = quote(sample_facts(regimes=("CN", "XX")), today=TODAY, policy=POLICY)

    assert {offer.extra_cost.minor for offer in offers} == {0}


def test_a_state_counts_as_its_country_and_the_strictest_of_two_regimes_wins() -> None:
    assert POLICY.regime(("US", "US-MA"), TODAY).id == "US"
    assert POLICY.regime(("CN", "UK"), TODAY).annual_cost_cap == Decimal(0)


@pytest.mark.parametrize(
    "reason", [Reason.ALREADY_PAID, Reason.NOT_MY_DEBT, Reason.FRAUD_VICTIM, Reason.AMOUNT_DISPUTED]
)
def test_no_payment_is_discussed_before_a_claim_is_checked(reason: Reason) -> None:
    assert quote(sample_facts(reasons=frozenset({reason})), today=TODAY, policy=POLICY) == ()


def test_nothing_is_offered_when_nothing_is_owed_soon() -> None:
    current = state(sample_account(), as_of=date(2026, 3, 4))
    known = sample_facts(ledger=replace(current, next_due_on=date(2026, 4, 5)))

    assert quote(known, today=date(2026, 3, 4), policy=POLICY) == ()


def test_an_instalment_that_is_not_yet_due_can_be_deferred_in_time() -> None:
    day = date(2026, 3, 1)
    known = sample_facts(ledger=state(sample_account(), as_of=day))

    deferral = next(o for o in quote(known, today=day, policy=POLICY) if o.kind is OfferKind.DEFERRAL)

    assert deferral.covers == Money(110_000, "CNY")
    assert deferral.parts[0].due_on > date(2026, 3, 5)


def test_while_a_plan_runs_only_early_payment_is_shown() -> None:
    offers = quote(sample_facts(history=History(plan_active=True)), today=TODAY, policy=POLICY)

    assert [offer.kind for offer in offers] == [OfferKind.PAY_NOW]


def test_a_used_up_deferral_is_not_volunteered() -> None:
    offers = quote(sample_facts(history=History(deferrals=2)), today=TODAY, policy=POLICY)

    assert OfferKind.DEFERRAL not in {offer.kind for offer in offers}


def test_plans_fall_on_paydays_and_keep_month_ends() -> None:
    known = sample_facts("UK", payday=Payday(Cadence.MONTHLY, 31), reasons=frozenset({Reason.JOB_LOSS}))

    plan = next(o for o in quote(known, today=TODAY, policy=POLICY) if o.kind is OfferKind.INSTALMENT)

    assert [part.due_on for part in plan.parts] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 6, 1)]


def test_a_plan_skips_the_golden_week() -> None:
    day = date(2026, 9, 8)
    known = sample_facts(
        ledger=state(sample_account(), as_of=day),
        payday=Payday(Cadence.MONTHLY, 1),
        wish=Wish(kind=OfferKind.INSTALMENT, parts=2, every=Cadence.MONTHLY),
        history=History(),
    )
    known = replace(known, ledger=replace(known.ledger, days_past_due=20))

    plan = quote(known, today=day, policy=POLICY)[0]

    assert [part.due_on for part in plan.parts] == [date(2026, 10, 8), date(2026, 11, 2)]


def test_a_budget_keeps_the_protected_amount() -> None:
    income, costs = Money(400_000, "CNY"), Money(210_000, "CNY")
    known = sample_facts(budget=Budget(income, costs), reasons=frozenset({Reason.JOB_LOSS}))

    offers = quote(known, today=TODAY, policy=POLICY)

    by_month: dict[int, int] = {}
    assert {offer.kind for offer in offers} == {OfferKind.INSTALMENT}
    for part in offers[0].parts:
        by_month[part.due_on.month] = by_month.get(part.due_on.month, 0) + part.total.minor
    assert max(by_month.values()) <= 400_000 - 210_000 - 150_000


def test_nothing_fits_when_nothing_is_left() -> None:
    nothing = Budget(Money(100_000, "CNY"), Money(100_000, "CNY"))

    assert quote(sample_facts(budget=nothing), today=TODAY, policy=POLICY) == ()


def test_a_price_above_the_cap_is_cut_to_the_cap() -> None:
    usurious = LoanTerms(Decimal("5"), Decimal("5"))

    offers = quote(sample_facts(terms=usurious), today=TODAY, policy=POLICY)

    rates = [offer.annual_rate for offer in offers if offer.extra_cost]
    assert rates
    assert all(Decimal("0.15") < rate <= Decimal("0.24") for rate in rates)


@settings(max_examples=250, deadline=None)
@given(facts())
def test_every_offer_is_exact_lawful_and_within_authority(known: QuoteFacts) -> None:
    offers = quote(known, today=TODAY, policy=POLICY)

    for offer in offers:
        assert_lawful(offer, known)
    assert offers == quote(known, today=TODAY, policy=POLICY)
    assert len({offer.id for offer in offers}) == len(offers) <= POLICY.negotiation.shown_max


@settings(max_examples=100, deadline=None)
@given(facts())
def test_the_cheapest_is_always_among_those_shown_and_marked_once(known: QuoteFacts) -> None:
    offers = quote(known, today=TODAY, policy=POLICY)
    every = volunteered(open_case(known, today=TODAY, policy=POLICY)) if offers else ()

    assert sum(offer.cheapest for offer in offers) == (1 if offers else 0)
    if offers:
        best = next(offer for offer in offers if offer.cheapest)
        assert cost_to_borrower(best) == min(map(cost_to_borrower, every))


def test_nothing_about_the_person_can_enter_a_quote() -> None:
    known = {field.name for field in dataclasses.fields(QuoteFacts)}

    assert not known & {
        "name",
        "sex",
        "gender",
        "language",
        "region",
        "age",
        "distress",
        "sentiment",
        "phone",
    }
    assert known == {
        "account", "regimes", "product", "ledger", "terms", "reasons", "history", "payday", "residence",
        "segment", "budget", "wish",
    }  # fmt: skip


def test_no_module_of_offers_reads_a_language_a_sign_of_distress_or_any_wording() -> None:
    blind_to = {"Language", "Signal", "Intent", "Channel"}
    for source in sorted((ROOT / "bot" / "offers").glob("*.py")):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        imported = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
        }

        assert not (names | imported) & blind_to, source.name


def test_nothing_is_opened_at_the_limit_of_authority() -> None:
    known = sample_facts(payday=None, reasons=frozenset({Reason.JOB_LOSS}))
    records = {record.id: record.limits for record in POLICY.records}

    for offer in volunteered(open_case(known, today=TODAY, policy=POLICY)):
        limits, waits = records[offer.record], (offer.parts[-1].due_on - TODAY).days
        if offer.kind in (OfferKind.PROMISE, OfferKind.DEFERRAL, OfferKind.PART_NOW) and limits.days:
            assert waits < limits.days.bot
        if limits.parts:
            assert len(offer.parts) < limits.parts.bot


def test_at_least_two_choices_are_shown_where_the_policy_has_them() -> None:
    nearly_late = sample_facts(ledger=replace(sample_facts().ledger, days_past_due=80))
    tight = sample_facts(budget=Budget(Money(400_000, "CNY"), Money(210_000, "CNY")))

    assert len(quote(nearly_late, today=TODAY, policy=POLICY)) >= 2
    assert len(quote(tight, today=TODAY, policy=POLICY)) >= 2


def test_residence_moves_dates_by_holidays_and_nothing_else() -> None:
    here, there = (quote(sample_facts(residence=place), today=TODAY, policy=POLICY) for place in ("CN", "JP"))

    assert [offer.kind for offer in here] == [offer.kind for offer in there]


@pytest.mark.parametrize(
    ("payday", "suggested"),
    [
        (14, date(2026, 3, 16)),  # a Saturday
        (15, date(2026, 3, 16)),  # a Sunday
        (13, date(2026, 3, 13)),
    ],
)
def test_a_day_that_we_suggest_is_a_working_day_also_when_wages_come_on_another(
    payday: int, suggested: date
) -> None:
    known = sample_facts(reasons=frozenset({Reason.SALARY_DELAY}), payday=Payday(Cadence.MONTHLY, payday))

    promise = next(
        offer
        for offer in volunteered(open_case(known, today=TODAY, policy=POLICY))
        if offer.kind is OfferKind.PROMISE
    )

    assert promise.parts[-1].due_on == suggested
