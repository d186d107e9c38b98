"""How often: caps, cool-downs and bursts. Counters are shared by bot, agents and agencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.compliance.ask import Ask, midnight
from bot.compliance.kinds.registry import kind
from bot.compliance.rule import Hit, Stage
from bot.model.contact import Contact
from bot.model.words import VOICE, Actor, Outcome, Sender

_ALL = frozenset(Outcome) | {None}
UNITS: dict[str, frozenset[Outcome | None]] = {
    "attempt": _ALL,
    "attempt_unanswered": frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.VOICEMAIL, Outcome.SENT, None}),
    "attempt_connected_network": _ALL - {Outcome.BUSY},
    "contact_made": frozenset(
        {Outcome.CONNECTED, Outcome.DROPPED, Outcome.SENT, Outcome.DELIVERED, Outcome.REPLIED, None}
    ),
    "conversation": frozenset({Outcome.CONNECTED, Outcome.REPLIED}),
    "message_sent": _ALL,
}
"""What each unit counts, by outcome.

An outcome nobody reported counts, and so does a call that was reserved and of which no more is known
(``sent``): we may over-count, never under-count.
"""

WINDOWS = ("calendar_day", "rolling_days", "calendar_week", "calendar_month")
KEYS = ("debtor", "account", "number", "third_person", "collector", "medium")


@dataclass(frozen=True, slots=True)
class CapParams:
    """At most ``limit`` of ``unit`` in a window, pooled by ``key``.

    Args:
        limit: how many are allowed; None means nobody knows, which is never "no limit".
        unit: what counts, see :data:`UNITS`.
        window: one of :data:`WINDOWS`; today is day 1 of a rolling window.
        days: length of a rolling window.
        key: of whom or what it is counted, words of :data:`KEYS`: ``debtor`` alone pools everything;
            ``account``, ``number`` (a telephone number or address), ``third_person`` (each by herself, and
            apart from the borrower), ``collector`` (the lender's own bot and people, or an agency) and
            ``medium`` (calls are one) narrow it. A contact of which that is not known counts.
        channels: media that count; the rule's own when not given.
        outreach_only: receipts, service and confirmations neither count nor are capped.
        consent_days: calls within so many days of consent given to the collector do not count (day of
            consent = day 1).
        unless_consent: no cap once the person has agreed to calls in this medium.
        work_points: True counts and caps only contacts at the workplace, False only elsewhere, None all.
    """

    limit: int | None = None
    unit: str = "attempt"
    window: str = "rolling_days"
    days: int = 1
    key: tuple[str, ...] = ("debtor",)
    channels: frozenset[str] = frozenset()
    outreach_only: bool = False
    consent_days: int | None = None
    work_points: bool | None = None
    unless_consent: bool = False

    def __post_init__(self) -> None:
        """Refuse a word that would silently count something else.

        Raises:
            ValueError: unit, window or key is unknown, or the window has no day.
        """
        for word, known in (
            (self.unit, tuple(UNITS)),
            (self.window, WINDOWS),
            *((k, KEYS) for k in self.key),
        ):
            if word not in known:
                raise ValueError(f"{word!r} is none of {', '.join(known)}")
        if self.days < 1:
            raise ValueError("today is day 1 of a rolling window, so it has a day at least")


def same_account(ask: Ask, contact: Contact) -> bool:
    """Tell whether a contact was about the proposal's account; an unknown account counts for each."""
    return (
        ask.account is None
        or contact.account is None
        or contact.account == ask.account
        or ask.account in contact.other_accounts
    )


def _same_number(ask: Ask, contact: Contact) -> bool:
    to = ask.proposal.to
    return to is None or contact.to is None or contact.to == to


def _same_person(ask: Ask, contact: Contact) -> bool:
    """Tell whether a contact was for the same person as the proposal: the borrower, or one other by name."""
    if contact.to is None:
        return True
    if ask.third_party:
        name = ask.proposal.recipient.split(":", 1)[-1]
        return _third_person(ask, contact.to) in (None, name) and not _is_hers(ask, contact.to)
    return _third_person(ask, contact.to) is None


def _third_person(ask: Ask, to: str) -> str | None:
    """Return the third person whom an address is known to be of; None when it is hers, or nobody knows."""
    kind_, _, name = to.partition(":")
    if kind_ == "third_party" and name:
        return name
    if ask.third_party and to == ask.proposal.recipient.split(":", 1)[-1]:
        return to
    known = (
        *ask.index.facts.get("third_party_answered", ()),
        *ask.index.facts.get("third_party_refused", ()),
    )
    return to if any(fact.detail.get("person") == to for fact in known) else None


def _is_hers(ask: Ask, to: str) -> bool:
    return any(point.id == to for point in ask.borrower.contact_points)


def _same_collector(ask: Ask, contact: Contact) -> bool:
    """The lender's bot and people are one collector, an agency is another.

    Several agencies are not told apart, nor is one from whoever runs this product as an agency itself.
    """
    if ask.case.lender.actor is not Actor.FIRST_PARTY:
        return True
    return (contact.by is Sender.AGENCY) is (ask.proposal.by is Sender.AGENCY)


def _same_medium(ask: Ask, contact: Contact) -> bool:
    return contact.channel == ask.channel or (contact.channel in VOICE and ask.channel in VOICE)


_SAME: Mapping[str, Callable[[Ask, Contact], bool]] = {
    "account": same_account,
    "number": _same_number,
    "third_person": _same_person,
    "collector": _same_collector,
    "medium": _same_medium,
}
"""What each key holds to be the same; the history is one borrower's, so ``debtor`` narrows nothing."""


def pooled(p: CapParams, ask: Ask, *, since: datetime) -> list[datetime]:
    """Return the moments of the contacts that this cap counts from ``since`` on."""
    outcomes, channels = UNITS[p.unit], p.channels
    same = [_SAME[word] for word in p.key if word in _SAME]
    found = []
    for c in ask.recent(_reach(p)):
        if c.at < since or (channels and c.channel not in channels) or c.outcome not in outcomes:
            continue
        if not all(alike(ask, c) for alike in same):
            continue
        if p.work_points is not None and c.to is not None and _at_work(ask, c.to) is not p.work_points:
            continue
        if p.consent_days is not None and _consented(ask, c.at, p.consent_days):
            continue
        found.append(c.at)
    return found


def _reach(p: CapParams) -> int:
    """Return how many days back, at most, the window of a cap begins."""
    return 32 if p.window == "calendar_month" else max(8, p.days)


def _at_work(ask: Ask, to: str | None) -> bool:
    """Tell whether an address is at the workplace; without one, whether her usual ones all are."""
    if to is None:
        usual = ask.points()
        return bool(usual) and all(point.work for point in usual)
    return any(point.work and point.id == to for point in ask.borrower.contact_points)


def _consented(ask: Ask, at: datetime, days: int) -> bool:
    """Tell whether a call fell within the days after consent and no conversation had used it up."""
    for fact in ask.index.facts.get("consent", ()):
        if fact.detail.get("channel") not in VOICE or fact.at > at:
            continue
        zone = ask.zones[0] if ask.zones else fact.at.tzinfo
        if (at.astimezone(zone).date() - fact.at.astimezone(zone).date()).days >= days:
            continue
        talks = (
            c.at
            for c in (*ask.index.outbound, *ask.index.inbound)
            if c.channel in VOICE and c.outcome is Outcome.CONNECTED
        )
        if not any(fact.at <= talk < at for talk in talks):
            return True
    return False


def _span(p: CapParams, ask: Ask, zone: ZoneInfo) -> int:
    """Return how many days before today the window begins."""
    if p.window == "rolling_days":
        return p.days - 1
    if p.window == "calendar_day":
        return 0
    here = ask.local(zone, ask.at)
    return here.weekday() if p.window == "calendar_week" else here.day - 1


def _reopens(p: CapParams, ask: Ask, zone: ZoneInfo, counted: list[datetime]) -> datetime | None:
    """Return the first local midnight at which the cap has room again."""
    here = ask.local(zone, ask.at)
    if p.limit == 0:
        return None
    if p.window == "calendar_day":
        return midnight(here + timedelta(days=1), zone)
    if p.window == "calendar_week":
        return midnight(here + timedelta(days=7 - here.weekday()), zone)
    if p.window == "calendar_month":
        return midnight((here.replace(day=28) + timedelta(days=4)).replace(day=1), zone)
    leaves = sorted(counted)[len(counted) - (p.limit or 1)]
    return midnight(leaves.astimezone(zone) + timedelta(days=p.days), zone)


@kind("frequency_cap", Stage.CAP, CapParams, timed=True)
def frequency_cap(p: CapParams, ask: Ask) -> Hit | None:
    """Block the contact that would exceed the number allowed in the window, counted on the person's calendar.

    The contact asked about counts as one more. Replies to the person's own messages are not outreach.
    """
    if ask.reply or (p.outreach_only and not ask.outreach):
        return None
    if p.limit is None:
        return Hit(missing=True)
    if p.work_points is not None and _at_work(ask, ask.proposal.to) is not p.work_points:
        return None
    if p.consent_days is not None and _consented(ask, ask.at, p.consent_days):
        return None
    if p.unless_consent and any(f.detail.get("channel") == ask.channel for f in ask.facts("consent")):
        return None
    if not ask.index.outbound and p.limit > 0:
        return None
    if not ask.zones:
        return Hit(missing=True)
    if len(ask.recent(_reach(p))) < p.limit:
        return None
    untils: list[datetime | None] = []
    for zone in ask.zones:
        counted = pooled(p, ask, since=ask.day_start(zone, _span(p, ask, zone)))
        if len(counted) >= p.limit:
            untils.append(_reopens(p, ask, zone, counted))
    if not untils:
        return None
    known = [u for u in untils if u is not None]
    return Hit(until=max(known) if len(known) == len(untils) else None)


@dataclass(frozen=True, slots=True)
class CooldownParams:
    """A pause after a conversation.

    Args:
        days: no contact for so many days; the day of the conversation is day 1, so day ``days`` + 1 is free
            again.
        channels: media in which a conversation starts it; the rule's own when not given.
        key: ``account`` when it is counted per debt.
    """

    days: int | None = None
    channels: frozenset[str] = frozenset()
    key: tuple[str, ...] = ("debtor", "account")


@kind("cooldown_after_contact", Stage.CAP, CooldownParams, timed=True)
def cooldown_after_contact(p: CooldownParams, ask: Ask) -> Hit | None:
    """After a conversation, whoever began it, leave the person alone; its own day is day 1."""
    if ask.reply:
        return None
    if p.days is None or not ask.zones:
        return Hit(missing=True)
    if _consented(ask, ask.at, p.days):
        return None
    free: list[datetime] = []
    for contact in _both(ask):
        if contact.outcome not in UNITS["conversation"] or (p.channels and contact.channel not in p.channels):
            continue
        if "account" in p.key and not same_account(ask, contact):
            continue
        for zone in ask.zones:
            again = midnight(contact.at.astimezone(zone) + timedelta(days=p.days), zone)
            if again > ask.at:
                free.append(again)
    return Hit(until=max(free)) if free else None


def _both(ask: Ask) -> Iterable[Contact]:
    yield from ask.index.outbound
    yield from ask.index.inbound


@dataclass(frozen=True, slots=True)
class BurstParams:
    """Patterns that look like harassment below any cap.

    Args:
        min_gap_minutes: least time between two contacts.
        max_per_day: contacts in one day that already look excessive.
        aggregate_limit: contacts about several accounts of one person within ``aggregate_days``.
        aggregate_days: window of the aggregate.
        channels: media that count.
    """

    min_gap_minutes: int | None = None
    max_per_day: int | None = None
    aggregate_limit: int | None = None
    aggregate_days: int = 7
    channels: frozenset[str] = frozenset()


@kind("burst_guard", Stage.CAP, BurstParams, timed=True, needs="contacts")
def burst_guard(p: BurstParams, ask: Ask) -> Hit | None:
    """Flag contacts in quick succession, many in one day, or many about several debts of one person."""
    if ask.reply or not ask.index.outbound:
        return None
    if not ask.zones:
        return Hit(missing=True)
    zone = ask.zones[0]
    rows = [c for c in ask.recent(8) if not p.channels or c.channel in p.channels]
    untils: list[datetime] = []
    if p.min_gap_minutes is not None and rows:
        free = max(c.at for c in rows) + timedelta(minutes=p.min_gap_minutes)
        if free > ask.at:
            untils.append(free)
    if p.max_per_day is not None:
        start = ask.day_start(zone, 0)
        if sum(c.at >= start for c in rows) >= p.max_per_day:
            untils.append(midnight(ask.local(zone, ask.at) + timedelta(days=1), zone))
    if p.aggregate_limit is not None:
        start = ask.day_start(zone, p.aggregate_days - 1)
        recent = [c for c in rows if c.at >= start]
        if len(recent) >= p.aggregate_limit and len({c.account for c in recent if c.account}) > 1:
            leaves = sorted(c.at for c in recent)[len(recent) - p.aggregate_limit]
            untils.append(midnight(leaves.astimezone(zone) + timedelta(days=p.aggregate_days), zone))
    return Hit(until=max(untils)) if untils else None
