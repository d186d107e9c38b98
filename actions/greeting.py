"""Hello, goodbye, thank you."""

from __future__ import annotations

from actions.base import TopicAction


class GreetingAction(TopicAction):
    """Hello, goodbye, thank you."""

    topic = "greeting"
