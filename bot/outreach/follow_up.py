"""What follows an agreement: the step that payments imply, and one gentle talk when it broke.

If the talk stays without an answer, or it was not the first broken one, a person looks. What was done is
kept as audit entries, so that nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.conversation.house import House
from bot.model.ports import Unit
from bot.model.words import (
    HandoffReason,
    Owner,
    PlanStatus,
    PromiseStatus,
    Purpose,
)
from bot.offers.lifecycle import Recovery, Step, after_broken
from bot.offers.terms import History
from bot.outreach import agreements, reach
from bot.outreach.ask_person import ask_within
from bot.outreach.door import Address, Speaker
from bot.outreach.silent import silent_turn
from bot.payments import closing

log = structlog.get_logger(__name__)
RECOVERY = "recovery"
DUE, TALK, CASE, DONE = "due", "talk", "case", "done"
ASKED = "asked"
"""The rules leave the talk to a person: there is a case, and the talk is still due."""
BROKEN = frozenset({PromiseStatus.BROKEN, PromiseStatus.PARTLY_KEPT, PlanStatus.BROKEN})
RECOVERY_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Done:
    """What one sweep did, in numbers."""

    moved: int = 0
    broken: int = 0
    talks: int = 0
    cases: int = 0


def follow_up(house: House, now: datetime, *, adapters: Collection[str] | None = None) -> Done:
    """Move promises and plans along from what was paid; then talk about what broke, or hand it over."""
    with house.store.read() as unit:
        promises, plans = unit.books.open_promises(), unit.books.open_plans()
    steps = [_move(house, "promise", each, account, now=now) for each, account in promises]
    steps += [_move(house, "plan", each, account, now=now) for each, account in plans]
    taken = [step for step in steps if step is not None]
    with house.store.read() as unit:
        last = _stages(unit, now=now)
    outcomes = [
        _recover(
            house,
            str(e["account"]),
            subject,
            str(e["state"]),
            e["at"],
            now=now,
            adapters=adapters,
        )
        for subject, e in last.items()
        if e["state"] in (DUE, TALK)
    ]
    done = Done(
        moved=len(taken),
        broken=sum(step.to in BROKEN for step in taken),
        talks=outcomes.count(TALK),
        cases=outcomes.count(CASE) + outcomes.count(ASKED),
    )
    log.info("follow_up", moved=done.moved, broken=done.broken, talks=done.talks, cases=done.cases)
    return done


def _move(house: House, subject: str, subject_id: str, account_id: str, *, now: datetime) -> Step | None:
    """Take the step that is due in one life; what broke is put down for a talk in the same transaction."""
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=now)
        step: Step | None = None
        if subject == "promise":
            promise = next((p for p in unit.books.promises_of(account_id) if p.id == subject_id), None)
            if promise is not None and promise.status is PromiseStatus.OPEN:
                old, step = promise.status.value, agreements.step_of_promise(speaker, promise)
        else:
            plan = unit.books.active_plan(account_id)
            if plan is not None and plan.id == subject_id:
                old, step = plan.status.value, agreements.step_of_plan(speaker, plan)
        if step is None:
            return None
        unit.books.transition(
            subject, subject_id, old=old, new=step.to.value, at=now, by="system", why=step.why
        )
        if subject == "plan" and plan is not None:
            if step.to is PlanStatus.KEPT:
                closing.close_kept(speaker, plan, on=step.on)
            elif step.to in BROKEN:
                closing.close_broken(speaker, plan, on=step.on)
        if step.to in BROKEN:
            _note(unit, speaker, subject_id, DUE)
        unit.commit()
        return step


def _recover(
    house: House,
    account_id: str,
    subject: str,
    stage: str,
    since: datetime,
    *,
    now: datetime,
    adapters: Collection[str] | None,
) -> str | None:
    """Go one step on after a broken agreement: a talk once, then a person; nothing when it is settled."""
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=now)
        latest = _stages(unit, now=now, ref=speaker.conversation.id).get(subject)
        if latest is None or (latest["state"], latest["at"]) != (stage, since):
            return None  # another run went this step while we waited for the borrower
        reached: str | None = None
        if _settled(speaker):
            reached = DONE
        elif speaker.conversation.owner is not Owner.BOT:
            return None
        elif stage == TALK:
            answered = any(
                c.direction == "inbound" and c.at >= since
                for c in unit.record.contacts(speaker.borrower.id, since=since)
            )
            if answered:
                reached = DONE
            elif now >= since + house.strategy.answer_within:
                reached = CASE
        elif _next(speaker) is Recovery.PERSON:
            reached = CASE
        elif agreements.may_serve(speaker):

            def write(to: Address, link: str) -> reach.Letter:
                return reach.broken_letter(speaker, to, link=link)

            posted = reach.post_first(speaker, write, purpose=Purpose.REMINDER, adapters=adapters)
            reached = TALK if posted.left else None
            if ask_within(speaker, posted.ask):
                unit.commit()
                return ASKED
        if reached is None:
            return None
        if reached == CASE:
            _open_case(speaker, subject)
        _note(unit, speaker, subject, reached)
        unit.commit()
    house.wake(speaker.conversation.id)
    return reached


def _stages(unit: Unit, *, now: datetime, ref: str | None = None) -> dict[str, dict[str, Any]]:
    """The last step taken after each broken agreement, of one conversation or of all."""
    entries = unit.audit.entries(kind=RECOVERY, since=now - RECOVERY_FOR, ref=ref)
    return {str(entry["subject"]): entry for entry in entries}


def _settled(speaker: Speaker) -> bool:
    """Whether there is nothing to recover any more: paid, or agreed anew."""
    if speaker.ledger.cure_amount.minor <= 0 or speaker.unit.books.active_plan(speaker.account.id):
        return True
    promises = speaker.unit.books.promises_of(speaker.account.id)
    return any(promise.status is PromiseStatus.OPEN for promise in promises)


def _next(speaker: Speaker) -> Recovery:
    books, account = speaker.unit.books, speaker.account.id
    history = History(
        promises_broken=sum(p.status in BROKEN for p in books.promises_of(account)),
        plans_broken=sum(p.status in BROKEN for p in books.plans_of(account)),
    )
    return after_broken(history, reoffers=speaker.house.offers.negotiation.reoffers_after_broken)


def _note(unit: Unit, speaker: Speaker, subject: str, stage: str) -> None:
    body = {"subject": subject, "account": speaker.account.id, "state": stage}
    unit.audit.append(at=speaker.now, kind=RECOVERY, ref=speaker.conversation.id, body=body)


def _open_case(speaker: Speaker, subject: str) -> None:
    """Give it to a person, with a brief from stored facts; there is no message behind it."""
    silent_turn(speaker).hand_off(HandoffReason.BROKEN_PROMISE, note=subject)
