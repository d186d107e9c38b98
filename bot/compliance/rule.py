"""A rule as the engine holds it: one checked record of a pack, with its typed parameters.

The YAML form and its fields are described in docs/compliance.md; :mod:`bot.compliance.policy` reads it.
Here is only what a rule *is*, so that kinds, loader and door agree on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from bot.model.words import Decision

if TYPE_CHECKING:
    from bot.compliance.ask import Ask

FORCES = ("law", "self_reg", "std_rec", "guidance", "draft", "superseded", "carrier", "house")
"""Legal force of a rule, kept apart so that a recommendation is never quoted as law."""

SEVERITIES: Mapping[str, Decision] = {
    "allow": Decision.ALLOW,
    "warn": Decision.WARN,
    "require": Decision.REQUIRE,
    "route_human": Decision.HUMAN,
    "block": Decision.BLOCK,
}
"""Names of severities in rule files and the decision each stands for."""


class Stage(IntEnum):
    """The order in which rules are read and shown."""

    STOP = 1
    PAUSE = 2
    MEDIA = 3
    WINDOW = 4
    CAP = 5
    CONTENT = 6
    BAN = 7
    ANSWER = 8  # answers a question of its own (retention, clocks); never decides a message


@dataclass(frozen=True, slots=True)
class Hit:
    """What a kind found: the rule bites.

    Args:
        until: first instant at which this rule alone would no longer bite, seen from the instant asked about;
            None when time does not lift it.
        required: keys of content or facts that would satisfy it.
        missing: the bite comes from a fact or number that is not known; the rule's ``on_missing_fact``
            decides.
        decision: a decision that differs from the rule's severity; None to use the severity.
    """

    until: datetime | None = None
    required: tuple[str, ...] = ()
    missing: bool = False
    decision: Decision | None = None


Evaluate = Callable[[Any, "Ask"], "Hit | None"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the parametrised kinds of rules.

    Args:
        name: as rule files say it.
        stage: where it stands in the order.
        params: the dataclass of its parameters.
        evaluate: the pure function; None for a kind that never decides a message.
        replies: whether it also looks at a reply that asks for nothing.
        timed: whether time alone may change its answer.
        facts: fact kinds without which it cannot bite; empty when it must always be asked. Parameters may
            name their own as ``facts``.
        needs: without which part of the question it cannot bite: ``text``, ``findings`` (something was
            found in the text), ``offer``, ``terms`` (an offer or findings), ``third_party``, ``contacts``,
            ``unverified`` (she has not proved who she is), ``lever`` (a feature she was selected by, or
            findings), or nothing in particular.
    """

    name: str
    stage: Stage
    params: type
    evaluate: Evaluate | None
    replies: bool = False
    timed: bool = False
    facts: frozenset[str] = frozenset()
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from: instrument and article, and how well the text was seen."""

    instrument: str
    locator: str
    seen: str
    needs_primary_check: bool

    def __str__(self) -> str:
        """Return instrument and article in one line."""
        return f"{self.instrument}, {self.locator}" if self.locator else self.instrument


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated value of one rule.

    Args:
        id: as printed in answers and scenario files.
        regime: pack it belongs to, for example ``US-MA``.
        actors: actors it binds; empty means all. The same holds for products and channels.
        direction: ``outbound``, ``inbound`` or ``any``; only messages of the lender are ever decided.
        filled_by: the rule that supplies a number where this one has none.
        starts: first day it is in force; None when it always was.
        ends: first day it is no longer in force.
        overrides: what changes for one actor or product: ``(("actor", "first_party", {...}), ...)``.
    """

    id: str
    kind: Kind
    regime: str
    force: str
    actors: frozenset[str]
    products: frozenset[str]
    channels: frozenset[str]
    direction: str
    params: Any
    severity: Decision
    on_missing_fact: Decision
    starts: date | None
    ends: date | None
    citation: Citation
    title: Mapping[str, str]
    why: Mapping[str, str]
    filled_by: tuple[str, ...]
    unknown: tuple[str, ...]
    overrides: tuple[tuple[str, str, Mapping[str, Any]], ...]
    file: str

    def in_force(self, day: date) -> bool:
        """Tell whether this value holds on a day; the interval is half open."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day < self.ends)

    def binds(self, *, actor: str, product: str, channel: str) -> bool:
        """Tell whether the rule speaks to this actor, product and channel."""
        return (
            (not self.actors or actor in self.actors)
            and (not self.products or product in self.products)
            and (not self.channels or channel in self.channels)
        )

    def seen_by(self, *, actor: str, product: str) -> Rule:
        """Return the rule with what changes for this actor or product applied."""
        rule = self
        for what, value, change in self.overrides:
            if value == (actor if what == "actor" else product):
                rule = replace(rule, **change)
        return rule
