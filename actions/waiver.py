"""Late charges to be given up."""

from __future__ import annotations

from actions.base import TopicAction


class WaiverAction(TopicAction):
    """Late charges to be given up."""

    topic = "waiver"
