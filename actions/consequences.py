"""Fees, credit file, court, visits, who is told."""

from __future__ import annotations

from actions.base import TopicAction


class ConsequencesAction(TopicAction):
    """Fees, credit file, court, visits, who is told."""

    topic = "consequences"
