"""What the chat page may do, apart from HTTP: read what this session may see, write, press, wait."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.conversation import receive, speech
from bot.conversation.voice import Voice, voice_of
from bot.model.errors import BadInput
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower
from bot.model.talk import Conversation, Line, Session
from bot.model.words import Channel, Intent, Owner
from bot.web import views
from bot.web.live import Snapshot, Waiter
from bot.web.pages import fragment
from bot.web.site import Site
from bot.web.words import label

ALWAYS = {
    f"intent:{Intent.REQUEST_HUMAN}": "human_please",
    f"intent:{Intent.STOP_CONTACT}": "stop",
}
"""Presses that are on the page whatever was said: a person, and stop."""


TOLD = 2.0
"""Seconds to wait on when something was said but the answer is not complete: the engine may be down."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A conversation as one session may see it now."""

    conversation: Conversation
    account: Account
    borrower: Borrower
    session: Session
    verified: bool
    voice: Voice
    lines: tuple[Line, ...]
    typing: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a message."""

    id: str
    duplicate: bool
    cut: bool
    before: int


def look(site: Site, session: Session, *, after: int = 0) -> Seen:
    """Read everything the page shows, in one transaction."""
    with site.house.store.read() as unit:
        return look_in(unit, site, session, after=after)


def look_in(unit: Unit, site: Site, session: Session, *, after: int) -> Seen:
    """The same in a transaction that is open already."""
    fresh = unit.talks.session(session.id)
    verified = fresh.is_verified(now=site.house.clock())
    conversation = unit.talks.get(fresh.conversation_id)
    borrower = unit.people.borrower(conversation.borrower_id)
    return Seen(
        conversation=conversation,
        account=unit.books.account(conversation.account_id),
        borrower=borrower,
        session=fresh,
        verified=verified,
        voice=voice_of(conversation, residence=borrower.residence, device=fresh.id, verified=verified),
        lines=_visible(unit, fresh, verified=verified, after=after),
        typing=conversation.owner is Owner.BOT and unit.talks.next_unanswered(conversation.id) is not None,
    )


def _visible(unit: Unit, session: Session, *, verified: bool, after: int) -> tuple[Line, ...]:
    """Lines of the chat; SMS and email of the same conversation belong to another screen."""
    found = unit.talks.lines(session.conversation_id, after=after, visible_to=session, verified=verified)
    return tuple(line for line in found if line.channel is Channel.IM)


def state_of(seen: Seen) -> dict[str, Any]:
    """The part of the page that is not lines."""
    return {
        "typing": seen.typing,
        "owner": seen.conversation.owner.value,
        "language": seen.voice.language.value,
        "verified": seen.verified,
    }


def is_on_telegram(site: Site, seen: Seen) -> bool:
    """Whether this person's Telegram chat is known already and works."""
    with site.house.store.read() as unit:
        points = unit.people.points(seen.borrower.id)
    return any(point.adapter == "telegram" and point.unreachable_at is None for point in points)


def html_of(line: Line, seen: Seen) -> str:
    """One line as a piece of page."""
    language = seen.voice.language
    old = seen.voice.traditional
    drawn = views.shown(line, language=language, zone=seen.borrower.timezone, traditional=old)
    return fragment("_line.html", language=language, traditional=old, line=drawn)


def snapshot(site: Site, session: Session, after: int) -> Snapshot:
    """What a live page has not seen yet."""
    seen = look(site, session, after=after)
    return Snapshot(
        state=state_of(seen),
        lines=[
            (line.seq, {"id": line.id, "seq": line.seq, "html": html_of(line, seen)}) for line in seen.lines
        ],
    )


def post(site: Site, session: Session, *, text: str, client_id: str, press: str | None = None) -> Posted:
    """Store one message once; the client's own id makes a repetition harmless.

    Raises:
        BadInput: there is nothing in it, or the button is not one of this conversation.
    """
    with site.house.store.read() as unit:
        before = unit.talks.last_seq(session.conversation_id)
        if press is not None:
            text = _label_of(unit, site, session, press)
    clean = speech.clean(text)
    if not clean:
        raise BadInput("the message is empty", where="text", remedy="write a word or two")
    message, new = receive.accept_message(
        site.house, session, text=text, channel_message_id=client_id, press=press
    )
    result = "press" if press else "text"
    site.metrics.messages.labels(result if new else "duplicate").inc()
    return Posted(
        id=message.id, duplicate=not new, cut=len(clean) > receive.MAX_TEXT, before=before if new else 0
    )


def _label_of(unit: Unit, site: Site, session: Session, press: str) -> str:
    """What a button says, if it is one of this conversation that this session can see."""
    verified = unit.talks.session(session.id).is_verified(now=site.house.clock())
    if press in ALWAYS:
        talk = unit.talks.get(session.conversation_id)
        voice = voice_of(talk, residence="", device=session.id, verified=verified)
        return label(ALWAYS[press], voice.language)
    for line in reversed(_visible(unit, session, verified=verified, after=0)):
        for button in line.payload.get("buttons", []):
            if button[1] == press:
                return str(button[0])
    raise BadInput(
        "this button is not part of the conversation", where="press", remedy="read the lines again"
    )


async def answered(
    site: Site, session: Session, posted: Posted, waiter: Waiter, seconds: float
) -> tuple[bool, Seen]:
    """Wait until a message was answered, or the time is up.

    Returns:
        Whether it was answered, and what the session sees after its own message.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while True:
        left = until - loop.time()
        seen = await run_in_threadpool(_answer_to, site, session, posted)
        if seen is not None:
            return True, seen
        if left <= 0:
            return False, await run_in_threadpool(_since, site, session, posted)
        if not await waiter.news(min(left, 1.0)):
            seen = await run_in_threadpool(_since, site, session, posted)
            if any(line.direction == "out" for line in seen.lines):
                until = min(until, loop.time() + TOLD)


def _answer_to(site: Site, session: Session, posted: Posted) -> Seen | None:
    """What the session sees after its own message, once that was answered."""
    with site.house.store.read() as unit:
        if unit.talks.inbound(posted.id).answered_at is None:
            return None
        return _after(posted, look_in(unit, site, session, after=posted.before))


def _since(site: Site, session: Session, posted: Posted) -> Seen:
    """What the session sees after its own message."""
    return _after(posted, look(site, session, after=posted.before))


def _after(posted: Posted, seen: Seen) -> Seen:
    place = next((n for n, line in enumerate(seen.lines) if line.id == posted.id), -1)
    return replace(seen, lines=seen.lines[place + 1 :])
