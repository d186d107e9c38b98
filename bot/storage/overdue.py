"""Who is late: every open account with an instalment past due, found by one statement for all of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Date, String
from sqlalchemy.engine import Connection

from bot.model.loan import WATERFALL, Component
from bot.model.rows import OverdueRow
from bot.offers.ledger import bucket_of
from bot.storage.waterfall import asked

_LATE = """
late AS (                             -- rule 5: unpaid instalments due before the day
    SELECT account_id, CAST(SUM(amount) AS BIGINT) AS overdue, MIN(due_on) AS oldest_due_on
    FROM unpaid WHERE charge = 0 GROUP BY account_id
)
SELECT a.id AS account_id, a.borrower_id, a.currency, late.overdue, late.oldest_due_on
FROM late JOIN accounts AS a ON a.id = late.account_id
WHERE a.closed_on IS NULL OR a.closed_on > :as_of
ORDER BY late.oldest_due_on, late.overdue DESC, a.id
"""


def overdue(
    connection: Connection, *, as_of: date, waterfall: tuple[Component, ...] = WATERFALL
) -> tuple[OverdueRow, ...]:
    """Every open account with an instalment past due on a day, the oldest debt first.

    Args:
        connection: an open connection; SQLite or PostgreSQL.
        as_of: the day; facts of that day count.
        waterfall: order of components among rows of one due date, from policy.
    """
    statement = asked(
        _LATE, dialect=connection.dialect.name, as_of=as_of, horizon=as_of, waterfall=waterfall
    ).columns(account_id=String, borrower_id=String, currency=String, overdue=BigInteger, oldest_due_on=Date)
    return tuple(
        OverdueRow(
            account_id=row.account_id,
            borrower_id=row.borrower_id,
            overdue=row.overdue,
            currency=row.currency,
            days_past_due=(as_of - row.oldest_due_on).days,
            bucket=bucket_of((as_of - row.oldest_due_on).days),
            oldest_due_on=row.oldest_due_on,
        )
        for row in connection.execute(statement)
    )
