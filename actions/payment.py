"""Paid already; the automatic debit failed."""

from __future__ import annotations

from actions.base import TopicAction


class PaymentAction(TopicAction):
    """Paid already; the automatic debit failed."""

    topic = "payment"
