"""Many rows at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

Values are prepared (sealed, turned to UTC) before the write lock is taken, since sealing a name takes
longer than storing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import IntegrityError, OperationalError

T = TypeVar("T")


class Batch:
    """Rows for one table, ready to be written."""

    def __init__(self, table: Table, columns: Sequence[str], *, dialect: Dialect) -> None:
        """Name the columns that every row will have, in order."""
        self.table, self.columns = table, tuple(columns)
        self.rows: list[tuple[Any, ...]] = []
        self._prepare = [
            table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in self.columns
        ]

    def add(self, *values: Any) -> None:
        """Prepare one row."""
        self.rows.append(
            tuple(
                value if prepare is None else prepare(value)
                for prepare, value in zip(self._prepare, values, strict=True)
            )
        )

    def write(self, connection: Connection) -> None:
        """Insert all rows; a row that is there already is an error."""
        if not self.rows:
            return
        names = ", ".join(f'"{name}"' for name in self.columns)
        if connection.dialect.name == "postgresql":
            driver: Any = connection.connection.driver_connection
            into = f'COPY "{self.table.name}" ({names}) FROM STDIN'
            faults = connection.dialect.loaded_dbapi
            try:
                with driver.cursor() as cursor, cursor.copy(into) as copy:
                    for row in self.rows:
                        copy.write_row(row)
            except faults.IntegrityError as error:  # COPY goes past SQLAlchemy, its errors must not
                raise IntegrityError(into, None, error) from error
            except faults.OperationalError as error:
                raise OperationalError(into, None, error) from error
            return
        marks = ", ".join("?" * len(self.columns))
        connection.exec_driver_sql(
            f'INSERT INTO "{self.table.name}" ({names}) VALUES ({marks})',  # noqa: S608 - names are our own
            self.rows,
        )


def chunks(items: Sequence[T], size: int = 800) -> Iterator[Sequence[T]]:
    """Cut a list into pieces that fit into one ``IN (...)``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
