"""Around every request: security headers, a limit on the body, a count.

Pure ASGI, so that live streams pass through untouched.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import orjson

from bot.web.metrics import Metrics

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 256 * 1024
MAX_IMPORT = 8 * 1024 * 1024
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CSP.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
)


class Guard:
    """Middleware: what every answer carries and no request exceeds."""

    def __init__(self, app: App, *, metrics: Metrics, secure: bool) -> None:
        """Wrap ``app``; ``secure`` adds HSTS."""
        self.app, self.metrics = app, metrics
        hsts = ((b"strict-transport-security", b"max-age=31536000"),) if secure else ()
        self.headers = [*HEADERS, *hsts]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        limit = MAX_IMPORT if _is_import(scope["path"]) else MAX_BODY

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                extra = [pair for pair in self.headers if pair[0] not in present]
                if b"cache-control" not in present:
                    extra.append((b"cache-control", b"no-store"))
                message["headers"] = [*message["headers"], *extra]
                self._count(scope, int(message["status"]), time.perf_counter() - started)
            await send(message)

        if _declared(scope) > limit:
            await _too_large(guarded_send, limit)
            return
        body = _Limited(receive, limit)
        try:
            await self.app(scope, body, guarded_send)
        except _TooLarge:
            await _too_large(guarded_send, limit)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or "other"
        self.metrics.requests.labels(route, scope["method"], str(status)).inc()
        self.metrics.seconds.labels(route).observe(seconds)


class _TooLarge(Exception):
    """The body grew past the limit while it was read."""


class _Limited:
    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.left = receive, limit

    async def __call__(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.left -= len(message.get("body", b""))
            if self.left < 0:
                raise _TooLarge
        return message


def _is_import(path: str) -> bool:
    return path.startswith("/api/v1/") and not path.startswith("/api/v1/chat/")


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


async def _too_large(send: Send, limit: int) -> None:
    body = orjson.dumps(
        {
            "error": {
                "what": f"the body is larger than {limit // 1024} KiB",
                "where": "request body",
                "remedy": "send less at a time",
            }
        }
    )
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
