"""What this assistant is not for, and what it did not understand."""

from __future__ import annotations

from actions.base import TopicAction


class OutsideAction(TopicAction):
    """What this assistant is not for, and what it did not understand."""

    topic = "outside"


class NotUnderstoodAction(TopicAction):
    """Ask back, then offer a person; never loop."""

    topic = "not_understood"
    understood = False
