"""Reads a wish: which kinds of help it could mean, and each of them built exactly as asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers import build
from bot.offers.build import Draft
from bot.offers.calendar import add_months
from bot.offers.case import Case
from bot.offers.openings import fitting_day, plan_dates
from bot.offers.records import Record
from bot.offers.terms import Band, Cadence, Wish

MOST_PARTS = 120
"""More parts than this are never laid out date by date; no policy grants them."""


def check_wish(wish: Wish, *, currency: str) -> None:
    """Refuse a wish that cannot be read at all.

    Raises:
        BadInput: another currency, or a number that is not positive.
    """
    named = [("amount_now", wish.amount_now), ("part_amount", wish.part_amount)]
    for name, amount in [*named, *(("amounts", each) for each in wish.amounts)]:
        if amount is not None and (amount.currency != currency or amount.minor < 0):
            raise BadInput(f"{amount} cannot be paid", where=name, remedy=f"zero or more {currency}")
    if wish.amounts and len(wish.amounts) > len(wish.dates):
        raise BadInput("more amounts than dates", where="amounts", remedy="give each amount its date")
    for name in ("parts", "months", "days"):
        number: int | None = getattr(wish, name)
        if number is not None and not 0 <= number <= 100_000:
            raise BadInput(f"{number} makes no sense", where=name, remedy="give a number from 0 to 100000")
    if wish.due_day is not None and not 1 <= wish.due_day <= 31:
        raise BadInput(f"{wish.due_day} is no day of the month", where="due_day", remedy="give 1 to 31")
    if any(later <= sooner for sooner, later in zip(wish.dates, wish.dates[1:], strict=False)):
        raise BadInput("dates are not in order", where="dates", remedy="give each later than the one before")


def as_asked(wish: Wish, case: Case) -> list[Draft]:
    """Build the wish in every form it can mean, the most literal kind first, best band first within it."""
    drafts: list[Draft] = []
    for kind in meant(wish, case):
        records = [record for record in case.policy.records_on(case.today) if record.kind is kind]
        found = [draft for record in records for draft in build_wish(record, wish, case)]
        rhythm = meant_rhythm(wish, case)
        drafts += sorted(found, key=lambda draft: (draft.band.rank, draft.record.cadence is not rhythm))
    return drafts


def meant_rhythm(wish: Wish, case: Case) -> Cadence:
    """The rhythm of parts she means: as she said, else as she is paid, else by the month."""
    if wish.every is not None:
        return wish.every
    if wish.months is not None or case.facts.payday is None:
        return Cadence.MONTHLY
    return case.facts.payday.cadence


def meant(wish: Wish, case: Case) -> tuple[OfferKind, ...]:
    """The kinds of help a wish can mean; exactly one when she named it (all of it now is no part)."""
    all_of_it = wish.amount_now is not None and wish.amount_now >= case.owed.total
    if wish.kind is not None and not (wish.kind is OfferKind.PART_NOW and all_of_it):
        return (wish.kind,)
    if wish.due_day is not None:
        return (OfferKind.CHANGE_DUE_DAY,)
    if wish.amount_now is not None:
        if all_of_it:
            later = wish.by is not None and wish.by > case.today
            return (OfferKind.PROMISE, OfferKind.DEFERRAL) if later else (OfferKind.PAY_NOW,)
        return (OfferKind.PART_NOW,)
    if (
        wish.part_amount is not None
        or (wish.parts or 0) > 1
        or wish.months is not None
        or len(wish.dates) > 1
    ):
        return (OfferKind.INSTALMENT,)
    day = asked_day(wish, case)
    if day is not None and day == case.today:
        return (OfferKind.PAY_NOW,)
    if day is not None:
        return (OfferKind.PROMISE, OfferKind.DEFERRAL)
    return ()


def asked_day(wish: Wish, case: Case) -> date | None:
    """The day by which she wants to be through, if she said one."""
    if wish.by is not None:
        return wish.by
    if wish.dates:
        return wish.dates[-1]
    if wish.days is not None:
        return case.start + timedelta(days=min(wish.days, 3650))
    return add_months(case.start, min(wish.months, 120)) if wish.months is not None else None


def build_wish(record: Record, wish: Wish, case: Case) -> Iterator[Draft]:
    """Build one record as asked; nothing when a needed figure was not said and has no usual value."""
    limits, day = record.limits, asked_day(wish, case)
    if record.kind is OfferKind.PAY_NOW:
        yield build.pay_now(record, case)
    elif record.kind in (OfferKind.PROMISE, OfferKind.DEFERRAL) and limits.days:
        usual = fitting_day(case, 1, limits.days.open, limits.days.bot)
        yield build.on_date(record, case, day or usual)
    elif record.kind is OfferKind.PART_NOW and limits.days and limits.now_share:
        now = wish.amount_now or case.owed.total.share(limits.now_share.open)
        usual = fitting_day(case, 1, limits.days.open, limits.days.bot)
        yield build.part_now(record, case, now, day or usual)
    elif record.kind is OfferKind.INSTALMENT and (wish.every is None or wish.every is record.cadence):
        yield instalment_wish(record, wish, case)
    elif record.kind is OfferKind.MOVE_TO_END:
        yield build.move_to_end(record, case)
    elif record.kind is OfferKind.CHANGE_DUE_DAY:
        wanted = (
            wish.due_day or (day.day if day else 0) or (case.facts.payday.day if case.facts.payday else 0)
        )
        yield build.change_due_day(record, case, wanted)
    elif record.kind is OfferKind.WAIVER:
        yield build.waiver(record, case, wish.amount_now)


def instalment_wish(record: Record, wish: Wish, case: Case) -> Draft:
    """Parts on her dates, or as many parts as her figures ask for."""
    if len(wish.dates) > 1:
        named = sum(amount.minor for amount in wish.amounts)
        if len(wish.amounts) == len(wish.dates) and named < case.owed.total.minor:
            return Draft(
                record, Band.SUPERVISOR, "amount_out_of_range"
            )  # nothing is put on top of her figures
        return build.instalments(record, case, wish.dates, amounts=wish.amounts)
    first = wish.dates[0] if wish.dates else None
    if first is not None and build.out_of_reach(first, case):
        return Draft(record, Band.NOBODY, "first_date_too_late")
    if wish.in_full and wish.part_amount:
        return _in_full(record, wish.part_amount, case, parts=wish.parts, first=first)
    number = wish.parts or _parts_for(record, wish, case, first)
    if number is None or number > MOST_PARTS:
        return Draft(record, Band.NOBODY, "too_many_parts")
    days = plan_dates(record, case, number, first=first)
    draft = build.instalments(record, case, days)
    if wish.part_amount is not None and draft.offer and draft.offer.parts[0].total > wish.part_amount:
        if wish.parts is not None and (near := _as_she_counts(record, wish.part_amount, case, days)):
            return near
        if wish.parts is not None:  # her number of parts and her amount do not meet: the amount is the point
            return instalment_wish(record, Wish(part_amount=wish.part_amount, dates=wish.dates), case)
        return build.instalments(record, case, plan_dates(record, case, number + 1, first=first))
    return draft


def _in_full(record: Record, amount: Money, case: Case, *, parts: int | None, first: date | None) -> Draft:
    """Parts of just so much and a last one of what they leave: 300 a month of 1,280 is 4 x 300 and 80.

    The number is hers where she named what the last one is: four of which three are 100, of 410.
    """
    least = -(-case.owed.total.minor // amount.minor)
    number = parts if parts and amount.minor * (parts - 1) < case.owed.total.minor else least
    if not 2 <= number <= MOST_PARTS:
        return Draft(record, Band.NOBODY, "too_many_parts" if number > 1 else "too_few_parts")
    days = plan_dates(record, case, number, first=first)
    return build.instalments(record, case, days, amounts=[amount] * (number - 1))


def _as_she_counts(record: Record, amount: Money, case: Case, days: Sequence[date]) -> Draft | None:
    """So many parts of so much, where they all but make the whole: 426 x 3 of 1,280; the last is the rest."""
    last = case.owed.total.minor - amount.minor * (len(days) - 1)
    if not amount.minor <= last <= amount.minor * (1 + OVER):
        return None
    return build.instalments(record, case, days, amounts=[amount] * (len(days) - 1))


OVER = Decimal("0.05")
"""By what share the last part may be larger than the sum she named for each."""


def _parts_for(record: Record, wish: Wish, case: Case, first: date | None) -> int | None:
    limits = record.limits.parts
    if wish.part_amount is not None:
        return max(-(-case.owed.total.minor // wish.part_amount.minor), 2) if wish.part_amount else None
    until = asked_day(wish, case)
    if until is not None and limits is not None:
        days = plan_dates(record, case, min(limits.supervisor + 1, MOST_PARTS), first=first)
        return max(sum(day <= until for day in days), 2)
    return limits.open if limits else None
