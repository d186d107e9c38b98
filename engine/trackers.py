"""A small memory of running conversations: the product's database is the truth, this is a convenience."""

from __future__ import annotations

import asyncio
import copy
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

A_LOOK = 60.0
"""Seconds from one look for idle conversations to the next."""


class RecentTrackers(InMemoryTrackerStore):
    """Rasa's in-memory store that forgets: idle conversations, the oldest when full, old turns of a long one.

    What was said is kept, and erased, in the product's database; here it must not outlive the talk.

    Rasa replays and sends out a whole conversation at each message: without this a borrower who writes two
    hundred messages makes everybody wait, 82 ms a turn instead of 7.
    """

    def __init__(
        self,
        domain: Any,
        event_broker: Any = None,
        *,
        keep: int = 5000,
        turns: int = 2,
        minutes: float = 60,
        clock: Callable[[], float] = time.monotonic,
        **_kwargs: Any,
    ) -> None:
        """Hold at most ``keep`` conversations and their last ``turns`` messages, ``minutes`` long."""
        super().__init__(domain, event_broker)
        self.store: OrderedDict[str, str] = OrderedDict()
        self._keep, self._turns, self._idle, self._clock = keep, turns, minutes * 60, clock
        self._touched: dict[str, float] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker's recent part as the newest and drop the oldest beyond the limits."""
        await super().save(shortened(tracker, turns=self._turns))
        self.store.move_to_end(tracker.sender_id)
        self._touched[tracker.sender_id] = self._clock()
        while len(self.store) > self._keep:
            self._forget(next(iter(self.store)))
        self.forget_idle()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a conversation that is not over its time."""
        self.forget_idle()
        return await super().retrieve(sender_id)

    def forget_idle(self) -> int:
        """Drop the conversations whose last message is too long ago; return how many."""
        before, count = self._clock() - self._idle, 0
        while self.store and self._touched[oldest := next(iter(self.store))] <= before:
            self._forget(oldest)
            count += 1
        return count

    async def keep_forgetting(self) -> None:
        """Drop idle conversations every minute, also while nobody writes."""
        while True:
            await asyncio.sleep(A_LOOK)
            self.forget_idle()

    def _forget(self, sender_id: str) -> None:
        del self.store[sender_id], self._touched[sender_id]


def find_event_classes_once() -> None:
    """Make Rasa remember which class an event's name means; it walks through all of them at each event."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=256)(Event.resolve_by_type))


def shortened(tracker: DialogueStateTracker, *, turns: int) -> DialogueStateTracker:
    """Return the tracker with its last turns only, and before them what its slots hold.

    Rules look at slots and at what happened since the last message. While a form is being filled nothing is
    cut, since the form's beginning belongs to its state.
    """
    events = list(tracker.events)
    messages = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(messages) <= turns or tracker.active_loop_name:
        return tracker
    waits = [
        place
        for place, event in enumerate(events[: messages[-turns]])
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    if not waits:
        return tracker
    known = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
    short = copy.copy(tracker)
    short.events = deque([*known, *events[waits[-1] :]])
    return short
