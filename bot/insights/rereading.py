"""Reading stored messages again with another reader, to see what a new training would change.

The loop is: train, score on the held-back fifth, then replay what people really wrote. What differs is shown
by message id; whoever may read transcripts looks at those few and decides whether the new reader is better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.model.ports import Unit
from bot.model.rows import Account, Borrower
from bot.model.talk import Inbound

Reread = Callable[[Inbound, Account, Borrower], Mapping[str, Any]]
"""Reads a stored message as if it came in now; answers with the record that would be stored beside it."""
SINGLE = ("leading", "language")
NAMES = ("intents", "reasons", "signals")
FIGURES = {"amounts": ("value", "currency", "fraction", "per"), "dates": ("from", "to")}


@dataclass(frozen=True, slots=True)
class Change:
    """A message that another reader reads otherwise.

    Args:
        message_id: of the stored message.
        at: when it came.
        text: its words, for those who may read them.
        fields: what differs: name to (before, after).
    """

    message_id: str
    at: datetime
    text: str
    fields: Mapping[str, tuple[Any, Any]]

    def as_json(self, *, words: bool) -> dict[str, Any]:
        """Plain values; the words only when asked for."""
        shown = {name: {"before": before, "after": after} for name, (before, after) in self.fields.items()}
        return {
            "id": self.message_id,
            "at": self.at.isoformat(),
            **({"text": self.text} if words else {}),
            **shown,
        }


@dataclass
class Rereading:
    """What a replay found."""

    read: int = 0
    left_out: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def by_field(self) -> Counter[str]:
        """How many messages differ in each field."""
        return Counter(name for change in self.changes for name in change.fields)

    def as_json(self, *, words: bool) -> dict[str, Any]:
        """Plain values."""
        return {
            "read": self.read,
            "left_out": self.left_out,
            "same": self.read - len(self.changes),
            "changed": len(self.changes),
            "by_field": dict(self.by_field.most_common()),
            "changes": [change.as_json(words=words) for change in self.changes],
        }


def replay(unit: Unit, messages: Iterable[Inbound], *, reread: Reread) -> Rereading:
    """Read messages again and compare with what was understood when they came.

    Buttons, answers to an identity check, and messages that were blanked are left out: nothing was, or
    may be, read in them.

    Args:
        unit: an open transaction.
        messages: stored messages.
        reread: the reader to compare with.
    """
    found = Rereading()
    known: dict[str, tuple[Account, Borrower]] = {}
    for message in messages:
        before = message.understanding
        if message.press is not None or not message.text.strip() or not before or "leading" not in before:
            found.left_out += 1
            continue
        if message.conversation_id not in known:
            talk = unit.talks.get(message.conversation_id)
            known[talk.id] = unit.books.account(talk.account_id), unit.people.borrower(talk.borrower_id)
        found.read += 1
        differs = difference(before, reread(message, *known[message.conversation_id]))
        if differs:
            found.changes.append(Change(message.id, message.at, message.text, differs))
    return found


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Name what two records of one message disagree on; the order of labels and confidences do not count."""
    return {
        name: (one, two)
        for name in (*SINGLE, *NAMES, *FIGURES)
        if (one := _plain(name, before)) != (two := _plain(name, after))
    }


def _plain(name: str, record: Mapping[str, Any]) -> Any:
    value = record.get(name)
    if name in SINGLE:
        return value
    if name in NAMES:
        return sorted({item["name"] if isinstance(item, Mapping) else str(item) for item in value or ()})
    return sorted(" ".join(str(item.get(key)) for key in FIGURES[name]) for item in value or ())
