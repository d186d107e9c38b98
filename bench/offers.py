"""How fast the offers engine is: the median of a quote, and counter-offers a second on one core.

Run ``python bench/offers.py``; exits with 1 when a goal is missed. Facts and proposals are invented with a
fixed seed, over several regimes, currencies, histories and reasons, so no cache sees the same case twice.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from bot.model.loan import AccountLedger, Instalment, LoanTerms, Payment
from bot.model.money import Money
from bot.model.words import OfferKind, Reason
from bot.offers.calendar import add_months
from bot.offers.ledger import state
from bot.offers.negotiate import counter
from bot.offers.policy import load_offers
from bot.offers.quote import quote
from bot.offers.terms import Cadence, History, Payday, QuoteFacts, Wish

QUOTE_GOAL_MS = 5.0
COUNTER_GOAL_PER_SECOND = 1_000
CASES = 2_000
PLACES = (("CN", "CNY", "CN"), ("UK", "GBP", "GB"), ("EU", "EUR", "DE"), ("US", "USD", "US-MA"))


def case(dice: random.Random, number: int, today: date) -> QuoteFacts:
    """One invented account, a few days late."""
    regime, currency, residence = dice.choice(PLACES)
    first = add_months(today, -2) - timedelta(days=dice.randrange(1, 20))
    principal, zero = Money(dice.randrange(10_000, 400_000), currency), Money(0, currency)
    interest = Money(dice.randrange(10_000), currency)
    lines = tuple(Instalment(f"i{n}", add_months(first, n), principal, interest, zero) for n in range(12))
    paid = tuple(Payment(f"p{n}", lines[n].due_on, lines[n].amount) for n in range(2))
    terms = LoanTerms(Decimal("0.15"), Decimal("0.225"))
    account = AccountLedger(f"A{number}", currency, lines, payments=paid, terms=terms)
    return QuoteFacts(
        account=account.id,
        regimes=(regime,),
        product="online_consumer_loan",
        ledger=state(account, as_of=today),
        terms=terms,
        reasons=frozenset({dice.choice((Reason.JOB_LOSS, Reason.SALARY_DELAY, Reason.FORGOT))}),
        history=History(promises_broken=dice.randrange(2), deferrals=dice.randrange(3)),
        payday=Payday(Cadence.MONTHLY, dice.randrange(1, 32)),
        residence=residence,
    )


def wish(dice: random.Random, known: QuoteFacts, today: date) -> Wish:
    """One invented counter-offer: about half can be granted at once."""
    some = Money(dice.randrange(1_000, 100_000), known.currency)
    return dice.choice(
        (
            Wish(by=today + timedelta(days=dice.randrange(1, 90))),
            Wish(amount_now=some, by=today + timedelta(days=dice.randrange(1, 60))),
            Wish(part_amount=some),
            Wish(parts=dice.randrange(2, 12)),
            Wish(kind=OfferKind.DEFERRAL, days=dice.randrange(1, 80)),
            Wish(kind=OfferKind.INSTALMENT, parts=dice.randrange(2, 30), every=Cadence.WEEKLY),
        )
    )


def main() -> int:
    """Measure, print, and say whether the goals are met."""
    today, dice = date(2026, 3, 10), random.Random(20260310)
    policy = load_offers(Path(__file__).parents[1] / "policies" / "offers.yml")
    cases = [case(dice, number, today) for number in range(CASES)]
    asked = [(known, wish(dice, known, today)) for known in cases]
    quote(cases[0], today=today, policy=policy)  # the calendar of holidays is read once per process

    times = []
    for known in cases:
        begun = time.perf_counter()
        quote(known, today=today, policy=policy)
        times.append(time.perf_counter() - begun)
    median = statistics.median(times) * 1_000
    slowest = statistics.quantiles(times, n=100)[-1] * 1_000

    begun = time.perf_counter()
    for known, proposal in asked:
        counter(known, proposal, round=1, today=today, policy=policy)
    rate = len(asked) / (time.perf_counter() - begun)

    print(
        f"quote: median {median:.2f} ms, 99th percentile {slowest:.2f} ms (goal: under {QUOTE_GOAL_MS:g} ms)"
    )
    print(f"counter-offers: {rate:,.0f} a second on one core (goal: {COUNTER_GOAL_PER_SECOND:,})")
    return 0 if median < QUOTE_GOAL_MS and rate >= COUNTER_GOAL_PER_SECOND else 1


if __name__ == "__main__":
    sys.exit(main())
