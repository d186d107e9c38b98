"""``tideover quote``: the offers for an account, or the answer to a counter-offer."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import orjson
import typer

from bot.cli import clock
from bot.compliance.places import Places
from bot.compliance.scenario_facts import case_file
from bot.conversation.position import quote_facts
from bot.model.contact import CaseFile, PlanEvent, PromiseEvent
from bot.model.errors import BadInput
from bot.model.loan import AccountLedger, Instalment, LoanTerms
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.words import Reason
from bot.offers.jsonform import as_json, wish_from_json
from bot.offers.ledger import state
from bot.offers.negotiate import counter
from bot.offers.policy import load_offers
from bot.offers.quote import quote as volunteer
from bot.offers.records import OfferPolicy
from bot.offers.terms import Cadence, History, Payday, QuoteFacts
from bot.settings import Settings

KEYS = frozenset(
    {
        "id", "account", "propose", "round", "now", "as_of", "reasons", "lender", "borrower", "history",
        "payday",
        "verified", "about",
    }
)  # fmt: skip


def quote(
    account: Annotated[str | None, typer.Option("--account", help="The account's id.")] = None,
    propose: Annotated[str | None, typer.Option("--propose", help="A counter-offer as JSON.")] = None,
    round_: Annotated[int, typer.Option("--round", help="Which counter-offer it is.")] = 1,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The day, YYYY-MM-DD; today when not given.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read JSON Lines; one answer a line.")] = False,
) -> None:
    """Offers for an account, or the answer to a counter-offer.

    With ``--jsonl`` a line names an account on file (``"account": "A1"``) or brings its facts in the
    words of scenario files (``lender``, ``borrower``, ``account``, ``history``, ``now``, ``reasons``).
    """
    from bot.cli import each_line, emit

    policy = load_offers(Settings().policies / "offers.yml")
    if jsonl:
        each_line(lambda given: answer(given, policy))
        return
    if account is None:
        raise BadInput("say which account", where="--account", remedy="tideover quote --account ID")
    given: dict[str, Any] = {"account": account, "round": round_, "as_of": as_of}
    if propose is not None:
        try:
            given["propose"] = orjson.loads(propose)
        except orjson.JSONDecodeError as error:
            raise BadInput(
                f"not JSON: {error}", where="--propose", remedy='{"kind": "instalment", "parts": 3}'
            ) from error
    result = answer(given, policy)
    if json_ or not sys.stdout.isatty():
        emit(result)
    else:
        _table(result)


def answer(given: Mapping[str, Any], policy: OfferPolicy) -> dict[str, Any]:
    """Answer one question.

    Raises:
        BadInput: an unknown key, an unknown account, or a proposal that cannot be read.
    """
    unknown = set(given) - KEYS
    if unknown:
        raise BadInput(f"unknown {sorted(unknown)}", where="quote", remedy=f"known: {sorted(KEYS)}")
    _as_of(given)
    nth = _round(given)
    facts, today = _facts(given, policy)
    wish = given.get("propose")
    if wish is None:
        offers = volunteer(facts, today=today, policy=policy)
        return {"account": facts.account, "as_of": today.isoformat(), "offers": as_json(offers)}
    found = counter(
        facts,
        wish_from_json(wish, currency=facts.currency),
        round=nth,
        today=today,
        policy=policy,
    )
    return {"account": facts.account, "as_of": today.isoformat(), "answer": as_json(found)}


def _round(given: Mapping[str, Any]) -> int:
    value = given.get("round")
    if value is None:
        return 1
    if type(value) is not int or value < 1:
        raise BadInput(f"{value!r} is no round", where="round", remedy="count from 1, or leave it out")
    return value


def _facts(given: Mapping[str, Any], policy: OfferPolicy) -> tuple[QuoteFacts, date]:
    if isinstance(given.get("account"), Mapping):
        return _inline(given, policy)
    account_id = given.get("account")
    if not account_id:
        raise BadInput("no account is named", where="account")
    from bot.bootstrap import open_store

    with open_store(Settings()).read() as unit:
        return _on_file(unit, str(account_id), given)


def _on_file(unit: Unit, account_id: str, given: Mapping[str, Any]) -> tuple[QuoteFacts, date]:
    account = unit.books.account(account_id)
    borrower = unit.people.borrower(account.borrower_id)
    now = clock().astimezone(ZoneInfo(borrower.timezone))
    today = _as_of(given) or now.date()
    at = datetime.combine(today, now.timetz())
    conversation = unit.talks.of_account(account_id)
    heard = conversation.memory.get("reasons", []) if conversation else []
    reasons = frozenset(Reason(name) for name in given.get("reasons") or heard)
    facts = quote_facts(
        unit, places=_places(), account=account, borrower=borrower, today=today, now=at, reasons=reasons
    )
    return facts, today


@lru_cache(maxsize=1)
def _places() -> Places:
    from bot.intake_desk import read_places

    return read_places(Settings().policies)


def _as_of(given: Mapping[str, Any]) -> date | None:
    text = given.get("as_of")
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError as error:
        raise BadInput(f"{text} is not a day ({error})", where="--as-of", remedy="YYYY-MM-DD") from error


def _instant(given: Mapping[str, Any]) -> datetime | None:
    text = given.get("now")
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError as error:
        raise BadInput(
            f"{text} is not an instant ({error})", where="now", remedy="2026-03-10T15:00:00+08:00"
        ) from error


def _inline(given: Mapping[str, Any], policy: OfferPolicy) -> tuple[QuoteFacts, date]:
    now = _instant(given) or clock()
    wanted = ("id", "lender", "borrower", "account", "history", "verified")
    case = case_file({key: given[key] for key in wanted if key in given}, file="quote")
    zone = ZoneInfo(case.borrower.timezone or "UTC")
    today = _as_of(given) or now.astimezone(zone).date()
    payday = given.get("payday")
    return (
        QuoteFacts(
            account=case.account.id or "A1",
            regimes=tuple(sorted(_places().regimes(case.lender.regimes, case.borrower))),
            product=case.lender.product,
            ledger=state(replace(inline_ledger(case, today), waterfall=policy.waterfall), as_of=today),
            terms=LoanTerms(),
            reasons=frozenset(Reason(name) for name in given.get("reasons") or ()),
            history=_history(case),
            payday=Payday(cadence=Cadence.MONTHLY, day=int(payday)) if payday else None,
            residence=case.borrower.residence or "",
        ),
        today,
    )


def inline_ledger(case: CaseFile, today: date) -> AccountLedger:
    """The least ledger that shows what the facts say: one overdue line and the next ones."""
    account = case.account
    owed = account.overdue_amount or Money.zero(account.currency)
    nothing = Money.zero(account.currency)
    due = today - timedelta(days=max(account.days_past_due or 1, 1))
    lines = [Instalment("1", due, owed, nothing, nothing)] if owed.minor else []
    day = account.next_due_on or today + timedelta(days=20)
    later = [
        Instalment(str(n + 2), day + timedelta(days=30 * n), owed or nothing, nothing, nothing)
        for n in range(6)
    ]
    return AccountLedger(id=account.id or "A1", currency=account.currency, instalments=(*lines, *later))


def _history(case: CaseFile) -> History:
    plans = [event for event in case.history if isinstance(event, PlanEvent)]
    promises = [event for event in case.history if isinstance(event, PromiseEvent)]

    def granted(kind: str) -> int:
        return sum(plan.kind == kind and plan.status != "cancelled" for plan in plans)

    return History(
        promises_kept=sum(p.status == "kept" for p in promises),
        promises_broken=sum(p.status == "broken" for p in promises),
        promises_open=sum(p.status == "open" for p in promises),
        plans_broken=sum(p.status == "broken" for p in plans),
        deferrals=granted("deferral"),
        moves_to_end=granted("move_to_end"),
        due_day_changes=granted("change_due_day"),
        waivers=granted("waiver"),
        plan_active=any(p.status in ("active", "accepted") for p in plans),
    )


def _table(result: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{result['account']}, {result['as_of']}")
    for column in ("kind", "dates", "total", "extra cost", "rate", "band"):
        table.add_column(column)
    body = result.get("answer") or {}
    if body:
        Console().print(f"{body['status']}: {body['reason']}")
    offers = result.get("offers") or [o for o in (body.get("offer"), *body.get("alternatives", ())) if o]
    for offer in offers:
        dates = "\n".join(f"{part['due_on']}  {part['total']}" for part in offer["parts"])
        table.add_row(
            offer["kind"],
            dates,
            str(offer["total"]),
            str(offer["extra_cost"]),
            str(offer["annual_rate"]),
            offer["band"],
        )
    Console().print(table)
