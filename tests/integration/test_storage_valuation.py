"""The whole book in one statement: on both databases what the ledger says of every single account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.loan import (
    AccountLedger,
    Charge,
    ChargeKind,
    Component,
    Dispute,
    DueDateMove,
    Instalment,
    Payment,
    Reversal,
    Waiver,
)
from bot.model.money import Money
from bot.model.rows import ValuedRow
from bot.offers.calendar import add_months
from bot.offers.ledger import LedgerState, state
from bot.storage.unit import Store
from bot.storage.valuation import valued
from tests.integration.test_storage_overdue import DAYS, TODAY, cny, ledgers, put


def says(row: ValuedRow) -> tuple[object, ...]:
    return (
        row.outstanding, row.overdue, row.cure_amount, row.days_past_due, row.bucket,
        row.oldest_due_on, row.next_due_on,
    )  # fmt: skip


def knows(it: LedgerState) -> tuple[object, ...]:
    return (
        it.outstanding.minor, it.overdue.minor, it.cure_amount.minor, it.days_past_due, it.bucket,
        it.oldest_unpaid_due_on, it.next_due_on,
    )  # fmt: skip


def lived_in(number: int, dice: Random) -> AccountLedger:
    """An account with a life behind it: paid, bounced, paid too much, waived, contested, put off."""
    key = f"A{number:04}"

    def day(first: int, last: int) -> date:
        return TODAY + timedelta(days=dice.randint(first, last))

    first = TODAY - timedelta(days=dice.randint(-20, 300))
    lines = tuple(
        Instalment(str(n + 1), add_months(first, n), cny(dice.choice((0, 1, 99_999, 100_000))),
                   cny(dice.randint(0, 3_000)), cny(dice.choice((0, 0, 500))))
        for n in range(dice.randint(1, 14))
    )  # fmt: skip
    charges = tuple(
        Charge(f"c{n}-{key}", day(-60, 10), dice.choice(tuple(ChargeKind)), cny(dice.randint(0, 4_000)))
        for n in range(dice.randint(0, 3))
    )
    payments = tuple(
        Payment(f"p{line.id}-{key}", line.due_on + timedelta(days=dice.randint(-3, 20)),
                Money(max(line.amount.minor + dice.choice((0, 0, 0, -1, 1, -50_000, 80_000)), 0), "CNY"))
        for line in lines if dice.random() < 0.75 and line.due_on <= TODAY + timedelta(days=5)
    )  # fmt: skip
    reversals = tuple(
        Reversal(f"r{paid.id}", paid.id, paid.received_on + timedelta(days=dice.randint(0, 9)),
                 cny(dice.choice((paid.amount.minor, paid.amount.minor // 3))))
        for paid in payments if dice.random() < 0.2
    )  # fmt: skip
    billed = AccountLedger(key, "CNY", lines, charges).components()
    parts = [part for part, minor in billed.items() if minor]
    waivers = tuple(
        Waiver(f"w{n}-{key}", item, part, day(-40, 5), cny(dice.randint(0, billed[item, part])),
               day(6, 30) if dice.random() < 0.3 else None)
        for n, (item, part) in enumerate(dice.sample(parts, min(len(parts), dice.randint(0, 2))))
    )  # fmt: skip
    disputes = tuple(
        Dispute(f"d{n}-{key}", *dice.choice(parts), cny(dice.choice((1, 700, 200_000))), day(-40, 3),
                day(-5, 30) if dice.random() < 0.5 else None)
        for n in range(dice.randint(0, 2) if parts else 0)
    )  # fmt: skip
    moves = tuple(
        DueDateMove(f"m{n}-{key}", dice.choice(lines).id, day(-10, 45), day(-30, 2),
                    day(-2, 20) if dice.random() < 0.3 else None)
        for n in range(dice.randint(0, 2))
    )  # fmt: skip
    return AccountLedger(key, "CNY", lines, charges, payments, reversals, waivers, disputes, moves)


def test_five_hundred_accounts_are_valued_in_one_statement_as_the_ledger_values_each(store: Store) -> None:
    dice = Random(20260310)
    accounts = [lived_in(number, dice) for number in range(500)]
    happened = ("charges", "payments", "reversals", "waivers", "disputes", "moves")
    assert all(sum(bool(getattr(each, name)) for each in accounts) >= 100 for name in happened)

    with store.write() as unit:
        put(unit, accounts)
        for offset in (-33, 0, 1, 40):
            as_of = TODAY + timedelta(days=offset)

            found = {row.account_id: says(row) for row in unit.books.valued(as_of=as_of)}

            assert found == {each.id: knows(state(each, as_of=as_of)) for each in accounts}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    accounts=st.lists(ledgers(), min_size=1, max_size=5, unique_by=lambda account: account.id),
    days=st.lists(DAYS, min_size=1, max_size=3),
    waterfall=st.permutations(list(Component)).map(tuple),
)
def test_any_account_on_any_day_in_any_waterfall_is_valued_to_the_minor_unit(
    store: Store, accounts: list[AccountLedger], days: list[date], waterfall: tuple[Component, ...]
) -> None:
    with store.write() as unit:  # nothing is committed: each example begins empty
        put(unit, accounts)
        for as_of in days:
            rows = valued(unit.connection, as_of=as_of, waterfall=waterfall)

            assert {row.account_id: says(row) for row in rows} == {
                each.id: knows(state(replace(each, waterfall=waterfall), as_of=as_of)) for each in accounts
            }


def test_who_owes_nothing_stands_in_the_book_with_zeros_and_who_has_left_does_not(store: Store) -> None:
    paid = Instalment("1", TODAY - timedelta(days=5), cny(100_00), cny(0), cny(0))
    with store.write() as unit:
        put(unit, [AccountLedger("A1", "CNY", (paid,), payments=(Payment("p", TODAY, cny(100_00)),))])
        put(unit, [AccountLedger("A2", "CNY", (paid,))], closed_on=TODAY)

        found = unit.books.valued(as_of=TODAY)

    assert [(row.account_id, *says(row)) for row in found] == [("A1", 0, 0, 0, 0, "current", None, None)]


def test_what_is_owed_at_the_edge_of_the_day(store: Store) -> None:
    due = Instalment("1", TODAY, cny(100_00), cny(5_00), cny(0))
    fee = Charge("late-1", TODAY + timedelta(days=1), ChargeKind.LATE_FEE, cny(20_00))
    with store.write() as unit:
        put(unit, [AccountLedger("A1", "CNY", (due,), charges=(fee,))])

        found = [unit.books.valued(as_of=TODAY + timedelta(days=n))[0] for n in (0, 1)]

    assert [(row.outstanding, row.overdue, row.cure_amount) for row in found] == [
        (105_00, 0, 0),
        (125_00, 105_00, 125_00),
    ]
