"""What the engine answers, as frozen facts; shaped from its JSON in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Scored = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one message says, by the classifier; the strongest or leading first in each tuple.

    Attributes:
        intent: the leading act, the best guess even when it is not understood.
        understood: whether the leading act is sure enough to act on.
        confidence: of the leading act.
        intents: the likeliest acts with their confidences, leading act first.
        also: further acts that are taken as said.
        reasons: reasons for being late, with confidences; at least 0.5 counts as said.
        signals: signals, with confidences; at least 0.5 counts as said.
    """

    intent: str
    understood: bool
    confidence: float
    intents: tuple[Scored, ...] = ()
    also: tuple[str, ...] = ()
    reasons: tuple[Scored, ...] = ()
    signals: tuple[Scored, ...] = ()

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Understanding:
        """Shape the ``understanding`` object of an answer."""
        return cls(
            intent=str(answer["intent"]),
            understood=bool(answer["understood"]),
            confidence=float(answer["confidence"]),
            intents=_scored(answer["intents"]),
            also=tuple(str(name) for name in answer["also"]),
            reasons=_scored(answer["reasons"]),
            signals=_scored(answer["signals"]),
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing the engine would do: say a response, or a payload that an action made.

    Attributes:
        say: name of a response in domain.yml; empty when an action sent another payload.
        arguments: values for the response's placeholders.
        payload: everything as it came.
    """

    say: str
    arguments: Mapping[str, Any]
    payload: Mapping[str, Any]

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Proposal:
        """Shape one entry of ``proposals``."""
        return cls(
            say=str(payload.get("say", "")), arguments=dict(payload.get("with") or {}), payload=dict(payload)
        )


@dataclass(frozen=True, slots=True)
class EngineTurn:
    """The outcome of one message.

    Attributes:
        understanding: what the message says.
        proposals: what to say or do, in order; empty when no rule wants an answer.
        actions: names of the steps that ran, for explaining a turn afterwards.
        engine_ms: time inside the engine, action calls included.
    """

    understanding: Understanding
    proposals: tuple[Proposal, ...]
    actions: tuple[str, ...]
    engine_ms: float

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> EngineTurn:
        """Shape the answer of a turn."""
        return cls(
            understanding=Understanding.of(answer["understanding"]),
            proposals=tuple(Proposal.of(payload) for payload in answer["proposals"]),
            actions=tuple(str(name) for name in answer["actions"]),
            engine_ms=float(answer["engine_ms"]),
        )


def _scored(entries: Any) -> tuple[Scored, ...]:
    return tuple((str(entry["name"]), float(entry["confidence"])) for entry in entries)
