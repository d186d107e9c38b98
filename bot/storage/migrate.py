"""Bring a database to the tables that this version needs.

``python -m bot.storage.migrate "why the tables change"`` writes the next step from the difference between
the steps so far and :mod:`bot.storage.tables`; read it before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError

from bot.model.errors import StorageBusy
from bot.storage.database import open_engine

FOLDER = Path(__file__).parent / "migrations"
LOCK = 745002
"""Number of the PostgreSQL advisory lock under which one process migrates and the others wait."""


def upgrade(engine: Engine) -> str:
    """Run every step that is missing, in one transaction: all of them or none.

    Several processes may start at once; one migrates, the others wait and find nothing left to do.

    Returns:
        The step the database is at now.

    Raises:
        StorageBusy: the database is locked or cannot be reached; nothing was changed.
    """
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            at = MigrationContext.configure(connection).get_current_revision()
            connection.commit()
    except OperationalError as error:
        raise StorageBusy(
            "the database cannot be brought up to date: it is locked or does not answer",
            remedy="nothing was changed; stop what else uses it, or check TIDEOVER_DATABASE_URL",
        ) from error
    return str(at)


def prepare(engine: Engine) -> None:
    """Make a database usable that nothing was ever written to: its folder and every table.

    A database that has tables is left as it is; :func:`upgrade` is for that.

    Raises:
        StorageBusy: the database is locked or cannot be reached.
    """
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        blank = not inspect(engine).has_table("accounts")
    except OperationalError as error:
        raise StorageBusy(
            "the database cannot be reached", remedy="check TIDEOVER_DATABASE_URL, and that it runs"
        ) from error
    if blank:
        upgrade(engine)


def is_current(engine: Engine) -> bool:
    """Whether the database has every step of this version."""
    with engine.connect().execution_options(tideover_mode="read") as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    return at == ScriptDirectory.from_config(_config()).get_current_head()


def write_step(message: str, *, engine: Engine) -> Path:
    """Write the next step from what ``engine``, after all steps so far, still lacks."""
    upgrade(engine)
    config = _config()
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    if script is None or isinstance(script, list):
        raise RuntimeError("no step was written")
    return Path(script.path)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


if __name__ == "__main__":
    print(write_step(" ".join(sys.argv[1:]), engine=open_engine("sqlite://")))  # a command answers on paper
