"""What Alembic runs: it works on the connection that :mod:`bot.storage.migrate` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from bot.storage.tables import metadata
from bot.storage.types import Instant, Sealed


def render_item(kind: str, thing: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our column types as what the database sees, so that an old step never changes with them."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Sealed):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
