"""Where an account stands, in the words of the offers engine: facts, history, what a help would cover now."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.compliance.places import Places
from bot.conversation.turn import Turn
from bot.model.contact import BorrowerFacts
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower, PromiseRow
from bot.model.words import OfferKind, PlanStatus, PromiseStatus, Reason
from bot.offers.case import open_case
from bot.offers.ledger import state
from bot.offers.terms import Budget, Cadence, History, Payday, QuoteFacts

YEAR = timedelta(days=365)


ON_BENEFITS = "on_benefits"
"""A note: she told that she lives on benefits."""


def facts_for(turn: Turn) -> QuoteFacts:
    """Everything an offer may depend on, from the books and from what she told of her month."""
    return quote_facts(
        turn.unit,
        places=turn.house.rules.places,
        account=turn.account,
        borrower=turn.borrower,
        today=turn.today,
        now=turn.now,
        reasons=frozenset(Reason(name) for name in turn.memory.reasons),
        budget=budget_of(turn),
        payday=turn.memory.wish.get("payday"),
    )


def quote_facts(
    unit: Unit,
    *,
    places: Places,
    account: Account,
    borrower: Borrower,
    today: date,
    now: datetime,
    reasons: frozenset[Reason],
    budget: Budget | None = None,
    payday: int | None = None,
) -> QuoteFacts:
    """The same outside a conversation; a payday that she told goes before the one on file.

    The rules of the place where she lives bind beside those of the licence, as they do at the one door: an
    offer that the door would refuse is never made.
    """
    ledger = unit.books.ledger(account)
    payday = payday or borrower.payday
    home = BorrowerFacts(borrower.language.value, residence=borrower.residence, city=borrower.city)
    return QuoteFacts(
        account=account.id,
        regimes=tuple(sorted(places.regimes(account.regimes, home))),
        product=account.product,
        ledger=state(ledger, as_of=today),
        terms=ledger.terms,
        reasons=reasons,
        history=history(unit, account.id, now=now),
        payday=Payday(cadence=Cadence.MONTHLY, day=payday) if payday else None,
        residence=borrower.residence,
        budget=budget,
    )


def budget_of(turn: Turn) -> Budget | None:
    """Income and fixed costs a month, if she told them in this talk."""
    told = turn.memory.wish.get("budget")
    if not told:
        return None
    income, costs = (Money(int(minor), turn.account.currency) for minor in told)
    return Budget(income=income, fixed_costs=costs)


def history(unit: Unit, account_id: str, *, now: datetime) -> History:
    """What happened on an account in the last year.

    A promise that was replaced by a later one still counts as open until one was kept or broken, so
    that replacing may not go on for ever.
    """
    promises = [p for p in unit.books.promises_of(account_id) if p.made_at >= now - YEAR]
    plans = [p for p in unit.books.plans_of(account_id) if p.accepted_at >= now - YEAR]

    def ended(*statuses: PromiseStatus) -> int:
        return sum(p.status in statuses for p in promises)

    def granted(kind: OfferKind) -> int:
        return sum(p.kind == kind.value and p.status is not PlanStatus.CANCELLED for p in plans)

    return History(
        promises_kept=ended(PromiseStatus.KEPT),
        promises_broken=ended(PromiseStatus.BROKEN, PromiseStatus.PARTLY_KEPT),
        promises_open=_open_chain(promises),
        plans_broken=sum(p.status is PlanStatus.BROKEN for p in plans),
        deferrals=granted(OfferKind.DEFERRAL),
        moves_to_end=granted(OfferKind.MOVE_TO_END),
        due_day_changes=granted(OfferKind.CHANGE_DUE_DAY),
        waivers=granted(OfferKind.WAIVER),
        plan_active=unit.books.active_plan(account_id) is not None,
    )


def _open_chain(promises: list[PromiseRow]) -> int:
    count = 0
    for promise in sorted(promises, key=lambda p: p.made_at, reverse=True):
        if promise.status not in (PromiseStatus.OPEN, PromiseStatus.CANCELLED):
            break
        count += 1
    if not any(p.status is PromiseStatus.OPEN for p in promises):
        return 0
    return count


def owed_now(turn: Turn) -> Money:
    """What a help would cover today: all that is due, or the next instalment when it is near; else zero."""
    case = open_case(facts_for(turn), today=turn.today, policy=turn.house.offers)
    return case.owed.total


def covers_now(turn: Turn, kind: OfferKind) -> Money:
    """What an offer of this kind would cover if it were made now."""
    if kind is OfferKind.CHANGE_DUE_DAY:
        return turn.ledger.cure_amount + turn.ledger.next_due_amount
    return owed_now(turn)
