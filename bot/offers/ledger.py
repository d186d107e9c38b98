"""What is owed on a date, recomputed from schedule, payments and reversals every time.

The rules, exact enough to be written again in SQL (``docs/offers.md``, "The ledger", says them in words):

1. *Rows.* Each instalment gives three rows (fees, interest, principal); each charge posted on or before
   the date gives one. A row's ``due_on`` is its item's latest move in force (largest ``since``, then largest
   ``id``; in force while ``since <= as_of < until``), else the contract date of an instalment and the
   ``posted_on`` of a charge.
2. *Payable* = billed - waived (``on <= as_of < until``) - disputed (``since <= as_of < until``), never
   below zero.
3. *Pot* = payments received on or before the date - reversals on or before the date, never below zero.
4. *Waterfall.* Rows in order of ``due_on``, component rank, item id; the pot fills payable amounts from the
   top: ``paid = clamp(pot - payable of all rows before, 0, payable)``. What is left over is ``credit``.
5. *Overdue* = unpaid of instalment rows due before the date; days past due count from the oldest of them.
   ``fees_due`` = unpaid of charge rows due on or before the date; ``cure_amount`` = both. A charge alone
   makes no account past due.

Order of arrival does not matter, so a back-dated payment needs no special case.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from bot.model.loan import AccountLedger, Component
from bot.model.money import Money

BUCKETS: tuple[tuple[str, int], ...] = (
    ("current", 0),
    ("1-7", 7),
    ("8-15", 15),
    ("16-30", 30),
    ("31-60", 60),
    ("61-90", 90),
)
"""Bucket name and the last day past due that belongs to it; later days are ``90+``."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """An amount by what it is made of."""

    principal: Money
    interest: Money
    fees: Money

    @property
    def total(self) -> Money:
        """The whole."""
        return self.principal + self.interest + self.fees

    @classmethod
    def zero(cls, currency: str) -> Breakdown:
        """Nothing owed."""
        nothing = Money.zero(currency)
        return cls(nothing, nothing, nothing)


@dataclass(frozen=True, slots=True)
class Allocation:
    """One row of the waterfall: ``billed = waived + disputed + paid + unpaid``, always."""

    item: str
    component: Component
    due_on: date
    charge: bool
    billed: Money
    waived: Money
    disputed: Money
    paid: Money
    unpaid: Money


@dataclass(frozen=True, slots=True)
class LedgerState:
    """One account on one date. ``outstanding`` is all that is unpaid, due or not, without disputed parts."""

    currency: str
    as_of: date
    overdue: Money
    fees_due: Money
    cure_amount: Money
    outstanding: Money
    principal_outstanding: Money
    disputed: Money
    credit: Money
    days_past_due: int
    bucket: str
    oldest_unpaid_due_on: date | None
    next_due_on: date | None
    next_due_amount: Money
    last_due_on: date | None
    cure: Breakdown
    charges: Breakdown
    next: Breakdown
    allocations: tuple[Allocation, ...] = ()


def bucket_of(days_past_due: int) -> str:
    """Name the bucket of a number of days past due; zero is ``current``."""
    return next((name for name, last in BUCKETS if days_past_due <= last), "90+")


def state(account: AccountLedger, *, as_of: date) -> LedgerState:
    """Compute what is owed on a date from the account's facts, by the rules at the top of this page.

    Args:
        account: the dated facts, and the policy's order of components among rows of one due date.
        as_of: the day, in the account's own calendar; facts of that day count.
    """
    return summarise(
        _allocate(account, as_of), currency=account.currency, as_of=as_of, pot=_pot(account, as_of)
    )


def state_of_totals(
    *,
    overdue: Money,
    days_past_due: int,
    as_of: date,
    next_due_on: date | None = None,
    next_due_amount: Money | None = None,
    outstanding: Money | None = None,
    last_due_on: date | None = None,
) -> LedgerState:
    """A position of which only the totals are known (a scenario, a lender that sends no schedule).

    All of it counts as principal, so a price of waiting is at most higher than the schedule would give.
    """
    currency, nothing = overdue.currency, Money.zero(overdue.currency)
    coming = next_due_amount if next_due_amount is not None and next_due_on is not None else nothing
    total = outstanding if outstanding is not None else overdue + coming
    return LedgerState(
        currency=currency,
        as_of=as_of,
        overdue=overdue,
        fees_due=nothing,
        cure_amount=overdue,
        outstanding=total,
        principal_outstanding=total,
        disputed=nothing,
        credit=nothing,
        days_past_due=days_past_due,
        bucket=bucket_of(days_past_due),
        oldest_unpaid_due_on=as_of - timedelta(days=days_past_due) if overdue else None,
        next_due_on=next_due_on,
        next_due_amount=coming,
        last_due_on=last_due_on or next_due_on,
        cure=Breakdown(overdue, nothing, nothing),
        charges=Breakdown.zero(currency),
        next=Breakdown(coming, nothing, nothing),
    )


def summarise(rows: tuple[Allocation, ...], *, currency: str, as_of: date, pot: Money) -> LedgerState:
    """Fold allocated rows into the facts that people ask for."""
    late = [row for row in rows if not row.charge and row.due_on < as_of and row.unpaid]
    charged = [row for row in rows if row.charge and row.due_on <= as_of and row.unpaid]
    ahead = [row for row in rows if not row.charge and row.due_on >= as_of and row.unpaid]
    oldest = min((row.due_on for row in late), default=None)
    next_due = min((row.due_on for row in ahead), default=None)
    days = (as_of - oldest).days if oldest else 0
    cure, coming = (
        _breakdown(late + charged, currency),
        _breakdown([row for row in ahead if row.due_on == next_due], currency),
    )
    fees_due = _sum(charged, currency)
    return LedgerState(
        currency=currency,
        as_of=as_of,
        overdue=cure.total - fees_due,
        fees_due=fees_due,
        cure_amount=cure.total,
        outstanding=_sum(rows, currency),
        principal_outstanding=_sum([row for row in rows if row.component is Component.PRINCIPAL], currency),
        disputed=Money(sum(row.disputed.minor for row in rows), currency),
        credit=pot - Money(sum(row.paid.minor for row in rows), currency),
        days_past_due=days,
        bucket=bucket_of(days),
        oldest_unpaid_due_on=oldest,
        next_due_on=next_due,
        next_due_amount=coming.total,
        last_due_on=max((row.due_on for row in rows if not row.charge), default=None),
        cure=cure,
        charges=_breakdown(charged, currency),
        next=coming,
        allocations=rows,
    )


def _pot(account: AccountLedger, as_of: date) -> Money:
    arrived = sum(payment.amount.minor for payment in account.payments if payment.received_on <= as_of)
    undone = sum(reversal.amount.minor for reversal in account.reversals if reversal.on <= as_of)
    return Money(max(arrived - undone, 0), account.currency)


def _allocate(account: AccountLedger, as_of: date) -> tuple[Allocation, ...]:
    rank = {component: place for place, component in enumerate(account.waterfall)}
    rows = [
        (due_on, rank[component], item, component, charge, billed)
        for item, component, due_on, charge, billed in _rows(account, as_of)
    ]
    rows.sort(key=lambda row: row[:3])
    waived: dict[tuple[str, Component], int] = defaultdict(int)
    for waiver in account.waivers:
        if waiver.in_force(as_of):
            waived[waiver.item, waiver.component] += waiver.amount.minor
    disputed: dict[tuple[str, Component], int] = defaultdict(int)
    for dispute in account.disputes:
        if dispute.since <= as_of and (dispute.until is None or as_of < dispute.until):
            disputed[dispute.item, dispute.component] += dispute.amount.minor
    left = _pot(account, as_of).minor
    result = []
    for due_on, _, item, component, charge, billed in rows:
        given_up = waived[item, component]
        contested = min(disputed[item, component], billed - given_up)
        payable = billed - given_up - contested
        paid = min(left, payable)
        left -= paid
        amounts = (billed, given_up, contested, paid, payable - paid)
        result.append(
            Allocation(
                item, component, due_on, charge, *(Money(minor, account.currency) for minor in amounts)
            )
        )
    return tuple(result)


def _rows(account: AccountLedger, as_of: date) -> list[tuple[str, Component, date, bool, int]]:
    moved = {
        move.item: move.to
        for move in sorted(account.moves, key=lambda move: (move.since, move.id))
        if move.since <= as_of and (move.until is None or as_of < move.until)
    }
    rows = [
        (line.id, component, moved.get(line.id, line.due_on), False, line.component(component).minor)
        for line in account.instalments
        for component in Component
    ]
    return rows + [
        (charge.id, charge.kind.component, moved.get(charge.id, charge.posted_on), True, charge.amount.minor)
        for charge in account.charges
        if charge.posted_on <= as_of
    ]


def _sum(rows: list[Allocation] | tuple[Allocation, ...], currency: str) -> Money:
    return Money(sum(row.unpaid.minor for row in rows), currency)


def _breakdown(rows: list[Allocation], currency: str) -> Breakdown:
    by = {component: 0 for component in Component}
    for row in rows:
        by[row.component] += row.unpaid.minor
    return Breakdown(
        principal=Money(by[Component.PRINCIPAL], currency),
        interest=Money(by[Component.INTEREST], currency),
        fees=Money(by[Component.FEES], currency),
    )
