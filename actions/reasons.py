"""Why she is late."""

from __future__ import annotations

from actions.base import TopicAction


class ReasonsAction(TopicAction):
    """Why she is late."""

    topic = "reasons"
