"""Fixtures that every test may use: a guard, keys, a store on each database, a Redis.

``store`` runs a test twice, on SQLite and on PostgreSQL; ``sqlite_store`` once, where the database
does not matter. Both are empty and have every table; ``database`` is the bare engine under them.
``blank_database`` has no table.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy import URL, Engine
from sqlalchemy.exc import OperationalError

from bot.keys import KeyRing
from bot.storage import tables
from bot.storage.database import open_engine
from bot.storage.types import use_keys
from bot.storage.unit import Store
from tests.network_guard import guarded
from tests.servers import fresh_database, postgres_server, redis_server

DATABASES = ("sqlite", "postgresql")
NOW = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
TEST_DATA_KEY = "dGVzdHMtc2VhbC13aXRoLXRoaXMta2V5LW9ubHktISE="
NewDatabase = Callable[[str], AbstractContextManager[URL]]
"""Opens an empty database of a name on the server of this run, and drops it afterwards."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with guarded():
        yield


@pytest.fixture(autouse=True)
def _sealing_keys() -> None:
    use_keys([TEST_DATA_KEY])


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    """The keyed hashes of a test installation."""
    return KeyRing("a secret of at least thirty-two characters")


@pytest.fixture(scope="session")
def _run_id(request: pytest.FixtureRequest) -> str:
    workers = getattr(request.config, "workerinput", None)
    return str(workers["testrunuid"])[:12] if workers else f"{os.getpid():x}"


@pytest.fixture(scope="session")
def _postgres(_run_id: str) -> Iterator[NewDatabase]:
    with postgres_server(_run_id) as server:
        yield lambda name: fresh_database(server, f"tideover_{name}_{_run_id}_{os.getpid():x}")


@pytest.fixture(scope="session")
def _postgres_database(_postgres: NewDatabase) -> Iterator[Engine]:
    with _postgres("tests") as url:
        engine = open_engine(url.render_as_string(hide_password=False), pool_size=8)
        tables.metadata.create_all(engine)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = open_engine(f"sqlite:///{path}")
    tables.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """An empty SQLite database with every table."""
    path = tmp_path / "tideover.db"
    shutil.copyfile(_sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_database(_postgres_database: Engine) -> Iterator[Engine]:
    """An empty PostgreSQL database with every table."""
    yield _postgres_database
    emptied = ";".join(f'DELETE FROM "{table.name}"' for table in reversed(tables.metadata.sorted_tables))
    for last in (False, False, True):
        try:
            with _postgres_database.begin() as connection:
                connection.exec_driver_sql(
                    "SET LOCAL lock_timeout = '5s'"
                )  # a test that left a transaction open fails here
                connection.exec_driver_sql(emptied)
            return
        except OperationalError as error:  # a thread of the test was still at its last transaction
            if last or not isinstance(error.orig, DeadlockDetected):
                raise


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> Engine:
    """An empty database with every table: each test runs once on SQLite and once on PostgreSQL."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Engine = request.getfixturevalue(kind)
    return found


@pytest.fixture
def store(database: Engine) -> Store:
    """A store on each database in turn."""
    return Store(database, new_id=lambda: uuid.uuid4().hex)


@pytest.fixture
def sqlite_store(sqlite_database: Engine) -> Store:
    """A store on SQLite alone, for tests in which the database plays no part."""
    return Store(sqlite_database, new_id=lambda: uuid.uuid4().hex)


@pytest.fixture(params=DATABASES)
def blank_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table, of each kind in turn: for migrations."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'blank.db'}")
        yield engine
        engine.dispose()
        return
    with request.getfixturevalue("_postgres")("blank") as url:
        engine = open_engine(url.render_as_string(hide_password=False), pool_size=2)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis on loopback, for Celery and the rate limits; one for each test worker."""
    with redis_server() as url:
        yield url
