"""Time the import of 100,000 rows of each file: ``python bench/import.py [--rows N] [--database URL]``.

Each file is imported into an empty database (SQLite in a folder that is thrown away, unless a URL is given)
and then once more, to see that nothing changes. Names and addresses are encrypted, answers hashed as always.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.cli_import import progress_bar
from bot.intake_desk import open_desk
from bot.settings import Settings
from bot.storage.database import open_engine
from bot.storage.intake import load_file
from bot.storage.migrate import upgrade
from bot.storage.types import use_keys
from bot.storage.unit import Store

GOAL_SECONDS = 60.0
AT = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
FIRST = date(2026, 1, 5)


def accounts(rows: int) -> Iterator[str]:
    """An accounts file."""
    yield (
        "account_id,borrower_id,name,language,residence,phone,email,phone_consent_at,birth_date,postcode,payday,"
        "lender,actor,product,currency,annual_rate,late_daily_rate,opened_on"
    )
    for n in range(rows):
        born = date(1960, 1, 1) + timedelta(days=n % 15_000)
        yield (
            f"A{n:07},B{n:07},测试{n},zh,CN,1390000{n % 10_000:04},b{n}@example.com,2025-09-01,{born},"
            f"310000,10,晴禾消费金融,first_party,online_consumer_loan,CNY,18%,0.0005,2025-09-01"
        )


def instalments(rows: int) -> Iterator[str]:
    """A schedule for the first accounts, twelve rows each."""
    yield "account_id,number,due_on,principal,interest,fees"
    for n in range(rows):
        due_on = FIRST + timedelta(days=30 * (n % 12))
        yield f'A{n // 12:07},{n % 12 + 1},{due_on},"1,{n % 1000:03}.00",18.50,0'


def payments(rows: int) -> Iterator[str]:
    """Payments on the first accounts, one in a hundred of them reversed."""
    yield "payment_id,account_id,paid_on,amount,kind,reverses"
    for n in range(rows):
        if n % 100 == 99:
            yield f"P{n},A{(n - 1) // 12:07},2026-03-01,50.00,reversal,P{n - 1}"
        else:
            yield f"P{n},A{n // 12:07},2026-02-01,100.00,payment,"


def main() -> int:
    """Import, import again, compare with the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", default="")
    chosen = parser.parse_args()
    use_keys(["dGVzdHMtc2VhbC13aXRoLXRoaXMta2V5LW9ubHktISE="])
    settings = Settings(secret=SecretStr("a secret for the bench, thirty-two or more"))
    ok = True
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(chosen.database or f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        store = Store(engine, new_id=lambda: uuid.uuid4().hex)
        desk = open_desk(settings, new_id=store.new_id)
        for kind, made in (("accounts", accounts), ("instalments", instalments), ("payments", payments)):
            data = "\n".join(made(chosen.rows)).encode()
            for again in (False, True):
                started = time.perf_counter()
                with progress_bar() as progress:
                    report = load_file(
                        store, kind, data, name=f"{kind}.csv", desk=desk, at=AT, progress=progress
                    )
                seconds = time.perf_counter() - started
                wanted = (0, report.rows) if again else (report.rows, 0)
                right = (report.added, report.unchanged) == wanted and report.ok
                ok = ok and right and seconds < GOAL_SECONDS
                what = "again, nothing changed" if again else f"{report.added:,} added"
                outcome = what if right else report.problems[:3]
                print(f"{kind}: {report.rows:,} rows in {seconds:.1f} s, {outcome}")
        engine.dispose()
    print("within" if ok else "ABOVE", f"{GOAL_SECONDS:.0f} s each")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
