"""A promise that hangs on money to come: the safe way is offered, and what it hangs on is said back.

"If I'm paid Friday then 100, otherwise next Friday" is an offer for next Friday; "if my rebate comes by the
20th" is one for the 20th that she is told may be put on a later day; "50 if my mate pays me back" names no
day, and one is asked for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.conversation import memory as stages
from bot.conversation import stretch
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.understanding.conditions import ONLY, SAFE, read_condition

_AHEAD = (7, 14)
"""Days from today that are offered to tap; any other can be said."""


def either_way(record: dict[str, Any], text: str) -> dict[str, Any]:
    """The record of a message with the figures of the way she is sure of, and a note that there were two.

    A way that names no day, or no sum, keeps that of the other: "100 if I'm paid Friday, otherwise the 20th".
    """
    condition = read_condition(text)
    if condition is None:
        return record
    if condition.otherwise is None:
        return {**record, "hangs": ONLY} if condition.on_money or record.get("dates") else record
    kept = {each: _behind(record.get(each) or [], condition.otherwise) for each in ("dates", "amounts")}
    if not any(kept.values()):
        return {**record, "hangs": ONLY} if condition.on_money else record
    first = any(one["start"] < condition.otherwise for each in kept for one in record.get(each) or [])
    chosen = {each: found or record.get(each) or [] for each, found in kept.items()}
    return {**record, **chosen, "hangs": SAFE} if first else record


def _behind(said: list[dict[str, Any]], place: int) -> list[dict[str, Any]]:
    return [each for each in said if each["start"] >= place]


def told(turn: Turn) -> None:
    """Say what the offer hangs on, or which of two ways was taken."""
    if turn.heard.hangs:
        turn.say(f"utter_hangs_{turn.heard.hangs}")


def asked_the_day(turn: Turn) -> bool:
    """Ask which day is safe where all she named is a sum, if money comes; it is never put on today."""
    wish = turn.memory.wish
    if turn.heard.hangs != ONLY or turn.heard.dates or not wish.get("amount_now") or "by" in wish:
        return False
    part = wish.pop("amount_now")
    if part < turn.overdue.minor:
        wish[stretch.ON_DAY] = part
    turn.memory.stage, turn.memory.pending = stages.CLARIFYING, None
    days = [turn.today + timedelta(days=ahead) for ahead in _AHEAD]
    buttons = tuple(Button("utter_button_day", f"date:{each.isoformat()}", {"day": each}) for each in days)
    turn.say("utter_hangs_which_day", buttons=buttons)
    return True
