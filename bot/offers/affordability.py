"""What a month leaves: short, optional, in the borrower's own round figures, and never a test to fail.

Only income and fixed costs are asked. Nobody asks about health, family or savings, and nobody suggests
borrowing. A plan must leave the protected amount of the policy; what does not fit goes to a person together
with the figures and a signpost to free advice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.offers.records import Protected
from bot.offers.terms import Budget, Part


def protected_amount(budget: Budget, *, protected: Protected) -> Money | None:
    """What must stay: the minimum of the currency or the share of income, whichever is more.

    None when the policy knows no minimum for the currency: then nothing is called affordable.
    """
    least = protected.minimum.get(budget.income.currency)
    return None if least is None else max(least, budget.income.share(protected.of_income))


def capacity(budget: Budget, *, protected: Protected | None) -> Money:
    """The most a plan may take in one calendar month; zero when nothing is left or nothing is known.

    Raises:
        BadInput: negative figures or two currencies.
    """
    if budget.income.minor < 0 or budget.fixed_costs.minor < 0:
        raise BadInput("income and costs cannot be negative", where="budget", remedy="give zero or more")
    left = budget.income - budget.fixed_costs
    keep = protected_amount(budget, protected=protected) if protected else None
    return Money(max((left - keep).minor, 0) if keep is not None else 0, left.currency)


def fits(parts: Sequence[Part], *, capacity: Money) -> bool:
    """Whether no calendar month takes more than the month leaves."""
    by_month: dict[tuple[int, int], int] = defaultdict(int)
    for part in parts:
        by_month[part.due_on.year, part.due_on.month] += part.total.minor
    return max(by_month.values(), default=0) <= capacity.minor
