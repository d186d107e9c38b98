"""The dialogue's notebook: what it asked, heard and offered so far. Kept in our database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

NEW, VERIFYING, TALKING, OFFERING, CONFIRMING, CLARIFYING = (
    "new",
    "verifying",
    "talking",
    "offering",
    "confirming",
    "clarifying",
)


@dataclass(slots=True)
class Memory:
    """Mutable notes of one conversation.

    Attributes:
        stage: what the next message is probably about; a hint, never a permission.
        question: the verification question now asked.
        answered: verification questions answered rightly, in this session.
        parked: id of a message that waits until the person is verified.
        reasons: reasons heard so far, in order.
        wish: what she asked for so far: kind, by, amount_now, part_amount, parts, months, days, every.
        offers: ids of the offers last shown, in the order shown.
        pending: id of the offer now to be confirmed.
        round: how many counter-offers were answered.
        misses: messages in a row that were not understood.
        asked_back: what was asked back once already.
        told: one-time notes already given (``engine_down``, ``waiting``).
    """

    stage: str = NEW
    question: str | None = None
    answered: list[str] = field(default_factory=list)
    parked: str | None = None
    reasons: list[str] = field(default_factory=list)
    wish: dict[str, Any] = field(default_factory=dict)
    offers: list[str] = field(default_factory=list)
    pending: str | None = None
    round: int = 0
    misses: int = 0
    asked_back: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Memory:
        """Read stored notes; unknown keys of an older version are dropped."""
        known = {f.name for f in fields(cls)}
        return cls(**{key: value for key, value in stored.items() if key in known})

    def as_dict(self) -> dict[str, Any]:
        """Plain values for storage."""
        return asdict(self)

    def once(self, note: str) -> bool:
        """True the first time a note is given, false afterwards."""
        if note in self.told:
            return False
        self.told.append(note)
        return True
