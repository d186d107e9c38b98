"""Once a day, by the scheduler's own clock: the purge and the head of the audit chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import orjson
import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.bootstrap import App
from bot.conversation.house import House
from bot.demo import throw_away
from bot.jobs import daily
from bot.jobs.embedded import ticks
from bot.jobs.work import JOBS
from bot.keys import KeyRing
from bot.settings import Settings
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.small_world import POLICIES, Clock, add_borrower, enrolment, make_house

DAILY = ("purge", "audit_head")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(store: Store, keys: KeyRing, clock: Clock, tmp_path: Path) -> App:
    """As much of a running product as jobs see; work is done at once."""
    house = make_house(store, keys, clock=clock)
    add_borrower(house)
    return running(house, store, tmp_path / "heads.jsonl")


def running(house: House, store: Store, heads: Path, **settings: Any) -> App:
    def submit(job: Callable[[], None]) -> None:
        job()

    stand_in = SimpleNamespace(
        settings=Settings(_env_file=None, policies=POLICIES, audit_heads=heads, **settings),
        house=house,
        store=store,
        adapters={},
        workers=SimpleNamespace(submit=submit),
        stopping=SimpleNamespace(is_set=lambda: False),
    )
    return cast("App", stand_in)


def beat(app: App) -> Callable[[], list[str]]:
    """A heartbeat that runs the daily jobs alone and tells which of them did something."""
    daily = [tick for tick in ticks(app) if getattr(tick, "name", "") in DAILY]
    assert len(daily) == len(DAILY)

    def once() -> list[str]:
        with capture_logs() as logs:
            for tick in daily:
                tick()
        return [str(entry["event"]) for entry in logs]

    return once


def heads(app: App) -> list[dict[str, Any]]:
    path = app.settings.audit_heads
    return [orjson.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def test_the_daily_jobs_are_in_the_one_list_with_a_period_of_a_day() -> None:
    periods = {job.name: job.period for job in JOBS}

    assert {name: periods[name] for name in DAILY} == {name: timedelta(days=1) for name in DAILY}


def test_they_run_once_a_day_however_often_the_heart_beats(app: App, clock: Clock) -> None:
    once = beat(app)
    first = once()
    again = [once() for _ in range(50)]
    clock.forward(hours=23, minutes=59)
    before = once()
    clock.forward(minutes=1)
    next_day = once()

    assert sorted(first) == ["audit_head", "purged"]
    assert again == [[]] * 50
    assert before == []
    assert sorted(next_day) == ["audit_head", "purged"]
    assert len(heads(app)) == 2


def test_the_head_that_is_written_is_the_head_of_the_chain(app: App, store: Store, clock: Clock) -> None:
    beat(app)()

    with store.read() as unit:
        seq, digest = unit.audit.head()
        (line,) = heads(app)
        assert (line["seq"], line["hash"], line["date"]) == (seq, digest, clock().date().isoformat())


def test_a_restart_on_the_same_day_does_nothing_twice(app: App, clock: Clock) -> None:
    beat(app)()
    clock.forward(hours=3)

    assert beat(app)() == []  # another process: no memory of its own, the lease is in the database
    assert len(heads(app)) == 1


def test_what_is_past_its_time_is_purged_by_itself(app: App, store: Store, clock: Clock) -> None:
    enrolment(app.house)

    def links() -> int:
        with store.read() as unit:
            return int(unit.connection.execute(select(func.count()).select_from(t.links)).scalar_one())

    once = beat(app)
    once()
    kept = links()
    clock.forward(days=40)  # a link lives three days, and thirty more in the record
    once()

    assert (kept, links()) == (1, 0)


@pytest.mark.parametrize("off", ["purge_daily", "audit_head_daily"])
def test_each_can_be_switched_off(
    store: Store, keys: KeyRing, clock: Clock, tmp_path: Path, off: str
) -> None:
    house = make_house(store, keys, clock=clock)
    app = running(house, store, tmp_path / "heads.jsonl", **{off: False})

    done = beat(app)()

    assert done == (["audit_head"] if off == "purge_daily" else ["purged"])


def test_the_log_holds_numbers_only(app: App) -> None:
    daily = [tick for tick in ticks(app) if getattr(tick, "name", "") in DAILY]
    with capture_logs() as logs:
        for tick in daily:
            tick()

    for entry in logs:
        values = [value for key, value in entry.items() if key not in ("event", "log_level")]
        assert all(isinstance(value, int) for value in values)


def test_a_purge_that_fails_is_logged_and_tried_again_the_next_day(app: App, clock: Clock) -> None:
    broken = replace(app.house, rules=None)  # type: ignore[arg-type]
    app.house = broken
    once = beat(app)

    first = once()
    clock.forward(days=1)

    assert "job_failed" in first
    assert "job_failed" in once()


def test_the_head_is_exported_daily_unless_somebody_says_otherwise() -> None:
    assert Settings(_env_file=None).audit_head_daily is True
    assert [job.name for job in JOBS if job.run is daily.write_head] == ["audit_head"]


def test_a_demo_that_begins_anew_throws_the_heads_of_the_old_chain_away(tmp_path: Path) -> None:
    var, safe = tmp_path / "var", tmp_path / "safe.jsonl"
    var.mkdir()
    for file in (
        var / "tideover.db",
        var / "tideover.db-wal",
        var / "audit-heads.jsonl",
        var / "other",
        safe,
    ):
        file.touch()

    throw_away(Settings(_env_file=None, audit_heads=var / "audit-heads.jsonl"), var)
    throw_away(Settings(_env_file=None, audit_heads=safe), var)

    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["other", "safe.jsonl"]
