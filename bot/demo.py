"""``tideover demo``: the whole product on one machine, with sample data and no account anywhere."""

from __future__ import annotations

import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from cryptography.fernet import Fernet

from bot import logs
from bot.bootstrap import build_house, open_store
from bot.model.errors import Unavailable
from bot.model.words import Language, Role
from bot.outreach.plan import Planned
from bot.outreach.plan import run as run_outreach
from bot.settings import ROOT, Settings
from bot.storage.migrate import upgrade
from bot.storage.unit import Store
from bot.supervisor import Child, Supervisor, engine_children, refuse_taken_port

VAR = ROOT / "var"
STAFF = (
    ("lin", "林晓", Role.AGENT, Language.ZH),
    ("amy", "Amy Cole", Role.AGENT, Language.EN),
    ("zhou", "周主管", Role.SUPERVISOR, Language.ZH),
    ("tom", "Tom Reed", Role.SUPERVISOR, Language.EN),
    ("product", "Product", Role.PRODUCT, Language.EN),
    ("compliance", "Compliance", Role.COMPLIANCE, Language.EN),
    ("admin", "Admin", Role.ADMIN, Language.EN),
)
PASSWORD = "tideover-demo"  # noqa: S105 - the demo's sign-in, printed on the screen


def say(text: str) -> None:
    """Tell the person who watches."""
    sys.stdout.write(f"· {text}\n")
    sys.stdout.flush()


@contextmanager
def step(text: str) -> Iterator[list[str]]:
    """Say what is being done, how long it took, and what came of it: whatever is put on the list."""
    started = time.monotonic()
    sys.stdout.write(f"· {text} ... ")
    sys.stdout.flush()
    came: list[str] = []
    yield came
    sys.stdout.write(", ".join([f"done in {time.monotonic() - started:.1f} s", *came]) + "\n")
    sys.stdout.flush()


def run(*, reset: bool = False) -> None:
    """Prepare what is missing, start everything, and keep it running until Ctrl-C.

    Args:
        reset: throw the demo's database away first.

    Raises:
        Unavailable: a port is taken, the model is missing, or a process did not start.
    """
    started = time.monotonic()
    logs.keep_quiet()
    VAR.mkdir(exist_ok=True)
    write_secrets(ROOT / ".env")
    settings = Settings()
    if reset and settings.database_url.startswith("sqlite"):
        throw_away(settings, VAR)
    for port, what in (
        (settings.port, "port"),
        (int(settings.engine_url.rsplit(":", 1)[1]), "engine_url"),
        (settings.actions_port, "actions_port"),
    ):
        refuse_taken_port(port, what=what)
    store = open_store(settings)
    with step("database"):
        upgrade(store.engine)
    fresh = _is_empty(store)
    if fresh:
        _load_examples()
        with step("demo staff"):
            add_staff(store)
    children = engine_children(settings, logs=VAR / "log", environment=secrets_of(settings))
    children.append(
        Child(
            name="app",
            command=[sys.executable, "-m", "bot.cli", "serve", "--no-migrate"],
            health=f"http://{settings.host}:{settings.port}/healthz",
            environment={},
            log=VAR / "log" / "app.log",
        )
    )
    if settings.redis_url.get_secret_value():
        worker = [sys.executable, "-m", "bot.cli", "worker"]
        children.append(Child("worker", worker, health="", environment={}, log=VAR / "log" / "worker.log"))
    supervisor = Supervisor(children, say=say)

    def stop(*_: object) -> None:
        supervisor.stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if fresh:  # before the app starts: its scheduler does the same, and only one of them may be counted
        with step("first reminders, for the borrowers whose day it is") as done:
            done.append(f"{_first_reminders(settings, store)} texts and emails")
    try:
        supervisor.start()
        welcome(settings, seconds=time.monotonic() - started, tell=sys.stdout.write)
        supervisor.watch()
    finally:
        say("stopping")
        supervisor.stop()
        store.engine.dispose()


def throw_away(settings: Settings, var: Path) -> None:
    """Delete the demo's database, and the exported heads of its chain, which say nothing of the next.

    A file of heads that was put anywhere else is left alone.
    """
    for file in var.glob("tideover.db*"):
        file.unlink()
    if settings.audit_heads.resolve().is_relative_to(var.resolve()):
        settings.audit_heads.unlink(missing_ok=True)


def write_secrets(path: Path) -> None:
    """Write fresh secrets into ``.env``, once; an existing file is left alone."""
    if path.exists():
        return
    lines = [
        "# Secrets of this installation, made by the demo. Keep this file private.",
        f"TIDEOVER_DATA_KEYS={Fernet.generate_key().decode()}",
        f"TIDEOVER_SECRET={secrets.token_urlsafe(36)}",
        f"TIDEOVER_ENGINE_TOKEN={secrets.token_urlsafe(24)}",
    ]
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    say(f"made fresh secrets in {path.name}")


def secrets_of(settings: Settings) -> dict[str, str]:
    """What the engine and the action server need from the environment."""
    return {"TIDEOVER_ENGINE_TOKEN": settings.engine_token.get_secret_value()}


def add_staff(store: Store) -> None:
    """Add one member of staff for each role and language."""
    hasher = PasswordHasher()
    hashed = hasher.hash(PASSWORD)
    with store.write() as unit:
        for username, name, role, language in STAFF:
            unit.people.add_staff(
                username=username, display_name=name, password_hash=hashed, role=role, language=language
            )
        unit.commit()


def _is_empty(store: Store) -> bool:
    with store.read() as unit:
        return unit.books.count("accounts") == 0


def _load_examples() -> None:
    """Generate the sample portfolio as of today and import it with the product's own importer."""
    today, folder = datetime.now(UTC).date().isoformat(), VAR / "examples"
    with step("sample portfolio as of today"):
        _command("-m", "examples.generate", "--today", today, "--out", str(folder))
    for what in ("accounts", "instalments", "payments"):
        with step(f"importing {what}"):
            _command("-m", "bot.cli", "import", what, str(folder / f"{what}.csv"))


def _command(*arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode != 0:
        raise Unavailable(
            (done.stderr or done.stdout).strip()[-400:],
            where=" ".join(arguments[:4]),
            remedy="see the report above",
        )


def _first_reminders(settings: Settings, store: Store) -> int:
    """Reach out as the scheduler does, to all whose day it is; the app delivers it. Returns to how many."""
    house = build_house(settings, store=store)
    return sum(isinstance(item, Planned) for item in run_outreach(house, now=house.clock()))


def welcome(settings: Settings, *, seconds: float, tell: Callable[[str], object]) -> None:
    """Print the addresses and sign-ins."""
    base = settings.base_url
    telegram = "on" if settings.telegram_token.get_secret_value() else "off (set TIDEOVER_TELEGRAM_TOKEN)"
    tell(
        f"""
Tideover is ready ({seconds:.0f} s).

  Front page       {base}/
  Borrower's phone {base}/sandbox      the texts and emails that went out; tap a link
  Desk             {base}/desk         password {PASSWORD}; agents lin (zh) and amy (en),
                   supervisors zhou (zh) and tom (en), compliance officer: compliance
  HTTP interface   {base}/docs
  Telegram         {telegram}

  Demo borrowers and the answers to their checks: examples/README.md
  Ctrl-C stops everything.
"""
    )
    sys.stdout.flush()
