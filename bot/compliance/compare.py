"""What other rules would have said: stored decisions asked again under two sets of packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.compliance import replay
from bot.compliance.door import Verdict
from bot.compliance.policy import Policy
from bot.model.errors import BadInput


@dataclass(frozen=True, slots=True)
class Change:
    """One decision that would come out otherwise, or for other rules."""

    id: str
    at: str
    old: str
    new: str
    begun: tuple[str, ...]
    ended: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "id": self.id,
            "at": self.at,
            "old": self.old,
            "new": self.new,
            "rules_added": list(self.begun),
            "rules_removed": list(self.ended),
        }


@dataclass
class Comparison:
    """What came of asking many decisions again.

    Attributes:
        asked: decisions that could be asked again.
        unreadable: decisions stored without their facts, or purged.
        drifted: ids whose stored answer the same version of the packs does not give again.
        changes: decisions that differ.
    """

    asked: int = 0
    unreadable: int = 0
    drifted: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def by_rule(self) -> dict[str, dict[str, int]]:
        """For each rule: how many decisions it would newly touch, and let go."""
        counts: dict[str, dict[str, int]] = {}
        for change in self.changes:
            for name, rules in (("added", change.begun), ("removed", change.ended)):
                for rule in rules:
                    counts.setdefault(rule, {"added": 0, "removed": 0})[name] += 1
        return dict(sorted(counts.items()))

    @property
    def by_verdict(self) -> dict[str, int]:
        """How many go from one verdict to another: ``allow -> block``."""
        counts: dict[str, int] = {}
        for change in self.changes:
            if change.old != change.new:
                key = f"{change.old} -> {change.new}"
                counts[key] = counts.get(key, 0) + 1
        return dict(sorted(counts.items()))

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "asked": self.asked,
            "unreadable": self.unreadable,
            "drifted": self.drifted,
            "changed": len(self.changes),
            "by_verdict": self.by_verdict,
            "by_rule": self.by_rule,
            "changes": [change.as_json() for change in self.changes],
        }


def compare(entries: Iterable[Mapping[str, Any]], *, old: Policy, new: Policy) -> Comparison:
    """Ask every stored decision again under both sets of packs.

    Args:
        entries: bodies of stored decisions, oldest first.
        old: the packs to compare with.
        new: the packs to introduce.
    """
    found = Comparison()
    for entry in entries:
        try:
            decision = replay.recorded(entry)
        except BadInput:
            found.unreadable += 1
            continue
        found.asked += 1
        before, after = decision.again(old), decision.again(new)
        if decision.policy == old.version and not _same(decision, before):
            found.drifted.append(str(entry.get("id", "")))
        was, now = _rules(before), _rules(after)
        if before.decision is not after.decision or was != now:
            found.changes.append(
                Change(
                    id=str(entry.get("id", "")),
                    at=decision.now.isoformat(),
                    old=str(before.decision),
                    new=str(after.decision),
                    begun=tuple(rule for rule in now if rule not in was),
                    ended=tuple(rule for rule in was if rule not in now),
                )
            )
    return found


def _rules(verdict: Verdict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.id for hit in verdict.rules))


def _same(decision: replay.Recorded, verdict: Verdict) -> bool:
    return decision.verdict == str(verdict.decision) and set(decision.rules) == set(_rules(verdict))
