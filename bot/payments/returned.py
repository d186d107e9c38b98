"""Money that went back: what it had kept is open again; the borrower hears of it gently, or a person looks.

A payment that the bank did not carry out after all is told to her once, by the letter that the door lets out.
When she fetched it back herself (a chargeback) something is wrong in her eyes: a person asks, and collection
pauses. What was done with each reversal is kept as audit entries, so that nothing is done or said twice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.conversation.house import House
from bot.model.loan import AccountLedger, ReturnReason, Reversal
from bot.model.rows import PlanRow, PromiseRow
from bot.model.words import HandoffReason, Owner, PlanStatus, PromiseStatus, Purpose
from bot.offers.ledger import LedgerState, state
from bot.offers.lifecycle import RETURNED, Step, plan_undone, promise_undone
from bot.outreach import agreements, reach
from bot.outreach.ask_person import ask_within
from bot.outreach.door import Address, Speaker
from bot.outreach.silent import silent_turn
from bot.payments import closing

log = structlog.get_logger(__name__)
DUE, TOLD, PERSON, QUIET = "due", "told", "person", "quiet"
NEWS_FOR = timedelta(days=14)
"""What went back longer ago is not news any more: the ledger shows it, nobody writes about it."""
LOOK_BACK = timedelta(days=7)
"""How far the sweep looks for reversals whose process died before they were followed."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one sweep did: accounts followed late, borrowers told, left to a person, nothing owed any more."""

    followed: int = 0
    told: int = 0
    person: int = 0
    quiet: int = 0


def follow(speaker: Speaker) -> list[str]:
    """Let promises and plans follow the money that went back, and put down who is to hear of it.

    Returns:
        Ids of the promises and plans that took a step back. The caller commits.
    """
    ledger = speaker.unit.books.ledger(speaker.account)
    today = agreements.today_of(speaker)
    fresh = _not_followed(speaker, [each for each in ledger.reversals if each.on <= today])
    moved = [reference for reversal in fresh for reference in _step_back(speaker, ledger, reversal)]
    for reversal in fresh:
        _note(speaker, reversal.id, _hand_over(speaker, reversal, today=today))
    return list(dict.fromkeys(moved))


def unfollowed(house: House, *, now: datetime) -> list[str]:
    """Accounts whose reversals nobody followed yet, because a process died in between."""
    with house.store.read() as unit:
        recorded = unit.books.reversals_recorded(since=now - LOOK_BACK)
        done = {entry["ref"] for entry in unit.audit.of_refs([key for key, _ in recorded])}
        waiting = [account for key, account in recorded if key not in done]
        return unit.books.to_settle(waiting)


def tell_returns(house: House, now: datetime, *, adapters: Collection[str] | None = None) -> Told:
    """Write to everybody who is to hear that a payment went back, where the door lets it out."""
    with house.store.read() as unit:
        last = {str(entry["ref"]): entry for entry in unit.audit.entries(kind=RETURNED, since=now - NEWS_FOR)}
    due = [(key, str(entry["account"])) for key, entry in last.items() if entry["state"] == DUE]
    done = [_tell(house, key, account, now=now, adapters=adapters) for key, account in due]
    told = Told(told=done.count(TOLD), person=done.count(PERSON), quiet=done.count(QUIET))
    if due:
        log.info("payments_returned", due=len(due), told=told.told, person=told.person, quiet=told.quiet)
    return told


def _not_followed(speaker: Speaker, reversals: list[Reversal]) -> list[Reversal]:
    if not reversals:
        return []
    done = {entry["ref"] for entry in speaker.unit.audit.of_refs([each.id for each in reversals])}
    return [each for each in reversals if each.id not in done]


def _step_back(speaker: Speaker, ledger: AccountLedger, reversal: Reversal) -> list[str]:
    """Everything that counted on a payment goes back as far as it must, as dated rows."""
    paid = next((each for each in ledger.payments if each.id == reversal.payment), None)
    if paid is None:
        return []
    moved = []
    for promise in speaker.unit.books.promises_of(speaker.account.id):
        step = _promise_back(speaker, promise, ledger, paid.received_on)
        if step is not None:
            _transition(speaker, "promise", promise, step, reversal)
            moved.append(promise.id)
    for plan in speaker.unit.books.plans_of(speaker.account.id):
        step = _plan_back(speaker, plan, ledger, paid.received_on)
        if step is not None:
            _transition(speaker, "plan", plan, step, reversal)
            moved.append(plan.id)
    return moved


def _promise_back(speaker: Speaker, row: PromiseRow, ledger: AccountLedger, paid_on: date) -> Step | None:
    promise, ended = agreements.promise_of(speaker, row), _ended_on(speaker, row.id)
    if not promise.made_on <= paid_on <= ended:
        return None
    today = agreements.today_of(speaker)
    step = promise_undone(promise, status=row.status, kept_on=ended, account=ledger, today=today)
    if step is not None and step.to is PromiseStatus.OPEN and _something_else_holds(speaker, row.id):
        return Step(PromiseStatus.BROKEN, today, RETURNED)
    return step


def _plan_back(speaker: Speaker, row: PlanRow, ledger: AccountLedger, paid_on: date) -> Step | None:
    plan, today = agreements.plan_of(speaker, row), agreements.today_of(speaker)
    if plan is None or paid_on < plan.accepted_on:
        return None
    if row.status in (PlanStatus.ACCEPTED, PlanStatus.ACTIVE):
        return Step(row.status, today, RETURNED)  # its dates are open again, with new grace
    if row.status is not PlanStatus.KEPT or paid_on > _ended_on(speaker, row.id):
        return None
    step = plan_undone(plan, status=row.status, account=ledger, today=today)
    if step is None:
        return None
    closing.reopen(speaker, row, on=today)
    if _something_else_holds(speaker, row.id):
        closing.close_broken(speaker, row, on=today)
        return Step(PlanStatus.BROKEN, today, RETURNED)
    return step


def _something_else_holds(speaker: Speaker, reference: str) -> bool:
    """Whether another promise or plan has taken its place since; two never run side by side."""
    books, account = speaker.unit.books, speaker.account.id
    plan = books.active_plan(account)
    open_ones = [p.id for p in books.promises_of(account) if p.status is PromiseStatus.OPEN]
    return (plan is not None and plan.id != reference) or any(key != reference for key in open_ones)


def _ended_on(speaker: Speaker, reference: str) -> date:
    at: datetime = speaker.unit.books.transitions_of(reference)[-1]["at"]
    return at.astimezone(ZoneInfo(speaker.borrower.timezone)).date()


def _transition(
    speaker: Speaker, subject: str, row: PromiseRow | PlanRow, step: Step, reversal: Reversal
) -> None:
    speaker.unit.books.transition(
        subject,
        row.id,
        old=row.status.value,
        new=step.to.value,
        at=speaker.now,
        by="system",
        why=f"{step.why}: {reversal.id}",
    )


def _hand_over(speaker: Speaker, reversal: Reversal, *, today: date) -> str:
    """Who goes on with it: a person for a chargeback or in a talk that she has, else a letter."""
    if reversal.on < today - NEWS_FOR or _anew(speaker, today).cure_amount.minor <= 0:
        return QUIET
    if reversal.reason is ReturnReason.CHARGEBACK:
        silent_turn(speaker).hand_off(HandoffReason.PAYMENT_CLAIM, note=ReturnReason.CHARGEBACK.value)
    elif speaker.conversation.owner is Owner.BOT:
        return DUE
    case = speaker.unit.cases.open_of(speaker.conversation.id)
    if case is not None:
        told = {"amount_minor": reversal.amount.minor, "on": reversal.on.isoformat()}
        speaker.unit.cases.note(case.id, brief={"returned": {**told, "reason": reversal.reason.value}})
    return PERSON


def _anew(speaker: Speaker, today: date) -> LedgerState:
    return state(speaker.unit.books.ledger(speaker.account), as_of=today)


def _tell(
    house: House, reversal_id: str, account_id: str, *, now: datetime, adapters: Collection[str] | None
) -> str | None:
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=now)
        ledger = unit.books.ledger(speaker.account)
        reversal = next((each for each in ledger.reversals if each.id == reversal_id), None)
        paid = next((each for each in ledger.payments if reversal and each.id == reversal.payment), None)
        if reversal is None or paid is None or speaker.ledger.cure_amount.minor <= 0:
            reached = QUIET
        elif speaker.conversation.owner is not Owner.BOT:
            reached = PERSON
        elif agreements.may_serve(speaker):
            back, day = reversal.amount, paid.received_on

            def write(to: Address, link: str) -> reach.Letter:
                return reach.returned_letter(speaker, to, amount=back, paid_on=day, link=link)

            posted = reach.post_first(speaker, write, purpose=Purpose.REMINDER, adapters=adapters)
            if not posted.left:
                if ask_within(speaker, posted.ask):
                    unit.commit()
                return None
            reached = TOLD
        else:
            return None
        _note(speaker, reversal_id, reached)
        unit.commit()
    house.wake(speaker.conversation.id)
    return reached


def _note(speaker: Speaker, reversal_id: str, reached: str) -> None:
    body = {"account": speaker.account.id, "state": reached}
    speaker.unit.audit.append(at=speaker.now, kind=RETURNED, ref=reversal_id[:64], body=body)
