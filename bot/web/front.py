"""The front page with its three doors, and the demo borrower's phone."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup, escape

from bot.conversation import entry
from bot.model.errors import UnknownThing
from bot.web import views
from bot.web.pages import asset, language_of, page
from bot.web.site import Site, site_of

router = APIRouter(include_in_schema=False)
URL = re.compile(r"https?://[^\s<>\"'，。；）)]+")


@router.get("/")
def front_page(request: Request) -> Response:
    """Three doors: a borrower's phone, the desk, what happened today."""
    site = site_of(request)
    language = language_of(request)
    today = site.today.today(site.house) if site.phones else None
    return page(request, "front.html", language=language, today=today, sandbox=site.phones is not None)


@router.get("/studio")
def studio(request: Request) -> Response:
    """Product teams look at the day's numbers on the front page; the tuning loop is on the command line."""
    return RedirectResponse("/#today", status_code=303)


@router.get("/favicon.ico")
def favicon(request: Request) -> Response:
    """What browsers and crawlers ask for by habit, also where a page names no icon."""
    return RedirectResponse(asset("icon.svg"), status_code=301)


@router.get("/sandbox")
def phone_page(request: Request, borrower: str | None = None) -> Response:
    """The phone of a borrower in the sandbox, with links to tap.

    Raises:
        UnknownThing: real channels are on, so there is no such page; or nobody has this id.
    """
    site = site_of(request)
    if site.phones is None:
        raise UnknownThing("there is no sandbox here", remedy="set TIDEOVER_CHANNELS=sandbox to have one")
    language = language_of(request)
    owners = site.phones.owners()
    chosen = next((o for o in owners if o.id == borrower), None)
    if borrower is None:
        chosen = next((o for o in owners if o.messages), None)
    arrived = site.phones.inbox(chosen.id) if chosen else ()
    return page(
        request,
        "sandbox.html",
        language=language,
        owners=owners,
        country=partial(views.country, language=language),
        chosen=chosen,
        arrived=[
            {
                "kind": "email" if item.adapter == "sandbox_email" else "sms",
                "at": views.moment(item.at, language=language, zone=chosen.timezone if chosen else "UTC"),
                "subject": item.subject,
                "text": linked(item.text),
                "path": own_path(site, item.link),
            }
            for item in arrived
        ],
    )


@router.post("/sandbox/open")
def open_chat(request: Request, borrower: Annotated[str, Form()]) -> Response:
    """Let a demo borrower open the chat of her own accord, as from the lender's app; at any hour.

    Raises:
        UnknownThing: real channels are on, or nobody has this id.
    """
    site = site_of(request)
    owner = next((o for o in site.phones.owners() if o.id == borrower), None) if site.phones else None
    if owner is None:
        raise UnknownThing("there is no such phone here", remedy="go back to the phones")
    house = site.house
    with house.store.write() as unit:
        accounts = unit.books.accounts_of(owner.id)
        conversation = entry.open_conversation(house, unit, accounts[0].id)
        token = entry.make_link(house, unit, conversation.id)
        unit.commit()
    return RedirectResponse(f"/chat/{token}", status_code=303)


def linked(text: str) -> Markup:
    """Text with its addresses as links, everything else escaped."""
    parts: list[Markup] = []
    at = 0
    for found in URL.finditer(text):
        parts.append(escape(text[at : found.start()]))
        address = escape(found.group())
        parts.append(Markup('<a href="{}" rel="noreferrer" target="_blank">{}</a>').format(address, address))
        at = found.end()
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


def own_path(site: Site, link: str) -> str:
    """The path of a link into our own pages, for a large button; works behind any host name."""
    base = site.house.base_url.rstrip("/")
    return link[len(base) :] if link.startswith(f"{base}/chat/") else ""
