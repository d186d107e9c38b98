"""Where an offer is not what was asked for, the reply says so in one short clause, with the reason.

A day that is no working day moves to the next one; more parts than may be granted become fewer; a rest for
which no day was named gets one. None of it happens silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation import hanging
from bot.conversation.in_full import EVEN_PART, EVENED, IN_FULL, LAST
from bot.conversation.position import owed_now
from bot.conversation.schedules import REST_SAID
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.calendar import is_working_day
from bot.offers.terms import Offer


def explain(turn: Turn, offers: Sequence[Offer]) -> None:
    """Say what differs between her wish and ``offers``; nothing when one of them is what she said."""
    if offers:
        hanging.told(turn)
    day = moved(turn, offers)
    if day is not None:
        again = turn.memory.wish.get("insists")
        turn.say("utter_day_she_may" if again else "utter_day_moved", asked=day[0], given=day[1])
    most = _fewer_parts(turn, offers)
    if most:
        turn.say("utter_parts_at_most", count=most)
    if turn.memory.wish.get("month_ends"):
        turn.say("utter_month_ends")
    plans = [offer for offer in offers if offer.kind is OfferKind.INSTALMENT]
    if turn.memory.wish.get("rest_open") and plans:
        turn.say("utter_rest_open", day=plans[0].parts[-1].due_on)
    now = [offer for offer in offers if offer.kind is OfferKind.PART_NOW]
    if turn.memory.wish.get(REST_SAID) and now:
        turn.say("utter_rest_open", day=now[0].parts[-1].due_on)


def needs_more_parts(turn: Turn, offers: Sequence[Offer]) -> None:
    """Say how many parts her sum for each takes, where neither she nor an offer has as many."""
    each, asked = (int(turn.memory.wish.get(key) or 0) for key in ("part_amount", "parts"))
    plans = [len(offer.parts) for offer in offers if offer.kind is OfferKind.INSTALMENT]
    owed = owed_now(turn)
    count = -(-owed.minor // each) if each > 0 else 0
    if plans and count > (asked or max(plans)) and count > 1:
        turn.say("utter_parts_needed", amount=Money(each, owed.currency), count=count)


def evenly(turn: Turn, offer: Offer) -> None:
    """Say that so much a time became equal parts a little below it, when it did."""
    named = turn.memory.wish.get("part_amount")
    if not named or offer.kind is not OfferKind.INSTALMENT:
        return
    last = turn.memory.wish.get(LAST)
    if last is not None and offer.parts[-1].total.minor != int(last):
        turn.say(
            "utter_last_part", amount=Money(int(named), offer.total.currency), last=offer.parts[-1].total
        )
    largest = max(part.total for part in offer.parts)
    asked, given = int(turn.memory.wish.get("parts") or 0), len(offer.parts)
    if 1 < asked < given and asked * int(named) < offer.total.minor:
        currency = offer.total.currency
        sum_of_hers = Money(asked * int(named), currency)
        turn.say(
            "utter_parts_more", asked=asked, amount=Money(int(named), currency), sum=sum_of_hers,
            rest=offer.total - sum_of_hers, count=given - asked,
        )  # fmt: skip
    elif largest.minor < int(named) and not turn.memory.wish.get(IN_FULL):
        amount = Money(int(named), offer.total.currency)
        turn.memory.wish.update({EVENED: int(named), EVEN_PART: largest.minor})
        turn.say("utter_parts_even", count=len(offer.parts), first_amount=largest, amount=amount)


def moved(turn: Turn, offers: Sequence[Offer]) -> tuple[date, date] | None:
    """The first day she named that is no working day, and the day it became."""
    wish = turn.memory.wish
    named = [date.fromisoformat(day) for day in wish.get("dates") or ([wish["by"]] if wish.get("by") else [])]
    due = [part.due_on for offer in offers for part in offer.parts]
    for asked in named if wish.get("exact", True) else ():
        if asked in due or is_working_day(asked, turn.borrower.residence):
            continue
        near = [day for day in due if 0 < abs((day - asked).days) <= NEAR]
        if near:
            return asked, min(near, key=lambda day: abs((day - asked).days))
    return None


NEAR = 6
"""How many days a holiday may move a date at most; what lies further off was moved for another reason."""


def _fewer_parts(turn: Turn, offers: Sequence[Offer]) -> int:
    """The most parts offered, when that is fewer than she asked for; 0 otherwise."""
    asked = turn.memory.wish.get("parts")
    if not asked or turn.memory.wish.get("kind") != OfferKind.INSTALMENT.value:
        return 0
    parts = [len(offer.parts) for offer in offers if offer.kind is OfferKind.INSTALMENT]
    return max(parts) if parts and max(parts) < int(asked) else 0
