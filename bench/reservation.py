"""Decisions a second with their reservation: ``python -m bench.reservation [--durable] [--processes N]``.

One decision is a whole transaction on PostgreSQL as the scheduler runs it: hold the borrower, read the
account, the ledger and every fact, decide with all packs, write line, parcel and contact, store the evidence
in the audit chain, commit. Each borrower has 20 contacts and facts on file. The server is a throw-away one
that does not wait for its disk; ``--durable`` makes it wait. Exit 1 below the target.

A machine that others use too makes the rate anything; statements and processor time of the proposing process
are printed beside it, since they depend on the code alone (nearly so the second).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import uuid
from datetime import timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, event, insert, text

from bot.model.words import Channel, FactKind, Outcome, Sender
from bot.storage import tables as t
from bot.storage.database import open_engine
from bot.storage.types import use_keys
from bot.storage.unit import Store
from tests.integration.reserving import DATA_KEY, capped_house, propose
from tests.integration.small_world import add_borrower
from tests.servers import fresh_database, postgres_server

TARGET = 500
ROOT = Path(__file__).resolve().parents[1]


def fill(store: Store, *, borrowers: int) -> None:
    """Borrowers with a history, none of it in the last week, so that a third of the proposals is refused."""
    house = capped_house(store)
    now = house.clock()
    for n in range(borrowers):
        person = add_borrower(house, account=f"A{n}")
        with store.write() as unit:
            for day in range(12):
                unit.record.contacted(
                    borrower_id=person,
                    account_id=f"A{n}",
                    at=now - timedelta(days=9 + 4 * day),
                    direction="outbound",
                    channel=Channel.SMS,
                    outcome=Outcome.SENT,
                    by=Sender.BOT,
                )
            rows = [
                {
                    "id": uuid.uuid4().hex,
                    "borrower_id": person,
                    "account_id": f"A{n}",
                    "kind": FactKind.DISPUTE.value,
                    "at": now - timedelta(days=200 + day),
                    "detail": {"reason": "amount"},
                    "ended_at": now - timedelta(days=150),
                }
                for day in range(8)
            ]
            unit.connection.execute(insert(t.facts), rows)
            unit.commit()


def work(url: str, first: int, last: int, rounds: int) -> None:
    """Propose from a process of its own; prints how many decisions were made."""
    use_keys([DATA_KEY])
    store = Store(open_engine(url), new_id=lambda: uuid.uuid4().hex)
    house = capped_house(store)
    propose(house, f"A{first}")
    print("ready", flush=True)
    sys.stdin.readline()
    done, statements = 0, count()

    def one_more(*_: object) -> None:
        next(statements)

    event.listen(store.engine, "before_cursor_execute", one_more)
    begun = time.process_time()
    for _ in range(rounds):
        for n in range(first, last):
            propose(house, f"A{n}")
            done += 1
    print(done, next(statements), time.process_time() - begun, flush=True)
    store.engine.dispose()


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--borrowers", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--durable", action="store_true", help="commits reach the disk before they count")
    parser.add_argument("--work", nargs=3, metavar=("URL", "FIRST", "LAST"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        url, first, last = chosen.work
        work(url, int(first), int(last), chosen.rounds)
        return 0
    use_keys([DATA_KEY])
    with (
        postgres_server(f"bench{uuid.uuid4().hex[:6]}") as server,
        fresh_database(server, "bench") as address,
    ):
        if chosen.durable:
            with create_engine(server, isolation_level="AUTOCOMMIT").connect() as admin:
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    admin.execute(text(f"ALTER SYSTEM SET {setting} = on"))
                admin.execute(text("SELECT pg_reload_conf()"))
        url = address.render_as_string(hide_password=False)
        engine = open_engine(url)
        t.metadata.create_all(engine)
        fill(Store(engine, new_id=lambda: uuid.uuid4().hex), borrowers=chosen.borrowers)
        with engine.connect() as connection:
            connection.execute(text("COMMIT"))
            durable = connection.execute(text("SHOW synchronous_commit")).scalar()
        rate, entries, statements, seconds = measure(url, chosen)
        with Store(engine, new_id=str).read() as unit:
            broken, count = unit.audit.verify(), unit.audit.count()
        engine.dispose()
    verdict = "reached" if rate >= TARGET else "BELOW"
    print(
        f"{entries:,} decisions, {chosen.processes} processes, synchronous_commit {durable}: "
        f"{rate:,.0f} a second, target {TARGET} {verdict}; "
        f"{statements / entries:.1f} statements, {1000 * seconds / entries:.2f} ms of processor a decision; "
        f"chain of {count:,} {'holds' if broken is None else 'BROKEN'}"
    )
    return 0 if rate >= TARGET and broken is None else 1


def measure(url: str, chosen: argparse.Namespace) -> tuple[float, int, int, float]:
    """Over all processes: decisions a second, how many, their statements and seconds of processor time."""
    share = chosen.borrowers // chosen.processes
    command = [sys.executable, "-m", "bench.reservation", "--rounds", str(chosen.rounds), "--work", url]
    running = [
        subprocess.Popen(
            [*command, str(n * share), str((n + 1) * share)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for n in range(chosen.processes)
    ]
    for process in running:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise RuntimeError("a process of the bench did not start")
    started = time.perf_counter()
    for process in running:
        if process.stdin is not None:
            process.stdin.write("go\n")
            process.stdin.flush()
    told = [process.communicate()[0].split() for process in running]
    taken = time.perf_counter() - started
    done = sum(int(each[0]) for each in told)
    return done / taken, done, sum(int(each[1]) for each in told), sum(float(each[2]) for each in told)


if __name__ == "__main__":
    sys.exit(main())
