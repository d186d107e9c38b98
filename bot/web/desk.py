"""The desk's pages: the queue, and one case with its live conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Header, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from bot.conversation.wording import date_text, money_text
from bot.handoff import desk, granting
from bot.handoff.last_words import LONGEST
from bot.model.errors import BadInput, Conflict, NotAllowed
from bot.model.money import Money
from bot.model.words import Language
from bot.outreach.door import Spoken
from bot.web import desk_facts, signin, views
from bot.web.live import Over, Snapshot, Waiter, after_of, stream
from bot.web.pages import fragment, page
from bot.web.signin import SignedIn
from bot.web.site import Site, site_of

router = APIRouter(prefix="/desk", include_in_schema=False)
Field = Annotated[str, Form()]


# the queue ----------------------------------------------------------------------------------------


@router.get("")
def queue_page(request: Request, mine: bool = False, part: bool = False) -> Response:
    """What waits, most urgent first; ``part`` gives the list alone, for refreshing it."""
    site = site_of(request)
    who = signin.who(request, site)
    language = who.member.language
    waiting = [_row(item, language) for item in desk.queue(site.house, who.member, mine=mine)]
    if part:
        return HTMLResponse(fragment("desk/_queue.html", language=language, waiting=waiting))
    return page(request, "desk/queue.html", language=language, waiting=waiting, who=who, mine=mine)


def _row(item: desk.Waiting, language: Language) -> dict[str, Any]:
    return {
        "case": item.case,
        "name": item.borrower.name,
        "speaks": item.borrower.language,
        "lender": item.lender,
        "agent": item.agent,
        "waited": views.ago(item.waited, language),
        "left": views.ago(item.left, language),
        "late": item.left < 0,
    }


# one case -----------------------------------------------------------------------------------------


@router.get("/cases/{case_id}")
def case_page(request: Request, case_id: str) -> Response:
    """The brief, and the conversation as it goes on."""
    site = site_of(request)
    return show_case(request, site, signin.who(request, site), case_id)


@router.post("/cases/{case_id}/take")
def take(request: Request, case_id: str, csrf: Field = "") -> Response:
    """Take a case; a colleague may have been faster."""
    site = site_of(request)
    who = _sure(request, site, csrf)
    try:
        desk.take(site.house, case_id, member=who.member)
    except Conflict:
        return show_case(request, site, who, case_id, problem="conflict", status=409)
    return RedirectResponse(f"/desk/cases/{case_id}", status_code=303)


@router.post("/cases/{case_id}/write")
def write(request: Request, case_id: str, csrf: Field = "", text: Field = "") -> Response:
    """Write to the borrower; when the rules refuse, the draft stays and the rules are shown."""
    site = site_of(request)
    who = _sure(request, site, csrf)
    try:
        spoken = desk.write(site.house, case_id, member=who.member, text=text)
    except Conflict:
        return show_case(request, site, who, case_id, draft=text, problem="conflict", status=409)
    except BadInput as error:
        problem = desk_facts.problem_of(error)
        return show_case(request, site, who, case_id, draft=text, problem=problem, status=400)
    if spoken.left:
        return RedirectResponse(f"/desk/cases/{case_id}#end", status_code=303)
    site.metrics.refused.inc()
    return show_case(request, site, who, case_id, draft=text, spoken=spoken, status=422)


@router.post("/cases/{case_id}/grant")
def grant(request: Request, case_id: str, csrf: Field = "", offer: Field = "") -> Response:
    """Grant what she asked for beyond the bot; she sees the whole cost and says yes herself."""
    site = site_of(request)
    who = _sure(request, site, csrf)
    try:
        granting.grant(site.house, case_id, offer[:64], member=who.member)
    except Conflict:
        return show_case(request, site, who, case_id, problem="cannot_grant", status=409)
    return RedirectResponse("/desk", status_code=303)


@router.post("/cases/{case_id}/telegram")
def telegram(request: Request, case_id: str, csrf: Field = "") -> Response:
    """Put an invitation to Telegram, with a fresh link, into the reply box; the agent copies or sends it."""
    site = site_of(request)
    who = _sure(request, site, csrf)
    try:
        draft = desk.invite(site.house, case_id, member=who.member, link_for=site.telegram_link)
    except Conflict:
        return show_case(request, site, who, case_id, problem="conflict", status=409)
    if not draft:
        return show_case(request, site, who, case_id, problem="telegram_off", status=503)
    return show_case(request, site, who, case_id, draft=draft)


@router.post("/cases/{case_id}/give-back")
def give_back(request: Request, case_id: str, csrf: Field = "") -> Response:
    """Let the bot go on."""
    site = site_of(request)
    who = _sure(request, site, csrf)
    try:
        desk.give_back(site.house, case_id, member=who.member)
    except Conflict:
        return show_case(request, site, who, case_id, problem="conflict", status=409)
    return RedirectResponse("/desk", status_code=303)


@router.post("/cases/{case_id}/close")
def close(
    request: Request, case_id: str, csrf: Field = "", outcome: Field = "", note: Field = ""
) -> Response:
    """Close a case with what came of it."""
    site = site_of(request)
    who = _sure(request, site, csrf)
    try:
        desk.close(site.house, case_id, member=who.member, outcome=outcome, note=note)
    except Conflict:
        return show_case(request, site, who, case_id, problem="conflict", status=409)
    except BadInput as error:
        return show_case(request, site, who, case_id, problem=desk_facts.problem_of(error), status=400)
    return RedirectResponse("/desk", status_code=303)


@router.get("/cases/{case_id}/events")
async def live(
    request: Request,
    case_id: str,
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """The conversation as it goes on, for the open case page."""
    site = site_of(request)
    who = await run_in_threadpool(signin.who, request, site)
    language = who.member.language
    opened = await run_in_threadpool(lambda: desk.look(site.house, case_id, member=who.member))

    def look(seen: int) -> Snapshot:
        try:  # who signed out or lost the role meanwhile sees nothing more
            member = signin.who(request, site).member
            now = desk.look(site.house, case_id, member=member, after=seen)
            signin.who(request, site)  # looked at again: what was written after a sign-out is not shown
        except (signin.NotSignedIn, NotAllowed) as error:
            raise Over from error
        return Snapshot(
            state={
                "status": now.case.status,
                "owner": now.conversation.owner.value,
                "verified": now.verified,
            },
            lines=[
                (line.seq, {"id": line.id, "seq": line.seq, "html": _line_html(line, language)})
                for line in _lines(now, language)
            ],
        )

    gauge = site.metrics.streams.labels("desk")
    return stream(
        lambda: Waiter(site.notifier, opened.conversation.id),
        look,
        after=after_of(last_event_id, after),
        opened=gauge.inc,
        closed=gauge.dec,
    )


def _sure(request: Request, site: Site, csrf: str) -> SignedIn:
    who = signin.who(request, site)
    signin.check_csrf(csrf, who.csrf)
    return who


def show_case(
    request: Request,
    site: Site,
    who: SignedIn,
    case_id: str,
    *,
    draft: str = "",
    problem: str = "",
    spoken: Spoken | None = None,
    status: int = 200,
) -> Response:
    """The page of a case; with a problem at its top, or what the rules said of a draft."""
    opened = desk.look(site.house, case_id, member=who.member)
    language = who.member.language
    lines = _lines(opened, language)
    return page(
        request,
        "desk/case.html",
        language=language,
        status=status,
        who=who,
        open=opened,
        case=opened.case,
        brief=_brief(opened, language),
        wish=_wish(granting.asked_for(site.house, case_id, member=who.member), language),
        facts=desk_facts.shown(
            site, case_id, member=who.member, language=language, zone=opened.borrower.timezone
        ),
        lines=lines,
        last=max((line.seq for line in lines), default=0),
        draft=draft,
        problem=problem,
        refusal=_refusal(spoken, opened, language) if spoken else None,
        outcomes=desk.OUTCOMES,
        telegram=site.telegram_link is not None,
    )


def _wish(found: granting.Asked, language: Language) -> dict[str, Any]:
    """What she asked for, in the forms that a supervisor may grant, written out."""
    return {
        "asked": found.asked,
        "may": found.may,
        "forms": [
            {
                "id": offer.id,
                "kind": offer.kind.value,
                "rows": [
                    (date_text(part.due_on, language), money_text(part.total, language))
                    for part in offer.parts
                ],
                "total": money_text(offer.total, language),
                "extra": money_text(offer.extra_cost, language) if offer.extra_cost else "",
                "waived": money_text(offer.waived, language) if offer.waived else "",
            }
            for offer in found.offers
        ],
    }


def _lines(opened: desk.OpenCase, language: Language) -> list[views.Shown]:
    zone = opened.borrower.timezone
    return [views.shown(views.without_keys(line), language=language, zone=zone) for line in opened.lines]


def _line_html(line: views.Shown, language: Language) -> str:
    return fragment("_line.html", language=language, line=line, readonly=True)


def counted(offers: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Offers of one kind and state as one entry with its number, in the order in which they were made."""
    times = Counter((str(offer["kind"]), str(offer["status"])) for offer in offers)
    return [{"kind": kind, "status": status, "times": number} for (kind, status), number in times.items()]


def _brief(opened: desk.OpenCase, language: Language) -> dict[str, Any]:
    """The stored brief with its figures written out for the person who reads it."""
    stored = opened.case.brief
    currency = str(stored.get("currency") or opened.account.currency)

    def money(minor: Any) -> str:
        return money_text(Money(int(minor), currency), language)

    def day(iso: Any) -> str:
        return date_text(date.fromisoformat(str(iso)), language)

    def moment(at: datetime | None) -> str:
        return views.moment(at, language=language, zone=opened.borrower.timezone) if at else ""

    late = opened.case.due_at - opened.now
    weak, back = stored.get("weak_promise"), stored.get("returned")
    bare = {"lender": opened.account.lender, "product": opened.account.product, "note": "", "said": ""}
    return {
        **{**bare, "reasons": [], "plan": None, "facts": []},  # a case that was opened when all else failed
        **stored,
        "latest": _latest(opened, after=(stored.get("said"), stored.get("request"))),
        "asked": list(stored.get("asked", ())),
        "offers": counted(stored.get("offers", [])),
        "owed": money(stored.get("overdue_minor", 0)),
        "since_day": day(stored["since"]) if stored.get("since") else "",
        "promises": [
            {
                "amount": money(p["amount_minor"]),
                "day": day(p["due_on"]),
                "status": p["status"],
                "weak": p.get("weak", []),
            }
            for p in stored.get("promises", [])
        ],
        "returned": back
        and {"amount": money(back["amount_minor"]), "day": day(back["on"]), "reason": back["reason"]},
        "agreed": [
            {
                "kind": each.kind,
                "at": moment(each.accepted_at),
                "said": "" if each.accepted_text == "[button]" else each.accepted_text or "",
                "shown_at": moment(each.table_shown_at),
                "text": each.table_text or "",
                "version": each.table_version or "",
            }
            for each in opened.agreed
            if each.accepted_at
        ],
        "weak_promise": weak
        and {"amount": money(weak["amount_minor"]), "day": day(weak["due_on"]), "marks": weak["marks"]},
        "waited": views.ago((opened.now - opened.case.opened_at).total_seconds(), language),
        "left": views.ago(late.total_seconds(), language),
        "late": late.total_seconds() < 0,
        "record": views.moment(opened.account.record_at, language=language, zone=opened.borrower.timezone),
    }


def _latest(opened: desk.OpenCase, *, after: Collection[object]) -> str:
    """The borrower's newest words, where they are not those with which the case was opened."""
    words = next((line.text[:LONGEST] for line in reversed(opened.lines) if line.direction == "in"), "")
    return "" if words in after else words


def _refusal(spoken: Spoken, opened: desk.OpenCase, language: Language) -> dict[str, Any]:
    verdict = spoken.verdict
    not_before = verdict.not_before
    return {
        "rules": [
            {"id": hit.id, "citation": hit.citation, "why": hit.why[language.value]} for hit in verdict.rules
        ],
        "required": list(verdict.required),
        "not_before": views.moment(not_before, language=language, zone=opened.borrower.timezone)
        if not_before
        else "",
    }
