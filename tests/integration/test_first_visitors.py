"""What people met who had never seen the product: each a small thing that must not come back."""

from __future__ import annotations

import pytest

from bot.keys import KeyRing
from bot.model.words import Intent
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with


@pytest.fixture
def talk(store: Store, keys: KeyRing) -> Talk:
    """A borrower who owes 1,280.00 since five days."""
    return talk_with(store, keys)


def test_a_sentence_without_a_hint_is_answered_with_something_to_choose(talk: Talk) -> None:
    talk.say("嗯嗯呢呢", Intent.OUT_OF_SCOPE)

    assert len(talk.last.payload["buttons"]) >= 2


def test_a_payment_that_the_bank_took_back_is_not_called_received(talk: Talk) -> None:
    today = talk.clock().date()
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P9", account_id="A1", received_on=today, amount=50_000, source="bank", at=talk.clock()
        )
        unit.books.add_ledger_fact(
            account_id="A1", kind="reversal", item="P9", since=today, amount=50_000, at=talk.clock()
        )
        unit.commit()

    said = "\n".join(line.text for line in (talk.say("我已经还了", Intent.REPORT_PAID), *talk.lines))

    assert "¥500.00，但" in said
    assert "退回" in said
    assert talk.owner() == "waiting_for_agent"


def test_no_extra_cost_is_said_in_words(talk: Talk) -> None:
    talk.say("明天全部还清", Intent.PROMISE_TO_PAY)
    if not any(press.startswith("accept:") for _, press in talk.last.payload["buttons"]):
        talk.press(talk.button("offer:"))

    assert "¥0.00" not in talk.last.text


@pytest.mark.parametrize("words", ["取消", "我想取消刚才的安排", "cancel the plan please"])
def test_an_arrangement_can_be_taken_back_as_it_was_promised(talk: Talk, words: str) -> None:
    talk.say("能不能晚到3月25号", Intent.REQUEST_DEFERRAL)
    talk.press(talk.button("accept:"))

    said = talk.say(words, Intent.OUT_OF_SCOPE).text
    again = talk.say("取消", Intent.STOP_CONTACT).text

    assert "不收费用" in said or "free of charge" in said
    assert "不会再主动联系" not in again
    assert talk.owner() == "waiting_for_agent"


def test_cancel_before_a_yes_is_a_no_and_stops_nothing_else(talk: Talk) -> None:
    talk.say("能不能晚到3月25号", Intent.REQUEST_DEFERRAL)

    talk.say("取消", Intent.STOP_CONTACT)

    assert (talk.owner(), talk.plans) == ("bot", ())
    assert "没有登记" in talk.last.text


def test_a_promise_is_taken_back_at_once(talk: Talk) -> None:
    talk.say("明天全部还清", Intent.PROMISE_TO_PAY)
    if not any(press.startswith("accept:") for _, press in talk.last.payload["buttons"]):
        talk.press(talk.button("offer:"))
    talk.press(talk.button("accept:"))

    talk.say("取消", Intent.OUT_OF_SCOPE)

    assert [promise.status.value for promise in talk.promises] == ["cancelled"]


def test_a_number_at_the_cost_table_is_no_older_choice(talk: Talk) -> None:
    talk.say("有什么办法", Intent.REQUEST_HELP)
    talk.say("不", Intent.DENY)
    talk.say("能不能晚到3月25号", Intent.REQUEST_DEFERRAL)

    talk.say("1", Intent.CHOOSE_OPTION)

    assert "3月25日" in "\n".join(line.text for line in talk.lines[-3:])
    assert talk.button("accept:")


def test_a_yes_to_several_offers_shows_them_with_their_buttons(talk: Talk) -> None:
    talk.say("有什么办法", Intent.REQUEST_HELP)

    talk.say("好", Intent.AFFIRM)

    assert talk.button("offer:")
    assert talk.button("intent:request_human")
