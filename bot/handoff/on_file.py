"""Facts at the desk: what is on file about a borrower, what a person records, and what a person ends.

Recording makes the product more careful, so whoever handles cases may do it. Ending makes it less careful:
that is decided by ``policies/lifting.yml`` alone (:mod:`bot.handoff.facts`). Both ask for a reason and are
entries of the audit chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.handoff.desk import READERS
from bot.handoff.facts import MAX_WHY, lift, what_hinders
from bot.model.errors import BadInput, NotAllowed, UnknownThing
from bot.model.rows import StaffMember, StoredFact
from bot.model.words import Channel, FactKind

RECORDED = "fact_recorded"
RECORDABLE: tuple[FactKind, ...] = (
    FactKind.OPT_OUT, FactKind.MEDIA_BAN, FactKind.CEASE, FactKind.DISPUTE, FactKind.FRAUD,
    FactKind.ATTORNEY, FactKind.BANKRUPTCY, FactKind.BREATHING_SPACE, FactKind.PLAN_HOLD,
    FactKind.HARDSHIP_NOTICE, FactKind.VULNERABLE, FactKind.CAPACITY, FactKind.MINOR, FactKind.DECEASED,
    FactKind.STUDENT, FactKind.SERVICEMEMBER, FactKind.TIME_BARRED, FactKind.PERSISTENT_DEBT,
    FactKind.COMPLAINT, FactKind.ERASURE_REQUEST, FactKind.OCCASION,
)  # fmt: skip
"""What a person may put on file: only what closes something. Consent and agreed hours are the borrower's."""
WITH_CHANNEL = frozenset({FactKind.OPT_OUT, FactKind.MEDIA_BAN})
WITH_DAYS = frozenset({FactKind.BREATHING_SPACE, FactKind.PLAN_HOLD, FactKind.OCCASION})
SPACES = ("standard", "mental_health_crisis")
OCCASIONS = ("bereavement", "calamity", "marriage", "festival", "asked")


@dataclass(frozen=True, slots=True)
class OnFile:
    """One fact in force as the desk shows it.

    Attributes:
        fact: the fact.
        said: the words it came from, if it came from a message.
        hindrance: why this person cannot end it now; empty when she may.
    """

    fact: StoredFact
    said: str
    hindrance: str


def on_file(house: House, case_id: str, *, member: StaffMember) -> tuple[OnFile, ...]:
    """Every fact in force about the borrower of a case, oldest first.

    Raises:
        NotAllowed: this role does not see cases.
    """
    _must_read(member)
    now = house.clock()
    with house.store.read() as unit:
        case = unit.cases.get(case_id)
        facts = unit.record.facts(case.borrower_id, in_force_at=now)
        return tuple(
            OnFile(
                fact=fact,
                said=unit.talks.inbound(fact.message_id).text[:120] if fact.message_id else "",
                hindrance=what_hinders(unit, fact, by=member, policy=house.lifting, now=now) or "",
            )
            for fact in facts
        )


def end(house: House, case_id: str, fact_id: str, *, member: StaffMember, why: str) -> None:
    """End a fact of the borrower of a case, for a reason.

    Raises:
        BadInput: no reason is given.
        NotAllowed: this role may not end it.
        Conflict: what must come first has not happened.
        UnknownThing: the fact is not about the borrower of this case.
    """
    _must_read(member)
    now = house.clock()
    with house.store.write() as unit:
        case = unit.cases.get(case_id)
        if unit.record.fact(fact_id).borrower_id != case.borrower_id:
            raise UnknownThing("no such fact in this case", where=fact_id)
        lift(unit, fact_id, by=member, why=why, policy=house.lifting, now=now)
        unit.commit()
    house.wake(case.conversation_id)


def record(
    house: House, case_id: str, *, member: StaffMember, kind: str, why: str, detail: Mapping[str, str]
) -> None:
    """Put a fact on file that came by another way: a letter, a phone call, a register.

    Args:
        house: the house.
        case_id: the case whose borrower it is about.
        member: who records it.
        kind: one of :data:`RECORDABLE`.
        why: where it is known from, in a sentence.
        detail: ``channel`` of an opt-out or ban; ``space``, ``started_on`` and ``ended_on`` of a moratorium;
            ``occasion``, its first day ``started_on`` and its last day ``ended_on``.

    Raises:
        BadInput: the kind is not one of these, a date is none, or no reason is given.
        NotAllowed: this role does not handle cases.
    """
    _must_read(member)
    reason = why.strip()
    if not reason or len(reason) > MAX_WHY:
        raise BadInput(f"a reason of 1 to {MAX_WHY} characters is needed", where="why", remedy="say why")
    chosen = next((each for each in RECORDABLE if each.value == kind), None)
    if chosen is None:
        raise BadInput("this is nothing to record", where=kind, remedy=f"one of {', '.join(RECORDABLE)}")
    facts = _detail(chosen, detail)
    now = house.clock()
    with house.store.write() as unit:
        case = unit.cases.get(case_id)
        unit.hold_borrower(case.borrower_id)
        if chosen is FactKind.OCCASION:
            zone = ZoneInfo(unit.people.borrower(case.borrower_id).timezone)
            lasts = house.lifting.rows[chosen].lasts
            facts = _occasion(facts, today=now.astimezone(zone).date(), lasts=lasts)
        fact_id = unit.record.note(
            borrower_id=case.borrower_id, account_id=case.account_id, kind=chosen, at=now, detail=facts
        )
        if fact_id is not None:
            unit.outbox.cancel_for(case.borrower_id, purposes=("reminder", "offer", "location"))
            body = {"fact": fact_id, "kind": chosen.value, "by": member.id, "why": reason, **facts}
            unit.audit.append(at=now, kind=RECORDED, ref=case.borrower_id, body=body)
        unit.commit()
    house.wake(case.conversation_id)


def _detail(kind: FactKind, given: Mapping[str, str]) -> dict[str, Any]:
    if kind in WITH_CHANNEL:
        channel = given.get("channel", "")
        if channel not in Channel._value2member_map_:
            raise BadInput("say which medium", where="channel", remedy=f"one of {', '.join(Channel)}")
        return {"channel": channel}
    if kind not in WITH_DAYS:
        return {}
    days: dict[str, Any] = {}
    for name in ("started_on", "ended_on"):
        if given.get(name):
            try:
                days[name] = date.fromisoformat(given[name]).isoformat()
            except ValueError as error:
                raise BadInput("not a date", where=name, remedy="write YYYY-MM-DD") from error
    if days.get("ended_on") and days.get("started_on", "") > days["ended_on"]:
        raise BadInput("it ends before it starts", where="ended_on", remedy="check both days")
    if kind is FactKind.BREATHING_SPACE:
        space = given.get("space") or SPACES[0]
        if space not in SPACES:
            raise BadInput("no such moratorium", where="space", remedy=f"one of {', '.join(SPACES)}")
        days["type"] = space
    if kind is FactKind.OCCASION:
        about = given.get("occasion", "")
        if about not in OCCASIONS:
            raise BadInput("say which occasion", where="occasion", remedy=f"one of {', '.join(OCCASIONS)}")
        days["about"] = about
    return days


def _occasion(days: Mapping[str, Any], *, today: date, lasts: Mapping[str, int]) -> dict[str, Any]:
    """First day, and the first day after the last; without a last day it holds as long as the policy says."""
    about = str(days["about"])
    first = date.fromisoformat(days.get("started_on") or today.isoformat())
    over = (
        date.fromisoformat(days["ended_on"]) + timedelta(days=1)
        if days.get("ended_on")
        else first + timedelta(days=lasts[about])
    )
    if over <= first:
        raise BadInput("it ends before it starts", where="ended_on", remedy="check both days")
    return {"about": about, "started_on": first.isoformat(), "ended_on": over.isoformat()}


def _must_read(member: StaffMember) -> None:
    if member.role not in READERS or member.disabled_at is not None:
        raise NotAllowed(
            "your role does not include this", where=member.role.value, remedy="ask a supervisor"
        )
