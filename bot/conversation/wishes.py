"""What she asks for, gathered over several messages into one wish for the negotiation."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation import in_full, schedules, stretch
from bot.conversation.heard import Heard, HeardAmount, HeardDate, is_definite, payment_day
from bot.conversation.pairing import (
    but_for,
    dated_amounts,
    offered,
    offered_of,
    on_its_day,
    only_to_pay_on,
    tops_up_to_all,
)
from bot.conversation.schedules import EVERY
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.calendar import rhythm
from bot.offers.terms import Cadence, Wish
from bot.understanding.corrections import affirmed, all_of_it, speaks_of_parts
from bot.understanding.counts import read_cadence, read_parts, read_returning_day
from bot.understanding.due_days import due_day, speaks_of_this_one
from bot.understanding.numbers import in_units
from bot.understanding.pairing_words import starts_now, the_rest
from bot.understanding.parts_said import moves_the_first, part_without_its_sum
from bot.understanding.text import normalise

KEPT = ("budget", "payday")
"""What is kept when she turns to another kind of help."""
_MONTHLY_PARTS = re.compile(r"[\d一二两三四五六七八九十]\s*期")
INSISTS = "insists"
"""Where the wish keeps that she said a day of it again, which is no working day."""
SPLITS = frozenset({OfferKind.PROMISE, OfferKind.DEFERRAL, OfferKind.PART_NOW, OfferKind.INSTALMENT})


def gather(
    heard: Heard, text: str, *, kind: OfferKind, before: dict[str, Any], overdue: Money, today: date
) -> dict[str, Any]:
    """Join what was wished before with what this message adds; a newer figure replaces the older.

    Amounts said for each week or month make it instalments, whatever word was used; so do two dates with
    an amount. A vague day is not taken into the wish; the caller asks back (:func:`vague_day`).

    Returns:
        The wish as plain values, for the notebook.
    """
    heard, text = but_for(heard, text, overdue=overdue)
    heard = in_full.without_the_even_part(before, heard, overdue=overdue)
    if kind in SPLITS and tops_up_to_all(text, overdue=overdue):
        heard, kind = replace(heard, amounts=()), OfferKind.PROMISE
    heard = only_to_pay_on(heard, text)
    rest = schedules.day_for_the_rest(before, heard, text) if kind in SPLITS else None
    if rest is not None:
        kept = {key: before[key] for key in before if key != "rest_open"}
        return kept | {"dates": [before["dates"][0], rest.isoformat()]}
    if before.get(stretch.ON_DAY) and kind in SPLITS and not offered(heard, text):
        day = payment_day(heard, today=today)
        if day is not None and is_definite(day):  # the day that was asked back about
            wish = dict(before)
            stretch.put_on_day(wish, day.end, overdue=overdue)
            return wish
    if kind in SPLITS and _insists_on_the_day(before, heard, text):
        return before | {INSISTS: True}
    dated = _sum_on_its_day(before, heard, text, overdue=overdue, today=today) if kind in SPLITS else None
    if dated is not None:
        return dated
    whole_now = (
        schedules.completed(before, heard, text, overdue=overdue, today=today) if kind in SPLITS else None
    )
    if whole_now is not None:
        return whole_now
    same = before.get("kind") in (None, kind.value)
    begun = None if same or kind is not OfferKind.INSTALMENT else _day_on_the_table(before, today=today)
    wish = dict(before) if same else {key: before[key] for key in KEPT if key in before}
    wish["kind"] = kind.value
    wish.pop("rest_open", None)
    wish.pop(INSISTS, None)
    for key in ("month_ends", UNDATED, stretch.CHOSEN, stretch.ON_DAY, stretch.REST_BETWEEN):
        wish.pop(key, None)
    parts, cadence = read_parts(text), read_cadence(affirmed(normalise(text).text))
    if parts:
        wish["parts"] = parts
        if _MONTHLY_PARTS.search(text):  # 分12期 means months, where no other rhythm is named
            wish.setdefault("every", "month")
    if cadence and (offered(heard, text) or not any(amount.per for amount in heard.amounts)):
        wish["every"] = cadence  # that of "I earn 900 a month" is none of hers to us
    if (
        kind in SPLITS
        and schedules.starts_on_its_day(heard, text)
        and schedules.take_start(wish, heard, text, overdue=overdue, today=today)
    ):
        return wish
    if kind in SPLITS and in_full.take(wish, heard, text, overdue=overdue, today=today):
        schedules.lay(wish, heard, text, first=schedules.first_of(wish), today=today)
        return wish
    if kind in SPLITS and (
        schedules.take_start(wish, heard, text, overdue=overdue, today=today)
        or schedules.take_first_part(wish, heard, text, overdue=overdue, today=today)
        or schedules.take_named(wish, heard, text, overdue=overdue, today=today)
    ):
        return wish
    first = schedules.first_of(wish) if same else None
    if first is not None and schedules.take_rest(wish, heard, text, first=first):
        return wish
    for key in ("dates", "amounts"):
        wish.pop(key, None)
    # what is said in figures counts, not "I have a few hundred" or "half my wages" beside it
    amounts = offered_of(heard, text, overdue=overdue)
    amounts.sort(key=lambda amount: (amount.of(overdue) is None, amount.fraction is not None))
    again = read_returning_day(text) if kind in SPLITS else None
    whole = next((a for a in amounts if not a.per and a.fraction != 1), None)
    each = next((a for a in amounts if a.per), whole if again else None)
    if each is not None:
        amount = each.of(overdue)
        if amount is not None and amount.minor > 0:
            wish.pop("amount_now", None)
            every = "fortnight" if cadence == "fortnight" else each.per or (again.every if again else "month")
            wish.update(kind=OfferKind.INSTALMENT.value, part_amount=amount.minor, every=every)
    elif whole is not None:
        _one_amount(wish, whole, heard, text, kind=kind, overdue=overdue, today=today)
    in_full.mark(wish, heard, text, before=before, overdue=overdue)
    now = wish.get("amount_now", 0)
    if 0 < now < overdue.minor and _less_on_her_day(before, heard, text, overdue=overdue, today=today):
        schedules.leave_the_rest_open(wish, date.fromisoformat(before["by"]), Money(now, overdue.currency))
        return wish
    wish.pop(schedules.REST_SAID, None)
    if 0 < now < overdue.minor and the_rest(text) and not heard.dates:
        wish[schedules.REST_SAID] = True
    if 0 < now < overdue.minor and not starts_now(text) and not heard.dates:
        wish[UNDATED] = now
    in_parts = wish["kind"] == OfferKind.INSTALMENT.value
    if in_parts and schedules.lay(wish, heard, text, first=first or begun, today=today):
        return wish
    day = payment_day(heard, today=today)
    part = whole is not None and 0 < wish.get("amount_now", 0) < overdue.minor
    if kind is OfferKind.CHANGE_DUE_DAY and due_day(text):  # a day of every month, and no date to pay on
        wish.pop("by", None)
    elif day is not None and is_definite(day) and not (part and day.end <= today):  # "30 today": its own day
        wish["by"] = day.end.isoformat()
        wish.setdefault("exact", day.is_one_day)
    if kind is OfferKind.CHANGE_DUE_DAY:
        later = day is not None and is_definite(day) and day.end > today and not speaks_of_this_one(text)
        named = due_day(text) or (day.end.day if day is not None and later else None)
        if named is None and before.get("by"):  # "yes, every month": the day that was talked of
            named = date.fromisoformat(before["by"]).day
            wish.pop("by", None)
        wish.update({"due_day": named} if named else {})
    return wish


def _day_on_the_table(before: dict[str, Any], *, today: date) -> date | None:
    """The day on which she was to pay all of it, with which parts now begin: "friday", then "in 2 parts"."""
    whole = before.get("exact") and before.get("by") and not before.get("amount_now")
    day = date.fromisoformat(before["by"]) if whole else None
    return day if day is not None and day > today else None


def _insists_on_the_day(before: dict[str, Any], heard: Heard, text: str) -> bool:
    """Whether she says a day of her plan again and nothing else of it: 我周六就能自己点啊 就周六."""
    days = {each.start.isoformat() for each in heard.dates if each.is_one_day}
    plan = before.get("amounts") and len(before.get("dates", ())) > 1
    named = offered(heard, text) or all_of_it(text) or read_parts(text) or read_cadence(text)
    return bool(plan and len(days) == 1 == len(days & set(before["dates"])) and not named)


UNDATED = "undated"
"""Where the wish keeps a part that was named without a day: "I can do 60"."""


def _sum_on_its_day(
    before: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date
) -> dict[str, Any] | None:
    """The wish whose part gets its day a message later: "I can do 60", then "on the 20th"."""
    part, day = before.get(UNDATED), payment_day(heard, today=today)
    if not part or day is None or not (is_definite(day) and day.is_one_day) or day.end <= today:
        return None
    if offered(heard, text) or the_rest(text) or starts_now(text) or read_parts(text) or read_cadence(text):
        return None
    wish = {key: before[key] for key in KEPT if key in before}
    schedules.leave_the_rest_open(wish, day.end, Money(int(part), overdue.currency))
    return wish


def _less_on_her_day(before: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Whether a sum without a day is for the day on which all was to be paid: "I agree to half of that"."""
    figures = any(before.get(key) for key in ("part_amount", "amounts", "parts"))
    part = 0 < before.get("amount_now", 0) < overdue.minor
    whole = bool(before.get("exact") and before.get("by")) and not (figures or part)
    return whole and payment_day(heard, today=today) is None and not starts_now(text)


def _one_amount(
    wish: dict[str, Any],
    said: HeardAmount,
    heard: Heard,
    text: str,
    *,
    kind: OfferKind,
    overdue: Money,
    today: date,
) -> None:
    amount = said.of(overdue)
    if amount is None or amount.minor <= 0:
        return
    parts, day = wish.get("parts"), payment_day(heard, today=today)
    dated = [each for each in dated_amounts(heard, text, today=today) if each.amount is said]
    own = dated[0].day if dated and kind in SPLITS and not (starts_now(text) or the_rest(text)) else today
    if own > today and amount < overdue and not parts and kind is not OfferKind.INSTALMENT:
        schedules.leave_the_rest_open(wish, own, amount)  # the day nearest to it, of several
    elif kind is OfferKind.INSTALMENT and own > today and amount < overdue and _once(wish, text):
        schedules.leave_the_rest_open(
            wish, own, amount
        )  # 三月二十还六百: no word of parts, none of each time
    elif kind is OfferKind.INSTALMENT and not starts_now(text):
        wish["part_amount"] = amount.minor
    elif (
        starts_now(text) and amount < overdue and (kind is OfferKind.INSTALMENT or (kind in SPLITS and parts))
    ):
        dates = rhythm(today, EVERY.get(wish.get("every", ""), Cadence.MONTHLY), int(parts or 2) + 1)
        wish.pop("parts", None)
        wish.pop("every", None)
        wish.update(
            kind=OfferKind.INSTALMENT.value,
            dates=[each.isoformat() for each in dates],
            amounts=[amount.minor],
        )
    elif (
        kind in SPLITS
        and amount < overdue
        and day is not None
        and is_definite(day)
        and day.end > today
        and on_its_day(text, day.text, said.text)
    ):  # "500 on the 15th": so much on that day; the rest has no day yet
        schedules.leave_the_rest_open(wish, day.end, amount)
    else:
        wish["amount_now"] = amount.minor


def _once(wish: dict[str, Any], text: str) -> bool:
    """Whether a sum beside a day is for that day alone: no parts, no rhythm, and none talked of before."""
    parts = any(wish.get(key) for key in ("parts", "every", "part_amount"))
    return not (
        parts or read_parts(text) or read_cadence(text) or speaks_of_parts(text) or moves_the_first(text)
    )


def vague_day(heard: Heard, *, today: date) -> HeardDate | None:
    """The stretch to be asked back about, when the day named is not definite."""
    day = payment_day(heard, today=today)
    return day if day is not None and not is_definite(day) else None


def only_while(heard: Heard, *, today: date) -> bool:
    """Whether the stretch named has begun already: "this month is tight" says no day for parts to begin."""
    day = vague_day(heard, today=today)
    return day is not None and day.start <= today


def vague_sum(heard: Heard, text: str, *, overdue: Money) -> tuple[HeardAmount, Money, Money] | None:
    """The only sum offered, where it lies between two others below what is owed, with these two."""
    said = [amount for amount, _ in offered(heard, text)]
    if len(said) != 1 or said[0].low is None or said[0].high is None:
        return None
    low, high = (in_units(end, overdue.currency) for end in (said[0].low, said[0].high))
    if low is None or high is None:
        return None
    high = min(high, overdue)
    return (said[0], low, high) if 0 < low.minor < high.minor else None


def part_without_a_sum(wish: dict[str, Any], heard: Heard, text: str) -> bool:
    """Whether a part is offered for a later day, and neither how much of it nor anything for today."""
    dated = wish.get("kind") == OfferKind.PART_NOW.value and wish.get("by") and wish.get("exact")
    named = any(wish.get(key) for key in ("amount_now", "part_amount", "amounts", "dates"))
    words = part_without_its_sum(text)
    if not dated or named or not words or offered(heard, text):
        return False
    return all(on_its_day(text, day.text, words) for day in heard.dates)


def as_wish(stored: dict[str, Any], *, currency: str) -> Wish:
    """The notebook's wish as the negotiation takes it."""

    def money(key: str) -> Money | None:
        return Money(int(stored[key]), currency) if stored.get(key) is not None else None

    kind = OfferKind(stored["kind"]) if stored.get("kind") else None
    instalments = kind is OfferKind.INSTALMENT
    dates = tuple(date.fromisoformat(day) for day in stored.get("dates") or ()) if instalments else ()
    by = date.fromisoformat(stored["by"]) if stored.get("by") and not dates else None
    return Wish(
        kind=kind if kind is not OfferKind.PROMISE or not stored.get("amount_now") else None,
        amount_now=money("amount_now"),
        part_amount=money("part_amount"),
        in_full=instalments and bool(stored.get(in_full.IN_FULL)),
        parts=stored.get("parts") if instalments and not stored.get(in_full.TOO_FEW) else None,
        every=EVERY.get(stored.get("every", "")) if instalments else None,
        by=by,
        dates=dates,
        amounts=tuple(Money(int(minor), currency) for minor in stored.get("amounts") or ()) if dates else (),
        due_day=stored.get("due_day"),
    )
