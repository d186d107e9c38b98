"""Who are you, are you a machine, is this a scam, why do you write."""

from __future__ import annotations

from actions.base import TopicAction


class TrustAction(TopicAction):
    """Who are you, are you a machine, is this a scam, why do you write."""

    topic = "trust"
