"""An instalment of the arrangement and the regular one fall into one month: both are ours, and explained.

Who wonders at them disputes nothing: the figures she puts together are those that we showed her. Another sum
that she names beside them is answered as the wish it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.conversation import deal, showing, wishes
from bot.conversation import memory as stages
from bot.conversation.heard import HeardAmount
from bot.conversation.topics import balance, gravest
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.words import Intent, OfferKind, Owner, Reason, Signal
from bot.understanding.numbers import in_units
from bot.understanding.two_in_a_month import put_together

_BESIDE = frozenset({Signal.DISPUTE, Signal.HARDSHIP})
_GRAVER = (
    Intent.DISPUTE_DEBT, Intent.REPORT_FRAUD, Intent.REPORT_PAID, Intent.COMPLAIN, Intent.STOP_CONTACT,
    Intent.REQUEST_HUMAN, Intent.EXPRESS_DISTRESS, Intent.CHOOSE_OPTION,
)  # fmt: skip
NEAR = 100
"""Minor units by which a figure may be rounded."""


def explained(turn: Turn) -> bool:
    """Say that both fall due, with their days; then answer the sum she names instead, if there is one."""
    if not _may(turn):
        return False
    said = [in_units(each, turn.account.currency) for each in put_together(turn.message.text)]
    next_on, next_amount = turn.ledger.next_due_on, turn.ledger.next_due_amount
    if not said or next_on is None or next_amount is None:
        return False
    part = _part_in(turn, next_on, said)
    if part is None or not any(_near(each, next_amount) for each in said if each is not None):
        return False
    due_on, amount = part
    turn.memory.misses = 0
    gravest.note_hardship(turn)
    turn.say(
        "utter_both_fall_due",
        due_on=due_on, amount=amount, next_on=next_on, next_amount=next_amount, total=amount + next_amount,
    )  # fmt: skip
    others = tuple(each for each in turn.heard.amounts if not _is_ours(turn, each, (amount, next_amount)))
    if others:
        _answer_instead(turn, others)
    elif turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        turn.say("utter_name_what_works", buttons=showing.agree_buttons(turn.memory.pending))
    else:
        turn.say("utter_name_what_works")
    return True


def _may(turn: Turn) -> bool:
    mine = turn.conversation.owner is Owner.BOT and turn.verified and turn.message.press is None
    shown = turn.memory.stage in (stages.CONFIRMING, stages.OFFERING)
    if not mine or not shown or turn.heard.has(*_GRAVER):
        return False
    return {each.signal for each in turn.heard.signals} <= _BESIDE and not balance.settled(turn)


def _part_in(turn: Turn, month: date, said: list[Money | None]) -> tuple[date, Money] | None:
    """The part of a shown arrangement in the month of the regular instalment, when its sum is named."""
    memory = turn.memory
    shown = [memory.pending] if memory.stage == stages.CONFIRMING and memory.pending else memory.offers
    wished = memory.wish.get("part_amount")
    for row in (turn.unit.books.offer(each) for each in shown):
        if row is None or len(row.body["parts"]) < 2:
            continue
        for each in row.body["parts"]:
            due_on, amount = (
                date.fromisoformat(each["due_on"]),
                Money(int(each["total"]), turn.account.currency),
            )
            named = any(sum_ is not None and (_near(sum_, amount) or sum_.minor == wished) for sum_ in said)
            if (due_on.year, due_on.month) == (month.year, month.month) and named:
                return due_on, amount
    return None


def _near(one: Money, other: Money) -> bool:
    return abs(one.minor - other.minor) < NEAR


def _is_ours(turn: Turn, amount: HeardAmount, ours: tuple[Money, ...]) -> bool:
    said = amount.of(turn.overdue)
    return said is None or any(_near(said, each) for each in ours)


def _answer_instead(turn: Turn, others: tuple[HeardAmount, ...]) -> None:
    heard = turn.heard
    turn.heard = replace(
        heard,
        lead=Intent.REQUEST_INSTALMENTS,
        intents=(Intent.REQUEST_INSTALMENTS,),
        amounts=others,
        dates=(),
        reasons=tuple(each for each in heard.reasons if each is not Reason.AMOUNT_DISPUTED),
        signals=tuple(each for each in heard.signals if each.signal is not Signal.DISPUTE),
    )
    kept = turn.memory.wish
    turn.memory.wish = {key: kept[key] for key in wishes.KEPT if key in kept}
    turn.memory.pending = None
    deal.ask_for(turn, OfferKind.INSTALMENT)
