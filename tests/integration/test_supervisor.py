"""Keeping processes alive, and saying clearly what stands in their way: real processes, real ports."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.model.errors import Unavailable
from bot.settings import ROOT, Settings
from bot.supervisor import Child, Supervisor, engine_children, free_port, refuse_taken_port

SERVES = """
import http.server, os, sys
with open(sys.argv[2], "a") as pids:
    pids.write(f"{os.getpid()}\\n")
handler = http.server.SimpleHTTPRequestHandler
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
"""
DEAF = """
import signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[2], "w").write("deaf")
time.sleep(600)
"""


def child(folder: Path, name: str, code: str = SERVES) -> Child:
    port = free_port()
    return Child(
        name=name,
        command=[sys.executable, "-c", code, str(port), str(folder / f"{name}.pids")],
        health=f"http://127.0.0.1:{port}/",
        environment={},
        log=folder / f"{name}.log",
    )


def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    pause, last = threading.Event(), time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last
        pause.wait(0.05)


def pids(folder: Path, name: str) -> list[int]:
    return [int(line) for line in (folder / f"{name}.pids").read_text().split()]


def runs(one: Child) -> bool:
    return one.process is not None and one.process.poll() is None


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def two(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    """Two processes that answer, watched."""
    supervisor = Supervisor([child(tmp_path, "first"), child(tmp_path, "second")], say=said.append)
    supervisor.start(patience=30)
    watch = threading.Thread(target=supervisor.watch)
    watch.start()
    yield supervisor
    supervisor.stop()
    watch.join(timeout=20)
    assert not watch.is_alive()


def test_what_dies_is_started_again_and_the_other_left_alone(
    two: Supervisor, tmp_path: Path, said: list[str]
) -> None:
    (before,) = pids(tmp_path, "first")

    os.kill(before, signal.SIGKILL)
    until(lambda: len(pids(tmp_path, "first")) == 2 and two.children[0].is_healthy())

    assert pids(tmp_path, "first")[1] != before
    assert len(pids(tmp_path, "second")) == 1
    assert any("first died" in line and "restarting" in line for line in said)


def test_what_dies_again_waits_longer_each_time(two: Supervisor, tmp_path: Path, said: list[str]) -> None:
    def started(times: int) -> bool:
        return len(pids(tmp_path, "second")) == times

    for times in (1, 2):
        os.kill(pids(tmp_path, "second")[-1], signal.SIGKILL)
        until(partial(started, times + 1))

    assert [line.rpartition(" in ")[2] for line in said if "died" in line] == ["1 s", "2 s"]


def test_stopping_stops_all(two: Supervisor) -> None:
    two.stop()

    assert [runs(one) for one in two.children] == [False, False]


def test_one_that_does_not_listen_is_ended_all_the_same(tmp_path: Path) -> None:
    deaf = child(tmp_path, "deaf", DEAF)
    deaf.start()
    until(lambda: (tmp_path / "deaf.pids").exists())

    deaf.stop(patience=0.3)

    assert not runs(deaf)


def test_several_that_do_not_listen_share_one_grace(tmp_path: Path, said: list[str]) -> None:
    deaf = [child(tmp_path, f"deaf{number}", DEAF) for number in range(4)]
    for one in deaf:
        one.start()
    until(lambda: all((tmp_path / f"{one.name}.pids").exists() for one in deaf))
    supervisor, began = Supervisor(deaf, say=said.append), time.monotonic()

    supervisor.stop(patience=2.0)

    assert time.monotonic() - began < 2 * 2.0  # one after the other it would be four times two
    assert not any(runs(one) for one in deaf)


WITH_A_CHILD = """
import signal, subprocess, sys, time
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
own = subprocess.Popen([sys.executable, "-c", deaf])
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[2], "w").write(str(own.pid))
time.sleep(600)
"""


def test_what_a_process_started_ends_with_it(tmp_path: Path) -> None:
    parent = child(tmp_path, "parent", WITH_A_CHILD)
    parent.start()
    until(lambda: (tmp_path / "parent.pids").exists() and pids(tmp_path, "parent") != [])
    (own,) = pids(tmp_path, "parent")

    parent.stop(patience=0.5)

    until(lambda: not lives(own))


def lives(pid: int) -> bool:
    """Whether a process runs; one that ended and waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_one_that_cannot_start_is_named_with_the_end_of_its_log(tmp_path: Path, said: list[str]) -> None:
    good = child(tmp_path, "good")
    bad = child(tmp_path, "bad", "import sys; sys.exit('no such thing as a beginning')")
    supervisor = Supervisor([good, bad], say=said.append)
    try:
        with pytest.raises(Unavailable, match="bad did not start: no such thing as a beginning"):
            supervisor.start(patience=30)
    finally:
        supervisor.stop()
    assert not runs(good)


# what stands in the way ------------------------------------------------------------------------------


def taken() -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener


def test_a_taken_port_is_named_with_its_setting() -> None:
    with taken() as listener:
        port = listener.getsockname()[1]
        with pytest.raises(Unavailable) as refused:
            refuse_taken_port(port, what="actions_port")

    assert f"port {port} is taken" in str(refused.value)
    assert "TIDEOVER_ACTIONS_PORT" in str(refused.value)
    assert ".env" in str(refused.value)


def test_the_app_says_that_its_port_is_taken_and_ends(tmp_path: Path) -> None:
    with taken() as listener:
        settings = {
            **{key: value for key, value in os.environ.items() if not key.startswith("TIDEOVER_")},
            "TIDEOVER_PORT": str(listener.getsockname()[1]),
            "TIDEOVER_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}",
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", "serve"],
            cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=90, check=False,
        )  # fmt: skip

    assert done.returncode == 2
    assert "is taken" in done.stderr
    assert "TIDEOVER_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def settings_at(engine: int) -> Settings:
    return Settings(
        _env_file=None,
        engine_url=f"http://127.0.0.1:{engine}",
        actions_port=free_port(),
    )


def test_a_missing_engine_environment_and_a_missing_model_are_said_with_the_command(tmp_path: Path) -> None:
    for missing, remedy in (("python", "make setup"), ("model", "make train")):
        places = {"python": Path(sys.executable), "model": Path(__file__), missing: tmp_path / "none"}
        with pytest.raises(Unavailable, match=remedy):
            engine_children(settings_at(free_port()), logs=tmp_path, environment={}, **places)


def test_a_broken_model_is_said_with_its_remedy(tmp_path: Path, said: list[str]) -> None:
    model = tmp_path / "engine.tar.gz"
    model.write_bytes(b"this was a model once")
    environment = {"TIDEOVER_ENGINE_TOKEN": "a token of at least sixteen characters"}
    _, engine = engine_children(settings_at(free_port()), logs=tmp_path, environment=environment, model=model)
    supervisor = Supervisor([engine], say=said.append)
    try:
        with pytest.raises(Unavailable, match=r"engine\.tar\.gz cannot be used .* train it again"):
            supervisor.start(patience=90)
    finally:
        supervisor.stop()


def script(name: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the set-up scripts in a folder of its own."""
    return subprocess.run(
        ["/bin/bash", str(ROOT / "scripts" / name)],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_without_python_3_10_the_set_up_says_how_to_get_it(tmp_path: Path) -> None:
    uv = tmp_path / ".uv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text("#!/bin/bash\nexit 1\n")  # finds none and can fetch none
    uv.chmod(0o755)

    done = script("engine-env.sh", tmp_path, PATH="/usr/bin:/bin", HOME=str(tmp_path))

    assert done.returncode == 2
    assert "needs Python 3.10" in done.stderr
    assert "pyenv install 3.10" in done.stderr


def test_without_any_python_the_set_up_says_how_to_get_one(tmp_path: Path) -> None:
    done = script("bootstrap-uv.sh", tmp_path, PATH=str(tmp_path))

    assert done.returncode == 2
    assert "3.11, 3.12 or 3.13" in done.stderr
