"""Statements built once: making a SQLAlchemy statement anew costs as much as running it.

``picked`` and ``the_row`` are the two shapes that most of a turn consists of; their texts depend on table
and columns alone, so each is built once and given its values when it runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Table, Update, bindparam, select, update
from sqlalchemy.engine import Connection, RowMapping


@lru_cache(maxsize=256)
def picked(table: Table, columns: tuple[str, ...], order: str = "") -> Select[Any]:
    """Rows of ``table`` whose ``columns`` equal the values given under their names when it runs."""
    query = select(table).where(*(table.c[name] == bindparam(name) for name in columns))
    return query.order_by(table.c[order]) if order else query


@lru_cache(maxsize=64)
def the_row(table: Table) -> Update:
    """Change the row with the id given as ``the_id``; the other values given are its new ones."""
    return update(table).where(table.c.id == bindparam("the_id"))


def first(connection: Connection, table: Table, **values: Any) -> RowMapping | None:
    """The first row with these values, if there is one."""
    return connection.execute(picked(table, tuple(values)), values).mappings().first()


def every(connection: Connection, table: Table, *, order: str, **values: Any) -> Sequence[RowMapping]:
    """All rows with these values, in the order of one column."""
    return connection.execute(picked(table, tuple(values), order), values).mappings().all()
