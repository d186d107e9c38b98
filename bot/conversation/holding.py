"""Which arrangement holds now, said to somebody who taps a card that she agreed to before."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.rows import PlanRow, PromiseRow
from bot.model.words import PlanStatus, PromiseStatus
from bot.offers.terms import Offer

RUNNING = frozenset({PromiseStatus.OPEN, PlanStatus.ACCEPTED, PlanStatus.ACTIVE})
KEPT = frozenset({PromiseStatus.KEPT, PlanStatus.KEPT})


def agreed_before(turn: Turn, offer_id: str) -> None:
    """Say the truth about an offer that was accepted: it holds, it is done, or which one holds instead."""
    mine = _from_offer(turn, offer_id)
    if mine is None or mine.status in RUNNING:
        turn.say("utter_agreed_already")
        return
    now = _running(turn)
    if now is not None:
        due_on, amount = now
        turn.say("utter_replaced_by", due_on=due_on, amount=amount)
    elif mine.status in KEPT:
        turn.say("utter_agreement_done")
    else:
        from bot.conversation import deal

        turn.say("utter_agreement_over")
        deal.show_choices(turn)


def anew(turn: Turn, offer: Offer) -> Offer:
    """The same offer under a new id when it was agreed to before and that agreement has ended.

    An id stands for terms and day, so what was cancelled in the morning and is wished again in the afternoon
    would otherwise count as agreed already.
    """
    known, number = turn.unit.books.offer(offer.id), 1
    while known is not None and known.status == "accepted":
        mine = _from_offer(turn, known.id)
        if mine is None or mine.status in RUNNING:
            break
        number += 1
        offer = replace(offer, id=f"{offer.id.split('-')[0]}-{number}")
        known = turn.unit.books.offer(offer.id)
    return offer


def _from_offer(turn: Turn, offer_id: str) -> PromiseRow | PlanRow | None:
    books, account = turn.unit.books, turn.account.id
    every: tuple[PromiseRow | PlanRow, ...] = (*books.promises_of(account), *books.plans_of(account))
    return next((row for row in every if row.offer_id == offer_id), None)


def _running(turn: Turn) -> tuple[object, Money] | None:
    """Next date and amount of what holds now."""
    currency = turn.account.currency
    plan = turn.unit.books.active_plan(turn.account.id)
    if plan is not None and plan.parts:
        due_on, minor = next((part for part in plan.parts if part[0] >= turn.today), plan.parts[-1])
        return due_on, Money(minor, currency)
    held = [p for p in turn.unit.books.promises_of(turn.account.id) if p.status is PromiseStatus.OPEN]
    return (held[-1].due_on, Money(held[-1].amount, currency)) if held else None
