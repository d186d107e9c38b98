"""Offers as plain values and back: what the chat page draws, what is kept, what is agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.model.money import Money
from bot.model.rows import Account
from bot.model.words import OfferKind
from bot.offers.terms import Band, Cadence, Conditions, Offer, Part

AS_FACTS = "credit_reporting_as_facts"
"""What a record of the policy says when the effect on credit reporting is a question of facts."""


def offer_facts(offer: Offer) -> dict[str, Any]:
    """Facts that the wording of an offer may use."""
    first, last = (offer.parts[0], offer.parts[-1]) if offer.parts else (None, None)
    return {
        "total": offer.total,
        "extra": offer.extra_cost,
        "waived": offer.waived,
        "count": len(offer.parts),
        "first_on": first and first.due_on,
        "first_amount": first and first.total,
        "last_on": last and last.due_on,
        "last_amount": last and last.total,
        "due_day": offer.new_due_day or "",
        "schedule": [(part.due_on, part.total) for part in offer.parts],
    }


def credit_by_the_facts(account: Account) -> str:
    """Wording key of what is known about credit reporting of a loan: it is, it is not, or nobody said."""
    if account.credit_reported is None:
        return AS_FACTS
    return "credit_is_reported" if account.credit_reported else "credit_is_not_reported"


def as_known(offer: Offer, *, account: Account) -> Offer:
    """The offer with the sentence on credit reporting that the facts of the account allow."""
    if offer.conditions.credit_reporting != AS_FACTS:
        return offer
    key = credit_by_the_facts(account)
    return replace(offer, conditions=replace(offer.conditions, credit_reporting=key))


def offer_card(offer: Offer) -> dict[str, Any]:
    """An offer as plain values: what the chat page draws and what is kept."""
    return {
        "id": offer.id,
        "offer_kind": offer.kind.value,
        "currency": offer.total.currency,
        "record": offer.record,
        "wording": offer.wording,
        "total": offer.total.minor,
        "covers": offer.covers.minor,
        "extra_cost": offer.extra_cost.minor,
        "waived": offer.waived.minor,
        "annual_rate": str(offer.annual_rate),
        "cheapest": offer.cheapest,
        "new_due_day": offer.new_due_day,
        "cadence": offer.cadence and offer.cadence.value,
        "policy": offer.policy,
        "conditions": {
            "left_this_year": offer.conditions.left_this_year,
            "credit_reporting": offer.conditions.credit_reporting,
            "if_broken": offer.conditions.if_broken,
            "cancel": offer.conditions.cancel,
            "notice": list(offer.conditions.notice),
            "grace_days": offer.conditions.grace_days,
        },
        "parts": [
            {
                "due_on": part.due_on.isoformat(),
                "principal": part.principal.minor,
                "interest": part.interest.minor,
                "fees": part.fees.minor,
                "total": part.total.minor,
            }
            for part in offer.parts
        ],
    }


def offer_of(card: Mapping[str, Any]) -> Offer:
    """The offer that :func:`offer_card` wrote down, exactly as it was shown."""

    def money(minor: Any) -> Money:
        return Money(int(minor), card["currency"])

    said = card["conditions"]
    return Offer(
        id=card["id"],
        kind=OfferKind(card["offer_kind"]),
        record=card["record"],
        parts=tuple(
            Part(
                due_on=date.fromisoformat(part["due_on"]),
                principal=money(part["principal"]),
                interest=money(part["interest"]),
                fees=money(part["fees"]),
            )
            for part in card["parts"]
        ),
        covers=money(card["covers"]),
        total=money(card["total"]),
        extra_cost=money(card["extra_cost"]),
        waived=money(card["waived"]),
        annual_rate=Decimal(card["annual_rate"]),
        band=Band.BOT,
        wording=card["wording"],
        conditions=Conditions(
            left_this_year=said["left_this_year"],
            credit_reporting=said["credit_reporting"],
            if_broken=said["if_broken"],
            cancel=said["cancel"],
            notice=tuple(said["notice"]),
            grace_days=int(said.get("grace_days", 0)),
        ),
        cadence=Cadence(card["cadence"]) if card.get("cadence") else None,
        new_due_day=card["new_due_day"],
        cheapest=bool(card["cheapest"]),
        policy=card.get("policy", ""),
    )
