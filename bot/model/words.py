"""The vocabulary of the product: every closed list of names that more than one room uses.

The names are the stable ones of the scenario format and the command line. Nothing else in the
code may invent a synonym. Works on Python 3.10, since the engine reads it too.
"""

from __future__ import annotations

from enum import Enum


class Word(str, Enum):
    """A name from a closed list; prints and serialises as the name itself."""

    def __str__(self) -> str:
        """Return the name, so that f-strings and JSON show the word and not the class."""
        return str(self.value)


class Language(Word):
    """A language the product speaks."""

    ZH = "zh"
    EN = "en"


class Actor(Word):
    """In whose position the lender contacts the borrower."""

    FIRST_PARTY = "first_party"
    THIRD_PARTY = "third_party"
    PURCHASER = "purchaser"
    SERVICER = "servicer"


class Channel(Word):
    """A medium of contact, as the rules name them."""

    VOICE_HUMAN = "voice_human"
    VOICE_AI = "voice_ai"
    SMS = "sms"
    EMAIL = "email"
    PUSH = "push"
    IM = "im"
    LETTER = "letter"
    VISIT = "visit"
    SOCIAL_PUBLIC = "social_public"


VOICE: frozenset[Channel] = frozenset({Channel.VOICE_HUMAN, Channel.VOICE_AI})


class Purpose(Word):
    """Why a message is sent."""

    REMINDER = "reminder"
    OFFER = "offer"
    SERVICE = "service"
    REPLY = "reply"
    CONFIRMATION = "confirmation"
    LOCATION = "location"


class Sender(Word):
    """Who speaks for the lender."""

    BOT = "bot"
    AGENT = "agent"
    AGENCY = "agency"


class Decision(Word):
    """A verdict of the one door, mildest first (see :data:`SEVERITY`)."""

    ALLOW = "allow"
    WARN = "warn"
    REQUIRE = "require"
    HUMAN = "human"
    BLOCK = "block"


SEVERITY: dict[Decision, int] = {word: rank for rank, word in enumerate(Decision)}
"""Rank of each decision; a higher number is stricter."""


class Outcome(Word):
    """How one contact ended."""

    CONNECTED = "connected"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    DROPPED = "dropped"
    SENT = "sent"
    DELIVERED = "delivered"
    REPLIED = "replied"


class FactKind(Word):
    """A dated fact about a borrower that rules look at."""

    OPT_OUT = "opt_out"
    CEASE = "cease"
    MEDIA_BAN = "media_ban"
    INCONVENIENT_TIME = "inconvenient_time"
    AGREED_HOURS = "agreed_hours"
    DISPUTE = "dispute"
    ATTORNEY = "attorney"
    BANKRUPTCY = "bankruptcy"
    DECEASED = "deceased"
    MINOR = "minor"
    CAPACITY = "capacity"
    VULNERABLE = "vulnerable"
    BREATHING_SPACE = "breathing_space"
    HARDSHIP_NOTICE = "hardship_notice"
    WRONG_PERSON = "wrong_person"
    THIRD_PARTY_ANSWERED = "third_party_answered"
    THIRD_PARTY_REFUSED = "third_party_refused"
    CONSENT = "consent"
    PLAN_HOLD = "plan_hold"
    STUDENT = "student"
    COMPLAINT = "complaint"
    ERASURE_REQUEST = "erasure_request"
    FRAUD = "fraud"
    PAYMENT_CLAIMED = "payment_claimed"
    UNREACHABLE = "unreachable"
    TIME_BARRED = "time_barred"
    SERVICEMEMBER = "servicemember"
    PERSISTENT_DEBT = "persistent_debt"
    OCCASION = "occasion"


class NoticeKind(Word):
    """A notice that some rules want before a contact."""

    OUTSOURCING = "outsourcing"
    AGENT_PARTICULARS = "agent_particulars"
    VALIDATION = "validation"
    AI_DISCLOSURE = "ai_disclosure"
    COST_TABLE = "cost_table"


class Intent(Word):
    """What a borrower does with a message. Definitions: docs/taxonomy."""

    GREET = "greet"
    GOODBYE = "goodbye"
    THANK = "thank"
    AFFIRM = "affirm"
    DENY = "deny"
    UNSURE = "unsure"
    CHOOSE_OPTION = "choose_option"
    CORRECT_INFORMATION = "correct_information"
    ASK_IDENTITY = "ask_identity"
    ASK_IF_BOT = "ask_if_bot"
    ASK_IF_SCAM = "ask_if_scam"
    ASK_WHY_CONTACTED = "ask_why_contacted"
    ASK_AMOUNT = "ask_amount"
    ASK_HOW_TO_PAY = "ask_how_to_pay"
    ASK_PLAN_STATUS = "ask_plan_status"
    ASK_FEES = "ask_fees"
    ASK_CREDIT_IMPACT = "ask_credit_impact"
    ASK_LEGAL = "ask_legal"
    ASK_CONSEQUENCE = "ask_consequence"
    ASK_COLLECTION = "ask_collection"
    GIVE_REASON = "give_reason"
    PROMISE_TO_PAY = "promise_to_pay"
    OFFER_PARTIAL = "offer_partial"
    REQUEST_DEFERRAL = "request_deferral"
    REQUEST_INSTALMENTS = "request_instalments"
    REQUEST_HELP = "request_help"
    REQUEST_DUE_DAY_CHANGE = "request_due_day_change"
    REQUEST_WAIVER = "request_waiver"
    REPORT_PAID = "report_paid"
    REPORT_AUTODEBIT_PROBLEM = "report_autodebit_problem"
    DISPUTE_DEBT = "dispute_debt"
    DISPUTE_AMOUNT = "dispute_amount"
    REPORT_FRAUD = "report_fraud"
    REQUEST_HUMAN = "request_human"
    STOP_CONTACT = "stop_contact"
    WRONG_PERSON = "wrong_person"
    THIRD_PARTY = "third_party"
    CHANGE_LANGUAGE = "change_language"
    COMPLAIN = "complain"
    REPORT_HARASSMENT = "report_harassment"
    ABUSE = "abuse"
    EXPRESS_DISTRESS = "express_distress"
    REQUEST_MY_DATA = "request_my_data"
    OUT_OF_SCOPE = "out_of_scope"


class Reason(Word):
    """Why a borrower is late, in the borrower's account of it."""

    FORGOT = "forgot"
    SALARY_DELAY = "salary_delay"
    CASH_FLOW = "cash_flow"
    JOB_LOSS = "job_loss"
    ILLNESS = "illness"
    FAMILY_EVENT = "family_event"
    BUSINESS_TROUBLE = "business_trouble"
    DISASTER = "disaster"
    AWAY_OR_NO_DEVICE = "away_or_no_device"
    BANK_OR_CARD_LIMIT = "bank_or_card_limit"
    AUTODEBIT_FAILED = "autodebit_failed"
    ALREADY_PAID = "already_paid"
    NOT_MY_DEBT = "not_my_debt"
    FRAUD_VICTIM = "fraud_victim"
    AMOUNT_DISPUTED = "amount_disputed"
    SUSPECTS_SCAM = "suspects_scam"
    UNWILLING = "unwilling"
    OTHER = "other"


REASON_OF_INTENT: dict[Intent, Reason] = {
    Intent.REPORT_PAID: Reason.ALREADY_PAID,
    Intent.DISPUTE_DEBT: Reason.NOT_MY_DEBT,
    Intent.DISPUTE_AMOUNT: Reason.AMOUNT_DISPUTED,
    Intent.REPORT_FRAUD: Reason.FRAUD_VICTIM,
    Intent.ASK_IF_SCAM: Reason.SUSPECTS_SCAM,
    Intent.REPORT_AUTODEBIT_PROBLEM: Reason.AUTODEBIT_FAILED,
}
"""Intents that say a reason by themselves; these reasons are derived, never learned twice."""


class Signal(Word):
    """Something in a message that must be noticed whatever the dialogue is doing."""

    CRISIS = "crisis"
    DEATH = "death"
    SERIOUS_ILLNESS = "serious_illness"
    MINOR = "minor"
    CAPACITY = "capacity"
    THIRD_PARTY = "third_party"
    WRONG_PERSON = "wrong_person"
    STOP = "stop"
    CEASE = "cease"
    MEDIA_BAN = "media_ban"
    CONSENT = "consent"
    INCONVENIENT_TIME = "inconvenient_time"
    AGREED_HOURS = "agreed_hours"
    HUMAN = "human"
    ATTORNEY = "attorney"
    BANKRUPTCY = "bankruptcy"
    BREATHING_SPACE = "breathing_space"
    PLAN_HOLD = "plan_hold"
    DISPUTE = "dispute"
    FRAUD = "fraud"
    HARDSHIP = "hardship"
    STUDENT = "student"
    TIME_BARRED = "time_barred"
    SERVICEMEMBER = "servicemember"
    COERCION = "coercion"
    GAMBLING = "gambling"
    READING = "reading"
    COMPLAINT = "complaint"
    DATA_RIGHTS = "data_rights"
    ABUSE = "abuse"
    THREAT = "threat"
    INJECTION = "injection"


class Owner(Word):
    """Who owns a conversation."""

    BOT = "bot"
    WAITING_FOR_AGENT = "waiting_for_agent"
    AGENT = "agent"
    CLOSED = "closed"


class Priority(Word):
    """How soon a handed-off case must be seen."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class HandoffReason(Word):
    """Why a case goes to a person."""

    REQUESTED = "requested"
    CRISIS = "crisis"
    VULNERABLE = "vulnerable"
    BEREAVEMENT = "bereavement"
    DISPUTE = "dispute"
    FRAUD = "fraud"
    LEGAL = "legal"
    COMPLAINT = "complaint"
    HARDSHIP = "hardship"
    THIRD_PARTY = "third_party"
    MINOR = "minor"
    VERIFICATION_FAILED = "verification_failed"
    NOT_UNDERSTOOD = "not_understood"
    OUTSIDE_AUTHORITY = "outside_authority"
    BROKEN_PROMISE = "broken_promise"
    WEAK_PROMISE = "weak_promise"
    DATA_RIGHTS = "data_rights"
    PAYMENT_CLAIM = "payment_claim"
    THREAT = "threat"
    DISCLOSURE = "disclosure"


class Collection(Word):
    """Whether money may be asked for on an account."""

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


class OfferKind(Word):
    """A kind of help."""

    PROMISE = "promise"
    DEFERRAL = "deferral"
    INSTALMENT = "instalment"
    PART_NOW = "part_now"
    MOVE_TO_END = "move_to_end"
    CHANGE_DUE_DAY = "change_due_day"
    WAIVER = "waiver"
    PAY_NOW = "pay_now"


class PromiseStatus(Word):
    """Life of a promise to pay."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class PlanStatus(Word):
    """Life of an arrangement."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    KEPT = "kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


class Role(Word):
    """What a member of staff may do."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    PRODUCT = "product"
    COMPLIANCE = "compliance"
    ADMIN = "admin"
