"""The line to Telegram: the library's asynchronous bot on its own event loop, for callers on any thread.

The library waits for a rate limit by itself, but it never repeats a request: what to do after a
failure is decided by whoever asked.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from itertools import chain, repeat
from typing import Any, TypeVar

import httpx
import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, Unreachable

T = TypeVar("T")
Bot = ExtBot[Any]

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's coming default; without it each 429 warns

log = structlog.get_logger(__name__)
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures before a single byte was sent: safe to try again."""


class TelegramLine:
    """One bot, one thread, one event loop; made on first use.

    Args:
        token: the bot's token; it is part of each address, so no error text of the library is logged.
        base_url: of the Bot API, up to the token; self-hosted servers have their own.
        timeout: seconds to wait for an answer to a request.
    """

    def __init__(self, token: str, *, base_url: str, timeout: float = 15.0) -> None:
        """Keep how to reach it; nothing is opened yet."""
        self._token, self._base_url, self._timeout = token, base_url, timeout
        self._guard = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._bot: Bot | None = None
        self._opening: asyncio.Lock | None = None
        self._closed = False

    @property
    def username(self) -> str | None:
        """The bot's name on Telegram, once Telegram has said it."""
        return None if self._bot is None else self._bot.username

    def run(self, work: Callable[[Bot], Awaitable[T]]) -> T:
        """Do something with the bot and wait for it, from a thread that is not the line's own.

        Raises:
            TelegramError: what the library says.
            ChannelError: the line is closed or was never opened; nothing was sent.
        """
        return self.spawn(work).result()

    def spawn(self, work: Callable[[Bot], Awaitable[T]]) -> Future[T]:
        """Start something with the bot; the future can be cancelled."""
        loop = self._running()
        return asyncio.run_coroutine_threadsafe(self._with_bot(work), loop)

    def spawn_when_ready(self, work: Callable[[Bot], Awaitable[T]]) -> Future[T]:
        """Start something as soon as Telegram answers, however long that takes."""
        loop = self._running()
        return asyncio.run_coroutine_threadsafe(self._when_ready(work), loop)

    def close(self) -> None:
        """Close connections and end the thread; calling it again does nothing."""
        with self._guard:
            self._closed = True
            loop, self._loop = self._loop, None
        if loop is None:
            return
        asyncio.run_coroutine_threadsafe(self._shut(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        if self._thread is not None:
            self._thread.join(timeout=5)
        loop.close()

    async def _with_bot(self, work: Callable[[Bot], Awaitable[T]]) -> T:
        return await work(await self._open())

    async def _when_ready(self, work: Callable[[Bot], Awaitable[T]]) -> T:
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                bot = await self._open()
            except ChannelError as error:
                log.warning("telegram_not_ready", why=error.what, remedy=error.remedy, again_in=pause)
                await asyncio.sleep(pause)
                continue
            log.info("telegram_ready", bot=bot.username)
            return await work(bot)
        raise AssertionError  # the pauses never end

    async def _open(self) -> Bot:
        """The bot, ready; a first request asks Telegram who it is and so checks the token."""
        if self._opening is None:
            self._opening = asyncio.Lock()
        async with self._opening:
            if self._bot is not None:
                return self._bot
            bot: Bot = ExtBot(
                self._token,
                base_url=self._base_url,
                request=self._request(connections=16),
                get_updates_request=self._request(connections=1),
                rate_limiter=AIORateLimiter(max_retries=0),
            )
            try:
                await bot.initialize()
            except BaseException as error:
                await bot.shutdown()
                if isinstance(error, InvalidToken):
                    raise refused_token() from None
                if isinstance(error, TelegramError):
                    raise ChannelError(
                        "Telegram cannot be reached", remedy="it is tried again; nothing was sent"
                    ) from None
                raise
            self._bot = bot
            return bot

    def _request(self, *, connections: int) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=connections,
            read_timeout=self._timeout,
            write_timeout=self._timeout,
            connect_timeout=self._timeout,
            pool_timeout=self._timeout,
        )

    async def _shut(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._bot is not None:
            await self._bot.shutdown()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._guard:
            if self._closed:
                raise ChannelError(
                    "the line to Telegram is closed", remedy="it is tried again after a restart"
                )
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="telegram", daemon=True)
                self._thread.start()
            return self._loop


def refused_token() -> ChannelError:
    """The error for a token that Telegram does not know."""
    return ChannelError(
        "Telegram refuses the bot token", where="TIDEOVER_TELEGRAM_TOKEN", remedy="ask @BotFather for it"
    )


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()


def as_channel_error(error: TelegramError) -> ChannelError:
    """What a failure of a sending means for the message.

    Blocked or unknown chats never work again; a time-out after the request left means that it may
    have arrived; whatever failed before that, or was refused in words, did not.
    """
    if isinstance(error, RetryAfter):
        return RetryLater("Telegram asks to slow down", seconds=seconds_of(error))
    if isinstance(error, (Forbidden, ChatMigrated)):
        return Unreachable("the chat is blocked or gone")
    if isinstance(error, InvalidToken):
        return refused_token()
    if isinstance(error, BadRequest):
        if "chat not found" in error.message.lower():
            return Unreachable("there is no such chat")
        return ChannelError("Telegram refuses the message")
    if isinstance(error, (TimedOut, NetworkError)):
        if isinstance(error.__cause__, NEVER_LEFT):
            return ChannelError("Telegram cannot be reached")
        return OutcomeUnknown("the connection to Telegram broke while sending")
    return ChannelError(f"Telegram answers {type(error).__name__}")
