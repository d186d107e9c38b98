"""Which amount belongs to which day: "500 on the 15th and the rest at the end of the month"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from bot.conversation.heard import Heard, HeardAmount, HeardDate
from bot.model.money import Money
from bot.understanding.events import is_to_pay_on, pays_next
from bot.understanding.pairing_words import (
    again,
    at_once,
    clause,
    first_sum,
    for_each,
    names_a_month,
    parted,
    rest,
    said_then,
    starts_now,
    takes_a_place,
    the_rest,
    times_at_once,
    without_the_rest,
)
from bot.understanding.whose_money import is_offered, stays_unpaid, with_her_own


@dataclass(frozen=True, slots=True)
class Dated:
    """A day she named for paying, with the amount she named for it."""

    day: date
    amount: HeardAmount | None


def _places(said: Sequence[HeardDate] | Sequence[HeardAmount], text: str) -> tuple[int, ...]:
    """Where each of the days, or of the sums, stands in the message; -1 for what is not in it."""
    places: list[int] = []
    after = 0
    for each in said:
        at = text.find(each.text, after)
        at = at if at >= 0 else text.find(each.text)
        after = max(after, at + len(each.text))
        places.append(at)
    return tuple(places)


def only_to_pay_on(heard: Heard, text: str) -> Heard:
    """Leave out the days that are named for something else, where another day is one to pay on.

    "payday friday, 50 to you monday" pays on Monday; "15号发工资，还500" on the day of the wages.
    """
    said = text.lower()
    sums = tuple(at for _, at in offered(heard, text))
    places = _places(heard.dates, text)
    pays = [
        at < 0 or is_to_pay_on(said, at, at + len(each.text), sums=sums)
        for each, at in zip(heard.dates, places, strict=True)
    ]
    if not any(pays) or all(each is not False for each in pays):
        return heard
    kept = [
        each
        for each, at, paying in zip(heard.dates, places, pays, strict=True)
        if paying is not False or pays_next(said, at + len(each.text), days=places)
    ]
    return replace(heard, dates=tuple(kept))


def on_its_day(text: str, day: str, amount: str) -> bool:
    """Whether an amount is meant for the day named beside it, and not for today."""
    here, there = text.find(day), text.find(amount)
    named = here >= 0 and there >= 0
    together = named and (clause(text, here) == clause(text, there) or not starts_now(text))
    return together and not the_rest(text) and at_once(text) is None


def before_an_open_rest(heard: Heard, text: str, *, today: date) -> Dated | None:
    """The day and the amount of a first part whose rest has no day: "500 on the 15th, the rest later".

    None where the rest has the day ("500 now, the rest on the 15th") or the first part is for today.
    """
    left = rest(text)
    if left is None:
        return None
    parts = parted(text)

    def apart(one: int, other: int) -> bool:
        return clause(parts, one) != clause(parts, other)

    days = [
        (each.start, text.find(each.text))
        for each in heard.dates
        if each.is_one_day and each.firm and each.start > today and each.text in text
    ]
    if len(days) != 1 or not apart(days[0][1], left.start()):
        return None
    day, place = days[0]
    amounts = [
        amount
        for amount, at in offered(heard, text)
        if not amount.per and amount.fraction != 1 and at >= 0 and not apart(at, place)
    ]
    now = at_once(text)
    if not amounts or (now and not apart(now.start(), place)):
        return None
    return Dated(day, amounts[0])


def offered(heard: Heard, text: str) -> list[tuple[HeardAmount, int]]:
    """The amounts she offers to pay and where each stands: not what she earns, lacks or has to live on.

    What she lacks is offered after all where its clause names a day: "还差的280月底还".
    """
    found = []
    dated = {clause(text, text.find(each.text)) for each in heard.dates}
    for amount, place in zip(heard.amounts, _places(heard.amounts, text), strict=True):
        if place < 0 or is_offered(
            text,
            place,
            place + len(amount.text),
            per=amount.per is not None,
            share=amount.fraction is not None,
            alone=len(heard.amounts) == 1,
            dated=clause(text, place) in dated,
        ):
            found.append((amount, place))
    return found


def offered_of(heard: Heard, text: str, *, overdue: Money) -> list[HeardAmount]:
    """The amounts she offers; what would pay it all each week or month is what she lives on."""
    return [amount for amount, _ in offered(heard, text) if not _pays_it_each_time(amount, overdue)]


def _pays_it_each_time(amount: HeardAmount, overdue: Money) -> bool:
    whole = amount.of(overdue)
    return amount.per is not None and whole is not None and whole >= overdue


def but_for(heard: Heard, text: str, *, overdue: Money) -> tuple[Heard, str]:
    """The sum that stays unpaid turned into the one that is paid, "all but £20 on Friday", and the words.

    The words for the rest, 除了200 剩下的周五都还, then mean what is paid, and are taken out.
    """
    amounts = []
    for amount in heard.amounts:
        place = text.find(amount.text)
        said = place >= 0 and stays_unpaid(text, place, place + len(amount.text))
        stays = amount.of(overdue) if said and amount.fraction is None and not amount.per else None
        paid = replace(amount, value=(overdue - stays).decimal()) if stays and stays < overdue else amount
        amounts.append(paid)
    changed = any(one is not other for one, other in zip(amounts, heard.amounts, strict=True))
    if not changed:
        return heard, text
    less = replace(heard, amounts=tuple(each for each in amounts if each.fraction != 1))
    return less, without_the_rest(text)


def tops_up_to_all(text: str, *, overdue: Money) -> bool:
    """Whether what comes in and what she adds to it make the whole: "到账800多 60块我自己添"."""
    return 0 < overdue.decimal() <= with_her_own(text)


def dated_amounts(heard: Heard, text: str, *, today: date) -> list[Dated]:
    """The days to come that she named one by one, earliest first, each with its amount if it has one.

    An amount belongs to the day of its own clause; without one there, to the nearest day. Beside another
    amount "now" is a day like others: "180 now and 60 on the 27th".
    """
    heard = only_to_pay_on(heard, text)
    amounts = [
        (each, at) for each, at in offered(heard, text) if not each.per and each.fraction != 1 and at >= 0
    ]
    said: dict[date, list[tuple[int, int]]] = {}
    for each, at in zip(heard.dates, _places(heard.dates, text), strict=True):
        if each.is_one_day and each.firm and each.start >= today and at >= 0:
            said.setdefault(each.start, []).append((at, at + len(each.text)))
    if today in said:
        said[today] += times_at_once(text)
    days = {
        day: _beside_a_sum(spans, text, amounts) for day, spans in _in_its_place(said, text, amounts).items()
    }
    days |= _months(heard, text)
    if len(days) == 1 and starts_now(text) and the_rest(text):
        return []
    now = at_once(text) or _first_sum(text, days)
    if (
        now
        and len(amounts) > 1
        and today not in days
        and (
            len(days) == 1
            or _alone(text, now, days, amounts)
            or _in_turn(_but_of_the_rest(text, {today: now.span()} | days, amounts), amounts)
        )
    ):
        days[today] = now.span()
    if len(days) == 1 and len(amounts) == 2 and today not in days:
        ((_, first), (_, second)), (at, end) = (
            sorted(amounts, key=lambda each: each[1]),
            next(iter(days.values())),
        )
        if first < at < second and again(text[end:second]):
            days[today] = (first, first)  # so much, and tomorrow so much again
    owner = _said_of_the_day_before(text, days, amounts) or _in_turn(
        _but_of_the_rest(text, days, amounts), amounts
    )
    of_the_rest = _days_of_the_rest(text, days, amounts)
    parts = parted(text)
    for same_clause in (True, False):  # what has a day of its own is not pushed off it by what has none
        for amount, at in amounts:
            free = {day: span for day, span in days.items() if day not in owner and day not in of_the_rest}
            if same_clause:
                free = {
                    day: span for day, span in free.items() if clause(parts, span[0]) == clause(parts, at)
                }
            if free and not any(amount is each for each in owner.values()):
                owner[min(free, key=lambda day: _apart(days[day], at, at + len(amount.text)))] = amount
    if for_each(text):  # "50 on Friday, then 95 each on the 27th and the 3rd"
        last = None
        for day in sorted(days):
            last = owner.setdefault(day, last) if last is not None else owner.get(day)
    return [Dated(day, owner.get(day)) for day in sorted(days)]


def _in_its_place(
    said: dict[date, list[tuple[int, int]]], text: str, amounts: list[tuple[HeardAmount, int]]
) -> dict[date, list[tuple[int, int]]]:
    """The days without the one for which another is named: half today, half on the 28th, or the 27th instead.

    There are then no more days than sums, and the new one has the place of the last.
    """
    new = [day for day, spans in said.items() if any(takes_a_place(text, *span) for span in spans)]
    if len(new) != 1 or not 0 < len(amounts) < len(said):
        return said
    others = sorted((spans[0], day) for day, spans in said.items() if day != new[0])
    kept = {day for _, day in others[: len(amounts) - 1]} | set(new)
    return {day: spans for day, spans in said.items() if day in kept}


def _beside_a_sum(
    spans: list[tuple[int, int]], text: str, amounts: list[tuple[HeardAmount, int]]
) -> tuple[int, int]:
    """Of several places where a day is named, the one nearest to a sum of its clause; else the first.

    今天晚上发下来就还 现在还一千: the sum is for now.
    """
    parts = parted(text)
    near = [
        (_apart(span, at, at + len(amount.text)), span)
        for span in spans
        for amount, at in amounts
        if clause(parts, span[0]) == clause(parts, at)
    ]
    return min(near)[1] if len(spans) > 1 and near else spans[0]


def _first_sum(text: str, days: dict[date, tuple[int, int]]) -> re.Match[str] | None:
    """The words for a first sum that has no day in its clause: it is paid at once, 先500 780下个月5号."""
    found, parts = first_sum(text), parted(text)
    here = clause(parts, found.start()) if found else 0
    return None if any(clause(parts, start) == here for start, _ in days.values()) else found


def _in_turn(
    days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> dict[date, HeardAmount]:
    """Days and sums said in turn belong together: "周四400 下周四880", "60 and 180 on the 13th and 27th"."""
    said = sorted([(at, "day") for at, _ in days.values()] + [(at, "sum") for _, at in amounts])
    kinds = [kind for _, kind in said]
    if len(days) < 2 or len(days) != len(amounts):
        return {}
    turns = sum(one != other for one, other in pairwise(kinds))
    if turns not in (1, len(kinds) - 1):  # all of the one before all of the other, or one after the other
        return {}
    in_order = sorted(days, key=lambda day: days[day])
    return dict(
        zip(in_order, [amount for amount, _ in sorted(amounts, key=lambda each: each[1])], strict=True)
    )


def _months(heard: Heard, text: str) -> dict[date, tuple[int, int]]:
    """The last day of each month that stands for a day, where each has a sum: 3月500 4月500 5月280."""
    found = {
        each.end: (text.find(each.text), text.find(each.text) + len(each.text))
        for each in heard.dates
        if each.kind == "period" and _is_a_month(each)
    }
    return found if 1 < len(found) == len(heard.dates) <= len(heard.amounts) else {}


def _is_a_month(day: HeardDate) -> bool:
    """Whether a stretch is a month by its name, and no part of one."""
    return names_a_month(day.text) and (day.end + timedelta(days=1)).day == 1


def names_months(heard: Heard, text: str) -> bool:
    """Whether months stand for days: the last of each is taken, and she is told so."""
    return bool(_months(heard, text))


def _days_of_the_rest(
    text: str, days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> set[date]:
    """The day that the words for the rest name, where no sum stands beside it: "400 先给 剩下的下周四"."""
    parts = parted(text)
    left = rest(parts)
    if left is None or len(days) < 2:
        return set()
    here = clause(parts, left.start())
    if any(clause(parts, at) == here for _, at in amounts):
        return set()
    return {day for day, (at, _) in days.items() if clause(parts, at) == here}


def _but_of_the_rest(
    text: str, days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> dict[date, tuple[int, int]]:
    of_the_rest = _days_of_the_rest(text, days, amounts)
    return {day: span for day, span in days.items() if day not in of_the_rest}


def _said_of_the_day_before(
    text: str, days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> dict[date, HeardAmount]:
    """The amounts for a day that was named before them: "paid on the 28th, I can do 80 then"."""
    owner: dict[date, HeardAmount] = {}
    for amount, at in amounts:
        told = said_then(text, at, at + len(amount.text))
        before = [day for day, (_, end) in days.items() if end <= at]
        if told and before:
            owner.setdefault(max(before, key=lambda day: days[day][1]), amount)
    return owner


def _alone(
    text: str, now: re.Match[str], days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> bool:
    """Whether "now" has a clause of its own with an amount and no day in it."""
    here = clause(text, now.start())
    dated = any(clause(text, start) == here for start, _ in days.values())
    return not dated and any(clause(text, at) == here for _, at in amounts)


def _apart(span: tuple[int, int], start: int, end: int) -> int:
    return max(span[0] - end, start - span[1], 0)
