"""The port that every channel adapter implements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message.

    Args:
        receipt: the channel's own id of the message, empty when it has none.
    """

    receipt: str = ""


class ChannelAdapter(Protocol):
    """Hands one message to one medium.

    An implementer must not retry by itself: it raises what happened and the dispatcher decides.
    ``Unreachable`` means the address will never work again; ``RetryLater`` says how long to wait;
    ``OutcomeUnknown`` means that it may have arrived and must not be repeated blindly. It logs no
    text and no address.
    """

    name: str

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> Delivery:
        """Send one message.

        Args:
            parcel_id: idempotency key, for media that take one.
            address: where to, in the adapter's own form.
            payload: ``text``, and perhaps ``buttons``, ``cards``, ``subject``, ``link``.

        Raises:
            ChannelError: it was not handed over, or nobody knows.
        """
        ...
