"""Her own dates with her own amounts, and offers that ask for less at a time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.gentler import cheapest, gentler, largest_part
from bot.offers.negotiate import counter
from bot.offers.quote import cost_to_borrower, quote
from bot.offers.terms import Answer, AnswerStatus, Band, QuoteFacts, Wish
from tests.unit.offers.generated import TODAY, facts, sample_facts, shipped_policy

POLICY = shipped_policy()
DAYS = (date(2026, 3, 16), date(2026, 3, 31))


def ask(regime: str, *amounts: int, dates: tuple[date, ...] = DAYS) -> Answer:
    known = sample_facts(regime)
    money = tuple(Money(minor, known.currency) for minor in amounts)
    wish = Wish(kind=OfferKind.INSTALMENT, dates=dates, amounts=money)
    return counter(known, wish, round=1, today=TODAY, policy=POLICY)


def test_the_first_amount_is_hers_and_the_last_takes_the_rest_and_the_cost() -> None:
    answer = ask("CN", 50_000)

    assert answer.status is AnswerStatus.ACCEPTED
    assert answer.offer is not None
    first = answer.offer.parts[0]
    assert (first.due_on, first.total.minor) == (DAYS[0], 50_000)
    assert sum(p.total.minor for p in answer.offer.parts) == answer.offer.total.minor


def test_amounts_that_fall_short_are_never_filled_up_for_her() -> None:
    short_in_uk, short_in_cn = ask("UK", 10_000, 10_000), ask("CN", 10_000, 10_000)

    assert (short_in_uk.status, short_in_uk.reason) == (AnswerStatus.HUMAN, "low_figure")
    assert short_in_cn.status is AnswerStatus.ALTERNATIVES


def test_an_amount_above_what_is_owed_leaves_no_second_part() -> None:
    assert ask("CN", 10_000_000).status is not AnswerStatus.ACCEPTED


def test_more_amounts_than_dates_cannot_be_read() -> None:
    with pytest.raises(BadInput) as caught:
        ask("CN", 1, 2, 3)
    assert caught.value.where == "amounts"


@settings(max_examples=60, deadline=None)
@given(facts(), st.integers(1, 10**6))
def test_named_parts_sum_exactly_and_stay_within_authority(known: QuoteFacts, minor: int) -> None:
    wish = Wish(kind=OfferKind.INSTALMENT, dates=DAYS, amounts=(Money(minor, known.currency),))

    answer = counter(known, wish, round=1, today=TODAY, policy=POLICY)

    for offer in (answer.offer, *answer.alternatives):
        if offer is not None:
            assert offer.band is Band.BOT
            assert sum(part.total.minor for part in offer.parts) == offer.total.minor
            assert all(part.total.minor > 0 for part in offer.parts)


@settings(max_examples=60, deadline=None)
@given(facts(), st.integers(1, 10**6))
def test_gentler_offers_ask_for_less_at_a_time_and_stay_within_authority(
    known: QuoteFacts, minor: int
) -> None:
    below = Money(minor, known.currency)

    offers = gentler(known, below=below, today=TODAY, policy=POLICY)

    assert all(largest_part(offer) < below and offer.band is Band.BOT for offer in offers)
    assert all(offer.affordable is not False for offer in offers)
    assert offers == gentler(known, below=below, today=TODAY, policy=POLICY)


@settings(max_examples=40, deadline=None)
@given(facts())
def test_the_cheapest_way_costs_no_more_than_any_that_is_volunteered(known: QuoteFacts) -> None:
    found = cheapest(known, today=TODAY, policy=POLICY)

    for offer in quote(known, today=TODAY, policy=POLICY):
        assert found is not None
        assert cost_to_borrower(found) <= cost_to_borrower(offer)
