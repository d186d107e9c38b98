"""What she asks for, gathered over several messages into one wish for the negotiation."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from bot.conversation.heard import Heard, HeardAmount, HeardDate, payment_day
from bot.conversation.pairing import (
    Dated,
    before_an_open_rest,
    dated_amounts,
    offered,
    on_its_day,
    starts_now,
    the_rest,
)
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.calendar import next_payday, rhythm
from bot.offers.terms import Cadence, Payday, Wish
from bot.understanding.corrections import affirmed
from bot.understanding.counts import ReturningDay, read_cadence, read_parts, read_returning_day
from bot.understanding.text import normalise

EVERY = {"week": Cadence.WEEKLY, "fortnight": Cadence.FORTNIGHTLY, "month": Cadence.MONTHLY}
KEPT = ("budget", "payday")
"""What is kept when she turns to another kind of help."""
_DUE_DAY = (
    re.compile(r"(?:改|换|挪|调|移)[到成为至]?\D{0,6}(\d{1,2})\s*[号日]"),
    re.compile(r"\b(?:to|for|on)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE),
    re.compile(r"(\d{1,2})\s*[号日]"),
)
_EACH_MONTH = re.compile(
    r"还款日|扣款日|账单日|到期日|出账|每个?月|以后|发薪|发工资"
    r"|\bdue\b|payment da(?:y|te)|direct debit|instal|month|\b(?:every|each|always|pay ?day|permanent)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:还|還|结|結|付|清)(?:清|完)|到.{0,8}为止"
    r"|\b(?:until|till|til|by then|paid off|paid up|finish(?:ed)?|all done|cleared?)\b",
    re.IGNORECASE,
)
"""Words with which a day beside a number of parts is the last of them, and not the first."""
_NOT_BEFORE = re.compile(
    r"\b(?:nothing|not|no|can'?t|cannot|won'?t|broke|skint)\b[^.!?]{0,24}\b(?:until|till|til|before)\b"
    r"|前[^，。]{0,6}(?:没|不|拿不)",
    re.IGNORECASE,
)
"""Words with which it is the day before which nothing can be paid."""
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
    if kind in SPLITS and before.get("rest_open") and (named_later := _day_for_the_rest(before, heard, text)):
        return {key: before[key] for key in before if key != "rest_open"} | {
            "dates": [before["dates"][0], named_later.isoformat()]
        }
    same = before.get("kind") in (None, kind.value)
    wish = dict(before) if same else {key: before[key] for key in KEPT if key in before}
    wish["kind"] = kind.value
    wish.pop("rest_open", None)
    parts, cadence = read_parts(text), read_cadence(affirmed(normalise(text).text))
    if parts:
        wish["parts"] = parts
    if cadence and (offered(heard, text) or not any(amount.per for amount in heard.amounts)):
        wish["every"] = cadence  # that of "I earn 900 a month" is none of hers to us
    if kind in SPLITS and (
        _several_dates(wish, heard, text, overdue=overdue, today=today)
        or _open_rest(wish, heard, text, overdue=overdue, today=today)
    ):
        return wish
    first = _first_of(wish) if same else None
    if first is not None and _rest_named(wish, heard, text, first=first):
        return wish
    for key in ("dates", "amounts"):
        wish.pop(key, None)
    # what is said in figures counts, not "I have a few hundred" or "half my wages" beside it
    amounts = [amount for amount, _ in offered(heard, text)]
    amounts.sort(key=lambda amount: (amount.of(overdue) is None, amount.fraction is not None))
    again = read_returning_day(text) if kind in SPLITS else None
    whole = next((a for a in amounts if not a.per and a.fraction != 1), None)
    each = next((a for a in amounts if a.per), whole if again else None)
    if each is not None:
        amount = each.of(overdue)
        if amount is not None and amount.minor > 0:
            wish.pop("amount_now", None)
            every = each.per or (again.every if again else "month")
            wish.update(kind=OfferKind.INSTALMENT.value, part_amount=amount.minor, every=every)
    elif whole is not None:
        _one_amount(wish, whole, heard, text, kind=kind, overdue=overdue, today=today)
    day = payment_day(heard, today=today)
    if wish["kind"] == OfferKind.INSTALMENT.value and any(map(wish.get, ("part_amount", "parts", "every"))):
        ends = day is not None and (day.bound == "by" or _ENDS.search(text) is not None)
        ends = ends and _NOT_BEFORE.search(text) is None
        first = _first_day(None if ends else day, again, today=today) or first
        if again:
            wish.setdefault("every", again.every)
        if first is not None and (again or not ends):
            wish.pop("by", None)
            wish.setdefault("dates", [first.isoformat()])
            wish.setdefault("exact", True)
            return wish
        if ends and day is not None and is_definite(day) and _parts_until(wish, day.end, today=today):
            return wish
    part = whole is not None and 0 < wish.get("amount_now", 0) < overdue.minor
    if day is not None and is_definite(day) and not (part and day.end <= today):  # "30 today": its own day
        wish["by"] = day.end.isoformat()
        wish.setdefault("exact", day.is_one_day)
    if kind is OfferKind.CHANGE_DUE_DAY:
        named = due_day(text) or (day.end.day if day is not None and is_definite(day) else None)
        wish.update({"due_day": named} if named else {})
    return wish


def comes_back(heard: Heard, text: str) -> bool:
    """Whether she offers an amount for a day that comes back: "60 on Fridays"."""
    return read_returning_day(text) is not None and bool(offered(heard, text))


def _rest_named(wish: dict[str, Any], heard: Heard, text: str, *, first: date) -> bool:
    """Take "and the rest on the 3rd" after "120 on the 20th"; false when it is not that."""
    days = [day.end for day in heard.dates if is_definite(day) and day.end > first]
    if not (the_rest(text) and len(days) == 1 and wish.get("part_amount")) or offered(heard, text):
        return False
    wish.update(dates=[first.isoformat(), days[0].isoformat()], amounts=[wish.pop("part_amount")], exact=True)
    for key in ("by", "parts", "every"):
        wish.pop(key, None)
    return True


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


_FIRST_ONE = re.compile(
    r"第一[期笔次]|首[期笔次]|(?:从|由|自).{0,8}(?:开始|起)|开始"
    r"|\bfirst (?:one|payment|part|instal\w+)|\b(?:start|begin)(?:s|ing)?\b",
    re.IGNORECASE,
)


def moves_the_first(text: str) -> bool:
    """Whether a day is said to be that of the first part: "第一期放到20号", "start on the 1st"."""
    return _FIRST_ONE.search(text) is not None


def _first_of(wish: dict[str, Any]) -> date | None:
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


def due_day(text: str) -> int | None:
    """The day of the month that the due day is to become.

    >>> due_day("我每月10号发工资，能不能改到15号"), due_day("move it to the 20th of each month")
    (15, 20)
    """
    for pattern in _DUE_DAY:
        found = pattern.findall(text)
        if found and 1 <= int(found[-1]) <= 31:
            return int(found[-1])
    return None


def moves_due_day(text: str) -> bool:
    """Whether the due day of every month is to be moved, and not this one payment to a day.

    >>> moves_due_day("能不能改到15号"), moves_due_day("change my due date to friday")
    (True, True)
    >>> moves_due_day("make it friday"), moves_due_day("改到周五吧")
    (False, False)
    """
    return due_day(text) is not None or _EACH_MONTH.search(text) is not None


def _several_dates(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take "500 on the 15th, the rest at the end of the month" as she said it; false when it is not that."""
    found = dated_amounts(heard, text, today=today)
    days = [each.day for each in found]
    rest = the_rest(text)
    if len(days) < 2 or (wish.get("every") and not rest):
        return False
    amounts = _amounts(found, overdue=overdue, rest=rest)
    if not amounts and wish.get("parts") != len(days):
        return False
    for key in ("by", "amount_now", "part_amount", "parts", "every"):
        wish.pop(key, None)
    if amounts and days[0] == today and len(days) == 2:
        wish.update(kind=OfferKind.PART_NOW.value, amount_now=amounts[0], by=days[1].isoformat())
        return True
    wish.update(kind=OfferKind.INSTALMENT.value, dates=[day.isoformat() for day in days], amounts=amounts)
    wish["exact"] = True
    return True


def _open_rest(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take "500 on the 15th, the rest later", the rest in the usual steps; false when it is not that."""
    first = before_an_open_rest(heard, text, today=today)
    amount = first.amount.of(overdue) if first and first.amount else None
    if first is None or amount is None or not 0 < amount.minor < overdue.minor:
        return False
    dates = rhythm(first.day, EVERY.get(wish.get("every", ""), Cadence.MONTHLY), int(wish.get("parts", 2)))
    for key in ("by", "amount_now", "part_amount", "parts", "every"):
        wish.pop(key, None)
    wish.update(
        kind=OfferKind.INSTALMENT.value,
        dates=[day.isoformat() for day in dates],
        amounts=[amount.minor],
        exact=True,
        rest_open=True,
    )
    return True


def _day_for_the_rest(before: dict[str, Any], heard: Heard, text: str) -> date | None:
    """The day she names for a rest that had none, and nothing else: "the 30th then"."""
    days = {each.start for each in heard.dates if each.is_one_day and each.firm}
    later = [day for day in days if day.isoformat() > before["dates"][0]]
    return later[0] if len(days) == len(later) == 1 and not offered(heard, text) else None


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
    if kind is OfferKind.INSTALMENT and not starts_now(text):
        wish["part_amount"] = amount.minor
    elif (
        starts_now(text) and amount < overdue and (kind is OfferKind.INSTALMENT or (kind in SPLITS and parts))
    ):
        dates = _from_today(today, int(parts or 2), every=EVERY.get(wish.get("every", ""), Cadence.MONTHLY))
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
    ):  # "500 on the 15th": so much on that day, and the rest in the same steps after it
        wish.update(kind=OfferKind.INSTALMENT.value, part_amount=amount.minor, dates=[day.end.isoformat()])
    else:
        wish["amount_now"] = amount.minor


def _from_today(today: date, parts: int, *, every: Cadence) -> tuple[date, ...]:
    """Today, and so many dates after it in a rhythm."""
    return rhythm(today, every, parts + 1)


def is_definite(day: HeardDate) -> bool:
    """Whether a named stretch can be taken at its word: a day, or a firm "by then"."""
    return day.firm and (day.is_one_day or day.bound == "by")


def vague_day(heard: Heard, *, today: date) -> HeardDate | None:
    """The stretch to be asked back about, when the day named is not definite."""
    day = payment_day(heard, today=today)
    return day if day is not None and not is_definite(day) else None


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
        parts=stored.get("parts") if instalments else None,
        every=EVERY.get(stored.get("every", "")) if instalments else None,
        by=by,
        dates=dates,
        amounts=tuple(Money(int(minor), currency) for minor in stored.get("amounts") or ()) if dates else (),
        due_day=stored.get("due_day"),
    )
