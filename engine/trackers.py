"""A small memory of running conversations: the product's database is the truth, this is a convenience."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class RecentTrackers(InMemoryTrackerStore):
    """Rasa's in-memory store that forgets the conversation untouched for longest when it is full."""

    def __init__(self, domain: Any, event_broker: Any = None, *, keep: int = 5000, **_kwargs: Any) -> None:
        """Hold at most ``keep`` conversations."""
        super().__init__(domain, event_broker)
        self.store: OrderedDict[str, str] = OrderedDict()
        self._keep = keep

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker as the newest and drop the oldest beyond the limit."""
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._keep:
            self.store.popitem(last=False)
