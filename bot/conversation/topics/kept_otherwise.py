"""One thing of the plan on the table is changed, and all else of it is kept.

Another day for one part leaves every sum as it was, and other sums leave the days: "can you make the second
one the 2nd", "I'd rather pay 200 first and 300 then". What is shown again is the whole plan, for a plain yes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation import deal
from bot.conversation import memory as stages
from bot.conversation.differs import NEAR
from bot.conversation.heard import HeardAmount, HeardDate
from bot.conversation.pairing import offered, only_to_pay_on
from bot.conversation.position import owed_now
from bot.conversation.topics.balance import settled
from bot.conversation.turn import Turn
from bot.conversation.wishes import KEPT
from bot.model.words import Intent, OfferKind
from bot.understanding.beside_figures import tells_of_a_payment
from bot.understanding.corrections import all_of_it, bare_day
from bot.understanding.counts import read_cadence, read_parts, read_returning_day
from bot.understanding.day_moved import asks_of_it, is_a_weekday, moves_it, part_meant, stays
from bot.understanding.events import is_to_pay_on
from bot.understanding.pairing_words import at_once, clause

_SOMETHING_ELSE = (
    Intent.REQUEST_HUMAN, Intent.COMPLAIN, Intent.REPORT_HARASSMENT, Intent.REPORT_FRAUD,
    Intent.DISPUTE_DEBT, Intent.STOP_CONTACT, Intent.WRONG_PERSON, Intent.THIRD_PARTY,
    Intent.REQUEST_DUE_DAY_CHANGE, Intent.CHOOSE_OPTION,
)  # fmt: skip
LONG = 120
"""A longer message says more than a change of the plan."""
_NUMBER = re.compile(r"(?<![\d.,£$€])(\d{1,2}) ?(?:st|nd|rd|th|号|號|日)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plan on the table: its day as she named it and its sum in minor units."""

    day: date
    minor: int


def answered(turn: Turn) -> bool:
    """Show the plan anew with the one thing that she changes; false where she changes no one thing of it."""
    parts = _on_the_table(turn)
    if len(parts) < 2 or not _may(turn):
        return False
    changed = _with_another_day(turn, parts) or _with_other_sums(turn, parts)
    if changed is None or changed == parts:
        return False
    _show(turn, sorted(changed, key=lambda part: part.day))
    return True


def _may(turn: Turn) -> bool:
    """Whether the message can be no more than a change of the plan."""
    text, heard = turn.message.text, turn.heard
    if not turn.verified or len(text) > LONG or heard.has(*_SOMETHING_ELSE) or settled(turn):
        return False
    if heard.has(Intent.REPORT_PAID) and tells_of_a_payment(text):
        return False
    if any(amount.per or amount.fraction == 1 for amount in heard.amounts) or all_of_it(text):
        return False
    return not (read_parts(text) or read_cadence(text) or read_returning_day(text))


def _on_the_table(turn: Turn) -> list[Part]:
    """The parts of the plan that waits for her yes, where it costs nothing more; else nothing.

    A day of hers that a holiday moved counts as she named it, so that she is told again why it moved.
    """
    memory = turn.memory
    shown = turn.unit.books.offer(memory.pending) if memory.pending else None
    if any(memory.wish.get(key) for key in ("rest_open", "every", "parts", "part_amount")):
        return []  # a rest without a day of hers, or parts in a rhythm: they are moved together elsewhere
    if memory.stage != stages.CONFIRMING or shown is None or shown.body["extra_cost"]:
        return []
    parts = [Part(date.fromisoformat(each["due_on"]), int(each["total"])) for each in shown.body["parts"]]
    if sum(part.minor for part in parts) != owed_now(turn).minor:
        return []
    hers = [date.fromisoformat(day) for day in memory.wish.get("dates", ())]
    near = len(hers) == len(parts) and all(
        abs(day - part.day) <= timedelta(days=NEAR) for day, part in zip(hers, parts, strict=True)
    )
    return [Part(day, part.minor) for day, part in zip(hers, parts, strict=True)] if near else parts


def _with_another_day(turn: Turn, parts: list[Part]) -> list[Part] | None:
    """The plan with another day for one part of it; ``None`` where none is named, or not which part."""
    text = turn.message.text
    heard = only_to_pay_on(turn.heard, text)
    known = {part.day for part in parts}
    new = [
        day
        for day in heard.dates
        if day.is_one_day and day.firm and day.start not in known and _may_pay_on(text, day)
    ]
    if len(new) > 1:  # "the 30th instead of 27th, it lands friday but takes the bank a bit"
        new = [day for day in new if _number_of(day) is not None] if _old_days(text, parts, ()) else []
    sums = [(amount, at) for amount, at in offered(heard, text) if amount.fraction is None]
    if len(new) != 1 or any(_whose(turn, amount, parts) is None for amount, _ in sums):
        return None
    if asks_of_it(text) or (turn.heard.has(Intent.DISPUTE_AMOUNT) and not sums):
        return None
    place = _place(turn, parts, new[0], sums)
    if place is None:
        return None
    before = parts[place - 1].day if place else turn.today
    day = _in_its_time(new[0], parts[place].day, before=before, today=turn.today)
    if day <= turn.today or day in known:
        return None
    return [Part(day, part.minor) if n == place else part for n, part in enumerate(parts)]


def _may_pay_on(text: str, day: HeardDate) -> bool:
    """Whether nothing else is said to be on a day: "I get paid on the 3rd" moves nothing to it."""
    at = text.find(day.text)
    return at < 0 or is_to_pay_on(text.lower(), at, at + len(day.text)) is not False


def _place(turn: Turn, parts: list[Part], new: HeardDate, sums: list[tuple[HeardAmount, int]]) -> int | None:
    """Which part is to have the new day: by its number, its sum, its old day, or the only one to come."""
    text = turn.message.text
    named = part_meant(text, parts=len(parts))
    if named is not None:
        return named
    here = clause(text, text.find(new.text))
    beside = {_whose(turn, amount, parts) for amount, at in sums if clause(text, at) == here}
    if len(beside) == 1:
        return beside.pop()
    old = _old_days(text, parts, (new,))
    if len(old) == 1:
        return old.pop()
    if sums or old or not moves_it(text):
        return None
    to_come = [place for place, part in enumerate(parts) if part.day > turn.today]
    return to_come[0] if len(to_come) == 1 else None


def _whose(turn: Turn, amount: HeardAmount, parts: list[Part]) -> int | None:
    """The part that a sum is of; ``None`` where it is none of the plan's, or of several."""
    said = amount.of(owed_now(turn))
    found = [place for place, part in enumerate(parts) if said is not None and part.minor == said.minor]
    return found[0] if len(found) == 1 else None


def _old_days(text: str, parts: list[Part], new: tuple[HeardDate, ...]) -> set[int]:
    """The parts whose day is named, and not said to stay."""
    spans = [(text.find(day.text), text.find(day.text) + len(day.text)) for day in new]
    found = set()
    for number in _NUMBER.finditer(text):
        if any(begin <= number.start() < finish for begin, finish in spans):
            continue
        here = clause(text, number.start())
        words = "".join(each for at, each in enumerate(text) if clause(text, at) == here)
        if not stays(words):
            found |= {place for place, part in enumerate(parts) if part.day.day == int(number[1])}
    return found


def _number_of(day: HeardDate) -> int | None:
    found = _NUMBER.search(day.text)
    return int(found[1]) if found else None


def _in_its_time(new: HeardDate, old: date, *, before: date, today: date) -> date:
    """A day without its month is one of the month it takes the place in.

    One of the week alone is the next such day, or where the part before it is later, one near the old day.
    """
    if is_a_weekday(new.text) and new.start > before:
        return new.start
    if is_a_weekday(new.text):
        ahead = old + timedelta(days=(new.start.weekday() - old.weekday() + 3) % 7 - 3)
        return ahead if ahead > today else new.start
    number = bare_day(new.text)
    if number is None:
        return new.start
    try:
        meant = old.replace(day=number)
    except ValueError:
        return new.start
    return meant if meant > today else new.start


def _with_other_sums(turn: Turn, parts: list[Part]) -> list[Part] | None:
    """The plan with other sums on its days: as many as it has parts, and together what is owed."""
    text = turn.message.text
    if at_once(text) or any(day.is_one_day for day in turn.heard.dates):
        return None
    sums = sorted(offered(turn.heard, text), key=lambda each: each[1])
    minor = [said.minor for amount, _ in sums if (said := amount.of(owed_now(turn))) is not None]
    if len(minor) != len(parts) or min(minor) <= 0 or sum(minor) != owed_now(turn).minor:
        return None
    for stretch in turn.heard.dates:  # "200 first and 300 in april"
        at = text.find(stretch.text)
        near = min(range(len(sums)), key=lambda n: abs(sums[n][1] - at))
        if not stretch.start <= parts[near].day <= stretch.end:
            return None
    return [Part(part.day, each) for part, each in zip(parts, minor, strict=True)]


def _show(turn: Turn, parts: list[Part]) -> None:
    memory = turn.memory
    wish = {key: memory.wish[key] for key in KEPT if key in memory.wish}
    days, sums = [part.day.isoformat() for part in parts], [part.minor for part in parts]
    if parts[0].day == turn.today and len(parts) == 2:
        wish |= {"kind": OfferKind.PART_NOW.value, "amount_now": sums[0], "by": days[1]}
    else:
        wish |= {"kind": OfferKind.INSTALMENT.value, "dates": days, "amounts": sums}
    memory.wish = wish | {"exact": True}
    memory.pending, memory.misses = None, 0
    memory.round = max(memory.round - 1, 0)  # a change of the same plan is no further round
    turn.say("utter_corrected")
    deal.negotiate(turn)
