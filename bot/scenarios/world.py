"""Builds the little world of one dialogue scenario in a real database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.compliance.scenario_facts import case_file
from bot.conversation.house import House
from bot.conversation.verification import answer_hash
from bot.model.contact import CaseFile, Contact, Fact, Notice, PaymentEvent, PlanEvent, PromiseEvent
from bot.model.errors import BadFile
from bot.model.money import Money
from bot.model.rows import Account
from bot.model.talk import Session
from bot.model.words import Channel, FactKind, Language, NoticeKind, Outcome
from bot.storage.unit import Store, UnitOfWork

ANSWERS = {"phone_last4": "4821", "birth_date": "1990-01-31"}
NAMES = {Language.ZH: "李建国", Language.EN: "Edwin Marlow"}
"""What the borrower of every scenario is called."""
LENDER = {Language.ZH: "晴川消费金融", Language.EN: "Harbour Lending"}
ADAPTERS = {Channel.IM: "web", Channel.SMS: "sandbox_sms", Channel.EMAIL: "sandbox_email"}


@dataclass(frozen=True)
class World:
    """Ids of what was made for one scenario."""

    borrower_id: str
    account_id: str
    conversation_id: str
    session: Session
    devices: dict[str, str] = field(default_factory=dict)
    """Further devices that turns name, each with the id of its session."""

    def session_on(self, device: object) -> str:
        """The session of a named device, or the first one."""
        return self.session.id if device is None else self.devices[str(device)]


def build_world(house: House, store: Store, entry: Mapping[str, Any], *, now: datetime, file: str) -> World:
    """Make borrower, account, ledger, history and an open session as an entry describes them.

    Raises:
        BadFile: the entry says something that cannot be read.
    """
    case = case_file({k: v for k, v in entry.items() if k != "turns"}, file=file)
    language = _language(case.borrower.language, entry, file)
    with store.write() as unit:
        borrower_id, account_id = unit.new_id(), case.account.id or ""
        account_id = f"{account_id or 'A'}-{borrower_id[:10]}"
        _people(unit, case, borrower_id, language, now, house)
        _ledger(unit, case, borrower_id, account_id, language, now)
        _history(unit, case, borrower_id, account_id)
        conversation = unit.talks.open(
            borrower_id=borrower_id, account_id=account_id, language=language, at=now
        )
        channel = Channel(str(entry.get("channel", "im")))
        session = unit.talks.open_session(
            conversation_id=conversation.id,
            channel=channel,
            adapter=ADAPTERS.get(channel, "web"),
            address="scenario",
            address_key=house.keys.digest("address", borrower_id),
            at=now,
        )
        if entry.get("verified"):
            unit.talks.update_session(session.id, verified_until=now + timedelta(days=1))
        unit.commit()
        return World(borrower_id, account_id, conversation.id, session)


def _language(text: str, entry: Mapping[str, Any], file: str) -> Language:
    try:
        return Language(text[:2])
    except ValueError:
        raise BadFile(
            f"{text!r} is not spoken here", where=f"{file}, {entry.get('id')}, language", remedy="zh or en"
        ) from None


def _people(
    unit: UnitOfWork, case: CaseFile, borrower_id: str, language: Language, now: datetime, house: House
) -> None:
    who = case.borrower
    unit.people.add_borrower(
        borrower_id=borrower_id,
        name=NAMES[language],
        language=language,
        timezone=who.timezone or "UTC",
        residence=who.residence or ("CN" if language is Language.ZH else "GB"),
        city=who.city,
        phone_area=who.phone_area,
        payday=None,
        at=now,
    )
    for number, point in enumerate(who.contact_points):
        unit.people.add_point(
            borrower_id=borrower_id,
            channel=point.channel,
            adapter=ADAPTERS.get(point.channel, "web"),
            address=point.id,
            address_key=house.keys.digest("address", f"{borrower_id}{number}"),
            consent_at=point.consent_at,
            checked_at=point.checked_at,
            work=point.work,
        )
    for question, answer in ANSWERS.items():
        digest = answer_hash(house.keys, borrower_id=borrower_id, question=question, answer=answer)
        unit.people.add_answer(borrower_id=borrower_id, question=question, answer_hash=digest)


def _ledger(
    unit: UnitOfWork, case: CaseFile, borrower_id: str, account_id: str, language: Language, now: datetime
) -> None:
    account, zone = case.account, ZoneInfo(case.borrower.timezone or "UTC")
    today = now.astimezone(zone).date()
    amount = account.overdue_amount or Money.zero(account.currency)
    late = account.days_past_due if account.days_past_due is not None else (6 if amount.minor else 0)
    due = today - timedelta(days=max(late, 1))
    unit.books.add_account(
        Account(
            id=account_id,
            borrower_id=borrower_id,
            lender=case.lender.name or LENDER[language],
            actor=case.lender.actor.value,
            product=case.lender.product,
            currency=account.currency,
            regimes=case.lender.regimes or (("CN",) if language is Language.ZH else ("UK",)),
            annual_rate=Decimal(0),
            late_daily_rate=Decimal(0),
            record_at=now,
            credit_reported=account.credit_reported,
        ),
        opened_on=due - timedelta(days=180),
    )
    later = account.next_due_on or _month_after(due, today)
    rest = account.principal_outstanding
    each = amount.minor or 10_000
    more = max(1, min(12, ((rest.minor - amount.minor) // each) if rest else 6))
    lines = [(due, amount.minor)] if amount.minor else []
    unit.books.add_instalments(account_id, [*lines, *((_add_months(later, n), each) for n in range(more))])


def _month_after(due: date, today: date) -> date:
    day = due
    while day <= today:
        day = _add_months(day, 1)
    return day


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, 28)


def _history(unit: UnitOfWork, case: CaseFile, borrower_id: str, account_id: str) -> None:
    for event in case.history:
        if isinstance(event, Contact):
            unit.record.contacted(
                borrower_id=borrower_id,
                account_id=account_id,
                at=event.at,
                direction=event.direction,
                channel=event.channel,
                outcome=event.outcome or Outcome.SENT,
                by=event.by,
                recipient=event.to,
            )
        elif isinstance(event, Fact):
            detail = {key: value for key, value in event.detail.items() if value is not None}
            fact_id = unit.record.note(
                borrower_id=borrower_id,
                account_id=account_id,
                kind=FactKind(event.kind),
                at=event.at,
                detail=detail,
            )
            if fact_id and event.ended_at:
                unit.record.lift(fact_id, at=event.ended_at, by="scenario", why="as described")
        elif isinstance(event, Notice):
            unit.record.notice(
                borrower_id=borrower_id, account_id=account_id, kind=NoticeKind(event.kind), at=event.at
            )
        elif isinstance(event, PlanEvent):
            plan_id = unit.books.add_plan(
                borrower_id=borrower_id,
                account_id=account_id,
                offer_id=None,
                kind=event.kind,
                body={},
                parts=[(event.at.date() + timedelta(days=30), 100)],
                at=event.at,
                by="scenario",
            )
            if event.status not in ("active", "accepted"):
                unit.books.transition(
                    "plan",
                    plan_id,
                    old="active",
                    new=event.status,
                    at=event.at,
                    by="scenario",
                    why="as described",
                )
        elif isinstance(event, PromiseEvent):
            promise_id = unit.books.add_promise(
                borrower_id=borrower_id,
                account_id=account_id,
                offer_id=None,
                amount=event.amount.minor if event.amount else 1,
                due_on=event.due_on or event.at.date(),
                weak=(),
                at=event.at,
                by="scenario",
            )
            if event.status != "open":
                unit.books.transition(
                    "promise",
                    promise_id,
                    old="open",
                    new=event.status,
                    at=event.at,
                    by="scenario",
                    why="as described",
                )
        elif isinstance(event, PaymentEvent) and event.amount is not None:
            unit.books.add_payment(
                payment_id=unit.new_id(),
                account_id=account_id,
                received_on=event.at.date(),
                amount=event.amount.minor,
                source="scenario",
                at=event.at,
            )
