"""A day to pay on that has passed, or that no calendar has: said plainly, and asked again once."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation import memory as stages
from bot.conversation.groups import NO_PROMISE
from bot.conversation.heard import payment_day
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import Intent, OfferKind
from bot.understanding.off_days import LUNAR, PAST

_AGAIN = "off_day"
_AHEAD = (1, 7, 14)
"""Days from today that are offered to tap; any other can be said."""


def asked_again(turn: Turn) -> bool:
    """Name what is wrong with the day and ask for another; false when nothing is, or it was asked before."""
    if not turn.heard.off_days or not turn.verified or turn.heard.has(*NO_PROMISE):
        return False
    if payment_day(turn.heard, today=turn.today) is not None or _AGAIN in turn.memory.asked_back:
        return False
    day = turn.heard.off_days[0]
    turn.memory.asked_back.append(_AGAIN)
    later = turn.heard.has(Intent.REQUEST_DEFERRAL)
    turn.memory.wish.setdefault("kind", (OfferKind.DEFERRAL if later else OfferKind.PROMISE).value)
    turn.memory.stage, turn.memory.pending = stages.CLARIFYING, None
    days = [turn.today + timedelta(days=ahead) for ahead in _AHEAD]
    buttons = tuple(Button("utter_button_day", f"date:{each.isoformat()}", {"day": each}) for each in days)
    if day.why == PAST and day.day is not None:
        turn.say("utter_day_has_passed", day=day.day, buttons=buttons)
    elif day.why == LUNAR:
        turn.say("utter_day_by_the_sun", day=day.text)
    else:
        turn.say("utter_no_such_day", day=day.text, buttons=buttons)
    return True
