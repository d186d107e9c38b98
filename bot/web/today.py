"""What happened today, counted from the audit chain: what the door decided, what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.conversation.house import House
from bot.model.words import Decision, OfferKind

FRESH = timedelta(seconds=10)
PASSES = {Decision.ALLOW.value, Decision.WARN.value}


@dataclass(frozen=True, slots=True)
class Today:
    """Counts since midnight in UTC; no person can be read from them."""

    at: datetime
    allowed: int = 0
    blocked: int = 0
    talks: int = 0
    promises: int = 0
    plans: int = 0
    cases: int = 0
    closed: int = 0

    @property
    def quiet(self) -> bool:
        """Whether nothing happened yet."""
        return not any((self.allowed, self.blocked, self.promises, self.plans, self.cases, self.closed))

    def rows(self) -> tuple[tuple[str, int, bool], ...]:
        """(label, number, whether it is something held back), for drawing."""
        return (
            ("n_allowed", self.allowed, False),
            ("n_blocked", self.blocked, True),
            ("n_talks", self.talks, False),
            ("n_promises", self.promises, False),
            ("n_plans", self.plans, False),
            ("n_cases", self.cases, False),
            ("n_closed", self.closed, False),
        )


class Counter:
    """Counts at most every ten seconds, however many look."""

    def __init__(self) -> None:
        """Start without a count."""
        self._last: Today | None = None
        self._lock = Lock()

    def today(self, house: House) -> Today:
        """The counts now, at most ten seconds old."""
        now = house.clock()
        with self._lock:
            if self._last is None or not self._last.at <= now < self._last.at + FRESH:
                self._last = count(house, now=now)
            return self._last


def count(house: House, *, now: datetime) -> Today:
    """Count what the chain holds since midnight."""
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    with house.store.read() as unit:
        decisions = unit.audit.entries(kind="decision", since=since)
        agreements = unit.audit.entries(kind="agreement", since=since)
        cases = unit.cases.counts(since=since)
    passed = [entry for entry in decisions if entry.get("verdict") in PASSES]
    promises = sum(entry.get("kind") == OfferKind.PROMISE.value for entry in agreements)
    return Today(
        at=now,
        allowed=len(passed),
        blocked=len(decisions) - len(passed),
        talks=len({entry["conversation"] for entry in passed if entry.get("reply")}),
        promises=promises,
        plans=len(agreements) - promises,
        cases=cases.get("queued", 0) + cases.get("taken", 0),
        closed=cases.get("closed", 0),
    )
