"""Rules that answer a question of their own instead of deciding a message: how long records are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.compliance.kinds.registry import answer_kind


@dataclass(frozen=True, slots=True)
class RetentionParams:
    """How long a class of records is kept.

    Args:
        record: class: ``process``, ``recording``, ``audit``, ``logs``, ``personal``.
        years: least years; None when no number is known.
        months: least months.
        clock: what starts it: ``created``, ``last_activity``, ``settled``.
        until_settled: at least until the debt is settled.
        then_delete: after the longest minimum the data is deleted.
    """

    record: str = "process"
    years: int | None = None
    months: int | None = None
    clock: str = "created"
    until_settled: bool = False
    then_delete: bool = False


answer_kind("record_retention", RetentionParams)


def keep_until(
    rules: Iterable[RetentionParams], *, record: str, started: date, settled: date | None
) -> date | None:
    """Return the day until which a record must be kept: the longest minimum of the rules; deletion follows.

    None means that no day is known yet: the debt is not settled, or a rule has no number, so nothing may be
    deleted.
    """
    latest = started
    for p in rules:
        if p.record != record:
            continue
        if (p.until_settled or p.clock == "settled") and settled is None:
            return None
        begin = settled if settled is not None and (p.until_settled or p.clock == "settled") else started
        if p.years is None and p.months is None:
            if not p.until_settled and not p.then_delete:
                return None
            latest = max(latest, begin)
            continue
        latest = max(latest, _later(begin, months=12 * (p.years or 0) + (p.months or 0)))
    return latest


def _later(day: date, *, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, 28)
