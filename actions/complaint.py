"""Complaints, harassment, anger."""

from __future__ import annotations

from actions.base import TopicAction


class ComplaintAction(TopicAction):
    """Complaints, harassment, anger."""

    topic = "complaint"
