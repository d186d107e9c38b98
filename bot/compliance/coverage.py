"""Lists the rules that no scenario tries.

Each deciding rule must have a case where it bites and one where it just does not: there the rule was read, in
force and for this lender, product and medium, and let the message alone. A case that never reaches a rule
shows nothing about it.

``python -m bot.compliance.coverage [POLICIES] [SCENARIOS]`` prints them and ends with 1 when there are any.
Rules that never decide a message (retention, clocks, scope notes: severity ``allow`` or a kind without a
decision) and numbers filled by another rule are listed apart; unit tests speak for them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.compliance.door import decide
from bot.compliance.policy import Policy, load_policy
from bot.compliance.rule import Rule
from bot.compliance.scenario_facts import question
from bot.model.words import Decision


@dataclass(frozen=True, slots=True)
class Report:
    """What scenarios cover.

    Args:
        no_bite: rules without a case in which they bite.
        no_miss: rules without a case in which they just do not.
        silent: rules that never decide a message.
    """

    no_bite: tuple[str, ...]
    no_miss: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Tell whether nothing is missing."""
        return not (self.no_bite or self.no_miss)


ALWAYS = frozenset({"CN-VISIT-1"})
"""Rules that bite whenever they are read: how many come is never recorded, so a person is asked."""


def is_silent(rule: Rule) -> bool:
    """Tell whether a rule never decides a message by itself."""
    return (
        rule.kind.evaluate is None
        or rule.force == "superseded"
        or rule.severity is Decision.ALLOW
        or bool(rule.unknown and rule.filled_by)
    )


def report(policy: Policy, entries: Iterable[dict[str, Any]]) -> Report:
    """Compare the rules of a policy with what scenario entries expect of them."""
    bites: set[str] = set()
    misses = set(ALWAYS)
    for entry in entries:
        expect = entry.get("expect") or {}
        bites.update(expect.get("rules") or ())
        absent = set(expect.get("rules_absent") or ()) - misses
        if absent:
            asked = question(entry, file=str(entry.get("id")))
            verdict = decide(asked.case, asked.proposal, now=asked.now, policy=policy)
            misses |= absent.intersection(verdict.considered)
    deciding = sorted({r.id for r in policy.rules if not is_silent(r)})
    return Report(
        no_bite=tuple(r for r in deciding if r not in bites),
        no_miss=tuple(r for r in deciding if r not in misses),
        silent=tuple(sorted({r.id for r in policy.rules} - set(deciding))),
    )


def read_entries(folder: Path) -> list[dict[str, Any]]:
    """Return every send entry below a folder."""
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.rglob("*.yml")):
        found = yaml.safe_load(path.read_text("utf-8")) or []
        rows += [row for row in found if isinstance(row, dict) and row.get("kind") == "send"]
    return rows


def main(arguments: list[str]) -> int:
    """Print the report."""
    policies = Path(arguments[0] if arguments else "policies")
    scenarios = Path(arguments[1] if len(arguments) > 1 else "tests/scenarios")
    found = report(load_policy(policies), read_entries(scenarios))
    for rule in found.no_bite:
        print(f"{rule}: no case in which it bites")
    for rule in found.no_miss:
        print(f"{rule}: no case in which it just does not bite")
    missing = len({*found.no_bite, *found.no_miss})
    print(f"rules without a case: {missing}; never deciding: {len(found.silent)}")
    return 0 if found.complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
