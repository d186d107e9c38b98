"""Who takes which case and how soon: ``policies/handoff.yml`` and ``policies/help.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

import yaml

from bot.model.errors import BadPolicy
from bot.model.words import Collection, HandoffReason, Language, Priority


@dataclass(frozen=True, slots=True)
class Route:
    """Where one kind of case goes."""

    team: str
    priority: Priority
    minutes: int
    collection: Collection


@dataclass(frozen=True, slots=True)
class HandoffPolicy:
    """Routes by reason, lines of help by country, and the hours of the day in which people work."""

    routes: Mapping[HandoffReason, Route]
    help: Mapping[str, Mapping[str, Mapping[str, str]]]
    hours: tuple[time, time] = (time(9), time(20))

    def line(self, topic: str, *, residence: str, language: Language) -> str:
        """A line of help (``crisis``, ``debt_advice``, ``complaint``) for a country of residence."""
        lines = self.help[topic]
        return lines.get(residence.split("-")[0], lines["default"])[language.value]


def load_handoff(folder: Path) -> HandoffPolicy:
    """Read and check both files.

    Raises:
        BadPolicy: a reason has no route, or a line of help lacks a language.
    """
    raw = yaml.safe_load((folder / "handoff.yml").read_text(encoding="utf-8"))
    routes: dict[HandoffReason, Route] = {}
    for reason in HandoffReason:
        row = raw["reasons"].get(reason.value)
        if row is None:
            raise BadPolicy(
                "has no route", where=f"handoff.yml, {reason}", remedy="say team, priority, minutes"
            )
        try:
            routes[reason] = Route(
                team=row["team"],
                priority=Priority(row["priority"]),
                minutes=int(row["minutes"]),
                collection=Collection(row["collection"]),
            )
        except (KeyError, ValueError) as error:
            raise BadPolicy(
                str(error), where=f"handoff.yml, {reason}", remedy="see the other rows"
            ) from error
    lines = yaml.safe_load((folder / "help.yml").read_text(encoding="utf-8"))
    for topic, countries in lines.items():
        for country, row in countries.items():
            if {"zh", "en"} - set(row) or "default" not in countries:
                raise BadPolicy("needs zh, en and a default", where=f"help.yml, {topic}, {country}")
    try:
        hours = time.fromisoformat(raw["hours"]["start"]), time.fromisoformat(raw["hours"]["end"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadPolicy(str(error), where="handoff.yml, hours", remedy='say start: "09:00"') from error
    return HandoffPolicy(routes=routes, help=lines, hours=hours)
