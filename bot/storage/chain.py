"""How audit entries hold together, and how to say which one does not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.insights.anchors import Anchor, BrokenLink

GENESIS = "0" * 64
"""What the first entry follows."""


def link(*, seq: int, entry_id: str, at: datetime, kind: str, ref: str, body_hash: str, previous: str) -> str:
    """The hash of one entry. The content enters by its hash, so that a purge keeps the chain whole."""
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    text = "\x1f".join((str(seq), entry_id, instant, kind, ref, body_hash, previous))
    return hashlib.sha256(text.encode()).hexdigest()


def faults_of(
    rows: Iterable[Mapping[str, Any]],
    *,
    anchors: Iterable[Anchor] = (),
    cited: Iterable[str] = (),
    head: tuple[int, str] | None = None,
) -> tuple[BrokenLink, ...]:
    """Walk entries in order of their numbers and name each one that does not hold.

    Args:
        rows: all entries of the trail.
        anchors: heads exported earlier.
        cited: ids that other records name and that are not among the entries.
        head: number and hash of the last entry as they are kept beside the chain.
    """
    walk = _Walk(anchors, head)
    for row in rows:
        walk.step(row)
    walk.end(cited)
    return tuple(sorted(walk.found, key=lambda fault: fault.seq))


class _Walk:
    """The state of one walk along the chain."""

    def __init__(self, anchors: Iterable[Anchor], head: tuple[int, str] | None = None) -> None:
        self.head, self.beyond = head, ""
        self.found: list[BrokenLink] = []
        self.anchors = {anchor.seq: anchor for anchor in anchors if anchor.seq}
        self.before: Mapping[str, Any] | None = None
        self.hash, self.hash_before = GENESIS, ""
        self.expected = 1
        self.named: set[int] = set()
        self.blank: dict[int, str] = {}
        self.told: set[int] = set()

    def name(self, seq: int, entry_id: str, why: str) -> None:
        """Note a fault; one is enough for each entry."""
        if seq not in self.named:
            self.named.add(seq)
            self.found.append(BrokenLink(seq=seq, entry_id=entry_id, why=why))

    def step(self, row: Mapping[str, Any]) -> None:
        """Look at one entry."""
        if row["seq"] < self.expected:
            self.name(row["seq"], row["id"], "it was inserted: the chain begins with entry 1")
            return
        if row["seq"] > self.expected:
            self._gap(row)
        if self.head is not None and row["seq"] == self.head[0] + 1:
            self.beyond = row["id"]
        own = _own_fault(row)
        if row["previous"] != self.hash:
            self._not_following(row, own)
        if own:
            self.name(row["seq"], row["id"], own)
        self._purged(row)
        anchor = self.anchors.pop(row["seq"], None)
        if anchor and anchor.hash != row["hash"]:
            self.name(
                row["seq"],
                row["id"],
                f"it is not the entry whose hash was exported on {anchor.on.isoformat()}",
            )
        self.before, self.hash_before, self.hash = row, self.hash, row["hash"]
        self.expected = row["seq"] + 1

    def end(self, cited: Iterable[str]) -> None:
        """Look at what only the whole chain can tell."""
        if self.head is not None:
            self._against(*self.head)
        for seq, entry_id in self.blank.items():
            if seq not in self.told:
                self.name(seq, entry_id, "its content was blanked, and no purge names it")
        for anchor in self.anchors.values():
            last = self.expected - 1
            if anchor.seq > last:
                many = "entry" if anchor.seq == self.expected else f"entries {self.expected} to"
                self.name(
                    self.expected,
                    "",
                    f"{many} {anchor.seq} removed from the end: the head exported on {anchor.on.isoformat()} "
                    f"was entry {anchor.seq}, the last one here is {last}",
                )
        for number, entry_id in enumerate(cited):
            self.found.append(
                BrokenLink(
                    self.expected + number, entry_id, "a message names this decision, and it was removed"
                )
            )

    def _against(self, seq: int, digest: str) -> None:
        """Compare the last entry with the head that is kept beside the chain."""
        last = self.expected - 1
        if seq > last:
            many = f"entry {seq} was" if seq == last + 1 else f"entries {last + 1} to {seq} were"
            self.name(last + 1, "", f"{many} removed from the end: the head kept beside the chain is {seq}")
        elif seq < last:
            why = f"it was put behind the end: the head kept beside the chain is {seq}"
            self.name(seq + 1, self.beyond, why)
        elif self.before is not None and digest != self.before["hash"]:
            self.name(seq, self.before["id"], "it is not the entry whose hash is kept as the head")

    def _gap(self, row: Mapping[str, Any]) -> None:
        first, last = self.expected, row["seq"] - 1
        why = f"entry {first} is missing" if first == last else f"entries {first} to {last} are missing"
        self.name(first, "", why)
        self.hash = row["previous"]

    def _not_following(self, row: Mapping[str, Any], own: str) -> None:
        """Somebody's hand was here: on this entry, or on the one before it."""
        if self.before is not None and row["previous"] == self.hash_before:
            self.name(
                self.before["seq"], self.before["id"], "it was inserted: the next entry follows another one"
            )
        elif own or self.before is None:
            self.name(row["seq"], row["id"], own or "it does not follow from the beginning")
        else:
            self.name(
                self.before["seq"],
                self.before["id"],
                "it was written anew: the next entry follows what stood here",
            )

    def _purged(self, row: Mapping[str, Any]) -> None:
        if row["purged_at"] is not None:
            self.blank[row["seq"]] = row["id"]
            if row["body"]:
                self.name(row["seq"], row["id"], "it is marked as purged and still has content")
        elif row["kind"] == "purge":
            body = orjson.loads(row["body"]) if row["body"] else {}
            for first, last in body.get("blanked", ()):
                self.told.update(range(first, last + 1))


def _own_fault(row: Mapping[str, Any]) -> str:
    """What is wrong with an entry taken by itself."""
    if row["purged_at"] is None and hashlib.sha256(row["body"].encode()).hexdigest() != row["body_hash"]:
        return "its content was changed"
    digest = link(
        seq=row["seq"],
        entry_id=row["id"],
        at=row["at"],
        kind=row["kind"],
        ref=row["ref"],
        body_hash=row["body_hash"],
        previous=row["previous"],
    )
    return "" if digest == row["hash"] else "its hash does not fit what it says"
