"""Hard stops: facts after which nobody asks this person for money, or writes at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.compliance.ask import Ask, lifted
from bot.compliance.kinds.registry import kind
from bot.compliance.rule import Hit, Stage
from bot.model.contact import Fact
from bot.model.words import Decision, Purpose


@dataclass(frozen=True, slots=True)
class StopParams:
    """What a stop leaves open.

    Args:
        residual: purposes that may still be sent, for example the one confirmation.
        written_only: only a written statement triggers the rule (a fact without the mark counts as written).
        permanent_statuses: statuses (``discharged``) after which the stop has no end.
        unless_status: statuses of the fact that lift it, for example an attorney who does not answer.
    """

    residual: frozenset[str] = frozenset()
    written_only: bool = False
    permanent_statuses: frozenset[str] = frozenset()
    unless_status: frozenset[str] = frozenset()


def stopped(p: StopParams, ask: Ask, kinds: tuple[str, ...]) -> Hit | None:
    """Return the bite of a stop.

    An answer that asks for nothing passes, everything else waits for the fact to be lifted.
    """
    rows: list[Fact] = [f for name in kinds for f in ask.facts(name)]
    if p.written_only:
        rows = [f for f in rows if f.detail.get("written") is not False]
    if p.unless_status:
        rows = [f for f in rows if f.detail.get("status") not in p.unless_status]
    if not rows:
        return None
    if ask.reply and not ask.asks_for_money and not ask.burdens(kinds):
        return None
    if ask.proposal.purpose in p.residual and not ask.pushes:
        return None
    if any(f.detail.get("status") in p.permanent_statuses for f in rows):
        return Hit()
    return Hit(until=lifted(rows))


@kind("cease_communication", Stage.STOP, StopParams, replies=True, timed=True, facts=("cease",))
def cease_communication(p: StopParams, ask: Ask) -> Hit | None:
    """After "do not contact me" nothing goes out but the confirmation, or that efforts end."""
    return stopped(p, ask, ("cease",))


@kind("representation_stop", Stage.STOP, StopParams, replies=True, timed=True, facts=("attorney",))
def representation_stop(p: StopParams, ask: Ask) -> Hit | None:
    """A represented person is reached through the representative only.

    The representative may be written to.
    """
    if ask.proposal.recipient.startswith(("attorney", "third_party:attorney", "representative")):
        return None
    return stopped(p, ask, ("attorney",))


@kind("deceased_stop", Stage.STOP, StopParams, replies=True, timed=True, facts=("deceased",))
def deceased_stop(p: StopParams, ask: Ask) -> Hit | None:
    """Any word of a death freezes everything; only a person may speak to those who settle the estate."""
    hit = stopped(p, ask, ("deceased",))
    if hit is not None and ask.third_party:
        return Hit(until=hit.until, decision=Decision.HUMAN)
    return hit


@kind("bankruptcy_stop", Stage.STOP, StopParams, replies=True, timed=True, facts=("bankruptcy",))
def bankruptcy_stop(p: StopParams, ask: Ask) -> Hit | None:
    """A petition stops every act to collect; a discharge stops it for good."""
    return stopped(p, ask, ("bankruptcy",))


@dataclass(frozen=True, slots=True)
class MinorParams:
    """Who is too young or may lack capacity.

    Args:
        age: below this age a respondent is a minor.
        capacity: also stop when capacity is in doubt.
        minor: stop for minors.
        residual: purposes that may still be sent.
    """

    age: int = 18
    minor: bool = True
    capacity: bool = False
    residual: frozenset[str] = frozenset()


@kind("capacity_minor_stop", Stage.STOP, MinorParams, replies=True, timed=True, facts=("minor", "capacity"))
def capacity_minor_stop(p: MinorParams, ask: Ask) -> Hit | None:
    """Nobody asks a child, or someone who might lack capacity, for money; a person takes over."""
    kinds = (("minor",) if p.minor else ()) + (("capacity",) if p.capacity else ())
    rows = StopParams(residual=p.residual)
    if not kinds or all(_grown(f, p.age) for name in kinds for f in ask.facts(name)):
        return None
    return stopped(rows, ask, kinds)


def _grown(fact: Fact, age: int) -> bool:
    years = fact.detail.get("age")
    return fact.kind == "minor" and isinstance(years, int) and years >= age


@kind("wrong_person_stop", Stage.STOP, StopParams, replies=True, timed=True, facts=("wrong_person",))
def wrong_person_stop(p: StopParams, ask: Ask) -> Hit | None:
    """An address of somebody else is never used again, and nothing about the debt is said there."""
    rows = [f for f in ask.facts("wrong_person") if _same_address(f, ask)]
    if not rows:
        return None
    if ask.reply and not ask.asks_for_money and not ask.speaks_of_debt:
        return None
    return Hit(until=lifted(rows))


def _same_address(fact: Fact, ask: Ask) -> bool:
    bad, to = fact.detail.get("to"), ask.proposal.to
    if bad is None or to is None:
        channel = fact.detail.get("channel")
        return channel is None or channel == ask.channel
    return bad == to


@dataclass(frozen=True, slots=True)
class BreathingParams:
    """A statutory moratorium.

    Args:
        types: names of the fact's ``type`` that this rule covers; a fact without one is standard.
        days: length from its start; None when it lasts until it is ended.
        extra_days: days after the end that are still frozen.
        once_per_months: how often one may be had; kept for the register, it never shortens a hold on file.
    """

    types: frozenset[str] = frozenset()
    days: int | None = None
    extra_days: int = 0
    once_per_months: int | None = None


@kind("breathing_space", Stage.STOP, BreathingParams, replies=True, timed=True, facts=("breathing_space",))
def breathing_space(p: BreathingParams, ask: Ask) -> Hit | None:
    """During a moratorium nobody asks for payment, and no interest or fee is added.

    Agents are told at once.
    """
    if not ask.asks_for_money and (
        ask.reply or ask.proposal.purpose in (Purpose.SERVICE, Purpose.CONFIRMATION)
    ):
        return None
    ends: list[datetime | None] = []
    for fact in ask.index.facts.get("breathing_space", ()):
        label = fact.detail.get("type")
        if p.types and (label or "standard") not in p.types:
            continue
        end = breathing_ends(p, fact, ask)
        if end is None or end > ask.at:
            ends.append(end)
    if not ends:
        return None
    known = [e for e in ends if e is not None]
    return Hit(until=max(known) if len(known) == len(ends) else None)


def breathing_ends(p: BreathingParams, fact: Fact, ask: Ask) -> datetime | None:
    """Return the first moment after a moratorium, or None while its end is not known."""
    zone = ask.zones[0] if ask.zones else fact.at.tzinfo
    begin = _day(fact.detail.get("started_on"), zone) or _day(fact.at, zone)
    stop = begin + timedelta(days=p.days) if p.days is not None and begin is not None else None
    ended = _day(fact.detail.get("ended_on") or fact.ended_at, zone)
    if ended is not None:
        over = ended + timedelta(days=p.extra_days)
        stop = over if stop is None or p.extra_days else min(stop, over)
    return datetime(stop.year, stop.month, stop.day, tzinfo=zone) if stop is not None else None


def _day(value: object, zone: tzinfo | None) -> date | None:
    """Return a stored moment or date as a day on the person's calendar."""
    if isinstance(value, datetime):
        return value.astimezone(zone).date()
    return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class BarredParams:
    """A debt that a court would no longer enforce.

    Args:
        stop_on_assertion: the person's word that it is barred already ends demands (fact ``time_barred``).
        no_legal_threat: no word of suing unless the ledger knows the debt is in time.
    """

    stop_on_assertion: bool = False
    no_legal_threat: bool = True


@kind("time_barred_guard", Stage.STOP, BarredParams, replies=True, timed=True)
def time_barred_guard(p: BarredParams, ask: Ask) -> Hit | None:
    """No suit and no threat of one on a barred debt.

    Where the law says so, the person's word ends the demands.
    """
    if p.stop_on_assertion and "time_barred" in ask.index.facts:
        hit = stopped(StopParams(), ask, ("time_barred",))
        if hit is not None:
            return hit
    if p.stop_on_assertion and ask.case.account.time_barred and ask.pushes:
        return Hit()
    barred = ask.case.account.time_barred or "time_barred" in ask.index.facts
    if p.no_legal_threat and barred and "untrue_legal_step" in ask.findings_without_facts:
        return Hit()
    return None
