"""Opening a database: SQLite (WAL) by default, PostgreSQL by URL; one engine, two tempers."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry


def open_engine(url: str, *, pool_size: int = 16, patience: float = 10.0, ping_after: float = 5.0) -> Engine:
    """Open ``url`` with the settings the product relies on.

    SQLite: WAL, foreign keys on, some seconds of patience, and every write transaction begins
    IMMEDIATE so that a cap is read and reserved under the same lock. PostgreSQL: plain pooled
    connections over psycopg 3.

    Args:
        url: a SQLAlchemy URL; ``postgresql://`` is read as psycopg 3.
        pool_size: connections kept open.
        patience: seconds to wait for another writer before giving up (SQLite).
        ping_after: seconds of rest after which a connection is tried and, if dead, replaced (PostgreSQL).
    """
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    common: dict[str, Any] = {
        "hide_parameters": True,  # an error of the database must not carry what a borrower wrote
        "json_serializer": lambda value: orjson.dumps(value, default=str).decode(),
        "json_deserializer": orjson.loads,
    }
    if parsed.get_backend_name() == "sqlite":
        arguments = {"check_same_thread": False, "timeout": patience}
        engine = create_engine(parsed, connect_args=arguments, **common)
        _tame_sqlite(engine)
        return engine
    engine = create_engine(parsed, pool_size=pool_size, max_overflow=pool_size, **common)
    _try_what_rested(engine, seconds=ping_after)
    return engine


def _try_what_rested(engine: Engine, *, seconds: float) -> None:
    """Ping a connection before use only when it rested for a while: at each use it costs a round trip."""

    @event.listens_for(engine, "checkin")
    def _on_checkin(connection: Any, entry: ConnectionPoolEntry) -> None:
        entry.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _on_checkout(connection: Any, entry: ConnectionPoolEntry, proxy: Any) -> None:
        rested = time.monotonic() - entry.info.get("rests_since", time.monotonic())
        if rested < seconds:
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as error:  # whatever it was, the pool opens another
            raise DisconnectionError from error


def _tame_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("tideover_mode", "write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == "write" else "BEGIN")
