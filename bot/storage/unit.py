"""The unit of work: leaving it rolls back, only an explicit commit saves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.model.errors import BadFile, StorageBusy
from bot.model.loan import WATERFALL, Component
from bot.storage import tables as t
from bot.storage.audit import AuditTrail
from bot.storage.books import Books
from bot.storage.cases import Cases
from bot.storage.keeping import Keeping
from bot.storage.outbox import Outbox
from bot.storage.people import People
from bot.storage.record import Record
from bot.storage.talks import Talks

NO_TABLES = ("no such table", "UndefinedTable", "no such column")
"""How SQLite and PostgreSQL say that a database was never prepared, or by another version."""


class UnitOfWork:
    """One transaction and the collections in it.

    Attributes:
        talks: conversations, sessions, lines.
        books: accounts, instalments, payments, offers, promises, plans.
        record: facts, contacts and notices that rules look at.
        outbox: what is to be sent.
        cases: handoffs.
        people: borrowers, contact points, staff, links, keys.
        audit: the append-only chain.
        keeping: everything kept about one person, and purging it.
    """

    def __init__(
        self, connection: Connection, *, new_id: Callable[[], str], waterfall: tuple[Component, ...]
    ) -> None:
        """Open the collections on one connection."""
        self.connection = connection
        self._new_id = new_id
        self._held: set[str] = set()
        self.talks = Talks(connection, new_id=new_id)
        self.books = Books(connection, new_id=new_id, waterfall=waterfall)
        self.record = Record(connection, new_id=new_id)
        self.outbox = Outbox(connection, new_id=new_id)
        self.cases = Cases(connection, new_id=new_id)
        self.people = People(connection, new_id=new_id)
        self.audit = AuditTrail(connection, new_id=new_id)
        self.keeping = Keeping(connection)

    def new_id(self) -> str:
        """A fresh id."""
        return self._new_id()

    def commit(self) -> None:
        """Save everything done so far."""
        self.connection.commit()
        self._held.clear()
        self.talks.let_go()
        self.people.let_go()
        self.books.let_go()

    def hold_borrower(self, borrower_id: str) -> bool:
        """Serialise with every other writer for this borrower until the end of the transaction.

        Caps are read and reserved under this lock: on PostgreSQL a row lock, on SQLite the
        transaction is already exclusive among writers.

        Returns:
            Whether somebody else may have written while we waited: what was read before is read anew.
        """
        if borrower_id in self._held:
            return False
        self._held.add(borrower_id)
        if self.connection.dialect.name != "postgresql":
            return False
        self.people.hold(borrower_id)
        self.talks.let_go()
        self.books.let_go()
        return True

    def hold_account(self, account_id: str) -> None:
        """Serialise as :meth:`hold_borrower` for whoever owes on an account; read it with its conversation.

        What a letter of ours begins with: two round trips instead of five.

        Raises:
            UnknownThing: there is no such account.
        """
        if self.connection.dialect.name == "postgresql":
            borrower_id = self.people.hold_who_owes(account_id)
            if borrower_id is not None and borrower_id not in self._held:
                self._held.add(borrower_id)
                self.talks.let_go()
                self.books.let_go()
        row = self.connection.execute(_BOTH, {"account": account_id}).mappings().first()
        if row is not None:
            self.books.know({name: row[f"a_{name}"] for name in _ACCOUNT})
            if row["c_id"] is not None:
                self.talks.know({name: row[f"c_{name}"] for name in _TALK})
        if self.connection.dialect.name != "postgresql":
            self._held.add(self.books.account(account_id).borrower_id)


_ACCOUNT, _TALK = tuple(t.accounts.c.keys()), tuple(t.conversations.c.keys())
_BOTH = (
    select(
        *(t.accounts.c[name].label(f"a_{name}") for name in _ACCOUNT),
        *(t.conversations.c[name].label(f"c_{name}") for name in _TALK),
    )
    .select_from(t.accounts.outerjoin(t.conversations, t.conversations.c.account_id == t.accounts.c.id))
    .where(t.accounts.c.id == bindparam("account"))
)


class Store:
    """A database that hands out units of work.

    SQLite lets one write at a time and makes the others sleep and try again; the threads of one process
    wait for each other here instead, which is quicker and fair.

    Args:
        engine: from :func:`bot.storage.database.open_engine`.
        new_id: makes a fresh id; passed in, since randomness lives in bootstrap.
        waterfall: the policy's order of allocation, for every ledger that is read and for the SQL alike.
    """

    def __init__(
        self, engine: Engine, *, new_id: Callable[[], str], waterfall: tuple[Component, ...] = WATERFALL
    ) -> None:
        """Keep the engine; nothing is opened yet."""
        self.engine = engine
        self.waterfall = waterfall
        self.new_id = new_id
        self._gate: AbstractContextManager[object] = (
            threading.RLock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """A transaction that may change things; rolled back unless committed.

        Raises:
            StorageBusy: the database is locked or gone; nothing was saved.
        """
        with self._gate, self._unit(mode="write") as unit:
            yield unit

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A transaction for reading."""
        with self._unit(mode="read") as unit:
            yield unit

    @contextmanager
    def _unit(self, *, mode: str) -> Iterator[UnitOfWork]:
        try:
            with self.engine.connect().execution_options(tideover_mode=mode) as connection:
                yield UnitOfWork(connection, new_id=self.new_id, waterfall=self.waterfall)
        except (OperationalError, ProgrammingError) as error:
            if any(sign in repr(error.orig) for sign in NO_TABLES):
                raise BadFile(
                    "the database has no tables yet, or those of another version",
                    where=self.engine.url.render_as_string(),
                    remedy="`make demo`, `tideover serve` and `tideover import` create them",
                ) from error
            if isinstance(error, ProgrammingError):
                raise
            raise StorageBusy(
                "the database does not answer or is locked", remedy="nothing was lost; it is tried again"
            ) from error

    def take_lease(self, name: str, *, holder: str, now: datetime, until: datetime) -> bool:
        """Take or renew a named lease; false when another holder has it.

        One worker at a time runs a scheduled job; a dead one loses the lease when it runs out.
        """
        with self.write() as unit:
            taken = unit.outbox.lease(name, holder=holder, now=now, until=until)
            unit.commit()
            return taken
