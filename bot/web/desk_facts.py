"""Facts on a case page: what is on file, ending one with a reason, recording one with its source."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.handoff import on_file
from bot.model.errors import BadInput
from bot.model.rows import StaffMember
from bot.model.words import Channel, FactKind, Language
from bot.web import signin, views
from bot.web.site import Site, site_of

router = APIRouter(prefix="/desk/cases", include_in_schema=False)
Field = Annotated[str, Form()]


@router.post("/{case_id}/facts/{fact_id}/end")
def end(request: Request, case_id: str, fact_id: str, csrf: Field = "", why: Field = "") -> Response:
    """End a fact; the policy decides who may and after what."""
    site = site_of(request)
    who = signin.who(request, site)
    signin.check_csrf(csrf, who.csrf)
    try:
        on_file.end(site.house, case_id, fact_id, member=who.member, why=why)
    except BadInput as error:
        return _as_it_was(request, site, who, case_id, error)
    return RedirectResponse(f"/desk/cases/{case_id}#facts", status_code=303)


@router.post("/{case_id}/facts")
def record(
    request: Request,
    case_id: str,
    csrf: Field = "",
    kind: Field = "",
    why: Field = "",
    channel: Field = "",
    space: Field = "",
    occasion: Field = "",
    started_on: Field = "",
    ended_on: Field = "",
) -> Response:
    """Put a fact on file that came by letter, by phone or from a register."""
    site = site_of(request)
    who = signin.who(request, site)
    signin.check_csrf(csrf, who.csrf)
    detail = {
        "channel": channel,
        "space": space,
        "occasion": occasion,
        "started_on": started_on,
        "ended_on": ended_on,
    }
    try:
        on_file.record(site.house, case_id, member=who.member, kind=kind, why=why, detail=detail)
    except BadInput as error:
        return _as_it_was(request, site, who, case_id, error)
    return RedirectResponse(f"/desk/cases/{case_id}#facts", status_code=303)


PROBLEMS = ("bad_text", "bad_why", "bad_channel", "bad_started_on", "bad_ended_on")
"""What may be wrong with what was filled in, each with words of its own."""


def problem_of(error: BadInput) -> str:
    """The words for a field that cannot be used."""
    named = f"bad_{error.where}"
    return named if named in PROBLEMS else "bad_other"


def _as_it_was(request: Request, site: Site, who: signin.SignedIn, case_id: str, error: BadInput) -> Response:
    """The case once more, with what is wrong at its top; nothing was put on file.

    Raises:
        BadInput: it is not the form that is wrong, but the fact or the role.
    """
    if type(error) is not BadInput:
        raise error
    from bot.web.desk import show_case

    return show_case(request, site, who, case_id, problem=problem_of(error), status=400)


def shown(site: Site, case_id: str, *, member: StaffMember, language: Language, zone: str) -> dict[str, Any]:
    """What the page's part about facts needs."""
    rows = []
    for each in on_file.on_file(site.house, case_id, member=member):
        sort, _, needs = each.hindrance.partition(":")
        rows.append(
            {
                "id": each.fact.id,
                "kind": each.fact.kind.value,
                "channel": each.fact.detail.get("channel", ""),
                "occasion": each.fact.detail.get("about", "") if each.fact.kind is FactKind.OCCASION else "",
                "days": [str(each.fact.detail.get(name, "")) for name in ("started_on", "ended_on")],
                "since": views.moment(each.fact.at, language=language, zone=zone),
                "said": each.said,
                "hindrance": sort,
                "needs": [name.removeprefix("case:").strip() for name in needs.split(",") if name],
            }
        )
    return {
        "rows": rows,
        "kinds": [kind.value for kind in on_file.RECORDABLE],
        "channels": [c.value for c in Channel if c is not Channel.SOCIAL_PUBLIC],
        "spaces": on_file.SPACES,
        "occasions": on_file.OCCASIONS,
    }
