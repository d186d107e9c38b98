"""A copy of my data, delete my data."""

from __future__ import annotations

from actions.base import TopicAction


class RightsAction(TopicAction):
    """A copy of my data, delete my data."""

    topic = "rights"
