"""Reading single values of a scenario file, and saying where one cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import InvalidOperation
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.model.errors import BadFile, TideoverError
from bot.model.words import Word

W = TypeVar("W", bound=Word)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Where:
    """Where we are in a file, so that an error can say it."""

    file: str
    id: str

    def fail(self, key: str, what: str, remedy: str = "") -> BadFile:
        """The error for something wrong at a key."""
        return BadFile(what, where=f"{self.file}, {self.id}, {key}", remedy=remedy)

    def keys(self, row: Mapping[str, Any], known: frozenset[str], inside: str) -> None:
        """Refuse a key that nobody reads."""
        if not isinstance(row, Mapping):
            raise self.fail(inside, f"{row!r} is no mapping")
        for key in row:
            if key not in known:
                raise self.fail(f"{inside}.{key}", "unknown key", f"known: {', '.join(sorted(known))}")

    def word(self, kind: type[W], value: Any, key: str) -> W:
        """Read a word of a vocabulary."""
        try:
            return kind(str(value))
        except ValueError:
            raise self.fail(key, f"{value!r} is none of {', '.join(str(w) for w in kind)}") from None

    def yes_or_no(self, row: Mapping[str, Any], name: str, key: str) -> bool | None:
        """Read true or false; the word "false" is neither, and must never count as true."""
        value = row.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key, f"{value!r} is neither true nor false")
        return value

    def read(self, read: Callable[[Any], T], value: Any, key: str) -> T | None:
        """Read a value that may be missing."""
        return None if value is None else self.must(read, value, key)

    def must(self, read: Callable[[Any], T], value: Any, key: str) -> T:
        """Read a value that is there."""
        try:
            return read(value)
        except (ValueError, TypeError, InvalidOperation, KeyError, TideoverError) as error:
            raise self.fail(key, f"{value!r} cannot be read: {error}") from None


def moment(value: Any) -> datetime:
    """Read an instant with its offset, quoted or not.

    Raises:
        ValueError: it has no offset.
    """
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError("an offset is needed, for example +08:00")
    return found


def day(value: Any) -> date:
    """Read a date, quoted or not; of an instant its own day is taken."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def moment_or_day(value: Any) -> datetime:
    """Read an instant, or a date as its first moment in UTC."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = f"{value.isoformat()}T00:00:00+00:00"
    elif isinstance(value, str) and len(value) == 10:
        value = f"{value}T00:00:00+00:00"
    return moment(value)


def local_moment(value: Any, zone: str | None) -> datetime:
    """Read an instant, or a date as its first moment on the person's clock."""
    if (isinstance(value, date) and not isinstance(value, datetime)) or (
        isinstance(value, str) and len(value) == 10
    ):
        only = day(value)
        return datetime(only.year, only.month, only.day, tzinfo=ZoneInfo(zone or "UTC"))
    return moment(value)


def text_of(value: Any) -> str | None:
    """Read words, or nothing."""
    return None if value is None else str(value)
