"""Structured logs: ids only, never text, names, addresses, amounts or tokens."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

FORBIDDEN = frozenset(
    {
        "text", "body", "said", "payload", "name", "address", "address_key", "phone", "email", "url",
        "amount", "token", "password", "answer", "secret",
    }
)  # fmt: skip
"""Keys that must not be logged; a value under one of them is replaced before it is written."""


def hide(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace values that should never have been passed to a logger."""
    for key in FORBIDDEN & set(event):
        event[key] = "[hidden]"
    return event


def place_of_fault(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Write a fault as its kind and the places it went through; its words may hold what somebody wrote."""
    given = event.pop("exc_info", None)
    fault = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(fault, BaseException):
        event["fault"] = type(fault).__name__
        frames = traceback.extract_tb(fault.__traceback__)
        event["at"] = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return event


def _to_stderr(*_: Any) -> structlog.PrintLogger:
    """Write to the standard error of the moment: whoever called a command may have lent it another."""
    return structlog.PrintLogger(sys.stderr)


def keep_quiet() -> None:
    """Let only warnings through, in a command whose own lines tell a person what happens."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def set_up(*, as_json: bool) -> None:
    """Configure logging of this process; libraries that log addresses or tokens are silenced."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    for noisy in ("httpx", "httpcore", "telegram", "uvicorn.access", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    renderer: Any = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide,
            place_of_fault,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_to_stderr,
    )
