"""What a yes writes down, in the transaction of the yes: promise or plan, ledger facts, audit, receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation import memory as stages
from bot.conversation import ways_to_pay
from bot.conversation.cards import offer_of
from bot.conversation.position import budget_of, history
from bot.conversation.turn import Turn
from bot.handoff.facts import AGREED, end_by_event
from bot.handoff.weak_case import end_weak_case
from bot.model.money import Money
from bot.model.words import Channel, FactKind, OfferKind, PromiseStatus
from bot.offers.booking import Booking, book
from bot.offers.terms import Offer
from bot.offers.weak import weak_marks
from bot.receipts.links import receipt_links


def agree(turn: Turn, card: Mapping[str, Any]) -> str:
    """Record an accepted offer and give the receipt; everything in the caller's transaction.

    Returns:
        The reference of the promise or plan.
    """
    offer = offer_of(card)
    ledger = turn.unit.books.ledger(turn.account)
    weak = _weak(turn, offer) if offer.kind is OfferKind.PROMISE else ()
    _end_open_promises(turn, why="replaced" if offer.kind is OfferKind.PROMISE else "superseded")
    if offer.kind is OfferKind.PROMISE:
        reference = turn.unit.books.add_promise(
            borrower_id=turn.borrower.id,
            account_id=turn.account.id,
            offer_id=offer.id,
            at=turn.now,
            amount=offer.total.minor,
            due_on=offer.parts[-1].due_on,
            weak=weak,
            by="borrower",
        )
    else:
        reference = turn.unit.new_id()
        booking = book(offer, ledger, on=turn.today, id=reference)
        turn.unit.books.add_plan(
            plan_id=reference,
            borrower_id=turn.borrower.id,
            account_id=turn.account.id,
            offer_id=offer.id,
            at=turn.now,
            kind=offer.kind.value,
            body={**card, "waivers": _waivers_later(booking)},
            parts=[(part.due_on, part.total.minor) for part in offer.parts],
            by="borrower",
        )
        store_booking(turn, booking)
    turn.unit.audit.append(
        at=turn.now,
        kind="agreement",
        ref=reference,
        body={
            "offer": offer.id,
            "message": turn.message.id,
            "kind": offer.kind.value,
            "policy": offer.policy,
            "parts": list(card["parts"]),
            "weak": list(weak),
        },
    )
    end_weak_case(turn.unit, turn.conversation.id, at=turn.now)
    _end_hardship(turn)
    _forget_wish(turn)
    _receipt(turn, offer, card, reference)
    return reference


def _end_hardship(turn: Turn) -> None:
    """Help is agreed: what she said of being unable to pay is answered, and reminders of the days may go."""
    for fact in turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now):
        if AGREED in turn.house.lifting.rows[fact.kind].borrower:
            end_by_event(turn.unit, fact, event=AGREED, source=turn.message.id, at=turn.now)


def store_booking(turn: Turn, booking: Booking) -> None:
    """Write the ledger facts of an agreement: moved dates, the disclosed cost, and what is given up.

    A waiver that depends on a payment is written when that payment is there (``bot.payments.settle``).
    """
    books, account, at = turn.unit.books, turn.account.id, turn.now
    plan_id = booking.plan.id if booking.plan else ""
    for number, move in enumerate(booking.moves, start=1):
        books.add_ledger_fact(
            account_id=account, kind="move", item=move.item, since=move.since, moved_to=move.to, at=at,
            fact_id=f"{plan_id}-move{number}" if plan_id else None,
        )  # fmt: skip
    for charge in booking.charges:
        books.add_ledger_fact(
            account_id=account, kind="charge", item=charge.kind.value, since=charge.posted_on,
            amount=charge.amount.minor, at=at, fact_id=charge.id,
        )  # fmt: skip
    if booking.plan is None:
        for waiver in booking.waivers:
            books.add_ledger_fact(
                account_id=account, kind="waiver", item=waiver.item, component=waiver.component.value,
                amount=waiver.amount.minor, since=waiver.on, at=at,
            )  # fmt: skip


def _waivers_later(booking: Booking) -> list[dict[str, Any]]:
    if booking.plan is None:
        return []
    return [
        {"item": w.item, "component": w.component.value, "amount": w.amount.minor} for w in booking.waivers
    ]


def _weak(turn: Turn, offer: Offer) -> tuple[str, ...]:
    found = weak_marks(
        amount=offer.total,
        due_on=offer.parts[-1].due_on,
        exact_date=turn.memory.wish.get("exact", True),
        made_on=turn.today,
        history=history(turn.unit, turn.account.id, now=turn.now),
        budget=budget_of(turn),
        policy=turn.house.offers.weak_promise,
    )
    return tuple(mark.value for mark in found.marks)


def _end_open_promises(turn: Turn, *, why: str) -> None:
    for promise in turn.unit.books.promises_of(turn.account.id):
        if promise.status is PromiseStatus.OPEN:
            turn.unit.books.transition(
                "promise", promise.id, old=promise.status.value, new=PromiseStatus.CANCELLED.value,
                at=turn.now, by="borrower", why=why,
            )  # fmt: skip


def _forget_wish(turn: Turn) -> None:
    memory = turn.memory
    memory.stage, memory.pending, memory.wish, memory.round = stages.TALKING, None, {}, 0
    memory.asked_back, memory.offers, memory.earlier = [], [], []


def _receipt(turn: Turn, offer: Offer, card: Mapping[str, Any], reference: str) -> None:
    links = receipt_links(turn.house, reference, now=turn.now)
    last = offer.parts[-1] if offer.parts else None
    turn.say(
        "utter_receipt_promise" if offer.kind is OfferKind.PROMISE else "utter_receipt_plan",
        card={
            **{key: value for key, value in card.items() if key != "kind"},
            "kind": "receipt",
            "reference": reference,
            "pdf": links.pdf,
            "ics": links.ics,
        },
        schedule=[(part.due_on, part.total) for part in offer.parts],
        reference=reference[:8].upper(),
        amount=last.total if last else Money.zero(offer.total.currency),
        due_on=last.due_on if last else turn.today,
        pdf=links.pdf,
        ics=links.ics,
    )
    if offer.parts and offer.parts[0].due_on <= turn.today:
        ways_to_pay.show(turn, offer.parts[0].total, agreed=True)
    if last is not None and last.due_on > turn.today:
        turn.say("utter_calendar_reminds" if _shut(turn) else "utter_receipt_next", due_on=last.due_on)


def _shut(turn: Turn) -> bool:
    """Whether she closed every written medium, so that no reminder comes."""
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    closed = {fact.detail.get("channel") for fact in facts if fact.kind is FactKind.OPT_OUT}
    return closed >= {Channel.SMS.value, Channel.EMAIL.value, Channel.IM.value, Channel.PUSH.value}
