"""When, where and how we reach out by ourselves: ``policies/strategy.yml`` as typed facts.

The law's limits are not here (they are in ``policies/regimes``); what stands here can only be gentler.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.model import yaml_dates
from bot.model.errors import BadPolicy
from bot.model.words import Channel, FactKind

_SECTIONS = frozenset(
    ["version", "first_reminder", "channels", "gaps_hours", "daily_limit", "quiet", "promises", "reminders"]
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a day on the borrower's clock, half-open."""

    start: time
    end: time

    def holds(self, clock: time) -> bool:
        """Whether a local time of day lies in it."""
        return self.start <= clock < self.end


@dataclass(frozen=True, slots=True)
class Strategy:
    """How the lender reaches out. The defaults are those of the file as shipped.

    Args:
        first_day: days past due from which a first reminder is due.
        last_day: days past due after which a person looks first.
        attempts: messages about one late instalment that we start ourselves.
        deliver_within: how long a message may be under way.
        order: channels, the best first.
        needs_consent: channels that want recorded consent.
        work_addresses: whether an employer's address may be used.
        gap: quiet time after any outbound contact.
        gap_after_reply: quiet time after a message of hers.
        daily_limit: messages that we start in 24 hours, over all borrowers.
        quiet: facts for which we keep quiet, and for how long; None until lifted.
        grace: days after a promised date before it counts as broken, where the agreement names none.
        answer_within: how long the talk about a broken promise waits before a person looks at it.
        days_before: when a reminder on a day before goes out.
        same_day: when the reminder on the day itself goes out.
    """

    version: str = "built-in"
    first_day: int = 1
    last_day: int = 30
    attempts: int = 3
    deliver_within: timedelta = timedelta(minutes=5)
    order: tuple[Channel, ...] = (Channel.IM, Channel.SMS, Channel.EMAIL)
    needs_consent: frozenset[Channel] = frozenset({Channel.IM})
    work_addresses: bool = False
    gap: timedelta = timedelta(hours=48)
    gap_after_reply: timedelta = timedelta(hours=24)
    daily_limit: int = 2000
    quiet: Mapping[FactKind, timedelta | None] = field(default_factory=dict)
    grace_days: int = 1
    answer_within: timedelta = timedelta(days=3)
    days_before: Slot = Slot(time(10), time(20))
    same_day: Slot = Slot(time(8, 30), time(12))


def load_strategy(folder: Path) -> Strategy:
    """Read and check ``strategy.yml``.

    Raises:
        BadPolicy: naming the file and the field.
    """
    path = folder / "strategy.yml"
    try:
        raw = yaml_dates.load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadPolicy(f"cannot be read: {error}", where=path.name, remedy="check path and YAML") from error
    if not isinstance(raw, dict) or set(raw) != _SECTIONS:
        found = {str(key) for key in raw} if isinstance(raw, dict) else set()
        odd = sorted(found ^ _SECTIONS)
        raise BadPolicy(f"sections unknown or missing: {', '.join(odd)}", where=path.name)
    try:
        return _strategy(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise BadPolicy(
            f"{type(error).__name__}: {error}", where=path.name, remedy="see its comments"
        ) from error


def _strategy(raw: Mapping[str, Any]) -> Strategy:
    first, channels, gaps = raw["first_reminder"], raw["channels"], raw["gaps_hours"]
    days = first["days_past_due"]
    strategy = Strategy(
        version=str(raw["version"]),
        first_day=int(days["from"]),
        last_day=int(days["to"]),
        attempts=int(first["attempts"]),
        deliver_within=timedelta(minutes=float(first["deliver_within_minutes"])),
        order=tuple(Channel(name) for name in channels["order"]),
        needs_consent=frozenset(Channel(name) for name in channels["needs_consent"]),
        work_addresses=bool(channels["work_addresses"]),
        gap=timedelta(hours=float(gaps["after_any_contact"])),
        gap_after_reply=timedelta(hours=float(gaps["after_her_message"])),
        daily_limit=int(raw["daily_limit"]),
        quiet={
            FactKind(kind): None if days is None else timedelta(days=float(days))
            for kind, days in raw["quiet"].items()
        },
        grace_days=int(raw["promises"]["grace_days"]),
        answer_within=timedelta(days=float(raw["promises"]["answer_days"])),
        days_before=_slot(raw["reminders"]["days_before"]),
        same_day=_slot(raw["reminders"]["same_day"]),
    )
    if not 1 <= strategy.first_day <= strategy.last_day:
        raise ValueError("first_reminder.days_past_due must begin at 1 or later and not end before it begins")
    return strategy


def _slot(row: Mapping[str, str]) -> Slot:
    slot = Slot(time.fromisoformat(row["from"]), time.fromisoformat(row["to"]))
    if slot.start >= slot.end:
        raise ValueError(f"a reminder from {row['from']} to {row['to']} has no time")
    return slot
