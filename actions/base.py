"""What all actions share: find the message the engine is asked about and let our services answer it."""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio.to_thread
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.conversation.answer import act
from bot.conversation.house import House
from bot.model.words import Intent


class TopicAction(Action):
    """One dialogue step: the tracker names a message, our services do the rest.

    The reply is saved on the message by the service; the engine only learns that the step was done.
    """

    topic = ""
    understood = True

    def __init__(self, house: House) -> None:
        """Keep the house; nothing is opened."""
        self._house = house

    def name(self) -> str:
        """The name that ``domain.yml`` and ``data/rules`` use."""
        return f"action_{self.topic}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the message whose id came with the turn."""
        latest = tracker.latest_message
        message_id = str((latest.get("metadata") or {})["message_id"])
        name = str((latest.get("intent") or {}).get("name") or "")
        lead = Intent(name) if name in Intent._value2member_map_ else None
        step = partial(act, self._house, message_id, lead=lead, understood=self.understood)
        await anyio.to_thread.run_sync(step)
        return []
