"""More time, another due day."""

from __future__ import annotations

from actions.base import TopicAction


class DeferralAction(TopicAction):
    """More time, another due day."""

    topic = "deferral"
