"""The borrower's chat: one page, and the small API behind it that programs may use as well."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Header, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from bot.model.errors import NotAllowed, UnknownThing
from bot.model.talk import Session
from bot.web import device, talk, views
from bot.web.live import Waiter, after_of, stream
from bot.web.pages import language_of, page
from bot.web.site import Site, site_of

router = APIRouter(tags=["chat"])
CLIENT_ID = r"^[A-Za-z0-9_.:-]{1,64}$"
MAX_WAIT = 60.0


class TextIn(BaseModel):
    """A message in the borrower's own words."""

    text: str = Field(max_length=60_000, description="what the borrower wrote; 4,000 characters are read")
    client_id: str | None = Field(
        None, pattern=CLIENT_ID, description="made by the sender; the same id is stored once"
    )


class PressIn(BaseModel):
    """A quick reply."""

    press: str = Field(max_length=120, description="the code of a button shown in this conversation")
    client_id: str | None = Field(None, pattern=CLIENT_ID)


class LineOut(BaseModel):
    """One line of the conversation."""

    id: str
    seq: int
    at: str
    direction: str
    author: str
    text: str
    buttons: list[dict[str, str]]
    cards: list[dict[str, Any]]


class Accepted(BaseModel):
    """A message was stored. With ``wait``, its answer comes along."""

    id: str
    duplicate: bool = Field(description="true when this client_id was stored before")
    cut: bool = Field(False, description="true when only the first 4,000 characters are read")
    answered: bool | None = Field(None, description="with wait: whether the answer is complete")
    owner: str | None = Field(None, description="with wait: bot, waiting_for_agent, agent or closed")
    verified: bool | None = Field(None, description="with wait: whether this session is verified")
    lines: list[LineOut] | None = Field(None, description="with wait: what was said in answer")


class LinesOut(BaseModel):
    """What this session may see, in order."""

    lines: list[LineOut]
    state: dict[str, Any]


Wait = Annotated[float | None, Query(ge=0, le=MAX_WAIT, description="seconds to wait for the answer")]


@router.get("/chat/{token}", include_in_schema=False)
def chat_page(request: Request, token: str) -> Response:
    """The chat page; an expired or unknown link gets a kind page instead."""
    site = site_of(request)
    try:
        session, cookie = device.session_for(request, site, token)
    except (UnknownThing, NotAllowed) as error:
        status = 410 if isinstance(error, NotAllowed) else 404
        return page(request, "expired.html", language=language_of(request), status=status)
    seen = talk.look(site, session)
    language = seen.voice.language
    zone = seen.borrower.timezone
    answer = page(
        request,
        "chat.html",
        language=language,
        token=token,
        lender=seen.account.lender,
        lines=[
            views.shown(line, language=language, zone=zone, traditional=seen.voice.traditional)
            for line in seen.lines
        ],
        traditional=seen.voice.traditional,
        last=max((line.seq for line in seen.lines), default=0),
        state=talk.state_of(seen),
        form_id=site.house.keys.new_token()[:24],
        always=talk.ALWAYS,
        telegram=site.telegram_link is not None and not talk.is_on_telegram(site, seen),
    )
    device.remember(answer, site, token, cookie)
    return answer


@router.get("/chat/{token}/telegram", include_in_schema=False)
def to_telegram(request: Request, token: str) -> Response:
    """Go on in Telegram: a fresh link that works once, for a verified device only."""
    site = site_of(request)
    session, cookie = device.session_for(request, site, token)
    seen = talk.look(site, session)
    link = site.telegram_link(session.conversation_id) if seen.verified and site.telegram_link else None
    answer = RedirectResponse(link or f"/chat/{token}", status_code=303)
    device.remember(answer, site, token, cookie)
    return answer


@router.post("/chat/{token}/say", include_in_schema=False)
def say_without_script(
    request: Request,
    token: str,
    client_id: Annotated[str, Form(pattern=CLIENT_ID)],
    text: Annotated[str, Form()] = "",
    press: Annotated[str | None, Form(max_length=120)] = None,
) -> Response:
    """The same for a browser without scripts: send, then show the page again."""
    site = site_of(request)
    session, cookie = device.session_for(request, site, token)
    if press or text.strip():
        suffix = f"-{press}"[:40].replace(":", "-") if press else ""
        talk.post(site, session, text=text, client_id=f"{client_id}{suffix}", press=press)
    answer = RedirectResponse(f"/chat/{token}#end", status_code=303)
    device.remember(answer, site, token, cookie)
    return answer


@router.post(
    "/api/v1/chat/{token}/messages",
    status_code=202,
    response_model=Accepted,
    response_model_exclude_none=True,
)
async def send_text(request: Request, token: str, body: TextIn, wait: Wait = None) -> Response:
    """Send a message. It is stored once for each ``client_id``; with ``wait`` the answer is returned."""
    return await _send(request, token, text=body.text, press=None, client_id=body.client_id, wait=wait)


@router.post(
    "/api/v1/chat/{token}/press", status_code=202, response_model=Accepted, response_model_exclude_none=True
)
async def send_press(request: Request, token: str, body: PressIn, wait: Wait = None) -> Response:
    """Press a button that a line of this conversation shows."""
    return await _send(request, token, text="", press=body.press, client_id=body.client_id, wait=wait)


async def _send(
    request: Request, token: str, *, text: str, press: str | None, client_id: str | None, wait: float | None
) -> Response:
    site = site_of(request)
    session, cookie = await run_in_threadpool(device.session_for, request, site, token)
    posted = await run_in_threadpool(
        lambda: talk.post(
            site, session, text=text, press=press, client_id=client_id or site.house.keys.new_token()[:40]
        )
    )
    waiter = Waiter(site.notifier, session.conversation_id) if wait else None
    try:
        body: dict[str, Any] = {"id": posted.id, "duplicate": posted.duplicate, "cut": posted.cut}
        status = 202
        if waiter is not None and wait:
            done, seen = await talk.answered(site, session, posted, waiter, wait)
            status = 200 if done else 202
            body |= {
                "answered": done,
                "owner": seen.conversation.owner.value,
                "verified": seen.verified,
                "lines": [views.plain(line) for line in seen.lines if line.direction == "out"],
            }
    finally:
        if waiter is not None:
            waiter.close()
    answer = JSONResponse(body, status_code=status)
    device.remember(answer, site, token, cookie)
    return answer


@router.get("/api/v1/chat/{token}/messages", response_model=LinesOut)
def read_lines(
    request: Request,
    token: str,
    after: Annotated[int, Query(ge=0, description="only lines with a greater seq")] = 0,
    html: Annotated[bool, Query(description="lines as pieces of page, for the chat page")] = False,
) -> Response:
    """Everything this session may see after a line; the fallback when live updates are not possible."""
    site = site_of(request)
    session, cookie = device.session_for(request, site, token)
    seen = talk.look(site, session, after=after)
    lines = [
        {"id": line.id, "seq": line.seq, "html": talk.html_of(line, seen)} if html else views.plain(line)
        for line in seen.lines
    ]
    answer = JSONResponse({"lines": lines, "state": talk.state_of(seen)})
    device.remember(answer, site, token, cookie)
    return answer


@router.get("/api/v1/chat/{token}/events", response_class=Response)
async def live(
    request: Request,
    token: str,
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """Live updates as server-sent events: ``line`` and ``state``; comes back with Last-Event-ID."""
    site = site_of(request)
    session, cookie = await run_in_threadpool(device.session_for, request, site, token)
    answer = _stream(site, session, after_of(last_event_id, after))
    device.remember(answer, site, token, cookie)
    return answer


def _stream(site: Site, session: Session, after: int) -> Response:
    gauge = site.metrics.streams.labels("chat")
    return stream(
        lambda: Waiter(site.notifier, session.conversation_id),
        lambda seen: talk.snapshot(site, session, seen),
        after=after,
        opened=gauge.inc,
        closed=gauge.dec,
    )
