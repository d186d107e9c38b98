"""Reaching out, reminding and following up: real policies, real database, a clock that is moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.conversation import entry
from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.errors import BadPolicy
from bot.model.words import Channel, FactKind, HandoffReason, Owner, PlanStatus, PromiseStatus, Sender
from bot.outreach.ask_person import ASKED
from bot.outreach.follow_up import follow_up
from bot.outreach.plan import NotContacted, Planned, late_rows, plan, run
from bot.outreach.remind import remind
from bot.storage import tables as t
from bot.storage.unit import Store
from bot.strategy.policy import load_strategy
from tests.integration.small_world import POLICIES, Clock, add_borrower, make_house, parcels
from tests.kit import concrete

SMS, MAIL, CHAT = "+8613800004821", "mei@example.com", "77"
ALL = {"sms", "email", "telegram"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(sqlite_store: Store, keys: KeyRing, clock: Clock) -> House:
    return make_house(sqlite_store, keys, clock=clock)


def planned(house: House, *, adapters: set[str] | None = None) -> Any:
    with house.store.read() as unit:
        now = house.clock()
        items = plan(house, unit, now=now, rows=late_rows(unit, now=now), adapters=adapters or ALL)
    return items


def only(items: Any) -> Any:
    (item,) = items
    return item


# a first reminder ----------------------------------------------------------------------------------


def test_who_is_late_is_planned_with_where_when_and_why(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})

    item = only(planned(house))

    assert (item.account_id, item.channel, item.adapter) == ("A1", Channel.SMS, "sms")
    assert (item.when, item.why, item.days_past_due) == (clock.now, "first_reminder", 3)


def test_a_plan_changes_nothing(house: House) -> None:
    add_borrower(house, points={"sms": SMS})
    planned(house)

    assert parcels(house) == []
    with house.store.read() as unit:
        assert unit.talks.of_account("A1") is None
        assert unit.audit.count() == 0


@pytest.mark.parametrize("late", [1, 30])
def test_the_first_and_the_last_day_of_a_first_reminder_are_in(house: House, late: int) -> None:
    add_borrower(house, late=late, points={"sms": SMS})

    assert isinstance(only(planned(house)), Planned)


def test_due_today_is_not_late(house: House) -> None:
    add_borrower(house, late=0, points={"sms": SMS})

    assert planned(house) == ()


def test_a_month_late_is_for_a_person_to_look_at_first(house: House) -> None:
    add_borrower(house, late=31, points={"sms": SMS})

    assert only(planned(house)).why == "late_for_a_first_reminder"


def test_the_best_channel_she_can_be_reached_on_is_used(house: House) -> None:
    add_borrower(house, points={"sms": SMS, "email": MAIL, "telegram": CHAT})

    assert only(planned(house)).channel is Channel.IM
    assert only(planned(house, adapters={"sms", "email"})).channel is Channel.SMS
    assert only(planned(house, adapters={"email"})).channel is Channel.EMAIL


def test_a_chat_without_consent_is_not_used(house: House) -> None:
    add_borrower(house, points={"telegram": CHAT}, consent=False)

    assert only(planned(house)).why == "no_address"


def test_a_run_writes_one_letter_without_a_debt_fact_and_counts_it(house: House, clock: Clock) -> None:
    borrower = add_borrower(house, points={"sms": SMS})

    assert isinstance(only(run(house, now=clock.now, adapters=ALL)), Planned)

    parcel = only(parcels(house))
    assert (parcel["adapter"], parcel["address"], parcel["purpose"]) == ("sms", SMS, "reminder")
    assert parcel["deliver_by"] == clock.now + timedelta(minutes=5)
    assert not any(word in parcel["payload"]["text"] for word in ("500", "逾期", "欠", "还款"))
    with house.store.read() as unit:
        assert [c.by for c in unit.record.contacts(borrower)] == [Sender.BOT]


def test_the_link_in_the_letter_opens_the_conversation(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    run(house, now=clock.now, adapters=ALL)
    link = only(parcels(house))["payload"]["link"]

    session = entry.enter(house, link.rpartition("/")[2], address="device")

    with house.store.read() as unit:
        talk = unit.talks.of_account("A1")
    assert talk is not None
    assert session.conversation_id == talk.id


def test_a_second_run_writes_to_nobody_again(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    run(house, now=clock.now, adapters=ALL)

    item = only(run(house, now=clock.now, adapters=ALL))

    assert (item.why, item.not_before) == ("contacted_lately", clock.now + timedelta(hours=48))
    assert len(parcels(house)) == 1


def test_three_messages_about_one_instalment_are_enough(house: House, clock: Clock) -> None:
    add_borrower(house, points={"email": MAIL})
    for _ in range(3):
        assert isinstance(only(run(house, now=clock.now, adapters=ALL)), Planned)
        clock.forward(days=4)

    assert only(run(house, now=clock.now, adapters=ALL)).why == "enough_attempts"


def test_at_night_a_rule_names_itself_and_the_morning(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    clock.forward(hours=11)

    item = only(planned(house))

    assert item.why == "door"
    assert any("TIME" in rule for rule in item.rules)
    assert item.not_before > clock.now


# what the rules leave to a person ------------------------------------------------------------------


def move_to_singapore(house: House) -> None:
    """Where no number is confirmed: every message asks a person."""
    with house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(update(t.borrowers).values(residence="SG", timezone="Asia/Singapore"))
        unit.commit()


def asked(house: House) -> list[dict[str, Any]]:
    with house.store.read() as unit:
        return list(unit.audit.entries(kind=ASKED))


def test_what_the_rules_leave_to_a_person_becomes_a_case(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    move_to_singapore(house)

    item = only(run(house, now=clock.now, adapters=ALL))

    assert (item.why, item.ask) == ("door", ("SG-1",))
    assert parcels(house) == []
    with house.store.read() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        case = unit.cases.open_of(talk.id)
        assert case is not None
        assert (case.reason, case.brief["note"]) == (HandoffReason.OUTSIDE_AUTHORITY, "SG-1")
        assert talk.owner is Owner.BOT  # she is answered as before


def test_a_person_is_asked_once_for_each_rule_and_not_at_every_sweep(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS, "email": MAIL})
    move_to_singapore(house)
    run(house, now=clock.now, adapters=ALL)
    clock.forward(days=1)
    run(house, now=clock.now, adapters=ALL)
    assert [entry["rules"] for entry in asked(house)] == [["SG-1"]]

    with house.store.write() as unit:
        unit.record.note(
            borrower_id="B-A1", account_id="A1", kind=FactKind.SERVICEMEMBER, at=clock.now, detail={},
            message_id=None,
        )  # fmt: skip
        unit.commit()
    for _ in range(2):
        clock.forward(days=1)
        run(house, now=clock.now, adapters=ALL)

    assert [entry["rules"] for entry in asked(house)] == [["SG-1"], ["HOUSE-CARE-1"]]


def test_a_closed_case_is_not_opened_again_by_the_next_sweep(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    move_to_singapore(house)
    run(house, now=clock.now, adapters=ALL)
    with house.store.write() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        case = unit.cases.open_of(talk.id)
        assert case is not None
        unit.cases.close(case.id, outcome="looked_at", at=clock.now)
        unit.commit()
    clock.forward(days=1)
    run(house, now=clock.now, adapters=ALL)

    with house.store.read() as unit:
        assert unit.cases.open_of(talk.id) is None


def test_a_look_at_the_plan_asks_nobody(house: House) -> None:
    add_borrower(house, points={"sms": SMS})
    move_to_singapore(house)

    assert only(planned(house)).ask == ("SG-1",)
    assert asked(house) == []


def test_what_is_blocked_is_no_question_for_a_person(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    clock.forward(hours=12)

    item = only(run(house, now=clock.now, adapters=ALL))

    assert (item.why, item.ask) == ("door", ())
    assert asked(house) == []


def test_an_opt_out_of_one_channel_leaves_the_others(house: House, clock: Clock) -> None:
    borrower = add_borrower(house, points={"sms": SMS, "email": MAIL})
    with house.store.write() as unit:
        unit.record.note(borrower_id=borrower, kind=FactKind.OPT_OUT, at=clock.now, detail={"channel": "sms"})
        unit.commit()

    assert only(planned(house)).channel is Channel.EMAIL


def test_a_fact_we_keep_quiet_for_ends_when_the_strategy_says(house: House, clock: Clock) -> None:
    borrower = add_borrower(house, points={"sms": SMS})
    with house.store.write() as unit:
        unit.record.note(borrower_id=borrower, kind=FactKind.ERASURE_REQUEST, at=clock.now)
        unit.commit()

    assert only(planned(house)).why == "quiet:erasure_request"


def test_a_plan_in_force_stops_reminders(house: House) -> None:
    add_borrower(house, points={"sms": SMS})
    agree_plan(house, days=(5, 35))

    assert only(planned(house)).why == "paused:plan"


def test_an_open_promise_stops_reminders(house: House) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=4)

    assert only(planned(house)).why == "paused:promise"


def test_a_conversation_that_a_person_has_is_left_alone(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    with house.store.write() as unit:
        talk = entry.open_conversation(house, unit, "A1")
        unit.talks.hand_over(talk, to=Owner.AGENT, agent_id="s1", at=clock.now)
        unit.commit()

    assert only(planned(house)).why == "with_a_person"


def test_the_daily_limit_holds_over_all_borrowers(sqlite_store: Store, keys: KeyRing, clock: Clock) -> None:
    from dataclasses import replace

    house = make_house(sqlite_store, keys, clock=clock)
    house = replace(house, strategy=replace(house.strategy, daily_limit=2))
    for number in range(4):
        add_borrower(house, account=f"A{number}", points={"email": f"{number}@example.com"})

    items = run(house, now=clock.now, adapters=ALL)

    assert [item.why for item in items].count("daily_limit") == 2
    assert len(parcels(house)) == 2
    assert all(isinstance(item, NotContacted) for item in run(house, now=clock.now, adapters=ALL))


def test_a_strategy_that_cannot_be_read_names_the_section(tmp_path: Any) -> None:
    (tmp_path / "strategy.yml").write_text("version: '1'\nsurprise: 1\n", encoding="utf-8")

    with pytest.raises(BadPolicy, match="surprise"):
        load_strategy(tmp_path)


@pytest.mark.parametrize("text", ["7\n", "word\n", "[1, 2]\n", "", "{1: 2, a: b}\n"])
def test_a_strategy_that_is_no_mapping_is_a_bad_policy(tmp_path: Any, text: str) -> None:
    (tmp_path / "strategy.yml").write_text(text, encoding="utf-8")

    with pytest.raises(BadPolicy, match=r"strategy\.yml"):
        load_strategy(tmp_path)


def test_the_shipped_strategy_can_be_read() -> None:
    assert load_strategy(POLICIES).order[0] is Channel.IM


# agreements ----------------------------------------------------------------------------------------


def promise(house: House, *, in_days: int, amount: int = 50_000) -> str:
    with house.store.write() as unit:
        account = unit.books.account("A1")
        made = unit.books.add_promise(
            borrower_id=account.borrower_id,
            account_id="A1",
            offer_id=None,
            amount=amount,
            due_on=house.clock().date() + timedelta(days=in_days),
            weak=(),
            at=house.clock(),
            by="borrower",
        )
        unit.commit()
    return made


def agree_plan(house: House, *, days: tuple[int, ...], amount: int = 25_000) -> str:
    today = house.clock().date()
    dates = [today + timedelta(days=day) for day in days]
    body: Mapping[str, Any] = {
        "extra_cost": 0,
        "parts": [
            {"due_on": day.isoformat(), "principal": amount, "interest": 0, "fees": 0, "total": amount}
            for day in dates
        ],
    }
    with house.store.write() as unit:
        account = unit.books.account("A1")
        made = unit.books.add_plan(
            borrower_id=account.borrower_id,
            account_id="A1",
            offer_id=None,
            kind="instalment",
            body=body,
            parts=[(day, amount) for day in dates],
            at=house.clock(),
            by="borrower",
        )
        unit.commit()
    return made


def pay(house: House, amount: int, *, on: date | None = None) -> None:
    with house.store.write() as unit:
        unit.books.add_payment(
            payment_id=unit.new_id(),
            account_id="A1",
            received_on=on or house.clock().date(),
            amount=amount,
            source="test",
            at=house.clock(),
        )
        unit.commit()


def status_of_promise(house: House) -> PromiseStatus:
    with house.store.read() as unit:
        return unit.books.promises_of("A1")[-1].status


def status_of_plan(house: House) -> PlanStatus:
    with house.store.read() as unit:
        return unit.books.plans_of("A1")[-1].status


def test_a_promise_is_reminded_of_on_the_days_of_the_policy_and_that_morning_once_each(
    house: House, clock: Clock
) -> None:
    add_borrower(house, points={"email": MAIL})
    promise(house, in_days=4)
    given: list[int] = []
    for _ in range(4):
        given.append(remind(house, clock.now, adapters=ALL))
        given.append(remind(house, clock.now, adapters=ALL))
        clock.forward(days=1)
    clock.forward(hours=-3)
    given.append(remind(house, clock.now, adapters=ALL))

    assert house.offers.negotiation.remind_days_before == (3, 1)
    assert given == [0, 0, 1, 0, 0, 0, 1, 0, 1]
    assert {parcel["purpose"] for parcel in parcels(house)} == {"service"}
    assert not any("500" in parcel["payload"]["text"] for parcel in parcels(house))


def test_a_verified_chat_is_told_the_amount_of_the_coming_part(house: House, clock: Clock) -> None:
    add_borrower(house, points={"telegram": CHAT})
    agree_plan(house, days=(1, 31))
    with house.store.write() as unit:
        talk = entry.open_conversation(house, unit, "A1")
        session = unit.talks.open_session(
            conversation_id=talk.id,
            channel=Channel.IM,
            adapter="telegram",
            address=CHAT,
            address_key=house.keys.digest("address", CHAT),
            at=clock.now,
        )
        unit.talks.update_session(session.id, verified_until=clock.now + timedelta(minutes=30))
        unit.commit()

    assert remind(house, clock.now, adapters=ALL) == 1
    assert "¥250.00" in only(parcels(house))["payload"]["text"]


def test_outside_its_hours_a_reminder_waits(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=1)
    clock.forward(hours=9)

    assert remind(house, clock.now, adapters=ALL) == 0


def test_what_is_paid_already_is_not_reminded_of(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    agree_plan(house, days=(1, 31))
    pay(house, 25_000)

    assert remind(house, clock.now, adapters=ALL) == 0


def test_a_payment_in_full_keeps_the_promise(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=2)
    pay(house, 50_000)

    assert follow_up(house, clock.now, adapters=ALL).moved == 1
    assert status_of_promise(house) is PromiseStatus.KEPT
    assert parcels(house) == []


def test_within_the_grace_time_nothing_is_broken(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=2)
    clock.forward(days=3)

    assert follow_up(house, clock.now, adapters=ALL).moved == 0
    assert status_of_promise(house) is PromiseStatus.OPEN


def test_a_broken_promise_starts_one_gentle_talk_and_then_a_person_looks(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=2)
    clock.forward(days=4)

    first = follow_up(house, clock.now, adapters=ALL)
    assert (first.broken, first.talks, first.cases) == (1, 1, 0)
    assert status_of_promise(house) is PromiseStatus.BROKEN
    text = only(parcels(house))["payload"]["text"]
    assert "https://pay.example/chat/" in text
    assert not any(word in text for word in ("500", "还款", "逾期"))

    clock.forward(hours=70)
    assert follow_up(house, clock.now, adapters=ALL).cases == 0
    clock.forward(hours=2)
    assert follow_up(house, clock.now, adapters=ALL).cases == 1
    assert follow_up(house, clock.now, adapters=ALL).cases == 0

    assert len(parcels(house)) == 1
    with house.store.read() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        case = unit.cases.open_of(talk.id)
    assert talk.owner is Owner.WAITING_FOR_AGENT
    assert case is not None
    assert case.reason is HandoffReason.BROKEN_PROMISE
    assert case.brief["promises"][-1]["status"] == "broken"


def test_who_pays_after_the_talk_is_left_in_peace(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=2)
    clock.forward(days=4)
    follow_up(house, clock.now, adapters=ALL)
    pay(house, 50_000)

    clock.forward(days=4)
    assert follow_up(house, clock.now, adapters=ALL).cases == 0


def test_a_second_broken_promise_goes_to_a_person_without_another_message(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=1)
    clock.forward(days=3)
    follow_up(house, clock.now, adapters=ALL)
    promise(house, in_days=1)
    clock.forward(days=3)

    second = follow_up(house, clock.now, adapters=ALL)

    assert (second.broken, second.talks) == (1, 0)
    assert second.cases >= 1
    assert len(parcels(house)) == 1


def test_the_talk_waits_for_the_hours_that_the_law_allows(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    promise(house, in_days=2)
    clock.forward(days=4, hours=11)

    assert follow_up(house, clock.now, adapters=ALL).talks == 0
    clock.forward(hours=11)
    assert follow_up(house, clock.now, adapters=ALL).talks == 1


def test_a_plan_is_kept_by_its_payments_and_broken_without_them(house: House, clock: Clock) -> None:
    add_borrower(house, points={"sms": SMS})
    agree_plan(house, days=(2, 32))
    pay(house, 25_000)
    clock.forward(days=10)
    follow_up(house, clock.now, adapters=ALL)
    assert status_of_plan(house) is PlanStatus.ACTIVE

    clock.forward(days=25)
    done = follow_up(house, clock.now, adapters=ALL)

    assert status_of_plan(house) is PlanStatus.BROKEN
    assert (done.broken, done.talks) == (1, 1)
