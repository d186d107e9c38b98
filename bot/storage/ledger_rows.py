"""Every dated money fact of one account in one statement (a round trip instead of three), and its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Date,
    Integer,
    Text,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import Select

from bot.model.loan import (
    AccountLedger,
    Charge,
    ChargeKind,
    Component,
    Dispute,
    DueDateMove,
    Instalment,
    LoanTerms,
    Payment,
    ReturnReason,
    Reversal,
    Waiver,
)
from bot.model.money import Money
from bot.model.rows import Account
from bot.storage import tables as t

INSTALMENT, PAYMENT, LATER = range(3)
_COLUMNS: dict[str, Any] = {
    "id": Text, "day": Date, "number": Integer, "amount": BigInteger, "interest": BigInteger,
    "fees": BigInteger, "kind": Text, "item": Text, "component": Text, "until": Date, "moved_to": Date,
    "reason": Text,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerRows:
    """Rows of one account, each sort in the order of its days."""

    instalments: Sequence[Row[Any]]
    payments: Sequence[Row[Any]]
    later: Sequence[Row[Any]]


def ledger_rows(connection: Connection, account_id: str) -> LedgerRows:
    """Read the schedule, the payments and what came later."""
    drawers: list[list[Row[Any]]] = [[], [], []]
    for row in connection.execute(_statement(), {"account": account_id}):
        drawers[row.tag].append(row)
    return LedgerRows(
        instalments=sorted(drawers[INSTALMENT], key=lambda row: row.number),
        payments=sorted(drawers[PAYMENT], key=lambda row: row.day),
        later=sorted(drawers[LATER], key=lambda row: row.day),
    )


def ledger_of(account: Account, rows: LedgerRows, *, waterfall: tuple[Component, ...]) -> AccountLedger:
    """The ledger that the rows of an account make, under the policy's order of allocation."""

    def money(minor: int) -> Money:
        return Money(minor, account.currency)

    def later(kind: str) -> list[Row[Any]]:
        return [row for row in rows.later if row.kind == kind]

    return AccountLedger(
        id=account.id,
        currency=account.currency,
        instalments=tuple(
            Instalment(
                id=str(row.number),
                due_on=row.day,
                principal=money(row.amount),
                interest=money(row.interest),
                fees=money(row.fees),
            )
            for row in rows.instalments
        ),
        payments=tuple(
            Payment(id=row.id, received_on=row.day, amount=money(row.amount)) for row in rows.payments
        ),
        charges=tuple(
            Charge(
                id=row.id,
                posted_on=row.day,
                kind=ChargeKind(row.item),
                amount=money(row.amount),
            )
            for row in later("charge")
        ),
        reversals=tuple(
            Reversal(
                id=row.id,
                payment=row.item,
                on=row.day,
                amount=money(row.amount),
                reason=ReturnReason(row.reason or ReturnReason.RETURNED),
            )
            for row in later("reversal")
        ),
        waivers=tuple(
            Waiver(
                id=row.id,
                item=row.item,
                component=Component(row.component),
                on=row.day,
                amount=money(row.amount),
                until=row.until,
            )
            for row in later("waiver")
        ),
        disputes=tuple(
            Dispute(
                id=row.id,
                item=row.item,
                component=Component(row.component),
                amount=money(row.amount),
                since=row.day,
                until=row.until,
            )
            for row in later("dispute")
        ),
        moves=tuple(
            DueDateMove(id=row.id, item=row.item, to=row.moved_to, since=row.day, until=row.until)
            for row in later("move")
        ),
        terms=LoanTerms(annual_rate=account.annual_rate, late_annual_rate=account.late_daily_rate * 365),
        waterfall=waterfall,
    )


@lru_cache(maxsize=1)
def _statement() -> CompoundSelect[Any]:
    line, paid, later = t.instalments.c, t.payments.c, t.ledger_facts.c
    account = bindparam("account", type_=Text)
    return union_all(
        _rows(
            INSTALMENT, number=line.number, day=line.due_on, amount=line.principal, interest=line.interest,
            fees=line.fees,
        ).where(line.account_id == account),
        _rows(PAYMENT, id=paid.id, day=paid.received_on, amount=paid.amount).where(
            paid.account_id == account
        ),
        _rows(
            LATER, id=later.id, day=later.since, kind=later.kind, item=later.item, component=later.component,
            amount=later.amount, until=later.until, moved_to=later.moved_to, reason=later.reason,
        ).where(later.account_id == account),
    )  # fmt: skip


def _rows(tag: int, **columns: Any) -> Select[Any]:
    """One table's rows in the shape that all share."""
    shape: list[Any] = [literal(tag, Integer, literal_execute=True).label("tag")]
    for name, kind in _COLUMNS.items():
        found = columns.get(name)
        shape.append((cast(null(), kind) if found is None else found).label(name))
    return select(*shape)
