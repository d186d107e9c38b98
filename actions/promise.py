"""A day named by her, or part now and the rest later."""

from __future__ import annotations

from actions.base import TopicAction


class PromiseAction(TopicAction):
    """A day named by her, or part now and the rest later."""

    topic = "promise"
