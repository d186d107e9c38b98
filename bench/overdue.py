"""Revalue 100,000 accounts, one statement each for the collection list and the whole book.

``python bench/overdue.py [--accounts N] [--database URL]``

Twelve instalments an account, a third of the accounts late, some payments reversed, some instalments moved
or disputed. Without ``--database`` the accounts go into a SQLite file that is thrown away afterwards.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert

from bot.offers.calendar import add_months
from bot.offers.ledger import state
from bot.storage import tables as t
from bot.storage.database import open_engine
from bot.storage.migrate import upgrade
from bot.storage.types import use_keys
from bot.storage.unit import Store, UnitOfWork

GOAL_SECONDS = 60.0
AS_OF = date(2026, 3, 10)
AT = datetime(2026, 3, 10, tzinfo=UTC)
CHUNK = 5_000


def fill(unit: UnitOfWork, accounts: int) -> None:
    """Write invented accounts; seeded, so that two runs measure the same."""
    dice = Random(7)
    for start in range(0, accounts, CHUNK):
        rows: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("borrowers", "accounts", "instalments", "payments", "ledger_facts")
        }
        for n in range(start, min(start + CHUNK, accounts)):
            _account(rows, f"A{n:07}", dice)
        for name, found in rows.items():
            unit.connection.execute(insert(getattr(t, name)), found)


def _account(rows: dict[str, list[dict[str, Any]]], key: str, dice: Random) -> None:
    rows["borrowers"].append(
        dict(id=f"B{key}", name="x", language="en", timezone="Europe/London", residence="GB", created_at=AT)
    )
    rows["accounts"].append(
        dict(id=key, borrower_id=f"B{key}", lender="L", actor="first_party", product="microloan",
             currency="GBP", regimes="UK", annual_rate="0.12", late_daily_rate="0", record_at=AT)
    )  # fmt: skip
    first = AS_OF - timedelta(days=dice.randrange(60, 300))
    for n in range(12):
        due_on = add_months(first, n)
        amounts = dict(principal=dice.randrange(5_000, 90_000), interest=dice.randrange(3_000), fees=0)
        rows["instalments"].append(dict(account_id=key, number=n + 1, due_on=due_on, **amounts))
        if due_on >= AS_OF:
            continue
        late = dice.random() < 0.05
        if not late:
            rows["payments"].append(
                dict(id=f"{key}-{n}", account_id=key, received_on=due_on, amount=sum(amounts.values()),
                     source="bench", recorded_at=AT)
            )  # fmt: skip
        blank = dict(component=None, amount=None, until=None, moved_to=None, recorded_at=AT, account_id=key)
        if not late and dice.random() < 0.01:
            fact = dict(kind="reversal", item=f"{key}-{n}", amount=sum(amounts.values()))
            rows["ledger_facts"].append(blank | fact | dict(id=f"r{key}-{n}", since=due_on))
        if late and dice.random() < 0.2:
            fact = dict(kind="move", item=str(n + 1), moved_to=AS_OF + timedelta(days=7))
            rows["ledger_facts"].append(blank | fact | dict(id=f"m{key}-{n}", since=due_on))
        if late and dice.random() < 0.1:
            fact = dict(kind="dispute", item=str(n + 1), component="principal", amount=2_000)
            rows["ledger_facts"].append(blank | fact | dict(id=f"d{key}-{n}", since=due_on))
        if late and dice.random() < 0.5:
            fact = dict(kind="charge", item="late_fee", amount=2_000)
            rows["ledger_facts"].append(blank | fact | dict(id=f"c{key}-{n}", since=due_on))
            if dice.random() < 0.3:
                fact = dict(kind="waiver", item=f"c{key}-{n}", component="fees", amount=1_500)
                rows["ledger_facts"].append(blank | fact | dict(id=f"w{key}-{n}", since=due_on))


def main() -> int:
    """Fill, measure, compare a sample with the ledger; exit 1 above the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--database", default="")
    chosen = parser.parse_args()
    use_keys(["dGVzdHMtc2VhbC13aXRoLXRoaXMta2V5LW9ubHktISE="])
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(chosen.database or f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        store = Store(engine, new_id=lambda: "unused")
        started = time.perf_counter()
        with store.write() as unit:
            fill(unit, chosen.accounts)
            unit.commit()
        filled = time.perf_counter()
        print(f"filled {chosen.accounts:,} accounts in {filled - started:.1f} s")
        with store.read() as unit:
            begun = time.perf_counter()
            late = unit.books.overdue(as_of=AS_OF)
            listed = time.perf_counter()
            book = {row.account_id: row for row in unit.books.valued(as_of=AS_OF)}
            valued = time.perf_counter()
            overdue = {row.account_id: (row.overdue, row.days_past_due) for row in late}
            for n in range(0, chosen.accounts, max(chosen.accounts // 500, 1)):
                account = unit.books.account(f"A{n:07}")
                says, row = state(unit.books.ledger(account), as_of=AS_OF), book[f"A{n:07}"]
                if (row.outstanding, row.overdue, row.cure_amount, row.days_past_due) != (
                    says.outstanding.minor, says.overdue.minor, says.cure_amount.minor, says.days_past_due,
                ) or overdue.get(account.id, (0, 0)) != (row.overdue, row.days_past_due):  # fmt: skip
                    print(f"{account.id}: the book, the list and the ledger disagree")
                    return 1
        engine.dispose()
    print(f"collection list: {len(late):,} of {chosen.accounts:,} late, {listed - begun:.2f} s")
    seconds = valued - listed
    verdict = "within" if seconds < GOAL_SECONDS else "ABOVE"
    print(
        f"whole book: outstanding, overdue and cure amount of {len(book):,} accounts, "
        f"{seconds:.2f} s, {verdict} {GOAL_SECONDS:.0f} s"
    )
    return 0 if seconds < GOAL_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
