"""A sum taken for the whole debt, and a first sum after which there is nothing: neither is counted on."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation.groups import NO_PROMISE
from bot.conversation.heard import is_definite
from bot.conversation.pairing import offered
from bot.conversation.position import owed_now
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import HandoffReason, Intent, OfferKind
from bot.offers.calendar import rhythm
from bot.offers.terms import Cadence
from bot.understanding.counts import read_cadence, read_parts
from bot.understanding.sums_said import asks_if_so_much, nothing_for_the_rest, saw_it_wrong

STEPS = 6
"""In how many parts it is laid, the first at once, where there is nothing for the rest."""
_NOTE = "nothing_for_the_rest"


def answered(turn: Turn) -> bool:
    """Put the sum right that she misread, or ease a rest she has nothing for; false when it is neither."""
    away = (*NO_PROMISE - {Intent.DISPUTE_AMOUNT}, Intent.STOP_CONTACT, Intent.EXPRESS_DISTRESS)
    if not turn.verified or owed_now(turn).minor <= 0 or turn.heard.has(*away):
        return False
    if turn.unit.books.active_plan(turn.account.id) is not None:
        return False
    return _misread(turn) or _nothing_left(turn)


def _misread(turn: Turn) -> bool:
    """Say the right sum first, then what can be arranged: "是1280，不是128"."""
    text, due = turn.message.text, owed_now(turn)
    said = [(each, each.of(due)) for each in turn.heard.amounts if each.fraction is None and not each.per]
    if len(said) != 1 or turn.heard.dates:
        return False
    (each, amount), tens = said[0], (10, 100)
    if amount is None:
        return False
    wrong = asks_if_so_much(text, each.text) and any(amount.minor * ten == due.minor for ten in tens)
    if not wrong and not (amount == due and saw_it_wrong(text)):
        return False
    from bot.conversation.respond import acknowledge

    acknowledge(turn, Intent.REQUEST_HELP)
    if wrong:
        turn.say("utter_sum_is_not", due=due, amount=amount)
    else:
        turn.say("utter_sum_is", due=due)
    turn.memory.misses, turn.memory.wish, turn.memory.pending = 0, {}, None
    deal.show_choices(turn)
    return True


def _nothing_left(turn: Turn) -> bool:
    """Lay the rest in small steps where she has nothing for it; said again, a person looks at it."""
    text, memory, due = turn.message.text, turn.memory, owed_now(turn)
    words = nothing_for_the_rest(text)
    later = any(is_definite(day) and day.end > turn.today for day in turn.heard.dates)
    if not words or later or read_parts(text) or read_cadence(text):
        return False
    first = _first(turn, words)
    if first is None or not 0 < first.minor < due.minor:
        return False
    from bot.conversation.respond import acknowledge

    memory.misses = 0
    acknowledge(turn, Intent.OFFER_PARTIAL)
    if deal.settled_already(turn) or deal.hardship_notice(turn):
        return True
    if not memory.once(_NOTE):
        turn.say("utter_rest_needs_a_person")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note=_NOTE)
        return True
    days = rhythm(turn.today, Cadence.MONTHLY, STEPS)
    memory.wish = {
        "kind": OfferKind.INSTALMENT.value,
        "dates": [day.isoformat() for day in days],
        "amounts": [first.minor],
        "exact": False,
    }
    memory.pending = None
    person = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
    turn.say(
        "utter_rest_in_small_steps", amount=Money(due.minor - first.minor, due.currency), buttons=(person,)
    )
    deal.negotiate(turn)
    return True


def _first(turn: Turn, words: str) -> Money | None:
    """What she can pay: the sum that is not the rest, else the one that was talked of before."""
    said = [each.of(owed_now(turn)) for each, _ in offered(turn.heard, turn.message.text) if not each.per]
    named = [each.of(owed_now(turn)) for each in turn.heard.amounts if each.text in words]
    first = [amount for amount in said if amount is not None and amount not in named]
    before = turn.memory.wish.get("amount_now") or next(iter(turn.memory.wish.get("amounts", ())), None)
    if first:
        return first[0]
    return Money(int(before), turn.account.currency) if before else None
