"""Splitting it, or asking what can be done."""

from __future__ import annotations

from actions.base import TopicAction


class InstalmentsAction(TopicAction):
    """Splitting it, or asking what can be done."""

    topic = "instalments"
