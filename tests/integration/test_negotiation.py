"""From a wish to what is on file: agreements, ledger facts, weak marks, refusals one tap from a person."""

from __future__ import annotations

from datetime import date

import pytest

from bot.keys import KeyRing
from bot.model.loan import ChargeKind
from bot.model.words import Intent, OfferKind, PromiseStatus
from bot.offers.ledger import state
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with


@pytest.fixture
def talk(store: Store, keys: KeyRing) -> Talk:
    """A borrower who owes 1,280.00 since five days."""
    return talk_with(store, keys)


def promise(talk: Talk, text: str) -> None:
    """Choose the promise among what is offered for a day, and agree to it."""
    with talk.house.store.write() as unit:
        conversation = unit.talks.get(talk.session.conversation_id)
        unit.talks.remember(
            conversation.id, memory={**conversation.memory, "wish": {}}, language=conversation.language,
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()
    talk.say("有什么办法", Intent.REQUEST_HELP)
    cards = [card for card in talk.last.payload["cards"] if card["offer_kind"] == OfferKind.PROMISE.value]
    assert cards, text
    talk.press(f"offer:{cards[0]['id']}")
    talk.press(talk.button("accept:"))


def test_a_deferral_stores_its_moves_and_its_cost_with_the_yes(talk: Talk) -> None:
    talk.say("能不能晚到3月25号", Intent.REQUEST_DEFERRAL)
    talk.press(talk.button("accept:"))

    plan = talk.plans[-1]
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
    assert [move.to for move in ledger.moves] == [plan.parts[-1][0]]
    assert [(charge.id, charge.kind) for charge in ledger.charges] == [
        (f"{plan.id}-cost", ChargeKind.PLAN_INTEREST)
    ]
    due = state(ledger, as_of=plan.parts[-1][0])
    assert due.next_due_amount.minor + due.fees_due.minor == plan.parts[-1][1]


def test_an_instalment_plan_moves_no_date_and_sums_to_what_is_due_then(talk: Talk) -> None:
    talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))

    plan = talk.plans[-1]
    with talk.house.store.read() as unit:
        ledger = unit.books.ledger(unit.books.account("A1"))
    assert not ledger.moves
    assert sum(amount for _, amount in plan.parts) == 128_000 + ledger.charges[0].amount.minor


def test_a_second_press_of_agree_finds_it_done(talk: Talk) -> None:
    talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    code = talk.button("accept:")
    talk.press(code)
    talk.press(code)

    assert len(talk.plans) == 1
    assert "登记好了" in talk.last.text or "已经登记" in talk.last.text


def test_money_that_came_in_between_makes_an_offer_stale(talk: Talk) -> None:
    talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    code = talk.button("accept:")
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=10_000, source="bank",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()

    talk.press(code)

    assert not talk.plans
    assert "账户有了变化" in talk.last.text


def test_an_offer_to_change_the_due_day_is_still_good_right_after_it_was_shown(talk: Talk) -> None:
    talk.say("能不能把还款日改到每月15号", Intent.REQUEST_DUE_DAY_CHANGE)
    talk.press(talk.button("accept:"))

    assert talk.plans[-1].kind == OfferKind.CHANGE_DUE_DAY.value
    assert talk.facts_of("moves")


def test_a_new_promise_ends_the_open_one(talk: Talk) -> None:
    promise(talk, "first")
    first = talk.promises[-1]
    talk.clock.forward(days=1)
    promise(talk, "second")

    assert [p.status for p in talk.promises] == [PromiseStatus.CANCELLED, PromiseStatus.OPEN]
    with talk.house.store.read() as unit:
        last = unit.books.transitions_of(first.id)[-1]
    assert (last["to_status"], last["why"]) == ("cancelled", "replaced")


def test_a_promise_is_replaced_once_and_then_a_person_decides(talk: Talk) -> None:
    promise(talk, "first")
    talk.clock.forward(days=1)
    promise(talk, "second")
    talk.clock.forward(days=1)

    talk.say("有什么办法", Intent.REQUEST_HELP)

    kinds = [card["offer_kind"] for card in talk.last.payload["cards"]]
    assert OfferKind.PROMISE.value not in kinds


def test_a_promise_for_a_vague_day_after_a_broken_one_carries_its_marks(talk: Talk) -> None:
    with talk.house.store.write() as unit:
        old = unit.books.add_promise(
            borrower_id="B-A1", account_id="A1", offer_id=None, amount=1, due_on=talk.clock().date(), weak=(),
            at=talk.clock(), by="borrower",
        )  # fmt: skip
        unit.books.transition(
            "promise", old, old="open", new="broken", at=talk.clock(), by="system", why="grace_over"
        )
        unit.commit()
    talk.say("下周还", Intent.PROMISE_TO_PAY)
    with talk.house.store.read() as unit:
        memory = unit.talks.get(talk.session.conversation_id).memory
    assert memory["wish"]["exact"] is False

    talk.press(talk.button("date:"))
    talk.press(talk.button("accept:"))

    if talk.promises[-1].id != old:  # the same day may be granted as the cheaper deferral
        assert set(talk.promises[-1].weak) == {"vague_date", "broken_before"}
    else:
        assert talk.plans[-1].kind == OfferKind.DEFERRAL.value


def test_what_is_not_there_is_explained_and_contested_with_one_tap(talk: Talk) -> None:
    talk.say("能不能把滞纳金免了", Intent.REQUEST_WAIVER)

    assert "没有可以减免" in talk.last.text
    assert talk.owner() == "bot"
    assert talk.card("offer")  # what can be done stands beside it

    talk.press(talk.button("intent:request_human"))
    assert talk.owner() == "waiting_for_agent"


def test_in_english_a_no_has_its_reason_and_one_tap_to_a_person(store: Store, keys: KeyRing) -> None:
    talk = talk_with(store, keys, language="en")

    line = talk.say("can you waive the late fee", Intent.REQUEST_WAIVER)

    assert "no late charges" in line.text.lower()
    assert talk.owner() == "bot"
    talk.press(talk.button("intent:request_human"))
    assert talk.owner() == "waiting_for_agent"


def test_too_much_shows_less_at_a_time_then_asks_then_takes_her_figure(talk: Talk) -> None:
    talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    shown = max(part["total"] for part in talk.card("cost_table")["parts"])
    talk.say("太多了", Intent.OUT_OF_SCOPE)
    lower = [card for card in talk.last.payload["cards"] if card["kind"] == "offer"]
    assert lower
    assert all(max(part["total"] for part in card["parts"]) < shown for card in lower)

    talk.say("还是太多", Intent.OUT_OF_SCOPE)
    assert "大概能还多少" in talk.last.text

    talk.say("每个月200", Intent.REQUEST_INSTALMENTS)
    assert talk.owner() == "bot"
    assert [card for card in talk.last.payload["cards"] if card["kind"] == "offer"]


def test_three_rounds_and_then_a_person(talk: Talk) -> None:
    for text in ("六月底还", "不行，六月底", "就是要六月底", "不行，六月底"):
        assert talk.owner() == "bot"
        talk.say(text, Intent.REQUEST_DEFERRAL)

    assert talk.owner() == "waiting_for_agent"


def test_what_she_tells_of_her_month_chooses_what_is_shown(talk: Talk) -> None:
    talk.press("budget:ask")
    talk.say("收入4000，开支2100", Intent.GIVE_REASON)

    cards = [card for card in talk.last.payload["cards"] if card["kind"] == "offer"]
    assert cards
    assert all(max(part["total"] for part in card["parts"]) <= 40_000 for card in cards)


@pytest.mark.parametrize(
    ("language", "told", "day"),
    [("zh", "收入4000，20号发，开支2100", 20), ("en", "income 2600 on the 20th, costs 1500", 20)],
)
def test_the_payday_she_tells_beside_her_month_is_where_the_dates_fall(
    store: Store, keys: KeyRing, language: str, told: str, day: int
) -> None:
    talk = talk_with(store, keys, language=language, amount=40_000)
    talk.press("budget:ask")
    talk.say(told, Intent.GIVE_REASON)
    talk.say("分三期" if language == "zh" else "three payments", Intent.REQUEST_INSTALMENTS)

    days = [date.fromisoformat(part["due_on"]) for part in talk.card("cost_table")["parts"]]
    assert len(days) == 3
    assert all(0 <= each.day - day <= 3 for each in days)  # on payday, or the working day after it


def test_a_waiver_counts_when_the_rest_is_paid_and_not_before(talk: Talk) -> None:
    with talk.house.store.write() as unit:
        unit.books.add_ledger_fact(
            account_id="A1", kind="charge", item=ChargeKind.LATE_FEE.value, since=talk.clock().date(),
            amount=2_000, at=talk.clock(),
        )  # fmt: skip
        conversation = unit.talks.get(talk.session.conversation_id)
        unit.talks.remember(
            conversation.id, memory={**conversation.memory, "reasons": ["forgot"]},
            language=conversation.language, at=talk.clock(),
        )  # fmt: skip
        unit.commit()
    talk.say("能不能把滞纳金免了", Intent.REQUEST_WAIVER)
    talk.press(talk.button("accept:"))

    assert talk.plans[-1].kind == OfferKind.WAIVER.value
    assert not talk.facts_of("waivers")
    assert talk.plans[-1].body["waivers"]


def test_asked_to_split_without_a_figure_instalments_stand_first(talk: Talk) -> None:
    talk.say("可以分期吗", Intent.REQUEST_INSTALMENTS)

    assert talk.last.payload["cards"][0]["offer_kind"] == OfferKind.INSTALMENT.value


def test_a_card_agreed_to_before_says_which_arrangement_holds_now(talk: Talk) -> None:
    talk.say("15号还", Intent.PROMISE_TO_PAY)
    first = talk.button("accept:")
    talk.press(first)
    assert "已经登记好了" in talk.press(first).text  # a double click: it does hold

    talk.say("我想改成18号还", Intent.PROMISE_TO_PAY)
    talk.press(talk.button("accept:"))
    line = talk.press(first)

    assert "3月18日" in line.text
    assert "换过了" in line.text
    assert "已经登记好了" not in line.text
    assert "3月18日" in talk.press(first.replace("accept:", "offer:")).text


def test_what_was_taken_back_can_be_agreed_again_on_the_same_day(talk: Talk) -> None:
    talk.say("15号还", Intent.PROMISE_TO_PAY)
    first = talk.button("accept:")
    talk.press(first)
    talk.say("取消", Intent.STOP_CONTACT)

    assert "不作数" in talk.press(first).text
    talk.say("15号还", Intent.PROMISE_TO_PAY)
    talk.press(talk.button("accept:"))

    assert [p.status for p in talk.promises] == [PromiseStatus.CANCELLED, PromiseStatus.OPEN]
    assert len({p.offer_id for p in talk.promises}) == 2


def test_an_english_borrower_is_told_which_arrangement_holds(store: Store, keys: KeyRing) -> None:
    talk = talk_with(store, keys, language="en")
    talk.say("I'll pay on 16 March", Intent.PROMISE_TO_PAY)
    first = talk.button("accept:")
    talk.press(first)
    talk.say("can I make it 18 March", Intent.PROMISE_TO_PAY)
    talk.press(talk.button("accept:"))

    assert "What holds now: £1,280.00 on Wednesday 18 March" in talk.press(first).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cheapest_way_is_named_beside_a_yes_and_one_tap_away(
    store: Store, keys: KeyRing, language: str
) -> None:
    talk = talk_with(store, keys, language=language)
    line = talk.say("分三期" if language == "zh" else "three payments", Intent.REQUEST_INSTALMENTS)

    if language == "zh":  # waiting costs something here
        assert "花费最少的是" in line.text
        assert "¥1,280.00" in line.text
        talk.press(talk.button("offer:"))
        assert talk.card("pay")["minor"] == 128_000
    else:  # help is free in the UK, so nothing is cheaper
        assert "costs least" not in line.text


def test_the_order_of_concession_is_on_record_and_the_same_for_the_same_facts(
    store: Store, keys: KeyRing
) -> None:
    orders = []
    for account, words in (("A1", "没工资了，有什么办法"), ("A2", "no wages, what can you do")):
        talk = talk_with(store, keys, account=account)
        talk.say(words, Intent.REQUEST_HELP)
        talk.say("分40期", Intent.REQUEST_INSTALMENTS)
        with store.read() as unit:
            about = [
                entry
                for kind in ("quote", "negotiation")
                for entry in unit.audit.entries(kind=kind)
                if entry["ref"] == account
            ]
        assert all(entry["policy"] == talk.house.offers.version for entry in about)
        assert all(any(each["cheapest"] for each in entry["shown"]) for entry in about)
        orders.append([(entry["order"], [each["kind"] for each in entry["shown"]]) for entry in about])

    assert len(orders[0]) == 2
    assert orders[0] == orders[1]
