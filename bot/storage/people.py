"""Borrowers and how to reach them; staff and their sessions; links and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from bot.model.errors import UnknownThing
from bot.model.rows import Borrower, Link, StaffMember, StoredPoint
from bot.model.words import Channel, Language, Role
from bot.storage import tables as t
from bot.storage.statements import first


class People:
    """Reads and writes people and the keys they hold."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id
        self._held: dict[str, Borrower] = {}

    def hold(self, borrower_id: str) -> None:
        """Lock a borrower's row until the end of the transaction (PostgreSQL), reading it on the way."""
        row = self._db.execute(_HOLD, {"borrower": borrower_id}).mappings().first()
        if row is not None:
            self._held[borrower_id] = _borrower(row)

    def hold_who_owes(self, account_id: str) -> str | None:
        """The same for whoever owes on an account; returns the borrower's id, ``None`` without an account."""
        row = self._db.execute(_WHO_OWES, {"account": account_id}).mappings().first()
        if row is None:
            return None
        self._held[row["id"]] = _borrower(row)
        return str(row["id"])

    def let_go(self) -> None:
        """Forget who was read; the transaction is over."""
        self._held.clear()

    def borrower(self, borrower_id: str) -> Borrower:
        """One borrower by id, read once in a transaction, or :class:`UnknownThing`."""
        if borrower_id in self._held:
            return self._held[borrower_id]
        row = first(self._db, t.borrowers, id=borrower_id)
        if row is None:
            raise UnknownThing(f"there is no borrower {borrower_id}", remedy="import the accounts first")
        return self._held.setdefault(borrower_id, _borrower(row))

    def add_borrower(
        self,
        *,
        borrower_id: str,
        name: str,
        language: Language,
        timezone: str,
        residence: str,
        city: str | None,
        phone_area: str | None,
        payday: int | None,
        at: datetime,
    ) -> None:
        """Add one person; portfolios come in faster through ``bot.storage.intake``."""
        self._db.execute(
            insert(t.borrowers).values(
                id=borrower_id,
                name=name,
                language=language.value,
                timezone=timezone,
                residence=residence,
                city=city,
                phone_area=phone_area,
                payday=payday,
                created_at=at,
            )
        )

    def add_answer(self, *, borrower_id: str, question: str, answer_hash: str) -> None:
        """Add one verification answer by its keyed hash."""
        self._db.execute(
            insert(t.verification_answers).values(
                borrower_id=borrower_id, question=question, answer_hash=answer_hash
            )
        )

    def points(self, borrower_id: str) -> tuple[StoredPoint, ...]:
        """How a borrower can be reached."""
        rows = self._db.execute(
            select(t.contact_points).where(t.contact_points.c.borrower_id == borrower_id).order_by("id")
        )
        return tuple(_point(row) for row in rows.mappings())

    def add_point(
        self,
        *,
        borrower_id: str,
        channel: Channel,
        adapter: str,
        address: str,
        address_key: str,
        consent_at: datetime | None,
        checked_at: datetime | None = None,
        work: bool = False,
    ) -> str:
        """Add a way to reach a borrower; the same address twice is one."""
        c = t.contact_points.c
        same = self._first(
            t.contact_points,
            (c.borrower_id == borrower_id) & (c.adapter == adapter) & (c.address_key == address_key),
        )
        if same is not None:
            self._db.execute(
                update(t.contact_points)
                .where(c.id == same["id"])
                .values(consent_at=consent_at, unreachable_at=None)
            )
            return str(same["id"])
        point_id = self._new_id()
        self._db.execute(
            insert(t.contact_points).values(
                id=point_id,
                borrower_id=borrower_id,
                channel=channel.value,
                adapter=adapter,
                address=address,
                address_key=address_key,
                consent_at=consent_at,
                checked_at=checked_at,
                work=work,
            )
        )
        return point_id

    def point_at(self, *, adapter: str, address_key: str) -> StoredPoint | None:
        """Who is behind an address."""
        c = t.contact_points.c
        row = self._first(t.contact_points, (c.adapter == adapter) & (c.address_key == address_key))
        return _point(row) if row else None

    def set_unreachable(self, point_id: str, *, at: datetime) -> None:
        """An address that will never work again."""
        self._db.execute(
            update(t.contact_points).where(t.contact_points.c.id == point_id).values(unreachable_at=at)
        )

    def mark_unreachable(self, borrower_id: str, adapter: str, *, address_key: str, at: datetime) -> None:
        """One address of a borrower will never work again; her others on the same medium may."""
        c = t.contact_points.c
        self._db.execute(
            update(t.contact_points)
            .where(c.borrower_id == borrower_id, c.adapter == adapter, c.address_key == address_key)
            .values(unreachable_at=at)
        )

    def suppress_address_of(self, session_id: str, *, at: datetime) -> None:
        """Never use the address behind a session again: it reaches somebody else."""
        c = t.contact_points.c
        session = self._first(t.sessions, t.sessions.c.id == session_id)
        if session is not None:
            self._db.execute(
                update(t.contact_points)
                .where(c.adapter == session["adapter"], c.address_key == session["address_key"])
                .values(unreachable_at=at)
            )

    def answers(self, borrower_id: str) -> dict[str, str]:
        """Verification questions and the keyed hash of each answer."""
        c = t.verification_answers.c
        rows = self._db.execute(select(c.question, c.answer_hash).where(c.borrower_id == borrower_id))
        return {row.question: row.answer_hash for row in rows}

    # staff -------------------------------------------------------------------------------------

    def add_staff(
        self, *, username: str, display_name: str, password_hash: str, role: Role, language: Language
    ) -> str:
        """Add or replace a member of staff by username."""
        row = self._first(t.staff, t.staff.c.username == username)
        values = dict(
            display_name=display_name,
            password_hash=password_hash,
            role=role.value,
            language=language.value,
            failed=0,
            locked_until=None,
            disabled_at=None,
        )
        if row is not None:
            self._db.execute(update(t.staff).where(t.staff.c.id == row["id"]).values(**values))
            return str(row["id"])
        staff_id = self._new_id()
        self._db.execute(insert(t.staff).values(id=staff_id, username=username, **values))
        return staff_id

    def staff_named(self, username: str) -> StaffMember | None:
        """A member of staff by username."""
        row = self._first(t.staff, t.staff.c.username == username)
        return _staff(row) if row else None

    def all_staff(self) -> tuple[StaffMember, ...]:
        """Every member of staff, by username."""
        rows = self._db.execute(select(t.staff).order_by(t.staff.c.username)).mappings()
        return tuple(_staff(row) for row in rows)

    def staff(self, staff_id: str) -> StaffMember:
        """A member of staff by id, or :class:`UnknownThing`."""
        row = self._first(t.staff, t.staff.c.id == staff_id)
        if row is None:
            raise UnknownThing("this member of staff is not known")
        return _staff(row)

    def update_staff(self, staff_id: str, **values: Any) -> None:
        """Change failed, locked_until or disabled_at."""
        self._db.execute(update(t.staff).where(t.staff.c.id == staff_id).values(**values))

    def open_staff_session(
        self, *, key: str, staff_id: str, csrf: str, at: datetime, expires_at: datetime
    ) -> None:
        """Remember a signed-in browser by the hash of its cookie."""
        self._db.execute(
            insert(t.staff_sessions).values(
                key=key, staff_id=staff_id, csrf=csrf, created_at=at, expires_at=expires_at
            )
        )

    def staff_session(self, key: str, *, now: datetime) -> tuple[StaffMember, str] | None:
        """Who is signed in with this cookie, and the CSRF token of the session."""
        row = self._first(t.staff_sessions, t.staff_sessions.c.key == key)
        if row is None or row["expires_at"] <= now:
            return None
        member = self.staff(row["staff_id"])
        return None if member.disabled_at else (member, row["csrf"])

    def close_staff_session(self, key: str) -> None:
        """Sign a browser out."""
        self._db.execute(delete(t.staff_sessions).where(t.staff_sessions.c.key == key))

    # links and keys ----------------------------------------------------------------------------

    def add_link(
        self, *, key: str, conversation_id: str, purpose: str, at: datetime, expires_at: datetime
    ) -> None:
        """Remember a personal link by the hash of its token."""
        self._db.execute(
            insert(t.links).values(
                key=key,
                conversation_id=conversation_id,
                purpose=purpose,
                created_at=at,
                expires_at=expires_at,
            )
        )

    def link(self, key: str) -> Link | None:
        """A link by the hash of its token."""
        row = self._first(t.links, t.links.c.key == key)
        return Link(**{name: row[name] for name in Link.__slots__}) if row else None

    def use_link(self, key: str, *, at: datetime) -> bool:
        """Mark a link used, once; false when it was used before."""
        done = self._db.execute(
            update(t.links).where(t.links.c.key == key, t.links.c.used_at.is_(None)).values(used_at=at)
        )
        return done.rowcount == 1

    def add_callback(self, *, key: str, conversation_id: str, press: str, expires_at: datetime) -> None:
        """Keep what an opaque button key means."""
        self._db.execute(
            insert(t.callbacks).values(
                key=key, conversation_id=conversation_id, press=press, expires_at=expires_at
            )
        )

    def callback(self, key: str, *, now: datetime) -> tuple[str, str] | None:
        """(conversation id, press) of an opaque button key that has not expired."""
        row = self._first(t.callbacks, t.callbacks.c.key == key)
        if row is None or row["expires_at"] <= now:
            return None
        return row["conversation_id"], row["press"]

    def api_key_name(self, key_hash: str) -> str | None:
        """Whose API key this is, if it is valid."""
        row = self._first(t.api_keys, t.api_keys.c.key_hash == key_hash)
        return None if row is None or row["disabled_at"] else str(row["name"])

    def add_api_key(self, *, key_hash: str, name: str, at: datetime) -> None:
        """Add or replace an API key by name."""
        self._db.execute(delete(t.api_keys).where(t.api_keys.c.name == name))
        self._db.execute(insert(t.api_keys).values(key_hash=key_hash, name=name, created_at=at))

    def remembered_response(self, key: str) -> tuple[str, int, str] | None:
        """(request hash, status, response) of an idempotency key seen before."""
        row = self._first(t.idempotency, t.idempotency.c.key == key)
        return (row["request_hash"], row["status"], row["response"]) if row else None

    def remember_response(
        self, *, key: str, request_hash: str, status: int, response: str, at: datetime
    ) -> None:
        """Keep the answer to an idempotency key."""
        self._db.execute(
            insert(t.idempotency).values(
                key=key, request_hash=request_hash, status=status, response=response, at=at
            )
        )

    def _first(self, table: Any, condition: Any) -> RowMapping | None:
        return self._db.execute(select(table).where(condition)).mappings().first()


def _borrower(row: RowMapping) -> Borrower:
    return Borrower(
        id=row["id"],
        name=row["name"],
        language=Language(row["language"]),
        timezone=row["timezone"],
        residence=row["residence"],
        city=row["city"],
        phone_area=row["phone_area"],
        payday=row["payday"],
    )


def _point(row: RowMapping) -> StoredPoint:
    values = {name: row[name] for name in StoredPoint.__slots__}
    return StoredPoint(**{**values, "channel": Channel(row["channel"])})


def _staff(row: RowMapping) -> StaffMember:
    values = {name: row[name] for name in StaffMember.__slots__}
    return StaffMember(**{**values, "role": Role(row["role"]), "language": Language(row["language"])})


_HOLD = select(t.borrowers).where(t.borrowers.c.id == bindparam("borrower")).with_for_update()
_WHO_OWES = (
    select(t.borrowers)
    .where(
        t.borrowers.c.id
        == select(t.accounts.c.borrower_id).where(t.accounts.c.id == bindparam("account")).scalar_subquery()
    )
    .with_for_update(of=t.borrowers)
)
