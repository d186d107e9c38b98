"""Weak promises are put before a named person ahead of their date; the bot keeps the conversation meanwhile.

A promise to a machine binds less than one to a person. So somebody whose name is on the case may write to
her before the day; nothing about her offers, price or tone changes. Which promises, how long before and to
which role is ``weak_promise`` in ``policies/offers.yml``. What was done is kept as audit entries, so that a
case that was closed is not opened again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.conversation.house import House
from bot.handoff.open_case import open_case
from bot.handoff.weak_case import end_weak_case, is_waiting
from bot.model.ports import Unit
from bot.model.rows import PromiseRow
from bot.model.words import HandoffReason, PromiseStatus, Role
from bot.offers.weak import person_by
from bot.outreach import agreements, reach
from bot.outreach.door import Speaker
from bot.outreach.silent import silent_turn

log = structlog.get_logger(__name__)
SHOWN = "weak_promise"
LOOK_BACK = timedelta(days=120)
"""No promise lies further ahead than that; older entries need not be read."""
AT_LEAST = timedelta(hours=1)
"""So much time a person has, also when the promised day has begun."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one sweep did: promises put before a person, names put on cases, cases that were over."""

    shown: int = 0
    named: int = 0
    over: int = 0


def put_to_person(house: House, now: datetime) -> Looked:
    """Put the weak promises whose time has come before a person; give a name to cases that have none."""
    with house.store.read() as unit:
        done = {str(entry["subject"]) for entry in unit.audit.entries(kind=SHOWN, since=now - LOOK_BACK)}
        due = [
            (promise.id, account)
            for promise_id, account in unit.books.open_promises()
            if promise_id not in done
            for promise in unit.books.promises_of(account)
            if promise.id == promise_id and _is_time(house, unit, promise, account, now=now)
        ]
        waiting = [case for case in unit.cases.queue(status="queued", limit=10_000) if is_waiting(case)]
    shown = sum(_show(house, promise, account, now=now) for promise, account in due)
    named = over = 0
    for case in waiting:
        ended, got_name = _look_again(house, case.id, now=now)
        over, named = over + ended, named + got_name
    if shown or named or over:
        log.info("weak_promises", shown=shown, named=named, over=over)
    return Looked(shown, named, over)


def least_busy(unit: Unit, role: Role) -> str | None:
    """The active member of a role with the fewest open cases; ``None`` when the role is empty."""
    counts = unit.cases.open_by_agent()
    able = [each for each in unit.people.all_staff() if each.role is role and each.disabled_at is None]
    return min(able, key=lambda each: (counts.get(each.id, 0), each.username)).id if able else None


def _is_time(house: House, unit: Unit, promise: PromiseRow, account_id: str, *, now: datetime) -> bool:
    zone = ZoneInfo(unit.people.borrower(unit.books.account(account_id).borrower_id).timezone)
    day = person_by(
        len(promise.weak),
        due_on=promise.due_on,
        made_on=promise.made_at.astimezone(zone).date(),
        policy=house.offers.weak_promise,
    )
    return day is not None and day <= now.astimezone(zone).date()


def _show(house: House, promise_id: str, account_id: str, *, now: datetime) -> bool:
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=now)
        promise = next((p for p in unit.books.promises_of(account_id) if p.id == promise_id), None)
        if promise is None or promise.status is not PromiseStatus.OPEN:
            return False
        if agreements.step_of_promise(speaker, promise) is not None:
            return False  # paid, or over: its own next step says so
        agent = least_busy(unit, house.offers.weak_promise.role)
        case = unit.cases.open_of(speaker.conversation.id)
        if case is None:
            case = open_case(
                silent_turn(speaker),
                HandoffReason.WEAK_PROMISE,
                due_at=_deadline(speaker, promise),
                bot_goes_on=True,
            )
        unit.cases.note(case.id, brief={"weak_promise": _told(speaker, promise)})
        if case.agent_id is None and agent is not None and case.status == "queued":
            unit.cases.assign(case.id, agent_id=agent)
        body = {"subject": promise_id, "account": account_id, "case": case.id, "marks": list(promise.weak)}
        unit.audit.append(
            at=now, kind=SHOWN, ref=case.id, body={**body, "agent": case.agent_id or agent or ""}
        )
        unit.commit()
    house.wake(speaker.conversation.id)
    return True


def _look_again(house: House, case_id: str, *, now: datetime) -> tuple[bool, bool]:
    """A case whose promise is over is closed; one whose person left, or that had none, gets a name."""
    with house.store.write() as unit:
        case = unit.cases.get(case_id)
        if not is_waiting(case):
            return False, False
        unit.hold_borrower(case.borrower_id)
        if end_weak_case(unit, case.conversation_id, at=now):
            unit.commit()
            return True, False
        agent = least_busy(unit, house.offers.weak_promise.role)
        if agent is None or (case.agent_id and not unit.people.staff(case.agent_id).disabled_at):
            return False, False
        unit.cases.assign(case.id, agent_id=agent)
        unit.audit.append(at=now, kind="case_assigned", ref=case.id, body={"agent": agent, "by": "system"})
        unit.commit()
        return False, True


def _deadline(speaker: Speaker, promise: PromiseRow) -> datetime:
    zone = ZoneInfo(speaker.borrower.timezone)
    return max(datetime.combine(promise.due_on, time(), tzinfo=zone), speaker.now + AT_LEAST)


def _told(speaker: Speaker, promise: PromiseRow) -> dict[str, object]:
    return {
        "amount_minor": promise.amount,
        "due_on": promise.due_on.isoformat(),
        "made_at": promise.made_at.isoformat(),
        "marks": list(promise.weak),
    }
