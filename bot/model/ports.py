"""What the use cases need from storage: one Protocol for each collection of the unit of work.

The use cases see only these; ``bot.storage`` fulfils them, and mypy checks that it does where
bootstrap puts the two together. Tests use the real SQLite, so there is no second implementation
to keep in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from bot.model.loan import AccountLedger, ReturnReason
from bot.model.rows import (
    Account,
    Borrower,
    Link,
    OnFile,
    OverdueRow,
    Parcel,
    PlanRow,
    PromiseRow,
    ShownOffer,
    StaffMember,
    StoredContact,
    StoredFact,
    StoredPoint,
    ValuedRow,
)
from bot.model.talk import Case, Conversation, Inbound, Line, Session
from bot.model.words import (
    Channel,
    FactKind,
    HandoffReason,
    Language,
    NoticeKind,
    Outcome,
    Owner,
    Priority,
    Purpose,
    Role,
    Sender,
)


class TalksPort(Protocol):
    """Reads and writes conversations. Every change of owner checks the version it was read at."""

    def open(self, *, borrower_id: str, account_id: str, language: Language, at: datetime) -> Conversation:
        """Return the conversation of an account, opening it when there is none yet."""
        ...

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation by id, or raise :class:`UnknownThing`."""
        ...

    def of_account(self, account_id: str) -> Conversation | None:
        """The conversation of an account, if one was opened."""
        ...

    def of_borrower(self, borrower_id: str) -> tuple[Conversation, ...]:
        """All conversations of a borrower."""
        ...

    def hand_over(
        self, conversation: Conversation, *, to: Owner, agent_id: str | None, at: datetime
    ) -> Conversation:
        """Change who owns a conversation."""
        ...

    def remember(
        self, conversation_id: str, *, memory: Mapping[str, Any], language: Language, at: datetime
    ) -> None:
        """Save the dialogue's notebook and the language now spoken."""
        ...

    def claim(self, conversation_id: str, *, now: datetime, until: datetime) -> bool:
        """Become the only worker that answers this conversation until ``until``."""
        ...

    def release(self, conversation_id: str) -> None:
        """Let other workers answer this conversation."""
        ...

    def waiting(self, *, before: datetime, limit: int = 100) -> list[str]:
        """Conversations with an unanswered inbound line older than ``before`` and nobody at work."""
        ...

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
        ...

    def session(self, session_id: str) -> Session:
        """Return a session by id, or raise :class:`UnknownThing`."""
        ...

    def session_at(self, *, adapter: str, address_key: str) -> Session | None:
        """The latest session of an address on one adapter (for example a Telegram chat)."""
        ...

    def sessions_of(self, conversation_id: str) -> tuple[Session, ...]:
        """All sessions of a conversation, latest first."""
        ...

    def update_session(self, session_id: str, **values: Any) -> None:
        """Change verified_until, tries, locked_at or seen_at of a session."""
        ...

    def tries_of(self, conversation_id: str) -> int:
        """Failed verification answers over all sessions: a new device gives no new tries."""
        ...

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
        """Store a message once."""
        ...

    def inbound(self, line_id: str) -> Inbound:
        """Return an inbound message by id, or raise :class:`UnknownThing`."""
        ...

    def heard(self, *, since: datetime, limit: int) -> tuple[Inbound, ...]:
        """The latest messages of borrowers since an instant, oldest first."""
        ...

    def next_unanswered(self, conversation_id: str) -> Inbound | None:
        """The oldest message that waits for an answer."""
        ...

    def unanswered(self, conversation_id: str) -> tuple[Inbound, ...]:
        """The messages that wait for an answer, oldest first."""
        ...

    def update_inbound(self, line_id: str, **values: Any) -> None:
        """Record understanding, reply, answered_at, reveals, text (masked) or attempts of a message."""
        ...

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
        ...

    def set_status(self, line_id: str, status: str) -> None:
        """Move a line along: queued, sent, delivered, failed, refused."""
        ...

    def lines(
        self,
        conversation_id: str,
        *,
        after: int = 0,
        limit: int = 200,
        visible_to: Session | None = None,
        verified: bool = True,
    ) -> tuple[Line, ...]:
        """Lines of a transcript in order."""
        ...

    def last_seq(self, conversation_id: str) -> int:
        """The highest line number of a conversation, 0 when it is empty."""
        ...


class BooksPort(Protocol):
    """Reads ledgers and keeps what was offered, promised and agreed."""

    def account(self, account_id: str) -> Account:
        """One account by id, or :class:`UnknownThing`."""
        ...

    def accounts_of(self, borrower_id: str) -> tuple[Account, ...]:
        """All accounts of a borrower."""
        ...

    def ledger(self, account: Account) -> AccountLedger:
        """Every dated money fact of one account."""
        ...

    def overdue(self, *, as_of: date) -> tuple[OverdueRow, ...]:
        """Every open account with an instalment past due on a day, the oldest debt first."""
        ...

    def valued(self, *, as_of: date) -> tuple[ValuedRow, ...]:
        """Every open account with what it owes on a day, late or not, by id."""
        ...

    def add_payment(
        self, *, payment_id: str, account_id: str, received_on: date, amount: int, source: str, at: datetime
    ) -> bool:
        """Record money that arrived; false when this payment id is known already."""
        ...

    def add_ledger_fact(
        self,
        *,
        account_id: str,
        kind: str,
        item: str,
        since: date,
        at: datetime,
        component: str | None = None,
        amount: int | None = None,
        until: date | None = None,
        moved_to: date | None = None,
        reason: str | None = None,
        fact_id: str | None = None,
    ) -> str:
        """Record a later fact: charge, reversal, waiver, dispute or move; its id may be given."""
        ...

    def add_reversal(
        self,
        *,
        reversal_id: str,
        account_id: str,
        payment_id: str,
        on: date,
        amount: int,
        reason: ReturnReason,
        at: datetime,
    ) -> bool:
        """Record that money of a payment went back; false when this reversal id is known already."""
        ...

    def reversals_recorded(self, *, since: datetime) -> list[tuple[str, str]]:
        """(reversal id, account id) of what went back according to records made since an instant."""
        ...

    def to_settle(self, account_ids: Sequence[str]) -> list[str]:
        """Which of these accounts a payment means more to than a lower balance, in their order."""
        ...

    def end_waivers(self, prefix: str, *, on: date) -> int:
        """Give waivers whose ids begin so an end: the payment that they depended on went back."""
        ...

    def end_moves(self, plan_id: str, *, on: date) -> int:
        """Give the moves of due dates that an arrangement made an end; returns how many."""
        ...

    def show_offer(
        self,
        *,
        offer_id: str,
        conversation_id: str,
        account_id: str,
        kind: str,
        body: Mapping[str, Any],
        at: datetime,
        expires_at: datetime,
    ) -> None:
        """Remember an offer that was shown; showing it again renews it."""
        ...

    def offer(self, offer_id: str) -> ShownOffer | None:
        """An offer that was shown, by id."""
        ...

    def offers_of(self, conversation_id: str) -> tuple[ShownOffer, ...]:
        """Every offer shown in a conversation, latest first."""
        ...

    def table_shown(self, offer_id: str, *, text: str, version: str, at: datetime) -> None:
        """Record that the cost table of an offer was shown: its exact text, its version and when."""
        ...

    def accept_offer(self, offer_id: str, *, text: str, at: datetime) -> bool:
        """Mark an offer accepted, once; false when it was accepted before (a double click)."""
        ...

    def add_promise(
        self,
        *,
        borrower_id: str,
        account_id: str,
        offer_id: str | None,
        amount: int,
        due_on: date,
        weak: Sequence[str],
        at: datetime,
        by: str,
    ) -> str:
        """Record a promise to pay."""
        ...

    def add_plan(
        self,
        *,
        borrower_id: str,
        account_id: str,
        offer_id: str | None,
        kind: str,
        body: Mapping[str, Any],
        parts: Iterable[tuple[date, int]],
        at: datetime,
        by: str,
        plan_id: str | None = None,
    ) -> str:
        """Record an arrangement that takes effect at once; its id may be given."""
        ...

    def transition(
        self, subject: str, subject_id: str, *, old: str, new: str, at: datetime, by: str, why: str
    ) -> None:
        """Write a dated row about a promise or plan, and its new status beside it."""
        ...

    def promises_of(self, account_id: str) -> tuple[PromiseRow, ...]:
        """Promises of an account, oldest first."""
        ...

    def plans_of(self, account_id: str) -> tuple[PlanRow, ...]:
        """Arrangements of an account, oldest first."""
        ...

    def active_plan(self, account_id: str) -> PlanRow | None:
        """The arrangement in force, if any."""
        ...

    def open_promises(self) -> list[tuple[str, str]]:
        """(promise id, account id) of all open promises."""
        ...

    def open_plans(self) -> list[tuple[str, str]]:
        """(plan id, account id) of all arrangements in force."""
        ...

    def account_of_agreement(self, reference: str) -> str | None:
        """Whose promise or plan this is, by its id; ``None`` when there is no such one."""
        ...

    def transitions_of(self, subject_id: str) -> list[dict[str, Any]]:
        """The dated rows of one promise or plan."""
        ...

    def count(self, table: str) -> int:
        """How many rows a table of this room holds (accounts, payments, promises, plans, offers)."""
        ...


class RecordPort(Protocol):
    """Writes and reads the rows that decide what may be said."""

    def note(
        self,
        *,
        borrower_id: str,
        kind: FactKind,
        at: datetime,
        account_id: str | None = None,
        detail: Mapping[str, Any] | None = None,
        message_id: str | None = None,
    ) -> str | None:
        """Put a fact on file; returns its id, or ``None`` when the same one is already in force."""
        ...

    def lift(self, fact_id: str, *, at: datetime, by: str, why: str) -> None:
        """End a fact; the row stays, with who ended it and why."""
        ...

    def fact(self, fact_id: str) -> StoredFact:
        """One fact by id, or :class:`UnknownThing`."""
        ...

    def facts(self, borrower_id: str, *, in_force_at: datetime | None = None) -> tuple[StoredFact, ...]:
        """Facts of a borrower, oldest first; only those in force when an instant is given."""
        ...

    def contacted(
        self,
        *,
        borrower_id: str,
        at: datetime,
        direction: str,
        channel: Channel,
        outcome: Outcome,
        by: Sender,
        account_id: str | None = None,
        recipient: str | None = None,
        outbox_id: str | None = None,
        purpose: Purpose | None = None,
    ) -> str:
        """Count a contact. Outbound ones are written with the outbox row, before sending."""
        ...

    def contacts(
        self, borrower_id: str, *, since: datetime | None = None, without_outbox: str | None = None
    ) -> tuple[StoredContact, ...]:
        """Contacts with a borrower, oldest first; one parcel's own reservation may be left out."""
        ...

    def on_file(
        self, borrower_id: str, account_id: str, *, since: datetime, without_outbox: str | None = None
    ) -> OnFile:
        """Everything rules look at, read at once; contacts since an instant."""
        ...

    def notice(self, *, borrower_id: str, account_id: str | None, kind: NoticeKind, at: datetime) -> None:
        """Record that a notice was given."""
        ...

    def notices(self, borrower_id: str) -> tuple[tuple[datetime, NoticeKind], ...]:
        """Notices given to a borrower, oldest first."""
        ...


class OutboxPort(Protocol):
    """Stores, claims and settles parcels."""

    def put(
        self,
        *,
        line_id: str,
        conversation_id: str,
        borrower_id: str,
        adapter: str,
        address: str,
        payload: Mapping[str, Any],
        purpose: str,
        decision_id: str,
        at: datetime,
        next_at: datetime | None = None,
        deliver_by: datetime | None = None,
        status: str = "queued",
    ) -> str:
        """Store a parcel; returns its id."""
        ...

    def arrive(self, adapters: tuple[str, ...], *, at: datetime) -> int:
        """Settle everything queued for media that read the transcript by themselves; returns how many."""
        ...

    def due(self, *, now: datetime, limit: int = 50, but: tuple[str, ...] = ()) -> list[str]:
        """Ids of parcels whose time has come, oldest first, leaving some media out."""
        ...

    def claim(self, parcel_id: str, *, now: datetime, until: datetime) -> Parcel | None:
        """Take one parcel for sending; ``None`` when somebody else has it."""
        ...

    def get(self, parcel_id: str) -> Parcel:
        """One parcel by id, or :class:`UnknownThing`."""
        ...

    def settle(
        self,
        parcel_id: str,
        *,
        status: str,
        at: datetime,
        receipt: str | None = None,
        error: str | None = None,
        next_at: datetime | None = None,
    ) -> None:
        """Record how sending went; a parcel to be retried goes back to ``queued`` with ``next_at``."""
        ...

    def age(self, parcel_id: str, *, now: datetime) -> timedelta:
        """How long ago a parcel was stored."""
        ...

    def strand(self, *, now: datetime) -> int:
        """Mark parcels that a crashed sender left behind as ``unknown``; returns how many."""
        ...

    def unknown(self, *, before: datetime, limit: int = 50) -> list[str]:
        """Ids of parcels stored before an instant of which nobody knows whether they arrived."""
        ...

    def end_unknown(self, parcel_id: str) -> bool:
        """Count such a parcel as lost; false when somebody learned of it meanwhile."""
        ...

    def cancel_for(self, borrower_id: str, *, purposes: tuple[str, ...]) -> int:
        """Withdraw queued parcels of some purposes, for example after an opt-out; returns how many."""
        ...

    def lease(self, name: str, *, holder: str, now: datetime, until: datetime) -> bool:
        """Take or renew a named lease in this transaction."""
        ...


class CasesPort(Protocol):
    """Opens, takes and closes cases; the queue is ordered by priority, then by the time due."""

    def open(
        self,
        *,
        conversation_id: str,
        borrower_id: str,
        account_id: str,
        reason: HandoffReason,
        priority: Priority,
        team: str,
        brief: Mapping[str, Any],
        at: datetime,
        due_at: datetime,
    ) -> Case:
        """Put a case into the queue; an open one of the conversation is raised instead of doubled."""
        ...

    def get(self, case_id: str) -> Case:
        """One case by id, or :class:`UnknownThing`."""
        ...

    def open_of(self, conversation_id: str) -> Case | None:
        """The case of a conversation that is not closed, if any."""
        ...

    def closed_since(self, borrower_id: str, *, since: datetime) -> tuple[Case, ...]:
        """Cases of a borrower that were closed after an instant, oldest first."""
        ...

    def queue(
        self, *, status: str | None = None, agent_id: str | None = None, limit: int = 100
    ) -> tuple[Case, ...]:
        """Cases that are not closed (or of one status), most urgent first."""
        ...

    def take(self, case: Case, *, agent_id: str, at: datetime) -> Case:
        """Give a queued case to an agent, or raise :class:`Conflict` when it was taken meanwhile."""
        ...

    def assign(self, case_id: str, *, agent_id: str) -> None:
        """Put somebody's name on a queued case; the conversation stays with whoever has it."""
        ...

    def note(self, case_id: str, *, brief: Mapping[str, Any]) -> None:
        """Add to the brief of a case."""
        ...

    def open_by_agent(self) -> dict[str, int]:
        """How many cases that are not closed carry each agent's id."""
        ...

    def close(self, case_id: str, *, outcome: str, at: datetime) -> None:
        """Close a case with what came of it."""
        ...

    def counts(self, *, since: datetime) -> dict[str, int]:
        """How many cases wait, are taken, and were closed since an instant."""
        ...


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


class AuditTrailPort(Protocol):
    """Appends entries and walks the chain."""

    def append(
        self, *, at: datetime, kind: str, ref: str, body: Mapping[str, Any], entry_id: str | None = None
    ) -> str:
        """Add an entry to the end of the chain; returns its id."""
        ...

    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry, for anchoring outside."""
        ...

    def count(self) -> int:
        """How many entries there are."""
        ...

    def entries(self, *, kind: str, since: datetime | None = None) -> list[dict[str, Any]]:
        """Bodies of entries of one kind, in order; purged ones are left out."""
        ...

    def body(self, entry_id: str) -> dict[str, Any] | None:
        """The content of one entry, if it is there and not purged."""
        ...

    def of_refs(self, refs: Sequence[str]) -> list[dict[str, Any]]:
        """Every entry about any of some ids, purged ones without content."""
        ...

    def blank(self, seqs: Sequence[int], *, at: datetime, why: Mapping[str, Any]) -> int:
        """Blank the content of entries and leave an entry that names them; returns how many."""
        ...


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
