from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.errors import BadInput
from bot.model.loan import AccountLedger, Component, Dispute, DueDateMove, Payment, Reversal, Waiver
from bot.model.money import Money
from bot.offers.ledger import bucket_of, state
from tests.unit.offers.generated import TODAY, accounts, sample_account


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def test_the_day_an_instalment_falls_due_it_is_not_yet_overdue() -> None:
    account = sample_account()

    on_the_day, day_after = (state(account, as_of=date(2026, 3, day)) for day in (5, 6))

    assert (on_the_day.days_past_due, on_the_day.bucket, on_the_day.overdue) == (0, "current", cny(0))
    assert on_the_day.next_due_on == date(2026, 3, 5)
    assert (day_after.days_past_due, day_after.bucket, day_after.overdue) == (1, "1-7", cny(110_000))


def test_states_what_cures_the_account_with_its_fees() -> None:
    ledger = state(sample_account(), as_of=TODAY)

    assert (ledger.overdue, ledger.fees_due, ledger.cure_amount) == (cny(110_000), cny(2_350), cny(112_350))
    assert (ledger.days_past_due, ledger.oldest_unpaid_due_on) == (5, date(2026, 3, 5))
    assert (ledger.next_due_on, ledger.next_due_amount) == (date(2026, 4, 5), cny(109_000))


def test_a_part_payment_meets_interest_before_principal_and_leaves_the_days_past_due() -> None:
    account = sample_account()
    paid = replace(account, payments=(*account.payments, Payment("p3", TODAY, cny(15_000))))

    ledger = state(paid, as_of=TODAY)

    assert (ledger.cure.interest, ledger.cure.principal) == (cny(350), cny(95_000))
    assert ledger.days_past_due == 5


def test_a_back_dated_payment_heals_the_past_and_a_reversal_reopens_it_from_its_own_day() -> None:
    account = sample_account()
    late = replace(
        account,
        payments=(*account.payments, Payment("p3", date(2026, 3, 5), cny(110_000))),
        reversals=(Reversal("r1", "p3", date(2026, 3, 9), cny(110_000)),),
    )

    assert state(late, as_of=date(2026, 3, 8)).overdue == cny(0)
    assert state(late, as_of=date(2026, 3, 9)).days_past_due == 4


def test_an_overpayment_reduces_what_comes_next_and_the_rest_is_credit() -> None:
    account = sample_account(months=3)
    paid = replace(account, payments=(Payment("p", date(2026, 1, 5), cny(10**6)),), reversals=())

    ledger = state(paid, as_of=TODAY)

    assert (ledger.outstanding, ledger.next_due_on) == (cny(0), None)
    assert ledger.credit == cny(10**6 - sum(line.amount.minor for line in account.instalments) - 2_350)


def test_a_disputed_part_is_not_asked_for_and_never_receives_a_payment() -> None:
    account = sample_account()
    contested = replace(
        account,
        payments=(*account.payments, Payment("p3", TODAY, cny(500_000))),
        disputes=(Dispute("d", "i02", Component.PRINCIPAL, cny(40_000), date(2026, 3, 6), date(2026, 4, 1)),),
    )

    during, after = state(contested, as_of=TODAY), state(contested, as_of=date(2026, 4, 1))
    row = next(r for r in during.allocations if (r.item, r.component) == ("i02", Component.PRINCIPAL))

    assert (row.disputed, row.paid, row.unpaid) == (cny(40_000), cny(60_000), cny(0))
    assert (during.disputed, during.cure_amount) == (cny(40_000), cny(0))
    assert after.disputed == cny(0)


def test_a_deferred_instalment_is_not_overdue_until_its_new_date_or_until_the_deferral_is_withdrawn() -> None:
    account = sample_account()
    move = DueDateMove("m", "i02", date(2026, 3, 20), TODAY, until=date(2026, 3, 25))
    moved = replace(account, moves=(move,))

    days = [state(moved, as_of=date(2026, 3, day)).days_past_due for day in (9, 10, 20, 21, 25)]

    assert days == [4, 0, 0, 1, 20]


def test_a_waived_fee_is_gone_and_a_charge_alone_makes_no_account_late() -> None:
    account = sample_account()
    paid = replace(
        account,
        payments=(*account.payments, Payment("p3", TODAY, cny(110_000))),
        waivers=(Waiver("w", "late-fee", Component.FEES, TODAY, cny(2_000)),),
    )

    ledger = state(paid, as_of=TODAY)

    assert (ledger.fees_due, ledger.days_past_due, ledger.bucket) == (cny(350), 0, "current")


@pytest.mark.parametrize(
    ("days", "bucket"), [(0, "current"), (1, "1-7"), (7, "1-7"), (8, "8-15"), (90, "61-90"), (91, "90+")]
)
def test_buckets_begin_and_end_where_they_say(days: int, bucket: str) -> None:
    assert bucket_of(days) == bucket


@pytest.mark.parametrize(
    "broken",
    [
        {"reversals": (Reversal("r", "nobody", TODAY, Money(1, "CNY")),)},
        {"payments": (Payment("p", TODAY, Money(1, "USD")),)},
        {"payments": (Payment("p", TODAY, Money(-1, "CNY")),)},
        {"payments": (Payment("p", TODAY, cny(1)), Payment("p", TODAY, cny(1)))},
        {"waivers": (Waiver("w", "late-fee", Component.FEES, TODAY, cny(2_001)),)},
        {"waivers": (Waiver("w", "late-fee", Component.PRINCIPAL, TODAY, cny(1)),)},
        {"moves": (DueDateMove("m", "nothing", TODAY, TODAY),)},
    ],
)
def test_facts_that_cannot_be_true_together_are_refused(broken: dict[str, object]) -> None:
    account = replace(sample_account(), payments=(), reversals=())

    with pytest.raises(BadInput):
        replace(account, **broken)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(accounts(), st.integers(-170, 90))
def test_no_cent_appears_or_disappears(account: AccountLedger, offset: int) -> None:
    as_of = TODAY + timedelta(days=offset)

    ledger = state(account, as_of=as_of)

    billed = sum(row.billed.minor for row in ledger.allocations)
    paid = sum(row.paid.minor for row in ledger.allocations)
    arrived = sum(p.amount.minor for p in account.payments if p.received_on <= as_of)
    undone = sum(r.amount.minor for r in account.reversals if r.on <= as_of)
    assert paid + ledger.credit.minor == max(arrived - undone, 0)
    assert billed == paid + ledger.outstanding.minor + ledger.disputed.minor
    assert ledger.cure_amount == ledger.overdue + ledger.fees_due <= ledger.outstanding
    assert all(min(row.paid, row.unpaid, row.disputed).minor >= 0 for row in ledger.allocations)
    assert (ledger.days_past_due > 0) == bool(ledger.overdue)


@settings(max_examples=60, deadline=None)
@given(accounts(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_arrive_does_not_matter(account: AccountLedger, dice: Random) -> None:
    def shuffled(facts: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(dice.sample(facts, len(facts)))

    names = ("instalments", "charges", "payments", "reversals")
    mixed = replace(account, **{name: shuffled(getattr(account, name)) for name in names})

    assert state(mixed, as_of=TODAY) == state(account, as_of=TODAY)


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_paying_exactly_the_cure_amount_cures(account: AccountLedger) -> None:
    before = state(account, as_of=TODAY)
    paid = replace(account, payments=(*account.payments, Payment("cure", TODAY, before.cure_amount)))

    after = state(paid, as_of=TODAY)

    assert after.days_past_due == 0
    assert before.outstanding - after.outstanding == before.cure_amount
