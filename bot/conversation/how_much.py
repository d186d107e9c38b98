"""The answer to how much, asked back once about a sum between two others, put into the wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversation import schedules
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import OfferKind


def buttons(sums: Sequence[Money]) -> tuple[Button, ...]:
    """Sums to tap."""
    return tuple(Button("utter_button_sum", f"sum:{each.minor}", {"amount": each}) for each in sums)


def put(wish: dict[str, Any], amount: Money) -> None:
    """Take the sum for what was asked: so much each time, so much on the day named, or so much now."""
    every, day = wish.pop("each", None), wish.get("by")
    if every:
        wish.update(kind=OfferKind.INSTALMENT.value, part_amount=amount.minor, every=every)
    elif day and wish.get("exact"):
        schedules.leave_the_rest_open(wish, date.fromisoformat(day), amount)
    else:
        wish.setdefault("kind", OfferKind.PART_NOW.value)
        wish["amount_now"] = amount.minor
