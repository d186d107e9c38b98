"""``POST /api/v1/accounts`` and ``/api/v1/payments``: the importer's rules for data sent by programs.

One object or a list, all of it or nothing. ``X-API-Key`` says who sends. An ``Idempotency-Key`` that was
answered before gets the same answer again and does nothing; with another body it is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.responses import Response

from bot.bootstrap import App
from bot.imports.report import Report
from bot.imports.table import Row
from bot.intake_desk import api_key_hash, open_desk
from bot.model.errors import Conflict
from bot.payments.intake import settle_imported
from bot.storage.intake import load_rows, remember
from bot.storage.intake_plan import Desk
from bot.storage.unit import UnitOfWork
from bot.web.intake_models import AccountIn, Answer, PaymentIn, Refusal

MOST = 1_000
"""So many objects one request may hold."""

router = APIRouter(prefix="/api/v1", tags=["data"])
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": Answer, "description": "everything was taken, or was on file already"},
    401: {"description": "no valid API key"},
    409: {"description": "this Idempotency-Key was used with another body"},
    422: {"model": Refusal, "description": "nothing was taken; the report says why"},
}
IdempotencyKey = Annotated[
    str | None, Header(description="any text of yours, at most 200 characters", max_length=200)
]


def client_of(request: Request, x_api_key: Annotated[str, Header()] = "") -> str:
    """Whose API key this is."""
    product: App = request.app.state.product
    with product.store.read() as unit:
        name = unit.people.api_key_name(api_key_hash(product.house.keys, x_api_key)) if x_api_key else None
    if name is None:
        raise HTTPException(401, "no valid API key", headers={"WWW-Authenticate": "ApiKey"})
    return name


Client = Annotated[str, Depends(client_of)]


@router.post("/accounts", response_model=Answer, responses=ANSWERS)
def accounts(
    request: Request,
    client: Client,
    body: AccountIn | list[AccountIn],
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Take accounts with their borrowers and, if given, their schedules.

    An account that is on file is brought up to date; an instalment on file is never edited.
    """
    given = _listed(body)

    def take(unit: UnitOfWork, desk: Desk, digest: str) -> list[Report]:
        product: App = request.app.state.product
        about: dict[str, Any] = {"desk": desk, "at": product.house.clock(), "digest": digest}
        rows = [_row(n, item.model_dump(exclude={"instalments"})) for n, item in enumerate(given, start=1)]
        found = [load_rows(unit, "accounts", rows, name="request", **about)]
        schedule = [
            _row(n, {"account_id": item.account_id, **line.model_dump()})
            for n, item in enumerate(given, start=1)
            for line in item.instalments
        ]
        if schedule and found[0].ok:
            found.append(load_rows(unit, "instalments", schedule, name="request", **about))
        return found

    return _answer(request, client, "accounts", given, idempotency_key, take)


@router.post("/payments", response_model=Answer, responses=ANSWERS)
def payments(
    request: Request,
    client: Client,
    body: PaymentIn | list[PaymentIn],
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Take payments and reversals. A payment that is on file already changes nothing."""
    given = _listed(body)

    def take(unit: UnitOfWork, desk: Desk, digest: str) -> list[Report]:
        product: App = request.app.state.product
        rows = [_row(n, item.model_dump()) for n, item in enumerate(given, start=1)]
        at = product.house.clock()
        return [load_rows(unit, "payments", rows, name="request", desk=desk, at=at, digest=digest)]

    return _answer(request, client, "payments", given, idempotency_key, take)


def _answer(
    request: Request, client: str, kind: str, given: Sequence[Any], key: str | None, take: Any
) -> Response:
    product: App = request.app.state.product
    body = orjson.dumps([item.model_dump() for item in given], option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(body).hexdigest()
    known = key and product.house.keys.digest("idempotency", f"{client}|{kind}|{key}")
    try:
        with product.store.write() as unit:
            before = _remembered(unit, known, digest)
            if before is not None:
                return before
            reports: list[Report] = take(unit, _desk(request), digest)
            if not all(report.ok for report in reports):
                return _refused(reports)  # leaving without a commit undoes what was written
            text = orjson.dumps({report.kind: report.as_json() for report in reports}).decode()
            if known:
                remember(unit, key=known, digest=digest, response=text, at=product.house.clock())
            unit.commit()
    except Conflict:  # the same request came twice at once; the other one was first
        with product.store.read() as unit:
            before = _remembered(unit, known, digest)
        if before is None:
            raise Conflict(
                "the same data came from somebody else meanwhile", remedy="send it again"
            ) from None
        return before
    money = {account: minor for report in reports for account, minor in report.money.items()}
    if money:
        settle_imported(product.house, money)
    return _json(200, text)


def _remembered(unit: UnitOfWork, known: str | None, digest: str) -> Response | None:
    before = unit.people.remembered_response(known) if known else None
    if before is None:
        return None
    request_hash, status, text = before
    if request_hash != digest:
        raise Conflict(
            "this key was used for another body", where="Idempotency-Key", remedy="use a new key for new data"
        )
    return _json(status, text)


def _refused(reports: Sequence[Report]) -> Response:
    first = next(report for report in reports if not report.ok)
    problem = first.problems[0]
    error = {
        "what": f"nothing was taken: {problem.column} {problem.value} {problem.reason}",
        "where": f"{first.kind}, object {problem.line}",
        "remedy": "the report names every problem",
    }
    body = {"error": error, "report": {report.kind: report.as_json() for report in reports}}
    return _json(422, orjson.dumps(body).decode())


def _listed(body: Any) -> list[Any]:
    given = body if isinstance(body, list) else [body]
    if len(given) > MOST:
        raise HTTPException(413, f"at most {MOST} objects in one request")
    return given


def _row(number: int, values: dict[str, Any]) -> Row:
    return Row(line=number, values={name: str(value) for name, value in values.items() if value is not None})


def _desk(request: Request) -> Desk:
    product: App = request.app.state.product
    found: Desk | None = getattr(request.app.state, "intake_desk", None)
    if found is None:
        found = open_desk(product.settings, new_id=product.store.new_id, source="api")
        request.app.state.intake_desk = found
    return found


def _json(status: int, text: str) -> Response:
    return Response(text, status_code=status, media_type="application/json")
