"""The port to whoever takes the money, and the order that a payment link stands for.

The product never sees a card or an account number: it makes a link, and later hears in a signed message
that money arrived. An order is not stored; it is sealed into the link itself, so that a link can neither
be guessed nor changed, and it expires.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from bot.model.errors import NotAllowed, UnknownThing
from bot.model.loan import ReturnReason

LINK_FOR = timedelta(hours=24)
_HEAD = struct.Struct(">16sQI6s")
_SEAL = 16


class Digests(Protocol):
    """A keyed hash, different for each purpose."""

    def digest(self, purpose: str, value: str) -> str:
        """Hexadecimal keyed hash of a value."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """What a link asks to be paid: so much (minor units) for one conversation's account, until a moment.

    Args:
        nonce: makes two links for the same amount two different orders (12 hexadecimal digits).
    """

    conversation_id: str
    minor: int
    expires_at: datetime
    nonce: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Money that a provider says has arrived, failed to, or went back.

    Args:
        event_id: the provider's id of this message; the same one may come more than once.
        payment_id: the provider's id of the money; booked once.
        order: the sealed token of the order that was paid.
        status: ``paid``, ``failed``, ``returned`` (the bank did not carry it out after all) or ``chargeback``
            (the borrower had it fetched back).
        reversal_id: the provider's id of what went back, wholly or in part; booked once.
    """

    provider: str
    event_id: str
    payment_id: str
    order: str
    status: str
    minor: int
    currency: str
    at: datetime
    reversal_id: str = ""

    @property
    def went_back(self) -> bool:
        """Whether money of a payment told before was taken back."""
        return self.status in (ReturnReason.RETURNED, ReturnReason.CHARGEBACK)


class Payments(Protocol):
    """A provider of hosted payment pages.

    An implementer checks every incoming message before it believes a word of it: signature first, then
    the age of its timestamp. It books nothing; it only says what the message says.
    """

    name: str

    def link(self, order: Order) -> str:
        """The address of a page on which this order can be paid."""
        ...

    def read(self, body: bytes, *, headers: Mapping[str, str], now: datetime) -> Arrival:
        """Check a message and read it.

        Raises:
            NotAllowed: the signature is wrong or the message too old.
            BadInput: it is signed but cannot be read.
        """
        ...

    def seal_of(self, headers: Mapping[str, str]) -> str:
        """What is unique to one delivery, so that a recorded delivery cannot be played again."""
        ...


def seal(order: Order, *, keys: Digests) -> str:
    """The order as a token that fits into an address."""
    head = _HEAD.pack(
        bytes.fromhex(order.conversation_id),
        order.minor,
        int(order.expires_at.timestamp()),
        bytes.fromhex(order.nonce),
    )
    mark = bytes.fromhex(keys.digest("payment-order", head.hex()))[:_SEAL]
    return _token(head + mark)


def _token(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unseal(token: str, *, keys: Digests) -> Order:
    """The order of a token, whether or not it has expired.

    One order has one spelling: readers of base64 pass over foreign characters and unused bits, so another
    spelling of a paid order would otherwise count as one that was not paid yet.

    Raises:
        UnknownThing: this was not made here.
    """
    unknown = UnknownThing("this payment link is not known", remedy="ask for a new one in the chat")
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError) as error:
        raise unknown from error
    head, mark = raw[: _HEAD.size], raw[_HEAD.size :]
    expected = bytes.fromhex(keys.digest("payment-order", head.hex()))[:_SEAL]
    if len(head) != _HEAD.size or not hmac.compare_digest(mark, expected) or _token(raw) != token:
        raise unknown
    talk, minor, until, nonce = _HEAD.unpack(head)
    return Order(talk.hex(), minor, datetime.fromtimestamp(until, tz=UTC), nonce.hex())


def must_be_fresh(order: Order, *, now: datetime) -> Order:
    """Pass an order on that has not expired.

    Raises:
        NotAllowed: its time is over.
    """
    if order.expires_at <= now:
        raise NotAllowed("this payment link has expired", remedy="ask for a new one in the chat")
    return order


def as_json(arrival: Arrival) -> dict[str, Any]:
    """What a provider's message says, as it is kept in the audit trail; the sealed order is left out."""
    return {
        "provider": arrival.provider,
        "event": arrival.event_id,
        "payment": arrival.payment_id,
        "status": arrival.status,
        "minor": arrival.minor,
        "currency": arrival.currency,
        **({"reversal": arrival.reversal_id} if arrival.reversal_id else {}),
    }
