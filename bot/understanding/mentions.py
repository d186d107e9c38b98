"""What was said about money and days: the facts that the readers hand out.

A mention keeps the exact words, where they stand in the borrower's own text, and how sure they are.
Ranges and vagueness are kept as such; whoever negotiates asks back once instead of guessing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

Per = Literal["week", "fortnight", "month"]
DateKind = Literal["date", "period", "payday", "duration"]
Bound = Literal["on", "by", "after"]
Granularity = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money, or a share of what is owed, as the borrower said it.

    Args:
        value: the amount in major units; None for a share, or where only a range is known.
        currency: ISO 4217 code, said or assumed from the account; None for a share.
        text: the words themselves.
        start: offset of the first character in the original text.
        end: offset after the last character.
        fraction: share of what is owed (half, a third, all); None for a plain amount.
        per: how often, when the amount is a repeated one.
        firm: False when the words leave room (about, two or three hundred).
        low: smallest value meant, for ranges.
        high: largest value meant, for ranges.
    """

    value: Decimal | None
    currency: str | None
    text: str
    start: int
    end: int
    fraction: Fraction | None = None
    per: Per | None = None
    firm: bool = True
    low: Decimal | None = None
    high: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the stable shape of ``tideover understand``, with what else is known beside it."""
        out: dict[str, Any] = {
            "value": None if self.value is None else str(self.value),
            "currency": self.currency,
            "text": self.text,
            "start": self.start,
            "end": self.end,
        }
        if self.fraction is not None:
            out["fraction"] = str(self.fraction)
        if self.per is not None:
            out["per"] = self.per
        if self.low is not None or self.high is not None:
            out["low"] = None if self.low is None else str(self.low)
            out["high"] = None if self.high is None else str(self.high)
        if not self.firm:
            out["firm"] = False
        return out


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a stretch of days, as the borrower said it, resolved towards the future.

    Args:
        start: first day meant; None for a payday whose day is not known.
        end: last day meant, inclusive; the same as start for a single day.
        text: the words themselves.
        begin: offset of the first character in the original text.
        finish: offset after the last character.
        firm: False when the words leave room (about the 20th, two or three days).
        granularity: the unit the words speak in.
        kind: date, period, payday, or duration (a time asked for, counted from now).
        past: True when it lies behind; such a mention is context, never a promise.
        bound: on that day, by it at the latest, or some time after it.
        pays: False for a day named for something else than paying: to talk on, an operation.
    """

    start: date | None
    end: date | None
    text: str
    begin: int
    finish: int
    firm: bool = True
    granularity: Granularity = "day"
    kind: DateKind = "date"
    past: bool = False
    bound: Bound = "on"
    pays: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the stable shape of ``tideover understand``, with what else is known beside it."""
        out: dict[str, Any] = {
            "from": None if self.start is None else self.start.isoformat(),
            "to": None if self.end is None else self.end.isoformat(),
            "text": self.text,
            "start": self.begin,
            "end": self.finish,
        }
        if self.kind != "date":
            out["kind"] = self.kind
        if self.bound != "on":
            out["bound"] = self.bound
        if not self.firm:
            out["firm"] = False
        return out
