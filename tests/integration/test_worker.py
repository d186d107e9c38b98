"""Scheduled jobs on Celery workers: real processes, a real Redis, both databases."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, Any, cast

import pytest
from sqlalchemy import Engine

from bot.bootstrap import App
from bot.conversation import entry, receive
from bot.conversation.house import House
from bot.jobs.embedded import ticks
from bot.jobs.twin import DO, SWEEP, make_celery
from bot.jobs.work import JOBS, Job, do
from bot.keys import KeyRing
from bot.model.words import Channel, Owner
from bot.settings import Settings
from bot.storage.migrate import upgrade
from bot.storage.unit import Store
from tests.integration.small_world import (
    NOON,
    ROOT,
    Clock,
    add_borrower,
    enrolment,
    make_house,
    parcels,
    said,
)

SECRET = "a secret of at least thirty-two characters"
PATIENCE = 90.0


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    ours = {key: value for key, value in os.environ.items() if not key.startswith("TIDEOVER_")}
    return {
        **ours,
        "TIDEOVER_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}",
        "TIDEOVER_DATA_KEYS": "dGVzdHMtc2VhbC13aXRoLXRoaXMta2V5LW9ubHktISE=",
        "TIDEOVER_SECRET": SECRET,
        "TIDEOVER_ENGINE_URL": "http://127.0.0.1:9",
        "TIDEOVER_FROZEN_NOW": NOON.isoformat(),
        "PYTHONPATH": str(ROOT),
        **more,
    }


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from bot.cli import main; main()", "worker", *arguments]


@contextmanager
def running(tmp_path: Path, settings: dict[str, str]) -> Iterator[Callable[[], str]]:
    """A worker process; yields what reads its output so far. It must end well when asked to."""
    log = tmp_path / f"{uuid.uuid4().hex}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command(), cwd=tmp_path, env=settings, stdout=cast(IO[Any], out), stderr=subprocess.STDOUT
        )
    try:
        yield log.read_text
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(timeout=30)
        finally:
            process.kill()
    assert code == 0, log.read_text()


def until(true: Callable[[], bool], *outputs: Callable[[], str]) -> None:
    """Look again and again, for a while."""
    pause, last = threading.Event(), time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < last, "\n".join(output() for output in outputs)
        pause.wait(0.2)


@pytest.fixture
def house(blank_database: Engine, keys: KeyRing) -> House:
    upgrade(blank_database)
    return make_house(Store(blank_database, new_id=lambda: uuid.uuid4().hex), keys, clock=Clock())


def address_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_two_workers_reach_out_to_everybody_once_and_answer_what_a_dead_process_left(
    house: House, blank_database: Engine, redis_url: str, tmp_path: Path
) -> None:
    for number in range(1, 6):
        add_borrower(house, account=f"A{number}", points={"sandbox_sms": f"+861380000482{number}"})
    add_borrower(house, account="A9", late=0)
    token = enrolment(house, "A9", purpose="web")
    _left_behind(house, token)
    settings = environment(
        tmp_path, TIDEOVER_DATABASE_URL=address_of(blank_database), TIDEOVER_REDIS_URL=redis_url
    )

    with running(tmp_path, settings) as first, running(tmp_path, settings) as second:
        until(lambda: "worker_ready" in first() and "worker_ready" in second(), first, second)
        until(lambda: len(texts(house)) >= 5 and owner(house) is not Owner.BOT, first, second)
        until(lambda: (first() + second()).count("job_done") >= 2 * len(JOBS), first, second)

    assert sorted(parcel["address"][-1] for parcel in texts(house)) == ["1", "2", "3", "4", "5"]
    assert {parcel["status"] for parcel in texts(house)} == {"sent"}
    assert owner(house) is Owner.WAITING_FOR_AGENT
    assert len(said(house, "A9")) == 2  # the greeting and one answer
    together = first() + second()
    assert "Traceback" not in together
    assert "job_failed" not in together
    for job in JOBS:
        assert together.count(f"job={job.name}\n") == 2  # each worker called it,
        done = [line for line in together.splitlines() if f"job={job.name}" in line]
        assert sum("job_done_elsewhere" in line for line in done) == 1  # one did it


def texts(house: House) -> list[dict[str, Any]]:
    return [parcel for parcel in parcels(house) if parcel["adapter"] == "sandbox_sms"]


def owner(house: House) -> Owner:
    with house.store.read() as unit:
        talk = unit.talks.of_account("A9")
    assert talk is not None
    return talk.owner


def _left_behind(house: House, token: str) -> None:
    """Somebody wrote, and the process that took it died before it answered."""
    clock = cast(Clock, house.clock)
    with house.store.write() as unit:
        talk = unit.talks.of_account("A9")
        assert talk is not None
        session = entry.start_session(
            house, unit, talk.id, adapter="web", address=f"web:{token}", channel=Channel.IM
        )
        unit.commit()
    clock.forward(seconds=-30)
    receive.accept_message(house, session, text="转人工", channel_message_id=None)
    clock.forward(seconds=30)


def test_without_a_broker_the_command_says_that_the_app_does_the_jobs(tmp_path: Path) -> None:
    done = ended(environment(tmp_path))

    assert done.returncode == 2
    assert "TIDEOVER_REDIS_URL" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:9/0", "nonsense://127.0.0.1"])
def test_a_broker_that_does_not_answer_is_said_at_once_and_without_its_password(
    tmp_path: Path, broker: str
) -> None:
    broker = broker.replace("127", "user:hush-hush@127", 1)

    done = ended(environment(tmp_path, TIDEOVER_REDIS_URL=broker))

    assert done.returncode == 2
    assert "the broker does not answer" in done.stderr
    assert "hush-hush" not in done.stderr + done.stdout


def test_a_database_that_is_not_up_to_date_is_said(tmp_path: Path, redis_url: str) -> None:
    done = ended(environment(tmp_path, TIDEOVER_REDIS_URL=redis_url))

    assert done.returncode == 2
    assert "tideover serve" in done.stderr


def ended(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(), cwd="/", env=settings, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


# one list of jobs ----------------------------------------------------------------------------------


class Product:
    """As much of a running product as a job looks at."""

    def __init__(self, store: Store, **settings: str) -> None:
        self.store = store
        self.settings = Settings(_env_file=None, **settings)  # type: ignore[call-arg, arg-type]


def test_the_timetable_names_every_job_with_its_period_and_the_sweep() -> None:
    celery = make_celery("memory://", lambda: cast(App, None))

    lines = celery.conf.beat_schedule
    assert {name: line["schedule"] for name, line in lines.items() if line["task"] == DO} == {
        job.name: job.period for job in JOBS
    }
    assert [name for name, line in lines.items() if line["task"] == SWEEP] == ["sweep"]
    assert set(celery.tasks) >= {DO, SWEEP}


def test_with_a_broker_the_app_leaves_the_jobs_to_the_workers(sqlite_store: Store) -> None:
    assert ticks(cast(App, Product(sqlite_store, redis_url="redis://127.0.0.1/0"))) == []


def test_a_job_is_done_once_a_period_whoever_calls_it(store: Store) -> None:
    ran: list[Any] = []
    job = Job("outreach", timedelta(minutes=5), lambda app, now: ran.append(now))
    product = cast(App, Product(store))

    calls = [do(product, job, now=NOON, holder=str(n)) for n in range(3)]
    early = do(product, job, now=NOON + timedelta(minutes=4), holder="4")
    again = do(product, job, now=NOON + timedelta(minutes=5) - timedelta(seconds=2), holder="5")

    assert calls == [True, False, False]
    assert (early, again) == (False, True)
    assert len(ran) == 2
