"""The sandbox payment provider: a page of our own instead of a bank, and the same signed messages.

It stands in for a real provider of hosted pages: nothing is charged. Its messages go through the same
check and the same booking as a real provider's would.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from bot.model.errors import BadInput, NotAllowed
from bot.payments.port import Arrival, Digests, Order, seal

HEADER = "tideover-signature"
FRESH = timedelta(minutes=5)
STATUS = {
    "payment.paid": "paid",
    "payment.failed": "failed",
    "payment.returned": "returned",
    "payment.chargeback": "chargeback",
}


class SandboxPayments:
    """Hosted pages and signed messages without a bank behind them."""

    name = "sandbox"

    def __init__(self, *, keys: Digests, secret: str, base_url: str) -> None:
        """Keep what links are sealed with, what messages are signed with, and where the page is."""
        self._keys = keys
        self._secret = secret.encode()
        self._base = base_url.rstrip("/")

    def link(self, order: Order) -> str:
        """The address of the sandbox page for an order."""
        return f"{self._base}/pay/{seal(order, keys=self._keys)}"

    def payment_id(self, token: str) -> str:
        """The one payment that an order can become."""
        return f"sbx-{self._keys.digest('sandbox-payment', token)[:24]}"

    def message(
        self, token: str, *, paid: bool, minor: int, currency: str, now: datetime, attempt: str
    ) -> tuple[bytes, dict[str, str]]:
        """What a provider would send after somebody pressed a button: body and signed headers.

        Args:
            token: the order.
            paid: whether the payment worked.
            minor: the amount in minor units.
            currency: ISO 4217.
            now: the moment.
            attempt: makes another try another event.
        """
        event: dict[str, Any] = {
            "id": f"evt-{self._keys.digest('sandbox-event', f'{token}|{paid}|{attempt}')[:24]}",
            "type": "payment.paid" if paid else "payment.failed",
            "payment": self.payment_id(token),
            "order": token,
            "minor": minor,
            "currency": currency,
            "at": now.astimezone(UTC).isoformat(),
        }
        body = orjson.dumps(event)
        return body, {HEADER: self.sign(body, now=now)}

    def returned(
        self,
        token: str,
        *,
        minor: int,
        currency: str,
        now: datetime,
        number: str = "1",
        chargeback: bool = False,
    ) -> tuple[bytes, dict[str, str]]:
        """What a provider would send when money of a payment went back: body and signed headers.

        Args:
            token: the order that was paid.
            minor: how much went back, in minor units.
            currency: ISO 4217.
            now: the moment.
            number: makes another part that went back another one.
            chargeback: the borrower had it fetched back.
        """
        mark = self._keys.digest("sandbox-return", f"{token}|{number}")[:24]
        event: dict[str, Any] = {
            "id": f"evt-{mark}",
            "type": "payment.chargeback" if chargeback else "payment.returned",
            "payment": self.payment_id(token),
            "reversal": f"rev-{mark}",
            "order": token,
            "minor": minor,
            "currency": currency,
            "at": now.astimezone(UTC).isoformat(),
        }
        body = orjson.dumps(event)
        return body, {HEADER: self.sign(body, now=now)}

    def sign(self, body: bytes, *, now: datetime) -> str:
        """The signature header of a message sent now: ``t=SECONDS,v1=HMAC-SHA256 of "t.body"``."""
        stamp = str(int(now.timestamp()))
        return f"t={stamp},v1={self._mark(stamp, body)}"

    def read(self, body: bytes, *, headers: Mapping[str, str], now: datetime) -> Arrival:
        """Check signature and age, then read.

        Raises:
            NotAllowed: the signature is wrong or the message older than five minutes.
            BadInput: it is signed but cannot be read.
        """
        stamp, mark = self._signature(headers)
        if not stamp.isdigit() or not hmac.compare_digest(mark.encode(), self._mark(stamp, body).encode()):
            raise NotAllowed("the signature is not right", where=HEADER, remedy="check the shared secret")
        if abs(now.timestamp() - int(stamp)) > FRESH.total_seconds():
            raise NotAllowed("the message is too old", where=HEADER, remedy="send it again, signed anew")
        try:
            said = orjson.loads(body)
            status = STATUS[said["type"]]
            return Arrival(
                provider=self.name,
                event_id=str(said["id"]),
                payment_id=str(said["payment"]),
                order=str(said["order"]),
                status=status,
                minor=int(said["minor"]),
                currency=str(said["currency"]),
                at=_moment(said["at"]),
                reversal_id="" if status in ("paid", "failed") else str(said["reversal"]),
            )
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise BadInput("the event cannot be read", where="body", remedy="see the description") from error

    def seal_of(self, headers: Mapping[str, str]) -> str:
        """The mark of one delivery."""
        return self._signature(headers)[1]

    def _signature(self, headers: Mapping[str, str]) -> tuple[str, str]:
        text = next((value for name, value in headers.items() if name.lower() == HEADER), "")
        pairs = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
        return pairs.get("t", ""), pairs.get("v1", "")

    def _mark(self, stamp: str, body: bytes) -> str:
        return hmac.new(self._secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return found
