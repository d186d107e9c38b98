"""The form in which each kind of help is volunteered, and the dates that suit a borrower."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bot.model.words import OfferKind
from bot.offers import build
from bot.offers.build import Draft
from bot.offers.calendar import STEP, add_months, next_payday, rhythm, settle
from bot.offers.case import Case
from bot.offers.records import NonBusiness, Record
from bot.offers.terms import Cadence


def opening(record: Record, case: Case) -> Draft | None:
    """The form in which a kind of help is volunteered first: on paydays, not at the limit of authority."""
    limits = record.limits
    if record.kind is OfferKind.PAY_NOW:
        return build.pay_now(record, case)
    if record.kind in (OfferKind.PROMISE, OfferKind.DEFERRAL) and limits.days:
        least = 1 if record.kind is OfferKind.PROMISE else limits.days.open // 2
        return build.on_date(record, case, fitting_day(case, least, limits.days.open, limits.days.bot))
    if record.kind is OfferKind.INSTALMENT and record.cadence and limits.parts:
        parts = min(limits.parts.open, case.owed.total.minor)
        return build.instalments(record, case, plan_dates(record, case, parts))
    if record.kind is OfferKind.PART_NOW and limits.days and limits.now_share:
        now = case.owed.total.share(max(limits.now_share.open, Decimal("0.01")))
        day = fitting_day(case, 1, limits.days.open, limits.days.bot)
        return build.part_now(record, case, now, day)
    if record.kind is OfferKind.MOVE_TO_END:
        return build.move_to_end(record, case)
    if record.kind is OfferKind.CHANGE_DUE_DAY:
        payday = case.facts.payday
        monthly = payday is not None and payday.cadence is Cadence.MONTHLY
        return build.change_due_day(record, case, payday.day) if payday and monthly else None
    if record.kind is OfferKind.WAIVER:
        return build.waiver(record, case)
    return None


def fitting_day(case: Case, least: int, usual: int, most: int) -> date:
    """The next payday at least ``least`` and at most ``most`` days ahead, else ``usual`` days ahead.

    What we suggest is a working day, also where the help allows any: wages of a Saturday are there on Monday.
    """
    day = case.start + timedelta(days=usual)
    if case.facts.payday is not None:
        payday = next_payday(case.facts.payday, after=case.start + timedelta(days=least - 1))
        if (payday - case.start).days <= most - 3:  # room for a weekend before the limit
            day = payday
    working = settle(day, residence=case.facts.residence, rule=NonBusiness.NEXT)
    return working if (working - case.start).days <= most else day


def plan_dates(record: Record, case: Case, parts: int, *, first: date | None = None) -> tuple[date, ...]:
    """Dates in the record's rhythm: on paydays when they are known, else one step from now.

    Raises:
        ValueError: a record without a rhythm.
    """
    cadence, payday = record.cadence, case.facts.payday
    if cadence is None:
        raise ValueError("a plan needs a rhythm")
    usual = (
        add_months(case.start, 1)
        if cadence is Cadence.MONTHLY
        else case.start + timedelta(days=STEP[cadence])
    )
    day = 0
    if first is None and payday is not None:
        first = next_payday(payday, after=case.start)
        if cadence is not Cadence.MONTHLY and payday.cadence is Cadence.MONTHLY:
            first = min(first, usual)  # a weekly plan does not wait a month for its first date
        day = payday.day if cadence is Cadence.MONTHLY and payday.cadence is Cadence.MONTHLY else 0
    return rhythm(first or usual, cadence, parts, day=day)


def longest_plans(case: Case) -> list[Draft]:
    """The longest plan the bot may give in each rhythm."""
    return [
        build.instalments(
            record, case, plan_dates(record, case, min(record.limits.parts.bot, case.owed.total.minor))
        )
        for record in case.policy.records_on(case.today)
        if record.kind is OfferKind.INSTALMENT and record.limits.parts
    ]
