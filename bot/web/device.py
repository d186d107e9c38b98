"""Which browser this is: one signed cookie for each link, leading to one session.

A second device that opens the same link has no cookie, so it gets a session of its own that is not
verified and sees nothing of the first one. The cookie holds a session id and an expiry under a keyed
hash; stealing the link is not enough to become somebody's device.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime

from fastapi import Request, Response

from bot.conversation import entry
from bot.model.errors import UnknownThing
from bot.model.talk import Session
from bot.web.site import Site


def cookie_name(site: Site, token: str) -> str:
    """The cookie of one link; the link itself cannot be read from it."""
    return f"tideover_{site.house.keys.digest('device-cookie', token)[:12]}"


def session_for(request: Request, site: Site, token: str) -> tuple[Session, str | None]:
    """The session of this browser on this link.

    Returns:
        The session, and a cookie value to set when the browser was not known yet.

    Raises:
        UnknownThing: the link is not known.
        NotAllowed: the link has expired.
    """
    known = _read(site, token, request.cookies.get(cookie_name(site, token), ""))
    if known is not None:
        try:
            return entry.session_of(site.house, known), None
        except UnknownThing:
            pass
    session = entry.enter(site.house, token, adapter="web", address=site.house.keys.new_token())
    until = int((site.house.clock() + site.house.link_for).timestamp())
    return session, _sign(site, token, session.id, until)


def remember(response: Response, site: Site, token: str, value: str | None) -> None:
    """Set the device cookie, when there is a new one."""
    if value is not None:
        response.set_cookie(
            cookie_name(site, token),
            value,
            max_age=int(site.house.link_for.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=site.secure,
        )


def _sign(site: Site, token: str, session_id: str, until: int) -> str:
    seal = site.house.keys.digest("device-cookie", f"{token}|{session_id}|{until}")
    return f"{session_id}.{until}.{seal}"


def _read(site: Site, token: str, value: str) -> str | None:
    session_id, _, rest = value.partition(".")
    until = rest.partition(".")[0]
    if not (session_id and until.isdigit() and len(until) < 12):
        return None
    if not hmac.compare_digest(value.encode(), _sign(site, token, session_id, int(until)).encode()):
        return None
    return session_id if datetime.fromtimestamp(int(until), tz=UTC) > site.house.clock() else None
