"""Ending a fact that protects somebody: by the event the policy names, or by a person with the right role.

``policies/lifting.yml`` says who and after what; each ending is on record with who and why. The row of the
fact itself stays: what was in force when is never rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.model.errors import BadInput, BadPolicy, Conflict, NotAllowed
from bot.model.ports import Unit
from bot.model.rows import StaffMember, StoredFact
from bot.model.words import FactKind, HandoffReason, Role

CASE, CONSENT, ENDED, HOURS, AGREED = "case:", "consent", "ended", "hours", "agreed"
LIFTED = "fact_lifted"
FIELDS = frozenset({"roles", "handler", "after", "borrower", "rules", "lasts"})
MAX_WHY = 500


@dataclass(frozen=True, slots=True)
class Row:
    """Who may end one kind of fact, and after what; ``lasts``: days it holds when no end was named."""

    roles: frozenset[Role]
    handler: bool
    after: tuple[str, ...]
    borrower: frozenset[str]
    rules: tuple[str, ...]
    lasts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lifting:
    """The whole table."""

    rows: Mapping[FactKind, Row]


def load_lifting(path: Path) -> Lifting:
    """Read and check the table.

    Raises:
        BadPolicy: a kind of fact has no row, or a row says something unknown.
    """
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = set(raw) - {kind.value for kind in FactKind}
    if unknown:
        raise BadPolicy(
            f"unknown kinds {sorted(unknown)}", where=path.name, remedy="see bot/model/words.py, FactKind"
        )
    rows: dict[FactKind, Row] = {}
    for kind in FactKind:
        if kind.value not in raw:
            raise BadPolicy(
                "has no row", where=f"{path.name}, {kind}", remedy="say roles, after and borrower"
            )
        rows[kind] = _row(raw[kind.value], where=f"{path.name}, {kind}")
    return Lifting(rows)


def _row(raw: Mapping[str, Any], *, where: str) -> Row:
    if unknown := set(raw) - FIELDS:
        raise BadPolicy(f"unknown field {sorted(unknown)}", where=where, remedy=f"known: {sorted(FIELDS)}")
    try:
        row = Row(
            roles=frozenset(Role(role) for role in raw["roles"]),
            handler=bool(raw.get("handler", False)),
            after=tuple(raw["after"]),
            borrower=frozenset(raw["borrower"]),
            rules=tuple(raw["rules"]),
            lasts={str(about): int(days) for about, days in raw.get("lasts", {}).items()},
        )
        for event in row.after:
            if event.startswith(CASE):
                HandoffReason(event.removeprefix(CASE))
            elif event not in (CONSENT, ENDED):
                raise ValueError(f"{event!r} is no event")
        if row.borrower - {CONSENT, HOURS, AGREED}:
            raise ValueError(f"{sorted(row.borrower)} is not what a borrower can say")
        if any(days < 1 for days in row.lasts.values()):
            raise ValueError("a fact lasts at least a day")
    except (KeyError, ValueError, TypeError) as error:
        raise BadPolicy(str(error), where=where, remedy="see the head of the file") from error
    return row


def lift(
    unit: Unit, fact_id: str, *, by: StaffMember, why: str, policy: Lifting, now: datetime
) -> StoredFact:
    """End a fact in the name of a person; the caller commits.

    Args:
        unit: an open write transaction.
        fact_id: the fact.
        by: who ends it.
        why: the reason, in a sentence.
        policy: the table.
        now: the moment.

    Returns:
        The fact as it was until now.

    Raises:
        UnknownThing: there is no such fact.
        BadInput: no reason is given.
        NotAllowed: this role may not end it.
        Conflict: it has ended already, or what must come first has not happened.
    """
    reason = why.strip()
    if not reason or len(reason) > MAX_WHY:
        raise BadInput(f"a reason of 1 to {MAX_WHY} characters is needed", where="why", remedy="say why")
    fact = unit.record.fact(fact_id)
    unit.hold_borrower(fact.borrower_id)
    if fact.ended_at is not None:
        raise Conflict("this fact has ended already", where=fact_id)
    row = policy.rows[fact.kind]
    handled = _handled(unit, fact, row)
    if not _has_the_role(row, by, handled):
        raise NotAllowed(
            f"your role may not end {fact.kind}", where=by.role.value, remedy=f"it is ended by {_roles(row)}"
        )
    event = _event(unit, fact, row, handled, now=now)
    if row.after and event is None:
        raise Conflict(
            f"{fact.kind} cannot be ended yet", where=fact_id, remedy=f"first: {' or '.join(row.after)}"
        )
    unit.record.lift(fact.id, at=now, by=by.id, why=reason)
    _tell(unit, fact, at=now, by=by.id, role=by.role.value, why=reason, event=event or "reason")
    return fact


def what_hinders(
    unit: Unit, fact: StoredFact, *, by: StaffMember, policy: Lifting, now: datetime
) -> str | None:
    """Why a person cannot end a fact now: who may (``roles:...``) or what must come first (``first:...``).

    ``None`` when she may, given a reason.
    """
    row = policy.rows[fact.kind]
    handled = _handled(unit, fact, row)
    if not _has_the_role(row, by, handled):
        return f"roles:{_roles(row)}"
    if row.after and _event(unit, fact, row, handled, now=now) is None:
        return f"first:{','.join(row.after)}"
    return None


def _has_the_role(row: Row, by: StaffMember, handled: Mapping[str, str]) -> bool:
    return by.disabled_at is None and (by.role in row.roles or (row.handler and by.id in handled))


def _roles(row: Row) -> str:
    return ", ".join(sorted(role.value for role in row.roles)) or "the borrower alone"


def end_by_event(unit: Unit, fact: StoredFact, *, event: str, source: str, at: datetime) -> None:
    """End a fact by what the borrower said; ``source`` is the message. The caller has checked the table."""
    unit.record.lift(fact.id, at=at, by="borrower", why=event)
    _tell(unit, fact, at=at, by="borrower", role="borrower", why=event, event=event, message=source)


def _tell(unit: Unit, fact: StoredFact, *, at: datetime, **more: str) -> None:
    body = {"fact": fact.id, "kind": fact.kind.value, "since": fact.at.isoformat(), **more}
    unit.audit.append(at=at, kind=LIFTED, ref=fact.borrower_id, body=body)


def _handled(unit: Unit, fact: StoredFact, row: Row) -> dict[str, str]:
    """Who closed a case that the row names since the fact was known: agent id to the event."""
    events = [event for event in row.after if event.startswith(CASE)]
    return {
        case.agent_id or "": f"{CASE}{case.reason}"
        for case in unit.cases.closed_since(fact.borrower_id, since=fact.at)
        if f"{CASE}{case.reason}" in events
    }


def _event(
    unit: Unit, fact: StoredFact, row: Row, handled: Mapping[str, str], *, now: datetime
) -> str | None:
    """The first of the row's events that has happened."""
    for event in row.after:
        if event in handled.values():
            return event
        if event == CONSENT and any(
            other.kind is FactKind.CONSENT and other.at > fact.at
            for other in unit.record.facts(fact.borrower_id, in_force_at=now)
        ):
            return event
        ended = fact.detail.get("ended_on")
        if event == ENDED and ended and date.fromisoformat(str(ended)) <= now.date():
            return event
    return None
