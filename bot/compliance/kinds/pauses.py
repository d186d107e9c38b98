"""Pauses: a dispute, a vulnerable person, a plan in force or being made, a plea of hardship."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.compliance.ask import Ask, lifted
from bot.compliance.kinds.registry import kind
from bot.compliance.rule import Hit, Stage
from bot.model.contact import Fact
from bot.model.words import PlanStatus, Purpose, Sender

SERVES = frozenset({Purpose.SERVICE, Purpose.CONFIRMATION, Purpose.REPLY, Purpose.LOCATION})


def passes_pause(ask: Ask) -> bool:
    """Tell whether a message serves the person without asking for money; pauses leave it alone."""
    return not ask.asks_for_money and (ask.reply or ask.proposal.purpose in SERVES)


@dataclass(frozen=True, slots=True)
class DisputeParams:
    """A disputed debt.

    Args:
        written_only: only a written dispute triggers the rule; a fact without the mark counts as written.
        facts: fact kinds that count as a dispute.
    """

    written_only: bool = False
    facts: tuple[str, ...] = ("dispute",)


@kind(
    "dispute_pause",
    Stage.PAUSE,
    DisputeParams,
    replies=True,
    timed=True,
    facts=("dispute", "fraud", "payment_claimed"),
)
def dispute_pause(p: DisputeParams, ask: Ask) -> Hit | None:
    """What is disputed is not asked for until it was looked into and the person told the result."""
    if passes_pause(ask):
        return None
    rows = [f for name in p.facts for f in ask.facts(name)]
    if p.written_only:
        rows = [f for f in rows if f.detail.get("written") is not False]
    return Hit(until=lifted(rows)) if rows else None


@dataclass(frozen=True, slots=True)
class VulnerabilityParams:
    """A person who needs care before money.

    Args:
        facts: fact kinds that count.
        classes: what a ``vulnerable`` fact must be about to count; empty means anything. One that does not
            say what it is about counts.
        days: length of the pause; None when it lasts until a person lifts it.
        agents_may: a trained person may go on; the rule then only stops the bot.
        occasions: an ``occasion`` counts when it is about one of these (``calamity``), from when it was told.
    """

    facts: tuple[str, ...] = ("vulnerable",)
    classes: frozenset[str] = frozenset()
    days: int | None = None
    agents_may: bool = False
    occasions: tuple[str, ...] = ()


@kind(
    "vulnerability_pause", Stage.PAUSE, VulnerabilityParams, replies=True, timed=True,
    facts=("vulnerable", "capacity", "student", "complaint", "erasure_request", "servicemember",
    "persistent_debt", "occasion"),
)  # fmt: skip
def vulnerability_pause(p: VulnerabilityParams, ask: Ask) -> Hit | None:
    """Illness, bereavement, a crisis or another weakness: no money talk, and a person looks at the case."""
    if p.agents_may and ask.proposal.by is Sender.AGENT:
        return None
    if passes_pause(ask) and not ask.burdens(p.facts):
        return None
    ends: list[datetime | None] = []
    for name in p.facts:
        for fact in ask.facts(name):
            about = fact.detail.get("about")
            if p.classes and about is not None and about not in p.classes:
                continue
            if name == "occasion" and about not in p.occasions:
                continue
            end = _pause_end(fact, p.days)
            if end is None or end > ask.at:
                ends.append(end)
    if not ends:
        return None
    known = [e for e in ends if e is not None]
    return Hit(until=max(known) if len(known) == len(ends) else None)


def _pause_end(fact: Fact, days: int | None) -> datetime | None:
    by_days = fact.at + timedelta(days=days) if days is not None else None
    ends = [e for e in (by_days, fact.ended_at) if e is not None]
    return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class HardshipParams:
    """A plea of inability to pay.

    Args:
        information_days: days the lender has to ask for information.
        answer_days: days the person has to answer.
        decision_days: days the lender has to decide.
        enforcement_hold_days: days after a refusal before anything may be enforced.
        purposes: purposes that are stopped while the plea is open.
        legal_only: only words of a legal step are stopped.
    """

    information_days: int | None = None
    answer_days: int | None = None
    decision_days: int | None = None
    enforcement_hold_days: int | None = None
    purposes: frozenset[str] = frozenset({"reminder"})
    legal_only: bool = False


@kind("hardship_intake", Stage.PAUSE, HardshipParams, replies=True, timed=True, facts=("hardship_notice",))
def hardship_intake(p: HardshipParams, ask: Ask) -> Hit | None:
    """Any words of being unable to pay are a notice of hardship: help first, no pressing meanwhile.

    A refused plea (status ``refused`` with ``decided_at``) still holds for the days of the enforcement hold.
    """
    rows = ask.facts("hardship_notice")
    if p.legal_only and (not rows or "untrue_legal_step" not in ask.findings_without_facts):
        return None
    if not p.legal_only and (not rows or not (ask.pushes or ask.proposal.purpose in p.purposes)):
        return None
    if ask.reply and not ask.asks_for_money and not p.legal_only:
        return None
    ends: list[datetime | None] = []
    for fact in rows:
        decided = fact.detail.get("decided_at")
        end = None
        if fact.detail.get("status") == "refused" and isinstance(decided, datetime):
            end = decided + timedelta(days=p.enforcement_hold_days or 0)
        if end is None or end > ask.at:
            ends.append(end if end is not None else fact.ended_at)
    if not ends:
        return None
    known = [e for e in ends if e is not None]
    return Hit(until=max(known) if len(known) == len(ends) else None)


@dataclass(frozen=True, slots=True)
class PlanHoldParams:
    """Plans that stop collection.

    Args:
        being_developed_days: hold while a plan is being worked out; None when this rule is not about that.
        extension_days: further days with evidence of progress (fact detail ``extended``).
        agreed: an agreed plan that is kept stops collection.
    """

    being_developed_days: int | None = None
    extension_days: int = 0
    agreed: bool = False


@kind("plan_hold", Stage.PAUSE, PlanHoldParams, replies=True, timed=True)
def plan_hold(p: PlanHoldParams, ask: Ask) -> Hit | None:
    """While a plan is being made, and while an agreed plan is kept, nobody collects.

    Notices of the plan may go.
    """
    index = ask.index
    if not (index.plans or "plan_hold" in index.facts) or passes_pause(ask):
        return None
    if p.agreed and ask.pushes and plan_in_force(ask):
        return Hit()
    if p.being_developed_days is None:
        return None
    ends = []
    for fact in ask.facts("plan_hold"):
        days = p.being_developed_days + (p.extension_days if fact.detail.get("extended") else 0)
        end = _pause_end(fact, days)
        if end is not None and end > ask.at and not ask.sells_help:
            ends.append(end)
    return Hit(until=max(ends)) if ends else None


def plan_in_force(ask: Ask) -> bool:
    """Tell whether the last word on any arrangement is that it is accepted or active."""
    last: dict[str, tuple[datetime, str]] = {}
    for event in ask.index.plans:
        key = event.plan or event.kind
        if key not in last or event.at >= last[key][0]:
            last[key] = (event.at, event.status)
    return any(status in (PlanStatus.ACCEPTED, PlanStatus.ACTIVE) for _, status in last.values())
