"""Rasa's message processor with three differences: our facts first, no command text, no silent failure.

Rasa keeps slots in its own memory, obeys a text like ``/intent{"slot": 1}`` and turns an exception in an
action into silence. Here the facts that come with each message are written to the tracker before anything
is decided, command text is only text, and a failing action fails the turn and leaves the stored tracker as
it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientConnectionError
from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError

COMMAND, HARMLESS = "/", "\uff0f"  # a full-width solidus reads the same and is no command to Rasa
FALLBACK, SURE = "nlu_fallback", 0.5
"""The intent of a message that nobody understood, and the confidence below which that is so (config.yml)."""
NOT_UNDERSTOOD = "action_not_understood"
"""The fallback named in config.yml. After it the bot waits; Rasa would find no rule again and repeat it."""


class TurnFailed(BaseException):
    """A turn could not be completed; nothing of it was stored.

    Derives from ``BaseException`` on purpose: Rasa swallows every ``Exception`` raised while an action runs.
    """

    def __init__(self, code: str, *, action: str = "", error_id: str = "") -> None:
        """Keep a short code, the action's name and the action server's error id; never borrower's data."""
        super().__init__(code)
        self.code, self.action, self.error_id = code, action, error_id


class Collected(OutputChannel):
    """Gathers what one turn proposes; refuses anything that is already a sentence."""

    def __init__(self) -> None:
        """Start with nothing proposed and no action run."""
        self.proposals: list[dict[str, Any]] = []
        self.actions: list[str] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name as rules and responses may see it."""
        return "turn"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the custom payload; text, buttons or pictures from an action are a fault of that action."""
        spoken = [
            part for part in ("text", "buttons", "quick_replies", "image", "attachment") if message.get(part)
        ]
        if spoken:
            raise TurnFailed("action_spoke", action=self.actions[-1] if self.actions else "")
        if message.get("custom"):
            self.proposals.append(message["custom"])


@dataclass
class Turn:
    """What came out of one message."""

    parse: dict[str, Any] = field(default_factory=dict)
    proposals: list[dict[str, Any]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


def error_id_of(error: BaseException) -> str:
    """Return the id under which the action server logged the fault, so that both logs show the same one."""
    answer = error.__cause__
    if not isinstance(answer, ClientResponseError):
        return ""
    try:
        return str(json.loads(answer.text)["error_id"])
    except (ValueError, KeyError, TypeError):
        return ""


def not_reached(error: BaseException) -> bool:
    """Whether the action server was not there at all; Rasa keeps that as the context of its own error."""
    return isinstance(error.__context__, ClientConnectionError)


def harmless(text: str) -> str:
    """Return the text so that Rasa cannot take it for a command."""
    stripped = text.strip()
    return HARMLESS + stripped[1:] if stripped.startswith(COMMAND) else stripped


def as_parse(text: str, reading: dict[str, Any]) -> dict[str, Any]:
    """What the product read, in the shape of a parse; an unsure leading act becomes ``nlu_fallback``."""
    leading, confidence = str(reading["leading"]), float(reading["confidence"])
    acts = [{"name": str(act["name"]), "confidence": float(act["confidence"])} for act in reading["intents"]]
    name = leading if confidence >= SURE else FALLBACK
    return {
        "text": text,
        "intent": {"name": name, "confidence": confidence},
        "entities": [],
        "intent_ranking": sorted(acts, key=lambda act: (act["name"] != leading, -act["confidence"])),
        "leading": leading,
        "also": [act["name"] for act in acts if act["name"] != leading],
        "reasons": [{"name": str(each), "confidence": 1.0} for each in reading["reasons"]],
        "signals": [{"name": str(each), "confidence": 1.0} for each in reading["signals"]],
    }


class TurnProcessor(MessageProcessor):
    """One message in, understanding and proposals out."""

    async def turn(
        self, sender: str, text: str, *, slots: dict[str, Any], metadata: dict[str, Any] | None = None
    ) -> Turn:
        """Handle one message of one conversation; messages of the same sender wait for each other.

        Args:
            sender: the conversation's id.
            text: what the borrower wrote.
            slots: facts from the product's database that rules look at; they replace what Rasa remembers.
            metadata: passed on to actions with the message. Its ``reading`` is what the product read with
                the very same weights (leading act, confidence, acts, reasons, signals); when it is there
                the message is not read a second time.

        Raises:
            TurnFailed: an action failed, spoke by itself or looped; the stored tracker is unchanged.
        """
        out = Collected()
        metadata = dict(metadata or {})
        reading = metadata.pop("reading", None)
        message = UserMessage(harmless(text), out, sender, metadata=metadata, input_channel="turn")
        if reading:
            message.parse_data = as_parse(message.text, reading)
        else:
            message.parse_data = await self.parse_message(message)
        message.facts = slots
        async with self.lock_store.lock(sender):
            await self.handle_message(message)
        return Turn(parse=message.parse_data, proposals=out.proposals, actions=out.actions)

    async def understand(self, text: str) -> dict[str, Any]:
        """Parse only: no tracker, no rule, no action."""
        return await self.parse_message(UserMessage(harmless(text)))

    async def _handle_message_with_tracker(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        for name, value in getattr(message, "facts", {}).items():
            if tracker.slots.get(name) is not None and tracker.get_slot(name) != value:
                tracker.update(SlotSet(name, value), self.domain)
        await super()._handle_message_with_tracker(message, tracker)

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        if tracker.latest_action_name == NOT_UNDERSTOOD and not tracker.followup_action:
            return PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME)
        return super()._predict_next_with_tracker(tracker)

    async def _run_prediction_loop(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> None:
        await super()._run_prediction_loop(output_channel, tracker)
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            raise TurnFailed("action_loop", action=str(tracker.latest_action_name))

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: Any,
        prediction: Any,
    ) -> bool:
        run, name = action.run, action.name()
        if isinstance(output_channel, Collected) and name not in (
            ACTION_LISTEN_NAME,
            ACTION_SESSION_START_NAME,
        ):
            output_channel.actions.append(name)

        async def run_or_fail(*args: Any, **kwargs: Any) -> Any:
            try:
                return await run(*args, **kwargs)
            except ActionExecutionRejection:
                raise  # a form that declines the message; Rasa's own way to try the next rule
            except Exception as error:
                code = "action_down" if not_reached(error) else "action_failed"
                raise TurnFailed(code, action=name, error_id=error_id_of(error)) from error

        action.run = run_or_fail
        return await super()._run_action(action, tracker, output_channel, nlg, prediction)
