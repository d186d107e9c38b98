"""What a labelled sentence and a scored sentence look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

INTENT, REASON, SIGNAL = "intent", "reason", "signal"


@dataclass(frozen=True)
class LabelledText:
    """One training sentence: the leading intent, and everything else it says."""

    text: str
    intent: str
    also: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    language: str = "zh"
    topic: str = ""

    @property
    def labels(self) -> frozenset[str]:
        """All labels, each marked with its kind, for example ``reason:forgot``."""
        named = [f"{INTENT}:{name}" for name in (self.intent, *self.also)]
        named += [f"{REASON}:{name}" for name in self.reasons]
        named += [f"{SIGNAL}:{name}" for name in self.signals]
        return frozenset(named)


@dataclass(frozen=True)
class LabelScores:
    """What the classifier makes of a message; each tuple holds (name, confidence), strongest first.

    A confidence of at least 0.5 means that the label is taken as said.
    """

    intents: tuple[tuple[str, float], ...]
    reasons: tuple[tuple[str, float], ...]
    signals: tuple[tuple[str, float], ...]
    leading: str = ""
    """The intent the dialogue must act on first; not always the strongest."""

    def said(self) -> LabelScores:
        """Keep what reaches the threshold, and of the intents at least the leading one."""
        intents = tuple(pair for pair in self.intents if pair[1] >= SAID or pair[0] == self.leading)
        reasons = tuple(pair for pair in self.reasons if pair[1] >= SAID)
        return LabelScores(
            intents, reasons, tuple(pair for pair in self.signals if pair[1] >= SAID), self.leading
        )


SAID = 0.5
"""From this confidence on a label counts as said."""
SURE = 0.9
"""Confidence of an intent that stands in the message in so many words."""


class Classifier(Protocol):
    """What reads a message by what was learned."""

    def read(self, text: str) -> LabelScores:
        """Score every label on ``text``."""
        ...
