"""What the use cases need from storage: one Protocol for each collection of the unit of work.

The use cases see only these; ``bot.storage`` fulfils them, and mypy checks that it does where
bootstrap puts the two together. Tests use the real SQLite, so there is no second implementation
to keep in step.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from bot.model.ports.audit import AuditTrailPort
from bot.model.ports.books import BooksPort
from bot.model.ports.cases import CasesPort
from bot.model.ports.outbox import OutboxPort
from bot.model.ports.people import PeoplePort
from bot.model.ports.record import RecordPort
from bot.model.ports.talks import TalksPort

__all__ = [
    "AuditTrailPort",
    "BooksPort",
    "CasesPort",
    "OutboxPort",
    "PeoplePort",
    "RecordPort",
    "StorePort",
    "TalksPort",
    "Unit",
]


class Unit(Protocol):
    """One transaction: leaving it rolls back, only :meth:`commit` saves."""

    @property
    def talks(self) -> TalksPort:
        """Conversations, sessions, lines."""
        ...

    @property
    def books(self) -> BooksPort:
        """Accounts, ledgers, offers, promises, plans."""
        ...

    @property
    def record(self) -> RecordPort:
        """Facts, contacts, notices."""
        ...

    @property
    def outbox(self) -> OutboxPort:
        """What is to be sent."""
        ...

    @property
    def cases(self) -> CasesPort:
        """Handoffs."""
        ...

    @property
    def people(self) -> PeoplePort:
        """Borrowers, staff, links, keys."""
        ...

    @property
    def audit(self) -> AuditTrailPort:
        """The append-only chain."""
        ...

    def new_id(self) -> str:
        """A fresh id."""
        ...

    def commit(self) -> None:
        """Save everything done so far."""
        ...

    def hold_borrower(self, borrower_id: str) -> bool:
        """Serialise with every other writer for this borrower until the transaction ends."""
        ...

    def hold_account(self, account_id: str) -> None:
        """The same for whoever owes on an account, which is read with its conversation on the way."""
        ...


class StorePort(Protocol):
    """A database that hands out units of work."""

    def write(self) -> AbstractContextManager[Unit]:
        """A transaction that may change things."""
        ...

    def read(self) -> AbstractContextManager[Unit]:
        """A transaction for reading."""
        ...
