"""The engine's only channel: one message in, understanding and proposals out, over HTTP with a token."""

from __future__ import annotations

import hmac
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.shared.data import TrainingType
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from engine.processor import TurnFailed, TurnProcessor

log = logging.getLogger("engine.turn")
LONGEST = 8000


class BadRequest(ValueError):
    """What was posted is not a turn."""


class TurnInput(InputChannel):
    """``POST /webhooks/turn/webhook`` and ``POST /webhooks/turn/parse``."""

    def __init__(self, slots: list[str]) -> None:
        """Name the metadata keys that become slots before anything is decided."""
        self.slots = tuple(slots)

    @classmethod
    def name(cls) -> str:
        """Return the channel's part of the address."""
        return "turn"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TurnInput:
        """Make it from its entry in credentials.yml."""
        return cls(list((credentials or {}).get("slots") or []))

    def blueprint(self, on_new_message: Callable[..., Awaitable[Any]]) -> Blueprint:
        """Return the two routes; Rasa's own message handler is not used, since it answers nobody."""
        routes = Blueprint("turn_webhook")

        @routes.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            return await answered(lambda: self._turn(request))

        @routes.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            return await answered(lambda: self._parse(request))

        return routes

    async def _turn(self, request: Request) -> dict[str, Any]:
        body, processor = posted(request), processor_of(request)
        sender, metadata = body.get("sender"), body.get("metadata", {})
        if not isinstance(sender, str) or not sender or not isinstance(metadata, dict):
            raise BadRequest("`sender` must be a non-empty string and `metadata` an object")
        if processor.model_metadata.training_type == TrainingType.NLU:
            raise TurnFailed("model_without_rules")
        facts = {name: metadata[name] for name in self.slots if name in metadata}
        turn = await processor.turn(sender, text_of(body), slots=facts, metadata=metadata)
        return {
            "understanding": understanding(turn.parse),
            "proposals": turn.proposals,
            "actions": turn.actions,
        }

    async def _parse(self, request: Request) -> dict[str, Any]:
        return {
            "understanding": understanding(await processor_of(request).understand(text_of(posted(request))))
        }


async def answered(work: Callable[[], Awaitable[dict[str, Any]]]) -> HTTPResponse:
    """Run one request; every failure becomes an answer with an id that is also in the log."""
    started = time.perf_counter()
    try:
        body = await work()
    except BadRequest as error:
        return json({"error": {"code": "bad_request", "what": str(error)}}, status=400)
    except TurnFailed as failure:
        return failed(failure.code, failure.__cause__, action=failure.action, error_id=failure.error_id)
    except Exception as error:
        return failed("engine_error", error)
    body["engine_ms"] = round((time.perf_counter() - started) * 1000, 2)
    return json(body)


def failed(code: str, cause: BaseException | None, *, action: str = "", error_id: str = "") -> HTTPResponse:
    """Answer 502 and log once, with ids and the place of the fault but nothing a borrower said."""
    number = error_id or uuid.uuid4().hex[:12]
    place = ""
    if cause is not None:
        trace = cause.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
        place = f" {type(cause).__name__}{where}"
    log.error("error_id=%s code=%s action=%s%s", number, code, action or "-", place)
    return json({"error": {"id": number, "code": code, "action": action}}, status=502)


def processor_of(request: Request) -> TurnProcessor:
    """Return the processor that the launcher loaded."""
    processor: TurnProcessor = request.app.ctx.processor
    return processor


def posted(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request.

    Raises:
        BadRequest: it is not JSON, or not an object.
    """
    try:
        body = request.json
    except Exception as error:
        raise BadRequest("the body is not JSON") from error
    if not isinstance(body, dict):
        raise BadRequest("the body is not a JSON object")
    return body


def text_of(body: dict[str, Any]) -> str:
    """Return the message's text.

    Raises:
        BadRequest: no text, or more of it than anyone types.
    """
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadRequest("`text` must be a non-empty string")
    if len(text) > LONGEST:
        raise BadRequest(f"`text` is longer than {LONGEST} characters")
    return text


def understanding(parse: dict[str, Any]) -> dict[str, Any]:
    """Shape Rasa's parse for the product; confidences as the classifier gave them."""
    intent = parse.get("intent") or {}
    return {
        "intent": parse.get("leading") or intent.get("name") or "",
        "understood": intent.get("name") not in (None, "nlu_fallback"),
        "confidence": intent.get("confidence", 0.0),
        "intents": parse.get("intent_ranking") or [],
        "also": parse.get("also") or [],
        "reasons": parse.get("reasons") or [],
        "signals": parse.get("signals") or [],
    }


def token_matches(request: Request, token: str) -> bool:
    """Compare the bearer token in constant time."""
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
