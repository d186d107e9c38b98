"""Not my debt, wrong amount, fraud."""

from __future__ import annotations

from actions.base import TopicAction


class DisputeAction(TopicAction):
    """Not my debt, wrong amount, fraud."""

    topic = "dispute"
