"""Runs one scenario entry of ``kind: send`` against the one door and says what is not as expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.compliance.door import Verdict, decide
from bot.compliance.policy import Policy
from bot.compliance.scenario_facts import moment, question
from bot.model.errors import BadFile

_EXPECT = frozenset(["verdict", "rules", "rules_absent", "not_before", "required"])


def run_send(entry: Mapping[str, Any], policy: Policy, *, file: str = "input") -> list[str]:
    """Return the problems of one entry; an empty list means that it passes.

    Raises:
        BadFile: the entry cannot be read; names file, id and key.
    """
    asked = question(entry, file=file)
    expect = entry.get("expect") or {}
    for key in expect:
        if key not in _EXPECT:
            raise BadFile(
                "unknown key",
                where=f"{file}, {entry.get('id')}, expect.{key}",
                remedy=f"known: {sorted(_EXPECT)}",
            )
    return problems(decide(asked.case, asked.proposal, now=asked.now, policy=policy), expect)


def problems(verdict: Verdict, expect: Mapping[str, Any]) -> list[str]:
    """Return how a verdict differs from what was expected."""
    found: list[str] = []
    hit = {rule.id: str(rule.decision) for rule in verdict.rules}
    wanted = expect.get("verdict")
    words = [wanted] if isinstance(wanted, str) else list(wanted or ())
    if words and str(verdict.decision) not in words:
        found.append(f"verdict is {verdict.decision}, expected {' or '.join(words)}; rules {hit}")
    found += [
        f"rule {rule} did not bite; rules {hit}" for rule in expect.get("rules") or () if rule not in hit
    ]
    found += [f"rule {rule} bit" for rule in expect.get("rules_absent") or () if rule in hit]
    if "not_before" in expect:
        then = expect["not_before"]
        then = moment(then) if then is not None else None
        if verdict.not_before != then:
            found.append(f"not_before is {verdict.not_before}, expected {then}")
    found += [
        f"required lacks {key}; it is {list(verdict.required)}"
        for key in expect.get("required") or ()
        if key not in verdict.required
    ]
    return found
