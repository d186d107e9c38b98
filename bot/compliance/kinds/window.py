"""When a contact may happen: hours, zones, and the times and places the person asked us to avoid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays as holiday_tables

from bot.compliance.ask import Ask, lifted, midnight
from bot.compliance.kinds.registry import kind
from bot.compliance.places import NO_PACK
from bot.compliance.rule import Hit, Stage
from bot.model.contact import Fact

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HORIZON_DAYS = 21


@dataclass(frozen=True, slots=True)
class WindowParams:
    """Local hours in which contact is allowed.

    Args:
        start: first allowed moment of a day.
        end: end of the allowed hours.
        end_inclusive: whether the moment ``end`` itself is still allowed (US: "after 21:00").
        weekend_start: first allowed moment on Saturday and Sunday; None when they are like other days.
        weekend_end: end on Saturday and Sunday.
        days: weekdays on which contact is allowed at all; empty means all.
        holidays: country whose public holidays are closed days; None when they are like other days.
        override_consent: hours the person agreed to (fact ``agreed_hours``) are allowed as well.
        work_points: only contacts at the workplace are meant.
    """

    start: time | None = None
    end: time | None = None
    end_inclusive: bool = False
    weekend_start: time | None = None
    weekend_end: time | None = None
    days: tuple[str, ...] = ()
    holidays: str | None = None
    override_consent: bool = False
    work_points: bool = False


@lru_cache(maxsize=64)
def _closed_days(country: str, year: int) -> frozenset[date]:
    return frozenset(holiday_tables.country_holidays(country, years=year).keys())


def _hours(p: WindowParams, day: date) -> tuple[time, time] | None:
    """Return the allowed hours of a local day, or None when it is closed."""
    if p.start is None or p.end is None:
        return None
    if p.days and _WEEKDAYS[day.weekday()] not in p.days:
        return None
    if p.holidays and day in _closed_days(p.holidays, day.year):
        return None
    if p.weekend_start is not None and day.weekday() >= 5:
        return p.weekend_start, p.weekend_end or p.end
    return p.start, p.end


def _inside(p: WindowParams, here: datetime) -> bool:
    clock = here.time()
    if p.weekend_start is None and not p.days and not p.holidays:
        hours = (p.start, p.end) if p.start is not None and p.end is not None else None
    else:
        hours = _hours(p, here.date())
    if hours is None:
        return False
    return hours[0] <= clock and (clock < hours[1] or (p.end_inclusive and clock == hours[1]))


def _open(p: WindowParams, ask: Ask, zone: ZoneInfo, agreed: list[Fact]) -> bool:
    """Tell whether sending and arrival both fall into one stretch of allowed hours."""
    begin = ask.local(zone, ask.at)
    if ask.lag:
        finish = ask.local(zone, ask.arrives)
        if _inside(p, begin) and _inside(p, finish) and begin.date() == finish.date():
            return True
        return (
            bool(agreed)
            and all(_inside(p, m) or _agreed(agreed, m) for m in (begin, finish))
            and (ask.lag < timedelta(hours=6))
        )
    return _inside(p, begin) or (bool(agreed) and _agreed(agreed, begin))


def _agreed(facts: list[Fact], here: datetime) -> bool:
    return any(clock_between(fact, here) for fact in facts)


def clock_between(fact: Fact, here: datetime) -> bool:
    """Tell whether a local moment lies in a fact's ``from``-``to`` hours on its ``days`` (half open.

    May pass midnight).
    """
    days = fact.detail.get("days") or ()
    start, end = fact.detail.get("from"), fact.detail.get("to")
    start = start if isinstance(start, time) else time.min
    clock = here.time()
    names = days if isinstance(days, tuple) else ()
    today = not names or _WEEKDAYS[here.weekday()] in names
    if not isinstance(end, time) or end == time.min:
        return today and clock >= start
    if start <= end:
        return today and start <= clock < end
    yesterday = not names or _WEEKDAYS[here.weekday() - 1] in names
    return (today and clock >= start) or (yesterday and clock < end)


def _next_open(p: WindowParams, ask: Ask, zone: ZoneInfo, agreed: list[Fact]) -> datetime | None:
    """Return the first moment from ``at`` on whose sending and arrival this zone allows."""
    here = ask.local(zone, ask.at)
    candidates: list[datetime] = []
    for ahead in range(_HORIZON_DAYS):
        day = (here + timedelta(days=ahead)).date()
        hours = _hours(p, day)
        starts = [hours[0]] if hours is not None else []
        starts += [s for f in agreed if isinstance(s := f.detail.get("from"), time)]
        if agreed:
            starts.append(time.min)
        for clock in sorted(starts):
            moment = datetime.combine(day, clock, tzinfo=zone)
            if moment > here:
                candidates.append(moment)
        if candidates and ahead > 0 and not agreed:
            break
    was = ask.at
    for moment in candidates:
        ask.moved_to(moment)
        ok = _open(p, ask, zone, agreed)
        ask.moved_to(was)
        if ok:
            return moment
    return None


@kind("contact_window", Stage.WINDOW, WindowParams, replies=True, timed=True)
def contact_window(p: WindowParams, ask: Ask) -> Hit | None:
    """Contact only within the local hours, in every zone the person may be in, from sending to arrival.

    A reply that asks for nothing is service and may leave at any hour; one that presses for payment may not.
    """
    if (ask.reply and not ask.pushes) or (p.work_points and not at_work(ask, consent_frees=False)):
        return None
    if p.start is None or p.end is None or not ask.zones:
        return Hit(missing=True)
    agreed = ask.facts("agreed_hours") if p.override_consent else []
    shut = [zone for zone in ask.zones if not _open(p, ask, zone, agreed)]
    if not shut:
        return None
    return Hit(until=_last([_next_open(p, ask, zone, agreed) for zone in shut]))


def _last(moments: list[datetime | None]) -> datetime | None:
    known = [m for m in moments if m is not None]
    return max(known) if len(known) == len(moments) and known else None


@dataclass(frozen=True, slots=True)
class ZoneParams(WindowParams):
    """The hours that every candidate zone must allow.

    Args:
        packs_needed: some pack must apply, and the country of residence must have one.
    """

    packs_needed: bool = False


@lru_cache(maxsize=512)
def _without_pack(regimes: frozenset[str]) -> bool:
    return not regimes or any(name.startswith(NO_PACK) for name in regimes)


@kind("tz_resolution", Stage.WINDOW, ZoneParams, replies=True, timed=True)
def tz_resolution(p: ZoneParams, ask: Ask) -> Hit | None:
    """When facts about place disagree, every candidate zone must allow the contact.

    When none is known, none does.

    Bites only where the zones disagree: open in one of them, closed in another.
    """
    if ask.quiet_reply:
        return None
    if p.packs_needed:
        return Hit(missing=True) if _without_pack(ask.regimes) else None
    if not ask.zones:
        return Hit(missing=True)
    if p.start is None or len(ask.zones) < 2:
        return None
    shut = [zone for zone in ask.zones if not _open(p, ask, zone, [])]
    if not shut or len(shut) == len(ask.zones):
        return None
    return Hit(until=_last([_next_open(p, ask, zone, []) for zone in shut]))


@dataclass(frozen=True, slots=True)
class PersonalParams:
    """Times and places the person named.

    Args:
        agreed_hours_limit: hours the person asked for are the only ones allowed.
        only_hours: the same, where she asked for them as the only ones (``only`` in the fact); hours agreed
            to beside the usual ones limit nothing.
        work_points: contact at the employer's address or number is blocked.
        occasions: facts about one of these close all days: a ``vulnerable`` one (``bereavement``) until it is
            lifted, an ``occasion`` from its first day to the day it is over.
        festivals: country whose public holidays are closed to outreach.
    """

    agreed_hours_limit: bool = False
    only_hours: bool = False
    work_points: bool = False
    occasions: tuple[str, ...] = ()
    festivals: str | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The fact kinds without which the rule cannot bite; none when a festival or an address may."""
        return () if self.work_points or self.festivals else _PERSONAL


_PERSONAL = ("inconvenient_time", "agreed_hours", "vulnerable", "occasion")


@kind("personal_time_place_block", Stage.WINDOW, PersonalParams, timed=True)
def personal_time_place_block(p: PersonalParams, ask: Ask) -> Hit | None:
    """Keep clear of the times, days and places the person called inconvenient.

    "I'm busy" ends one contact and is no such fact. A reply to the person's own message is not affected.
    """
    if ask.reply:
        return None
    if p.work_points and at_work(ask):
        return Hit()
    untils: list[datetime] = []
    for fact in ask.facts("inconvenient_time") if ask.index.facts else ():
        if not any(fact.detail.get(name) for name in ("from", "to", "days")):
            return Hit(until=fact.ended_at)
        for zone in ask.zones:
            end = _end_of_block(fact, ask, zone)
            if end is not None:
                untils.append(min(end, fact.ended_at) if fact.ended_at is not None else end)
    if p.agreed_hours_limit or p.only_hours:
        agreed = [f for f in ask.facts("agreed_hours") if p.agreed_hours_limit or f.detail.get("only")]
        for zone in ask.zones if agreed else ():
            if not all(_agreed(agreed, ask.local(zone, m)) for m in (ask.at, ask.arrives)):
                opening = _next_agreed(agreed, ask, zone)
                if opening is None:
                    return Hit()
                untils.append(opening)
    if p.occasions:
        classes = [f for f in ask.facts("vulnerable") if f.detail.get("about") in p.occasions]
        if classes:
            return Hit(until=lifted(classes))
        for fact in ask.facts("occasion") if "occasion" in ask.index.facts else ():
            hit = _occasion(fact, ask) if fact.detail.get("about") in (None, *p.occasions) else None
            if hit is not None:
                if hit.until is None:
                    return hit
                untils.append(hit.until)
    if p.festivals:
        for zone in ask.zones:
            here = ask.local(zone, ask.at)
            if here.date() in _closed_days(p.festivals, here.year):
                untils.append(midnight(here + timedelta(days=1), zone))
    return Hit(until=max(untils)) if untils else None


def _occasion(fact: Fact, ask: Ask) -> Hit | None:
    """Tell whether sending or arrival falls into the days of an occasion, and when they are over.

    ``started_on`` is its first day (the day it was known, when not said), ``ended_on`` the day after its
    last; without that it lasts until the fact is lifted. Days are those of every zone the person may be in.
    """
    first, over = fact.detail.get("started_on"), fact.detail.get("ended_on")
    ends: list[datetime] = []
    for zone in ask.zones:
        begin = day_start(first, zone) if isinstance(first, date) else fact.at
        end = day_start(over, zone) if isinstance(over, date) else fact.ended_at
        if ask.arrives >= begin and (end is None or ask.at < end):
            if end is None:
                return Hit()
            ends.append(end if fact.ended_at is None else min(end, fact.ended_at))
    return Hit(until=max(ends)) if ends else None


def day_start(day: date, zone: tzinfo) -> datetime:
    """Return the first instant of a calendar day in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def at_work(ask: Ask, *, consent_frees: bool = True) -> bool:
    """Tell whether the contact would use the employer's address or number (without consent to that)."""
    points = ask.points()
    return bool(points) and all(p.work and not (consent_frees and p.consent_at) for p in points)


def _end_of_block(fact: Fact, ask: Ask, zone: tzinfo) -> datetime | None:
    """Return when the inconvenient stretch that sending or arrival falls into is over.

    Or None if neither does.
    """
    moment = next(
        (m for m in (ask.at, ask.arrives) if clock_between(fact, m.astimezone(zone))),
        None,
    )
    if moment is None:
        return None
    here = moment.astimezone(zone)
    end = fact.detail.get("to")
    clock = end if isinstance(end, time) else time.min
    day = here.date() if clock > here.time() else here.date() + timedelta(days=1)
    return datetime.combine(day, clock, tzinfo=zone)


def _next_agreed(agreed: list[Fact], ask: Ask, zone: ZoneInfo) -> datetime | None:
    here = ask.local(zone, ask.at)
    found: list[datetime] = []
    for ahead in range(8):
        day = (here + timedelta(days=ahead)).date()
        for fact in agreed:
            start = fact.detail.get("from")
            moment = datetime.combine(day, start if isinstance(start, time) else time.min, tzinfo=zone)
            if moment > here and _agreed(agreed, moment) and _agreed(agreed, moment + ask.lag):
                found.append(moment)
    return min(found, default=None)
