"""Live updates: what a browser missed is sent once, news ends the wait, a gone browser stops it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterable, Callable

import orjson
import pytest

from bot.web.live import Over, Snapshot, Waiter, after_of, event, stream


class Bell:
    """A notifier that one page listens to."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []

    def listen(self, conversation_id: str, callback: Callable[[], None]) -> Callable[[], None]:
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback)

    def ring(self) -> None:
        for listener in list(self.listeners):
            listener()


async def _first(events: AsyncIterable[object], count: int) -> list[object]:
    assert isinstance(events, AsyncGenerator)
    found = []
    async for item in events:
        found.append(item)
        if len(found) == count:
            break
    await events.aclose()
    return found


def test_a_browser_that_comes_back_gets_what_it_missed_and_no_more() -> None:
    asked: list[int] = []

    def look(after: int) -> Snapshot:
        asked.append(after)
        lines = [(seq, {"seq": seq}) for seq in (4, 5, 6) if seq > after]
        return Snapshot(state={"typing": False}, lines=lines)

    async def scene() -> list[object]:
        answer = stream(
            lambda: Waiter(Bell(), "c"),
            look,
            after=after_of("4", 0),
            opened=lambda: None,
            closed=lambda: None,
        )
        return await _first(answer.body_iterator, 4)

    found = asyncio.run(scene())

    assert asked[0] == 4
    assert found[1:3] == [event("line", {"seq": 5}, number=5), event("line", {"seq": 6}, number=6)]
    assert found[3] == event("state", {"typing": False})


def test_news_from_another_thread_ends_the_wait() -> None:
    async def scene() -> bool:
        bell = Bell()
        waiter = Waiter(bell, "c")
        threading.Thread(target=bell.ring).start()
        return await waiter.news(10)

    assert asyncio.run(scene()) is True


def test_news_between_two_waits_is_not_lost() -> None:
    async def scene() -> bool:
        bell = Bell()
        waiter = Waiter(bell, "c")
        bell.ring()
        await asyncio.sleep(0)
        return await waiter.news(0.01)

    assert asyncio.run(scene()) is True


def test_no_news_is_said_when_the_time_is_up() -> None:
    async def scene() -> bool:
        return await Waiter(Bell(), "c").news(0)

    assert asyncio.run(scene()) is False


def test_a_browser_that_goes_away_leaves_no_listener_behind() -> None:
    bell, gone = Bell(), []

    async def scene() -> None:
        answer = stream(
            lambda: Waiter(bell, "c"),
            lambda after: Snapshot(state={}, lines=[]),
            after=0,
            opened=lambda: None,
            closed=lambda: gone.append(True),
        )
        await _first(answer.body_iterator, 2)

    asyncio.run(scene())

    assert bell.listeners == []
    assert gone == [True]


def test_a_browser_that_was_gone_before_the_stream_began_leaves_no_listener_either() -> None:
    bell, opened = Bell(), []

    async def scene() -> None:
        stream(
            lambda: Waiter(bell, "c"),
            lambda after: Snapshot(state={}, lines=[]),
            after=0,
            opened=lambda: opened.append(True),
            closed=lambda: None,
        )

    asyncio.run(scene())

    assert (bell.listeners, opened) == ([], [])


def test_a_reader_who_may_not_look_any_more_ends_the_stream() -> None:
    bell = Bell()

    def look(after: int) -> Snapshot:
        raise Over

    async def scene() -> list[bytes]:
        answer = stream(lambda: Waiter(bell, "c"), look, after=0, opened=lambda: None, closed=lambda: None)
        return [item async for item in answer.body_iterator]  # type: ignore[misc]

    assert asyncio.run(scene()) == [b"retry: 1500\n\n"]
    assert bell.listeners == []


@pytest.mark.parametrize(
    ("given", "expected"), [(None, 3), ("", 3), ("7", 7), ("2", 3), ("x", 3), ("9" * 40, 3)]
)
def test_the_place_to_go_on_from_is_the_later_of_the_two(given: str | None, expected: int) -> None:
    assert after_of(given, 3) == expected


def test_an_event_keeps_line_breaks_inside_its_data() -> None:
    found = event("line", {"html": "a\nb"}, number=3)

    assert found.count(b"\n\n") == 1
    assert orjson.loads(found.split(b"data: ")[1]) == {"html": "a\nb"}
