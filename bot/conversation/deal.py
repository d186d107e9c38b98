"""From a wish to an agreement: quote, counter, show the cost, take an explicit yes, give a receipt.

Every amount is computed by ``bot.offers`` from the ledger; this room only decides what to show and
remembers exactly what was shown and agreed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.conversation import memory as stages
from bot.conversation import wishes
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower
from bot.model.talk import Button
from bot.model.words import (
    FactKind,
    HandoffReason,
    Intent,
    NoticeKind,
    OfferKind,
    PlanStatus,
    PromiseStatus,
    Reason,
)
from bot.offers.ledger import state
from bot.offers.negotiate import counter
from bot.offers.quote import quote
from bot.offers.terms import Answer, AnswerStatus, Cadence, History, Offer, Payday, QuoteFacts

OFFER_FOR = timedelta(days=2)
YEAR = timedelta(days=365)
HARDSHIP = {
    Reason.JOB_LOSS, Reason.CASH_FLOW, Reason.ILLNESS, Reason.BUSINESS_TROUBLE, Reason.FAMILY_EVENT, Reason.DISASTER,
}  # fmt: skip


def facts_for(turn: Turn) -> QuoteFacts:
    """Everything an offer may depend on, from the books."""
    reasons = frozenset(Reason(name) for name in turn.memory.reasons)
    return quote_facts(
        turn.unit,
        account=turn.account,
        borrower=turn.borrower,
        today=turn.today,
        now=turn.now,
        reasons=reasons,
    )


def quote_facts(
    unit: Unit,
    *,
    account: Account,
    borrower: Borrower,
    today: date,
    now: datetime,
    reasons: frozenset[Reason],
) -> QuoteFacts:
    """The same outside a conversation."""
    ledger = unit.books.ledger(account)
    payday = borrower.payday
    return QuoteFacts(
        account=account.id,
        regimes=account.regimes,
        product=account.product,
        ledger=state(ledger, as_of=today),
        terms=ledger.terms,
        reasons=reasons,
        history=history(unit, account.id, now=now),
        payday=Payday(cadence=Cadence.MONTHLY, day=payday) if payday else None,
        residence=borrower.residence,
    )


def history(unit: Unit, account_id: str, *, now: datetime) -> History:
    """What happened on an account in the last year."""
    promises = [p for p in unit.books.promises_of(account_id) if p.made_at >= now - YEAR]
    plans = [p for p in unit.books.plans_of(account_id) if p.accepted_at >= now - YEAR]

    def kept(status: PromiseStatus) -> int:
        return sum(p.status is status for p in promises)

    def granted(kind: OfferKind) -> int:
        return sum(p.kind == kind.value and p.status is not PlanStatus.CANCELLED for p in plans)

    return History(
        promises_kept=kept(PromiseStatus.KEPT),
        promises_broken=kept(PromiseStatus.BROKEN),
        promises_open=kept(PromiseStatus.OPEN),
        plans_broken=sum(p.status is PlanStatus.BROKEN for p in plans),
        deferrals=granted(OfferKind.DEFERRAL),
        moves_to_end=granted(OfferKind.MOVE_TO_END),
        due_day_changes=granted(OfferKind.CHANGE_DUE_DAY),
        waivers=granted(OfferKind.WAIVER),
        plan_active=unit.books.active_plan(account_id) is not None,
    )


def settled_already(turn: Turn) -> bool:
    """Say so when nothing is overdue or a plan is in force; then there is nothing to negotiate."""
    from bot.conversation.topics import balance

    if turn.unit.books.active_plan(turn.account.id) is None and turn.overdue.minor > 0:
        return False
    balance.statement(turn)
    if turn.unit.books.active_plan(turn.account.id) is not None:
        turn.say(
            "utter_plan_needs_change",
            buttons=(Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}"),),
        )
    return True


def hardship_notice(turn: Turn) -> bool:
    """Where the law reads any word of inability as a hardship notice, treat it as one (AU-HARD-1)."""
    if "AU" not in turn.account.regimes or not HARDSHIP & {Reason(r) for r in turn.memory.reasons}:
        return False
    turn.note(FactKind.HARDSHIP_NOTICE)
    turn.say("utter_hardship_notice", advice=turn.help_line("debt_advice"))
    turn.hand_off(HandoffReason.HARDSHIP)
    return True


def show_choices(turn: Turn) -> None:
    """Show what fits, from the quote; the cheapest for the borrower is among them."""
    if settled_already(turn) or hardship_notice(turn):
        return
    offers = quote(facts_for(turn), today=turn.today, policy=turn.house.offers)
    if not offers:
        turn.say("utter_no_offer")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="no offer fits")
        return
    turn.say("utter_choices_intro")
    present(turn, offers)


def ask_for(turn: Turn, kind: OfferKind) -> None:
    """Take a wish of one kind further: gather its figures, ask back what is vague, then negotiate."""
    if settled_already(turn) or hardship_notice(turn):
        return
    memory = turn.memory
    memory.wish = wishes.gather(
        turn.heard, turn.message.text, kind=kind, before=memory.wish, overdue=turn.overdue, today=turn.today
    )
    vague = wishes.vague_day(turn.heard, today=turn.today)
    if vague is not None and "by" not in memory.asked_back:
        memory.asked_back.append("by")
        ask_which_day(turn, vague.start, vague.end)
        return
    if vague is not None:
        memory.wish["by"] = vague.end.isoformat()
    if not says_enough(memory.wish):
        show_choices(turn)
        return
    negotiate(turn)


def says_enough(wish: dict[str, Any]) -> bool:
    """Whether the wish holds a figure the negotiation can answer."""
    if wish.get("kind") in (OfferKind.WAIVER.value, OfferKind.MOVE_TO_END.value):
        return True
    return any(wish.get(key) is not None for key in ("by", "amount_now", "part_amount", "parts", "due_day"))


def ask_which_day(turn: Turn, start: date, end: date) -> None:
    """Ask back once about a vague day, with days to tap; nothing is guessed."""
    start = max(start, turn.today + timedelta(days=1))
    middle = start + (end - start) / 2
    days = sorted({day for day in (start, middle, end) if day >= start})
    turn.memory.stage = stages.CLARIFYING
    turn.say(
        "utter_which_day",
        buttons=tuple(Button("utter_button_day", f"date:{day.isoformat()}", {"day": day}) for day in days),
    )


def negotiate(turn: Turn) -> None:
    """Answer the wish: accept it, show the nearest ways, or put it before a person."""
    wish = wishes.as_wish(turn.memory.wish, currency=turn.account.currency)
    turn.memory.round += 1
    answer = counter(
        facts_for(turn), wish, round=turn.memory.round, today=turn.today, policy=turn.house.offers
    )
    turn.unit.audit.append(
        at=turn.now,
        kind="negotiation",
        ref=turn.account.id,
        body={
            "message": turn.message.id,
            "wish": turn.memory.wish,
            "status": answer.status.value,
            "reason": answer.reason,
            "round": turn.memory.round,
        },
    )
    _answer(turn, answer)


def _answer(turn: Turn, answer: Answer) -> None:
    if answer.status is AnswerStatus.ACCEPTED and answer.offer is not None:
        confirm(turn, answer.offer)
        return
    name = f"utter_negotiation_{answer.reason}"
    turn.say(name if turn.house.wording.has(name) else "utter_negotiation_other")
    if "debt_advice" in " ".join(answer.notice):
        turn.say("utter_debt_advice", advice=turn.help_line("debt_advice"))
    if answer.status is AnswerStatus.ALTERNATIVES and answer.alternatives:
        present(turn, answer.alternatives, contest=answer.person_may)
        return
    if answer.status is AnswerStatus.REFUSED_BY_POLICY and not answer.person_may:
        turn.say("utter_contest", buttons=(Button("utter_button_contest", f"intent:{Intent.REQUEST_HUMAN}"),))
        return
    turn.say("utter_handoff_authority")
    turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note=answer.reason)


def present(turn: Turn, offers: Sequence[Offer], *, contest: bool = False) -> None:
    """Show offers as cards and in words, and remember them in the order shown."""
    turn.memory.stage = stages.OFFERING
    turn.memory.offers = [offer.id for offer in offers]
    turn.memory.pending = None
    for number, offer in enumerate(offers, start=1):
        keep(turn, offer)
        turn.say(
            f"utter_{offer.wording}",
            buttons=(Button("utter_button_choose", f"offer:{offer.id}", {"number": number}),),
            card={"kind": "offer", "number": number, **offer_card(offer)},
            number=number,
            **offer_facts(offer),
        )
    buttons = [
        Button("utter_button_something_else", "other"),
        Button("utter_button_human", "intent:request_human"),
    ]
    if contest:
        buttons.insert(0, Button("utter_button_contest", f"intent:{Intent.REQUEST_HUMAN}"))
    turn.say("utter_choose_or_tell", buttons=tuple(buttons))


def keep(turn: Turn, offer: Offer) -> None:
    """Remember an offer exactly as shown."""
    turn.unit.books.show_offer(
        offer_id=offer.id,
        conversation_id=turn.conversation.id,
        account_id=turn.account.id,
        kind=offer.kind.value,
        body=offer_card(offer),
        at=turn.now,
        expires_at=turn.now + OFFER_FOR,
    )


def offer_facts(offer: Offer) -> dict[str, Any]:
    """Facts that the wording of an offer may use."""
    first, last = (offer.parts[0], offer.parts[-1]) if offer.parts else (None, None)
    return {
        "total": offer.total,
        "extra": offer.extra_cost,
        "waived": offer.waived,
        "count": len(offer.parts),
        "first_on": first and first.due_on,
        "first_amount": first and first.total,
        "last_on": last and last.due_on,
        "last_amount": last and last.total,
        "due_day": offer.new_due_day or "",
        "schedule": [(part.due_on, part.total) for part in offer.parts],
    }


def offer_card(offer: Offer) -> dict[str, Any]:
    """An offer as plain values: what the chat page draws and what is kept."""
    return {
        "id": offer.id,
        "offer_kind": offer.kind.value,
        "currency": offer.total.currency,
        "record": offer.record,
        "wording": offer.wording,
        "total": offer.total.minor,
        "covers": offer.covers.minor,
        "extra_cost": offer.extra_cost.minor,
        "waived": offer.waived.minor,
        "annual_rate": str(offer.annual_rate),
        "cheapest": offer.cheapest,
        "new_due_day": offer.new_due_day,
        "conditions": {
            "left_this_year": offer.conditions.left_this_year,
            "credit_reporting": offer.conditions.credit_reporting,
            "if_broken": offer.conditions.if_broken,
            "cancel": offer.conditions.cancel,
            "notice": list(offer.conditions.notice),
        },
        "parts": [
            {
                "due_on": part.due_on.isoformat(),
                "principal": part.principal.minor,
                "interest": part.interest.minor,
                "fees": part.fees.minor,
                "total": part.total.minor,
            }
            for part in offer.parts
        ],
    }


def confirm(turn: Turn, offer: Offer) -> None:
    """Show the whole cost before a yes: dates, parts, extra cost, rate, what if it is broken."""
    keep(turn, offer)
    confirm_card(turn, offer_card(offer))


def confirm_card(turn: Turn, card: dict[str, Any]) -> None:
    """The same for an offer that was shown before."""

    def money(minor: int) -> Money:
        return Money(minor, card["currency"])

    schedule = [(date.fromisoformat(p["due_on"]), money(p["total"])) for p in card["parts"]]
    turn.memory.stage, turn.memory.pending = stages.CONFIRMING, card["id"]
    if card["offer_kind"] == OfferKind.PAY_NOW.value:
        pay_now(turn, money(card["total"]))
        return
    turn.say(
        "utter_cost_table",
        card={**card, "kind": "cost_table"},
        schedule=schedule,
        total=money(card["total"]),
        extra=money(card["extra_cost"]),
        rate=Decimal(card["annual_rate"]),
    )
    conditions = card["conditions"]
    turn.say(f"utter_{conditions['if_broken']}")
    turn.say(f"utter_{conditions['credit_reporting']}")
    turn.say(f"utter_{conditions['cancel']}")
    if conditions["left_this_year"] is not None:
        turn.say("utter_left_this_year", left=conditions["left_this_year"])
    turn.say(
        "utter_confirm_question",
        buttons=(
            Button("utter_button_agree", f"accept:{card['id']}"),
            Button("utter_button_something_else", "other"),
        ),
    )
    turn.unit.books.table_shown(card["id"], text="\n".join(s.name for s in turn.says), at=turn.now)
    turn.unit.record.notice(
        borrower_id=turn.borrower.id, account_id=turn.account.id, kind=NoticeKind.COST_TABLE, at=turn.now
    )


def pay_now(turn: Turn, amount: Money) -> None:
    """Show how to pay right now."""
    turn.memory.stage = stages.TALKING
    turn.say("utter_how_to_pay", amount=amount, card={"kind": "pay", "minor": amount.minor})


def choose(turn: Turn, offer_id: str) -> None:
    """One of the offers shown was chosen: show its whole cost and ask for a yes."""
    shown = turn.unit.books.offer(offer_id)
    if shown is None or shown.account_id != turn.account.id or shown.expires_at <= turn.now:
        turn.say("utter_offer_expired")
        show_choices(turn)
        return
    if shown.status == "accepted":
        turn.say("utter_agreed_already")
        return
    confirm_card(turn, dict(shown.body))


def accept(turn: Turn, offer_id: str) -> None:
    """Take an explicit yes, once; a double click finds it done.

    The offer must have been shown with its cost table, must not have expired, and the ledger must
    still say what it said; otherwise it is shown anew.
    """
    shown = turn.unit.books.offer(offer_id)
    if shown is None or shown.account_id != turn.account.id:
        turn.say("utter_nothing_to_confirm")
        return
    if shown.status == "accepted":
        turn.say("utter_agreed_already")
        return
    stale = shown.expires_at <= turn.now or (
        shown.body["covers"] != turn.overdue.minor and shown.kind != OfferKind.CHANGE_DUE_DAY.value
    )
    if stale:
        turn.say("utter_offer_expired")
        show_choices(turn)
        return
    if shown.table_shown_at is None:
        confirm_card(turn, dict(shown.body))
        return
    if turn.unit.books.active_plan(turn.account.id) is not None:
        settled_already(turn)
        return
    if not turn.unit.books.accept_offer(offer_id, text=turn.message.text or "[button]", at=turn.now):
        turn.say("utter_agreed_already")
        return
    _record(turn, dict(shown.body), offer_id)


def _record(turn: Turn, card: dict[str, Any], offer_id: str) -> None:
    kind = OfferKind(card["offer_kind"])
    parts = [(date.fromisoformat(p["due_on"]), int(p["total"])) for p in card["parts"]]

    def money(minor: int) -> Money:
        return Money(minor, card["currency"])

    if kind is OfferKind.PROMISE:
        weak = ["broken_before"] if history(turn.unit, turn.account.id, now=turn.now).promises_broken else []
        reference = turn.unit.books.add_promise(
            borrower_id=turn.borrower.id,
            account_id=turn.account.id,
            offer_id=offer_id,
            at=turn.now,
            amount=parts[-1][1],
            due_on=parts[-1][0],
            weak=weak,
            by="borrower",
        )
    else:
        reference = turn.unit.books.add_plan(
            borrower_id=turn.borrower.id,
            account_id=turn.account.id,
            offer_id=offer_id,
            at=turn.now,
            kind=kind.value,
            body=card,
            parts=parts,
            by="borrower",
        )
    turn.unit.audit.append(
        at=turn.now,
        kind="agreement",
        ref=reference,
        body={"offer": offer_id, "message": turn.message.id, "kind": kind.value, "parts": card["parts"]},
    )
    turn.memory.stage, turn.memory.pending, turn.memory.wish, turn.memory.round = stages.TALKING, None, {}, 0
    turn.memory.asked_back = []
    name = "utter_receipt_promise" if kind is OfferKind.PROMISE else "utter_receipt_plan"
    turn.say(
        name,
        card={"kind": "receipt", "reference": reference, **{k: v for k, v in card.items() if k != "kind"}},
        schedule=[(day, money(minor)) for day, minor in parts],
        reference=reference[:8].upper(),
        amount=money(parts[-1][1]),
        due_on=parts[-1][0],
    )
    turn.say("utter_receipt_next")
