"""Reads the vocabulary of scenario files into the facts of a case and a proposal.

One parser serves scenario files, ``tideover check`` and ``POST /api/v1/check``. An unknown key is an error
that names the file, the entry's id and the key, since a misspelt fact would otherwise make a message look
allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.compliance.scenario_history import event
from bot.compliance.scenario_where import Where, day, moment, moment_or_day, text_of
from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    ContactPoint,
    Fact,
    Lender,
    OfferTerms,
    Proposal,
)
from bot.model.money import Money
from bot.model.words import Actor, Channel, OfferKind, Purpose, Sender

__all__ = ["Question", "answers", "case_file", "day", "moment", "proposal", "question"]

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
_CONFIRMED = frozenset({"opt_out", "cease", "media_ban"})
_CONFIRM_WITHIN = timedelta(minutes=10)
_REPLY_HOURS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Question:
    """One entry, read: the case, the proposal and the moment."""

    case: CaseFile
    proposal: Proposal
    now: datetime


def question(entry: Mapping[str, Any], *, file: str = "input", now: datetime | None = None) -> Question:
    """Read one entry of ``kind: send`` (or one line of ``tideover check``).

    Args:
        entry: the mapping as YAML or JSON gave it.
        file: name for errors.
        now: the moment when the entry names none.

    Raises:
        BadFile: naming file, id and key.
    """
    at = Where(file, str(entry.get("id", "?")))
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
    at = Where(file, str(entry.get("id", "?")))
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
        history=tuple(event(row, at, n, currency, person.timezone) for n, row in enumerate(rows, start=1)),
        verified=verified,
    )


def _lender(row: Mapping[str, Any], at: Where) -> Lender:
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


def _borrower(row: Mapping[str, Any], at: Where) -> BorrowerFacts:
    at.keys(row, BORROWER, "borrower")
    zone = at.read(lambda v: ZoneInfo(str(v)).key, row.get("timezone"), "borrower.timezone")
    return BorrowerFacts(
        language=str(row.get("language", "en")),
        timezone=zone,
        residence=text_of(row.get("residence")),
        city=text_of(row.get("city")),
        phone_area=text_of(row.get("phone_area")),
        contact_points=tuple(_point(p, at) for p in row.get("contact_points") or ()),
        location=text_of(row.get("location")),
    )


def _point(row: Mapping[str, Any], at: Where) -> ContactPoint:
    at.keys(row, POINT, "borrower.contact_points")
    return ContactPoint(
        id=str(row.get("id", "?")),
        channel=at.word(Channel, row.get("channel"), "borrower.contact_points.channel"),
        consent_at=at.read(moment_or_day, row.get("consent_at"), "borrower.contact_points.consent_at"),
        checked_at=at.read(moment_or_day, row.get("checked_at"), "borrower.contact_points.checked_at"),
        work=at.yes_or_no(row, "work", "borrower.contact_points.work") or False,
    )


def _account(row: Mapping[str, Any], currency: str, at: Where) -> AccountFacts:
    at.keys(row, ACCOUNT, "account")

    def money(key: str) -> Money | None:
        return at.read(lambda v: Money.of(str(v), currency), row.get(key), f"account.{key}")

    return AccountFacts(
        id=text_of(row.get("id")),
        currency=currency,
        overdue_amount=money("overdue_amount"),
        days_past_due=at.read(int, row.get("days_past_due"), "account.days_past_due"),
        principal_outstanding=money("principal_outstanding"),
        next_due_on=at.read(day, row.get("next_due_on"), "account.next_due_on"),
        original_term_months=at.read(int, row.get("original_term_months"), "account.original_term_months"),
        time_barred=at.yes_or_no(row, "time_barred", "account.time_barred"),
        legal_step=text_of(row.get("legal_step")),
        credit_reported=at.yes_or_no(row, "credit_reported", "account.credit_reported"),
        deadlines=tuple(at.must(day, d, "account.deadlines") for d in row.get("deadlines") or ()),
    )


def proposal(
    row: Mapping[str, Any], *, case: CaseFile, now: datetime, file: str = "input", entry_id: str = "?"
) -> Proposal:
    """Read a proposed message.

    Whether it answers the borrower follows from purpose and history unless it is said.

    Raises:
        BadFile: naming file, id and key.
    """
    at = Where(file, entry_id)
    at.keys(row, PROPOSE, "propose")
    currency = case.account.currency
    purpose = at.word(Purpose, row.get("purpose", "reminder"), "propose.purpose")
    channel = at.word(Channel, row.get("channel"), "propose.channel")
    said = at.yes_or_no(row, "reply_to_inbound", "propose.reply_to_inbound")
    return Proposal(
        channel=channel,
        purpose=purpose,
        text=text_of(row.get("text")),
        language=text_of(row.get("language")),
        to=text_of(row.get("to")),
        recipient=_recipient(row.get("recipient"), at),
        deliver_by=at.read(moment, row.get("deliver_by"), "propose.deliver_by"),
        by=at.word(Sender, row.get("by", "bot"), "propose.by"),
        account=text_of(row.get("account")),
        offer=_offer(row["offer"], currency, at) if row.get("offer") else None,
        asked_for=at.yes_or_no(row, "asked_for", "propose.asked_for") or False,
        reply_to_inbound=said if said is not None else answers(purpose, channel, case, now=now),
        amounts=tuple(
            at.must(lambda v: Money.of(str(v), currency), a, "propose.amounts")
            for a in row.get("amounts") or ()
        ),
        dates=tuple(at.must(day, d, "propose.dates") for d in row.get("dates") or ()),
        carrier=text_of(row.get("carrier")),
        targeting=tuple(str(t) for t in row.get("targeting") or ()),
    )


def _recipient(value: Any, at: Where) -> str:
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


def _offer(row: Mapping[str, Any], currency: str, at: Where) -> OfferTerms:
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
