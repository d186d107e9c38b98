"""Dates of money: month ends, paydays, working days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays

from bot.model.errors import BadInput
from bot.offers.records import NonBusiness
from bot.offers.terms import Cadence, Payday

BANKS = {"GB": "ENG"}
"""The part of a country whose holidays its banks keep, where the place of residence names none."""
STEP = {Cadence.WEEKLY: 7, Cadence.FORTNIGHTLY: 14}


def add_months(start: date, months: int, *, day: int = 0) -> date:
    """The same day of a later month, or its last day when the month is shorter.

    Args:
        start: any day of the first month.
        months: how many months later.
        day: the day of the month meant (31 = always the last); the day of ``start`` when 0.
    """
    place = start.year * 12 + start.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day or start.day, monthrange(year, month + 1)[1]))


def next_payday(payday: Payday, *, after: date) -> date:
    """The first payday later than a day.

    Raises:
        BadInput: monthly pay without a day of the month, weekly pay without a known payday.
    """
    if payday.cadence is Cadence.MONTHLY:
        if not 1 <= payday.day <= 31:
            raise BadInput(f"{payday.day} is no day of the month", where="payday", remedy="give 1 to 31")
        this_month = add_months(after, 0, day=payday.day)
        return this_month if this_month > after else add_months(after, 1, day=payday.day)
    if payday.anchor is None:
        raise BadInput(
            "weekly pay needs a known payday", where="payday", remedy="give one past or coming payday"
        )
    step = STEP[payday.cadence]
    return after + timedelta(days=step - (after - payday.anchor).days % step)


def rhythm(start: date, cadence: Cadence, parts: int, *, day: int = 0) -> tuple[date, ...]:
    """Dates of a plan from its first date; monthly dates keep their day and clamp at month ends."""
    if cadence is Cadence.MONTHLY:
        return tuple(add_months(start, n, day=day or start.day) for n in range(parts))
    return tuple(start + timedelta(days=STEP[cadence] * n) for n in range(parts))


def is_working_day(day: date, residence: str) -> bool:
    """Neither a weekend nor a public holiday where the borrower lives; an unknown place has weekends only."""
    return day.weekday() < 5 and day not in _holidays(residence, day.year)


def settle(day: date, *, residence: str, rule: NonBusiness, earliest: date = date.min) -> date:
    """Move a date that is no working day, as the policy says; onwards where ``earliest`` forbids back."""
    if rule is NonBusiness.ALLOW:
        return day
    step = timedelta(days=1 if rule is NonBusiness.NEXT else -1)
    moved = day
    while not is_working_day(moved, residence):
        moved += step
    if moved < min(earliest, day):
        return settle(day, residence=residence, rule=NonBusiness.NEXT)
    return moved


def settle_all(
    days: tuple[date, ...], *, residence: str, rule: NonBusiness, earliest: date = date.min
) -> tuple[date, ...]:
    """Move every date as the policy says; dates that would fall together move on to the next working day."""
    result: list[date] = []
    for day in days:
        moved = settle(day, residence=residence, rule=rule, earliest=earliest)
        while result and moved <= result[-1]:
            later = moved + timedelta(days=1)
            moved = (
                later
                if rule is NonBusiness.ALLOW
                else settle(later, residence=residence, rule=NonBusiness.NEXT)
            )
        result.append(moved)
    return tuple(result)


@lru_cache(maxsize=512)
def _holidays(residence: str, year: int) -> frozenset[date]:
    country, _, subdivision = residence.upper().partition("-")
    country = {"UK": "GB"}.get(country, country)
    known = holidays.list_supported_countries()
    if country not in known:
        return frozenset()
    subdiv = subdivision if subdivision in known[country] else BANKS.get(country)
    return frozenset(holidays.country_holidays(country, subdiv=subdiv, years=year))
