"""The action server: loopback only, with a token, and without a word of a borrower in its errors.

The server that rasa-sdk brings listens on every interface, asks for no token and echoes all slots when an
action fails. Here rasa-sdk's executor runs the actions, and these few routes are ours.
"""

from __future__ import annotations

import argparse
import hmac
import importlib
import json
import logging
import os
import pkgutil
import sys
import uuid
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as answer

import actions
from actions.base import TopicAction
from bot import logs
from bot.bootstrap import be_fair_to_threads, build_house
from bot.conversation.house import House
from bot.model.errors import TideoverError
from bot.settings import Settings

log = logging.getLogger("actions.server")

HOST = "127.0.0.1"
LARGEST = 2 * 1024 * 1024
"""Bytes of one call: the tracker of a long conversation, with room."""


def executor_of(actions: Iterable[Action]) -> ActionExecutor:
    """Return an executor for actions that were built with their services."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    return executor


def create_app(executor: ActionExecutor, *, token: str, name: str = "tideover_actions") -> Sanic[Any, Any]:
    """Put the routes together.

    Args:
        executor: knows the actions by name.
        token: what the engine sends as a bearer token.
        name: Sanic wants one application of a name in a process.
    """
    app: Sanic[Any, Any] = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST
    app.config.ACCESS_LOG = False
    app.config.FALLBACK_ERROR_FORMAT = "json"
    expected = f"Bearer {token}".encode()

    @app.get("/healthz")
    async def healthz(_request: Request) -> HTTPResponse:
        return answer({"status": "ok", "actions": len(executor.actions)})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        given = (request.headers.get("authorization") or "").encode()
        if not hmac.compare_digest(given, expected):
            return answer({"error": "send the action server's token as a bearer token"}, status=401)
        return await _run(executor, request.body)

    return app


async def _run(executor: ActionExecutor, body: bytes) -> HTTPResponse:
    """Run the action that a call names; every failure is an answer with an id that is also in the log."""
    name = ""
    try:
        call = json.loads(body)
        name = str(call["next_action"])
        call.setdefault("domain", {})  # the engine leaves it out; rasa-sdk would ask for it
        result = await executor.run(call)
    except ActionExecutionRejection as rejection:
        return answer({"error": "declined", "action_name": rejection.action_name}, status=400)
    except ActionNotFoundException:
        return _failed(404, "no such action", name)
    except Exception as error:
        return _failed(500, "the action failed", name, error)
    return answer(result.model_dump() if result else {"events": [], "responses": []})


def _failed(status: int, what: str, action: str, error: Exception | None = None) -> HTTPResponse:
    number = uuid.uuid4().hex[:12]
    place = f" {type(error).__name__} at {_place(error)}" if error is not None else ""
    log.error("error_id=%s action=%s %s%s", number, action, what, place)
    return answer({"error": what, "error_id": number, "action_name": action}, status=status)


def _place(error: Exception) -> str:
    """Return file and line where the error arose; never its text, which may hold what a borrower said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "unknown"


def serve(executor: ActionExecutor, *, port: int, token: str) -> None:
    """Answer the engine until told to stop, on the loopback interface, in this one process."""
    app = create_app(executor, token=token)

    @app.after_server_start
    async def tell(*_args: Any) -> None:
        sys.stdout.write(f"actions: ready on http://{HOST}:{port} with {len(executor.actions)} actions\n")
        sys.stdout.flush()

    app.run(host=HOST, port=port, single_process=True, access_log=False, motd=False)


def main(arguments: list[str] | None = None) -> int:
    """Serve every action of the package ``actions``."""
    parser = argparse.ArgumentParser(prog="actions.server", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--token-env", default="TIDEOVER_ENGINE_TOKEN", help="variable that holds the token")
    chosen = parser.parse_args(arguments)
    token = os.environ.get(chosen.token_env, "")
    if len(token) < 16:
        sys.stderr.write(f"actions: {chosen.token_env} must hold a token of at least 16 characters\n")
        return 2
    settings = Settings()
    be_fair_to_threads()
    logs.set_up(as_json=settings.log_json)
    try:
        house = build_house(settings, engine=object())
    except TideoverError as error:
        sys.stderr.write(f"actions: {error}\n")
        return 2
    serve(executor_of(all_actions(house)), port=chosen.port, token=token)
    return 0


def all_actions(house: House) -> list[Action]:
    """One action for each topic module of this package, built with the house."""
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    return [kind(house) for kind in TopicAction.__subclasses__()]


if __name__ == "__main__":
    sys.exit(main())
