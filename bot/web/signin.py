"""Signing in at the desk: argon2 hashes, growing lock-out, sessions by hashed cookie, CSRF tokens."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Request, Response

from bot.conversation.house import House
from bot.model.errors import NotAllowed
from bot.model.rows import StaffMember
from bot.web.site import Site

SESSION_COOKIE, FORM_COOKIE = "tideover_desk", "tideover_form"
SESSION_FOR = timedelta(hours=10)
FREE_TRIES = 5
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=1), timedelta(hours=1)

hasher = PasswordHasher()
_NOBODY = hasher.hash("nobody has this password")


class NotSignedIn(Exception):
    """Nobody is signed in; the page sends the browser to the sign-in form."""


class Locked(Exception):
    """Too many wrong passwords; carries the instant after which it may be tried again."""

    def __init__(self, until: datetime) -> None:
        """Keep the instant."""
        super().__init__("locked")
        self.until = until


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits at the desk, and the token that every form must bring back."""

    member: StaffMember
    csrf: str


def lock_for(failed: int) -> timedelta | None:
    """How long to wait after so many wrong passwords in a row: none up to four, then one minute, doubling."""
    if failed < FREE_TRIES:
        return None
    doubled: int = 2 ** min(failed - FREE_TRIES, 12)
    return min(FIRST_LOCK * doubled, LONGEST_LOCK)


def sign_in(house: House, *, username: str, password: str) -> str | None:
    """Check a password and open a session.

    Takes as long for an unknown name as for a known one.

    Returns:
        The cookie value, or ``None`` when name or password is wrong.

    Raises:
        Locked: too many wrong passwords; nothing was checked.
    """
    now = house.clock()
    with house.store.read() as unit:
        member = unit.people.staff_named(username.strip().lower())
    if member is None or member.disabled_at is not None:
        _matches(_NOBODY, password)
        return None
    if member.locked_until is not None and member.locked_until > now:
        raise Locked(member.locked_until)
    right = _matches(member.password_hash, password)
    with house.store.write() as unit:
        current = unit.people.staff(member.id)
        if not right:
            failed = current.failed + 1
            wait = lock_for(failed)
            unit.people.update_staff(member.id, failed=failed, locked_until=now + wait if wait else None)
            unit.audit.append(at=now, kind="sign_in_failed", ref=member.id, body={"failed": failed})
            unit.commit()
            return None
        if current.locked_until is not None and current.locked_until > now:
            raise Locked(current.locked_until)
        cookie = house.keys.new_token()
        unit.people.update_staff(member.id, failed=0, locked_until=None)
        unit.people.open_staff_session(
            key=_key(house, cookie),
            staff_id=member.id,
            csrf=house.keys.new_token(),
            at=now,
            expires_at=now + SESSION_FOR,
        )
        unit.audit.append(at=now, kind="signed_in", ref=member.id, body={"role": member.role.value})
        unit.commit()
    return cookie


def who(request: Request, site: Site) -> SignedIn:
    """Who is signed in on this browser.

    Raises:
        NotSignedIn: nobody.
    """
    cookie = request.cookies.get(SESSION_COOKIE, "")
    if cookie:
        with site.house.store.read() as unit:
            found = unit.people.staff_session(_key(site.house, cookie), now=site.house.clock())
        if found is not None:
            return SignedIn(member=found[0], csrf=found[1])
    raise NotSignedIn


def sign_out(request: Request, site: Site) -> None:
    """Close this browser's session."""
    cookie = request.cookies.get(SESSION_COOKIE, "")
    if cookie:
        with site.house.store.write() as unit:
            unit.people.close_staff_session(_key(site.house, cookie))
            unit.commit()


def check_csrf(given: str, expected: str) -> None:
    """Refuse a form that another site made.

    Raises:
        NotAllowed: the token is not the one of this session.
    """
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise NotAllowed("this form does not come from the page", where="csrf", remedy="reload the page")


def set_cookie(response: Response, site: Site, name: str, value: str, *, age: timedelta) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        name,
        value,
        max_age=int(age.total_seconds()),
        path="/desk",
        httponly=True,
        samesite="strict",
        secure=site.secure,
    )


def _matches(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password[:200])
    except (VerificationError, InvalidHashError):
        return False


def _key(house: House, cookie: str) -> str:
    return house.keys.digest("staff-session", cookie)
