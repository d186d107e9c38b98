"""Marks on a promise that tend to mean it will not hold, each with the reason, for a person to look at.

A promise to a machine binds less than one to a person (Choi et al.), so a weak one is put before a named
person ahead of its date. A mark changes nobody's offers, price or tone; it only decides who looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.model.money import Money
from bot.model.words import Word
from bot.offers.records import WeakPromise
from bot.offers.terms import Budget, History


class Mark(Word):
    """Why a promise is weak."""

    VAGUE_DATE = "vague_date"
    REPEATED = "repeated"
    LARGE_AGAINST_INCOME = "large_against_income"
    BROKEN_BEFORE = "broken_before"


@dataclass(frozen=True, slots=True)
class Weakness:
    """The marks of one promise, and when a person should look at it; None when nobody needs to."""

    marks: tuple[Mark, ...]
    person_by: date | None


def weak_marks(
    *,
    amount: Money,
    due_on: date,
    exact_date: bool,
    made_on: date,
    history: History,
    budget: Budget | None,
    policy: WeakPromise,
) -> Weakness:
    """Mark a promise.

    Args:
        amount: what is promised.
        due_on: by when, after any confirmation.
        exact_date: whether she named a day ("the 15th") and not a stretch ("next week", "soon").
        made_on: the day it was given.
        history: kept and broken promises before this one.
        budget: income, if she told it.
        policy: how many marks call for a person, and how long before the date.
    """
    marks = []
    if not exact_date:
        marks.append(Mark.VAGUE_DATE)
    if history.promises_open + history.promises_broken > policy.repeated_after:
        marks.append(Mark.REPEATED)
    if budget is not None and amount > budget.income.share(policy.income_share):
        marks.append(Mark.LARGE_AGAINST_INCOME)
    if history.promises_broken:
        marks.append(Mark.BROKEN_BEFORE)
    return Weakness(tuple(marks), person_by(len(marks), due_on=due_on, made_on=made_on, policy=policy))


def person_by(marks: int, *, due_on: date, made_on: date, policy: WeakPromise) -> date | None:
    """The day by which a named person looks at a promise with so many marks; ``None``: nobody."""
    if marks < policy.to_person_at:
        return None
    return max(due_on - timedelta(days=policy.person_days_before), made_on)
