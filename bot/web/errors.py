"""Errors as answers: JSON for programs, a plain page for people. Nothing personal is repeated."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.model.errors import (
    BadInput,
    Conflict,
    NotAllowed,
    Refused,
    TideoverError,
    Unavailable,
    UnknownThing,
)
from bot.web.pages import language_of, page

log = structlog.get_logger(__name__)
STATUS: tuple[tuple[type[TideoverError], int], ...] = (
    (UnknownThing, 404),
    (NotAllowed, 403),
    (BadInput, 400),
    (Conflict, 409),
    (Refused, 422),
    (Unavailable, 503),
)
PHRASES = {
    400: "this request cannot be used",
    404: "there is no such page",
    405: "this method is not served here",
}


def status_of(error: TideoverError) -> int:
    """The HTTP status that fits an error of the tree; 500 for one that is our own fault."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def install(app: FastAPI) -> None:
    """Answer every error of the tree, every malformed request and every fault of ours."""

    @app.exception_handler(TideoverError)
    async def _known(request: Request, error: TideoverError) -> Response:
        status = status_of(error)
        if status >= 500:
            log.warning("request_failed", status=status, kind=type(error).__name__)
        return answer(request, status, what=error.what, where=error.where, remedy=error.remedy)

    @app.exception_handler(RequestValidationError)
    async def _malformed(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = " > ".join(str(part) for part in first.get("loc", ()))
        broken = first.get("type") == "json_invalid"
        return answer(
            request,
            400 if broken else 422,
            what="the body is not valid JSON" if broken else str(first.get("msg", "not valid")),
            where=where,
            remedy="see /docs for the shape this address expects",
        )

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        return answer(
            request,
            error.status_code,
            what=PHRASES.get(error.status_code, str(error.detail)),
            where="",
            remedy="see /docs" if request.url.path.startswith("/api/") else "",
            headers=dict(error.headers or {}),
        )

    @app.exception_handler(Exception)
    async def _fault(request: Request, error: Exception) -> Response:
        route = getattr(request.scope.get("route"), "path", "unknown")
        log.error("fault", route=route, kind=type(error).__name__)
        return answer(
            request, 500, what="a fault of ours", where="", remedy="it has been noted; try again later"
        )


def wants_page(request: Request) -> bool:
    """Whether a person in a browser asked, rather than a program."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def _again(request: Request) -> str:
    """The page to ask for once more, on this host; nothing for what was sent by a form."""
    if request.method != "GET":
        return ""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/{request.url.path.lstrip('/')}{query}"


def answer(
    request: Request,
    status: int,
    *,
    what: str,
    where: str,
    remedy: str,
    headers: dict[str, str] | None = None,
) -> Response:
    """One error as JSON or as a page."""
    extra = dict(headers or {})
    if status == 503:
        extra.setdefault("Retry-After", "2")
    if wants_page(request):
        known = {403: "error_403", 404: "error_404", 409: "error_409", 503: "error_503"}
        response: Response = page(
            request,
            "error.html",
            language=language_of(request),
            status=status,
            message=known.get(status, "error_500" if status >= 500 else "error_400"),
            gone=status == 404,
            again=_again(request) if status >= 500 else "",
        )
    else:
        body = {"error": {"what": what, "where": where, "remedy": remedy}}
        response = JSONResponse(body, status_code=status)
    response.headers.update(extra)
    return response
