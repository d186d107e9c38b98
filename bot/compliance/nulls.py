"""What an empty number means: never "no limit".

A ``null`` in a record says that nobody knows the number. Some kinds answer that by asking a person, some by
holding until somebody lifts the hold; of any other parameter a null would quietly let messages through, so
the lint refuses it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from bot.compliance.rule import Rule
from bot.model.words import Decision

ASKS: Mapping[str, frozenset[str]] = {
    "frequency_cap": frozenset({"limit"}),
    "cooldown_after_contact": frozenset({"days"}),
    "contact_window": frozenset({"start", "end"}),
}
"""Parameters without which the rule's ``on_missing_fact`` decides, by kind."""

HOLDS: Mapping[str, frozenset[str]] = {
    "breathing_space": frozenset({"days"}),
    "vulnerability_pause": frozenset({"days"}),
    "cost_disclosure": frozenset({"forced_read_seconds"}),
}
"""Parameters without which the rule is as strict as it can be: until it is lifted, or whatever the time."""

_STOPS = frozenset({Decision.BLOCK, Decision.HUMAN})


def null_problems(rule: Rule) -> Iterator[str]:
    """Yield what is wrong with the empty numbers of a record, as ``field: sentence``."""
    kind = rule.kind.name
    if rule.kind.evaluate is None:
        return
    asks, holds = ASKS.get(kind, frozenset()), HOLDS.get(kind, frozenset())
    no_limit = "null would be read as no limit"
    for name in rule.unknown:
        if name not in asks | holds and not rule.filled_by:
            yield f"field params.{name}: {no_limit}; give the number, or leave the field out"
    empty = {name for name in asks if getattr(rule.params, name) is None}
    if empty and not rule.filled_by and rule.on_missing_fact not in _STOPS:
        for name in sorted(empty):
            yield f"field params.{name}: {no_limit}; block or route_human"
    for what, value, change in rule.overrides:
        params = change.get("params", rule.params)
        missing = change.get("on_missing_fact", rule.on_missing_fact)
        for part in dataclasses.fields(params):
            name = part.name
            emptied = getattr(params, name) is None and getattr(rule.params, name) is not None
            if (emptied and name not in asks | holds) or (
                (emptied or name in empty) and name in asks and not rule.filled_by and missing not in _STOPS
            ):
                yield f"field by_{what}.{value}: {no_limit}"
