"""How much, how to pay, how the plan stands."""

from __future__ import annotations

from actions.base import TopicAction


class BalanceAction(TopicAction):
    """How much, how to pay, how the plan stands."""

    topic = "balance"
