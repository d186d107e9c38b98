"""The engine proposes and never speaks: a response name becomes a proposal, not a sentence.

Which wording, in which language, with which amounts, is decided by the product after its own checks.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

PLACEHOLDER = re.compile(r"{([A-Za-z_][A-Za-z0-9_]*)}")
RASAS_OWN = frozenset(
    {
        "domain_responses",
        "response",
        "template",
        "text",
        "buttons",
        "elements",
        "custom",
        "image",
        "attachment",
    }
)
"""Arguments that Rasa and its SDK add to every call; they are not arguments of a sentence."""


class ProposingGenerator(NaturalLanguageGenerator):
    """Turns ``utter_x`` into ``{"say": "utter_x", "with": {...}}`` as a custom payload."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """Take what Rasa's factory passes; neither is needed, the domain comes with each call."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        """Name the response and the values it needs: slots its wording mentions, then given arguments.

        Args:
            utter_action: name of the response.
            tracker: source of slot values.
            output_channel: not looked at; the product chooses the channel.
            **kwargs: arguments an action gave to the response.
        """
        arguments = {name: value for name, value in kwargs.items() if name not in RASAS_OWN}
        needed = self._placeholders(kwargs.get("domain_responses") or {}, utter_action)
        slots = {name: value for name in sorted(needed) if (value := tracker.get_slot(name)) is not None}
        return {"custom": {"say": utter_action, "with": {**slots, **arguments}}}

    @staticmethod
    def _placeholders(responses: dict[str, list[dict[str, Any]]], name: str) -> set[str]:
        return {
            slot
            for variant in responses.get(name, [])
            for slot in PLACEHOLDER.findall(str(variant.get("text", "")))
        }
