"""A stand-in for Telegram's Bot API on loopback: records every call, hands out updates, fails on demand."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "100:test-token"
USERNAME = "tideover_test_bot"
ME = {"id": 100, "is_bot": True, "first_name": "Tideover", "username": USERNAME}
DATE = 1_773_115_200
PATIENCE = 10.0


@dataclass(frozen=True)
class Call:
    """One request that the bot made."""

    method: str
    params: dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """How the next call of a method ends: an error answer, or no answer at all."""

    code: int = 0
    description: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        return self.code == 0


BLOCKED = Failure(403, "Forbidden: bot was blocked by the user")
NO_CHAT = Failure(400, "Bad Request: chat not found")
SILENCE = Failure()


def flooded(seconds: int) -> Failure:
    return Failure(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


class TelegramDouble:
    """Keeps what was called and what is still to be handed out; use it with :func:`telegram_double`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.failures: dict[str, deque[Failure]] = {}
        self.url = ""
        self._news = threading.Condition()
        self._updates: list[dict[str, Any]] = []
        self._number = 0
        self._closed = False

    # what the test does --------------------------------------------------------------------------

    def fail(self, method: str, *failures: Failure) -> None:
        """Let the next calls of a method end so."""
        self.failures.setdefault(method, deque()).extend(failures)

    def write(self, text: str, *, chat: int = 77, language: str = "zh-hans", **more: Any) -> dict[str, Any]:
        """Somebody writes in a private chat; returns the update."""
        return self.push({"message": self.message(text, chat=chat, language=language, **more)})

    def tap(self, key: str, *, chat: int = 77, message: dict[str, Any] | None = None) -> dict[str, Any]:
        """Somebody taps a button; returns the update."""
        query = {
            "id": str(9_000 + self._next()),
            "from": _person(chat, "zh-hans"),
            "chat_instance": "1",
            "data": key,
        }
        if message is not None:
            query["message"] = message
        return self.push({"callback_query": query})

    def message(self, text: str, *, chat: int, language: str = "zh-hans", **more: Any) -> dict[str, Any]:
        kind = more.pop("kind", "private")
        return {
            "message_id": self._next(),
            "date": DATE,
            "chat": {"id": chat, "type": kind, "title": "x"},
            "from": _person(abs(chat), language),
            "text": text,
            **more,
        }

    def push(self, content: dict[str, Any]) -> dict[str, Any]:
        """Hand out an update at the next poll."""
        with self._news:
            update = {"update_id": self._next(), **content}
            self._updates.append(update)
            self._news.notify_all()
        return update

    def repeat(self, update: dict[str, Any]) -> None:
        """Hand the same thing out once more, as Telegram does when it was not acknowledged."""
        self.push({key: value for key, value in update.items() if key != "update_id"})

    def wait(self, met: Callable[[TelegramDouble], bool]) -> None:
        """Wait until something is so; it is looked at after each call."""
        with self._news:
            assert self._news.wait_for(lambda: met(self), timeout=PATIENCE), [c.method for c in self.calls]

    def wait_for(self, method: str, *, count: int = 1) -> list[Call]:
        """Wait until a method was called so many times."""
        self.wait(lambda double: len(double.of(method)) >= count)
        return self.of(method)

    def settled(self) -> None:
        """Wait until every update was acknowledged."""
        self.wait(lambda double: not double._updates)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def texts(self, *, chat: int = 77) -> list[str]:
        """What the bot sent to a chat."""
        return [
            call.params["text"] for call in self.of("sendMessage") if str(call.params["chat_id"]) == str(chat)
        ]

    def buttons(self) -> dict[str, str]:
        """Label and key of each button under the last message that had some."""
        for call in reversed(self.of("sendMessage")):
            if "reply_markup" in call.params:
                rows = call.params["reply_markup"]["inline_keyboard"]
                return {button["text"]: button["callback_data"] for row in rows for button in row}
        return {}

    # what Telegram does --------------------------------------------------------------------------

    def answer(self, method: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        with self._news:
            waiting = self.failures.get(method)
            failure = waiting.popleft() if waiting else None
            if method != "getUpdates":
                self.calls.append(Call(method, params))
                self._news.notify_all()
        if failure is not None:
            if failure.silent:
                with self._news:
                    self._news.wait_for(lambda: self._closed, timeout=PATIENCE)
                return None
            body = {"ok": False, "error_code": failure.code, "description": failure.description}
            return failure.code, {**body, "parameters": failure.parameters}
        return 200, {"ok": True, "result": self._result(method, params)}

    def _result(self, method: str, params: dict[str, Any]) -> Any:
        if method == "getMe":
            return ME
        if method == "getUpdates":
            return self._handed_out(int(params.get("offset", 0)), float(params.get("timeout", 0)))
        if method in ("sendMessage", "editMessageReplyMarkup"):
            result = {
                "message_id": self._next(),
                "date": DATE,
                "chat": {"id": int(params["chat_id"]), "type": "private"},
                "from": ME,
                "text": params.get("text", ""),
            }
            return result if method == "sendMessage" else True
        return True

    def _handed_out(self, offset: int, timeout: float) -> list[dict[str, Any]]:
        with self._news:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            self._news.notify_all()
            self._news.wait_for(lambda: self._closed or self._updates, timeout=timeout)
            return list(self._updates)

    def _next(self) -> int:
        with self._news:
            self._number += 1
            return self._number

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()


def _person(chat: int, language: str) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "P", "language_code": language}


@contextmanager
def telegram_double() -> Iterator[TelegramDouble]:
    """Serve a double on a free port of loopback."""
    double = TelegramDouble()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            head, _, method = self.path.rpartition("/")
            if head != f"/bot{TOKEN}":
                self._reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
                return
            params = {key: _plain(value) for key, value in parse_qsl(raw, keep_blank_values=True)}
            answer = double.answer(method, params)
            if answer is None:
                self.close_connection = True
                return
            self._reply(*answer)

        def _reply(self, code: int, body: dict[str, Any]) -> None:
            raw = json.dumps(body).encode()
            try:
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
            except OSError:  # the bot hung up first
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    double.url = f"http://127.0.0.1:{server.server_address[1]}/bot"
    try:
        yield double
    finally:
        double.close()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _plain(value: str) -> Any:
    if value[:1] in "[{":
        return json.loads(value)
    return value
