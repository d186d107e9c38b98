"""``non_business: previous`` moves a date back, but never to today or a day before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.build import Draft, instalments, on_date, part_now
from bot.offers.case import Case, open_case
from bot.offers.ledger import state
from bot.offers.records import NonBusiness, Record
from tests.unit.offers.generated import sample_account, sample_facts, shipped_policy

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 3, day) for day in (13, 14, 15, 16))


def case_and_record(kind: OfferKind, today: date) -> tuple[Case, Record]:
    policy = shipped_policy()
    account = sample_account("GBP")
    case = open_case(sample_facts("UK", ledger=state(account, as_of=today)), today=today, policy=policy)
    record = next(record for record in policy.records_on(today) if record.kind is kind)
    return case, replace(record, non_business=NonBusiness.PREVIOUS)


def days(draft: Draft) -> list[date]:
    assert draft.offer is not None
    return [part.due_on for part in draft.offer.parts]


@pytest.mark.parametrize(
    ("today", "asked", "settled"),
    [
        (FRIDAY, SATURDAY, MONDAY),  # not today, which the wish was not
        (SATURDAY, SATURDAY, MONDAY),  # not yesterday
        (SATURDAY, SUNDAY, MONDAY),
        (date(2026, 3, 12), SATURDAY, FRIDAY),
        (FRIDAY, date(2026, 3, 22), date(2026, 3, 20)),
    ],
)
@pytest.mark.parametrize("kind", [OfferKind.PROMISE, OfferKind.DEFERRAL])
def test_one_date_that_moves_back_stays_ahead(
    kind: OfferKind, today: date, asked: date, settled: date
) -> None:
    case, record = case_and_record(kind, today)

    assert days(on_date(record, case, asked)) == [settled]


def test_the_rest_of_a_payment_never_falls_on_the_day_of_the_first_half() -> None:
    case, record = case_and_record(OfferKind.PART_NOW, FRIDAY)

    assert days(part_now(record, case, Money(50_000, "GBP"), SATURDAY)) == [FRIDAY, MONDAY]


def test_the_first_part_of_a_plan_stays_ahead() -> None:
    case, record = case_and_record(OfferKind.INSTALMENT, FRIDAY)

    assert days(instalments(record, case, (SATURDAY, date(2026, 3, 21)))) == [MONDAY, date(2026, 3, 20)]
