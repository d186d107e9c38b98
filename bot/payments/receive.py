"""A provider's message comes in: checked, booked once, followed by everything a payment leads to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import structlog

from bot.conversation.house import House
from bot.model.errors import BadInput, Conflict, Unavailable
from bot.model.loan import ReturnReason
from bot.model.money import Money
from bot.model.talk import Say
from bot.outreach import reach
from bot.outreach.door import Speaker
from bot.payments.port import Arrival, as_json, unseal
from bot.payments.settle import Settled, settle_in, tell

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one message: booked now, gone back, known before, or a payment that failed."""

    status: str
    settled: Settled | None = None


_AGAIN = Received("duplicate")


def receive(house: House, body: bytes, *, headers: Mapping[str, str]) -> Received:
    """Take one message from the payment provider.

    The same money is booked once, however often it is told. The same recorded delivery is refused when it
    comes again; a provider that tries again signs anew and is answered as before.

    Raises:
        Unavailable: no provider is set up.
        NotAllowed: wrong signature, or too old.
        Conflict: a delivery played again, or one event id with two contents.
        BadInput: it cannot be read, its amount is not the order's, or an id does not fit.
    """
    if house.payments is None:
        raise Unavailable("no payment provider is set up", remedy="set one up in the settings")
    now = house.clock()
    arrival = house.payments.read(body, headers=headers, now=now)
    order = unseal(arrival.order, keys=house.keys)
    digest = hashlib.sha256(body).hexdigest()
    delivery = f"payment-delivery:{house.payments.seal_of(headers)}"[:120]
    event = _whole(f"payment-event:{arrival.provider}", arrival.event_id, where="id", most=120)
    with house.store.write() as unit:
        talk = unit.talks.get(order.conversation_id)
        speaker = reach.opened(house, unit, talk.account_id, now=now)
        if unit.people.remembered_response(delivery) is not None:
            raise Conflict("this delivery was received before", remedy="sign a new one")
        known = unit.people.remembered_response(event)
        if known is not None and known[0] != digest:
            raise Conflict("this event came before with another content", remedy="use a new event id")
        amount = Money(arrival.minor, arrival.currency)
        whole = arrival.went_back or arrival.minor == order.minor
        if arrival.currency != speaker.account.currency or not whole:
            raise BadInput("amount or currency is not the order's", where="minor", remedy="check the order")
        result = _AGAIN
        if known is None:
            result = _take(speaker, arrival, amount)
            unit.people.remember_response(key=event, request_hash=digest, status=200, response="{}", at=now)
        unit.people.remember_response(key=delivery, request_hash=digest, status=200, response="{}", at=now)
        unit.commit()
    log.info("payment_event", status=result.status, provider_event=arrival.event_id)
    house.wake(talk.id)
    return result


def _whole(prefix: str, given: str, *, where: str, most: int = 64) -> str:
    """The key of a provider's id; one that was cut short could be taken for another's and never be booked."""
    key = f"{prefix}:{given}"
    if not given or len(key) > most:
        most -= len(prefix) + 1
        raise BadInput(
            "an id is empty or too long to be kept", where=where, remedy=f"at most {most} characters"
        )
    return key


def _take(speaker: Speaker, arrival: Arrival, amount: Money) -> Received:
    speaker.unit.audit.append(at=speaker.now, kind="payment", ref=speaker.account.id, body=as_json(arrival))
    if arrival.status != "paid" and not arrival.went_back:
        failed = Say("utter_payment_failed", {"lender": speaker.account.lender}, reveals=False)
        tell(speaker, failed, answering=True, neutral=failed.name)
        return Received("failed")
    payment_id = _whole(arrival.provider, arrival.payment_id, where="payment")
    day = min(arrival.at, speaker.now).astimezone(ZoneInfo(speaker.borrower.timezone)).date()
    if arrival.went_back:
        new = speaker.unit.books.add_reversal(
            reversal_id=_whole(arrival.provider, arrival.reversal_id, where="reversal"),
            account_id=speaker.account.id,
            payment_id=payment_id,
            on=day,
            amount=amount.minor,
            reason=ReturnReason(arrival.status),
            at=speaker.now,
        )
        return Received(arrival.status, settle_in(speaker, amount=None, answering=False)) if new else _AGAIN
    new = speaker.unit.books.add_payment(
        payment_id=payment_id,
        account_id=speaker.account.id,
        received_on=day,
        amount=amount.minor,
        source=arrival.provider,
        at=speaker.now,
    )
    if not new:
        return _AGAIN
    return Received("booked", settle_in(speaker, amount=amount, answering=True))
