"""The cost table as she saw it: the exact text that left, its version and the moment, beside the offer.

It is written when the sentence has passed the door, and never when it was only meant to be said. Without it
a yes is not taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot.model.ports import Unit
from bot.model.talk import Say


def remember_shown(unit: Unit, says: Sequence[Say], *, text: str, at: datetime) -> None:
    """Keep what was just shown beside each offer whose cost table was in it; the caller commits."""
    for say in says:
        if say.card and say.card.get("kind") == "cost_table":
            policy = str(say.card.get("policy") or "")
            unit.books.table_shown(str(say.card["id"]), text=text, version=version_of(policy, text), at=at)


def version_of(policy: str, text: str) -> str:
    """Which offers were in force and which words were used: the policy's version and a mark of the text."""
    return f"{policy} {hashlib.sha256(text.encode()).hexdigest()[:16]}".strip()
