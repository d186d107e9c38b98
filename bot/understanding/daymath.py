"""Arithmetic on calendar days: weeks from Monday, months that end early, the next 29th of February."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def make(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """Return the same day of month so many months on, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month that holds the day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_start(day: date, ahead: int = 0) -> date:
    """Return the first day of the month so many months ahead."""
    return add_months(day.replace(day=1), ahead)


def monday(day: date, ahead: int = 0) -> date:
    """Return the Monday of the week so many weeks ahead."""
    return day - timedelta(days=day.weekday()) + timedelta(weeks=ahead)


def next_weekday(today: date, weekday: int) -> date:
    """Return the next such weekday after today (Monday is 0); never today itself."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def next_day_of_month(today: date, day: int) -> date | None:
    """Return the next date, today included, that is the given day of a month."""
    for ahead in range(4):
        first = month_start(today, ahead)
        found = make(first.year, first.month, day)
        if found is not None and found >= today:
            return found
    return None


def next_month_day(today: date, month: int, day: int) -> date | None:
    """Return the next date, today included, with the given month and day."""
    for year in range(today.year, today.year + 9):
        found = make(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def add_business_days(today: date, days: int) -> date:
    """Return the day after so many Mondays to Fridays."""
    found = today
    while days > 0:
        found += DAY
        days -= found.weekday() < 5
    return found


def full_year(year: int) -> int:
    """Return a two-digit year in the century people mean."""
    if year >= 100:
        return year
    return year + (1900 if year > 60 else 2000)
