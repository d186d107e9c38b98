"""Links to pay, and what an account may be asked to pay through one."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.model.money import Money
from bot.offers.lifecycle import plan_progress
from bot.outreach.agreements import plan_of
from bot.outreach.door import Speaker
from bot.payments.port import LINK_FOR, Order


def pay_link(house: House, conversation_id: str, amount: Money) -> str:
    """The address of a page where this amount can be paid; empty when nothing can be paid online."""
    if house.payments is None or amount.minor <= 0:
        return ""
    now = house.clock()
    nonce = house.keys.digest("payment-nonce", house.keys.new_token())[:12]
    return house.payments.link(Order(conversation_id, amount.minor, now + LINK_FOR, nonce))


def due_now(speaker: Speaker) -> Money:
    """What a link may ask for: the next part of a plan, else all that is due, else the next instalment."""
    progress = _progress(speaker)
    if progress is not None:
        return progress[0]
    return speaker.ledger.cure_amount or speaker.ledger.next_due_amount


def payable(speaker: Speaker) -> Money:
    """The most that a link may take today, so that an old link cannot take money twice."""
    progress = _progress(speaker)
    if progress is not None:
        return max(progress)
    return max(speaker.ledger.cure_amount, speaker.ledger.next_due_amount)


def left_over(speaker: Speaker) -> Money:
    """All that is left of the plan in force, else all that is due: what paying early would take."""
    progress = _progress(speaker)
    return progress[1] if progress is not None else speaker.ledger.cure_amount


def _progress(speaker: Speaker) -> tuple[Money, Money] | None:
    """Next part and payoff of the plan in force; ``None`` when there is none with anything left to pay."""
    row = speaker.unit.books.active_plan(speaker.account.id)
    plan = plan_of(speaker, row) if row else None
    if plan is None:
        return None
    ledger = speaker.unit.books.ledger(speaker.account)
    today: date = speaker.now.astimezone(ZoneInfo(speaker.borrower.timezone)).date()
    found = plan_progress(plan, payments=ledger.payments, reversals=ledger.reversals, today=today)
    return (found.next_due_amount, found.payoff) if found.payoff else None
