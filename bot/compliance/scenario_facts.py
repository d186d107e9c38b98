"""Reads the vocabulary of scenario files (lender, borrower, account, history.

Propose) into facts and a proposal.

One parser serves scenario files, ``tideover check`` and ``POST /api/v1/check``. An unknown key is an error
that names the file, the entry's id and the key, since a misspelt fact would otherwise make a message look
allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.compliance.policy import clock
from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    ContactPoint,
    Event,
    Fact,
    Lender,
    Notice,
    OfferTerms,
    PaymentEvent,
    PlanEvent,
    PromiseEvent,
    Proposal,
)
from bot.model.errors import BadFile, TideoverError
from bot.model.money import Money
from bot.model.words import Actor, Channel, FactKind, NoticeKind, OfferKind, Outcome, Purpose, Sender, Word

W = TypeVar("W", bound=Word)
T = TypeVar("T")

LENDER = frozenset(["actor", "product", "regimes", "name"])
BORROWER = frozenset(
    ["language", "timezone", "residence", "location", "city", "phone_area", "contact_points", "name"]
)
POINT = frozenset(["id", "channel", "consent_at", "checked_at", "work"])
ACCOUNT = frozenset(
    [
        "id",
        "currency",
        "overdue_amount",
        "days_past_due",
        "principal_outstanding",
        "next_due_on",
        "original_term_months",
        "time_barred",
        "legal_step",
        "credit_reported",
        "deadlines",
    ]
)
CONTACT = frozenset(["direction", "channel", "outcome", "account", "accounts", "to", "by", "purpose"])
FACT_DETAIL = frozenset(
    [
        "channel",
        "to",
        "from",
        "days",
        "type",
        "status",
        "person",
        "about",
        "age",
        "written",
        "extended",
        "only",
        "started_on",
        "ended_on",
        "ended_at",
        "lifted_at",
        "until",
        "decided_at",
        "note",
        "source",
        "account",
        "by",
        "reason",
        "amount",
        "date",
    ]
)
PROPOSE = frozenset(
    [
        "channel",
        "purpose",
        "text",
        "language",
        "to",
        "recipient",
        "deliver_by",
        "by",
        "account",
        "offer",
        "reply_to_inbound",
        "asked_for",
        "amounts",
        "dates",
        "carrier",
        "targeting",
    ]
)
OFFER = frozenset(["kind", "parts", "months", "days", "annual_cost_rate", "fees"])
ENTRY = frozenset(
    [
        "id",
        "about",
        "kind",
        "now",
        "lender",
        "borrower",
        "account",
        "history",
        "propose",
        "verified",
        "expect",
    ]
)

_BREATHING = frozenset(
    {"standard", "mental_health_crisis", "mental_health", "crisis", "scotland", "moratorium"}
)
_CONFIRMED = frozenset({"opt_out", "cease", "media_ban"})
_CONFIRM_WITHIN = timedelta(minutes=10)
_REPLY_HOURS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Question:
    """One entry, read: the case, the proposal and the moment."""

    case: CaseFile
    proposal: Proposal
    now: datetime


@dataclass(frozen=True, slots=True)
class _Where:
    """Where we are in a file, so that an error can say it."""

    file: str
    id: str

    def fail(self, key: str, what: str, remedy: str = "") -> BadFile:
        return BadFile(what, where=f"{self.file}, {self.id}, {key}", remedy=remedy)

    def keys(self, row: Mapping[str, Any], known: frozenset[str], inside: str) -> None:
        if not isinstance(row, Mapping):
            raise self.fail(inside, f"{row!r} is no mapping")
        for key in row:
            if key not in known:
                raise self.fail(f"{inside}.{key}", "unknown key", f"known: {', '.join(sorted(known))}")

    def word(self, kind: type[W], value: Any, key: str) -> W:
        try:
            return kind(str(value))
        except ValueError:
            raise self.fail(key, f"{value!r} is none of {', '.join(str(w) for w in kind)}") from None

    def yes_or_no(self, row: Mapping[str, Any], name: str, key: str) -> bool | None:
        """Read true or false; the word "false" is neither, and must never count as true."""
        value = row.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key, f"{value!r} is neither true nor false")
        return value

    def read(self, read: Callable[[Any], T], value: Any, key: str) -> T | None:
        return None if value is None else self.must(read, value, key)

    def must(self, read: Callable[[Any], T], value: Any, key: str) -> T:
        try:
            return read(value)
        except (ValueError, TypeError, InvalidOperation, KeyError, TideoverError) as error:
            raise self.fail(key, f"{value!r} cannot be read: {error}") from None


def moment(value: Any) -> datetime:
    """Read an instant with its offset, quoted or not.

    Raises:
        ValueError: it has no offset.
    """
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError("an offset is needed, for example +08:00")
    return found


def day(value: Any) -> date:
    """Read a date, quoted or not; of an instant its own day is taken."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def question(entry: Mapping[str, Any], *, file: str = "input", now: datetime | None = None) -> Question:
    """Read one entry of ``kind: send`` (or one line of ``tideover check``).

    Args:
        entry: the mapping as YAML or JSON gave it.
        file: name for errors.
        now: the moment when the entry names none.

    Raises:
        BadFile: naming file, id and key.
    """
    at = _Where(file, str(entry.get("id", "?")))
    at.keys(entry, ENTRY, "entry")
    if "propose" not in entry:
        raise at.fail("propose", "the proposed message is missing")
    when = at.read(moment, entry.get("now"), "now") or now
    if when is None:
        raise at.fail("now", "the moment is missing")
    case = case_file(entry, file=file)
    return Question(case, proposal(entry["propose"], case=case, now=when, file=file, entry_id=at.id), when)


def case_file(entry: Mapping[str, Any], *, file: str = "input") -> CaseFile:
    """Read lender, borrower, account, history and verified state of an entry, whatever its kind.

    Raises:
        BadFile: naming file, id and key.
    """
    at = _Where(file, str(entry.get("id", "?")))
    lender, borrower = entry.get("lender") or {}, entry.get("borrower") or {}
    account = entry.get("account") or {}
    currency = str(account.get("currency", "CNY")) if isinstance(account, Mapping) else "CNY"
    person = _borrower(borrower, at)
    verified = at.yes_or_no(entry, "verified", "verified")
    rows = entry.get("history") or []
    if not isinstance(rows, list):
        raise at.fail("history", "a list is needed")
    return CaseFile(
        lender=_lender(lender, at),
        borrower=person,
        account=_account(account, currency, at),
        history=tuple(_event(row, at, n, currency, person.timezone) for n, row in enumerate(rows, start=1)),
        verified=verified,
    )


def _lender(row: Mapping[str, Any], at: _Where) -> Lender:
    at.keys(row, LENDER, "lender")
    regimes = row.get("regimes") or []
    if isinstance(regimes, str):
        regimes = [regimes]
    return Lender(
        actor=at.word(Actor, row.get("actor", "first_party"), "lender.actor"),
        product=str(row.get("product", "online_consumer_loan")),
        regimes=tuple(sorted(str(r) for r in regimes)),
        name=row.get("name"),
    )


def _borrower(row: Mapping[str, Any], at: _Where) -> BorrowerFacts:
    at.keys(row, BORROWER, "borrower")
    zone = at.read(lambda v: ZoneInfo(str(v)).key, row.get("timezone"), "borrower.timezone")
    return BorrowerFacts(
        language=str(row.get("language", "en")),
        timezone=zone,
        residence=_text(row.get("residence")),
        city=_text(row.get("city")),
        phone_area=_text(row.get("phone_area")),
        contact_points=tuple(_point(p, at) for p in row.get("contact_points") or ()),
        location=_text(row.get("location")),
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _point(row: Mapping[str, Any], at: _Where) -> ContactPoint:
    at.keys(row, POINT, "borrower.contact_points")
    return ContactPoint(
        id=str(row.get("id", "?")),
        channel=at.word(Channel, row.get("channel"), "borrower.contact_points.channel"),
        consent_at=at.read(_moment_or_day, row.get("consent_at"), "borrower.contact_points.consent_at"),
        checked_at=at.read(_moment_or_day, row.get("checked_at"), "borrower.contact_points.checked_at"),
        work=at.yes_or_no(row, "work", "borrower.contact_points.work") or False,
    )


def _moment_or_day(value: Any) -> datetime:
    """Read an instant, or a date as its first moment in UTC."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = f"{value.isoformat()}T00:00:00+00:00"
    elif isinstance(value, str) and len(value) == 10:
        value = f"{value}T00:00:00+00:00"
    return moment(value)


def _account(row: Mapping[str, Any], currency: str, at: _Where) -> AccountFacts:
    at.keys(row, ACCOUNT, "account")

    def money(key: str) -> Money | None:
        return at.read(lambda v: Money.of(str(v), currency), row.get(key), f"account.{key}")

    return AccountFacts(
        id=_text(row.get("id")),
        currency=currency,
        overdue_amount=money("overdue_amount"),
        days_past_due=at.read(int, row.get("days_past_due"), "account.days_past_due"),
        principal_outstanding=money("principal_outstanding"),
        next_due_on=at.read(day, row.get("next_due_on"), "account.next_due_on"),
        original_term_months=at.read(int, row.get("original_term_months"), "account.original_term_months"),
        time_barred=at.yes_or_no(row, "time_barred", "account.time_barred"),
        legal_step=_text(row.get("legal_step")),
        credit_reported=at.yes_or_no(row, "credit_reported", "account.credit_reported"),
        deadlines=tuple(at.must(day, d, "account.deadlines") for d in row.get("deadlines") or ()),
    )


def _event(row: Mapping[str, Any], at: _Where, number: int, currency: str, zone: str | None) -> Event:
    inside = f"history[{number}]"
    at.keys(row, frozenset({"at", "contact", "fact", "plan", "promise", "payment", "notice"}), inside)
    when = at.read(moment, row.get("at"), f"{inside}.at")
    if when is None:
        raise at.fail(f"{inside}.at", "the moment is missing")
    names = [name for name in row if name != "at"]
    if len(names) != 1:
        raise at.fail(inside, "exactly one of contact, fact, plan, promise, payment, notice is needed")
    name, body = names[0], row[names[0]] or {}
    inside = f"{inside}.{name}"
    if name == "contact":
        return _contact(body, when, at, inside)
    if name == "fact":
        return _fact(body, when, at, inside, zone)
    if name == "plan":
        at.keys(body, frozenset({"kind", "status", "id"}), inside)
        return PlanEvent(
            when, str(body.get("kind", "instalment")), str(body.get("status")), _text(body.get("id"))
        )
    if name == "promise":
        at.keys(body, frozenset({"amount", "due_on", "status"}), inside)
        return PromiseEvent(
            when,
            at.read(lambda v: Money.of(str(v), currency), body.get("amount"), f"{inside}.amount"),
            at.read(day, body.get("due_on"), f"{inside}.due_on"),
            str(body.get("status", "open")),
        )
    if name == "payment":
        at.keys(body, frozenset({"amount"}), inside)
        return PaymentEvent(
            when, at.read(lambda v: Money.of(str(v), currency), body.get("amount"), f"{inside}.amount")
        )
    at.keys(body, frozenset({"kind"}), inside)
    return Notice(when, str(at.word(NoticeKind, body.get("kind"), f"{inside}.kind")))


def _contact(body: Mapping[str, Any], when: datetime, at: _Where, inside: str) -> Contact:
    at.keys(body, CONTACT, inside)
    direction = str(body.get("direction", "outbound"))
    if direction not in ("outbound", "inbound"):
        raise at.fail(f"{inside}.direction", f"{direction!r} is neither outbound nor inbound")
    account = body.get("account")
    many = tuple(str(a) for a in (account if isinstance(account, list) else body.get("accounts") or ()))
    return Contact(
        at=when,
        direction=direction,
        channel=at.word(Channel, body.get("channel"), f"{inside}.channel"),
        outcome=at.word(Outcome, body["outcome"], f"{inside}.outcome") if body.get("outcome") else None,
        account=many[0] if many else _text(account),
        to=_text(body.get("to")),
        by=at.word(Sender, body.get("by", "bot"), f"{inside}.by"),
        other_accounts=many[1:],
        purpose=at.word(Purpose, body["purpose"], f"{inside}.purpose") if body.get("purpose") else None,
    )


def _fact(body: Mapping[str, Any], when: datetime, at: _Where, inside: str, zone: str | None) -> Fact:
    at.keys(body, FACT_DETAIL | {"kind"}, inside)
    kind = str(body.get("kind"))
    detail: dict[str, object] = {}
    if kind in _BREATHING:  # a moratorium written with its own sort as the kind
        kind, detail["type"] = "breathing_space", kind
    kind = str(at.word(FactKind, kind, f"{inside}.kind"))
    for key, value in body.items():
        if key == "kind" or value is None:
            continue
        where = f"{inside}.{key}"
        if kind in ("inconvenient_time", "agreed_hours") and key in ("from", "to"):
            detail[key] = at.read(clock, value, where)
        elif key == "days" and isinstance(value, (list, str)):
            detail[key] = _weekdays(value, at, where)
        elif key in ("started_on", "ended_on", "date"):
            detail[key] = at.read(day, value, where)
        elif key == "decided_at":
            detail[key] = at.read(_moment_or_day, value, where)
        elif key not in ("ended_at", "lifted_at", "until"):
            detail[key] = value
    ended = next((body[k] for k in ("ended_at", "lifted_at", "until") if body.get(k)), None)
    return Fact(
        when,
        kind,
        MappingProxyType(detail),
        at.read(lambda v: _local_moment(v, zone), ended, f"{inside}.ended_at"),
    )


def _local_moment(value: Any, zone: str | None) -> datetime:
    """Read an instant, or a date as its first moment on the person's clock."""
    if (isinstance(value, date) and not isinstance(value, datetime)) or (
        isinstance(value, str) and len(value) == 10
    ):
        only = day(value)
        return datetime(only.year, only.month, only.day, tzinfo=ZoneInfo(zone or "UTC"))
    return moment(value)


_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS = {
    "weekdays": _DAY_NAMES[:5],
    "weekday": _DAY_NAMES[:5],
    "weekends": _DAY_NAMES[5:],
    "weekend": _DAY_NAMES[5:],
    "all": (),
    "every_day": (),
    "daily": (),
}


def _weekdays(value: Any, at: _Where, where: str) -> tuple[str, ...]:
    names: list[str] = []
    for word in [value] if isinstance(value, str) else value:
        low = str(word).lower()
        if low in _GROUPS:
            names += _GROUPS[low]
        elif low[:3] in _DAY_NAMES:
            names.append(low[:3])
        elif isinstance(word, int) and 1 <= word <= 7:
            names.append(_DAY_NAMES[word - 1])
        else:
            raise at.fail(where, f"{word!r} is no weekday", "mon tue wed thu fri sat sun, weekdays, weekends")
    return tuple(names)


def proposal(
    row: Mapping[str, Any], *, case: CaseFile, now: datetime, file: str = "input", entry_id: str = "?"
) -> Proposal:
    """Read a proposed message.

    Whether it answers the borrower follows from purpose and history unless it is said.

    Raises:
        BadFile: naming file, id and key.
    """
    at = _Where(file, entry_id)
    at.keys(row, PROPOSE, "propose")
    currency = case.account.currency
    purpose = at.word(Purpose, row.get("purpose", "reminder"), "propose.purpose")
    channel = at.word(Channel, row.get("channel"), "propose.channel")
    said = at.yes_or_no(row, "reply_to_inbound", "propose.reply_to_inbound")
    return Proposal(
        channel=channel,
        purpose=purpose,
        text=_text(row.get("text")),
        language=_text(row.get("language")),
        to=_text(row.get("to")),
        recipient=_recipient(row.get("recipient"), at),
        deliver_by=at.read(moment, row.get("deliver_by"), "propose.deliver_by"),
        by=at.word(Sender, row.get("by", "bot"), "propose.by"),
        account=_text(row.get("account")),
        offer=_offer(row["offer"], currency, at) if row.get("offer") else None,
        asked_for=at.yes_or_no(row, "asked_for", "propose.asked_for") or False,
        reply_to_inbound=said if said is not None else answers(purpose, channel, case, now=now),
        amounts=tuple(
            at.must(lambda v: Money.of(str(v), currency), a, "propose.amounts")
            for a in row.get("amounts") or ()
        ),
        dates=tuple(at.must(day, d, "propose.dates") for d in row.get("dates") or ()),
        carrier=_text(row.get("carrier")),
        targeting=tuple(str(t) for t in row.get("targeting") or ()),
    )


def _recipient(value: Any, at: _Where) -> str:
    name = "borrower" if value is None else str(value)
    if name.split(":")[0] not in ("borrower", "third_party", "attorney", "representative", "group"):
        raise at.fail(
            "propose.recipient",
            f"{name!r} is nobody we know",
            "borrower, third_party:NAME, attorney, group:NAME",
        )
    return name


def answers(purpose: Purpose, channel: Channel, case: CaseFile, *, now: datetime) -> bool:
    """Tell whether a message answers the borrower.

    A reply does. Service, an offer or a confirmation does when she wrote in the same medium, or told us
    something that is on file, within a day.
    """
    if purpose is Purpose.REPLY:
        return True
    if purpose not in (Purpose.SERVICE, Purpose.CONFIRMATION, Purpose.OFFER):
        return False
    if purpose is Purpose.CONFIRMATION and any(
        isinstance(e, Fact) and e.kind in _CONFIRMED and now - _CONFIRM_WITHIN <= e.at <= now
        for e in case.history
    ):
        return True
    since = now - _REPLY_HOURS
    return any(
        isinstance(e, Contact) and e.direction == "inbound" and e.channel == channel and since <= e.at <= now
        for e in case.history
    )


def _offer(row: Mapping[str, Any], currency: str, at: _Where) -> OfferTerms:
    at.keys(row, OFFER, "propose.offer")
    return OfferTerms(
        kind=str(at.word(OfferKind, row.get("kind"), "propose.offer.kind")),
        parts=at.read(int, row.get("parts"), "propose.offer.parts"),
        months=at.read(int, row.get("months"), "propose.offer.months"),
        days=at.read(int, row.get("days"), "propose.offer.days"),
        annual_cost_rate=at.read(_rate, row.get("annual_cost_rate"), "propose.offer.annual_cost_rate"),
        fees=at.read(lambda v: Money.of(str(v), currency), row.get("fees"), "propose.offer.fees"),
    )


def _rate(value: Any) -> Decimal:
    """Read a yearly rate: ``0.24``, ``"24%"`` or ``24`` all mean 24 %."""
    text = str(value).strip()
    if text.endswith("%"):
        return Decimal(text[:-1]) / 100
    rate = Decimal(text)
    return rate / 100 if rate > 2 else rate
