"""Borrowers, staff, links and keys, as use cases need them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from bot.model.rows import (
    Borrower,
    Link,
    StaffMember,
    StoredPoint,
)
from bot.model.words import (
    Channel,
    Language,
    Role,
)


class PeoplePort(Protocol):
    """Reads and writes people and the keys they hold."""

    def borrower(self, borrower_id: str) -> Borrower:
        """One borrower by id, or :class:`UnknownThing`."""
        ...

    def points(self, borrower_id: str) -> tuple[StoredPoint, ...]:
        """How a borrower can be reached."""
        ...

    def add_point(
        self,
        *,
        borrower_id: str,
        channel: Channel,
        adapter: str,
        address: str,
        address_key: str,
        consent_at: datetime | None,
    ) -> str:
        """Add a way to reach a borrower; the same address twice is one."""
        ...

    def point_at(self, *, adapter: str, address_key: str) -> StoredPoint | None:
        """Who is behind an address."""
        ...

    def set_unreachable(self, point_id: str, *, at: datetime) -> None:
        """An address that will never work again."""
        ...

    def mark_unreachable(self, borrower_id: str, adapter: str, *, address_key: str, at: datetime) -> None:
        """One address of a borrower will never work again; her others on the same medium may."""
        ...

    def suppress_address_of(self, session_id: str, *, at: datetime) -> None:
        """Never use the address behind a session again: it reaches somebody else."""
        ...

    def answers(self, borrower_id: str) -> dict[str, str]:
        """Verification questions and the keyed hash of each answer."""
        ...

    def add_staff(
        self, *, username: str, display_name: str, password_hash: str, role: Role, language: Language
    ) -> str:
        """Add or replace a member of staff by username."""
        ...

    def staff_named(self, username: str) -> StaffMember | None:
        """A member of staff by username."""
        ...

    def all_staff(self) -> tuple[StaffMember, ...]:
        """Every member of staff, by username."""
        ...

    def staff(self, staff_id: str) -> StaffMember:
        """A member of staff by id, or :class:`UnknownThing`."""
        ...

    def update_staff(self, staff_id: str, **values: Any) -> None:
        """Change failed, locked_until or disabled_at."""
        ...

    def open_staff_session(
        self, *, key: str, staff_id: str, csrf: str, at: datetime, expires_at: datetime
    ) -> None:
        """Remember a signed-in browser by the hash of its cookie."""
        ...

    def staff_session(self, key: str, *, now: datetime) -> tuple[StaffMember, str] | None:
        """Who is signed in with this cookie, and the CSRF token of the session."""
        ...

    def close_staff_session(self, key: str) -> None:
        """Sign a browser out."""
        ...

    def add_link(
        self, *, key: str, conversation_id: str, purpose: str, at: datetime, expires_at: datetime
    ) -> None:
        """Remember a personal link by the hash of its token."""
        ...

    def link(self, key: str) -> Link | None:
        """A link by the hash of its token."""
        ...

    def use_link(self, key: str, *, at: datetime) -> bool:
        """Mark a link used, once; false when it was used before."""
        ...

    def add_callback(self, *, key: str, conversation_id: str, press: str, expires_at: datetime) -> None:
        """Keep what an opaque button key means."""
        ...

    def callback(self, key: str, *, now: datetime) -> tuple[str, str] | None:
        """(conversation id, press) of an opaque button key that has not expired."""
        ...

    def api_key_name(self, key_hash: str) -> str | None:
        """Whose API key this is, if it is valid."""
        ...

    def add_api_key(self, *, key_hash: str, name: str, at: datetime) -> None:
        """Add or replace an API key by name."""
        ...

    def remembered_response(self, key: str) -> tuple[str, int, str] | None:
        """(request hash, status, response) of an idempotency key seen before."""
        ...

    def remember_response(
        self, *, key: str, request_hash: str, status: int, response: str, at: datetime
    ) -> None:
        """Keep the answer to an idempotency key."""
        ...
