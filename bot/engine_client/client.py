"""HTTP client of the engine, for callers that wait and for callers that await.

Every failure becomes :class:`~bot.model.errors.EngineDown`, so a use case has one thing to catch: keep the
message, tell the borrower that a person will look, alert. A turn is never repeated once the engine may have
begun it; only a connection that was never made is tried a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TypeVar

import httpx
import orjson

from bot.engine_client.answers import EngineTurn, Understanding
from bot.model.errors import EngineDown, StepFailed

TURN, PARSE, HEALTH = "/webhooks/turn/webhook", "/webhooks/turn/parse", "/healthz"
Shape = TypeVar("Shape")
REMEDY = "start the engine, or look for the error id in its log"


class TurnFailed(StepFailed):
    """The engine answered that it could not complete the turn; nothing of the turn was kept.

    Args:
        code: ``action_failed action_spoke action_loop model_without_rules engine_error bad_request``.
        error_id: the id under which the engine logged the cause.
        action: the action it concerns, if any.
    """

    def __init__(self, code: str, *, error_id: str, action: str) -> None:
        """Keep the parts for logs and alerts."""
        self.code, self.error_id, self.action = code, error_id, action
        named = f" in {action}" if action else ""
        super().__init__(
            f"the turn failed: {code}{named}, error id {error_id}", where="engine", remedy=REMEDY
        )


class EngineClient:
    """Talks to the engine and waits for the answer. Close it, or use it with ``with``."""

    def __init__(
        self,
        url: str,
        *,
        token: str,
        timeout: float = 15.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Open a kept connection lazily.

        Args:
            url: for example ``http://127.0.0.1:5005``.
            token: the engine's token.
            timeout: seconds for the answer to a turn, action calls included.
            transport: a stand-in for the network, in tests.
        """
        settings = _settings(url, token, timeout)
        self._url, self._headers = (
            url.rstrip("/"),
            {**settings["headers"], "Content-Type": "application/json"},
        )
        self._waits = {"timeout": settings["timeout"].as_dict()}
        self._line = transport or httpx.HTTPTransport(trust_env=False)

    def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> EngineTurn:
        """Hand one message of one conversation to the engine.

        Args:
            sender: the conversation's id.
            text: what the borrower wrote, as it came.
            metadata: facts of our database; language, verified and stage overrule the engine's memory.

        Raises:
            EngineDown: no answer, or one that says that the turn failed.
        """
        return _shaped(EngineTurn.of, self._post(TURN, _message(sender, text, metadata)))

    def parse(self, text: str) -> Understanding:
        """Understand a text without a conversation.

        Raises:
            EngineDown: no answer.
        """
        return _shaped(
            lambda answer: Understanding.of(answer["understanding"]), self._post(PARSE, {"text": text})
        )

    def healthy(self) -> bool:
        """Say whether the engine answers."""
        soon = {"timeout": httpx.Timeout(2.0).as_dict()}
        try:
            request = httpx.Request("GET", self._url + HEALTH, headers=self._headers, extensions=soon)
            return self._sent(request).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def _post(self, path: str, body: Mapping[str, Any]) -> httpx.Response:
        def request() -> httpx.Request:
            return httpx.Request(
                "POST",
                self._url + path,
                headers=self._headers,
                content=orjson.dumps(body),
                extensions=self._waits,
            )

        try:
            try:
                return self._sent(request())
            except httpx.ConnectError:
                return self._sent(request())
        except httpx.HTTPError as error:
            raise _down(error) from error

    def _sent(self, request: httpx.Request) -> httpx.Response:
        """Send over the line itself; cookies, redirects and sign-in are not wanted and cost a millisecond."""
        response = self._line.handle_request(request)
        response.request = request
        response.read()
        return response

    def close(self) -> None:
        """Close the kept connection."""
        self._line.close()

    def __enter__(self) -> EngineClient:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the kept connection."""
        self.close()


class AsyncEngineClient:
    """The same for callers that await. Close it, or use it with ``async with``."""

    def __init__(
        self,
        url: str,
        *,
        token: str,
        timeout: float = 15.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Open a kept connection lazily; arguments as for :class:`EngineClient`."""
        self._http = httpx.AsyncClient(transport=transport, **_settings(url, token, timeout))

    async def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> EngineTurn:
        """Hand one message of one conversation to the engine; see :meth:`EngineClient.turn`."""
        return _shaped(EngineTurn.of, await self._post(TURN, _message(sender, text, metadata)))

    async def parse(self, text: str) -> Understanding:
        """Understand a text without a conversation; see :meth:`EngineClient.parse`."""
        return _shaped(
            lambda answer: Understanding.of(answer["understanding"]), await self._post(PARSE, {"text": text})
        )

    async def healthy(self) -> bool:
        """Say whether the engine answers."""
        try:
            return (await self._http.get(HEALTH, timeout=2.0)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    async def _post(self, path: str, body: Mapping[str, Any]) -> httpx.Response:
        try:
            try:
                return await self._http.post(path, json=body)
            except httpx.ConnectError:
                return await self._http.post(path, json=body)
        except httpx.HTTPError as error:
            raise _down(error) from error

    async def close(self) -> None:
        """Close the kept connection."""
        await self._http.aclose()

    async def __aenter__(self) -> AsyncEngineClient:
        """Return itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the kept connection."""
        await self.close()


def _settings(url: str, token: str, timeout: float) -> dict[str, Any]:
    return {
        "base_url": url,
        "headers": {"Authorization": f"Bearer {token}"},
        "timeout": httpx.Timeout(timeout, connect=2.0),
        "trust_env": False,  # a proxy from the environment must never see a borrower's words
    }


def _message(sender: str, text: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {"sender": sender, "text": text, "metadata": dict(metadata)}


def _down(error: httpx.HTTPError) -> EngineDown:
    return EngineDown(f"no answer ({type(error).__name__})", where="engine", remedy=REMEDY)


def _shaped(shape: Callable[[Mapping[str, Any]], Shape], response: httpx.Response) -> Shape:
    try:
        answer = response.json()
        if response.status_code == httpx.codes.OK:
            return shape(answer)
        fault = answer["error"]
        code, error_id, action = str(fault["code"]), str(fault.get("id", "")), str(fault.get("action", ""))
    except (ValueError, KeyError, TypeError) as error:
        raise EngineDown(
            f"an answer that cannot be read (HTTP {response.status_code})", where="engine", remedy=REMEDY
        ) from error
    if response.status_code == httpx.codes.UNAUTHORIZED:
        raise EngineDown("the engine refused our token", where="engine", remedy="give both the same token")
    if code == "action_down":
        raise EngineDown(
            "the action server does not answer", where="engine", remedy="start the action server"
        )
    raise TurnFailed(code, error_id=error_id, action=action)
