from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

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
from bot.offers.ledger import state
from bot.storage import tables as t
from bot.storage.overdue import overdue
from bot.storage.unit import Store, UnitOfWork

AT = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
DAYS = st.sampled_from([TODAY + timedelta(days=n) for n in (-40, -9, -2, -1, 0, 1, 6)])
UNTIL = st.one_of(st.none(), DAYS)


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


@st.composite
def ledgers(draw: st.DrawFn) -> AccountLedger:
    """Any account that may be on file: few days, items and amounts, so that ties and edges are common."""
    key = uuid.UUID(int=draw(st.integers(0, 2**64))).hex
    amount = st.integers(0, 400).map(cny)
    lines = tuple(
        Instalment(str(n), draw(DAYS), draw(amount), draw(amount), draw(amount))
        for n in range(1, draw(st.integers(1, 11)) + 1)
    )
    charges = tuple(
        Charge(
            f"{draw(st.integers(0, 9))}{n}-{key}", draw(DAYS), draw(st.sampled_from(ChargeKind)), draw(amount)
        )
        for n in range(draw(st.integers(0, 4)))
    )
    payments = tuple(
        Payment(f"p{n}-{key}", draw(DAYS), cny(draw(st.integers(0, 3000))))
        for n in range(draw(st.integers(0, 4)))
    )
    reversals = tuple(
        Reversal(f"r{paid.id}", paid.id, draw(DAYS), cny(draw(st.integers(0, paid.amount.minor))))
        for paid in payments
        if draw(st.booleans())
    )
    billed = AccountLedger(key, "CNY", lines, charges).components()
    parts = sorted(billed, key=str)
    waivers = tuple(
        Waiver(
            f"w{n}-{key}", item, part, draw(DAYS), cny(draw(st.integers(0, billed[item, part]))), draw(UNTIL)
        )
        for n, (item, part) in enumerate(draw(st.lists(st.sampled_from(parts), max_size=3, unique=True)))
    )
    disputes = tuple(
        Dispute(f"d{n}-{key}", item, part, draw(amount), draw(DAYS), draw(UNTIL))
        for n, (item, part) in enumerate(draw(st.lists(st.sampled_from(parts), max_size=3)))
    )
    items = sorted({item for item, _ in parts})
    moves = tuple(
        DueDateMove(f"m{n}-{key}", item, draw(DAYS), draw(DAYS), draw(UNTIL))
        for n, item in enumerate(draw(st.lists(st.sampled_from(items[:3]), max_size=5)))
    )
    return AccountLedger(key, "CNY", lines, charges, payments, reversals, waivers, disputes, moves)


def put(unit: UnitOfWork, accounts: Iterable[AccountLedger], **changes: Any) -> None:
    """Write ledgers to the tables, fact by fact."""
    rows: dict[str, list[dict[str, Any]]] = {"instalments": [], "payments": [], "ledger_facts": []}
    add = unit.connection.execute
    borrower = dict(language="zh", timezone="Asia/Shanghai", residence="CN", created_at=AT)
    for account in accounts:
        add(insert(t.borrowers).values(id=f"b-{account.id}", name="Ann", **borrower))
        terms = dict(lender="L", actor="first_party", product="microloan", regimes="CN", record_at=AT)
        rates = dict(annual_rate="0.12", late_daily_rate="0")
        add(
            insert(t.accounts).values(
                id=account.id, borrower_id=f"b-{account.id}", currency="CNY", **terms, **rates, **changes
            )
        )
        rows["instalments"] += [
            dict(account_id=account.id, number=int(line.id), due_on=line.due_on, fees=line.fees.minor,
                 interest=line.interest.minor, principal=line.principal.minor)
            for line in account.instalments
        ]  # fmt: skip
        rows["payments"] += [
            dict(id=paid.id, account_id=account.id, received_on=paid.received_on, amount=paid.amount.minor,
                 source="test", recorded_at=AT)
            for paid in account.payments
        ]  # fmt: skip
        rows["ledger_facts"] += [dict(account_id=account.id, recorded_at=AT, **row) for row in later(account)]
    for name, found in rows.items():
        if found:
            add(insert(getattr(t, name)), found)


def later(account: AccountLedger) -> list[dict[str, Any]]:
    def fact(it: Any, kind: str, item: str, since: date, **more: Any) -> dict[str, Any]:
        blank = {"component": None, "amount": None, "until": None, "moved_to": None}
        return blank | dict(id=it.id, kind=kind, item=item, since=since) | more

    return [
        *(fact(c, "charge", c.kind.value, c.posted_on, amount=c.amount.minor) for c in account.charges),
        *(fact(r, "reversal", r.payment, r.on, amount=r.amount.minor) for r in account.reversals),
        *(fact(w, "waiver", w.item, w.on, component=w.component.value, amount=w.amount.minor,
               until=w.until)
          for w in account.waivers),
        *(fact(d, "dispute", d.item, d.since, component=d.component.value, amount=d.amount.minor,
               until=d.until) for d in account.disputes),
        *(fact(m, "move", m.item, m.since, moved_to=m.to, until=m.until) for m in account.moves),
    ]  # fmt: skip


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    accounts=st.lists(ledgers(), min_size=1, max_size=6, unique_by=lambda account: account.id),
    days=st.lists(DAYS, min_size=1, max_size=4),
    waterfall=st.permutations(list(Component)).map(tuple),
)
def test_the_list_in_sql_says_what_the_ledger_says_of_each_account(
    store: Store, accounts: list[AccountLedger], days: list[date], waterfall: tuple[Component, ...]
) -> None:
    with store.write() as unit:  # nothing is committed: each example begins empty
        put(unit, accounts)
        for as_of in days:
            found = {
                row.account_id: row for row in overdue(unit.connection, as_of=as_of, waterfall=waterfall)
            }
            states = {
                account.id: state(replace(account, waterfall=waterfall), as_of=as_of) for account in accounts
            }

            assert {
                key: (row.overdue, row.days_past_due, row.bucket, row.oldest_due_on)
                for key, row in found.items()
            } == {
                key: (it.overdue.minor, it.days_past_due, it.bucket, it.oldest_unpaid_due_on)
                for key, it in states.items()
                if it.days_past_due
            }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(account=ledgers())
def test_what_is_read_back_is_the_ledger_that_was_written(store: Store, account: AccountLedger) -> None:
    with store.write() as unit:
        put(unit, [account])

        kept = unit.books.ledger(unit.books.account(account.id))

    assert state(kept, as_of=TODAY) == state(account, as_of=TODAY)


def test_an_instalment_is_late_from_the_day_after_it_was_due(store: Store) -> None:
    due = Instalment("1", TODAY, cny(100_00), cny(0), cny(0))
    with store.write() as unit:
        put(unit, [AccountLedger("A1", "CNY", (due,))])

        found = [unit.books.overdue(as_of=TODAY + timedelta(days=n)) for n in (0, 1)]

    assert found[0] == ()
    (row,) = found[1]
    assert (row.account_id, row.borrower_id, row.overdue, row.currency) == ("A1", "b-A1", 100_00, "CNY")
    assert (row.days_past_due, row.bucket, row.oldest_due_on) == (1, "1-7", TODAY)


def test_a_closed_account_is_not_listed(store: Store) -> None:
    due = Instalment("1", TODAY - timedelta(days=5), cny(100_00), cny(0), cny(0))
    with store.write() as unit:
        put(unit, [AccountLedger("A1", "CNY", (due,))], closed_on=TODAY)

        found = [len(unit.books.overdue(as_of=TODAY - timedelta(days=n))) for n in (0, 1)]

    assert found == [0, 1]


def test_the_oldest_debt_comes_first(store: Store) -> None:
    def late(key: str, *, days: int, minor: int) -> AccountLedger:
        due_on = TODAY - timedelta(days=days)
        return AccountLedger(key, "CNY", (Instalment("1", due_on, cny(minor), cny(0), cny(0)),))

    with store.write() as unit:
        put(unit, [late("A", days=2, minor=9), late("B", days=9, minor=1), late("C", days=2, minor=10)])

        found = [row.account_id for row in unit.books.overdue(as_of=TODAY)]

    assert found == ["B", "C", "A"]
