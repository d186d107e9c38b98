"""The waterfall of :mod:`bot.offers.ledger` written once more, in SQL, for all accounts at once.

Same facts, same answer, to the minor unit; property tests hold the two together, on both databases. Whoever
asks (the collection list, the whole book) adds what to read from ``unpaid``: account, due date, whether it
is a charge, and the amount. Rows due on or after the *horizon* are left out: they come last in every
waterfall, so they change nothing before it, and the collection list need not read them.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, TextClause, bindparam, text

from bot.model.loan import ChargeKind, Component

_UNPAID = """
WITH facts AS MATERIALIZED (          -- what happened later, up to the day
    SELECT id, account_id, kind, item, component, amount, since, moved_to
    FROM ledger_facts
    WHERE since <= :as_of AND (until IS NULL OR :as_of < until OR kind NOT IN ('dispute', 'move', 'waiver'))
),
moves AS MATERIALIZED (               -- rule 1: the latest move in force
    SELECT account_id, item, moved_to,
           ROW_NUMBER() OVER (
               PARTITION BY account_id, item ORDER BY since DESC, id COLLATE BINARY DESC) AS newest
    FROM facts WHERE kind = 'move'
),
less AS MATERIALIZED (                -- rule 2: waived and disputed parts
    SELECT account_id, item, component,
           SUM(CASE WHEN kind = 'waiver' THEN amount ELSE 0 END) AS waived,
           SUM(CASE WHEN kind = 'dispute' THEN amount ELSE 0 END) AS disputed
    FROM facts WHERE kind IN ('waiver', 'dispute')
    GROUP BY account_id, item, component
),
pot AS (                              -- rule 3: what arrived and stayed
    SELECT account_id, SUM(amount) AS amount FROM (
        SELECT account_id, amount FROM payments WHERE received_on <= :as_of
        UNION ALL
        SELECT account_id, -amount FROM facts WHERE kind = 'reversal'
    ) AS money GROUP BY account_id
),
items AS (                            -- instalments and charges under their due date of today
    SELECT i.account_id, CAST(i.number AS VARCHAR(64)) AS item, COALESCE(m.moved_to, i.due_on) AS due_on,
           0 AS charge, i.fees, i.interest, i.principal
    FROM instalments AS i
    LEFT JOIN moves AS m
        ON m.account_id = i.account_id AND m.item = CAST(i.number AS VARCHAR(64)) AND m.newest = 1
    WHERE COALESCE(m.moved_to, i.due_on) < :horizon
    UNION ALL
    SELECT c.account_id, c.id, COALESCE(m.moved_to, c.since), 1,
           CASE WHEN c.item IN (:late_interest, :plan_interest) THEN 0 ELSE c.amount END,
           CASE WHEN c.item IN (:late_interest, :plan_interest) THEN c.amount ELSE 0 END,
           0
    FROM facts AS c
    LEFT JOIN moves AS m ON m.account_id = c.account_id AND m.item = c.id AND m.newest = 1
    WHERE c.kind = 'charge' AND COALESCE(m.moved_to, c.since) < :horizon
),
parts AS (
    SELECT account_id, item, due_on, charge, 'fees' AS component, :fees_rank AS place, fees AS billed
    FROM items WHERE fees > 0
    UNION ALL
    SELECT account_id, item, due_on, charge, 'interest', :interest_rank, interest
    FROM items WHERE interest > 0
    UNION ALL
    SELECT account_id, item, due_on, charge, 'principal', :principal_rank, principal
    FROM items WHERE principal > 0
),
payable AS (
    SELECT p.account_id, p.item, p.due_on, p.charge, p.place,
           p.billed - COALESCE(l.waived, 0) - CASE
               WHEN COALESCE(l.disputed, 0) > p.billed - COALESCE(l.waived, 0)
               THEN p.billed - COALESCE(l.waived, 0)
               ELSE COALESCE(l.disputed, 0) END AS amount
    FROM parts AS p
    LEFT JOIN less AS l ON l.account_id = p.account_id AND l.item = p.item AND l.component = p.component
),
filled AS (                           -- rule 4: the pot fills them from the top
    SELECT account_id, due_on, charge, amount, SUM(amount) OVER (
               PARTITION BY account_id ORDER BY due_on, place, item COLLATE BINARY
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS upto
    FROM payable WHERE amount > 0
),
unpaid AS (
    SELECT f.account_id, f.due_on, f.charge, CASE
               WHEN f.upto - COALESCE(p.amount, 0) < f.amount THEN f.upto - COALESCE(p.amount, 0)
               ELSE f.amount END AS amount
    FROM filled AS f LEFT JOIN pot AS p ON p.account_id = f.account_id
    WHERE f.upto > COALESCE(p.amount, 0)
)
"""


def asked(
    of_unpaid: str, *, dialect: str, as_of: date, horizon: date, waterfall: tuple[Component, ...]
) -> TextClause:
    """One statement: the waterfall, then what is asked of ``unpaid``.

    Args:
        of_unpaid: further common tables and the final ``SELECT``.
        dialect: ``sqlite`` or ``postgresql``.
        as_of: the day; facts of that day count.
        horizon: rows due on this day or later are left out.
        waterfall: order of components among rows of one due date, from policy.
    """
    sql = f"{_UNPAID.rstrip()},\n{of_unpaid}"
    if (
        dialect == "postgresql"
    ):  # ids compare byte by byte, as Python does, whatever the database's own language
        sql = sql.replace("COLLATE BINARY", 'COLLATE "C"')
    return text(sql).bindparams(
        bindparam("as_of", as_of, type_=Date),
        bindparam("horizon", horizon, type_=Date),
        late_interest=ChargeKind.LATE_INTEREST.value,
        plan_interest=ChargeKind.PLAN_INTEREST.value,
        **{f"{component.value}_rank": place for place, component in enumerate(waterfall)},
    )
