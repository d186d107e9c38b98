"""The whole book on a day: what every open account owes, found by one statement for all of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Date, String
from sqlalchemy.engine import Connection

from bot.model.loan import WATERFALL, Component
from bot.model.rows import ValuedRow
from bot.offers.ledger import bucket_of
from bot.storage.waterfall import asked

_WHOLE = """
sums AS (                             -- rules 5 and 6
    SELECT account_id,
           SUM(amount) AS outstanding,
           SUM(CASE WHEN charge = 0 AND due_on < :as_of THEN amount ELSE 0 END) AS overdue,
           SUM(CASE WHEN charge = 1 AND due_on <= :as_of THEN amount ELSE 0 END) AS fees_due,
           MIN(CASE WHEN charge = 0 AND due_on < :as_of THEN due_on END) AS oldest_due_on,
           MIN(CASE WHEN charge = 0 AND due_on >= :as_of THEN due_on END) AS next_due_on
    FROM unpaid GROUP BY account_id
)
SELECT a.id AS account_id, a.borrower_id, a.currency,
       CAST(COALESCE(s.outstanding, 0) AS BIGINT) AS outstanding,
       CAST(COALESCE(s.overdue, 0) AS BIGINT) AS overdue,
       CAST(COALESCE(s.overdue + s.fees_due, 0) AS BIGINT) AS cure_amount,
       s.oldest_due_on, s.next_due_on
FROM accounts AS a LEFT JOIN sums AS s ON s.account_id = a.id
WHERE a.closed_on IS NULL OR a.closed_on > :as_of
ORDER BY a.id
"""


def valued(
    connection: Connection, *, as_of: date, waterfall: tuple[Component, ...] = WATERFALL
) -> tuple[ValuedRow, ...]:
    """Every open account with what it owes on a day, whether it is late or not, by account id.

    Args:
        connection: an open connection; SQLite or PostgreSQL.
        as_of: the day; facts of that day count.
        waterfall: order of components among rows of one due date, from policy.
    """
    statement = asked(
        _WHOLE, dialect=connection.dialect.name, as_of=as_of, horizon=date.max, waterfall=waterfall
    ).columns(
        account_id=String,
        borrower_id=String,
        currency=String,
        outstanding=BigInteger,
        overdue=BigInteger,
        cure_amount=BigInteger,
        oldest_due_on=Date,
        next_due_on=Date,
    )
    return tuple(
        ValuedRow(
            account_id=row.account_id,
            borrower_id=row.borrower_id,
            currency=row.currency,
            outstanding=row.outstanding,
            overdue=row.overdue,
            cure_amount=row.cure_amount,
            days_past_due=(days := (as_of - row.oldest_due_on).days if row.oldest_due_on else 0),
            bucket=bucket_of(days),
            oldest_due_on=row.oldest_due_on,
            next_due_on=row.next_due_on,
        )
        for row in connection.execute(statement)
    )
