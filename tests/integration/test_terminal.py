"""The conversation in a terminal, and the embedded scheduler."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli_chat import talk
from bot.conversation.house import House
from bot.jobs.embedded import Every
from bot.keys import KeyRing
from bot.model.errors import EngineDown, StorageBusy, UnknownThing
from bot.model.words import Owner
from bot.storage.unit import Store
from tests.integration.small_world import (
    NOON,
    ROOT,
    Clock,
    PlainEngine,
    add_borrower,
    make_house,
    parcels,
)


@pytest.fixture
def house(store: Store, keys: KeyRing) -> House:
    house = make_house(store, keys, clock=Clock())
    add_borrower(house)
    return house


def spoken(house: House, *lines: str) -> str:
    shown: list[str] = []
    talk(house, "A1", lines=lines, write=shown.append)
    return "".join(shown)


def test_the_borrower_is_greeted_and_asked_who_she_is_before_anything_else(house: House) -> None:
    shown = spoken(house)

    assert "晴川消费金融" in shown
    assert "500" not in shown


def test_two_right_answers_open_the_account(house: House) -> None:
    assert "¥500.00" in spoken(house, "4821", "1990-01-31")


def test_a_number_presses_the_quick_reply_that_it_stands_before(house: House) -> None:
    shown = spoken(house)
    number = next(line for line in shown.splitlines() if "转人工" in line).split("]")[0].strip(" [")

    spoken(house, number)

    with house.store.read() as unit:
        conversation = unit.talks.of_account("A1")
    assert conversation is not None
    assert conversation.owner is Owner.WAITING_FOR_AGENT


def test_quit_ends_the_talk(house: House) -> None:
    assert "¥500.00" not in spoken(house, "/quit", "4821", "1990-01-31")


def test_what_waits_for_other_channels_is_left_to_them(house: House) -> None:
    spoken(house, "你好")

    assert {parcel["adapter"] for parcel in parcels(house)} == {"terminal"}
    assert {parcel["status"] for parcel in parcels(house)} == {"sent"}


def test_an_engine_that_stops_in_the_middle_is_said_and_the_message_kept(house: House) -> None:
    class Down(PlainEngine):
        def turn(self, sender: str, text: str, *, metadata: Any) -> None:
            raise EngineDown("no answer")

    shown = spoken(replace(house, engine=Down()), "我想晚几天")

    with house.store.read() as unit:
        conversation = unit.talks.of_account("A1")
        assert conversation is not None
        assert unit.talks.next_unanswered(conversation.id) is not None
    assert "您的消息收到了" in shown
    assert shown.count("您的消息收到了") == 1


def test_an_unknown_account_is_named(house: House) -> None:
    with pytest.raises(UnknownThing, match="A9"):
        talk(house, "A9", lines=(), write=print)


def test_without_an_engine_the_command_says_what_to_do(tmp_path: Path) -> None:
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("TIDEOVER_")},
        "TIDEOVER_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}",
        "TIDEOVER_DATA_KEYS": "dGVzdHMtc2VhbC13aXRoLXRoaXMta2V5LW9ubHktISE=",
        "TIDEOVER_SECRET": "a secret of at least thirty-two characters",
        "TIDEOVER_ENGINE_URL": "http://127.0.0.1:9",
        "TIDEOVER_LABELS": str(tmp_path / "none.npz"),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "chat", "--account", "A1"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert "make demo" in done.stderr
    assert "Traceback" not in done.stderr


# the scheduler -------------------------------------------------------------------------------------


def job(
    store: Store, clock: Clock, ran: list[datetime], *, holder: str = "one", fails: bool = False
) -> Every:
    def work(now: datetime) -> None:
        ran.append(now)
        if fails:
            raise RuntimeError("broken")

    def lease(name: str, now: datetime, until: datetime) -> bool:
        return store.take_lease(name, holder=holder, now=now, until=until)

    def at_once(task: Callable[[], None]) -> None:
        task()

    return Every("outreach", timedelta(minutes=5), work, clock, lease, at_once)


def test_a_job_runs_when_it_is_due_and_not_before(sqlite_store: Store) -> None:
    clock, ran = Clock(), list[datetime]()
    each = job(sqlite_store, clock, ran)

    each()
    clock.forward(minutes=4, seconds=59)
    each()
    assert ran == [NOON]
    clock.forward(seconds=1)
    each()

    assert ran == [NOON, NOON + timedelta(minutes=5)]


def test_of_two_processes_one_runs_a_job_and_the_other_takes_over_when_it_dies(store: Store) -> None:
    clock, ran, other = Clock(), list[datetime](), list[datetime]()
    first, second = job(store, clock, ran), job(store, clock, other, holder="two")
    first()
    second()
    assert (len(ran), len(other)) == (1, 0)

    clock.forward(minutes=5, seconds=1)
    second()

    assert len(other) == 1


def test_a_database_that_is_busy_for_a_moment_costs_no_whole_period(sqlite_store: Store) -> None:
    clock, ran = Clock(), list[datetime]()
    each = job(sqlite_store, clock, ran)
    lease, each.lease = each.lease, busy

    with pytest.raises(StorageBusy):
        each()
    each.lease = lease
    clock.forward(seconds=2)
    each()

    assert ran == [NOON + timedelta(seconds=2)]


def busy(name: str, now: datetime, until: datetime) -> bool:
    raise StorageBusy("somebody else is writing")


def test_a_job_that_fails_is_run_again_at_its_next_time(sqlite_store: Store) -> None:
    clock, ran = Clock(), list[datetime]()
    each = job(sqlite_store, clock, ran, fails=True)
    each()
    clock.forward(minutes=5)
    each()

    assert len(ran) == 2
