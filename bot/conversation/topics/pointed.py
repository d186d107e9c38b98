"""Choosing what was shown, or agreeing to it, in her own words: its kind, month, day, sum or number of parts.

Nothing is agreed to by a choice: the whole cost is shown and a yes asked for. A yes that names the day or the
sum of the arrangement on the table is a yes; one that names another is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation import deal, showing, ways_to_pay, wishes_on_file
from bot.conversation import memory as stages
from bot.conversation.heard import HeardAmount, HeardDate
from bot.conversation.schedules import EVERY
from bot.conversation.topics import balance, replying
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.rows import ShownOffer
from bot.model.words import Intent, OfferKind, Owner, Signal
from bot.understanding.bare_sums import takes_all_of_it
from bot.understanding.left_over import parts_said
from bot.understanding.parts_said import moves_the_first
from bot.understanding.paying import asks_for_the_link
from bot.understanding.pointing import (
    Pointed,
    before_a_but,
    is_an_ordinal,
    leaves_out,
    means_one_of_them,
    means_this_one,
    points_at,
)
from bot.understanding.short_replies import Short, read_short
from bot.understanding.taking_back import says_it_was_agreed
from bot.understanding.yes_and_how import (
    Beside,
    asks_when_it_is_time,
    yes_and_one_thing,
    yes_beside_what,
    yes_without_a_condition,
)
from bot.understanding.yes_and_reach import yes_and_how_to_reach
from bot.understanding.yes_beside import only_names, opens_with_yes, refuses, says_yes

_HOURS = frozenset({Signal.AGREED_HOURS, Signal.INCONVENIENT_TIME})
_BESIDE = _HOURS | {Signal.HARDSHIP}
"""Signals that leave a choice what it is; "yes, Friday is fine" speaks of no hours for calls."""
_WITH_A_BAN = _BESIDE | {Signal.MEDIA_BAN, Signal.STOP, Signal.HUMAN}
"""What is heard in "don't ring me": no call, and neither a person nor an end to everything."""
_BESIDE_YES = frozenset(
    {
        Intent.AFFIRM, Intent.ASK_HOW_TO_PAY, Intent.ASK_PLAN_STATUS, Intent.THANK, Intent.GREET,
        Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.CHOOSE_OPTION, Intent.REQUEST_DEFERRAL,
        Intent.ASK_FEES,
    }
)  # fmt: skip
"""What a yes is read as beside a question how to pay, paying sooner, or that nothing is added."""


def answered(turn: Turn) -> bool:
    """Take a yes to the arrangement on the table, or a choice among what was shown; false when neither."""
    if not _may_choose(turn) or not {each.signal for each in turn.heard.signals} <= _BESIDE:
        return False
    return agreed(turn) or _left_out(turn) or _all_at_once(turn) or _chosen(turn) or _with_a_change(turn)


def taken_for_a_stop(turn: Turn) -> bool:
    """Choose "move it to the end" where that was shown: only the classifier heard a stop in it."""
    heard = turn.heard.signal(Signal.STOP)
    if heard is None or not _may_choose(turn):
        return False
    others = {each.signal for each in turn.heard.signals} - {Signal.STOP}
    if not heard.in_words and others <= _BESIDE and (_left_out(turn) or _any_of_them(turn)):
        return True
    pointed = points_at(turn.message.text)
    at_the_end = pointed is not None and pointed.kind is OfferKind.MOVE_TO_END
    return at_the_end and others <= _BESIDE and _chosen(turn)


def _any_of_them(turn: Turn) -> bool:
    """Whether any of the choices would do: the cheapest is shown, and a yes asked for."""
    reply = read_short(turn.message.text)
    picked = replying.cheapest(turn) if turn.memory.stage == stages.OFFERING else None
    if picked is None or reply is None or reply.kind is not Short.EITHER:
        return False
    turn.memory.misses = 0
    deal.choose(turn, picked)
    return True


def _all_at_once(turn: Turn) -> bool:
    """All of it, said of choices among which it was to be paid at once: 全部, "all of it"."""
    if turn.memory.stage != stages.OFFERING or turn.heard.dates or not takes_all_of_it(turn.message.text):
        return False
    shown = _rows(turn, turn.memory.offers)
    row = next((each for each in shown if each.kind == OfferKind.PAY_NOW.value), None)
    if row is None:
        return False
    turn.memory.misses = 0
    deal.choose(turn, row.id)
    return True


def _left_out(turn: Turn) -> bool:
    """A choice by leaving one out: the other that she names, the only one left, or which of those left."""
    said = leaves_out(turn.message.text)
    if said is None:
        return False
    out, rest = said
    if turn.memory.stage == stages.CONFIRMING and means_this_one(out) and not rest:
        replying.something_else(turn)
        turn.memory.misses = 0
        return True
    if turn.memory.stage != stages.OFFERING:
        return False
    excluded = _all_meant(turn, out)
    left = [each for each in turn.memory.offers if each not in excluded]
    meant = [each for each in _all_meant(turn, rest) if each in left] if rest else left
    turn.memory.misses = 0
    if excluded and len(meant) == 1:
        deal.choose(turn, meant[0])
    else:
        showing.which_one(turn, but=excluded)
    return True


def _all_meant(turn: Turn, words: str) -> list[str]:
    """Every one of the choices shown that words may point at."""
    shown = _rows(turn, turn.memory.offers)
    reply = read_short(words)
    pointed = points_at(words)
    number = (
        reply.number
        if reply is not None and reply.kind is Short.NTH
        else (pointed.number if pointed is not None else 0)
    )
    if number:
        return [row.id for row in shown[number - 1 if number > 0 else -1 :][:1]]
    return [row.id for row in shown if pointed is not None and _fits(turn, row, pointed)]


def names_the_plan(turn: Turn) -> bool:
    """Whether a message is a yes to the arrangement on the table that names its own day or sum."""
    row = _on_the_table(turn) if _figures(turn) and _may_choose(turn) else None
    return row is not None and _is_yes(turn, row)


def agreed_and_more(turn: Turn) -> bool:
    """A plain yes beside what leaves it one is recorded, and what was asked beside it answered.

    How it is paid is told of the first part; that nothing is added must be true of what is on the table.
    """
    if turn.memory.misses or not {each.signal for each in turn.heard.signals} <= _BESIDE:
        return False
    beside = yes_beside_what(turn.message.text, named=_figures(turn))
    asks = {Intent.ASK_CONSEQUENCE} if beside & {Beside.TELLS, Beside.COSTS} else set()
    if not (_BESIDE_YES | asks).issuperset(turn.heard.intents):
        return False
    row = _on_the_table(turn) if beside and _may_choose(turn) else None
    parts = row.body["parts"] if row is not None else None
    if row is None or not parts or not _all_its_own(turn, row):
        return False
    if beside & {Beside.FREE, Beside.COSTS}:
        if int(row.body["extra_cost"]):
            return False
        turn.say("utter_nothing_is_added" if Beside.FREE in beside else "utter_costs_nothing_more")
    deal.accept(turn, row.id)
    if Beside.DETAILS in beside:
        turn.say("utter_details_in_the_receipt")
    if Beside.TELLS in beside:
        turn.say("utter_tell_us_then")
    if Beside.KEPT in beside:
        wishes_on_file.say_on_file(turn)
    due_on = date.fromisoformat(parts[0]["due_on"])
    if not balance.settled(turn) or due_on <= turn.today:
        return True  # the receipt has the link already
    if Beside.EARLY in beside:
        turn.say("utter_early_is_fine")
    if Beside.HOW not in beside:
        return True
    amount = Money(int(parts[0]["total"]), turn.account.currency)
    if asks_for_the_link(turn.message.text) and not asks_when_it_is_time(turn.message.text):
        ways_to_pay.show(turn, amount, agreed=True)
    else:
        turn.say("utter_how_it_is_paid", amount=amount, due_on=due_on)
    return True


def agreed(turn: Turn) -> bool:
    """A yes that names the day or the sum on the table, or a no; without either in it, a yes is asked for."""
    row = _on_the_table(turn)
    if row is None:
        return False
    named = _figures(turn)
    if _is_yes(turn, row):
        replying.affirm(turn)
    elif says_it_was_agreed(turn.message.text) and _all_its_own(turn, row):
        replying.ask_for_a_yes(turn, row.id)
    elif not named or not _all_its_own(turn, row):
        return False
    elif refuses(turn.message.text, named=named):
        replying.deny(turn)
    elif only_names(turn.message.text, named=named):
        replying.ask_for_a_yes(turn, row.id)
    else:
        return False
    turn.memory.misses = 0
    return True


def agreed_beside_a_ban(turn: Turn) -> bool:
    """A plain yes beside "don't ring me" or hours: they are on file already, and the yes counts."""
    signals = {each.signal for each in turn.heard.signals}
    ban = turn.heard.signal(Signal.MEDIA_BAN)
    hours = [each for signal in _HOURS for each in turn.heard.every(signal)]
    said = [each for each in (ban, *hours) if each is not None]
    if not signals <= _WITH_A_BAN or not any(each.in_words for each in said):
        return False  # a ban that is only guessed may be a condition of the yes
    one_thing = yes_and_how_to_reach(turn.message.text) or (
        ban is not None and ban.in_words and yes_and_one_thing(turn.message.text)
    )
    if turn.memory.misses or not one_thing:
        return False
    if turn.heard.has(Intent.ASK_CREDIT_IMPACT, Intent.ASK_FEES, Intent.ASK_LEGAL, Intent.ASK_CONSEQUENCE):
        return False
    row = _on_the_table(turn) if _may_choose(turn) else None
    if row is None:
        return False
    deal.accept(turn, row.id)
    return True


def agreed_beside_another_matter(turn: Turn) -> None:
    """After another matter of hers was taken up: a yes without a condition counts, any other is asked for."""
    row = _on_the_table(turn) if turn.verified and turn.conversation.owner is Owner.BOT else None
    if row is None or not opens_with_yes(turn.message.text):
        return
    if _may_choose(turn) and not turn.memory.misses and yes_without_a_condition(turn.message.text):
        deal.accept(turn, row.id)
    else:
        replying.ask_for_a_yes(turn, row.id)


def _may_choose(turn: Turn) -> bool:
    """Whether something that was shown can still be taken; the database is asked last."""
    memory = turn.memory
    shown = bool(memory.pending or memory.offers or memory.earlier)
    mine = turn.conversation.owner is Owner.BOT and turn.verified and turn.message.press is None
    return mine and shown and not turn.heard.off_days and not balance.settled(turn)


def _on_the_table(turn: Turn) -> ShownOffer | None:
    memory = turn.memory
    at_it = memory.stage == stages.CONFIRMING and memory.pending
    return turn.unit.books.offer(memory.pending) if at_it and memory.pending else None


def _is_yes(turn: Turn, row: ShownOffer) -> bool:
    text = turn.message.text
    parts = parts_said(text)
    return (
        parts in (0, len(row.body["parts"]))
        and _all_its_own(turn, row)
        and says_yes(text, named=_figures(turn))
    )


def _figures(turn: Turn) -> list[str]:
    """The days and sums in her words."""
    said = [day.text for day in turn.heard.dates] + [amount.text for amount in turn.heard.amounts]
    return [each for each in said if each]


def _all_its_own(turn: Turn, row: ShownOffer) -> bool:
    """Whether every day and sum that she names is one of the arrangement."""
    days = all(_has_day(row, each) for each in turn.heard.dates)
    return days and all(_has_sum(turn, row, each) for each in turn.heard.amounts)


def _has_day(row: ShownOffer, day: HeardDate) -> bool:
    due = [date.fromisoformat(part["due_on"]) for part in row.body["parts"]]
    return any(day.start <= each <= day.end for each in due if day.is_one_day or len(due) == 1)


def _has_sum(turn: Turn, row: ShownOffer, amount: HeardAmount) -> bool:
    """Whether a sum is that of a part or of the whole; "about 426" is a part of 426.67."""
    said = amount.of(turn.overdue)
    sums = [int(part["total"]) for part in row.body["parts"]] + [int(row.body["total"])]
    return said is not None and any(abs(said.minor - each) < 100 for each in sums)


def _chosen(turn: Turn) -> bool:
    named = _figures(turn)
    if turn.memory.stage == stages.OFFERING:
        named = [each for each in named if not is_an_ordinal(each)]
    pointed = points_at(turn.message.text, named=named)
    if pointed is not None and pointed.count and len(pointed.named) < len(named):
        pointed = (
            pointed if means_one_of_them(turn.message.text) or _splitting(turn) else None
        )  # "2 weeks" is a time that is asked for
    picked = _picked(turn, pointed) if pointed is not None else None
    if picked is None and pointed is not None and pointed.count and _splitting(turn) and turn.heard.dates:
        showing.which_one(turn)  # "12 weeks" beside parts is a rhythm that was not shown, and no new day
        return True
    if picked is None:
        return False
    turn.memory.misses = 0
    if picked == turn.memory.pending and turn.memory.stage == stages.CONFIRMING:
        replying.ask_for_a_yes(turn, picked)
    else:
        deal.choose(turn, picked)
    return True


def _splitting(turn: Turn) -> bool:
    """Whether parts were asked for and are to be chosen from: "4 weeks" is then one of them."""
    wished = turn.memory.wish.get("kind") == OfferKind.INSTALMENT.value
    return wished and turn.memory.stage == stages.OFFERING


def _picked(turn: Turn, pointed: Pointed) -> str | None:
    """The one that is meant: of those shown last, else of all that were shown; none when it could be two."""
    shown = _rows(turn, turn.memory.offers)
    fits = [row for row in shown if _fits(turn, row, pointed)]
    if pointed.number:
        at = pointed.number - 1 if pointed.number > 0 else len(shown) - 1
        nth = shown[at] if at < len(shown) and turn.memory.stage == stages.OFFERING else None
        if nth is not None and nth in fits:
            return nth.id
        said_more = pointed.kind or pointed.month or pointed.starts or pointed.count or pointed.named
        return fits[0].id if len(fits) == 1 and said_more and pointed.number < 0 else None
    if not fits:
        fits = [row for row in _rows(turn, turn.memory.earlier) if _fits(turn, row, pointed)]
    return fits[0].id if len(fits) == 1 else None


def _rows(turn: Turn, offers: Sequence[str]) -> list[ShownOffer]:
    rows = [turn.unit.books.offer(each) for each in offers]
    return [row for row in rows if row is not None and row.expires_at > turn.now]


def _fits(turn: Turn, row: ShownOffer, pointed: Pointed) -> bool:
    """Whether an offer is of the kind, month, rhythm and number of parts, and has the days and sums named.

    The day on which parts begin is no name for them by itself: "10 April" is one to pay all.
    """
    parts = row.body["parts"]
    days = [each for each in turn.heard.dates if each.text in pointed.named]
    sums = [each for each in turn.heard.amounts if each.text in pointed.named]
    if pointed.kind is not None and row.kind != pointed.kind.value:
        return False
    if pointed.month and (not parts or date.fromisoformat(parts[-1]["due_on"]).month != pointed.month):
        return False
    if pointed.starts and (not parts or date.fromisoformat(parts[0]["due_on"]).month != pointed.starts):
        return False
    if pointed.count and (len(parts) != pointed.count or row.kind != OfferKind.INSTALMENT.value):
        return False
    if pointed.every and row.body.get("cadence") not in (None, EVERY[pointed.every].value):
        return False
    if days and len(parts) > 1 and not (pointed.kind or pointed.count or pointed.number):
        return False
    return all(_has_day(row, day) for day in days) and all(_has_sum(turn, row, each) for each in sums)


def _with_a_change(turn: Turn) -> bool:
    """One of the choices with another first day: "选3 不过第一次可以改5号吗"; the parts stay as shown."""
    halves = before_a_but(turn.message.text)
    if halves is None:
        return False
    head, tail = halves
    pointed = points_at(head)
    picked = _picked(turn, pointed) if pointed is not None else None
    row = turn.unit.books.offer(picked) if picked else None
    if row is None or row.kind != OfferKind.INSTALMENT.value:
        return False
    if not moves_the_first(tail) or not turn.heard.dates or turn.heard.amounts:
        return False
    deal.take_up(turn, row)
    turn.memory.misses = 0
    deal.ask_for(turn, OfferKind.INSTALMENT)
    return True
