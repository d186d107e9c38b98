"""Offers, answers and wishes as JSON for the command line and the API; the shape is in docs/offers.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.terms import Answer, Cadence, Offer, Wish

E = TypeVar("E", bound=Enum)

_FIELDS = frozenset(
    {
        "kind", "amount_now", "part_amount", "parts", "every", "by", "dates", "amounts", "months", "days",
        "due_day",
    }
)  # fmt: skip


def as_json(thing: Offer | Answer | tuple[Offer, ...]) -> dict[str, Any] | list[dict[str, Any]]:
    """An offer, an answer, or a quote's offers, with amounts as text and dates as ISO."""
    if isinstance(thing, Offer):
        return _offer(thing)
    if isinstance(thing, Answer):
        return _answer(thing)
    return [_offer(offer) for offer in thing]


def wish_from_json(data: Mapping[str, Any], *, currency: str) -> Wish:
    """Read a counter-offer.

    Raises:
        BadInput: an unknown field or a value of the wrong kind; names the field.
    """
    if not isinstance(data, Mapping):
        raise BadInput(
            "a proposal is an object", where="propose", remedy='{"kind": "instalment", "parts": 3}'
        )
    unknown = set(data) - _FIELDS
    if unknown:
        raise BadInput(f"unknown {sorted(unknown)}", where="propose", remedy=f"known: {sorted(_FIELDS)}")
    dates, amounts = data.get("dates") or [], data.get("amounts") or []
    if not isinstance(dates, list):
        raise BadInput("dates is not a list", where="propose.dates", remedy='["2026-03-15"]')
    if not isinstance(amounts, list):
        raise BadInput("amounts is not a list", where="propose.amounts", remedy='["500.00"]')
    return Wish(
        kind=_word(data, "kind", OfferKind),
        amount_now=_money(data, "amount_now", currency),
        part_amount=_money(data, "part_amount", currency),
        parts=_whole(data, "parts"),
        every=_word(data, "every", Cadence),
        by=_day(data.get("by"), "by"),
        dates=tuple(day for entry in dates if (day := _day(entry, "dates")) is not None),
        amounts=tuple(
            money
            for entry in amounts
            if (money := _money({"amounts": entry}, "amounts", currency)) is not None
        ),
        months=_whole(data, "months"),
        days=_whole(data, "days"),
        due_day=_whole(data, "due_day"),
    )


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "kind": str(offer.kind),
        "record": offer.record,
        "currency": offer.total.currency,
        "parts": [
            {
                "due_on": part.due_on.isoformat(),
                "principal": part.principal.plain(),
                "interest": part.interest.plain(),
                "fees": part.fees.plain(),
                "total": part.total.plain(),
            }
            for part in offer.parts
        ],
        "covers": offer.covers.plain(),
        "extra_cost": offer.extra_cost.plain(),
        "waived": offer.waived.plain(),
        "total": offer.total.plain(),
        "annual_rate": f"{offer.annual_rate:f}",
        "band": str(offer.band),
        "cadence": str(offer.cadence) if offer.cadence else None,
        "new_due_day": offer.new_due_day,
        "cheapest": offer.cheapest,
        "affordable": offer.affordable,
        "dates_shifted": offer.on_request == "shifted",
        "wording": offer.wording,
        "policy": offer.policy,
        "conditions": {
            "left_this_year": offer.conditions.left_this_year,
            "credit_reporting": offer.conditions.credit_reporting,
            "if_broken": offer.conditions.if_broken,
            "cancel": offer.conditions.cancel,
            "notice": list(offer.conditions.notice),
            "grace_days": offer.conditions.grace_days,
        },
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "status": str(answer.status),
        "reason": answer.reason,
        "round": answer.round,
        "rounds_left": answer.rounds_left,
        "offer": _offer(answer.offer) if answer.offer else None,
        "alternatives": [_offer(offer) for offer in answer.alternatives],
        "person_may": answer.person_may,
        "notice": list(answer.notice),
        "asked": _offer(answer.asked) if answer.asked else None,
        "policy": answer.policy,
    }


def _word(data: Mapping[str, Any], name: str, words: type[E]) -> E | None:
    if data.get(name) is None:
        return None
    try:
        return words(data[name])
    except ValueError as error:
        known = [str(word.value) for word in words]
        raise BadInput(f"{data[name]!r} is not known", where=f"propose.{name}", remedy=f"{known}") from error


def _money(data: Mapping[str, Any], name: str, currency: str) -> Money | None:
    if data.get(name) is None:
        return None
    try:
        return Money.of(data[name], currency)
    except BadInput as error:
        raise BadInput(error.what, where=f"propose.{name}", remedy=error.remedy) from error


def _whole(data: Mapping[str, Any], name: str) -> int | None:
    value = data.get(name)
    if value is not None and type(value) is not int:
        raise BadInput(f"{value!r} is not a whole number", where=f"propose.{name}", remedy="write 3")
    return value


def _day(value: object, name: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value) if isinstance(value, str) else date.fromisoformat("")
    except ValueError as error:
        raise BadInput(f"{value!r} is not a date", where=f"propose.{name}", remedy="2026-03-15") from error
