"""A promise to pay, an arrangement, and the dated rows that tell their lives.

A status is never stored alone: it is the last :class:`Transition` of a promise or plan, and each row says
when, who and why. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.model.money import Money
from bot.model.words import OfferKind, PlanStatus, PromiseStatus


@dataclass(frozen=True, slots=True)
class Transition:
    """One step in the life of a promise or plan.

    Args:
        subject: id of the promise or plan.
        to: the new status, a word of PromiseStatus or PlanStatus.
        at: when, aware.
        by: who: ``borrower``, ``bot``, ``system`` or a member of staff's id.
        why: a short key, such as ``paid_in_full`` or ``grace_over``.
    """

    subject: str
    to: PromiseStatus | PlanStatus
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Promise:
    """The borrower's word to pay an amount by a date.

    Args:
        made_on: the day it was given; only payments from then on count for it.
        grace_days: days after ``due_on`` before it counts as broken.
        reopened_on: the day on which the money that had kept it went back; grace counts anew from it.
    """

    id: str
    account: str
    amount: Money
    made_on: date
    due_on: date
    grace_days: int = 0
    reopened_on: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which money keeps it."""
        return max(self.due_on, self.reopened_on or self.due_on) + timedelta(days=self.grace_days)


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One date and amount of an arrangement, by what it is made of."""

    due_on: date
    principal: Money
    interest: Money
    fees: Money

    @property
    def total(self) -> Money:
        """What is paid on that date."""
        return self.principal + self.interest + self.fees


@dataclass(frozen=True, slots=True)
class Plan:
    """An arrangement: what was agreed, exactly as it was shown.

    Args:
        extra_cost: the price of waiting inside the parts; what is not yet earned falls away at early payoff.
        reopened_on: the day on which money that had been paid for it went back; the grace time of dates
            before counts anew from it.
    """

    id: str
    account: str
    kind: OfferKind
    offer: str
    accepted_on: date
    parts: tuple[PlanPart, ...]
    extra_cost: Money
    grace_days: int = 0
    reopened_on: date | None = None

    def last_day(self, part: PlanPart) -> date:
        """The last day on which money for a part is in time."""
        return max(part.due_on, self.reopened_on or part.due_on) + timedelta(days=self.grace_days)

    @property
    def total(self) -> Money:
        """All parts together."""
        return Money.total((part.total for part in self.parts), currency=self.parts[0].total.currency)
