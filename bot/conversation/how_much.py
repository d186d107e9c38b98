"""How much: asked back once about a sum between two others or a part without one; the answer in the wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversation import memory as stages
from bot.conversation import schedules, wishes
from bot.conversation.pairing import offered
from bot.conversation.position import owed_now
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import OfferKind


def buttons(sums: Sequence[Money]) -> tuple[Button, ...]:
    """Sums to tap."""
    return tuple(Button("utter_button_sum", f"sum:{each.minor}", {"amount": each}) for each in sums)


def asked(turn: Turn) -> bool:
    """Ask back once about a sum between two others ("两三百", "300-odd"); then its lower end is taken."""
    memory = turn.memory
    vague = wishes.vague_sum(turn.heard, turn.message.text, overdue=owed_now(turn))
    if vague is None or any(memory.wish.get(key) for key in ("amount_now", "part_amount", "amounts")):
        return False
    said, low, high = vague
    if memory.wish.get("by") == turn.today.isoformat():  # "two or three hundred today": a part
        del memory.wish["by"]
    if said.per:
        memory.wish["each"] = said.per
    if "amount" in memory.asked_back:
        put(memory.wish, low)
        return False
    memory.asked_back.append("amount")
    memory.stage = stages.CLARIFYING
    turn.say("utter_which_sum", buttons=buttons((low, high)))
    return True


def told_about(turn: Turn) -> None:
    """Say for which sum "about 100" is taken, where it is: it can be put right before anything is agreed."""
    said = [each for each, _ in offered(turn.heard, turn.message.text)]
    amount = said[0].of(owed_now(turn)) if len(said) == 1 else None
    taken = turn.memory.wish.get("amount_now") or turn.memory.wish.get("part_amount")
    if amount is not None and not said[0].firm and taken == amount.minor:
        turn.say("utter_about_so_much", amount=amount)


def asked_of_a_part(turn: Turn) -> bool:
    """Ask once how much, where a part is offered for a day and none of it now: 20号能还一部分."""
    memory, owed = turn.memory, owed_now(turn)
    if not wishes.part_without_a_sum(memory.wish, turn.heard, turn.message.text):
        return False
    half = Money(owed.minor // 2, owed.currency)
    if "amount" in memory.asked_back:
        put(memory.wish, half)
        return False
    memory.asked_back.append("amount")
    memory.stage = stages.CLARIFYING
    turn.say("utter_which_sum", buttons=buttons((Money(owed.minor // 4, owed.currency), half)))
    return True


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
