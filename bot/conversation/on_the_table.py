"""Questions about a message and the wish before it: are parts talked of, which rhythm, sums with days."""

from __future__ import annotations

import re

from bot.conversation.groups import OPEN
from bot.conversation.heard import payment_day
from bot.conversation.in_full import counts_them_out
from bot.conversation.memory import CONFIRMING, OFFERING
from bot.conversation.pairing import dated_amounts, offered
from bot.conversation.turn import Turn
from bot.model.words import Intent, OfferKind, Signal
from bot.understanding.beside_figures import finds_fault, rather_another_time
from bot.understanding.counts import read_cadence, read_returning_day
from bot.understanding.numbers import in_units
from bot.understanding.pairing_words import starts_now, the_rest
from bot.understanding.parts_said import moves_the_first

SHORT = 30
"""Characters of an answer that names a rhythm and hardly more."""


def in_parts(turn: Turn) -> bool:
    """Whether she wished to pay in parts."""
    return turn.memory.wish.get("kind") == OfferKind.INSTALMENT.value


def names_rhythm(text: str) -> bool:
    """Whether an answer is a rhythm and hardly more: "weekly", "按周吧", "no, Fridays"."""
    return len(text) <= SHORT and bool(read_cadence(text) or read_returning_day(text))


def speaks_of_parts(turn: Turn, lead: Intent) -> bool:
    """Whether a message changes the parts on the table: how much, in which rhythm, from which day on.

    "Can it be 50", "weekly", "no, Fridays", "start on the 1st".
    """
    text, wish = turn.message.text, turn.memory.wish
    if turn.heard.dates and (moves_the_first(text) or (wish.get("part_amount") and the_rest(text))):
        return True
    if lead not in (*OPEN, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.CORRECT_INFORMATION):
        return False
    if (not turn.heard.amounts and names_rhythm(text)) or counts_them_out(text):
        return True
    bare = [amount for amount, _ in offered(turn.heard, text) if amount.fraction is None]
    known = wish.get("part_amount") or wish.get("every")
    return bool(known and bare) and not (turn.heard.dates or starts_now(text) or the_rest(text))


_FIGURE = re.compile(r"(?<![\d.])\d{2,7}(?:\.\d\d?)?(?![\d号日])")


def asks_about_the_parts(turn: Turn) -> bool:
    """Whether a figure that seems disputed is one of the parts just shown, and nothing is called wrong.

    为啥变260了 asks how it comes about; what is owed is not in question.
    """
    shown = turn.memory.stage in (OFFERING, CONFIRMING) and in_parts(turn)
    in_words = any(each.in_words for each in turn.heard.every(Signal.DISPUTE))
    return shown and not in_words and not finds_fault(turn.message.text) and _names_a_part_shown(turn)


def _names_a_part_shown(turn: Turn) -> bool:
    named = {in_units(each, turn.account.currency) for each in _FIGURE.findall(turn.message.text)}
    ids = [turn.memory.pending] if turn.memory.pending else turn.memory.offers
    shown = [turn.unit.books.offer(each) for each in ids]
    parts = {int(part["total"]) for each in shown if each is not None for part in each.body["parts"]}
    whole = turn.overdue.minor
    return any(each is not None and each.minor in parts and each.minor < whole for each in named)


def sums_with_days(turn: Turn) -> bool:
    """Whether at least two sums are named with a day each."""
    found = dated_amounts(turn.heard, turn.message.text, today=turn.today)
    return sum(each.amount is not None for each in found) > 1


def another_time_will_do(turn: Turn) -> bool:
    """Whether one time is turned down and a later one will do: "三月还不了，四月可以"."""
    day, text = payment_day(turn.heard, today=turn.today), turn.message.text
    return day is not None and day.start > turn.today and rather_another_time(text)
