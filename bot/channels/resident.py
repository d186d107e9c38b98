"""Adapters whose medium is our own database: the web chat, the terminal and the sandbox inbox.

The line is there as soon as it is committed; whoever looks (a browser over SSE, the inbox page)
reads it from the transcript. Sending is therefore only noticing that it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.port import Delivery


class ResidentChannel:
    """A medium that reads from the transcript by itself."""

    def __init__(self, name: str) -> None:
        """Name it: ``web``, ``terminal``, ``sandbox_sms``, ``sandbox_email``."""
        self.name = name

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> Delivery:
        """Nothing to hand over; the line is where the reader looks."""
        return Delivery(receipt=parcel_id)
