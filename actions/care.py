"""Distress."""

from __future__ import annotations

from actions.base import TopicAction


class CareAction(TopicAction):
    """Distress."""

    topic = "care"
