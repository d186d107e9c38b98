"""Receipts as files: for whoever holds a signed address, or a verified chat."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from bot.conversation.house import House
from bot.conversation.voice import voice_of
from bot.model.errors import NotAllowed, UnknownThing
from bot.model.ports import Unit
from bot.receipts.calendar import receipt_ics
from bot.receipts.facts import Receipt, receipt_of
from bot.receipts.links import check_link
from bot.receipts.pdf import receipt_pdf
from bot.web import device
from bot.web.site import site_of

router = APIRouter(tags=["receipts"])
Reference = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
Ending = Annotated[str, Path(pattern="^(pdf|ics)$")]
TYPES = {"pdf": "application/pdf", "ics": "text/calendar; charset=utf-8"}


@router.get("/receipt/{reference}.{ending}", response_class=Response)
def signed_receipt(
    request: Request,
    reference: Reference,
    ending: Ending,
    until: Annotated[int, Query(ge=0, lt=10**11)],
    seal: Annotated[str, Query(max_length=64)],
) -> Response:
    """The receipt of one promise or plan as PDF or calendar file, by its signed address."""
    house = site_of(request).house
    check_link(house.keys, reference, until=until, seal=seal, now=house.clock())
    with house.store.read() as unit:
        account_id = unit.books.account_of_agreement(reference)
        if account_id is None:
            raise UnknownThing("there is no such receipt", remedy="open it from the chat")
        receipt = _read(unit, account_id, reference)
    return _file(house, receipt, ending)


@router.get("/chat/{token}/receipt/{reference}.{ending}", include_in_schema=False)
def receipt_in_chat(request: Request, token: str, reference: Reference, ending: Ending) -> Response:
    """The same for a chat that is verified on this device now.

    Raises:
        NotAllowed: it is not verified.
    """
    site = site_of(request)
    session, _ = device.session_for(request, site, token)
    with site.house.store.read() as unit:
        fresh = unit.talks.session(session.id)
        if not fresh.is_verified(now=site.house.clock()):
            raise NotAllowed("this chat is not verified", remedy="answer the questions in the chat first")
        account_id = unit.talks.get(fresh.conversation_id).account_id
        receipt = _read(unit, account_id, reference)
    return _file(site.house, receipt, ending)


def _read(unit: Unit, account_id: str, reference: str) -> Receipt:
    talk = unit.talks.of_account(account_id)
    borrower = unit.people.borrower(unit.books.account(account_id).borrower_id)
    if talk is None:
        return receipt_of(unit, account_id, reference, language=borrower.language)
    voice = voice_of(talk, residence=borrower.residence)
    return receipt_of(unit, account_id, reference, language=voice.language, traditional=voice.traditional)


def _file(house: House, receipt: Receipt, ending: str) -> Response:
    content = receipt_pdf(house, receipt) if ending == "pdf" else receipt_ics(house, receipt)
    name = f"tideover-{receipt.short}.{ending}"
    shown = "inline" if ending == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type=TYPES[ending], headers=headers)
