"""Which days can be agreed: the last one there is, and a day of her stretch that lies before it."""

from __future__ import annotations

from datetime import date

from bot.conversation import stretch
from bot.conversation.heard import HeardDate, payment_day
from bot.conversation.position import facts_for
from bot.conversation.turn import Turn
from bot.model.words import OfferKind
from bot.offers.negotiate import latest_day
from bot.offers.terms import Answer, Offer


def out_of_reach(turn: Turn, vague: HeardDate) -> bool:
    """Whether all of a stretch lies behind the last day there is; then which day of it need not be asked."""
    latest = latest_day(facts_for(turn), today=turn.today, policy=turn.house.offers)
    return latest is not None and vague.start > latest.parts[-1].due_on


def last_day(turn: Turn) -> date | None:
    """The last day to which the whole can be put off, where that is what she asks for."""
    wish = turn.memory.wish
    if wish.get("kind") not in (OfferKind.PROMISE.value, OfferKind.DEFERRAL.value) or wish.get(
        stretch.ON_DAY
    ):
        return None
    latest = latest_day(facts_for(turn), today=turn.today, policy=turn.house.offers)
    return latest.parts[-1].due_on if latest is not None else None


def in_her_stretch(turn: Turn, answer: Answer) -> Offer | None:
    """The way to pay it all on a day of the stretch she named, where its last day is too late by a little.

    "By the end of next week" is met by its Friday, though its Sunday is too far for a promise.
    """
    day = payment_day(turn.heard, today=turn.today)
    if answer.reason != "too_many_days" or day is None or day.is_one_day:
        return None
    whole = (each for each in answer.alternatives if each.kind in (OfferKind.PROMISE, OfferKind.DEFERRAL))
    return next(
        (each for each in whole if each.parts and day.start <= each.parts[-1].due_on <= day.end), None
    )
