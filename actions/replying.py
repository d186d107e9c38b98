"""Yes, no, unsure, a choice, a correction."""

from __future__ import annotations

from actions.base import TopicAction


class ReplyingAction(TopicAction):
    """Yes, no, unsure, a choice, a correction."""

    topic = "replying"
