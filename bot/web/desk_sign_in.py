"""Signing in at the desk, and leaving it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.web import signin
from bot.web.pages import language_of, page
from bot.web.site import Site, site_of

router = APIRouter(prefix="/desk", include_in_schema=False)
Field = Annotated[str, Form()]


@router.get("/sign-in")
def sign_in_page(request: Request) -> Response:
    """The sign-in form."""
    return _sign_in_form(request, site_of(request))


@router.post("/sign-in")
def sign_in(request: Request, username: Field = "", password: Field = "", csrf: Field = "") -> Response:
    """Check name and password; five wrong ones lock the account for a growing time."""
    site = site_of(request)
    expected = request.cookies.get(signin.FORM_COOKIE, "")
    if not expected or csrf != expected:
        return _sign_in_form(request, site, problem="stale_form", status=403)
    try:
        cookie = signin.sign_in(site.house, username=username[:64], password=password)
    except signin.Locked as locked:
        site.metrics.sign_ins.labels("locked").inc()
        until = f"{locked.until:%H:%M} UTC"
        return _sign_in_form(request, site, problem="locked", detail=until, status=429)
    if cookie is None:
        site.metrics.sign_ins.labels("wrong").inc()
        return _sign_in_form(request, site, problem="wrong_sign_in", status=401)
    site.metrics.sign_ins.labels("ok").inc()
    answer = RedirectResponse("/desk", status_code=303)
    signin.set_cookie(answer, site, signin.SESSION_COOKIE, cookie, age=signin.SESSION_FOR)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, csrf: Field = "") -> Response:
    """Leave the desk on this browser."""
    site = site_of(request)
    signin.check_csrf(csrf, signin.who(request, site).csrf)
    signin.sign_out(request, site)
    answer = RedirectResponse("/desk/sign-in", status_code=303)
    answer.delete_cookie(signin.SESSION_COOKIE, path="/desk")
    return answer


def _sign_in_form(
    request: Request, site: Site, *, problem: str = "", detail: str = "", status: int = 200
) -> Response:
    token = site.house.keys.new_token()
    answer = page(
        request,
        "desk/sign_in.html",
        language=language_of(request),
        status=status,
        problem=problem,
        detail=detail,
        csrf=token,
    )
    signin.set_cookie(answer, site, signin.FORM_COOKIE, token, age=timedelta(hours=1))
    return answer
