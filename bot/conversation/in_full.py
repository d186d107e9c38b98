"""Parts of just the sum she names, the last one of what they leave: "300 a month, the last one less".

Where only a sum a time is named the parts are made equal and none is above it. She gets hers in full
where she speaks of the last part, counts the parts out, or says the same sum again after the equal parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation.heard import Heard
from bot.conversation.pairing import offered
from bot.conversation.schedules import EVERY, first_of
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.calendar import rhythm
from bot.offers.terms import Cadence
from bot.offers.wishes import OVER
from bot.understanding.counts import MOST, read_cadence, read_parts
from bot.understanding.numbers import in_units
from bot.understanding.pairing_words import starts_now
from bot.understanding.parts_in_full import last_part, sums_in_turn

IN_FULL, EVENED, EVEN_PART, LAST = "in_full", "evened", "even_part", "last_part"
TOO_FEW = "too_few"
"""Where it keeps that her number of her sums falls short of what is owed: her sum is the point then."""
"""Where the wish keeps: her parts stay as she names them; the sum made even, and to what; the last one."""
NEAR = 10
"""By what part of the whole "about so much" times her count may miss it: four of about a hundred are 410."""


def counts_them_out(text: str) -> bool:
    """Whether a message says what each part is, or what the last one is."""
    return last_part(text) is not None or bool(sums_in_turn(text))


def without_the_even_part(before: dict[str, Any], heard: Heard, *, overdue: Money) -> Heard:
    """Leave out the sum that hers was made even to, where she names another: "why 80? I said 100"."""
    even = before.get(EVEN_PART)
    others = tuple(each for each in heard.amounts if (each.of(overdue) or overdue).minor != even)
    return replace(heard, amounts=others) if even and others else heard


def makes_the_whole(text: str, *, overdue: Money) -> bool:
    """Whether sums said one after the other come to just what is owed: 300+300+300+300+80 of 1,280."""
    sums = [in_units(each, overdue.currency) for each in sums_in_turn(text)]
    return bool(sums) and sum(each.minor for each in sums if each is not None) == overdue.minor


def take(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money, today: date) -> bool:
    """Take parts that were counted out and make the whole; false where they do not.

    "200 200 200 40", "three of 100 and a last one of 110", 三次300 一次380.
    """
    if len({day.start for day in heard.dates if day.is_one_day}) > 1:
        return False  # each sum has a day
    return _in_turn(wish, text, overdue=overdue, today=today) or _steps_and_last(
        wish, heard, text, overdue=overdue
    )


def _in_turn(wish: dict[str, Any], text: str, *, overdue: Money, today: date) -> bool:
    sums = [in_units(each, overdue.currency) for each in sums_in_turn(text)]
    minor = [each.minor for each in sums if each is not None and each.minor > 0]
    if not minor or len(minor) != len(sums) or sum(minor) != overdue.minor or len(minor) > MOST:
        return False
    if len(set(minor[:-1])) == 1:
        _put(wish, minor[0], parts=len(minor))
        return True
    cadence = EVERY.get(read_cadence(text) or wish.get("every", ""), Cadence.MONTHLY)
    first = first_of(wish) or rhythm(today, cadence, 2)[1]
    _clear(wish)
    days = rhythm(first, cadence, len(minor))
    wish.update(dates=[each.isoformat() for each in days], amounts=minor[:-1], exact=False)
    return True


def _steps_and_last(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money) -> bool:
    parts = read_parts(text) or wish.get("parts")
    for step, last in _pairs(wish, heard, text, overdue=overdue):
        left = overdue.minor - last.minor
        if 0 < step.minor <= left and left % step.minor == 0 and left // step.minor < MOST:
            _put(wish, step.minor, parts=left // step.minor + 1)
            return True
    end = _last(text, overdue)
    left = overdue.minor - end.minor if end else 0
    if parts and parts > 1 and end and left > 0 and left % (parts - 1) == 0:
        _put(wish, left // (parts - 1), parts=parts)
        return True
    return False


def _pairs(wish: dict[str, Any], heard: Heard, text: str, *, overdue: Money) -> Iterator[tuple[Money, Money]]:
    """What each part and the last may be: a sum beside that of the last, or the two sums of so many parts."""
    said = [amount.of(overdue) for amount, _ in offered(heard, text) if amount.fraction is None]
    sums = [each for each in said if each is not None]
    last = _last(text, overdue)
    if last is not None:
        steps = [each for each in sums if each != last]
        if wish.get("part_amount") and not steps:
            steps = [Money(int(wish["part_amount"]), overdue.currency)]
        yield from ((step, last) for step in steps)
    elif len(sums) == 2 and not heard.dates and not starts_now(text):
        count, (step, other) = read_parts(text) or 0, sums
        for parts in (count, count + 1):
            if count > 1 and step.minor * (parts - 1) + other.minor == overdue.minor:
                yield step, other


def _last(text: str, overdue: Money) -> Money | None:
    named = last_part(text)
    return in_units(named.sum, overdue.currency) if named is not None and named.sum else None


def _put(wish: dict[str, Any], step: int, *, parts: int) -> None:
    begun = wish.get("dates") if first_of(wish) else None
    _clear(wish)
    wish.update({"part_amount": step, "parts": parts, IN_FULL: True})
    if begun:
        wish["dates"] = begun


def _clear(wish: dict[str, Any]) -> None:
    wish["kind"] = OfferKind.INSTALMENT.value
    for key in (
        "by",
        "amount_now",
        "part_amount",
        "parts",
        "dates",
        "amounts",
        "rest_open",
        IN_FULL,
        LAST,
        EVENED,
        EVEN_PART,
        TOO_FEW,
        EVEN_PART,
    ):
        wish.pop(key, None)


def mark(wish: dict[str, Any], heard: Heard, text: str, *, before: dict[str, Any], overdue: Money) -> None:
    """Say in the wish whether parts of so much a time stay as she named them, or are made equal."""
    step = wish.get("part_amount")
    if not step or (before.get("part_amount") not in (None, step)):
        for key in (IN_FULL, LAST, EVENED, EVEN_PART):
            wish.pop(key, None)
    wish.pop(TOO_FEW, None)
    if not step or wish.get("kind") != OfferKind.INSTALMENT.value:
        return
    said = [amount for amount, _ in offered(heard, text)]
    parts, about = read_parts(text), any(not each.firm for each in said)
    if parts and about and abs(parts * int(step) - overdue.minor) * NEAR <= overdue.minor:
        wish.pop("part_amount")  # "four of about a hundred": her count, and as much as that makes
        return
    count = int(wish.get("parts") or 0)
    if said and count > 1 and overdue.minor - int(step) * (count - 1) > int(step) * (1 + OVER):
        if parts:
            wish.update({IN_FULL: True, TOO_FEW: True})
        else:  # the number was that of a plan of ours
            wish.pop("parts")
    last, named = last_part(text), [each.of(overdue) for each in said]
    again = before.get(EVENED) == step and any(each and each.minor == step for each in named)
    if (last or again) and not (parts and not last):
        wish[IN_FULL] = True
        wish.pop("parts", None)
    if last and last.sum and (sum_named := in_units(last.sum, overdue.currency)):
        wish[LAST] = sum_named.minor
