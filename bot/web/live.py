"""Live updates: server-sent events that survive a dropped connection, and waiting for one answer.

Each event of kind ``line`` carries its number as id; a browser that comes back sends the last one it
saw, and gets what it missed, once. News is pushed by the notifier; a slow look at the database
beside it finds what another process wrote.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.web.site import Notifier

LOOK_EVERY = 5.0
KEEP_ALIVE = 15.0
STREAM_FOR = 600.0
"""A stream ends after ten minutes; the browser comes back by itself."""


class Waiter:
    """Bridges the notifier's threads to one coroutine, losing no news between two waits."""

    def __init__(self, notifier: Notifier, conversation_id: str) -> None:
        """Begin to listen at once."""
        self._news = asyncio.Event()
        loop = asyncio.get_running_loop()

        def ring() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._news.set)

        self._stop = notifier.listen(conversation_id, ring)

    async def news(self, seconds: float) -> bool:
        """Wait for news; false when none came in time."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def close(self) -> None:
        """Stop listening."""
        self._stop()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a page should know now: its state, and the lines it has not seen."""

    state: dict[str, Any]
    lines: Sequence[tuple[int, dict[str, Any]]]


Look = Callable[[int], Snapshot]


class Over(Exception):
    """Who reads may not look any more; the stream ends, and a browser that comes back is told why."""


def stream(
    listen: Callable[[], Waiter],
    look: Look,
    *,
    after: int,
    opened: Callable[[], None],
    closed: Callable[[], None],
) -> StreamingResponse:
    """Answer with an event stream that begins after line ``after``.

    It listens from its first moment on, not before: a browser that is gone by then leaves nothing behind.
    """
    return StreamingResponse(
        _events(listen, look, after, opened, closed),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(
    listen: Callable[[], Waiter],
    look: Look,
    after: int,
    opened: Callable[[], None],
    closed: Callable[[], None],
) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    started = spoke = loop.time()
    state: dict[str, Any] | None = None
    waiter = listen()
    opened()
    try:
        yield b"retry: 1500\n\n"
        while loop.time() - started < STREAM_FOR:
            found = await run_in_threadpool(look, after)
            for seq, line in found.lines:
                after = max(after, seq)
                yield event("line", line, number=seq)
            if found.state != state:
                state = found.state
                yield event("state", state)
                spoke = loop.time()
            if loop.time() - spoke > KEEP_ALIVE:
                spoke = loop.time()
                yield b": still here\n\n"
            await waiter.news(LOOK_EVERY)
    except Over:
        return
    finally:
        waiter.close()
        closed()


def event(kind: str, data: dict[str, Any], *, number: int | None = None) -> bytes:
    """One event on the wire."""
    head = b"" if number is None else b"id: %d\n" % number
    return head + b"event: " + kind.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"


def after_of(last_event_id: str | None, after: int) -> int:
    """Where a browser that came back left off."""
    if last_event_id and last_event_id.isdigit() and len(last_event_id) < 18:
        return max(int(last_event_id), after)
    return after
