"""The append-only chain, as use cases need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol


class AuditTrailPort(Protocol):
    """Appends entries and walks the chain."""

    def append(
        self, *, at: datetime, kind: str, ref: str, body: Mapping[str, Any], entry_id: str | None = None
    ) -> str:
        """Add an entry to the end of the chain; returns its id."""
        ...

    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry, for anchoring outside."""
        ...

    def count(self) -> int:
        """How many entries there are."""
        ...

    def entries(
        self, *, kind: str, since: datetime | None = None, ref: str | None = None
    ) -> list[dict[str, Any]]:
        """Bodies of entries of one kind, in order, about one id or all; purged ones are left out."""
        ...

    def body(self, entry_id: str) -> dict[str, Any] | None:
        """The content of one entry, if it is there and not purged."""
        ...

    def of_refs(self, refs: Sequence[str]) -> list[dict[str, Any]]:
        """Every entry about any of some ids, purged ones without content."""
        ...

    def blank(self, seqs: Sequence[int], *, at: datetime, why: Mapping[str, Any]) -> int:
        """Blank the content of entries and leave an entry that names them; returns how many."""
        ...
