"""Every table of the product. The only place that knows how facts are laid out.

Money is integer minor units beside an ISO currency on the account. Datetimes are UTC. Addresses
and names are encrypted by :class:`bot.storage.types.Sealed`. Rows that record what happened are
never edited; pauses and tags are rows with a start and an end (half-open).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.types import Instant, Sealed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

borrowers = Table(
    "borrowers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Sealed, nullable=False),
    Column("language", String(8), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("residence", String(8), nullable=False),
    Column("city", String(64)),
    Column("phone_area", String(16)),
    Column("payday", Integer),
    Column("created_at", Instant, nullable=False),
    Column("erased_at", Instant),
)

contact_points = Table(
    "contact_points",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("borrower_id", ForeignKey("borrowers.id"), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("adapter", String(16), nullable=False),
    Column("address", Sealed, nullable=False),
    Column("address_key", String(64), nullable=False),
    Column("consent_at", Instant),
    Column("checked_at", Instant),
    Column("work", Boolean, nullable=False, default=False),
    Column("unreachable_at", Instant),
    UniqueConstraint("borrower_id", "adapter", "address_key"),
    Index("ix_contact_points_address", "adapter", "address_key"),
)

verification_answers = Table(
    "verification_answers",
    metadata,
    Column("borrower_id", ForeignKey("borrowers.id"), primary_key=True),
    Column("question", String(32), primary_key=True),
    Column("answer_hash", String(64), nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("borrower_id", ForeignKey("borrowers.id"), nullable=False, index=True),
    Column("lender", String(120), nullable=False),
    Column("actor", String(16), nullable=False),
    Column("product", String(32), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("regimes", String(64), nullable=False),
    Column("annual_rate", String(16), nullable=False),
    Column("late_daily_rate", String(16), nullable=False),
    Column("opened_on", Date),
    Column("record_at", Instant, nullable=False),
    Column("closed_on", Date),
    Column(
        "credit_reported", Boolean
    ),  # whether the lender reports this loan to a credit bureau; NULL: not known
)

instalments = Table(
    "instalments",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due_on", Date, nullable=False),
    Column("principal", BigInteger, nullable=False),
    Column("interest", BigInteger, nullable=False),
    Column("fees", BigInteger, nullable=False),
    Index("ix_instalments_due", "due_on"),
)

payments = Table(
    "payments",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("received_on", Date, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("source", String(32), nullable=False),
    Column("recorded_at", Instant, nullable=False),
)

ledger_facts = Table(
    "ledger_facts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),  # charge, reversal, waiver, dispute, move
    Column("item", String(64), nullable=False),
    Column("component", String(16)),
    Column("amount", BigInteger),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("moved_to", Date),
    Column("reason", String(16)),  # of a reversal: returned or chargeback
    Column("recorded_at", Instant, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("borrower_id", ForeignKey("borrowers.id"), nullable=False, index=True),
    Column("account_id", String(64)),
    Column("kind", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("message_id", String(32)),
    Column("ended_at", Instant),
    Column("ended_by", String(64)),
    Column("ended_why", Text),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("borrower_id", ForeignKey("borrowers.id"), nullable=False),
    Column("account_id", String(64)),
    Column("at", Instant, nullable=False),
    Column("direction", String(8), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("recipient", String(64)),
    Column("by", String(8), nullable=False),
    Column("outbox_id", String(32)),
    Column("purpose", String(16)),
    Index("ix_contacts_borrower_at", "borrower_id", "at"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("borrower_id", ForeignKey("borrowers.id"), nullable=False, index=True),
    Column("account_id", String(64)),
    Column("kind", String(32), nullable=False),
    Column("at", Instant, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("borrower_id", ForeignKey("borrowers.id"), nullable=False, index=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, unique=True),
    Column("owner", String(24), nullable=False),
    Column("version", Integer, nullable=False),
    Column("agent_id", String(32)),
    Column("language", String(8), nullable=False),
    Column("memory", JSON, nullable=False),
    Column("busy_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("adapter", String(16), nullable=False),
    Column("address", Sealed, nullable=False),
    Column("address_key", String(64), nullable=False),
    Column("verified_until", Instant),
    Column("tries", Integer, nullable=False, default=0),
    Column("locked_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Index("ix_sessions_address", "adapter", "address_key"),
)

lines = Table(
    "lines",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("session_id", String(32)),
    Column("at", Instant, nullable=False),
    Column("direction", String(3), nullable=False),
    Column("author", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("reveals", Boolean, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("adapter", String(16), nullable=False),
    Column("channel_message_id", String(120)),
    Column("press", String(120)),
    Column("understanding", JSON),
    Column("reply", JSON),
    Column("answered_at", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    UniqueConstraint("adapter", "channel_message_id"),
    Index("ix_lines_conversation_seq", "conversation_id", "seq"),
    Index("ix_lines_unanswered", "direction", "answered_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("line_id", String(32), nullable=False, index=True),
    Column("conversation_id", String(32), nullable=False),
    Column("borrower_id", String(64), nullable=False),
    Column("adapter", String(16), nullable=False),
    Column("address", Sealed, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Instant, nullable=False),
    Column("deliver_by", Instant),
    Column("claimed_until", Instant),
    Column("decision_id", String(32), nullable=False),
    Column("receipt", String(120)),
    Column("error", String(200)),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Index("ix_outbox_due", "status", "next_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("ref", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("body_hash", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("purged_at", Instant),
    Index("ix_audit_ref", "ref"),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One row: number and hash of the last audit entry, moved in the transaction that appends it."""

offers = Table(
    "offers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("account_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("shown_at", Instant, nullable=False),
    Column("table_shown_at", Instant),
    Column("table_text", Text),
    Column("table_version", String(64)),
    Column("accepted_at", Instant),
    Column("accepted_text", Text),
    Column("expires_at", Instant, nullable=False),
)

promises = Table(
    "promises",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("borrower_id", String(64), nullable=False),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("offer_id", String(32), unique=True),
    Column("amount", BigInteger, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("status", String(16), nullable=False),
    Column("weak", JSON, nullable=False),
)

plans = Table(
    "plans",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("borrower_id", String(64), nullable=False),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("offer_id", String(32), unique=True),
    Column("kind", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("accepted_at", Instant, nullable=False),
)

plan_parts = Table(
    "plan_parts",
    metadata,
    Column("plan_id", ForeignKey("plans.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due_on", Date, nullable=False),
    Column("amount", BigInteger, nullable=False),
)

transitions = Table(
    "transitions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subject", String(8), nullable=False),
    Column("subject_id", String(32), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("from_status", String(16), nullable=False),
    Column("to_status", String(16), nullable=False),
    Column("by", String(64), nullable=False),
    Column("why", Text, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("borrower_id", String(64), nullable=False),
    Column("account_id", String(64), nullable=False),
    Column("reason", String(24), nullable=False),
    Column("priority", String(8), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("team", String(24), nullable=False),
    Column("brief", JSON, nullable=False),
    Column("status", String(12), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("agent_id", String(32)),
    Column("taken_at", Instant),
    Column("closed_at", Instant),
    Column("outcome", Text),
    Index("ix_cases_queue", "status", "rank", "due_at"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("username", String(64), nullable=False, unique=True),
    Column("display_name", String(64), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("failed", Integer, nullable=False, default=0),
    Column("locked_until", Instant),
    Column("disabled_at", Instant),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

callbacks = Table(
    "callbacks",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("conversation_id", String(32), nullable=False),
    Column("press", String(120), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("response", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Instant, nullable=False),
)
