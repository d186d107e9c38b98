"""What was heard in one message: the stored understanding, in a form the topics can ask questions of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bot.conversation.groups import PAYS
from bot.model.money import Money
from bot.model.words import Intent, Reason, Signal
from bot.understanding.labels import SURE
from bot.understanding.numbers import in_units
from bot.understanding.occasions import Occasion
from bot.understanding.off_days import OffDay
from bot.understanding.quiet import ASKED
from bot.understanding.read import Understanding


@dataclass(frozen=True, slots=True)
class HeardDate:
    """A day or a stretch of days that was named."""

    start: date
    end: date
    text: str
    firm: bool
    kind: str
    bound: str = "on"

    @property
    def is_one_day(self) -> bool:
        """Whether it names one day and not a stretch."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class HeardAmount:
    """An amount that was named: a number, a share of what is owed, or something between two numbers."""

    value: Decimal | None
    currency: str | None
    text: str
    fraction: Fraction | None
    per: str | None
    firm: bool
    low: Decimal | None = None
    high: Decimal | None = None

    def of(self, overdue: Money) -> Money | None:
        """The amount in the account's currency; a share is taken of ``overdue``, rounded down to a unit."""
        if self.fraction is not None:
            minor = overdue.minor * self.fraction.numerator // self.fraction.denominator
            return Money(minor, overdue.currency)
        if self.value is None or (self.currency and self.currency != overdue.currency):
            return None
        return in_units(self.value, overdue.currency)


@dataclass(frozen=True, slots=True)
class HeardSignal:
    """A signal with what it was about (a channel, hours).

    ``in_words`` is false of one that only the classifier hears.
    """

    signal: Signal
    detail: Mapping[str, Any] = field(default_factory=dict)
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that one message said."""

    lead: Intent
    intents: tuple[Intent, ...]
    reasons: tuple[Reason, ...]
    amounts: tuple[HeardAmount, ...]
    dates: tuple[HeardDate, ...]
    signals: tuple[HeardSignal, ...]
    confidence: float = 1.0
    reason_sure: Mapping[Reason, float] = field(default_factory=dict)
    off_days: tuple[OffDay, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    hangs: str = ""
    """Whether a promise hangs on money to come: "only" then, or "safe" where another way was named too."""

    def has(self, *intents: Intent) -> bool:
        """Whether any of these intents was among what was said."""
        return any(intent in self.intents for intent in intents)

    def signal(self, signal: Signal) -> HeardSignal | None:
        """A signal, if it was noticed."""
        return next((s for s in self.signals if s.signal is signal), None)

    def every(self, signal: Signal) -> tuple[HeardSignal, ...]:
        """Every place in which a signal was noticed: two media may be refused in one message."""
        return tuple(s for s in self.signals if s.signal is signal)


def to_record(understanding: Understanding) -> dict[str, Any]:
    """What is stored beside a message: the public shape, and what each signal was about."""
    hits = [{"signal": hit.signal.value, "detail": dict(hit.detail)} for hit in understanding.hits]
    leading = {"leading": understanding.leading.value, "confidence": round(understanding.confidence, 3)}
    beside: dict[str, Any] = {"hits": hits}
    if understanding.reason_sure:
        beside["reason_sure"] = {reason.value: round(sure, 3) for reason, sure in understanding.reason_sure}
    if understanding.off_days:
        beside["off_days"] = [day.as_json() for day in understanding.off_days]
    if understanding.occasions:
        beside["occasions"] = [each.as_json() for each in understanding.occasions]
    return {**understanding.as_json(), **leading, **beside}


def from_record(record: Mapping[str, Any] | None, *, lead: Intent | None = None) -> Heard:
    """Read what :func:`to_record` wrote.

    Args:
        record: the ``understanding`` of a stored message.
        lead: the leading intent as the engine sees it; the stored one when not given.
    """
    record = record or {}
    details: dict[str, list[Mapping[str, Any]]] = {}
    for hit in record.get("hits", []):
        details.setdefault(hit["signal"], []).append(hit["detail"])
    named = [item for item in record.get("intents", []) if item["name"] in Intent._value2member_map_]
    intents = tuple(Intent(item["name"]) for item in named)
    by_patterns = "leading" not in record  # an answer to the check: no classifier has read it
    first = lead or (intents[0] if intents else Intent.OUT_OF_SCOPE)
    return Heard(
        lead=first,
        intents=intents if first in intents else (first, *intents),
        reasons=tuple(Reason(name) for name in record.get("reasons", [])),
        amounts=tuple(_amount(item) for item in record.get("amounts", [])),
        dates=tuple(_date(item) for item in record.get("dates", []) if item["from"] and item["to"]),
        signals=tuple(
            HeardSignal(Signal(name), detail, in_words=name in details or by_patterns)
            for name in _believed(record)
            for detail in details.get(name, [{}])
        ),
        confidence=float(named[0]["confidence"]) if named else 0.0,
        reason_sure={Reason(name): float(sure) for name, sure in record.get("reason_sure", {}).items()},
        off_days=tuple(
            OffDay(each["text"], each["why"], date.fromisoformat(each["day"]) if each["day"] else None)
            for each in record.get("off_days", ())
        ),
        occasions=tuple(
            Occasion(each["about"], each["text"], _day(each["first"]), _day(each["last"]))
            for each in record.get("occasions", ())
        ),
        hangs=record.get("hangs", ""),
    )


_CLAIMS = frozenset(
    {
        Signal.DISPUTE, Signal.FRAUD, Signal.COMPLAINT, Signal.DATA_RIGHTS, Signal.TIME_BARRED,
        Signal.CONSENT, Signal.BANKRUPTCY, Signal.ATTORNEY, Signal.BREATHING_SPACE, Signal.PLAN_HOLD,
        Signal.HARDSHIP, Signal.SERVICEMEMBER, Signal.STUDENT,
    }
)  # fmt: skip
"""Signals that put a fact on file about the debt or her standing."""


def _believed(record: Mapping[str, Any]) -> list[str]:
    """The signals that count: text that only pretends to be the system makes no claim of hers."""
    said: list[str] = record.get("signals", [])
    if Signal.INJECTION.value not in said or "honest" in record:
        return said
    in_words = {hit["signal"] for hit in record.get("hits", ())}
    if Signal.INJECTION.value in in_words:
        return [name for name in said if Signal(name) not in _CLAIMS]
    # a pretence that is only guessed takes back no claim that stands there in so many words
    return [name for name in said if Signal(name) not in _CLAIMS or name in in_words]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _amount(item: Mapping[str, Any]) -> HeardAmount:
    value, share = item.get("value"), item.get("fraction")
    return HeardAmount(
        value=None if value is None else Decimal(str(value)),
        currency=item.get("currency"),
        text=item.get("text", ""),
        fraction=Fraction(share) if share else None,
        per=item.get("per"),
        firm=item.get("firm", True),
        low=Decimal(item["low"]) if value is None and item.get("low") else None,
        high=Decimal(item["high"]) if value is None and item.get("high") else None,
    )


def _date(item: Mapping[str, Any]) -> HeardDate:
    return HeardDate(
        start=date.fromisoformat(item["from"]),
        end=date.fromisoformat(item["to"]),
        text=item.get("text", ""),
        firm=item.get("firm", True),
        kind=item.get("kind", "date"),
        bound=item.get("bound", "on"),
    )


def beside_a_ban(heard: Heard) -> bool:
    """Whether the message closes a medium or a place and asks for no more than that: the rest is answered."""
    return heard.signal(Signal.MEDIA_BAN) is not None and not (
        heard.signal(Signal.STOP) or heard.signal(Signal.CEASE)
    )


def pays_beside_a_stop(heard: Heard) -> bool:
    """Whether she wants to hear no more and says in the same message how she pays: both are taken.

    "你们不用一直提醒，15号还", "send me the link, I'll pay now, and stop texting"; a payment made is looked
    for too. A plan without a day or a sum is none, and beside a cease or somebody else nothing more is spoken
    of.
    """
    if heard.signal(Signal.STOP) is None or heard.signal(Signal.CEASE) is not None:
        return False
    if any(heard.signal(each) for each in (Signal.WRONG_PERSON, Signal.THIRD_PARTY)):
        return False
    named = any(day.firm for day in heard.dates) or any(amount.firm for amount in heard.amounts)
    return heard.has(Intent.ASK_HOW_TO_PAY, Intent.REPORT_PAID) or (named and heard.has(*PAYS))


def limits_contact(heard: Heard) -> bool:
    """Whether the message closes a medium, some hours or some days, and asks for no more than that.

    A stop that is surely read beside hours that nobody named is one, also where no pattern heard it.
    """
    if heard.signal(Signal.STOP) or heard.signal(Signal.CEASE):
        return beside_a_ban(heard)
    if any(each.about == ASKED for each in heard.occasions):
        return True
    hours = (*heard.every(Signal.INCONVENIENT_TIME), *heard.every(Signal.AGREED_HOURS))
    named = any(each.detail for each in hours)
    surely = heard.lead is Intent.STOP_CONTACT and heard.confidence >= SURE
    return beside_a_ban(heard) or named or (bool(hours) and not surely)


def payment_day(heard: Heard, *, today: date) -> HeardDate | None:
    """The day by which she says she pays: the last future one named, with vague stretches kept as such.

    A stretch in which another day named lies is about something else: "it's hard this month, is the 20th ok".
    """
    future = [day for day in heard.dates if day.end >= today and day.start <= today + timedelta(days=400)]
    days = [day.start for day in future if day.is_one_day]
    future = [day for day in future if day.is_one_day or not any(day.start <= one <= day.end for one in days)]
    return max(future, key=lambda day: day.end) if future else None


def is_definite(day: HeardDate) -> bool:
    """Whether a named stretch can be taken at its word: a day, or a firm "by then"."""
    return day.firm and (day.is_one_day or day.bound == "by")
