"""On which days she pays how much: the days she named, a first day and a rhythm, a last day.

A wish for parts is filled in from them; what she did not name is left to the lender's usual steps.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bot.conversation.heard import Heard, HeardAmount, HeardDate, is_definite, payment_day
from bot.conversation.pairing import (
    Dated,
    before_an_open_rest,
    dated_amounts,
    names_months,
    offered,
    on_its_day,
)
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.calendar import next_payday, rhythm
from bot.offers.terms import Cadence, Payday
from bot.understanding.counts import MOST, ReturningDay, read_cadence, read_parts, read_returning_day
from bot.understanding.numbers import in_units
from bot.understanding.pairing_words import (
    clause,
    clears_after,
    for_each,
    parted,
    parts_of_the_rest,
    starts_now,
    the_rest,
)
from bot.understanding.parts_said import (
    belongs_to_it,
    first_part,
    is_the_last,
    nothing_before,
    parts_named,
    plain_sums,
    splits_it,
    starts_in,
)

REST_SAID = "rest_said"
"""Where the wish keeps that a part is paid now and the rest was spoken of without a day."""
WEEK = timedelta(days=7)
EVERY = {"week": Cadence.WEEKLY, "fortnight": Cadence.FORTNIGHTLY, "month": Cadence.MONTHLY}


def comes_back(heard: Heard, text: str) -> bool:
    """Whether she offers an amount for a day that comes back: "60 on Fridays"."""
    return read_returning_day(text) is not None and bool(offered(heard, text))


def take_named(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take the days as she named them one by one, with their amounts; false when she did not."""
    return _several_dates(wish, heard, text, overdue=overdue, today=today) or _open_rest(
        wish, heard, text, overdue=overdue, today=today
    )


def _clear(wish: dict[str, Any]) -> None:
    """Drop what days named one by one stand in place of."""
    for key in ("by", "amount_now", "part_amount", "parts", "every"):
        wish.pop(key, None)


def take_start(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take "200 now, then 50 every week": so much first, so much each time after it; false when not said."""
    said = offered(heard, text)
    said = [each for each in said if each[0].per or each[0].of(overdue) != overdue] if len(said) > 2 else said
    again = read_returning_day(text)
    once = [amount for amount, _ in said if not amount.per and amount.fraction != 1]
    each = [amount for amount, _ in said if amount.per]
    cadence = read_cadence(text) if for_each(text) else None
    if (again or cadence) and not each and len(once) == 2:
        each = [once.pop()]  # "100 this friday, then 70 each, every two weeks"
    if len(once) != 1 or len(each) != 1 or len(said) != 2:
        return False
    begin, step = once[0].of(overdue), each[0].of(overdue)
    first = _start_of(once[0], heard, text, today=today)
    if first is None or begin is None or step is None or step.minor <= 0:
        return False
    left = overdue.minor - begin.minor
    times = -(-left // step.minor)
    if begin.minor <= 0 or not 0 < times <= MOST:
        return False
    every = each[0].per or (again.every if again else cadence or "month")
    usual = rhythm(first, EVERY.get(every, Cadence.MONTHLY), times + 1)[1:]
    if again:
        after = _first_day(None, again, today=first)
        usual = rhythm(after, EVERY.get(every, Cadence.MONTHLY), times) if after else usual
    _clear(wish)
    wish.update(
        kind=OfferKind.INSTALMENT.value,
        dates=[day.isoformat() for day in (first, *usual)],
        amounts=[begin.minor, *[step.minor] * (times - 1)],
        exact=True,
    )
    return True


def take_first_part(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take "头一个月280 后面两个月各500": less in the first part than in the others; false when not said."""
    first = first_part(text)
    if first is None or any(day.is_one_day for day in heard.dates):
        return False
    said: list[tuple[int, Money | None]]
    said = [(place, amount.of(overdue)) for amount, place in offered(heard, text) if amount.fraction is None]
    if len(said) < 2:
        plain: list[tuple[int, Money | None]]
        plain = [(place, in_units(each, overdue.currency)) for each, place in plain_sums(text)]
        said = plain if len(plain) == 2 else said
    sums = [amount for _, amount in sorted(said, key=lambda each: each[0]) if amount is not None]
    if not sums or len(sums) != len(said) or not 0 < sums[0].minor < overdue.minor:
        return False
    alone = len(sums) == 1 and not first.others and said[0][0] >= first.finish
    if alone and belongs_to_it(text[first.finish : said[0][0]]):
        parts = max(int(wish.get("parts") or 3), 2)
        amounts = [sums[0].minor]
    elif len(set(sums[1:])) == 1 and first.others and sums[1].minor > 0:
        parts = 1 - (sums[0].minor - overdue.minor) // sums[1].minor
        amounts = [sums[0].minor, *[sums[1].minor] * (parts - 2)]
    else:
        return False
    if not 2 <= parts <= MOST:
        return False
    cadence = EVERY.get("week" if first.weekly else wish.get("every", ""), Cadence.MONTHLY)
    dates = rhythm(rhythm(today, cadence, 2)[1], cadence, parts)
    _clear(wish)
    wish.update(
        kind=OfferKind.INSTALMENT.value,
        dates=[day.isoformat() for day in dates],
        amounts=amounts,
        exact=False,
    )
    return True


def _side_by_side(text: str, day: str, amount: str) -> bool:
    """Whether a day and a sum stand in one clause, whatever is said of the rest in the next."""
    parts, here, there = parted(text), text.find(day), text.find(amount)
    return here >= 0 and there >= 0 and clause(parts, here) == clause(parts, there)


def starts_on_its_day(heard: Heard, text: str) -> bool:
    """Whether a first sum has a day and the others a rhythm: 周五先给100 剩下的两回各70 隔两个礼拜一次."""
    days = [day for day in heard.dates if day.is_one_day and day.firm]
    return len(days) == 1 and for_each(text) and read_cadence(text) is not None


def _start_of(amount: HeardAmount, heard: Heard, text: str, *, today: date) -> date | None:
    """The day on which the first sum is to be paid: the one beside it, or today for "now" and "first"."""
    beside = [
        day.start
        for day in heard.dates
        if day.is_one_day and day.firm and day.start > today
        if on_its_day(text, day.text, amount.text) or _side_by_side(text, day.text, amount.text)
    ]
    week = [
        day.end
        for day in heard.dates
        if not day.is_one_day and day.start <= today <= day.end < today + WEEK
        if on_its_day(text, day.text, amount.text)
    ]
    if not beside and week:  # "start with 30 this week": not today, where she did not say so
        return week[0] - timedelta(days=max(week[0].weekday() - 4, 0))
    return beside[0] if beside else today if starts_now(text) else None


def take_rest(wish: dict[str, Any], heard: Heard, text: str, *, first: date) -> bool:
    """Take "and the rest on the 3rd" after "120 on the 20th"; false when it is not that."""
    days = [day.end for day in heard.dates if is_definite(day) and day.end > first]
    if not (the_rest(text) and len(days) == 1 and wish.get("part_amount")) or offered(heard, text):
        return False
    wish.update(dates=[first.isoformat(), days[0].isoformat()], amounts=[wish.pop("part_amount")], exact=True)
    for key in ("by", "parts", "every"):
        wish.pop(key, None)
    return True


def lay(wish: dict[str, Any], heard: Heard, text: str, *, first: date | None, today: date) -> bool:
    """Give parts their first day or their last; false when neither is known.

    Args:
        wish: parts, so far as they are known; changed here.
        heard: what the message says.
        text: its words.
        first: the day on which they were to begin before this message.
        today: the day in the account's calendar.
    """
    if not any(map(wish.get, ("part_amount", "parts", "every"))):
        return False
    day, again = payment_day(heard, today=today), read_returning_day(text)
    begins = _begins_in(heard, text, today=today) if again else None
    ends = day is not None and (day.bound == "by" or is_the_last(text)) and not nothing_before(text)
    first = _first_day(None if ends else day, again, today=begins or today) or first
    if again:
        wish.setdefault("every", again.every)
    if first is not None and (again or not ends):
        wish.pop("by", None)
        wish.setdefault("dates", [first.isoformat()])
        wish.setdefault("exact", True)
        return True
    return ends and day is not None and is_definite(day) and _parts_until(wish, day.end, today=today)


def _begins_in(heard: Heard, text: str, *, today: date) -> date | None:
    """The day before the stretch in which a day that comes back is first meant: "fridays from next week"."""
    stretches = [
        each.start
        for each in heard.dates
        if not each.is_one_day and each.bound != "by" and each.start > today and starts_in(text, each.text)
    ]
    return min(stretches) - timedelta(days=1) if stretches else None


def _parts_until(wish: dict[str, Any], last: date, *, today: date) -> bool:
    """Lay so many parts evenly from today to their last day: "in 2 parts by the 18th"; false without both."""
    parts = wish.get("parts")
    whole = (last - today).days
    if not parts or wish.get("every") or wish.get("part_amount") or whole < parts:
        return False
    wish.pop("by", None)
    wish["dates"] = [(today + timedelta(days=whole * n // parts)).isoformat() for n in range(1, parts + 1)]
    wish["exact"] = True
    return True


def first_of(wish: dict[str, Any]) -> date | None:
    """The day on which the parts wished so far begin, if she named one."""
    dates = list(wish.get("dates", []))
    return date.fromisoformat(dates[0]) if len(dates) == 1 and not wish.get("amounts") else None


def _first_day(day: HeardDate | None, again: ReturningDay | None, *, today: date) -> date | None:
    """The day on which parts are to begin: "60 a week from Friday", "每周五还300"."""
    named = day.end if day is not None and day.is_one_day and (day.firm or day.bound == "after") else None
    if again is None:
        return named if named is not None and named > today else None
    after = max(today, named - timedelta(days=1)) if named is not None else today
    if again.every == "month":
        return next_payday(Payday(Cadence.MONTHLY, day=again.day), after=after)
    return after + timedelta(days=(again.day - after.weekday() - 1) % 7 + 1)


def _several_dates(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take "500 on the 15th, the rest at the end of the month" as she said it; false when it is not that."""
    found = dated_amounts(heard, text, today=today)
    days = [each.day for each in found]
    rest = the_rest(text) or _the_other_half(found, text) or _cleared_last(found, text)
    if len(days) < 2 or (wish.get("every") and not rest):
        return False
    amounts = _amounts(found, overdue=overdue, rest=rest)
    if not amounts and wish.get("parts") != len(days) and parts_named(text) < 2:
        return False
    _clear(wish)
    if names_months(heard, text):
        wish["month_ends"] = True
    if amounts and days[0] == today and len(days) == 2:
        wish.update(kind=OfferKind.PART_NOW.value, amount_now=amounts[0], by=days[1].isoformat())
        return True
    wish.update(kind=OfferKind.INSTALMENT.value, dates=[day.isoformat() for day in days], amounts=amounts)
    wish["exact"] = True
    return True


def _the_other_half(found: list[Dated], text: str) -> bool:
    """Whether the second of two days is that of what is left: "split it, half on the 13th, then the 27th"."""
    if len(found) != 2 or found[0].amount is None or found[1].amount is not None:
        return False
    return found[0].amount.fraction == Fraction(1, 2) or splits_it(text)


def _cleared_last(found: list[Dated], text: str) -> bool:
    """Whether the last day, without a sum, is the one on which the rest is cleared: 20号还600 月底结清."""
    named = [each.amount for each in found if each.amount is not None]
    last = len(named) == len(found) - 1 > 0 and found[-1].amount is None
    return last and clears_after(text, named[-1].text)


def _open_rest(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take "500 on the 15th, the rest later", the rest in the usual steps; false when it is not that."""
    first = before_an_open_rest(heard, text, today=today)
    amount = first.amount.of(overdue) if first and first.amount else None
    if first is None or amount is None or not 0 < amount.minor < overdue.minor:
        return False
    parts = parts_of_the_rest(text)
    if parts:
        wish["parts"] = parts + 1  # "600 on the 20th, the rest over two months"
    leave_the_rest_open(wish, first.day, amount)
    if parts:
        del wish["rest_open"]
    return True


def leave_the_rest_open(wish: dict[str, Any], day: date, amount: Money) -> None:
    """Put so much on a day and the rest, which has none yet, in the usual steps after it."""
    dates = rhythm(day, EVERY.get(wish.get("every", ""), Cadence.MONTHLY), int(wish.get("parts", 2)))
    _clear(wish)
    wish.update(
        kind=OfferKind.INSTALMENT.value,
        dates=[each.isoformat() for each in dates],
        amounts=[amount.minor],
        exact=True,
        rest_open=True,
    )


def day_for_the_rest(before: dict[str, Any], heard: Heard, text: str) -> date | None:
    """The day she names for a rest that had none, and nothing else: "the 30th then"."""
    if not before.get("rest_open"):
        return None
    days = {each.start for each in heard.dates if each.is_one_day and each.firm}
    later = [day for day in days if day.isoformat() > before["dates"][0]]
    return later[0] if len(days) == len(later) == 1 and not offered(heard, text) else None


def completed(
    before: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date
) -> dict[str, Any] | None:
    """The wish with its second part, told a message later: "100 now", then "and 140 on the 27th"."""
    said = [amount.of(overdue) for amount, _ in offered(heard, text) if not amount.per]
    days = sorted({day.end for day in heard.dates if is_definite(day) and day.end > today})
    first = before.get("amount_now") or (before.get("rest_open") and before.get("amounts", [0])[0])
    if not first or len(days) != 1:
        return None
    if not said:  # "the rest on the 10th"
        if (
            not (the_rest(text) or before.get(REST_SAID))
            or read_parts(text)
            or not 0 < int(first) < overdue.minor
        ):
            return None
    elif len(said) != 1 or said[0] is None or int(first) + said[0].minor != overdue.minor:
        return None
    kept = {key: before[key] for key in before if key not in ("rest_open", REST_SAID)}
    if before.get("rest_open"):
        begun = str(before["dates"][0])
        return kept | {"dates": [begun, days[0].isoformat()]} if days[0].isoformat() > begun else None
    return kept | {"kind": OfferKind.PART_NOW.value, "by": days[0].isoformat(), "exact": True}


def _amounts(found: list[Dated], *, overdue: Money, rest: bool) -> list[int]:
    """Minor units for the first dates; what only the last date names leaves the first date the rest."""
    named = [(each.amount.of(overdue) if each.amount else None) for each in found]
    minor = [amount.minor if amount is not None else None for amount in named]
    if len(minor) == 2 and minor[0] is None and minor[1] is not None:
        first = overdue.minor - minor[1]
        return [first] if first > 0 else []
    known = []
    for amount in minor:
        if amount is None:
            break
        known.append(amount)
    return known if rest or len(known) == len(found) else []
