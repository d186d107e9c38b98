"""Serving an application for a test: a real server on loopback, on a port of its own choice."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def serving(app: FastAPI, *, at: socket.socket | None = None) -> Iterator[str]:
    """Serve ``app`` while the block runs; gives its address."""
    listener = at or listening()
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="on", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    started = threading.Event()
    begin = server.startup

    async def startup(sockets: list[socket.socket] | None = None) -> None:
        await begin(sockets)
        started.set()

    server.startup = startup  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    assert started.wait(20), "the server did not start"
    try:
        yield address_of(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


def listening() -> socket.socket:
    """A socket that waits on a free port."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    return listener


def address_of(listener: socket.socket) -> str:
    """Its address as a browser writes it."""
    host, port = listener.getsockname()
    return f"http://{host}:{port}"
