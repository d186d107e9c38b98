"""What an intake needs to know, and what it is going to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Update, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.compliance.places import Places
from bot.model.errors import Conflict
from bot.storage import tables as t
from bot.storage.bulk import Batch, chunks


@dataclass(frozen=True, slots=True)
class Desk:
    """What the intake needs to know about this installation.

    Attributes:
        places: which rules and time zones belong to a place.
        answer_hash: keyed hash of a verification answer, from borrower id, question and answer.
        address_key: keyed hash of an address.
        adapters: the channel adapter for ``sms`` and ``email``.
        new_id: makes a fresh id.
        source: where the data comes from, kept beside each payment.
    """

    places: Places
    answer_hash: Callable[[str, str, str], str]
    address_key: Callable[[str], str]
    adapters: Mapping[str, str]
    new_id: Callable[[], str]
    source: str = "file"


@dataclass(slots=True)
class Plan:
    """What is to be written: new rows, in an order that foreign keys allow, and changes."""

    batches: list[Batch] = field(default_factory=list)
    changes: list[Update] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    """Accounts on file that got a new fact, so that their record is as fresh as that fact."""

    def write(self, connection: Connection, *, at: datetime) -> None:
        """Write everything.

        Raises:
            Conflict: somebody else wrote some of it since the plan was made.
        """
        try:
            for batch in self.batches:
                batch.write(connection)
        except IntegrityError as error:
            raise Conflict("another import of the same data came first", remedy="import it again") from error
        for change in self.changes:
            connection.execute(change)
        for part in chunks(sorted(self.touched)):
            connection.execute(update(t.accounts).where(t.accounts.c.id.in_(part)).values(record_at=at))


class Intake(Protocol):
    """Compares the records of one kind with what is on file."""

    def take(self, records: Sequence[Any]) -> None:
        """Compare one portion."""
        ...

    def plan(self) -> Plan:
        """Everything that is to be written."""
        ...
