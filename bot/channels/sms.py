"""SMS through an HTTP gateway: one JSON request a message, with the parcel's id as idempotency key.

Request: ``POST {url}`` with ``Authorization: Bearer {token}``, ``Idempotency-Key: {parcel}`` and
``{"to", "text", "reference", "automated": true}``. Answer: 2xx with ``{"id"}``; 429 or 503 to wait; 410, or
422 with ``{"error": "unreachable"}``, when the number will never work.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from bot.channels.port import Delivery
from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, Unreachable

NAME = "sms"
WAIT = 30.0
GONE = frozenset({"unreachable", "invalid_number", "blocked", "landline"})
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class SmsChannel:
    """Hands text messages to one gateway.

    Args:
        url: of the gateway.
        token: bearer token.
        name: of the adapter.
        timeout: seconds to wait for an answer.
        transport: a stand-in for the network, in tests.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str,
        name: str = NAME,
        timeout: float = 15.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Open a client; connections are made on first use."""
        self.name, self._url = name, url
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(headers=headers, timeout=timeout, transport=transport)

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> Delivery:
        """Send one message.

        Args:
            parcel_id: idempotency key: a gateway that knows it sends nothing twice.
            address: number in international form.
            payload: ``text``.

        Raises:
            Unreachable: the number will never work.
            RetryLater: the gateway asks to wait.
            OutcomeUnknown: no answer came after the request had left.
            ChannelError: it was not taken.
        """
        body = {
            "to": address,
            "text": str(payload.get("text") or ""),
            "reference": parcel_id,
            "automated": True,
        }
        try:
            answer = self._http.post(self._url, json=body, headers={"Idempotency-Key": parcel_id})
        except NEVER_LEFT as error:
            raise ChannelError(
                "the SMS gateway cannot be reached", where="TIDEOVER_SMS_GATEWAY_URL"
            ) from error
        except httpx.HTTPError as error:
            raise OutcomeUnknown("the SMS gateway did not answer") from error
        return _outcome(answer)

    def close(self) -> None:
        """Close kept connections."""
        self._http.close()


def _outcome(answer: httpx.Response) -> Delivery:
    code, told = answer.status_code, _json(answer)
    if answer.is_success:
        return Delivery(receipt=str(told.get("id") or "")[:120])
    if code in (429, 503):
        raise RetryLater(f"the SMS gateway asks to wait ({code})", seconds=_wait(answer))
    if code == 410 or (code == 422 and told.get("error") in GONE):
        raise Unreachable(f"the number will never work ({code})")
    if code >= 500:
        raise OutcomeUnknown(f"the SMS gateway failed ({code})")
    remedy = "check TIDEOVER_SMS_GATEWAY_TOKEN" if code in (401, 403) else ""
    raise ChannelError(f"the SMS gateway refuses it ({code})", remedy=remedy)


def _wait(answer: httpx.Response) -> float:
    given = answer.headers.get("Retry-After", "")
    return float(given) if given.isdecimal() else WAIT


def _json(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
