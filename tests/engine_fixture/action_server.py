"""Actions of the engine's own test bot: one that works, and one for each way to misbehave."""

from __future__ import annotations

import sys
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import FollowupAction

from actions.server import executor_of, serve

TOKEN = "fixture-token-0123456789"


class Owed(Action):
    def name(self) -> str:
        return "action_owed"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        asked = tracker.latest_message["metadata"].get("asked_by", "")
        dispatcher.utter_message(response="utter_amount", amount="128.00", asked_by=asked)
        dispatcher.utter_message(json_message={"do": "show_plan", "plan": 7})
        return []


class Breaks(Action):
    def name(self) -> str:
        return "action_breaks"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise RuntimeError(f"secret {tracker.latest_message['text']}")


class Speaks(Action):
    def name(self) -> str:
        return "action_speaks"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text="pay now")
        return []


class Loops(Action):
    def name(self) -> str:
        return "action_loops"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        return [FollowupAction("action_loops")]


class NotUnderstood(Action):
    def name(self) -> str:
        return "action_not_understood"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_ask_again")
        return []


if __name__ == "__main__":
    serve(
        executor_of([Owed(), Breaks(), Speaks(), Loops(), NotUnderstood()]),
        port=int(sys.argv[1]),
        token=TOKEN,
    )
