"""Column types: aware instants and sealed (encrypted) text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.model.errors import Unavailable


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC; a naive one is refused, since it names no moment."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone names no moment")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Attach UTC on the way out; SQLite forgets it."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


class _Ring:
    """The keys in use. Set once by bootstrap; the first seals, all of them open."""

    fernet: MultiFernet | None = None


def use_keys(keys: list[str]) -> None:
    """Set the encryption keys of this process.

    Args:
        keys: url-safe base64 Fernet keys, newest first; the others are still able to open.
    """
    _Ring.fernet = MultiFernet([Fernet(key) for key in keys])


class Sealed(TypeDecorator[str]):
    """Text that is encrypted at rest (addresses, names) with the key from the environment."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt on the way in."""
        if value is None:
            return None
        return _ring().encrypt(value.encode()).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        if value is None:
            return None
        try:
            return _ring().decrypt(str(value).encode()).decode()
        except InvalidToken as error:
            raise Unavailable(
                "a stored address cannot be opened with the keys at hand",
                where="TIDEOVER_DATA_KEYS",
                remedy="start with the key that sealed this database",
            ) from error


def _ring() -> MultiFernet:
    if _Ring.fernet is None:
        raise Unavailable(
            "no encryption key is set", where="TIDEOVER_DATA_KEYS", remedy="set it or run make demo"
        )
    return _Ring.fernet
