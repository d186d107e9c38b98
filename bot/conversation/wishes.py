"""What she asks for, gathered over several messages into one wish for the negotiation."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.conversation.heard import Heard, HeardDate, payment_day
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.terms import Cadence, Wish
from bot.understanding.counts import read_cadence, read_parts

EVERY = {"week": Cadence.WEEKLY, "fortnight": Cadence.FORTNIGHTLY, "month": Cadence.MONTHLY}


def gather(
    heard: Heard, text: str, *, kind: OfferKind, before: dict[str, Any], overdue: Money, today: date
) -> dict[str, Any]:
    """Join what was wished before with what this message adds; a newer figure replaces the older.

    Amounts said for each week or month make it instalments, whatever word was used. A vague day is
    not taken into the wish; the caller asks back (:func:`vague_day`).

    Returns:
        The wish as plain values, for the notebook.
    """
    wish = dict(before) if before.get("kind") in (None, kind.value) else {}
    wish["kind"] = kind.value
    each = next((a for a in heard.amounts if a.per), None)
    whole = next((a for a in heard.amounts if not a.per), None)
    if each is not None:
        amount = each.of(overdue)
        if amount is not None:
            wish.update(kind=OfferKind.INSTALMENT.value, part_amount=amount.minor, every=each.per)
    elif whole is not None:
        amount = whole.of(overdue)
        if amount is not None and amount.minor > 0:
            key = "part_amount" if kind is OfferKind.INSTALMENT else "amount_now"
            wish[key] = amount.minor
    parts = read_parts(text)
    if parts:
        wish["parts"] = parts
    cadence = read_cadence(text)
    if cadence:
        wish["every"] = cadence
    day = payment_day(heard, today=today)
    if day is not None and is_definite(day):
        wish["by"] = day.end.isoformat()
        if kind is OfferKind.CHANGE_DUE_DAY:
            wish["due_day"] = day.end.day
    return wish


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
    by = date.fromisoformat(stored["by"]) if stored.get("by") else None
    return Wish(
        kind=kind if kind is not OfferKind.PROMISE or not stored.get("amount_now") else None,
        amount_now=money("amount_now"),
        part_amount=money("part_amount"),
        parts=stored.get("parts") if instalments else None,
        every=EVERY.get(stored.get("every", "")) if instalments else None,
        by=by,
        due_day=stored.get("due_day"),
    )
