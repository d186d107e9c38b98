"""Inputs that break money code: no cents, three decimals, one minor unit, the 31st, a leap day.

The first test holds the generator to it: a property over easy inputs proves nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.loan import AccountLedger, Charge, ChargeKind, Instalment, LoanTerms
from bot.model.money import Money
from bot.model.words import OfferKind, Reason
from bot.offers.calendar import add_months
from bot.offers.ledger import state
from bot.offers.negotiate import counter
from bot.offers.quote import quote
from bot.offers.records import Growth
from bot.offers.terms import Cadence, Payday, QuoteFacts, Wish
from tests.unit.offers.generated import shipped_policy, wishes
from tests.unit.offers.test_quote import assert_lawful

POLICY = shipped_policy()
DAYS = (
    date(2028, 2, 29), date(2028, 2, 28), date(2027, 2, 28), date(2027, 1, 31), date(2028, 1, 31),
    date(2026, 3, 31), date(2026, 12, 31), date(2026, 9, 30), date(2026, 8, 31),
)  # fmt: skip
MINOR = (1, 2, 3, 7, 11, 99, 100, 101, 1_000, 99_999, 1_000_003, 10**9)
REGIMES = {"CN": "CN", "UK": "GB", "IN": "IN", "US": "US-MA", "HK": "HK", "KW": "KW", "JP": "JP"}


@st.composite
def hard(draw: st.DrawFn) -> tuple[QuoteFacts, date]:
    """Facts of a quote on an awkward day, in an awkward currency, with an awkward amount."""
    today, currency = draw(st.sampled_from(DAYS)), draw(st.sampled_from(("KWD", "JPY", "CNY", "GBP")))
    late = draw(st.integers(0, 40))
    minor, little = st.sampled_from(MINOR), st.sampled_from((0, 1, 50))

    def money(amount: int) -> Money:
        return Money(amount, currency)

    first = today - timedelta(days=late)
    lines = tuple(
        Instalment(f"i{n}", add_months(first, n), money(draw(minor)), money(draw(little)),
                   money(0))
        for n in range(draw(st.integers(1, 6)))
    )  # fmt: skip
    charges = (Charge("c", today, ChargeKind.LATE_FEE, money(draw(minor))),) if draw(st.booleans()) else ()
    rates = st.sampled_from([Decimal(0), Decimal("0.12"), Decimal("0.36"), Decimal(5)])
    terms = LoanTerms(draw(rates), draw(rates))
    regime = draw(st.sampled_from(sorted(REGIMES)))
    account = AccountLedger("A1", currency, lines, charges, terms=terms)
    known = QuoteFacts(
        account="A1",
        regimes=(regime,),
        product="online_consumer_loan",
        ledger=state(account, as_of=today),
        terms=terms,
        reasons=draw(
            st.sampled_from([frozenset(), frozenset({Reason.JOB_LOSS}), frozenset({Reason.FORGOT})])
        ),
        payday=draw(st.sampled_from([None, *(Payday(Cadence.MONTHLY, day) for day in (1, 28, 29, 30, 31))])),
        residence=REGIMES[regime],
    )
    return known, today


def test_what_is_drawn_is_really_hard() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=600, deadline=None, database=None, derandomize=True)
    @given(hard())
    def look(drawn: tuple[QuoteFacts, date]) -> None:
        known, today = drawn
        offers = quote(known, today=today, policy=POLICY)
        if not offers:
            return
        seen[known.currency] += 1
        seen["leap day"] += today == date(2028, 2, 29)
        seen["31st"] += today.day == 31
        seen["payday on the 31st"] += known.payday == Payday(Cadence.MONTHLY, 31)
        seen["a handful of minor units"] += known.ledger.cure_amount.minor <= 11
        seen["one minor unit"] += known.ledger.cure_amount.minor == 1
        seen["growth forbidden"] += POLICY.regime(known.regimes, today).balance_growth is Growth.FORBIDDEN
        seen["a price"] += any(offer.extra_cost for offer in offers)
        seen["uneven parts"] += any(
            len({part.total for part in offer.parts}) == 2
            for offer in offers
            if offer.kind is OfferKind.INSTALMENT
        )
        seen["instalments in KWD or JPY"] += known.currency in ("KWD", "JPY") and any(
            offer.kind is OfferKind.INSTALMENT for offer in offers
        )

    look()

    wanted = (
        "KWD", "JPY", "leap day", "31st", "payday on the 31st", "a handful of minor units", "one minor unit",
        "growth forbidden", "a price", "uneven parts", "instalments in KWD or JPY",
    )  # fmt: skip
    assert {name: seen[name] for name in wanted if seen[name] < 5} == {}


@settings(max_examples=400, deadline=None)
@given(hard())
def test_every_offer_on_hard_inputs_is_exact_lawful_and_within_authority(
    drawn: tuple[QuoteFacts, date],
) -> None:
    known, today = drawn

    for offer in quote(known, today=today, policy=POLICY):
        assert_lawful(offer, known, today=today)
        assert all(part.total.minor > 0 for part in offer.parts)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_every_answer_on_hard_inputs_is_exact_lawful_and_within_authority(data: st.DataObject) -> None:
    known, today = data.draw(hard())
    wish: Wish = data.draw(wishes(currency=known.currency))

    answer = counter(known, wish, round=data.draw(st.integers(1, 5)), today=today, policy=POLICY)

    for offer in (*answer.alternatives, *([answer.offer] if answer.offer else [])):
        assert_lawful(offer, known, today=today)
