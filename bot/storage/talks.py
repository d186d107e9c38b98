"""Conversations, the sessions that lead into them, and the lines of their transcripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, RowMapping

from bot.model.errors import Conflict, UnknownThing
from bot.model.talk import Conversation, Inbound, Line, Session
from bot.model.words import Channel, Language, Owner, Sender
from bot.storage import tables as t

IN, OUT = "in", "out"


class Talks:
    """Reads and writes conversations. Every change of owner checks the version it was read at."""

    def __init__(self, connection: Connection, *, new_id: Callable[[], str]) -> None:
        """Work on the unit's connection."""
        self._db, self._new_id = connection, new_id

    # conversations -----------------------------------------------------------------------------

    def open(self, *, borrower_id: str, account_id: str, language: Language, at: datetime) -> Conversation:
        """Return the conversation of an account, opening it when there is none yet."""
        found = self._one(t.conversations.c.account_id == account_id)
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
        return self._must(t.conversations.c.account_id == account_id, what=f"account {account_id}")

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation by id, or raise :class:`UnknownThing`."""
        return self._must(t.conversations.c.id == conversation_id, what=f"conversation {conversation_id}")

    def of_account(self, account_id: str) -> Conversation | None:
        """The conversation of an account, if one was opened."""
        return self._one(t.conversations.c.account_id == account_id)

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
        if done.rowcount != 1:
            raise Conflict("somebody else changed this conversation first", remedy="reload it and look again")
        return self.get(conversation.id)

    def remember(
        self, conversation_id: str, *, memory: Mapping[str, Any], language: Language, at: datetime
    ) -> None:
        """Save the dialogue's notebook and the language now spoken."""
        self._db.execute(
            update(t.conversations)
            .where(t.conversations.c.id == conversation_id)
            .values(memory=dict(memory), language=language.value, updated_at=at)
        )

    def claim(self, conversation_id: str, *, now: datetime, until: datetime) -> bool:
        """Become the only worker that answers this conversation until ``until``."""
        c = t.conversations.c
        done = self._db.execute(
            update(t.conversations)
            .where(c.id == conversation_id, or_(c.busy_until.is_(None), c.busy_until <= now))
            .values(busy_until=until)
        )
        return done.rowcount == 1

    def release(self, conversation_id: str) -> None:
        """Let other workers answer this conversation."""
        self._db.execute(
            update(t.conversations).where(t.conversations.c.id == conversation_id).values(busy_until=None)
        )

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
        """Return a session by id, or raise :class:`UnknownThing`."""
        row = self._db.execute(select(t.sessions).where(t.sessions.c.id == session_id)).mappings().first()
        if row is None:
            raise UnknownThing("this session is not known", remedy="open the link again")
        return _session(row)

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
        self._db.execute(update(t.sessions).where(t.sessions.c.id == session_id).values(**values))

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
        row = (
            self._db.execute(select(t.lines).where(t.lines.c.id == line_id, t.lines.c.direction == IN))
            .mappings()
            .first()
        )
        if row is None:
            raise UnknownThing(f"message {line_id} is not known")
        return _inbound(row)

    def next_unanswered(self, conversation_id: str) -> Inbound | None:
        """The oldest message that waits for an answer."""
        c = t.lines.c
        row = (
            self._db.execute(
                select(t.lines)
                .where(c.conversation_id == conversation_id, c.direction == IN, c.answered_at.is_(None))
                .order_by(c.seq)
                .limit(1)
            )
            .mappings()
            .first()
        )
        return _inbound(row) if row else None

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
        self._db.execute(update(t.lines).where(t.lines.c.id == line_id).values(**values))

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
        self._db.execute(update(t.lines).where(t.lines.c.id == line_id).values(status=status))

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
        where = [c.conversation_id == conversation_id, c.seq > after]
        if visible_to is not None and not verified:
            own = or_(c.session_id == visible_to.id, c.session_id.is_(None))
            where.append(and_(c.reveals.is_(False), own))
        rows = (
            self._db.execute(select(t.lines).where(*where).order_by(c.seq.desc()).limit(limit))
            .mappings()
            .all()
        )
        return tuple(_line(row) for row in reversed(rows))

    def last_seq(self, conversation_id: str) -> int:
        """The highest line number of a conversation, 0 when it is empty."""
        highest = self._db.scalar(
            select(func.max(t.lines.c.seq)).where(t.lines.c.conversation_id == conversation_id)
        )
        return int(highest or 0)

    def _one(self, condition: Any) -> Conversation | None:
        row = self._db.execute(select(t.conversations).where(condition)).mappings().first()
        return _conversation(row) if row else None

    def _must(self, condition: Any, *, what: str) -> Conversation:
        found = self._one(condition)
        if found is None:
            raise UnknownThing(f"there is no conversation for {what}")
        return found


def _conversation(row: RowMapping) -> Conversation:
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
