"""Doors for what comes in by other media: answers to SMS and email, Telegram, one-click unsubscribe.

A gateway signs each request with the shared inbound token: ``X-Tideover-Signature: t=UNIX,v1=HEX`` where
HEX is HMAC-SHA256 over ``UNIX.BODY``. A signature is good for five minutes; the same message again changes
nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Literal

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from bot.bootstrap import App
from bot.conversation.written_back import opt_out, unsubscribe_signature, written_back
from bot.model.errors import BadInput, NotAllowed, UnknownThing
from bot.model.words import Channel

SIGNED_FOR = 300
LONGEST_AT = 12
"""Digits of a moment in seconds; Python refuses to read thousands of them."""
ADAPTERS = {"sms": ("sms", "sandbox_sms"), "email": ("email", "sandbox_email")}

router = APIRouter(prefix="/api/v1", tags=["inbound"])


class Written(BaseModel):
    """A message that somebody sent to us by SMS or email."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    sender: str = Field(alias="from", min_length=3, max_length=320, description="number or address")
    text: str = Field(max_length=20_000, description="what was written")
    id: str = Field(min_length=1, max_length=998, description="the medium's own id of the message")
    automatic: bool = Field(False, description="an out-of-office answer or the like; it is not read")


@router.post(
    "/inbound/telegram",
    status_code=204,
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
async def telegram(request: Request) -> Response:
    """Take one update of Telegram; anything but 204 makes Telegram send it again."""
    product: App = request.app.state.product
    inbox = product.telegram
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if inbox is None or not inbox.webhook_secret:
        raise UnknownThing("there is no Telegram webhook here", remedy="set TIDEOVER_TELEGRAM_WEBHOOK_URL")
    if not hmac.compare_digest(given.encode(), inbox.webhook_secret.encode()):
        raise NotAllowed("the secret token is wrong", where="X-Telegram-Bot-Api-Secret-Token")
    body = _object(await request.body())
    await run_in_threadpool(inbox.take_json, body)
    return Response(status_code=204)


@router.post(
    "/inbound/{medium}",
    status_code=202,
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": Written.model_json_schema()}}}},
)
async def inbound(medium: Literal["sms", "email"], request: Request) -> dict[str, bool]:
    """Take an answer to an SMS or email.

    Stop words work at once. ``known`` is false when the address is nobody's on file.
    """
    product: App = request.app.state.product
    body = await request.body()
    _check_signature(product, request.headers.get("X-Tideover-Signature", ""), body)
    try:
        written = Written.model_validate(_object(body))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(str(first["msg"]), where=".".join(str(p) for p in first["loc"])) from None
    if written.automatic:
        return {"known": False}
    known = await run_in_threadpool(
        written_back,
        product.house,
        channel=Channel(medium),
        adapters=ADAPTERS[medium],
        address=written.sender,
        text=written.text,
        message_id=written.id,
    )
    return {"known": known}


@router.post("/unsubscribe/{parcel_id}/{signature}", status_code=200)
def unsubscribe(parcel_id: str, signature: str, request: Request) -> dict[str, str]:
    """Close email to somebody by one click (RFC 8058); only a POST does it, so no link scanner can."""
    product: App = request.app.state.product
    if not hmac.compare_digest(signature.encode(), unsubscribe_signature(product.house, parcel_id).encode()):
        raise UnknownThing("this address is not known", remedy="reply to the mail with the word stop")
    opt_out(product.house, parcel_id, channel=Channel.EMAIL)
    return {"unsubscribed": "email"}


def sign(token: str, body: bytes, *, at: int) -> str:
    """The signature header of a request, as a gateway makes it."""
    code = hmac.new(token.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={code}"


def _check_signature(product: App, header: str, body: bytes) -> None:
    token = product.settings.inbound_token.get_secret_value()
    if not token:
        raise UnknownThing("inbound messages are switched off", remedy="set TIDEOVER_INBOUND_TOKEN")
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    at = parts.get("t", "")
    now = product.house.clock().timestamp()
    if not at.isdecimal() or len(at) > LONGEST_AT or abs(now - int(at)) > SIGNED_FOR:
        raise NotAllowed("the signature is missing or too old", where="X-Tideover-Signature")
    given = f"t={at},v1={parts.get('v1', '')}"
    if not hmac.compare_digest(sign(token, body, at=int(at)).encode(), given.encode()):
        raise NotAllowed("the signature does not fit", where="X-Tideover-Signature")


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadInput("this is no JSON", where="request body") from error
    if not isinstance(found, dict):
        raise BadInput("this is no JSON object", where="request body")
    return found
