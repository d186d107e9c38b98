"""No cent appears or disappears: any sequence of payments, returns and plans, end to end in storage.

An independent count is kept beside the product: what was billed, what came, what went back. After each
step the ledger on file must agree with it to the cent, on both databases.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.keys import KeyRing
from bot.model.loan import ReturnReason
from bot.model.words import Intent, PlanStatus, PromiseStatus
from bot.offers.ledger import state
from bot.outreach.follow_up import follow_up
from bot.payments.settle import settle
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

BILLED = 2 * 128_000
WISHES = {
    "promise": ("15号还", Intent.PROMISE_TO_PAY),
    "defer": ("月底还行不行", Intent.REQUEST_DEFERRAL),
    "parts": ("分三期", Intent.REQUEST_INSTALMENTS),
    "half": ("今天还500，剩下的20号还", Intent.OFFER_PARTIAL),
}
STEPS = st.one_of(
    st.tuples(st.just("pay"), st.integers(1, 150_000)),
    st.tuples(st.just("pay part"), st.just(0)),
    st.tuples(st.just("pay off"), st.just(0)),
    st.tuples(st.just("back"), st.integers(1, 200_000)),
    st.tuples(st.just("all back"), st.just(0)),
    st.tuples(st.just("agree"), st.sampled_from(sorted(WISHES))),
    st.tuples(st.just("wait"), st.integers(1, 25)),
)


@dataclass
class Count:
    """What came and went, counted by the test alone."""

    came: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)

    @property
    def net(self) -> int:
        return sum(self.came.values()) - sum(self.gone.values())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=1, max_size=9))
def test_no_cent_appears_or_disappears_through_payments_returns_and_plans(
    store: Store, keys: KeyRing, steps: list[tuple[str, object]]
) -> None:
    talk, count = talk_with(store, keys, account=f"A-{uuid.uuid4().hex[:10]}"), Count()
    for step, how in steps:
        do(talk, count, step, how)
        agrees(talk, count)


def do(talk: Talk, count: Count, step: str, how: object) -> None:
    if step == "wait":
        talk.clock.forward(days=int(str(how)))
        follow_up(talk.house, talk.clock(), adapters=set())
    elif step == "agree":
        talk.say(*WISHES[str(how)])
        codes = [code for _, code in talk.last.payload["buttons"] if code.startswith("accept:")]
        if codes:
            talk.press(codes[0])
    elif step in ("back", "all back"):
        give_back(talk, count, int(str(how)) if step == "back" else None)
    else:
        take(talk, count, int(str(how)) or asked(talk, whole=step == "pay off"))


def take(talk: Talk, count: Count, minor: int) -> None:
    key = uuid.uuid4().hex
    if minor <= 0:
        return
    with talk.house.store.write() as unit:
        for first in (True, False):  # the second time is told again and must change nothing
            new = unit.books.add_payment(
                payment_id=key, account_id=talk.account, received_on=today(talk), amount=minor, source="test",
                at=talk.clock(),
            )  # fmt: skip
            assert new is first
        unit.commit()
    count.came[key] = minor
    settle(talk.house, talk.account)


def give_back(talk: Talk, count: Count, most: int | None) -> None:
    for key, minor in list(count.came.items()):
        left = minor - count.gone.get(key, 0)
        part = left if most is None else min(left, most)
        if part <= 0:
            continue
        reversal = uuid.uuid4().hex
        with talk.house.store.write() as unit:
            for first in (True, False):
                new = unit.books.add_reversal(
                    reversal_id=reversal, account_id=talk.account, payment_id=key, on=today(talk),
                    amount=part, reason=ReturnReason.RETURNED, at=talk.clock(),
                )  # fmt: skip
                assert new is first
            unit.commit()
        count.gone[key] = count.gone.get(key, 0) + part
        if most is not None:
            break
    settle(talk.house, talk.account)


def asked(talk: Talk, *, whole: bool) -> int:
    """What the plan asks for next, or all that is owed now."""
    plans = [plan for plan in talk.plans if plan.status is PlanStatus.ACTIVE]
    if plans and not whole:
        return plans[-1].parts[0][1]
    if plans:
        return sum(minor for _, minor in plans[-1].parts)
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account(talk.account))
    return state(ledger, as_of=today(talk)).cure_amount.minor


def today(talk: Talk) -> date:
    return talk.clock().date()


def agrees(talk: Talk, count: Count) -> None:
    with talk.house.store.read() as unit:
        account = unit.books.account(talk.account)
        ledger = unit.books.ledger(account)
        late = {row.account_id: row.overdue for row in unit.books.overdue(as_of=today(talk))}
        steps = [row for plan in talk.plans for row in unit.books.transitions_of(plan.id)]
    for day in (today(talk), today(talk) + timedelta(days=900)):
        seen = state(ledger, as_of=day)
        posted = {each.id: each.amount.minor for each in ledger.charges if each.posted_on <= day}
        charges = sum(posted.values())
        waived = sum(w.amount.minor for w in ledger.waivers if w.in_force(day) and w.item in posted)
        owed = BILLED + charges - waived
        # everything billed and not given up is either paid or still open; what came is paid or credit
        paid = sum(row.paid.minor for row in seen.allocations)
        assert paid + seen.outstanding.minor == owed
        assert paid + seen.credit.minor == count.net
        assert waived <= charges  # help gives up nothing of what was lent
    assert late.get(talk.account, 0) == state(ledger, as_of=today(talk)).overdue.minor  # the same in SQL
    running = [plan for plan in talk.plans if plan.status in (PlanStatus.ACCEPTED, PlanStatus.ACTIVE)]
    promised = [each for each in talk.promises if each.status is PromiseStatus.OPEN]
    assert len(running) + len(promised) <= 1
    assert all(row["by"] and row["why"] for row in steps)
