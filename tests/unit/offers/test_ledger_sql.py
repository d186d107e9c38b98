"""Runs the SQL of docs/offers.md beside the rules in Python, on invented accounts."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.loan import AccountLedger, Component, Dispute, DueDateMove, Waiver
from bot.model.money import Money
from bot.offers.ledger import state
from tests.unit.offers.generated import ROOT, TODAY, accounts

PAGE = (ROOT / "docs" / "offers.md").read_text(encoding="utf-8")
STATEMENT = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.S)[0]
TABLES = """
CREATE TABLE instalments (account, id, due_on, principal, interest, fees);
CREATE TABLE charges (account, id, posted_on, kind, amount);
CREATE TABLE payments (account, received_on, amount);
CREATE TABLE reversals (account, undone_on, amount);
CREATE TABLE waivers (account, item, component, made_on, amount, until);
CREATE TABLE disputes (account, item, component, amount, since, until);
CREATE TABLE moves (account, id, item, moved_to, since, until);
"""


def stored(account: AccountLedger) -> sqlite3.Connection:
    """The facts of one account in a database in memory."""

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    base = sqlite3.connect(":memory:")
    base.executescript(TABLES)
    rows: dict[str, list[tuple[object, ...]]] = {
        "instalments": [
            (line.id, iso(line.due_on), line.principal.minor, line.interest.minor, line.fees.minor)
            for line in account.instalments
        ],
        "charges": [(c.id, iso(c.posted_on), str(c.kind), c.amount.minor) for c in account.charges],
        "payments": [(iso(p.received_on), p.amount.minor) for p in account.payments],
        "reversals": [(iso(r.on), r.amount.minor) for r in account.reversals],
        "waivers": [
            (w.item, str(w.component), iso(w.on), w.amount.minor, iso(w.until)) for w in account.waivers
        ],
        "disputes": [
            (d.item, str(d.component), d.amount.minor, iso(d.since), iso(d.until)) for d in account.disputes
        ],
        "moves": [(m.id, m.item, iso(m.to), iso(m.since), iso(m.until)) for m in account.moves],
    }
    for table, facts in rows.items():
        for fact in facts:
            marks = ", ".join("?" * (len(fact) + 1))
            base.execute(f"INSERT INTO {table} VALUES ({marks})", (account.id, *fact))
    return base


@st.composite
def eventful(draw: st.DrawFn) -> AccountLedger:
    """An account with disputes, waivers and moved dates besides."""
    account = draw(accounts())
    days = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
    lines = st.sampled_from(account.instalments)
    component = st.sampled_from(Component)
    disputes, moves, waivers = [], [], []
    for n in range(draw(st.integers(0, 3))):
        since, until = sorted((draw(days), draw(days)))
        line, part = draw(lines), draw(component)
        open_end = until if draw(st.booleans()) else None
        amount = Money(draw(st.integers(0, 200_000)), account.currency)
        disputes.append(Dispute(f"d{n}", line.id, part, amount, since, open_end))
        moves.append(DueDateMove(f"m{n}", draw(lines).id, draw(days), since, open_end))
        waived = Money(draw(st.integers(0, line.component(part).minor // 4)), account.currency)
        waivers.append(Waiver(f"w{n}", line.id, part, since, waived))
    return replace(account, disputes=tuple(disputes), moves=tuple(moves), waivers=tuple(waivers))


@settings(max_examples=200, deadline=None)
@given(eventful(), st.integers(-100, 60))
def test_the_statement_of_the_page_and_the_rules_agree_to_the_cent(
    account: AccountLedger, offset: int
) -> None:
    day = TODAY + timedelta(days=offset)

    ledger = state(account, as_of=day)
    base = stored(account)
    row = base.execute(STATEMENT, {"day": day.isoformat()}).fetchone()
    base.close()

    def iso(when: date | None) -> str | None:
        return when.isoformat() if when else None

    assert row == (
        account.id, ledger.overdue.minor, ledger.fees_due.minor, ledger.outstanding.minor,
        iso(ledger.oldest_unpaid_due_on), iso(ledger.next_due_on),
    )  # fmt: skip
