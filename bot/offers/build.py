"""Builds one offer of each kind, exactly as asked, and says who may grant it.

A builder never bends the wish to fit a limit: it builds what was asked and names the band. Bending is the
negotiation's work (``bot.offers.negotiate``), volunteering is the quote's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.affordability import fits
from bot.offers.calendar import add_months, settle_all
from bot.offers.case import Case, eligibility, left_this_year, waiting_rate
from bot.offers.ledger import Breakdown
from bot.offers.records import Growth, Record
from bot.offers.schedule import Schedule, make_schedule
from bot.offers.terms import Band, Conditions, Offer, Part


@dataclass(frozen=True, slots=True)
class Draft:
    """An offer as asked, the band that may grant it, and the key of the limit that stopped the bot."""

    record: Record
    band: Band
    why: str
    offer: Offer | None = None

    @property
    def grantable(self) -> Offer | None:
        """The offer when the bot may grant it."""
        return self.offer if self.band is Band.BOT else None


def out_of_reach(day: date, case: Case) -> bool:
    """Ten years ahead: no policy grants it, and no calendar of holidays reaches further."""
    return (day - case.today).days > 3650


def pay_now(record: Record, case: Case) -> Draft:
    """Everything due, today."""
    return _offer(record, case, _schedule(record, case, (case.today,)), *eligibility(record, case))


def on_date(record: Record, case: Case, day: date) -> Draft:
    """Everything due on one later date: a promise or a deferral."""
    limit = record.limits.days
    if limit is None:
        return Draft(record, Band.NOBODY, "not_for_this_account")
    if day < case.today:
        return Draft(record, Band.NOBODY, "date_past")
    if out_of_reach(day, case):
        return Draft(record, Band.NOBODY, "too_many_days")
    dates = _settle(record, case, (day,))
    band = limit.band((dates[0] - case.start).days)
    longest = _extension_band(record, case, dates[-1])
    ruling = _worst(eligibility(record, case), (band, "too_many_days"), (longest, "too_many_days"))
    return _offer(record, case, _schedule(record, case, dates), *ruling, asked=(day,))


def instalments(record: Record, case: Case, days: Sequence[date], *, amounts: Sequence[Money] = ()) -> Draft:
    """Everything due in parts on these dates: the first ones as she named them, the rest equal.

    Her figures must leave something for the last date; what is over or under goes there.
    """
    parts, first = record.limits.parts, record.limits.first_days
    if parts is None or first is None or len(days) < 2:
        return Draft(record, Band.NOBODY, "too_few_parts")
    if parts.band(len(days)) is Band.NOBODY:
        return Draft(record, Band.NOBODY, "too_many_parts")
    if days[0] < case.today:
        return Draft(record, Band.NOBODY, "date_past")
    if case.owed.total.minor < len(days):
        return Draft(record, Band.NOBODY, "too_many_parts")
    if out_of_reach(days[-1], case):
        return Draft(record, Band.NOBODY, "plan_too_long")
    fixed = [amount.minor for amount in amounts][: len(days) - 1]
    left = case.owed.total.minor - sum(fixed)
    if min(fixed, default=1) < 1 or left < len(days) - len(fixed):
        return Draft(record, Band.NOBODY, "amount_out_of_range")
    dates = _settle(record, case, days)
    last = add_months(case.today, case.regime.months_max(case.facts.product))
    ruling = _worst(
        eligibility(record, case),
        (parts.band(len(days)), "too_many_parts"),
        (first.band((dates[0] - case.start).days), "first_date_too_late"),
        (Band.BOT if dates[-1] <= last else Band.NOBODY, "plan_too_long"),
        (_span_band(record, dates), "plan_too_long"),
    )
    return _offer(record, case, _schedule(record, case, dates, fixed=fixed), *ruling, asked=days)


def part_now(record: Record, case: Case, now: Money, rest_on: date) -> Draft:
    """Some of it today and the rest on one later date."""
    share, days = record.limits.now_share, record.limits.days
    if share is None or days is None or not 0 < now.minor < case.owed.total.minor:
        return Draft(record, Band.NOBODY, "amount_out_of_range")
    if rest_on <= case.today:
        return Draft(record, Band.NOBODY, "date_past")
    if out_of_reach(rest_on, case):
        return Draft(record, Band.NOBODY, "too_many_days")
    dates = (case.today, *_settle(record, case, (rest_on,)))
    ruling = _worst(
        eligibility(record, case),
        (share.band(Decimal(now.minor) / case.owed.total.minor), "too_little_now"),
        (days.band((dates[-1] - case.start).days), "too_many_days"),
    )
    schedule = _schedule(record, case, dates, fixed=(now.minor,))
    return _offer(record, case, schedule, *ruling, asked=(case.today, rest_on))


def move_to_end(record: Record, case: Case) -> Draft:
    """What is overdue goes one month behind the last instalment."""
    last, months = case.facts.ledger.last_due_on, record.limits.months
    if last is None or months is None or last <= case.today:
        return Draft(record, Band.NOBODY, "no_later_instalment")
    day = add_months(last, 1)
    away = (day.year - case.today.year) * 12 + day.month - case.today.month
    dates = _settle(record, case, (day,))
    longest = _extension_band(record, case, dates[-1])
    ruling = _worst(
        eligibility(record, case), (months.band(away), "plan_too_long"), (longest, "plan_too_long")
    )
    schedule = _schedule(record, case, dates)
    return _offer(record, case, schedule, *ruling, asked=(day,))


def change_due_day(record: Record, case: Case, day_of_month: int) -> Draft:
    """The next instalment, and those after it, fall on another day; what is overdue is paid today."""
    ledger, limit = case.facts.ledger, record.limits.days
    if ledger.next_due_on is None or limit is None or not 1 <= day_of_month <= 31:
        return Draft(record, Band.NOBODY, "no_later_instalment")
    due = add_months(ledger.next_due_on, 0, day=day_of_month)
    due = due if due >= ledger.next_due_on else add_months(due, 1, day=day_of_month)
    dates = _settle(record, case, (due,))
    days = (dates[0] - ledger.next_due_on).days
    if days <= 0:
        return Draft(record, Band.NOBODY, "same_due_day")
    ruling = _worst(eligibility(record, case), (limit.band(days), "too_many_days"))
    moved = make_schedule(
        ledger.next, dates=dates, start=ledger.next_due_on, rate=waiting_rate(record, case),
        cap=case.regime.annual_cost_cap, waterfall=case.policy.waterfall,
    )  # fmt: skip
    covers, parts = ledger.next, moved.parts
    if ledger.cure_amount:
        covers = _add(ledger.cure, ledger.next)
        parts = (Part(case.today, ledger.cure.principal, ledger.cure.interest, ledger.cure.fees), *parts)
    schedule = Schedule(parts, moved.extra_cost, moved.annual_rate)
    return _offer(record, case, schedule, *ruling, covers=covers, new_due_day=day_of_month, asked=(due,))


def waiver(record: Record, case: Case, amount: Money | None = None) -> Draft:
    """Late charges given up, the rest paid today. Without an amount: all the bot may give up.

    Only posted late charges can be waived, never the contract's own instalments.
    """
    limits, charged = record.limits.amount, case.facts.ledger.charges
    if limits is None or not charged.total:
        return Draft(record, Band.NOBODY, "no_fees_to_waive")
    nothing = Money.zero(case.currency)
    bot = limits[Band.BOT].get(case.currency, nothing)
    supervisor = limits[Band.SUPERVISOR].get(case.currency, nothing)
    given = min(charged.total, bot) if amount is None else amount
    if given > charged.total or given.minor <= 0:
        return Draft(record, Band.NOBODY, "only_late_fees")
    band = Band.BOT if given <= bot else Band.SUPERVISOR if given <= supervisor else Band.NOBODY
    off_fees = min(charged.fees, given)
    off_interest = given - off_fees
    left = Breakdown(case.owed.principal, case.owed.interest - off_interest, case.owed.fees - off_fees)
    parts = (Part(case.today, left.principal, left.interest, left.fees),) if left.total else ()
    ruling = _worst(eligibility(record, case), (band, "too_much_waived"))
    return _offer(record, case, Schedule(parts, nothing, Decimal("0.0000")), *ruling, waived=given)


def _schedule(record: Record, case: Case, dates: Sequence[date], *, fixed: Sequence[int] = ()) -> Schedule:
    return make_schedule(
        case.owed, dates=dates, start=case.start, rate=waiting_rate(record, case),
        cap=case.regime.annual_cost_cap, fixed=fixed, waterfall=case.policy.waterfall,
    )  # fmt: skip


def _settle(record: Record, case: Case, days: Sequence[date]) -> tuple[date, ...]:
    """Working days as the policy says; a later day that is moved back never becomes today or a day before."""
    return settle_all(
        tuple(days),
        residence=case.facts.residence,
        rule=record.non_business,
        earliest=case.today + timedelta(days=1),
    )


def _span_band(record: Record, dates: Sequence[date]) -> Band:
    """Dates asked for one by one may not stretch further than the same number of parts in the rhythm."""
    if record.cadence is None or record.limits.parts is None:
        return Band.NOBODY
    span = {"weekly": 7, "fortnightly": 14, "monthly": 31}[record.cadence.value]
    return record.limits.parts.band(-(-(dates[-1] - dates[0]).days // span))


_EXTENSIONS = frozenset({OfferKind.DEFERRAL, OfferKind.MOVE_TO_END})


def _extension_band(record: Record, case: Case, last: date) -> Band:
    """A person's, where the door would want the loan's own term before it lets so long an extension out."""
    most = case.regime.extension_max(case.facts.product)
    within = most is None or last <= add_months(case.today, most)
    return Band.BOT if within or record.kind not in _EXTENSIONS else Band.SUPERVISOR


def _worst(*rulings: tuple[Band, str]) -> tuple[Band, str]:
    band, why = max(rulings, key=lambda ruling: ruling[0].rank)
    return (band, "") if band is Band.BOT else (band, why)


def _add(one: Breakdown, other: Breakdown) -> Breakdown:
    return Breakdown(one.principal + other.principal, one.interest + other.interest, one.fees + other.fees)


def _offer(
    record: Record, case: Case, schedule: Schedule, band: Band, why: str, *, covers: Breakdown | None = None,
    waived: Money | None = None, new_due_day: int | None = None, asked: Sequence[date] = (),
) -> Draft:  # fmt: skip
    """Assemble the offer; the last guard against growth and the cap stands here."""
    covered = (covers or case.owed).total
    given_up = waived or case.money(0)
    if case.regime.balance_growth is Growth.FORBIDDEN and schedule.extra_cost:
        band, why = Band.NOBODY, "balance_would_grow"
    if schedule.annual_rate > case.regime.annual_cost_cap:
        band, why = Band.NOBODY, "above_cost_cap"
    dates = tuple(part.due_on for part in schedule.parts)
    shifted = asked and dates[-len(asked) :] != tuple(asked) and record.kind is not OfferKind.CHANGE_DUE_DAY
    offer = Offer(
        id=_identity(case, record, schedule, new_due_day, given_up),
        kind=record.kind,
        record=record.id,
        parts=schedule.parts,
        covers=covered,
        total=covered + schedule.extra_cost - given_up,
        extra_cost=schedule.extra_cost,
        waived=given_up,
        annual_rate=schedule.annual_rate,
        band=band,
        wording=record.wording,
        conditions=Conditions(
            left_this_year=left_this_year(record, case),
            credit_reporting=record.keys.credit_reporting,
            if_broken=record.keys.if_broken,
            cancel=record.keys.cancel,
            notice=case.regime.notice,
            grace_days=record.grace_days,
        ),
        cadence=record.cadence,
        new_due_day=new_due_day,
        affordable=None if case.capacity is None else fits(schedule.parts, capacity=case.capacity),
        on_request="shifted" if shifted else "",
        policy=case.policy.version,
    )
    return Draft(record, band, why, offer)


def _identity(case: Case, record: Record, schedule: Schedule, new_due_day: int | None, waived: Money) -> str:
    parts = ";".join(
        f"{part.due_on}:{part.principal.minor}:{part.interest.minor}:{part.fees.minor}"
        for part in schedule.parts
    )
    said = (
        f"{case.policy.version}|{case.facts.account}|{case.today}|{case.currency}|{record.id}|{parts}"
        f"|{new_due_day}|{waived.minor}"
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]
