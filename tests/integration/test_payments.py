"""Money that arrives: the link, the signed message, the ledger, and what follows from it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import urlparse

import orjson
import pytest

from bot.channels.pay_sandbox import HEADER
from bot.keys import KeyRing
from bot.model.errors import BadInput, Conflict, NotAllowed, UnknownThing
from bot.model.money import Money
from bot.model.words import Intent, OfferKind, PlanStatus, PromiseStatus
from bot.offers.ledger import state
from bot.outreach import follow_up
from bot.payments.port import must_be_fresh, unseal
from bot.payments.receive import receive
from bot.payments.settle import settle
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with


@pytest.fixture
def talk(store: Store, keys: KeyRing) -> Talk:
    """A borrower who owes 1,280.00 since five days."""
    return talk_with(store, keys)


def token_of(talk: Talk) -> str:
    url = str(talk.card("pay")["url"])
    return PurePosixPath(urlparse(url).path).name


def arrive(talk: Talk, token: str, minor: int, *, attempt: str = "1", paid: bool = True) -> str:
    body, headers = talk.provider.message(
        token, paid=paid, minor=minor, currency="CNY", now=talk.clock(), attempt=attempt
    )
    return receive(talk.house, body, headers=headers).status


def cure_amount(talk: Talk) -> int:
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
        return state(ledger, as_of=talk.clock().date()).cure_amount.minor


def agree_on_three_parts(talk: Talk) -> None:
    talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))


def test_asked_how_to_pay_the_chat_gives_a_link_in_card_and_text(talk: Talk) -> None:
    line = talk.say("怎么还", Intent.ASK_HOW_TO_PAY)

    card = talk.card("pay")
    assert card["minor"] == 128_000
    assert str(card["url"]).startswith("https://pay.example/pay/")
    assert str(card["url"]) in line.text


def test_an_order_survives_its_token_and_nothing_else_does(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    token = token_of(talk)

    order = unseal(token, keys=talk.house.keys)

    assert (order.conversation_id, order.minor) == (talk.session.conversation_id, 128_000)
    for place in (0, len(token) // 2, len(token) - 2):
        forged = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(UnknownThing):
            unseal(forged, keys=talk.house.keys)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    again = alphabet[alphabet.index(token[-1]) ^ 1]  # only bits that base64 does not use
    for other in (token[:-1] + again, token[:9] + "!" + token[9:], f"{token}="):
        with pytest.raises(UnknownThing):  # another spelling would be paid once more
            unseal(other, keys=talk.house.keys)
    with pytest.raises(UnknownThing):
        unseal("短", keys=talk.house.keys)


def test_a_link_expires_after_a_day(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    order = unseal(token_of(talk), keys=talk.house.keys)

    assert must_be_fresh(order, now=order.expires_at - timedelta(seconds=1)) is order
    with pytest.raises(NotAllowed):
        must_be_fresh(order, now=order.expires_at)


def test_a_full_payment_cures_and_thanks(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)

    assert arrive(talk, token_of(talk), 128_000) == "booked"

    assert cure_amount(talk) == 0
    assert "没有逾期" in talk.last.text


def test_the_same_money_is_booked_once_however_often_it_is_told(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    token = token_of(talk)
    arrive(talk, token, 128_000)
    talk.clock.forward(seconds=30)

    assert arrive(talk, token, 128_000, attempt="again") == "duplicate"

    assert cure_amount(talk) == 0
    assert sum("收到" in line.text for line in talk.lines) == 1


def test_one_event_told_again_with_a_new_signature_is_answered_and_does_nothing(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    body, headers = talk.provider.message(
        token_of(talk), paid=True, minor=128_000, currency="CNY", now=talk.clock(), attempt="1"
    )
    receive(talk.house, body, headers=headers)
    talk.clock.forward(seconds=60)

    again = receive(talk.house, body, headers={HEADER: talk.provider.sign(body, now=talk.clock())})

    assert again.status == "duplicate"


def test_a_recorded_delivery_played_again_is_refused(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    body, headers = talk.provider.message(
        token_of(talk), paid=True, minor=128_000, currency="CNY", now=talk.clock(), attempt="1"
    )
    receive(talk.house, body, headers=headers)

    with pytest.raises(Conflict):
        receive(talk.house, body, headers=headers)


def test_a_message_is_good_for_five_minutes(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    body, headers = talk.provider.message(
        token_of(talk), paid=True, minor=128_000, currency="CNY", now=talk.clock(), attempt="1"
    )
    talk.clock.forward(minutes=5, seconds=1)

    with pytest.raises(NotAllowed):
        receive(talk.house, body, headers=headers)


def test_a_changed_amount_breaks_the_signature(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    body, headers = talk.provider.message(
        token_of(talk), paid=True, minor=128_000, currency="CNY", now=talk.clock(), attempt="1"
    )

    with pytest.raises(NotAllowed):
        receive(talk.house, body.replace(b"128000", b"1"), headers=headers)
    with pytest.raises(NotAllowed):
        receive(talk.house, body, headers={})
    assert cure_amount(talk) == 128_000


def test_a_signed_amount_that_is_not_the_orders_is_refused(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)

    with pytest.raises(BadInput):
        arrive(talk, token_of(talk), 1)


def test_one_event_id_with_two_contents_is_a_conflict(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    body, headers = talk.provider.message(
        token_of(talk), paid=True, minor=128_000, currency="CNY", now=talk.clock(), attempt="1"
    )
    receive(talk.house, body, headers=headers)
    other = orjson.dumps({**orjson.loads(body), "payment": "another"})

    with pytest.raises(Conflict):
        receive(talk.house, other, headers={HEADER: talk.provider.sign(other, now=talk.clock())})


@pytest.mark.parametrize("id_", ["", "x" * 65])
def test_an_id_that_cannot_be_kept_whole_is_refused_and_nothing_booked(talk: Talk, id_: str) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    body, _ = talk.provider.message(
        token_of(talk), paid=True, minor=128_000, currency="CNY", now=talk.clock(), attempt="1"
    )
    changed = orjson.dumps({**orjson.loads(body), "payment": id_})

    with pytest.raises(BadInput, match="an id is empty or too long"):
        receive(talk.house, changed, headers={HEADER: talk.provider.sign(changed, now=talk.clock())})

    assert cure_amount(talk) == 128_000


def test_money_dated_ahead_by_a_fast_clock_counts_today(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    body, _ = talk.provider.message(
        token_of(talk), paid=True, minor=128_000, currency="CNY", now=talk.clock(), attempt="1"
    )
    ahead = (talk.clock() + timedelta(days=2)).isoformat()
    changed = orjson.dumps({**orjson.loads(body), "at": ahead})

    receive(talk.house, changed, headers={HEADER: talk.provider.sign(changed, now=talk.clock())})

    assert cure_amount(talk) == 0


def test_a_failed_payment_books_nothing_and_says_so(talk: Talk) -> None:
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)

    assert arrive(talk, token_of(talk), 128_000, paid=False) == "failed"

    assert cure_amount(talk) == 128_000
    assert "没有成功" in talk.last.text


def test_a_paid_part_moves_the_plan_and_names_the_next_date(talk: Talk) -> None:
    agree_on_three_parts(talk)
    plan = talk.plans[-1]
    first = plan.parts[0][1]
    talk.say("怎么还", Intent.ASK_HOW_TO_PAY)
    assert talk.card("pay")["minor"] == first

    arrive(talk, token_of(talk), first)

    assert talk.plans[-1].status is PlanStatus.ACTIVE
    assert "下一次" in talk.last.text
    assert f"{Money(plan.parts[1][1], 'CNY').decimal():,.2f}" in talk.last.text


def test_an_early_payoff_ends_the_plan_and_waiting_that_was_not_needed_costs_nothing(talk: Talk) -> None:
    agree_on_three_parts(talk)
    plan = talk.plans[-1]
    assert plan.body["extra_cost"] > 0

    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=128_000, source="bank",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()
    settled = settle(talk.house, "A1", amount=Money(128_000, "CNY"), answering=True)

    assert talk.plans[-1].status is PlanStatus.KEPT
    assert settled.cured
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
    assert (
        state(ledger, as_of=plan.parts[-1][0]).cure_amount.minor == 128_000
    )  # the contract's next one alone


def test_a_payment_keeps_an_open_promise(talk: Talk) -> None:
    talk.say("周五我就还", Intent.PROMISE_TO_PAY)
    talk.press(talk.button("accept:"))
    kind = OfferKind.PROMISE if talk.promises else OfferKind.DEFERRAL
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=200_000, source="bank",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()

    settle(talk.house, "A1", amount=Money(200_000, "CNY"), answering=True)

    kept = talk.promises[-1].status if kind is OfferKind.PROMISE else talk.plans[-1].status
    assert kept in (PromiseStatus.KEPT, PlanStatus.KEPT)


def test_a_claim_to_have_paid_is_settled_by_the_money_and_the_bot_goes_on(talk: Talk) -> None:
    talk.say("我已经还了", Intent.REPORT_PAID)
    assert talk.owner() == "waiting_for_agent"
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=128_000, source="bank",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()

    settle(talk.house, "A1", amount=Money(128_000, "CNY"), answering=True)

    assert talk.owner() == "bot"
    with talk.house.store.read() as unit:
        facts = unit.record.facts("B-A1", in_force_at=talk.clock())
    assert not [fact for fact in facts if fact.kind.value == "payment_claimed"]
    assert "没有逾期" in talk.last.text


def test_a_part_payment_without_a_plan_is_thanked_and_what_is_open_is_said(talk: Talk) -> None:
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=28_000, source="bank",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()

    settled = settle(talk.house, "A1", amount=Money(28_000, "CNY"), answering=True)

    assert (settled.cured, settled.thanked) == (False, True)
    assert "1,000.00" in talk.last.text


def test_nothing_is_told_to_a_device_that_is_not_verified(talk: Talk) -> None:
    with talk.house.store.write() as unit:
        unit.talks.update_session(talk.session.id, verified_until=None)
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=28_000, source="bank",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()

    settle(talk.house, "A1", amount=Money(28_000, "CNY"), answering=True)

    assert not any(char.isdigit() for char in talk.last.text)


def test_a_kept_deferral_and_a_broken_one_leave_the_right_dates(talk: Talk) -> None:
    talk.say("能不能晚到3月25号", Intent.REQUEST_DEFERRAL)
    talk.press(talk.button("accept:"))
    assert talk.plans[-1].kind == OfferKind.DEFERRAL.value
    assert talk.facts_of("moves")
    assert cure_amount(talk) == 0

    talk.clock.forward(days=22)
    follow_up.follow_up(talk.house, talk.clock())

    assert talk.plans[-1].status is PlanStatus.BROKEN
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
    assert all(move.until is not None for move in ledger.moves)
    assert state(ledger, as_of=talk.clock().date()).days_past_due > 20
