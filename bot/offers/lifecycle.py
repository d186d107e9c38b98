"""Lives of promises and plans, derived from payments: which transition is due, when, and why.

Nothing is decided by hand here. Given what was agreed, what arrived (net of reversals), the day and the last
status, a function says the next status or none; storage writes it as a dated row with who and why. A payment
made in the grace time keeps the promise. When the money that kept a promise or plan goes back, so does its
status (:func:`promise_undone`, :func:`plan_undone`), and the grace time counts anew from that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.model.errors import Conflict
from bot.model.loan import AccountLedger, Payment, Reversal
from bot.model.money import Money
from bot.model.promise import Plan, PlanPart, Promise
from bot.model.words import PlanStatus, PromiseStatus, Word
from bot.offers.ledger import LedgerState, state
from bot.offers.terms import History

PROMISE_STEPS: dict[PromiseStatus, frozenset[PromiseStatus]] = {
    PromiseStatus.OPEN: frozenset(
        {PromiseStatus.KEPT, PromiseStatus.PARTLY_KEPT, PromiseStatus.BROKEN, PromiseStatus.CANCELLED}
    ),
    PromiseStatus.KEPT: frozenset({PromiseStatus.OPEN, PromiseStatus.BROKEN}),
    PromiseStatus.PARTLY_KEPT: frozenset({PromiseStatus.BROKEN}),
}
"""Where a promise may go; what was kept goes back only with its money; every other status is an end."""

PLAN_STEPS: dict[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.OFFERED: frozenset({PlanStatus.ACCEPTED, PlanStatus.CANCELLED, PlanStatus.SUPERSEDED}),
    PlanStatus.ACCEPTED: frozenset(
        {PlanStatus.ACTIVE, PlanStatus.KEPT, PlanStatus.CANCELLED, PlanStatus.SUPERSEDED}
    ),
    PlanStatus.ACTIVE: frozenset(
        {PlanStatus.KEPT, PlanStatus.BROKEN, PlanStatus.CANCELLED, PlanStatus.SUPERSEDED}
    ),
    PlanStatus.KEPT: frozenset({PlanStatus.ACTIVE, PlanStatus.BROKEN}),
}
"""Where a plan may go; what was kept goes back only with its money; every other status is an end."""

RETURNED = "payment_returned"
"""Why something is open again: the money that had settled it went back."""

STOPS_COLLECTION = frozenset({PlanStatus.ACCEPTED, PlanStatus.ACTIVE})
"""While a plan is in one of these, collection stops everywhere."""


class Recovery(Word):
    """What follows a broken promise or plan."""

    TALK = "talk"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Step:
    """A transition that is due: the new status, the day it became true, and the key of why."""

    to: PromiseStatus | PlanStatus
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How a plan stands on a day.

    Args:
        paid: arrived for the plan, at most its total.
        due: what its dates up to and including the day ask for.
        behind: due and past grace but not paid.
        next_due_on: the next date that is not covered yet.
        next_due_amount: what is missing for it.
        payoff: what would finish the plan today, without the cost that is not yet earned.
    """

    paid: Money
    due: Money
    behind: Money
    next_due_on: date | None
    next_due_amount: Money
    payoff: Money


def move_promise(current: PromiseStatus, to: PromiseStatus) -> PromiseStatus:
    """Check a step in a promise's life.

    Raises:
        Conflict: the life does not allow it.
    """
    if to not in PROMISE_STEPS.get(current, frozenset()):
        raise Conflict(f"a promise does not go from {current} to {to}", remedy="read its rows again")
    return to


def move_plan(current: PlanStatus, to: PlanStatus) -> PlanStatus:
    """Check a step in a plan's life.

    Raises:
        Conflict: the life does not allow it.
    """
    if to not in PLAN_STEPS.get(current, frozenset()):
        raise Conflict(f"a plan does not go from {current} to {to}", remedy="read its rows again")
    return to


def promise_step(
    promise: Promise,
    *,
    status: PromiseStatus,
    payments: Sequence[Payment],
    reversals: Sequence[Reversal] = (),
    today: date,
) -> Step | None:
    """The step a promise has to take today, if any.

    Kept on the day the full amount has arrived (at the latest with the grace time); broken, or partly kept
    when something arrived, on the day after the grace time.
    """
    if status is not PromiseStatus.OPEN:
        return None
    last = promise.last_day
    reached = _reached(promise.amount, payments, reversals, since=promise.made_on, until=min(last, today))
    if reached is not None:
        return Step(PromiseStatus.KEPT, reached, "paid_in_full")
    if today <= last:
        return None
    paid = _arrived(payments, reversals, since=promise.made_on, until=last, currency=promise.amount.currency)
    to = PromiseStatus.PARTLY_KEPT if paid.minor > 0 else PromiseStatus.BROKEN
    return Step(to, last + timedelta(days=1), "paid_in_part" if paid.minor > 0 else "grace_over")


def plan_progress(
    plan: Plan, *, payments: Sequence[Payment], reversals: Sequence[Reversal] = (), today: date
) -> PlanProgress:
    """How a plan stands: payments since acceptance fill its dates from the first on."""
    currency = plan.total.currency
    arrived = _arrived(payments, reversals, since=plan.accepted_on, until=today, currency=currency)
    paid = min(max(arrived, Money.zero(currency)), plan.total)
    due = Money.total((part.total for part in plan.parts if part.due_on <= today), currency=currency)
    overdue = Money.total(
        (part.total for part in plan.parts if plan.last_day(part) < today),
        currency=currency,
    )
    covered, next_on, missing = Money.zero(currency), None, Money.zero(currency)
    for part in plan.parts:
        covered += part.total
        if covered > paid:
            next_on, missing = part.due_on, covered - paid
            break
    return PlanProgress(
        paid=paid,
        due=due,
        behind=max(overdue - paid, Money.zero(currency)),
        next_due_on=next_on,
        next_due_amount=missing,
        payoff=max(plan.total - unearned_cost(plan, on=today) - paid, Money.zero(currency)),
    )


def unearned_cost(plan: Plan, *, on: date) -> Money:
    """The share of the disclosed cost that would pay for waiting after a day; rounded in her favour.

    The cost is earned as principal waits: principal times days until its date, counted from acceptance.
    """
    start, whole, earned = plan.accepted_on, 0, 0
    for part in plan.parts:
        days = max((part.due_on - start).days, 0)
        whole += part.principal.minor * days
        earned += part.principal.minor * min(days, max((on - start).days, 0))
    if not whole:
        return Money.zero(plan.extra_cost.currency)
    return plan.extra_cost - Money(plan.extra_cost.minor * earned // whole, plan.extra_cost.currency)


def plan_step(
    plan: Plan,
    *,
    status: PlanStatus,
    payments: Sequence[Payment],
    reversals: Sequence[Reversal] = (),
    today: date,
) -> Step | None:
    """The step an agreed plan has to take today, if any.

    Accepted becomes active on the day after acceptance or with its first payment; kept when all has arrived
    (early payoff counts); broken when a date and its grace time passed without the money for it.
    """
    if status not in (PlanStatus.ACCEPTED, PlanStatus.ACTIVE):
        return None
    done = _finished(plan, payments, reversals, today)
    if done is not None:
        early = bool(plan.parts) and done < plan.parts[-1].due_on
        return Step(PlanStatus.KEPT, done, "paid_early" if early else "paid_in_full")
    progress = plan_progress(plan, payments=payments, reversals=reversals, today=today)
    if status is PlanStatus.ACCEPTED:
        begun = progress.paid.minor > 0 or today > plan.accepted_on
        return Step(PlanStatus.ACTIVE, today, "begun") if begun else None
    if progress.behind:
        return Step(PlanStatus.BROKEN, _broken_on(plan, payments, reversals, today), "grace_over")
    return None


def promise_undone(
    promise: Promise, *, status: PromiseStatus, kept_on: date, account: AccountLedger, today: date
) -> Step | None:
    """The step back of a promise that would not have been kept without money that went back since.

    Open again, with the grace time counted from today; what was kept in part and has nothing left is broken.
    """
    net = _without_returned(account, today)
    last = max(promise.last_day, kept_on)
    paid = _arrived(net, (), since=promise.made_on, until=last, currency=promise.amount.currency)
    if status is PromiseStatus.PARTLY_KEPT and paid.minor <= 0:
        return Step(PromiseStatus.BROKEN, today, RETURNED)
    if status is not PromiseStatus.KEPT or paid >= promise.amount:
        return None
    then = replace(account, payments=net, reversals=())
    if not state(then, as_of=kept_on).cure_amount:
        return None  # it was kept by a cure that still stands
    return Step(PromiseStatus.OPEN, today, RETURNED)


def plan_undone(plan: Plan, *, status: PlanStatus, account: AccountLedger, today: date) -> Step | None:
    """The step back of a kept plan without the money that had finished it: active again."""
    if status is not PlanStatus.KEPT or _finished(plan, _without_returned(account, today), (), today):
        return None
    return Step(PlanStatus.ACTIVE, today, RETURNED)


def after_broken(history: History, *, reoffers: int) -> Recovery:
    """What follows a broken promise or plan: a gentle talk with new offers, after too many of them a person.

    Args:
        history: counts that include the one just broken.
        reoffers: how many talks with a new offer the policy allows.
    """
    broken = history.promises_broken + history.plans_broken
    return Recovery.TALK if broken <= reoffers else Recovery.PERSON


def cure_step(status: PromiseStatus | PlanStatus, *, ledger: LedgerState) -> Step | None:
    """Close what the account no longer needs once nothing is overdue: an open promise, a plan only offered.

    A running plan ends by its own payments (:func:`plan_step`): a deferral makes an account current before
    a cent is paid, and must not be closed by that.
    """
    if ledger.cure_amount or ledger.days_past_due:
        return None
    if status is PromiseStatus.OPEN:
        return Step(PromiseStatus.KEPT, ledger.as_of, "cured")
    if status is PlanStatus.OFFERED:
        return Step(PlanStatus.CANCELLED, ledger.as_of, "cured")
    return None


def reminder_dates(parts: Sequence[PlanPart], *, days_before: Sequence[int], after: date) -> tuple[date, ...]:
    """The days on which a reminder of a coming date is due, none on or before ``after``."""
    days = {part.due_on - timedelta(days=ahead) for part in parts for ahead in days_before}
    return tuple(sorted(day for day in days if day > after))


def _without_returned(account: AccountLedger, today: date) -> tuple[Payment, ...]:
    """The payments as if what went back had never come."""
    back: dict[str, int] = defaultdict(int)
    for reversal in account.reversals:
        if reversal.on <= today:
            back[reversal.payment] += reversal.amount.minor
    return tuple(
        replace(each, amount=Money(each.amount.minor - back[each.id], each.amount.currency))
        for each in account.payments
    )


def _finished(
    plan: Plan, payments: Sequence[Payment], reversals: Sequence[Reversal], today: date
) -> date | None:
    """The first day on which all that was needed by then had arrived, if it has not been taken back since."""
    currency, since = plan.total.currency, plan.accepted_on
    for day in sorted({each.received_on for each in payments if since <= each.received_on <= today}):
        needed = plan.total - unearned_cost(plan, on=day)
        by_then = [each for each in payments if each.received_on <= day]
        if _arrived(by_then, reversals, since=since, until=today, currency=currency) >= needed:
            return day
    return None


def _broken_on(plan: Plan, payments: Sequence[Payment], reversals: Sequence[Reversal], today: date) -> date:
    """The first day on which some date was past its grace time without its money."""
    for part in plan.parts:
        day = plan.last_day(part) + timedelta(days=1)
        if day <= today and plan_progress(plan, payments=payments, reversals=reversals, today=day).behind:
            return day
    return today


def _arrived(
    payments: Sequence[Payment], reversals: Sequence[Reversal], *, since: date, until: date, currency: str
) -> Money:
    counted = {each.id for each in payments if since <= each.received_on <= until}
    paid = sum(each.amount.minor for each in payments if each.id in counted)
    undone = sum(each.amount.minor for each in reversals if each.payment in counted and each.on <= until)
    return Money(paid - undone, currency)


def _reached(
    amount: Money, payments: Sequence[Payment], reversals: Sequence[Reversal], *, since: date, until: date
) -> date | None:
    """The first day on which the amount had arrived and that still holds on ``until``."""
    if _arrived(payments, reversals, since=since, until=until, currency=amount.currency) < amount:
        return None
    days = sorted({each.received_on for each in payments if since <= each.received_on <= until})
    for day in days:
        if _arrived(payments, reversals, since=since, until=day, currency=amount.currency) >= amount:
            return day
    return until
