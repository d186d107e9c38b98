"""Paying: the sandbox's page, and the address to which a payment provider sends its signed messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from bot.channels.pay_sandbox import SandboxPayments
from bot.conversation.wording import money_text
from bot.model.errors import NotAllowed, UnknownThing
from bot.model.money import Money
from bot.model.words import Language
from bot.outreach.reach import speaker_at
from bot.payments.orders import payable
from bot.payments.port import must_be_fresh, unseal
from bot.payments.receive import receive
from bot.web.pages import language_of, page
from bot.web.site import Site, site_of

router = APIRouter(tags=["payments"])


class EventOut(BaseModel):
    """What became of a provider's message."""

    status: str = Field(
        description="booked, failed, returned, chargeback, or duplicate when it was known already"
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """What the sandbox page shows."""

    lender: str
    amount: Money
    paid: bool
    returned: bool
    open: bool
    language: Language
    traditional: bool = False


@router.post("/api/v1/payments/events", response_model=EventOut)
async def payment_event(request: Request) -> EventOut:
    """A signed message of the payment provider.

    The header `Tideover-Signature: t=SECONDS,v1=HEX` holds the HMAC-SHA256 of `t.body`. Older than five
    minutes, wrongly signed or played again: refused. The same event id is booked once.
    """
    body = await request.body()
    site = site_of(request)
    headers = {name.lower(): value for name, value in request.headers.items()}
    done = await run_in_threadpool(lambda: receive(site.house, body, headers=headers))
    return EventOut(status=done.status)


@router.get("/pay/{token}", include_in_schema=False)
def pay_page(request: Request, token: str, failed: bool = False) -> Response:
    """The sandbox's payment page for one order."""
    site = site_of(request)
    order = _look(site, token)
    wished = request.query_params.get("lang")
    language = language_of(request) if wished else order.language
    state = _state(order, failed=failed)
    return page(
        request,
        "pay.html",
        language=language,
        traditional=order.traditional,
        token=token,
        lender=order.lender,
        amount=money_text(order.amount, language),
        state=state,
    )


@router.post("/pay/{token}", include_in_schema=False)
def pay(
    request: Request, token: str, action: Annotated[str, Form(pattern="^(pay|fail|return)$")]
) -> Response:
    """One of the buttons: the sandbox sends itself the message that a provider would send."""
    site = site_of(request)
    order, provider = _look(site, token), _sandbox(site)
    if action == "return":
        if order.paid and not order.returned:
            body, headers = provider.returned(
                token, minor=order.amount.minor, currency=order.amount.currency, now=site.house.clock()
            )
            receive(site.house, body, headers=headers)
        return RedirectResponse(f"/pay/{token}", status_code=303)
    if order.paid or not order.open:
        return RedirectResponse(f"/pay/{token}", status_code=303)
    body, headers = provider.message(
        token,
        paid=action == "pay",
        minor=order.amount.minor,
        currency=order.amount.currency,
        now=site.house.clock(),
        attempt=site.house.keys.new_token(),
    )
    receive(site.house, body, headers=headers)
    return RedirectResponse(f"/pay/{token}{'' if action == 'pay' else '?failed=true'}", status_code=303)


def _state(order: _Order, *, failed: bool) -> str:
    if order.paid:
        return "returned" if order.returned else "paid"
    if not order.open:
        return "gone"
    return "failed" if failed else "open"


def _sandbox(site: Site) -> SandboxPayments:
    provider = site.house.payments
    if not isinstance(provider, SandboxPayments):
        raise UnknownThing("there is no payment page here", remedy="open the link from the chat")
    return provider


def _look(site: Site, token: str) -> _Order:
    """An order as it stands now.

    Raises:
        UnknownThing: not an order of ours, or no sandbox.
    """
    provider, house = _sandbox(site), site.house
    order, now = unseal(token, keys=house.keys), house.clock()
    with house.store.read() as unit:
        talk = unit.talks.get(order.conversation_id)
        speaker = speaker_at(house, unit, talk.account_id, now=now)
        amount = Money(order.minor, speaker.account.currency)
        known = f"{provider.name}:{provider.payment_id(token)}"[:64]
        ledger = unit.books.ledger(speaker.account)
        paid = any(each.id == known for each in ledger.payments)
        returned = any(each.payment == known for each in ledger.reversals)
        try:
            must_be_fresh(order, now=now)
            still = amount <= payable(speaker)
        except NotAllowed:
            still = False
        return _Order(
            speaker.account.lender, amount, paid, returned, still, talk.language, speaker.traditional
        )
