"""Runs scenario files of both kinds; starts an engine and an action server for the dialogues."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.bootstrap import build_house, open_store
from bot.compliance.policy import Policy, load_policy
from bot.compliance.scenario_run import run_send
from bot.conversation.house import House
from bot.engine_client.client import EngineClient
from bot.model.errors import BadFile, TideoverError
from bot.scenarios.dialogue import Clock, run_dialogue
from bot.settings import Settings
from bot.storage.migrate import upgrade
from bot.storage.unit import Store
from bot.supervisor import Supervisor, engine_children, free_port


@dataclass(frozen=True)
class Result:
    """What came of one entry."""

    file: str
    id: str
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return {
            "file": self.file,
            "id": self.id,
            "passed": self.passed,
            "problems": list(self.problems),
            "notes": list(self.notes),
        }


@dataclass
class Stage:
    """A running engine with a database of its own, for dialogues."""

    house: House
    store: Store
    clock: Clock
    supervisor: Supervisor = field(repr=False)
    data_key: str = field(repr=False)


def load_entries(paths: Sequence[Path]) -> list[tuple[str, dict[str, Any]]]:
    """Read scenario files, or all ``*.yml`` below folders.

    Raises:
        BadFile: a path is not there, or a file is not a list of entries with ids and kinds.
    """
    entries: list[tuple[str, dict[str, Any]]] = []
    for path in paths:
        files = sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]
        if not path.exists() or not files:
            raise BadFile(
                "there is no scenario file", where=str(path), remedy="name a YAML file or a folder of them"
            )
        for file in files:
            entries += [(str(file), entry) for entry in _read(file)]
    return entries


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFile(f"is not YAML: {error}", where=str(file)) from error
    if not isinstance(raw, list):
        raise BadFile("is not a list of entries", where=str(file), remedy="begin each entry with '- id: ...'")
    for number, entry in enumerate(raw, start=1):
        if not isinstance(entry, dict) or not entry.get("id"):
            raise BadFile("an entry has no id", where=f"{file}, entry {number}")
        if entry.get("kind") not in ("send", "dialogue"):
            raise BadFile(
                f"kind is {entry.get('kind')!r}",
                where=f"{file}, {entry['id']}, kind",
                remedy="send or dialogue",
            )
    return raw


@contextmanager
def stage(*, say: Callable[[str], None], settings: Settings | None = None) -> Iterator[Stage]:
    """Start an engine and an action server on a fresh SQLite database; stop them afterwards."""
    base = settings or Settings()
    with tempfile.TemporaryDirectory(prefix="tideover-scenarios-") as folder:
        token, key = secrets.token_urlsafe(24), Fernet.generate_key().decode()
        secret, engine_port, actions_port = secrets.token_urlsafe(32), free_port(), free_port()
        database = (
            base.database_url
            if os.environ.get("TIDEOVER_SCENARIO_DATABASE") == "keep"
            else f"sqlite:///{folder}/world.db"
        )
        environment = {
            "TIDEOVER_ENGINE_TOKEN": token,
            "TIDEOVER_DATA_KEYS": key,
            "TIDEOVER_SECRET": secret,
            "TIDEOVER_DATABASE_URL": database,
            "TIDEOVER_ENGINE_URL": f"http://127.0.0.1:{engine_port}",
            "TIDEOVER_ACTIONS_PORT": str(actions_port),
        }
        own = base.model_copy(
            update={
                "engine_token": SecretStr(token),
                "data_keys": SecretStr(key),
                "secret": SecretStr(secret),
                "database_url": database,
                "engine_url": environment["TIDEOVER_ENGINE_URL"],
                "actions_port": actions_port,
            }
        )
        store = open_store(own)
        upgrade(store.engine)
        supervisor = Supervisor(engine_children(own, logs=Path(folder), environment=environment), say=say)
        client = EngineClient(own.engine_url, token=token)
        clock = Clock(datetime.now(UTC))
        try:
            supervisor.start()
            yield Stage(
                build_house(own, store=store, engine=client, clock=clock), store, clock, supervisor, key
            )
        finally:
            client.close()
            supervisor.stop()
            store.engine.dispose()


def run_entries(
    entries: Sequence[tuple[str, dict[str, Any]]],
    *,
    say: Callable[[str], None],
    settings: Settings | None = None,
) -> Iterator[Result]:
    """Run entries in order; the engine is started only when a dialogue is among them."""
    base = settings or Settings()
    policy = load_policy(base.policies)
    if any(entry["kind"] == "dialogue" for _, entry in entries):
        say("starting an engine for the dialogues")
        with stage(say=say, settings=base) as running:
            for file, entry in entries:
                yield _run(entry, file, policy, running)
    else:
        for file, entry in entries:
            yield _run(entry, file, policy, None)


def _run(entry: Mapping[str, Any], file: str, policy: Policy, running: Stage | None) -> Result:
    notes = tuple(_missing_packs(entry, policy))
    try:
        if entry["kind"] == "send":
            problems = run_send(entry, policy, file=file)
        elif running is None:
            problems = ["no engine is running"]
        else:
            problems = run_dialogue(running.house, running.store, running.clock, entry, file=file)
    except TideoverError as error:
        problems = [str(error)]
    return Result(file, str(entry["id"]), tuple(problems), notes)


def _missing_packs(entry: Mapping[str, Any], policy: Policy) -> Iterator[str]:
    there = {rule.regime for rule in policy.rules}
    wanted = (entry.get("lender") or {}).get("regimes") or []
    for name in [wanted] if isinstance(wanted, str) else wanted:
        if name not in there:
            yield f"there is no pack {name} yet"
