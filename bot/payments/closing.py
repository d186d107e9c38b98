"""What the end of an arrangement leaves in the ledger: waivers, unearned cost, dates in force again."""

from __future__ import annotations

from datetime import date

from bot.model.rows import PlanRow
from bot.offers.booking import settle_early
from bot.outreach.agreements import plan_of
from bot.outreach.door import Speaker


def close_kept(speaker: Speaker, row: PlanRow, *, on: date) -> None:
    """It was kept: what it gave up is given up now, and waiting that was not needed costs nothing."""
    for number, waiver in enumerate(row.body.get("waivers") or ()):
        speaker.unit.books.add_ledger_fact(
            account_id=speaker.account.id,
            kind="waiver",
            item=str(waiver["item"]),
            component=str(waiver["component"]),
            amount=int(waiver["amount"]),
            since=on,
            at=speaker.now,
            fact_id=f"{_mark(row)}{number}-{speaker.unit.new_id()[:12]}",
        )
    _give_back_unearned(speaker, row, on=on)


def reopen(speaker: Speaker, row: PlanRow, *, on: date) -> None:
    """The money that had kept it went back: what was given up because of it is owed again."""
    speaker.unit.books.end_waivers(_mark(row), on=on)


def close_broken(speaker: Speaker, row: PlanRow, *, on: date) -> None:
    """It was not kept: the moved dates end, so the contract counts again; unearned cost falls away."""
    speaker.unit.books.end_moves(row.id, on=on)
    _give_back_unearned(speaker, row, on=on)


def _give_back_unearned(speaker: Speaker, row: PlanRow, *, on: date) -> None:
    plan = plan_of(speaker, row)
    charged = {charge.id for charge in speaker.unit.books.ledger(speaker.account).charges}
    waiver = settle_early(plan, on=on) if plan else None
    if waiver is None or waiver.item not in charged:
        return
    speaker.unit.books.add_ledger_fact(
        account_id=speaker.account.id,
        kind="waiver",
        item=waiver.item,
        component=waiver.component.value,
        amount=waiver.amount.minor,
        since=waiver.on,
        at=speaker.now,
        fact_id=f"{_mark(row)}e-{speaker.unit.new_id()[:12]}",
    )


def _mark(row: PlanRow) -> str:
    """How the ids of waivers begin that the end of an arrangement wrote."""
    return f"{row.id}-end-"
