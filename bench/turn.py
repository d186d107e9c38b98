"""A turn through the whole stack, against stock Rasa in the same run.

    .venv/bin/python bench/turn.py [--stock-python var/stock-rasa/bin/python] [--turns 200]

Ours: HTTP in -> stored -> understood -> engine -> action -> door -> stored -> HTTP out, on SQLite, as a
borrower's browser does it. Reference: stock Rasa 3.6.21 with its default DIET + TED configuration over the
same domain, rules and examples, REST channel, rasa-sdk action server with an action that only answers;
trained for one epoch, since latency does not depend on the number of epochs; the trained model is kept
beside its environment and used again while domain and data are the same. Make the environment with
bench/stock-rasa.sh.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.line import Line  # noqa: E402
from bench.stock_rasa import stock  # noqa: E402

WORDS = (
    "工资后天才发，能晚两天还吗", "先还500，剩下的15号还", "我欠多少", "怎么还款", "能不能分三期",
    "can I have until the 25th?", "half now, rest on the 15th", "how much do I owe", "could I do 3 payments",
)  # fmt: skip


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stock-python", type=Path, default=ROOT / "var" / "stock-rasa" / "bin" / "python")
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--train-stock", action="store_true", help="measure the reference alone")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve()
        return
    if chosen.train_stock:
        with stock(chosen.stock_python) as ask:
            print(timed(ask, turns=chosen.turns, users=1))
        return
    rows: dict[str, dict[str, float]] = {}
    with ours() as (ask, pids):
        rows["tideover, 1 user"] = timed(ask, turns=chosen.turns, users=1)
        before = {name: _processor_ms(pid) for name, pid in pids.items()}
        rows["tideover, 16 users"] = timed(ask, turns=chosen.turns * 3, users=16)
        for name, pid in pids.items():
            spent = (_processor_ms(pid) - before[name]) / (chosen.turns * 3 // 16 * 16 + 16)
            print(f"{name}: {_resident(pid):.0f} MB resident, {spent:.1f} ms of processor time a turn")
    if chosen.stock_python.exists():
        with stock(chosen.stock_python) as ask:
            rows["stock Rasa, 1 user"] = timed(ask, turns=chosen.turns, users=1)
            rows["stock Rasa, 16 users"] = timed(ask, turns=chosen.turns, users=16)
    else:
        print("no stock Rasa to compare with: run bench/stock-rasa.sh first")
    print(f"\n{'':24}{'median ms':>10}{'p95 ms':>10}{'turns/s':>10}")
    for name, row in rows.items():
        print(f"{name:24}{row['median']:10.1f}{row['p95']:10.1f}{row['rate']:10.1f}")
    if "stock Rasa, 1 user" in rows:
        ratio = rows["tideover, 1 user"]["median"] / rows["stock Rasa, 1 user"]["median"]
        print(f"\nmedian of a turn with a custom action, ours : stock = {ratio:.2f}  (goal: at most 0.50)")


def timed(ask: Callable[[int, str], None], *, turns: int, users: int) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, and turns a second, after a warm-up."""
    for number in range(users):
        ask(number, WORDS[number % len(WORDS)])
    taken: list[float] = []
    lock = threading.Lock()

    def user(number: int) -> None:
        for turn in range(turns // users):
            began = time.perf_counter()
            ask(number, WORDS[(number + turn) % len(WORDS)])
            with lock:
                taken.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    with ThreadPoolExecutor(users) as pool:
        list(pool.map(user, range(users)))
    whole = time.perf_counter() - began
    taken.sort()
    return {
        "median": statistics.median(taken),
        "p95": taken[int(len(taken) * 0.95) - 1],
        "rate": len(taken) / whole,
    }


@contextmanager
def ours() -> Iterator[tuple[Callable[[int, str], None], dict[str, int]]]:
    """The product on a fresh SQLite database, with sixteen verified borrowers."""
    folder = tempfile.mkdtemp(prefix="tideover-bench-")
    from bot.supervisor import Supervisor, engine_children, free_port

    engine_port, actions_port, port = free_port(), free_port(), free_port()
    environment = {
        "TIDEOVER_DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "TIDEOVER_DATA_KEYS": Fernet.generate_key().decode(),
        "TIDEOVER_SECRET": secrets.token_urlsafe(36),
        "TIDEOVER_ENGINE_TOKEN": secrets.token_urlsafe(24),
        "TIDEOVER_ENGINE_URL": f"http://127.0.0.1:{engine_port}",
        "TIDEOVER_ACTIONS_PORT": str(actions_port),
        "TIDEOVER_BASE_URL": f"http://127.0.0.1:{port}",
        "TIDEOVER_PORT": str(port),
    }
    os.environ.update(environment)
    from bot.bootstrap import build_app
    from bot.settings import Settings
    from bot.storage.migrate import upgrade

    settings = Settings()
    product = build_app(settings)
    upgrade(product.store.engine)
    supervisor = Supervisor(engine_children(settings, logs=Path(folder), environment=environment), say=print)
    supervisor.start()
    log = (Path(folder) / "app.log").open("wb")
    app = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=log, stderr=log, cwd=ROOT)
    _wait_for(f"http://127.0.0.1:{port}/")
    clients = [_borrower(product, number, port) for number in range(16)]

    lines = [Line(client) for client, _ in clients]

    def ask(number: int, text: str) -> None:
        path = f"/api/v1/chat/{clients[number][1]}/messages?wait=10"
        answer = lines[number].post(path, {"text": text, "client_id": secrets.token_hex(8)})
        assert answer.status_code in (200, 202), answer.text
        assert answer.json()["lines"], answer.text

    pids = {child.name: child.process.pid for child in supervisor.children if child.process} | {
        "app": app.pid
    }
    try:
        yield ask, pids
    finally:
        app.terminate()
        app.wait(timeout=20)
        supervisor.stop()
        shutil.rmtree(folder, ignore_errors=True)


def serve() -> None:
    """Run the app alone, as `tideover serve` does under its supervisor."""
    from bot.bootstrap import build_app
    from bot.settings import Settings
    from bot.web.app import create_app

    settings = Settings()
    uvicorn.run(create_app(build_app(settings)), port=settings.port, log_level="error", access_log=False)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            httpx.get(address, trust_env=False)
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {address}")


def _borrower(product: Any, number: int, port: int) -> tuple[httpx.Client, str]:
    from bot.conversation import entry
    from bot.scenarios.world import build_world

    zh = number % 2 == 0
    now = datetime.now(UTC)
    world = build_world(
        product.house,
        product.store,
        {
            "id": f"bench-{number}",
            "lender": {
                "actor": "first_party",
                "product": "online_consumer_loan",
                "regimes": ["CN" if zh else "UK"],
            },
            "borrower": {
                "language": "zh" if zh else "en", "timezone": "Asia/Shanghai" if zh else "Europe/London",
                "residence": "CN" if zh else "GB",
            },
            "account": {"currency": "CNY" if zh else "GBP", "overdue_amount": "1280.00", "days_past_due": 5},
        },
        now=now,
        file="bench",
    )  # fmt: skip
    with product.store.write() as unit:
        token = entry.make_link(product.house, unit, world.conversation_id)
        unit.commit()
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False)
    client.get(f"/chat/{token}").raise_for_status()
    for answer in ("4821", "1990-01-31"):
        client.post(
            f"/api/v1/chat/{token}/messages?wait=10", json={"text": answer, "client_id": secrets.token_hex(8)}
        ).raise_for_status()
    return client, token


def _processor_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
