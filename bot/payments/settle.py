"""What follows when money arrived: promise and plan move along, a cure closes all, a thank-you is said.

Called for every payment, wherever it came from. What broke is not decided here but by the daily follow-up,
which also begins the talk about it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.handoff.weak_case import end_weak_case
from bot.model.money import Money
from bot.model.talk import Say
from bot.model.words import FactKind, HandoffReason, Owner, PlanStatus, PromiseStatus, Purpose
from bot.offers.ledger import state
from bot.offers.lifecycle import plan_progress
from bot.outreach import agreements, reach
from bot.outreach.door import Speaker, address_of, render, speak
from bot.payments import returned
from bot.payments.closing import close_kept

ENDS_WITH_CURE = frozenset(
    {
        HandoffReason.PAYMENT_CLAIM,
        HandoffReason.BROKEN_PROMISE,
        HandoffReason.WEAK_PROMISE,
        HandoffReason.OUTSIDE_AUTHORITY,
    }
)
"""Cases that nobody has taken yet and that have no point once nothing is overdue."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a payment led to.

    Args:
        moved: ids of promises and plans that took a step.
        cured: nothing is overdue and nothing agreed is open any more.
        thanked: a thank-you passed the door.
    """

    moved: tuple[str, ...] = ()
    cured: bool = False
    thanked: bool = False


def settle(house: House, account_id: str, *, amount: Money | None = None, answering: bool = False) -> Settled:
    """Let an account's agreements follow its payments, and say thank you.

    Args:
        house: the house.
        account_id: whose money arrived.
        amount: what arrived; without it nothing is said.
        answering: she is at it right now (the hosted page), so the thank-you is an answer; otherwise it is
            a confirmation that we start, and the door may hold it back.
    """
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=house.clock())
        settled = settle_in(speaker, amount=amount, answering=answering)
        unit.commit()
    house.wake(speaker.conversation.id)
    return settled


def settle_in(speaker: Speaker, *, amount: Money | None, answering: bool) -> Settled:
    """The same in an open transaction, with the borrower held."""
    moved = returned.follow(_anew(speaker))
    talk = speaker.unit.talks.get(speaker.conversation.id)
    fresh = _anew(replace(speaker, conversation=talk))
    moved += [*_promises(fresh), *_plan(fresh)]
    fresh = _anew(fresh)
    open_plan = fresh.unit.books.active_plan(fresh.account.id)
    cured = fresh.ledger.cure_amount.minor <= 0 and open_plan is None
    if cured:
        fresh = _close(fresh)
    end_weak_case(fresh.unit, fresh.conversation.id, at=fresh.now)
    thanked = amount is not None and _thank(fresh, amount, moved=moved, cured=cured, answering=answering)
    return Settled(tuple(moved), cured, thanked)


def _anew(speaker: Speaker) -> Speaker:
    today = agreements.today_of(speaker)
    account = speaker.unit.books.account(speaker.account.id)
    ledger = state(speaker.unit.books.ledger(account), as_of=today)
    return replace(speaker, account=account, ledger=ledger)


def _promises(speaker: Speaker) -> list[str]:
    moved = []
    for promise in speaker.unit.books.promises_of(speaker.account.id):
        if promise.status is not PromiseStatus.OPEN:
            continue
        step = agreements.step_of_promise(speaker, promise)
        if step is not None and step.to is PromiseStatus.KEPT:
            speaker.unit.books.transition(
                "promise",
                promise.id,
                old=promise.status.value,
                new=step.to.value,
                at=speaker.now,
                by="system",
                why=step.why,
            )
            moved.append(promise.id)
    return moved


def _plan(speaker: Speaker) -> list[str]:
    row = speaker.unit.books.active_plan(speaker.account.id)
    if row is None or agreements.plan_of(speaker, row) is None:
        return []
    step = agreements.step_of_plan(speaker, row)
    if step is None or step.to not in (PlanStatus.KEPT, PlanStatus.ACTIVE):
        return []
    speaker.unit.books.transition(
        "plan", row.id, old=row.status.value, new=step.to.value, at=speaker.now, by="system", why=step.why
    )
    if step.to is PlanStatus.KEPT:
        close_kept(speaker, row, on=step.on)
    return [row.id]


def _close(speaker: Speaker) -> Speaker:
    """Nothing is overdue any more: the claim to have paid is settled, and cases about paying are closed."""
    unit, talk = speaker.unit, speaker.conversation
    for fact in unit.record.facts(speaker.borrower.id, in_force_at=speaker.now):
        if fact.kind is FactKind.PAYMENT_CLAIMED and fact.account_id in (None, speaker.account.id):
            unit.record.lift(fact.id, at=speaker.now, by="system", why="cured")
    case = unit.cases.open_of(talk.id) if talk.id else None
    if case is None or case.status != "queued" or case.reason not in ENDS_WITH_CURE:
        return speaker
    unit.cases.close(case.id, outcome="paid", at=speaker.now)
    if talk.owner is Owner.WAITING_FOR_AGENT:
        talk = unit.talks.hand_over(talk, to=Owner.BOT, agent_id=None, at=speaker.now)
    return replace(speaker, conversation=talk)


def _thank(speaker: Speaker, amount: Money, *, moved: list[str], cured: bool, answering: bool) -> bool:
    if speaker.conversation.owner is not Owner.BOT:
        return False
    return tell(speaker, _words(speaker, amount, moved=moved, cured=cured), answering=answering)


def tell(speaker: Speaker, say: Say, *, answering: bool, neutral: str = "utter_payment_neutral") -> bool:
    """Say one sentence where she was last seen; to somebody unverified only the neutral one.

    Returns:
        Whether it passed the door; false too when she has never opened the chat.
    """
    sessions = speaker.unit.talks.sessions_of(speaker.conversation.id)
    if not sessions:
        return False
    here = sessions[0].is_verified(now=speaker.now)
    said = say if here else Say(neutral, {"lender": speaker.account.lender}, reveals=False)
    line = render(replace(speaker, verified=here), [said])[0]
    spoken = speak(
        replace(speaker, verified=here),
        text=line.text,
        to=address_of(sessions[0]),
        purpose=Purpose.CONFIRMATION,
        reveals=here,
        reply=answering,
        amounts=tuple(value for value in said.facts.values() if isinstance(value, Money)),
    )
    return spoken.left


def _words(speaker: Speaker, amount: Money, *, moved: list[str], cured: bool) -> Say:
    facts = {"lender": speaker.account.lender, "amount": amount}
    row = speaker.unit.books.active_plan(speaker.account.id)
    plan = agreements.plan_of(speaker, row) if row else None
    if plan is not None:
        ledger = speaker.unit.books.ledger(speaker.account)
        today = speaker.now.astimezone(ZoneInfo(speaker.borrower.timezone)).date()
        left = plan_progress(plan, payments=ledger.payments, reversals=ledger.reversals, today=today)
        more = {"due_on": left.next_due_on or today, "next_amount": left.next_due_amount}
        return Say("utter_payment_next", {**facts, **more})
    done = {p.id for p in speaker.unit.books.plans_of(speaker.account.id)} & set(moved)
    if cured and done:
        return Say("utter_payment_plan_done", facts)
    if cured:
        return Say("utter_thank_you_cured", facts)
    return Say("utter_payment_rest", {**facts, "rest": speaker.ledger.cure_amount})
