"""What follows an import of payments: each account whose agreements or talk it touches is settled at once.

The data is saved before this begins. What fails here is tried again by the hourly jobs, so an import is
never undone because of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog

from bot.conversation.house import House
from bot.model.errors import TideoverError
from bot.model.money import Money
from bot.payments.settle import settle

log = structlog.get_logger(__name__)


def settle_imported(
    house: House, money: Mapping[str, int], *, progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Let promises, plans and claims follow what came in, with thanks for it, and what went back.

    Args:
        house: the house.
        money: accounts with new payments or reversals, and the sum of what came lately (minor units).
        progress: called with how many accounts are done, and of how many.

    Returns:
        How many accounts were settled; those without promise, plan, case or talk need nothing.
    """
    with house.store.read() as unit:
        wanted = unit.books.to_settle(list(money))
        currencies = {key: unit.books.account(key).currency for key in wanted}
    done = 0
    for number, account in enumerate(wanted, start=1):
        came = Money(money[account], currencies[account]) if money[account] else None
        try:
            settle(house, account, amount=came)
            done += 1
        except TideoverError as error:
            log.warning("settle_failed", account=account, fault=type(error).__name__)
        progress(number, len(wanted))
    return done
