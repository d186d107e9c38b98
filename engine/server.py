"""The engine's HTTP application: the one channel, a health check, a token; nothing of Rasa's own API."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rasa.core.utils
import rasa.shared.utils.io
from rasa.core.lock_store import LockStore
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.tracker_store import TrackerStore
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from engine.action_calls import ActionCalls, keep_one_validator
from engine.processor import TurnProcessor
from engine.trackers import find_event_classes_once
from engine.turn import TurnInput, token_matches


class BrokenModel(Exception):
    """The archive is not a model that this engine can load."""


OPEN = frozenset({"/healthz"})


def build(*, model: Path, token: str, actions_url: str, actions_token: str) -> Sanic:
    """Load the model and put the routes together.

    Args:
        model: archive made by ``train``.
        token: what a caller must send as a bearer token.
        actions_url: the action server's webhook.
        actions_token: what we send there.

    Raises:
        BrokenModel: the archive cannot be loaded or does not answer.
    """
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=logging.WARNING)
    configure_structlog(logging.WARNING)
    keep_one_validator()
    find_event_classes_once()
    endpoints = rasa.core.utils.AvailableEndpoints.read_endpoints("endpoints.yml")
    calls = ActionCalls(actions_url, token=actions_token)
    store = TrackerStore.create(endpoints.tracker_store)
    try:
        processor = TurnProcessor(
            model_path=str(model),
            tracker_store=store,
            lock_store=LockStore.create(endpoints.lock_store),
            generator=NaturalLanguageGenerator.create(endpoints.nlg, None),
            action_endpoint=calls,
        )
        warm(processor)
    except Exception as error:
        raise BrokenModel(f"{type(error).__name__}: {error}") from error
    store.domain = processor.domain

    app = Sanic("tideover_engine", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 256 * 1024
    app.config.ACCESS_LOG = False
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.processor = processor
    credentials = rasa.shared.utils.io.read_config_file("credentials.yml")
    channel = TurnInput.from_credentials(credentials.get("engine.turn.TurnInput"))
    app.blueprint(channel.blueprint(_nobody), url_prefix=f"/webhooks/{channel.url_prefix()}")

    @app.on_request
    async def check_token(request: Request) -> HTTPResponse | None:
        if request.path in OPEN or token_matches(request, token):
            return None
        return json(
            {"error": {"code": "unauthorized", "what": "send the engine's token as a bearer token"}},
            status=401,
        )

    @app.get("/healthz")
    async def healthz(_request: Request) -> HTTPResponse:
        return json({"status": "ok", "model": processor.model_metadata.model_id})

    @app.after_server_start
    async def forget(*_args: Any) -> None:
        app.add_task(store.keep_forgetting())

    @app.after_server_stop
    async def close(*_args: Any) -> None:
        await calls.close()

    return app


def run(app: Sanic, *, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until told to stop, in this one process: the conversations' locks are in its memory.

    Args:
        app: what :func:`build` made.
        host: the interface.
        port: a free port.
        ready: called once the port answers.
    """

    @app.after_server_start
    async def tell(*_args: Any) -> None:
        ready()

    app.run(host=host, port=port, workers=1, access_log=False, motd=False, register_sys_signals=True)


def warm(processor: TurnProcessor) -> None:
    """Parse once, so that the first borrower does not pay for lazy imports."""
    import asyncio

    asyncio.new_event_loop().run_until_complete(processor.understand("hello"))


async def _nobody(*_args: Any) -> None:
    """Stands where Rasa's handler would be; the channel calls the processor itself."""
