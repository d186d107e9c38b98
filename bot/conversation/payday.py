"""Payday named as the day to pay, and not known: which day that is, is asked once."""

from __future__ import annotations

import re

from bot.conversation import memory as stages
from bot.conversation import stretch
from bot.conversation.position import owed_now
from bot.conversation.turn import Turn
from bot.model.words import OfferKind
from bot.understanding.pairing_words import starts_now

_ASKED = "payday"
_KINDS = frozenset({OfferKind.PROMISE.value, OfferKind.DEFERRAL.value, OfferKind.PART_NOW.value})
_IN_PARTS = ("part_amount", "parts", "every", "dates", "amounts", "by")
_A_DAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sun)day\b|\d ?(?:st|nd|rd|th)\b|\d ?[号日]|周|星期|礼拜",
    re.IGNORECASE,
)
"""A day beside it: "payday friday" needs no question."""


def asked(turn: Turn) -> bool:
    """Ask on which day the wages come; false where that is known, was asked, or another day is named.

    A sum that she would pay then is kept for the day she answers.
    """
    memory = turn.memory
    if starts_now(turn.message.text):  # "half now and the rest on payday"
        return False
    if not _named(turn) or turn.heard.dates or _ASKED in memory.asked_back:
        return False
    if memory.wish.get("kind") not in _KINDS or any(memory.wish.get(key) for key in _IN_PARTS):
        return False
    memory.asked_back.append(_ASKED)
    part = memory.wish.pop("amount_now", None)
    if part is not None and int(part) < owed_now(turn).minor:
        memory.wish[stretch.ON_DAY] = part
    memory.stage, memory.pending = stages.CLARIFYING, None
    turn.say("utter_which_payday")
    return True


def _named(turn: Turn) -> bool:
    """Whether the message names payday as a day of which nothing more is known."""
    said = (turn.message.understanding or {}).get("dates") or ()
    named = any(each.get("kind") == "payday" and not each.get("from") for each in said)
    return named and _A_DAY.search(turn.message.text) is None
