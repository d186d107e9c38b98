"""Two runs of one job at once: the one that was overtaken after it looked writes nothing a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import pytest

from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.ports import StorePort, Unit
from bot.outreach.follow_up import RECOVERY, follow_up
from bot.outreach.remind import remind
from bot.storage.unit import Store
from tests.integration.small_world import Clock, add_borrower, make_house, parcels
from tests.integration.test_outreach import ALL, pay, promise

SMS = "+8613800004821"


class Overtaken:
    """A store whose reader is overtaken by another run right after it looked, the ``nth`` time it looks."""

    def __init__(self, store: StorePort, other: Callable[[], object], *, nth: int) -> None:
        self._store, self._other, self._left = store, other, nth

    @contextmanager
    def read(self) -> Iterator[Unit]:
        with self._store.read() as unit:
            yield unit
        self._left -= 1
        if self._left == 0:
            self._other()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def overtaken(house: House, other: Callable[[], object], *, nth: int) -> House:
    return replace(house, store=cast(StorePort, Overtaken(house.store, other, nth=nth)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["zh", "en"])
def house(store: Store, keys: KeyRing, clock: Clock, request: pytest.FixtureRequest) -> House:
    house = make_house(store, keys, clock=clock)
    if request.param == "en":
        clock.forward(hours=8)
    add_borrower(house, language=request.param, points={"sms": SMS})
    return house


def test_a_reminder_is_given_once(house: House, clock: Clock) -> None:
    promise(house, in_days=1)
    given: list[int] = []

    def other() -> None:
        given.append(remind(house, clock.now, adapters=ALL))

    late = remind(overtaken(house, other, nth=1), clock.now, adapters=ALL)

    assert (given, late) == ([1], 0)
    assert len(parcels(house)) == 1


def test_a_step_after_a_broken_promise_is_taken_once(house: House, clock: Clock) -> None:
    promise(house, in_days=2)
    clock.forward(days=4)
    assert follow_up(house, clock.now, adapters=ALL).talks == 1
    pay(house, 50_000)
    clock.forward(hours=1)

    def other() -> None:
        follow_up(house, clock.now, adapters=ALL)

    follow_up(overtaken(house, other, nth=2), clock.now, adapters=ALL)

    with house.store.read() as unit:
        states = [entry["state"] for entry in unit.audit.entries(kind=RECOVERY)]
    assert states == ["due", "talk", "done"]
