from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.errors import Conflict
from bot.model.loan import Payment, Reversal
from bot.model.money import Money
from bot.model.promise import Plan, PlanPart, Promise
from bot.model.words import OfferKind, PlanStatus, PromiseStatus
from bot.offers.booking import book, settle_early
from bot.offers.jsonform import wish_from_json
from bot.offers.ledger import state, state_of_totals
from bot.offers.lifecycle import (
    PLAN_STEPS,
    PROMISE_STEPS,
    Recovery,
    Step,
    after_broken,
    cure_step,
    move_plan,
    move_promise,
    plan_progress,
    plan_step,
    promise_step,
    reminder_dates,
    unearned_cost,
)
from bot.offers.negotiate import counter
from bot.offers.terms import AnswerStatus, Budget, History, Offer, QuoteFacts
from bot.offers.weak import Mark, Weakness, weak_marks
from tests.unit.offers.generated import TODAY, accounts, sample_account, sample_facts, shipped_policy, wishes

POLICY = shipped_policy()
PROMISE = Promise("P", "A1", Money(10_000, "CNY"), TODAY, date(2026, 3, 15), grace_days=2)


def paid(day: int, minor: int, *, id: str = "x", month: int = 3) -> Payment:
    return Payment(id, date(2026, month, day), Money(minor, "CNY"))


def after(*payments: Payment, day: int, reversals: tuple[Reversal, ...] = ()) -> Step | None:
    return promise_step(
        PROMISE, status=PromiseStatus.OPEN, payments=payments, reversals=reversals, today=date(2026, 3, day)
    )


def test_a_promise_is_kept_on_the_day_its_money_is_complete() -> None:
    assert after(paid(11, 4_000), paid(14, 6_000, id="y"), day=14) == Step(
        PromiseStatus.KEPT, date(2026, 3, 14), "paid_in_full"
    )


def test_the_grace_time_keeps_a_promise_and_the_day_after_breaks_it() -> None:
    assert after(day=17) is None
    assert after(paid(17, 10_000), day=30) == Step(PromiseStatus.KEPT, date(2026, 3, 17), "paid_in_full")
    assert after(paid(18, 10_000), day=18) == Step(PromiseStatus.BROKEN, date(2026, 3, 18), "grace_over")


def test_one_cent_short_is_partly_kept() -> None:
    assert after(paid(15, 9_999), day=18) == Step(
        PromiseStatus.PARTLY_KEPT, date(2026, 3, 18), "paid_in_part"
    )


def test_money_from_before_the_promise_or_taken_back_does_not_keep_it() -> None:
    undone = (Reversal("r", "x", date(2026, 3, 16), Money(10_000, "CNY")),)

    assert after(paid(9, 10_000), day=18) == Step(PromiseStatus.BROKEN, date(2026, 3, 18), "grace_over")
    assert after(paid(12, 10_000), day=18, reversals=undone) == Step(
        PromiseStatus.BROKEN, date(2026, 3, 18), "grace_over"
    )


def test_a_closed_promise_never_moves_again() -> None:
    for end in set(PromiseStatus) - set(PROMISE_STEPS):
        assert promise_step(PROMISE, status=end, payments=(), today=date(2027, 1, 1)) is None
        for to in PromiseStatus:
            with pytest.raises(Conflict):
                move_promise(end, to)
    assert move_promise(PromiseStatus.OPEN, PromiseStatus.KEPT) is PromiseStatus.KEPT


def plan() -> Plan:
    zero = Money(0, "CNY")
    parts = tuple(PlanPart(date(2026, month, 15), Money(5_000, "CNY"), zero, zero) for month in (3, 4, 5))
    return Plan("L", "A1", OfferKind.INSTALMENT, "offer", TODAY, parts, zero, grace_days=3)


def step(*payments: Payment, on: date, status: PlanStatus = PlanStatus.ACTIVE) -> Step | None:
    return plan_step(plan(), status=status, payments=payments, today=on)


def test_a_plan_begins_performs_and_is_kept() -> None:
    parts = [paid(15, 5_000, id=f"m{month}", month=month) for month in (3, 4, 5)]

    assert step(on=TODAY, status=PlanStatus.ACCEPTED) is None
    assert step(on=date(2026, 3, 11), status=PlanStatus.ACCEPTED) == Step(
        PlanStatus.ACTIVE, date(2026, 3, 11), "begun"
    )
    assert step(*parts[:2], on=date(2026, 5, 10)) is None
    assert step(*parts, on=date(2026, 5, 15)) == Step(PlanStatus.KEPT, date(2026, 5, 15), "paid_in_full")


def test_early_payoff_keeps_a_plan() -> None:
    assert step(paid(20, 15_000), on=date(2026, 3, 20)) == Step(
        PlanStatus.KEPT, date(2026, 3, 20), "paid_early"
    )


def test_a_missed_date_breaks_a_plan_only_after_its_grace_time() -> None:
    assert step(paid(15, 4_999), on=date(2026, 3, 18)) is None
    assert step(paid(15, 4_999), on=date(2026, 3, 25)) == Step(
        PlanStatus.BROKEN, date(2026, 3, 19), "grace_over"
    )


def test_progress_says_what_is_next_and_what_would_finish_it() -> None:
    progress = plan_progress(plan(), payments=(paid(15, 7_000),), today=date(2026, 4, 1))

    assert (progress.next_due_on, progress.next_due_amount.minor) == (date(2026, 4, 15), 3_000)
    assert (progress.payoff.minor, progress.behind.minor) == (8_000, 0)


def test_a_closed_plan_never_moves_again() -> None:
    for end in set(PlanStatus) - set(PLAN_STEPS):
        assert plan_step(plan(), status=end, payments=(), today=date(2027, 1, 1)) is None
        for to in PlanStatus:
            with pytest.raises(Conflict):
                move_plan(end, to)
    assert move_plan(PlanStatus.OFFERED, PlanStatus.ACCEPTED) is PlanStatus.ACCEPTED


@settings(max_examples=150, deadline=None)
@given(accounts(), st.data())
def test_whatever_is_agreed_and_then_paid_leaves_the_ledger_exact(
    account: object, data: st.DataObject
) -> None:
    """Book any accepted offer, pay its parts on their dates: what is left is what was left, to the cent."""
    assert isinstance(account, type(sample_account()))
    before = state(account, as_of=TODAY)
    known = QuoteFacts("A1", ("CN",), "online_consumer_loan", before, terms=account.terms, residence="CN")
    wish = data.draw(wishes(currency="CNY"))
    answer = counter(known, wish, round=1, today=TODAY, policy=POLICY)
    if answer.status is not AnswerStatus.ACCEPTED or answer.offer is None:
        return
    offer = answer.offer
    booked = book(offer, account, on=TODAY, id="plan")
    last = max([TODAY, *(part.due_on for part in offer.parts)])
    followed = replace(
        account,
        charges=(*(c for c in account.charges if c.posted_on <= TODAY), *booked.charges),
        waivers=booked.waivers,
        moves=booked.moves,
        payments=(
            *(p for p in account.payments if p.received_on <= TODAY),
            *(Payment(f"part{n}", part.due_on, part.total) for n, part in enumerate(offer.parts)),
        ),
        reversals=tuple(r for r in account.reversals if r.on <= TODAY),
    )
    followed = replace(
        followed,
        reversals=tuple(r for r in followed.reversals if r.payment in {p.id for p in followed.payments}),
    )

    end = state(followed, as_of=last)

    unbooked = (
        offer.extra_cost if booked.promise else Money(0, "CNY")
    )  # late interest is the lender's to post
    assert end.outstanding - end.credit == before.outstanding - before.credit - offer.covers - unbooked
    if booked.plan is not None:
        assert booked.plan.total == offer.total
    if booked.moves:
        assert state(followed, as_of=TODAY).days_past_due == 0


def test_a_broken_deferral_is_withdrawn_and_the_old_dates_count_again() -> None:
    account = sample_account()
    known = sample_facts()
    wish = wish_from_json({"kind": "deferral", "days": 10}, currency="CNY")
    offer = counter(known, wish, round=1, today=TODAY, policy=POLICY).offer
    assert offer is not None
    booked = book(offer, account, on=TODAY, id="D")
    withdrawn = tuple(replace(move, until=date(2026, 3, 24)) for move in booked.moves)

    deferred, broken = (replace(account, moves=moves) for moves in (booked.moves, withdrawn))

    assert state(deferred, as_of=date(2026, 3, 24)).days_past_due == 4
    assert state(broken, as_of=date(2026, 3, 24)).days_past_due == 19


def test_a_weak_promise_is_put_before_a_person_ahead_of_its_date() -> None:
    marked = weak_marks(
        amount=Money(200_000, "CNY"), due_on=date(2026, 3, 20), exact_date=False, made_on=TODAY,
        history=History(promises_broken=2), budget=Budget(Money(400_000, "CNY"), Money(0, "CNY")),
        policy=POLICY.weak_promise,
    )  # fmt: skip

    assert marked == Weakness(tuple(Mark), date(2026, 3, 19))


def test_a_plain_promise_is_nobody_s_concern_and_how_many_marks_are_is_policy() -> None:
    def marks(exact: bool, at: int = POLICY.weak_promise.to_person_at) -> Weakness:
        return weak_marks(
            amount=Money(100, "CNY"), due_on=TODAY + timedelta(days=3), exact_date=exact, made_on=TODAY,
            history=History(), budget=None, policy=replace(POLICY.weak_promise, to_person_at=at),
        )  # fmt: skip

    assert marks(True) == Weakness((), None)
    assert marks(False) == Weakness((Mark.VAGUE_DATE,), TODAY + timedelta(days=2))
    assert marks(False, at=2) == Weakness((Mark.VAGUE_DATE,), None)


def accepted(**wish: object) -> Offer:
    proposal = wish_from_json(wish, currency="CNY")
    offer = counter(sample_facts(), proposal, round=1, today=TODAY, policy=POLICY).offer
    assert offer is not None
    return offer


def test_paying_off_early_pays_only_for_the_time_that_passed() -> None:
    account, offer = sample_account(), accepted(parts=3, every="monthly")
    booked = book(offer, account, on=TODAY, id="L")
    assert booked.plan is not None
    day = date(2026, 3, 16)

    unearned = unearned_cost(booked.plan, on=day)
    payoff = booked.plan.total - unearned
    enough, short = (
        plan_step(
            booked.plan, status=PlanStatus.ACTIVE, payments=(Payment("p3", day, amount),), today=day
        )
        for amount in (payoff, payoff - Money(1, "CNY"))
    )  # fmt: skip
    waiver = settle_early(booked.plan, on=day)
    assert waiver is not None
    settled = replace(
        account,
        charges=(*account.charges, *booked.charges),
        waivers=(waiver,),
        payments=(*account.payments, Payment("p3", day, payoff)),
    )

    assert Money(0, "CNY") < unearned < offer.extra_cost
    assert (enough, short) == (Step(PlanStatus.KEPT, day, "paid_early"), None)
    before, after_ = state(account, as_of=TODAY), state(settled, as_of=date(2026, 5, 15))
    assert before.outstanding - after_.outstanding == offer.covers
    assert unearned_cost(booked.plan, on=date(2026, 5, 15)) == Money(0, "CNY")
    assert settle_early(booked.plan, on=date(2026, 5, 15)) is None


def test_a_payment_taken_back_later_does_not_finish_a_plan_but_its_replacement_does() -> None:
    undone = (Reversal("r", "a", date(2026, 3, 20), Money(15_000, "CNY")),)

    def step_(*payments: Payment, on: date) -> Step | None:
        return plan_step(plan(), status=PlanStatus.ACTIVE, payments=payments, reversals=undone, today=on)

    first, second = paid(16, 15_000, id="a"), paid(22, 15_000, id="b")
    assert step_(first, on=date(2026, 3, 18)) == Step(PlanStatus.KEPT, date(2026, 3, 16), "paid_early")
    assert step_(first, on=date(2026, 3, 20)) == Step(PlanStatus.BROKEN, date(2026, 3, 20), "grace_over")
    assert step_(first, second, on=date(2026, 3, 22)) == Step(
        PlanStatus.KEPT, date(2026, 3, 22), "paid_early"
    )


def test_one_broken_promise_starts_a_talk_and_the_next_goes_to_a_person() -> None:
    reoffers = POLICY.negotiation.reoffers_after_broken

    assert after_broken(History(promises_broken=1), reoffers=reoffers) is Recovery.TALK
    assert after_broken(History(promises_broken=1, plans_broken=1), reoffers=reoffers) is Recovery.PERSON


def test_a_cure_closes_what_is_open_but_not_a_plan_that_still_runs() -> None:
    current = state_of_totals(overdue=Money(0, "CNY"), days_past_due=0, as_of=TODAY)
    late = state_of_totals(overdue=Money(1, "CNY"), days_past_due=1, as_of=TODAY)

    assert cure_step(PromiseStatus.OPEN, ledger=current) == Step(PromiseStatus.KEPT, TODAY, "cured")
    assert cure_step(PlanStatus.OFFERED, ledger=current) == Step(PlanStatus.CANCELLED, TODAY, "cured")
    assert cure_step(PlanStatus.ACTIVE, ledger=current) is None
    assert cure_step(PromiseStatus.OPEN, ledger=late) is None


def test_reminders_come_before_each_date_and_never_in_the_past() -> None:
    days = reminder_dates(plan().parts, days_before=(3, 1), after=date(2026, 3, 12))

    assert days == tuple(
        date(2026, month, day) for month, day in ((3, 14), (4, 12), (4, 14), (5, 12), (5, 14))
    )
