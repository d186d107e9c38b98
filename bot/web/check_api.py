"""``POST /api/v1/check``: the one door asked about one proposed message, over HTTP.

The question has the shape of ``tideover check`` and of scenario files; nothing is stored and nothing is sent.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request

from bot.compliance.door import decide
from bot.compliance.scenario_facts import question
from bot.web.intake_api import Client
from bot.web.site import site_of

router = APIRouter(prefix="/api/v1", tags=["check"])
EXAMPLE = {
    "id": "one",
    "now": "2026-03-10T21:59:50+08:00",
    "lender": {"actor": "first_party", "product": "online_consumer_loan", "regimes": ["CN"]},
    "borrower": {"language": "zh", "timezone": "Asia/Shanghai", "residence": "CN"},
    "account": {"currency": "CNY", "overdue_amount": "1280.00", "days_past_due": 5},
    "history": [],
    "propose": {"channel": "sms", "purpose": "reminder", "text": "..."},
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    400: {"description": "the question cannot be read; `where` names the key"},
    401: {"description": "no valid API key"},
}


@router.post("/check", responses=ANSWERS)
def check(
    request: Request,
    client: Client,
    asked: Annotated[dict[str, Any], Body(examples=[EXAMPLE])],
    lang: Annotated[str, Query(pattern="^(zh|en)$", description="language of the explanations")] = "en",
) -> dict[str, Any]:
    """Ask about one proposed message with its facts: the verdict, every rule that mattered, what is required.

    `not_before` is the first instant at which nothing would forbid it. An error in the engine is a block.
    """
    house = site_of(request).house
    found = question(
        {name: value for name, value in asked.items() if name not in ("expect", "lang")},
        file="body",
        now=house.clock(),
    )
    verdict = decide(found.case, found.proposal, now=found.now, policy=house.rules)
    answer = verdict.as_json(str(asked.get("lang", lang)))
    return {"id": asked["id"], **answer} if asked.get("id") is not None else answer
