"""One supervisor for the processes of one machine.

It starts them in order, restarts what dies, and stops everything on Ctrl-C.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.model.errors import Unavailable
from bot.settings import ROOT, Settings

ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
MODEL = ROOT / "models" / "engine.tar.gz"
Say = Callable[[str], None]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A message is small; more threads for one only get into each other's way."""
GRACE = 8.0
"""Seconds in which everything that was told to end may end by itself."""


@dataclass
class Child:
    """A process that should be running.

    Args:
        name: how it is called in messages.
        command: what to run.
        health: address that answers 200 when it is ready; empty when it has none.
        environment: added to ours.
        log: file that takes its output.
    """

    name: str
    command: Sequence[str]
    health: str
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    started: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """Start it in a process group of its own, with its output in its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands, no shell
                list(self.command),
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**ONE_THREAD, **os.environ, **self.environment},
                cwd=ROOT,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def is_healthy(self) -> bool:
        """Whether it answers; without an address, whether it runs."""
        if not self.health:
            return self.process is not None and self.process.poll() is None
        try:
            return httpx.get(self.health, timeout=1.0, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def ask_to_end(self) -> None:
        """Tell it, and what it started, to end; a process that is gone needs no telling."""
        if self.runs():
            self._tell(signal.SIGTERM)

    def stop(self, *, patience: float = GRACE) -> None:
        """Ask it to end, then insist."""
        self.ask_to_end()
        self.see_the_end(patience=patience)

    def see_the_end(self, *, patience: float) -> None:
        """Wait for its end, and insist when it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self._tell(signal.SIGKILL)
            self.process.wait()

    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def _tell(self, what: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):  # it may end between two looks
                os.killpg(self.process.pid, what)


class Supervisor:
    """Keeps children alive until told to stop."""

    def __init__(self, children: Sequence[Child], *, say: Say) -> None:
        """Nothing is started yet."""
        self.children, self._say = list(children), say
        self.stopping = threading.Event()

    def start(self, *, patience: float = 120.0) -> None:
        """Start all and wait until each is ready.

        Raises:
            Unavailable: one did not become ready; the end of its log is in the message.
        """
        for child in self.children:
            child.start()
        for child in self.children:
            self._await(child, patience=patience)

    def _await(self, child: Child, *, patience: float) -> None:
        began = time.monotonic()
        while not child.is_healthy():
            dead = child.process is not None and child.process.poll() is not None
            if dead or time.monotonic() - began > patience or self.stopping.is_set():
                raise Unavailable(
                    f"{child.name} did not start: {tail(child.log)}",
                    where=str(child.log),
                    remedy="read the log; a taken port or a model to be trained anew are the usual causes",
                )
            self.stopping.wait(0.1)
        self._say(f"{child.name} is ready ({time.monotonic() - child.started:.1f} s)")

    def watch(self) -> None:
        """Restart what dies, a little later each time, until told to stop."""
        while not self.stopping.wait(1.0):
            for child in self.children:
                if child.process is not None and child.process.poll() is not None:
                    child.restarts += 1
                    wait = min(30.0, 2.0 ** min(child.restarts, 5) / 2)
                    self._say(
                        f"{child.name} died (code {child.process.returncode}); restarting in {wait:g} s"
                    )
                    if self.stopping.wait(wait):
                        return
                    child.start()

    def stop(self, *, patience: float = GRACE) -> None:
        """Stop all: ask each at once, the last started first, and insist when the grace is over.

        One grace is for all together, so that a Ctrl-C ends everything within seconds.
        """
        self.stopping.set()
        over = time.monotonic() + patience
        for child in reversed(self.children):
            child.ask_to_end()
        for child in reversed(self.children):
            child.see_the_end(patience=max(0.0, over - time.monotonic()))


def tail(log: Path, *, lines: int = 4) -> str:
    """The last lines of a log, on one line."""
    try:
        text = log.read_text(errors="replace").strip().splitlines()
    except OSError:
        return "no log was written"
    return " | ".join(text[-lines:]) or "it said nothing"


def refuse_taken_port(port: int, *, what: str, host: str = "127.0.0.1") -> None:
    """Fail early and clearly when a port is taken.

    Raises:
        Unavailable: somebody listens there.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unavailable(
                f"port {port} is taken",
                where=f"TIDEOVER_{what.upper().replace(' ', '_')}",
                remedy="stop what listens there, or set another port in .env",
            ) from error


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def engine_children(
    settings: Settings,
    *,
    logs: Path,
    environment: Mapping[str, str],
    python: Path = ENGINE_PYTHON,
    model: Path = MODEL,
) -> list[Child]:
    """The action server and the engine, in the order in which they are needed.

    Raises:
        Unavailable: the engine's environment or its model is not there.
    """
    engine_port = settings.engine_url.rsplit(":", 1)[1].strip("/")
    if not python.exists():
        raise Unavailable(
            "the engine's environment is not there", where="engine/.venv", remedy="run make setup"
        )
    if not model.exists():
        raise Unavailable("there is no trained model", where=str(model), remedy="run make train")
    actions_url = f"http://127.0.0.1:{settings.actions_port}"
    return [
        Child(
            name="action server",
            command=[sys.executable, "-m", "actions.server", "--port", str(settings.actions_port)],
            health=f"{actions_url}/healthz",
            environment=environment,
            log=logs / "actions.log",
        ),
        Child(
            name="engine",
            command=[
                str(python),
                "-m",
                "engine.launcher",
                "serve",
                "--model",
                str(model),
                "--port",
                engine_port,
                "--actions-url",
                f"{actions_url}/webhook",
            ],
            health=f"{settings.engine_url}/healthz",
            environment=environment,
            log=logs / "engine.log",
        ),
    ]
