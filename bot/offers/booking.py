"""What an accepted offer writes down: a promise or a plan, and the ledger facts that follow from it.

Acceptance edits nothing. A deferral, a move to the end and a new due day add moves of due dates; a disclosed
cost adds one charge on the last date, a waiver its waivers. An instalment plan and a part payment add no
moves: the contract's dates stay, and collection stops because the plan is running (``lifecycle``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.model.loan import AccountLedger, Charge, ChargeKind, Component, DueDateMove, Waiver
from bot.model.promise import Plan, Promise
from bot.model.words import OfferKind
from bot.offers.calendar import add_months
from bot.offers.ledger import LedgerState, state
from bot.offers.lifecycle import unearned_cost
from bot.offers.terms import Offer

MOVES = frozenset({OfferKind.DEFERRAL, OfferKind.MOVE_TO_END})


@dataclass(frozen=True, slots=True)
class Booking:
    """Rows to store in one transaction with the acceptance."""

    promise: Promise | None = None
    plan: Plan | None = None
    moves: tuple[DueDateMove, ...] = ()
    charges: tuple[Charge, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def book(offer: Offer, account: AccountLedger, *, on: date, id: str) -> Booking:
    """Turn an accepted offer into facts.

    Args:
        offer: what was shown and agreed to.
        account: the facts it was quoted from.
        on: the day of acceptance.
        id: the new promise's or plan's id; the facts' ids start with it.
    """
    if offer.kind is OfferKind.PROMISE:
        due_on, grace = offer.parts[-1].due_on, offer.conditions.grace_days
        return Booking(promise=Promise(id, account.id, offer.total, on, due_on, grace))
    if offer.kind is OfferKind.PAY_NOW:
        return Booking()
    ledger = state(account, as_of=on)
    grace = offer.conditions.grace_days
    plan = Plan(id, account.id, offer.kind, offer.id, on, offer.parts, offer.extra_cost, grace)
    return Booking(
        plan=plan if offer.parts else None,
        moves=_moves(offer, account, ledger, on, id),
        charges=_cost(offer, id),
        waivers=_waivers(offer, ledger, on, id),
    )


def settle_early(plan: Plan, *, on: date) -> Waiver | None:
    """The waiver of the cost not yet earned when a plan is paid off early; None when there is none."""
    unearned = unearned_cost(plan, on=on)
    if not unearned:
        return None
    return Waiver(f"{plan.id}-early", f"{plan.id}-cost", Component.INTEREST, on, unearned)


def _moves(
    offer: Offer, account: AccountLedger, ledger: LedgerState, on: date, id: str
) -> tuple[DueDateMove, ...]:
    to: dict[str, date] = {}
    if offer.kind in MOVES:
        due = ledger.next_due_on if not ledger.cure_amount else None
        for row in ledger.allocations:
            late = row.due_on <= on if row.charge else row.due_on < on
            if row.unpaid and (row.due_on == due if due else late):
                to[row.item] = offer.parts[-1].due_on
    if offer.kind is OfferKind.CHANGE_DUE_DAY and ledger.next_due_on and offer.new_due_day:
        first = add_months(ledger.next_due_on, 0, day=offer.new_due_day)
        later = 0 if first >= ledger.next_due_on else 1
        current = {row.item: row.due_on for row in ledger.allocations if not row.charge}
        for item, day in current.items():
            if day >= ledger.next_due_on:
                to[item] = add_months(day, later, day=offer.new_due_day)
            if day == ledger.next_due_on:
                to[item] = offer.parts[-1].due_on
    return tuple(DueDateMove(f"{id}-{item}", item, day, on) for item, day in to.items())


def _cost(offer: Offer, id: str) -> tuple[Charge, ...]:
    if not offer.extra_cost:
        return ()
    day = offer.parts[-1].due_on
    return (Charge(f"{id}-cost", day, ChargeKind.PLAN_INTEREST, offer.extra_cost),)


def _waivers(offer: Offer, ledger: LedgerState, on: date, id: str) -> tuple[Waiver, ...]:
    """Late fees first, then late interest, oldest first: the order in which the offer was priced."""
    left, result = offer.waived, []
    rows = [row for row in ledger.allocations if row.charge and row.due_on <= on and row.unpaid]
    for row in sorted(rows, key=lambda row: row.component is not Component.FEES):
        part = min(left, row.unpaid)
        if part:
            result.append(Waiver(f"{id}-{row.item}", row.item, row.component, on, part))
            left -= part
    return tuple(result)
