from __future__ import annotations

import subprocess
import sys
from typing import Any

from sqlalchemy import Engine, insert, inspect, select, text

from bot.storage import tables as t
from bot.storage.migrate import is_current, upgrade
from tests.conftest import NOW


def described(engine: Engine) -> dict[str, Any]:
    """Everything the database itself knows about our tables."""
    eye = inspect(engine)

    def by_name(found: list[Any]) -> list[str]:
        return sorted(str(sorted(row.items(), key=str)) for row in found)

    return {
        name: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in eye.get_columns(name)
            ],
            "key": str(sorted(eye.get_pk_constraint(name).items(), key=str)),
            "foreign": by_name(eye.get_foreign_keys(name)),
            "unique": by_name(eye.get_unique_constraints(name)),
            "indexes": by_name(eye.get_indexes(name)),
        }
        for name in sorted(eye.get_table_names())
        if name != "alembic_version"
    }


def test_the_steps_lead_to_exactly_the_tables_of_the_code(blank_database: Engine) -> None:
    upgrade(blank_database)
    by_steps = described(blank_database)

    t.metadata.drop_all(blank_database)
    t.metadata.create_all(blank_database)

    assert by_steps == described(blank_database)


def test_a_database_that_has_entries_gets_the_head_it_has(blank_database: Engine) -> None:
    upgrade(blank_database)
    row = {
        "id": "e",
        "at": NOW,
        "kind": "decision",
        "ref": "C",
        "body": "{}",
        "body_hash": "b",
        "previous": "0",
    }
    with blank_database.begin() as connection:
        connection.execute(text("DROP TABLE audit_head"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        connection.execute(insert(t.audit), [{**row, "seq": 1, "hash": "one"}])
        connection.execute(insert(t.audit), [{**row, "id": "f", "seq": 2, "hash": "two"}])

    upgrade(blank_database)

    with blank_database.connect() as connection:
        assert connection.execute(select(t.audit_head)).all() == [(1, 2, "two")]


def test_upgrading_twice_changes_nothing(blank_database: Engine) -> None:
    first = upgrade(blank_database)
    before = described(blank_database)

    assert (upgrade(blank_database), described(blank_database)) == (first, before)


def test_a_database_says_whether_it_is_up_to_date(blank_database: Engine) -> None:
    before = is_current(blank_database)
    upgrade(blank_database)

    assert (before, is_current(blank_database)) == (False, True)


def test_processes_that_start_together_migrate_once(blank_database: Engine) -> None:
    url = blank_database.url.render_as_string(hide_password=False)
    program = (
        "import sys; from bot.storage.database import open_engine; from bot.storage.migrate import upgrade;"
        "upgrade(open_engine(sys.argv[1]))"
    )
    workers = [subprocess.Popen([sys.executable, "-c", program, url]) for _ in range(2)]

    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    assert is_current(blank_database)
