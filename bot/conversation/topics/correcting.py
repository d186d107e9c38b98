"""A correction replaces what was said, at any point of the talk, and the answer is worked out anew.

"不是15号，是25号", "I meant 300": before an offer, at the offers, before the yes, and during the check.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.conversation import another_due_day, deal, in_full, schedules, wishes
from bot.conversation import memory as stages
from bot.conversation.heard import HeardDate, is_definite, payment_day
from bot.conversation.pairing import dated_amounts
from bot.conversation.position import owed_now
from bot.conversation.topics import gate, outside
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.words import Intent, OfferKind
from bot.understanding.corrections import (
    affirmed,
    all_of_it,
    bare_count,
    bare_day,
    corrects,
    day_number,
    denied,
    speaks_of_parts,
)
from bot.understanding.counts import pays_every_week, read_parts
from bot.understanding.due_days import moves_due_day
from bot.understanding.pairing_words import starts_now, the_rest
from bot.understanding.text import normalise

_NOT_THAT = frozenset(
    {
        Intent.REPORT_PAID, Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT, Intent.REPORT_FRAUD,
        Intent.WRONG_PERSON, Intent.THIRD_PARTY, Intent.REQUEST_HUMAN, Intent.COMPLAIN,
        Intent.REPORT_HARASSMENT,
    }
)  # fmt: skip
SHORT = 20
"""An answer that is a number and hardly more."""
LONG = 60
"""A longer message says more than a correction, and is heard in full."""


def answered(turn: Turn) -> bool:
    """Take a message that corrects a figure; false when it corrects none, or says more."""
    text = turn.message.text
    if not turn.verified or len(text) > LONG or not corrects(text) or turn.heard.has(*_NOT_THAT):
        return False
    if not has_figures(turn) or _asks_for_a_due_day(turn):
        return False
    correct(turn)
    return True


def _asks_for_a_due_day(turn: Turn) -> bool:
    """Whether it is the due day of the contract that is to be changed, and nothing that was said before."""
    first = not (turn.memory.wish.get("kind") or turn.memory.offers)
    return first and turn.heard.has(Intent.REQUEST_DUE_DAY_CHANGE) and moves_due_day(turn.message.text)


def correct(turn: Turn) -> None:
    """Put the new figure in the place of the old one, and answer the wish again.

    What said more of the same wish during the check corrects nothing: it is answered with what stood before.
    Without a figure, what she says instead is answered; where she only says that it is wrong, she is asked.
    """
    if not gate.opened(turn):
        return
    if not has_figures(turn):
        from bot.conversation.respond import respond

        if says_no_more(turn):
            _ask_what_is_wrong(turn)
        else:
            respond(turn)
        return
    nothing_yet = not (turn.memory.wish.get("kind") or turn.memory.offers)
    goes_on = nothing_yet or not corrects(turn.message.text)
    turn.memory.misses = 0
    if deal.settled_already(turn) or deal.hardship_notice(turn):
        return
    memory = turn.memory
    before = dict(memory.wish)
    kind = _kind(turn)
    memory.wish = _added(turn, before, kind) if goes_on else _corrected(turn, before, kind)
    another_due_day.this_one_first(turn, before=before)
    memory.pending = None
    if not goes_on:
        memory.round = max(memory.round - 1, 0)  # putting right is no further round
        turn.say("utter_corrected")
    vague = wishes.vague_day(turn.heard, today=turn.today)
    if vague is not None and not memory.wish.get("month_ends"):
        deal.ask_which_day(turn, vague)
    elif deal.says_enough(memory.wish):
        deal.negotiate(turn)
    else:
        deal.show_choices(turn, kind)


def says_no_more(turn: Turn) -> bool:
    """Whether a message says that something is wrong, and neither a figure nor anything else to answer."""
    from bot.conversation.leading import lead

    return not has_figures(turn) and lead(turn) is Intent.CORRECT_INFORMATION


def said_instead(turn: Turn) -> Intent:
    """What a correction without a figure is about: what else was said, a reason, or nothing but itself."""
    rest = next((intent for intent in turn.heard.intents if intent not in _NOTHING_ELSE), None)
    if rest is not None:
        return rest
    return Intent.GIVE_REASON if turn.heard.reasons else Intent.CORRECT_INFORMATION


_NOTHING_ELSE = frozenset(
    {
        Intent.CORRECT_INFORMATION, Intent.DENY, Intent.AFFIRM, Intent.UNSURE, Intent.CHOOSE_OPTION,
        Intent.OUT_OF_SCOPE, Intent.GREET, Intent.THANK, Intent.GOODBYE,
    }
)  # fmt: skip


def _ask_what_is_wrong(turn: Turn) -> None:
    """Ask once what we got wrong; where nothing was talked of yet, begin with what is on file."""
    if turn.memory.joined is not None:  # the check has just been passed
        gate.state_debt(turn)
    elif turn.memory.misses:
        outside.not_understood(turn)
    else:
        turn.memory.misses = 1
        if turn.memory.stage == stages.CONFIRMING:  # what she finds wrong is not open for a yes any more
            turn.memory.pending, turn.memory.stage = None, stages.TALKING
        turn.say("utter_what_is_wrong", reveals=False)


def seed(turn: Turn) -> None:
    """Take the figures of a message that waited for the check into the wish, to be corrected there."""
    kind = _KIND_OF.get(turn.heard.lead)
    if kind is not None:
        turn.memory.wish = wishes.gather(
            turn.heard, turn.message.text, kind=kind, before={}, overdue=owed_now(turn), today=turn.today
        )


_KIND_OF = {
    Intent.PROMISE_TO_PAY: OfferKind.PROMISE,
    Intent.REQUEST_DEFERRAL: OfferKind.DEFERRAL,
    Intent.OFFER_PARTIAL: OfferKind.PART_NOW,
    Intent.REQUEST_INSTALMENTS: OfferKind.INSTALMENT,
    Intent.REQUEST_DUE_DAY_CHANGE: OfferKind.CHANGE_DUE_DAY,
}


def has_figures(turn: Turn) -> bool:
    """Whether a message names an amount, a day or a number of parts."""
    heard = turn.heard
    if bool(heard.amounts) or payment_day(heard, today=turn.today) is not None:
        return True
    return _parts(turn) is not None or in_full.counts_them_out(turn.message.text)


def _kind(turn: Turn) -> OfferKind:
    """What is corrected: the wish so far, else what is on the table, else what its figures mean."""
    memory = turn.memory
    if pays_every_week(turn.message.text):
        return OfferKind.INSTALMENT
    if memory.wish.get("kind"):
        return OfferKind(memory.wish["kind"])
    shown = turn.unit.books.offer(memory.pending) if memory.pending else None
    if shown is not None and shown.kind != OfferKind.PAY_NOW.value:
        return OfferKind(shown.kind)
    if _parts(turn) is not None or any(amount.per for amount in turn.heard.amounts):
        return OfferKind.INSTALMENT
    part = any(amount.fraction != 1 for amount in turn.heard.amounts)  # "the lot" is no part
    return OfferKind.PART_NOW if part else OfferKind.PROMISE


def _added(turn: Turn, before: dict[str, Any], kind: OfferKind) -> dict[str, Any]:
    return wishes.gather(
        turn.heard, turn.message.text, kind=kind, before=before, overdue=owed_now(turn), today=turn.today
    )


def _corrected(turn: Turn, before: dict[str, Any], kind: OfferKind) -> dict[str, Any]:
    text = turn.message.text
    if _all_on_one_day(turn):
        return _added(turn, {}, OfferKind.PROMISE)
    parted = {**before, "kind": OfferKind.INSTALMENT.value}
    if in_full.take(parted, turn.heard, text, overdue=owed_now(turn), today=turn.today):
        return parted
    parts = _parts(turn)
    dated = dated_amounts(turn.heard, affirmed(normalise(text).text), today=turn.today)
    sums = sum(each.amount is not None for each in dated)
    if sums > 1 or (sums and len(dated) > 1 and the_rest(text)):
        return _added(turn, {}, OfferKind.PART_NOW)  # each sum anew, with its day
    if parts is not None and (before.get("parts") or kind is OfferKind.INSTALMENT):
        return {**before, "kind": OfferKind.INSTALMENT.value, "parts": parts}
    if before.get("dates") and before.get("amounts"):
        return _in_the_schedule(turn, before)
    new = affirmed(normalise(text).text)
    wish = wishes.gather(
        turn.heard,
        new,
        kind=_for_figures(turn, kind),
        before=before,
        overdue=owed_now(turn),
        today=turn.today,
    )
    now = wish.get("amount_now")
    if _whole_on_a_day(before) and now and now < owed_now(turn).minor and not _names_a_day(turn):
        schedules.leave_the_rest_open(
            wish, date.fromisoformat(before["by"]), Money(now, turn.account.currency)
        )
        return wish
    if before.get("by") and wish.get("by"):
        wish["by"] = _in_its_month(turn, wish["by"], before["by"])
    for key in ("part_amount", "amount_now"):  # it corrects the amount that was said, whatever for
        if before.get(key) and turn.heard.amounts and not any(each.per for each in turn.heard.amounts):
            said = turn.heard.amounts[-1].of(owed_now(turn))
            if said is not None and said.minor > 0:
                wish.pop("amount_now", None)
                wish.update({"kind": before["kind"], key: said.minor})
    return wish


def _all_on_one_day(turn: Turn) -> bool:
    """Whether all of it is said to be for one day, whatever was talked of: "不是 是周四一次全还"."""
    said = [amount.of(owed_now(turn)) for amount in turn.heard.amounts if not amount.per]
    whole = bool(said or all_of_it(turn.message.text)) and all(
        amount is not None and amount >= owed_now(turn) for amount in said
    )
    return whole and len({day.end for day in turn.heard.dates if is_definite(day)}) == 1


def _whole_on_a_day(wish: dict[str, Any]) -> bool:
    """Whether all of it was to be paid on one day; another sum is then one for that day."""
    figures = any(wish.get(key) for key in ("amount_now", "part_amount", "amounts", "parts"))
    return bool(wish.get("exact") and wish.get("by")) and not figures


def _names_a_day(turn: Turn) -> bool:
    return payment_day(turn.heard, today=turn.today) is not None or starts_now(turn.message.text)


def _for_figures(turn: Turn, kind: OfferKind) -> OfferKind:
    """An amount makes a wish for time one for a part now; a day leaves it what it was."""
    whole = kind in (OfferKind.PROMISE, OfferKind.DEFERRAL)
    plain = [amount for amount in turn.heard.amounts if not amount.per and amount.fraction != 1]
    return OfferKind.PART_NOW if whole and plain else kind


def _in_the_schedule(turn: Turn, before: dict[str, Any]) -> dict[str, Any]:
    """One day or one amount of several that she named: the one that is taken back, else the nearest day."""
    wish = {**before, "dates": list(before["dates"]), "amounts": list(before["amounts"])}
    gone = denied(normalise(turn.message.text).text)
    day = payment_day(turn.heard, today=turn.today)
    if day is not None and is_definite(day):
        number = day_number(gone)
        places = [place for place, each in enumerate(wish["dates"]) if date.fromisoformat(each).day == number]
        near = min(wish["dates"], key=lambda each: abs((date.fromisoformat(each) - day.end).days))
        place = places[0] if places else wish["dates"].index(near)
        if day.end.isoformat() not in wish["dates"]:
            wish["dates"][place] = _in_its_month(turn, day.end.isoformat(), wish["dates"][place])
        wish["dates"].sort()
    if turn.heard.amounts:
        said = turn.heard.amounts[-1].of(owed_now(turn))
        if said is not None and said.minor > 0:
            old = re.sub(r"\D", "", gone)
            minor = Money.of(old, turn.account.currency).minor if old else 0
            places = [place for place, each in enumerate(wish["amounts"]) if each == minor]
            named = [place for place, each in enumerate(wish["dates"]) if _on(day, each)]
            place = next(iter((*places, *named)), 0)
            _put_in(wish["amounts"], place, said.minor, parts=len(wish["dates"]), due=owed_now(turn).minor)
    return wish


def _on(day: HeardDate | None, stored: str) -> bool:
    return day is not None and is_definite(day) and day.end.isoformat() == stored


def _put_in(amounts: list[int], place: int, minor: int, *, parts: int, due: int) -> None:
    """Put another sum in its place; the last part takes what is left, or the first where that is changed."""
    if len(amounts) == parts > 1 and sum(amounts) == due:
        amounts.pop()
    if place < len(amounts):
        amounts[place] = minor
    elif place == parts - 1 == len(amounts) and minor < due - sum(amounts[1:]):
        amounts[0] = due - sum(amounts[1:]) - minor
    else:
        amounts[0] = minor


def _in_its_month(turn: Turn, new: str, old: str) -> str:
    """A corrected day without a month is one of the month that was talked of, where it has that day."""
    day = payment_day(turn.heard, today=turn.today)
    number = bare_day(day.text) if day is not None else None
    if number is None:
        return new
    try:
        meant = date.fromisoformat(old).replace(day=number)
    except ValueError:
        return new
    return meant.isoformat() if meant >= turn.today else new


def _parts(turn: Turn) -> int | None:
    """The number of parts that is meant now; the one that is taken back does not count.

    Where she has named one before, a number and nothing else is another: "actually 4".
    """
    plain = normalise(turn.message.text).text
    new = affirmed(plain)
    said = read_parts(new)
    heard = turn.heard
    bare = bool(turn.memory.wish.get("parts")) and not (heard.amounts or heard.dates) and len(plain) <= SHORT
    if said is not None or not (bare or speaks_of_parts(denied(plain) + new)):
        return said
    return bare_count(new)
