"""Conversations, the sessions that lead into them, and the lines of their transcripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, RowMapping

from bot.model.errors import Conflict, UnknownThing
from bot.model.talk import Conversation, Inbound, Line, Session
from bot.model.words import Channel, Language, Owner, Sender
from bot.storage import tables as t
from bot.storage.statements import first, the_row

IN, OUT = "in", "out"
MOST_WAITING = 50
"""Messages of one conversation that are looked at together, at most."""


class Talks:
    """Reads and writes conversations. Every change of owner checks the version it was read at."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id
        self._read: dict[str, Conversation] = {}
        self._sessions: dict[str, Session] = {}

    def let_go(self) -> None:
        """Forget what was read; the transaction is over."""
        self._read.clear()
        self._sessions.clear()

    # conversations -----------------------------------------------------------------------------

    def open(self, *, borrower_id: str, account_id: str, language: Language, at: datetime) -> Conversation:
        """Return the conversation of an account, opening it when there is none yet."""
        found = self.of_account(account_id)
        if found is not None:
            return found
        values = dict(
            id=self._new_id(),
            borrower_id=borrower_id,
            account_id=account_id,
            owner=Owner.BOT.value,
            version=1,
            language=language.value,
            memory={},
            created_at=at,
            updated_at=at,
        )
        maker = pg_insert if self._db.dialect.name == "postgresql" else sqlite_insert
        self._db.execute(maker(t.conversations).values(**values).on_conflict_do_nothing())
        found = self.of_account(account_id)
        if found is None:
            raise UnknownThing(f"there is no conversation for account {account_id}")
        return found

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation by id, read once in a transaction that does not change it.

        Raises:
            UnknownThing: there is none.
        """
        found = self._read.get(conversation_id) or self._one(id=conversation_id)
        if found is None:
            raise UnknownThing(f"there is no conversation {conversation_id}")
        return found

    def of_account(self, account_id: str) -> Conversation | None:
        """The conversation of an account, if one was opened; read once in a transaction, as :meth:`get`."""
        known = (talk for talk in self._read.values() if talk.account_id == account_id)
        return next(known, None) or self._one(account_id=account_id)

    def know(self, row: Mapping[str, Any]) -> None:
        """Remember a conversation that was read together with something else."""
        found = _conversation(row)
        self._read[found.id] = found

    def of_borrower(self, borrower_id: str) -> tuple[Conversation, ...]:
        """All conversations of a borrower."""
        rows = self._db.execute(select(t.conversations).where(t.conversations.c.borrower_id == borrower_id))
        return tuple(_conversation(row) for row in rows.mappings())

    def hand_over(
        self, conversation: Conversation, *, to: Owner, agent_id: str | None, at: datetime
    ) -> Conversation:
        """Change who owns a conversation.

        Raises:
            Conflict: somebody changed the owner since ``conversation`` was read.
        """
        done = self._db.execute(
            update(t.conversations)
            .where(t.conversations.c.id == conversation.id, t.conversations.c.version == conversation.version)
            .values(owner=to.value, version=conversation.version + 1, agent_id=agent_id, updated_at=at)
        )
        self._read.pop(conversation.id, None)
        if done.rowcount != 1:
            raise Conflict("somebody else changed this conversation first", remedy="reload it and look again")
        return self.get(conversation.id)

    def remember(
        self, conversation_id: str, *, memory: Mapping[str, Any], language: Language, at: datetime
    ) -> None:
        """Save the dialogue's notebook and the language now spoken."""
        self._read.pop(conversation_id, None)
        self._db.execute(
            the_row(t.conversations),
            {"the_id": conversation_id, "memory": dict(memory), "language": language.value, "updated_at": at},
        )

    def claim(self, conversation_id: str, *, now: datetime, until: datetime) -> bool:
        """Become the only worker that answers this conversation until ``until``."""
        if self._db.dialect.name == "postgresql":
            # A release that is not committed yet must be waited for: an update would read the row as it was
            # before, find it busy and pass by, and the message that woke us would lie there.
            self._db.execute(_LOCK, {"the_id": conversation_id})
        done = self._db.execute(_CLAIM, {"the_id": conversation_id, "now": now, "busy_until": until})
        return done.rowcount == 1

    def release(self, conversation_id: str) -> None:
        """Let other workers answer this conversation."""
        self._db.execute(the_row(t.conversations), {"the_id": conversation_id, "busy_until": None})

    def waiting(self, *, before: datetime, limit: int = 100) -> list[str]:
        """Conversations with an unanswered inbound line older than ``before`` and nobody at work."""
        c, line = t.conversations.c, t.lines.c
        unanswered = exists().where(
            line.conversation_id == c.id, line.direction == IN, line.answered_at.is_(None), line.at <= before
        )
        free = or_(c.busy_until.is_(None), c.busy_until <= before)
        return list(self._db.scalars(select(c.id).where(unanswered, free).limit(limit)))

    # sessions ----------------------------------------------------------------------------------

    def open_session(
        self,
        *,
        conversation_id: str,
        channel: Channel,
        adapter: str,
        address: str,
        address_key: str,
        at: datetime,
    ) -> Session:
        """Open a new, unverified way into a conversation."""
        session_id = self._new_id()
        self._db.execute(
            insert(t.sessions).values(
                id=session_id,
                conversation_id=conversation_id,
                channel=channel.value,
                adapter=adapter,
                address=address,
                address_key=address_key,
                tries=0,
                created_at=at,
                seen_at=at,
            )
        )
        return self.session(session_id)

    def session(self, session_id: str) -> Session:
        """Return a session by id, read once in a transaction that does not change it.

        Raises:
            UnknownThing: there is none.
        """
        if session_id in self._sessions:
            return self._sessions[session_id]
        row = first(self._db, t.sessions, id=session_id)
        if row is None:
            raise UnknownThing("this session is not known", remedy="open the link again")
        return self._sessions.setdefault(session_id, _session(row))

    def session_at(self, *, adapter: str, address_key: str) -> Session | None:
        """The latest session of an address on one adapter (for example a Telegram chat)."""
        c = t.sessions.c
        row = self._db.execute(
            select(t.sessions)
            .where(c.adapter == adapter, c.address_key == address_key)
            .order_by(c.created_at.desc())
            .limit(1)
        )
        found = row.mappings().first()
        return _session(found) if found else None

    def sessions_of(self, conversation_id: str) -> tuple[Session, ...]:
        """All sessions of a conversation, latest first."""
        c = t.sessions.c
        rows = self._db.execute(
            select(t.sessions).where(c.conversation_id == conversation_id).order_by(c.seen_at.desc())
        )
        return tuple(_session(row) for row in rows.mappings())

    def update_session(self, session_id: str, **values: Any) -> None:
        """Change verified_until, tries, locked_at or seen_at of a session."""
        self._sessions.pop(session_id, None)
        self._db.execute(the_row(t.sessions), {"the_id": session_id, **values})

    def tries_of(self, conversation_id: str) -> int:
        """Failed verification answers over all sessions: a new device gives no new tries."""
        c = t.sessions.c
        total = self._db.scalar(select(func.sum(c.tries)).where(c.conversation_id == conversation_id))
        return int(total or 0)

    # lines -------------------------------------------------------------------------------------

    def store_inbound(
        self,
        *,
        session: Session,
        at: datetime,
        text: str,
        channel_message_id: str | None,
        press: str | None = None,
        reveals: bool = True,
        author: str = "borrower",
    ) -> tuple[Inbound, bool]:
        """Store a message once.

        Returns:
            The stored message, and whether it is new; false when this channel message id was seen.
        """
        line_id = self._new_id()
        values = dict(
            id=line_id,
            conversation_id=session.conversation_id,
            session_id=session.id,
            at=at,
            direction=IN,
            author=author,
            channel=session.channel.value,
            text=text,
            reveals=reveals,
            payload={},
            status="received",
            adapter=session.adapter,
            channel_message_id=channel_message_id and f"{session.id}:{channel_message_id}",
            press=press,
            attempts=0,
        )
        maker = pg_insert if self._db.dialect.name == "postgresql" else sqlite_insert
        stored = self._db.execute(
            maker(t.lines).values(**values).on_conflict_do_nothing().returning(t.lines.c.id)
        )
        if stored.first() is not None:
            return self.inbound(line_id), True
        row = self._db.execute(
            select(t.lines).where(
                t.lines.c.adapter == session.adapter,
                t.lines.c.channel_message_id == values["channel_message_id"],
            )
        )
        return _inbound(row.mappings().one()), False

    def inbound(self, line_id: str) -> Inbound:
        """Return an inbound message by id, or raise :class:`UnknownThing`."""
        row = first(self._db, t.lines, id=line_id, direction=IN)
        if row is None:
            raise UnknownThing(f"message {line_id} is not known")
        return _inbound(row)

    def next_unanswered(self, conversation_id: str) -> Inbound | None:
        """The oldest message that waits for an answer."""
        row = self._db.execute(_NEXT, {"conversation_id": conversation_id}).mappings().first()
        return _inbound(row) if row else None

    def unanswered(self, conversation_id: str) -> tuple[Inbound, ...]:
        """The messages that wait for an answer, oldest first."""
        rows = self._db.execute(_NEXT.limit(MOST_WAITING), {"conversation_id": conversation_id}).mappings()
        return tuple(_inbound(row) for row in rows)

    def heard(self, *, since: datetime, limit: int) -> tuple[Inbound, ...]:
        """The latest messages of borrowers since an instant, oldest first."""
        c = t.lines.c
        rows = self._db.execute(
            select(t.lines)
            .where(c.direction == IN, c.at >= since)
            .order_by(c.at.desc(), c.seq.desc())
            .limit(limit)
        ).mappings()
        return tuple(_inbound(row) for row in reversed(rows.all()))

    def update_inbound(self, line_id: str, **values: Any) -> None:
        """Record understanding, reply, answered_at, reveals, text (masked) or attempts of a message."""
        self._db.execute(the_row(t.lines), {"the_id": line_id, **values})

    def add_outbound(
        self,
        *,
        conversation_id: str,
        session_id: str | None,
        at: datetime,
        author: str,
        channel: Channel,
        adapter: str,
        text: str,
        reveals: bool,
        payload: Mapping[str, Any],
        status: str,
    ) -> str:
        """Write a line that the product says; returns its id."""
        line_id = self._new_id()
        self._db.execute(
            insert(t.lines).inline(),
            {
                "id": line_id,
                "conversation_id": conversation_id,
                "session_id": session_id,
                "at": at,
                "direction": OUT,
                "author": author,
                "channel": channel.value,
                "text": text,
                "reveals": reveals,
                "payload": dict(payload),
                "status": status,
                "adapter": adapter,
                "channel_message_id": None,
                "answered_at": at,
                "attempts": 0,
            },
        )
        return line_id

    def set_status(self, line_id: str, status: str) -> None:
        """Move a line along: queued, sent, delivered, failed, refused."""
        self._db.execute(the_row(t.lines), {"the_id": line_id, "status": status})

    def lines(
        self,
        conversation_id: str,
        *,
        after: int = 0,
        limit: int = 200,
        visible_to: Session | None = None,
        verified: bool = True,
    ) -> tuple[Line, ...]:
        """Lines of a transcript in order.

        Args:
            conversation_id: whose transcript.
            after: only lines with a greater ``seq``.
            limit: at most so many, the latest ones.
            visible_to: when given, what this session may see: all when verified, otherwise only
                its own lines that reveal nothing.
            verified: whether that session is verified now.
        """
        c = t.lines.c
        query = _LINES
        if visible_to is not None and not verified:
            own = or_(c.session_id == visible_to.id, c.session_id.is_(None))
            query = query.where(and_(c.reveals.is_(False), own))
        asked = {"conversation_id": conversation_id, "after": after, "most": limit}
        rows = self._db.execute(query, asked).mappings().all()
        return tuple(_line(row) for row in reversed(rows))

    def last_seq(self, conversation_id: str) -> int:
        """The highest line number of a conversation, 0 when it is empty."""
        return int(self._db.scalar(_LAST, {"conversation_id": conversation_id}) or 0)

    def _one(self, **keys: str) -> Conversation | None:
        row = first(self._db, t.conversations, **keys)
        if row is None:
            return None
        found = _conversation(row)
        return self._read.setdefault(found.id, found)


_LOCK = select(t.conversations.c.id).where(t.conversations.c.id == bindparam("the_id")).with_for_update()
_CLAIM = (
    update(t.conversations)
    .where(t.conversations.c.id == bindparam("the_id"))
    .where(or_(t.conversations.c.busy_until.is_(None), t.conversations.c.busy_until <= bindparam("now")))
)
_OF_TALK = t.lines.c.conversation_id == bindparam("conversation_id")
_NEXT = (
    select(t.lines)
    .where(_OF_TALK, t.lines.c.direction == IN, t.lines.c.answered_at.is_(None))
    .order_by(t.lines.c.seq)
    .limit(1)
)
_LINES = (
    select(t.lines)
    .where(_OF_TALK, t.lines.c.seq > bindparam("after"))
    .order_by(t.lines.c.seq.desc())
    .limit(bindparam("most"))
)
_LAST = select(func.max(t.lines.c.seq)).where(_OF_TALK)


def _conversation(row: RowMapping | Mapping[str, Any]) -> Conversation:
    return Conversation(
        id=row["id"],
        borrower_id=row["borrower_id"],
        account_id=row["account_id"],
        owner=Owner(row["owner"]),
        version=row["version"],
        language=Language(row["language"]),
        agent_id=row["agent_id"],
        memory=row["memory"] or {},
    )


def _session(row: RowMapping) -> Session:
    return Session(
        id=row["id"],
        conversation_id=row["conversation_id"],
        channel=Channel(row["channel"]),
        adapter=row["adapter"],
        address=row["address"],
        verified_until=row["verified_until"],
        tries=row["tries"],
        locked_at=row["locked_at"],
    )


def _inbound(row: RowMapping) -> Inbound:
    reply: Sequence[Mapping[str, Any]] | None = row["reply"]
    return Inbound(
        id=row["id"],
        conversation_id=row["conversation_id"],
        session_id=row["session_id"],
        at=row["at"],
        text=row["text"],
        press=row["press"],
        understanding=row["understanding"],
        reply=None if reply is None else tuple(reply),
        answered_at=row["answered_at"],
        attempts=row["attempts"],
    )


def _line(row: RowMapping) -> Line:
    author = row["author"]
    by = Sender.BOT if author == "bot" else (Sender.AGENT if row["direction"] == OUT else None)
    return Line(
        id=row["id"],
        seq=row["seq"],
        conversation_id=row["conversation_id"],
        session_id=row["session_id"],
        at=row["at"],
        direction=row["direction"],
        author=author,
        by=by,
        text=row["text"],
        reveals=row["reveals"],
        payload=row["payload"] or {},
        status=row["status"],
        channel=Channel(row["channel"]),
    )
