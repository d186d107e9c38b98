"""Invented accounts and wishes for the tests of offers and for the bench: seeded, or drawn by Hypothesis."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from bot.model.loan import AccountLedger, Charge, ChargeKind, Instalment, LoanTerms, Payment, Reversal
from bot.model.money import Money
from bot.model.words import OfferKind, Reason
from bot.offers.calendar import add_months
from bot.offers.ledger import state
from bot.offers.policy import load_offers
from bot.offers.records import OfferPolicy
from bot.offers.terms import Budget, Cadence, History, Payday, QuoteFacts, Wish

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 3, 10)
PLACES = {"CN": ("CNY", "CN"), "UK": ("GBP", "GB"), "EU": ("EUR", "DE"), "AU": ("AUD", "AU"),
          "US": ("USD", "US-MA"), "IN": ("INR", "IN"), "HK": ("HKD", "HK"), "JP": ("JPY", "JP"),
          "KW": ("KWD", "KW")}  # fmt: skip


def shipped_policy() -> OfferPolicy:
    """The policy file that the product ships."""
    return load_offers(ROOT / "policies" / "offers.yml")


def sample_account(currency: str = "CNY", *, minor: int = 100_000, months: int = 12) -> AccountLedger:
    """Twelve instalments from January 2026, two paid, the third five days late on 10 March."""

    def money(amount: int) -> Money:
        return Money(amount, currency)

    lines = tuple(
        Instalment(f"i{n:02}", add_months(date(2026, 1, 5), n), money(minor), money(minor * (12 - n) // 100),
                   money(0))
        for n in range(months)
    )  # fmt: skip
    return AccountLedger(
        "A1",
        currency,
        lines,
        charges=(
            Charge("late-fee", date(2026, 3, 8), ChargeKind.LATE_FEE, money(2_000)),
            Charge("late-interest", date(2026, 3, 8), ChargeKind.LATE_INTEREST, money(350)),
        ),
        payments=(
            Payment("p1", date(2026, 1, 5), lines[0].amount),
            Payment("p2", date(2026, 2, 5), lines[1].amount),
        ),
        terms=LoanTerms(Decimal("0.15"), Decimal("0.225")),
    )


def sample_facts(regime: str = "CN", **changes: object) -> QuoteFacts:
    """The sample account as facts of a quote on 10 March 2026."""
    currency, residence = PLACES[regime]
    account = sample_account(currency)
    known: dict[str, object] = {
        "account": account.id, "regimes": (regime,), "product": "online_consumer_loan",
        "ledger": state(account, as_of=TODAY), "terms": account.terms, "residence": residence,
        "payday": Payday(Cadence.MONTHLY, 15),
    }  # fmt: skip
    return QuoteFacts(**{**known, **changes})  # type: ignore[arg-type]


@st.composite
def accounts(draw: st.DrawFn, *, currency: str = "CNY") -> AccountLedger:
    """Any account: 1 to 8 instalments, charges, payments in any order, some of them reversed."""
    minor = st.integers(0, 300_000)

    def money() -> Money:
        return Money(draw(minor), currency)

    first = TODAY - timedelta(days=draw(st.integers(-40, 150)))
    lines = tuple(
        Instalment(f"i{n}", add_months(first, n), money(), money(), money())
        for n in range(draw(st.integers(1, 8)))
    )
    days = st.integers(-160, 60).map(lambda days: TODAY + timedelta(days=days))
    charges = tuple(
        Charge(f"c{n}", draw(days), draw(st.sampled_from(ChargeKind)), money())
        for n in range(draw(st.integers(0, 3)))
    )
    payments = tuple(Payment(f"p{n}", draw(days), money()) for n in range(draw(st.integers(0, 5))))
    reversals = tuple(
        Reversal(f"r{n}", paid.id, paid.received_on + timedelta(days=draw(st.integers(0, 20))), paid.amount)
        for n, paid in enumerate(payments)
        if draw(st.booleans()) and draw(st.booleans())
    )
    if draw(st.integers(0, 3)):  # mostly someone a few weeks late at most: what fell due before was paid
        unpaid_since = TODAY - timedelta(days=draw(st.integers(20, 45)))
        older = [line for line in lines if line.due_on < unpaid_since]
        payments = tuple(Payment(f"on-time-{line.id}", line.due_on, line.amount) for line in older)
        reversals = ()
    rate = st.sampled_from([Decimal(0), Decimal("0.12"), Decimal("0.24"), Decimal("0.36"), Decimal("5")])
    return AccountLedger(
        "A1", currency, lines, charges, payments, reversals, terms=LoanTerms(draw(rate), draw(rate))
    )


@st.composite
def facts(draw: st.DrawFn, *, regimes: tuple[str, ...] = tuple(PLACES)) -> QuoteFacts:
    """Any facts a quote may get, in any regime."""
    regime = draw(st.sampled_from(regimes))
    currency, residence = PLACES[regime]
    account = draw(accounts(currency=currency))
    count = st.integers(0, 3)
    names = ("promises_kept", "promises_broken", "promises_open", "plans_broken", "deferrals")
    history = History(
        *(draw(count) for _ in names), *(draw(count) for _ in range(3)), not draw(st.integers(0, 9))
    )
    paydays = st.one_of(
        st.none(),
        st.integers(1, 31).map(lambda day: Payday(Cadence.MONTHLY, day)),
        st.sampled_from([Cadence.WEEKLY, Cadence.FORTNIGHTLY]).map(
            lambda cadence: Payday(cadence, anchor=date(2026, 3, 6))
        ),
    )
    budget = st.one_of(
        st.none(),
        st.none(),
        st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(
            lambda pair: Budget(Money(pair[0], currency), Money(pair[1], currency))
        ),
    )
    helped = [Reason.JOB_LOSS, Reason.SALARY_DELAY, Reason.FORGOT, Reason.ILLNESS]
    reasons = helped if draw(st.integers(0, 5)) else list(Reason)
    return QuoteFacts(
        account="A1",
        regimes=(regime,),
        product="online_consumer_loan",
        ledger=state(account, as_of=TODAY),
        terms=account.terms,
        reasons=frozenset(draw(st.sets(st.sampled_from(reasons), max_size=2))),
        history=History() if draw(st.integers(0, 2)) else history,
        payday=draw(paydays),
        residence=residence,
        budget=draw(budget),
    )


@st.composite
def wishes(draw: st.DrawFn, *, currency: str) -> Wish:
    """Anything a borrower may ask for, sensible or not."""
    amount = st.one_of(st.none(), st.integers(0, 2_000_000).map(lambda minor: Money(minor, currency)))
    day = st.integers(-10, 400).map(lambda days: TODAY + timedelta(days=days))
    number = st.one_of(st.none(), st.integers(0, 40))
    if draw(st.integers(0, 2)):  # mostly one clear thing, as people ask
        some, soon = (
            Money(draw(st.integers(1, 300_000)), currency),
            TODAY + timedelta(draw(st.integers(0, 50))),
        )
        clear = [
            Wish(by=soon), Wish(amount_now=some, by=soon), Wish(amount_now=some), Wish(part_amount=some),
            Wish(parts=draw(st.integers(2, 15))), Wish(due_day=draw(st.integers(1, 31))),
            Wish(kind=OfferKind.DEFERRAL, by=soon), Wish(kind=OfferKind.MOVE_TO_END),
            Wish(kind=OfferKind.WAIVER), Wish(part_amount=some, every=draw(st.sampled_from(Cadence))),
        ]  # fmt: skip
        return draw(st.sampled_from(clear))
    return Wish(
        kind=draw(st.one_of(st.none(), st.sampled_from(OfferKind))),
        amount_now=draw(amount),
        part_amount=draw(amount),
        parts=draw(number),
        every=draw(st.one_of(st.none(), st.sampled_from(Cadence))),
        by=draw(st.one_of(st.none(), day)),
        dates=tuple(sorted(draw(st.sets(day, max_size=4)))),
        months=draw(number),
        days=draw(st.one_of(st.none(), st.integers(0, 500))),
        due_day=draw(st.one_of(st.none(), st.integers(1, 31))),
    )
