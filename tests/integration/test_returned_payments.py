"""Money that goes back: webhook, import and API; what it had kept is open again; she hears of it gently."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlparse

import orjson
import pytest

from bot.channels.pay_sandbox import HEADER
from bot.keys import KeyRing
from bot.model.errors import BadInput, Conflict, UnknownThing
from bot.model.loan import ReturnReason
from bot.model.words import Channel, HandoffReason, Intent, Owner, PlanStatus, PromiseStatus
from bot.offers.ledger import state
from bot.outreach.follow_up import follow_up
from bot.payments import returned
from bot.payments.receive import receive
from bot.payments.returned import Told, tell_returns
from bot.payments.settle import settle
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

SMS = "+8613800004821"
ALL = {"sms", "telegram"}


@pytest.fixture
def talk(store: Store, keys: KeyRing) -> Talk:
    """A borrower who owes 1,280.00 since five days and can be reached by SMS."""
    return reachable(store, keys, "zh")


@pytest.fixture(params=["zh", "en"])
def either(store: Store, keys: KeyRing, request: pytest.FixtureRequest) -> Talk:
    """The same in either language."""
    return reachable(store, keys, request.param)


SAYS = {
    "CNY": {"how": "怎么还", "much": "我现在欠多少", "person": "转人工", "back": ("银行在", "退回了")},
    "GBP": {"how": "how do I pay", "much": "how much do I owe now", "person": "a person please",
            "back": ("the bank sent back",)},
}  # fmt: skip
"""What she says and reads, by the currency of her account."""


def says(talk: Talk) -> dict[str, Any]:
    return SAYS[currency_of(talk)]


def currency_of(talk: Talk) -> str:
    with talk.house.store.read() as unit:
        return unit.books.account(talk.account).currency


def reachable(store: Store, keys: KeyRing, language: str) -> Talk:
    made = talk_with(store, keys, language=language)
    if language == "en":
        made.clock.forward(hours=8)  # noon where she lives
    with store.write() as unit:
        unit.people.add_point(
            borrower_id="B-A1", channel=Channel.SMS, adapter="sms", address=SMS,
            address_key=keys.digest("address", SMS), consent_at=made.clock() - timedelta(days=30),
        )  # fmt: skip
        unit.commit()
    return made


def token_of(talk: Talk) -> str:
    return PurePosixPath(urlparse(str(talk.card("pay")["url"])).path).name


def pay(talk: Talk, minor: int) -> str:
    token = token_of(talk)
    body, headers = talk.provider.message(
        token, paid=True, minor=minor, currency=currency_of(talk), now=talk.clock(), attempt="1"
    )
    assert receive(talk.house, body, headers=headers).status == "booked"
    return token


def goes_back(talk: Talk, token: str, minor: int, *, number: str = "1", chargeback: bool = False) -> str:
    talk.clock.forward(seconds=7)
    body, headers = talk.provider.returned(
        token, minor=minor, currency=currency_of(talk), now=talk.clock(), number=number, chargeback=chargeback
    )
    return receive(talk.house, body, headers=headers).status


def cure_amount(talk: Talk) -> int:
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
        return state(ledger, as_of=talk.clock().date()).cure_amount.minor


def last_row(talk: Talk, reference: str) -> tuple[str, str, str, str]:
    with talk.house.store.read() as unit:
        row = unit.books.transitions_of(reference)[-1]
    return row["from_status"], row["to_status"], row["by"], row["why"].split(":")[0]


def promise_five_days(talk: Talk) -> None:
    with talk.house.store.write() as unit:
        unit.books.add_promise(
            borrower_id="B-A1", account_id="A1", offer_id=None, amount=128_000,
            due_on=talk.clock().date() + timedelta(days=5), weak=(), at=talk.clock(), by="borrower",
        )  # fmt: skip
        unit.commit()


def three_parts(talk: Talk) -> int:
    talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))
    return talk.plans[-1].parts[0][1]


# what it had kept ------------------------------------------------------------------------------------


def test_a_kept_promise_is_open_again_with_who_and_why_and_a_new_time_of_grace(talk: Talk) -> None:
    promise_five_days(talk)
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    token = pay(talk, 128_000)
    assert talk.promises[-1].status is PromiseStatus.KEPT
    talk.clock.forward(days=9)  # long past date and grace

    assert goes_back(talk, token, 128_000) == "returned"

    assert cure_amount(talk) == 128_000
    assert talk.promises[-1].status is PromiseStatus.OPEN
    assert last_row(talk, talk.promises[-1].id) == ("kept", "open", "system", "payment_returned")
    follow_up(talk.house, talk.clock(), adapters=ALL)
    assert talk.promises[-1].status is PromiseStatus.OPEN  # she gets days to mend it
    talk.clock.forward(days=4)
    follow_up(talk.house, talk.clock(), adapters=ALL)
    assert talk.promises[-1].status is PromiseStatus.BROKEN


def test_paid_once_more_after_it_went_back_the_promise_is_kept_after_all(talk: Talk) -> None:
    promise_five_days(talk)
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    goes_back(talk, pay(talk, 128_000), 128_000)
    talk.clock.forward(days=1)
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)

    pay(talk, 128_000)

    assert talk.promises[-1].status is PromiseStatus.KEPT
    assert cure_amount(talk) == 0


def test_a_part_that_went_back_and_was_not_needed_for_the_promise_changes_nothing_of_it(talk: Talk) -> None:
    promise_five_days(talk)
    with talk.house.store.write() as unit:
        for key in ("P1", "P2"):
            unit.books.add_payment(
                payment_id=key, account_id="A1", received_on=talk.clock().date(), amount=128_000,
                source="test", at=talk.clock(),
            )  # fmt: skip
        unit.commit()
    settle(talk.house, "A1")
    reverse(talk, "R1", "P2", 128_000)

    settle(talk.house, "A1")

    assert talk.promises[-1].status is PromiseStatus.KEPT


def reverse(
    talk: Talk, key: str, payment: str, minor: int, reason: ReturnReason = ReturnReason.RETURNED
) -> bool:
    with talk.house.store.write() as unit:
        new = unit.books.add_reversal(
            reversal_id=key, account_id="A1", payment_id=payment, on=talk.clock().date(), amount=minor,
            reason=reason, at=talk.clock(),
        )  # fmt: skip
        unit.commit()
    return new


def test_a_plan_part_is_open_again_and_collection_stays_stopped_while_there_is_grace(talk: Talk) -> None:
    first = three_parts(talk)
    token = pay_part(talk, first)
    talk.clock.forward(days=(talk.plans[-1].parts[0][0] - talk.clock().date()).days + 9)

    goes_back(talk, token, first)

    assert talk.plans[-1].status is PlanStatus.ACTIVE
    assert last_row(talk, talk.plans[-1].id) == ("active", "active", "system", "payment_returned")
    follow_up(talk.house, talk.clock(), adapters=ALL)
    assert talk.plans[-1].status is PlanStatus.ACTIVE
    talk.clock.forward(days=4)
    follow_up(talk.house, talk.clock(), adapters=ALL)
    assert talk.plans[-1].status is PlanStatus.BROKEN


def pay_part(talk: Talk, minor: int) -> str:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    assert talk.card("pay")["minor"] == minor
    return pay(talk, minor)


def test_a_finished_plan_runs_again_and_what_it_gave_up_early_is_owed_again(talk: Talk) -> None:
    three_parts(talk)
    before = sum_owed(talk)
    plan = talk.plans[-1]
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(),
            amount=sum(part for _, part in plan.parts), source="test", at=talk.clock(),
        )  # fmt: skip
        unit.commit()
    settle(talk.house, "A1")
    assert talk.plans[-1].status is PlanStatus.KEPT

    reverse(talk, "R1", "P1", sum(part for _, part in plan.parts))
    settle(talk.house, "A1")

    assert talk.plans[-1].status is PlanStatus.ACTIVE
    assert last_row(talk, plan.id)[:2] == ("kept", "active")
    assert sum_owed(talk) == before
    assert talk.card("receipt")["reference"] == plan.id


def sum_owed(talk: Talk) -> int:
    """Everything billed and not given up or paid, due or not, far in the future."""
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
    return state(ledger, as_of=talk.clock().date() + timedelta(days=900)).outstanding.minor


def test_a_kept_promise_whose_place_was_taken_is_broken_and_never_runs_beside_another(talk: Talk) -> None:
    promise_five_days(talk)
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    token = pay(talk, 128_000)
    talk.clock.forward(days=30)  # the next instalment is late by now
    promise_five_days(talk)

    goes_back(talk, token, 128_000)

    assert [p.status for p in talk.promises] == [PromiseStatus.BROKEN, PromiseStatus.OPEN]


def test_a_kept_plan_whose_place_was_taken_ends_without_the_cost_it_never_earned(talk: Talk) -> None:
    three_parts(talk)
    plan = talk.plans[-1]
    whole = sum(part for _, part in plan.parts)
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=whole, source="test",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()
    settle(talk.house, "A1")
    talk.clock.forward(days=10)
    promise_five_days(talk)

    reverse(talk, "R1", "P1", whole)
    settle(talk.house, "A1")

    assert talk.plans[-1].status is PlanStatus.BROKEN
    today = talk.clock().date()
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
    cost = next(charge for charge in ledger.charges if charge.id == f"{plan.id}-cost")
    given = sum(w.amount.minor for w in ledger.waivers if w.item == cost.id and w.in_force(today))
    assert 0 < given < cost.amount.minor


# once --------------------------------------------------------------------------------------------------


def test_the_same_return_is_booked_once_however_often_and_in_which_way_it_is_told(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    token = pay(talk, 128_000)
    assert goes_back(talk, token, 128_000) == "returned"

    body, headers = talk.provider.returned(token, minor=128_000, currency="CNY", now=talk.clock())
    with pytest.raises(Conflict):
        receive(talk.house, body, headers=headers)  # the very delivery played again
    talk.clock.forward(seconds=30)
    anew = {HEADER: talk.provider.sign(body, now=talk.clock())}
    assert receive(talk.house, body, headers=anew).status == "duplicate"
    other = orjson.dumps({**orjson.loads(body), "id": "evt-other"})
    anew = {HEADER: talk.provider.sign(other, now=talk.clock())}
    assert receive(talk.house, other, headers=anew).status == "duplicate"
    settle(talk.house, "A1")
    assert cure_amount(talk) == 128_000


def test_more_than_was_paid_cannot_go_back_nor_what_never_came(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    unpaid = token_of(talk)
    body, headers = talk.provider.returned(unpaid, minor=1, currency="CNY", now=talk.clock())
    with pytest.raises(UnknownThing):
        receive(talk.house, body, headers=headers)
    token = pay(talk, 128_000)
    assert goes_back(talk, token, 100_000) == "returned"

    with pytest.raises(BadInput):
        goes_back(talk, token, 28_001, number="2")

    assert goes_back(talk, token, 28_000, number="3") == "returned"
    assert cure_amount(talk) == 128_000


def test_an_unsigned_return_is_refused(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    token = pay(talk, 128_000)
    body, _ = talk.provider.returned(token, minor=128_000, currency="CNY", now=talk.clock())

    with pytest.raises(Exception, match="signature"):
        receive(talk.house, body, headers={HEADER: "t=1,v1=00"})

    assert cure_amount(talk) == 0


# who hears of it -----------------------------------------------------------------------------------------


def test_she_hears_of_it_once_through_the_door_without_a_debt_fact_in_an_sms(either: Talk) -> None:
    either.say(says(either)["how"], Intent.ASK_HOW_TO_PAY)
    goes_back(either, pay(either, 128_000), 128_000)

    assert tell_returns(either.house, either.clock(), adapters=ALL) == Told(told=1)
    assert tell_returns(either.house, either.clock(), adapters=ALL) == Told()

    assert "1,280" not in either.last.text
    assert either.owner() == Owner.BOT.value


def test_at_night_the_word_waits_for_the_morning(either: Talk) -> None:
    either.say(says(either)["how"], Intent.ASK_HOW_TO_PAY)
    goes_back(either, pay(either, 128_000), 128_000)
    either.clock.forward(hours=11)

    assert tell_returns(either.house, either.clock(), adapters=ALL) == Told()
    either.clock.forward(hours=10)
    assert tell_returns(either.house, either.clock(), adapters=ALL) == Told(told=1)


def test_asked_how_much_the_chat_says_which_payment_is_not_counted(either: Talk) -> None:
    either.say(says(either)["how"], Intent.ASK_HOW_TO_PAY)
    goes_back(either, pay(either, 128_000), 128_000)

    line = either.say(says(either)["much"], Intent.ASK_AMOUNT)

    assert all(words in line.text for words in says(either)["back"])
    assert "1,280.00" in line.text


def test_a_chargeback_is_a_question_for_a_person_and_collection_pauses(either: Talk) -> None:
    either.say(says(either)["how"], Intent.ASK_HOW_TO_PAY)
    token = pay(either, 128_000)

    assert goes_back(either, token, 128_000, chargeback=True) == "chargeback"

    with either.house.store.read() as unit:
        case = unit.cases.open_of(either.session.conversation_id)
    assert case is not None
    assert (case.reason, case.team) == (HandoffReason.PAYMENT_CLAIM, "payments")
    assert case.brief["returned"]["reason"] == "chargeback"
    assert case.brief["returned"]["amount_minor"] == 128_000
    assert either.owner() == Owner.WAITING_FOR_AGENT.value
    assert tell_returns(either.house, either.clock(), adapters=ALL) == Told()


def test_the_person_who_has_the_talk_sees_it_in_the_brief_and_no_letter_goes_out(either: Talk) -> None:
    either.say(says(either)["how"], Intent.ASK_HOW_TO_PAY)
    token = pay(either, 128_000)
    either.say(says(either)["person"], Intent.REQUEST_HUMAN)

    goes_back(either, token, 128_000)

    with either.house.store.read() as unit:
        case = unit.cases.open_of(either.session.conversation_id)
    assert case is not None
    assert case.brief["returned"]["reason"] == "returned"
    assert tell_returns(either.house, either.clock(), adapters=ALL) == Told()


def test_what_went_back_before_anybody_talked_is_old_news(talk: Talk) -> None:
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date() - timedelta(days=60),
            amount=5_000, source="test", at=talk.clock(),
        )  # fmt: skip
        unit.books.add_reversal(
            reversal_id="R1", account_id="A1", payment_id="P1", amount=5_000, at=talk.clock(),
            on=talk.clock().date() - timedelta(days=50), reason=ReturnReason.RETURNED,
        )  # fmt: skip
        unit.commit()

    settle(talk.house, "A1")

    assert tell_returns(talk.house, talk.clock(), adapters=ALL) == Told()


def test_a_return_whose_process_died_is_found_by_the_sweep(talk: Talk) -> None:
    promise_five_days(talk)
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    pay(talk, 128_000)
    with talk.house.store.read() as unit:
        (paid,) = unit.books.ledger(unit.books.account("A1")).payments
    reverse(talk, "R1", paid.id, 128_000)  # and then nothing

    assert returned.unfollowed(talk.house, now=talk.clock()) == ["A1"]
    settle(talk.house, "A1")

    assert talk.promises[-1].status is PromiseStatus.OPEN
    assert returned.unfollowed(talk.house, now=talk.clock()) == []
