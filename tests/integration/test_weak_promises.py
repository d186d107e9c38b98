"""A weak promise is put before a named person ahead of its date, and the bot keeps talking meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.house import House
from bot.handoff import desk
from bot.keys import KeyRing
from bot.model.talk import Case
from bot.model.words import HandoffReason, Intent, Language, Owner, Priority, Role
from bot.offers.weak import Mark
from bot.outreach.weak_promises import Looked, put_to_person
from bot.payments.settle import settle
from bot.storage.unit import Store
from bot.web.names import name
from tests.integration.haggle_world import Talk, talk_with


@pytest.fixture
def talk(store: Store, keys: KeyRing) -> Talk:
    return talk_with(store, keys)


def staff(house: House, *names: str, role: Role = Role.AGENT) -> dict[str, str]:
    with house.store.write() as unit:
        ids = {
            name: unit.people.add_staff(
                username=name, display_name=name.title(), password_hash="x", role=role, language=Language.ZH
            )
            for name in names
        }
        unit.commit()
    return ids


def weak(talk: Talk, *, in_days: int = 5, marks: tuple[str, ...] = ("vague_date",)) -> str:
    today = talk.clock().date()
    with talk.house.store.write() as unit:
        promise = unit.books.add_promise(
            borrower_id=f"B-{talk.account}",
            account_id=talk.account,
            offer_id=None,
            amount=128_000,
            due_on=today + timedelta(days=in_days),
            weak=marks,
            at=talk.clock(),
            by="borrower",
        )
        unit.commit()
    return promise


def cases(house: House) -> tuple[Case, ...]:
    with house.store.read() as unit:
        return unit.cases.queue()


def sweep(talk: Talk) -> Looked:
    return put_to_person(talk.house, talk.clock())


def test_the_day_before_its_date_it_is_on_a_named_person_s_list_with_reason_and_promise(talk: Talk) -> None:
    agent = staff(talk.house, "mei")["mei"]
    weak(talk, marks=("vague_date", "broken_before"))

    talk.clock.forward(days=3)
    assert sweep(talk) == Looked()
    talk.clock.forward(days=1)
    assert sweep(talk).shown == 1

    (case,) = cases(talk.house)
    assert (case.reason, case.priority, case.agent_id) == (HandoffReason.WEAK_PROMISE, Priority.LOW, agent)
    assert case.status == "queued"
    told = case.brief["weak_promise"]
    assert told["marks"] == ["vague_date", "broken_before"]
    assert (told["amount_minor"], told["due_on"]) == (128_000, "2026-03-15")
    assert case.due_at.isoformat() == "2026-03-14T16:00:00+00:00"  # midnight where she lives
    with talk.house.store.read() as unit:
        member = unit.people.staff(agent)
    assert [row.agent for row in desk.queue(talk.house, member, mine=True)] == ["Mei"]


def test_the_bot_still_answers_her_and_a_second_sweep_adds_nothing(talk: Talk) -> None:
    staff(talk.house, "mei")
    weak(talk, in_days=1)
    assert [sweep(talk).shown, sweep(talk).shown] == [1, 0]

    talk.say("我欠多少", Intent.ASK_AMOUNT)

    assert talk.owner() == Owner.BOT.value
    assert "1,280.00" in talk.last.text
    assert len(cases(talk.house)) == 1


def test_a_closed_case_is_not_opened_again(talk: Talk) -> None:
    agent = staff(talk.house, "mei")["mei"]
    weak(talk, in_days=1)
    sweep(talk)
    with talk.house.store.read() as unit:
        member = unit.people.staff(agent)
    desk.take(talk.house, cases(talk.house)[0].id, member=member)
    desk.give_back(talk.house, cases(talk.house)[0].id, member=member)

    assert sweep(talk) == Looked()
    assert cases(talk.house) == ()


def test_whoever_has_the_fewest_open_cases_gets_it_and_nobody_who_left(store: Store, keys: KeyRing) -> None:
    talks = [talk_with(store, keys, account=f"A{n}") for n in (1, 2, 3)]
    house = talks[0].house
    ids = staff(house, "an", "bo", "gone")
    staff(house, "boss", role=Role.SUPERVISOR)
    with store.write() as unit:
        unit.people.update_staff(ids["gone"], disabled_at=talks[0].clock())
        unit.commit()
    for each in talks:
        weak(each, in_days=1)

    assert sweep(talks[0]).shown == 3

    assert sorted(case.agent_id or "" for case in cases(house)) == sorted([ids["an"], ids["an"], ids["bo"]])


def test_the_role_is_policy(talk: Talk) -> None:
    boss = staff(talk.house, "boss", role=Role.SUPERVISOR)["boss"]
    staff(talk.house, "mei")
    offers = talk.house.offers
    house = replace(
        talk.house, offers=replace(offers, weak_promise=replace(offers.weak_promise, role=Role.SUPERVISOR))
    )
    weak(talk, in_days=1)

    put_to_person(house, talk.clock())

    assert cases(house)[0].agent_id == boss


def test_with_nobody_at_the_desk_it_waits_and_gets_a_name_when_somebody_comes_or_goes(talk: Talk) -> None:
    weak(talk, in_days=1)
    sweep(talk)
    assert cases(talk.house)[0].agent_id is None

    first = staff(talk.house, "mei")["mei"]
    assert sweep(talk).named == 1
    assert cases(talk.house)[0].agent_id == first

    second = staff(talk.house, "zoe")["zoe"]
    with talk.house.store.write() as unit:
        unit.people.update_staff(first, disabled_at=talk.clock())
        unit.commit()
    assert sweep(talk).named == 1
    assert cases(talk.house)[0].agent_id == second


def test_when_she_pays_nobody_needs_to_look_any_more(talk: Talk) -> None:
    staff(talk.house, "mei")
    weak(talk, in_days=1)
    sweep(talk)
    with talk.house.store.write() as unit:
        unit.books.add_payment(
            payment_id="P1", account_id="A1", received_on=talk.clock().date(), amount=128_000, source="test",
            at=talk.clock(),
        )  # fmt: skip
        unit.commit()

    settle(talk.house, "A1")

    assert cases(talk.house) == ()


def test_a_promise_she_takes_back_closes_the_case_at_once(talk: Talk) -> None:
    staff(talk.house, "mei")
    weak(talk, in_days=1)
    sweep(talk)

    talk.say("取消", Intent.STOP_CONTACT)

    assert cases(talk.house) == ()
    assert talk.owner() == Owner.BOT.value


def test_a_person_she_asks_for_herself_is_not_held_up_by_the_name_on_it(talk: Talk) -> None:
    staff(talk.house, "mei")
    weak(talk, in_days=1)
    sweep(talk)

    talk.say("转人工", Intent.REQUEST_HUMAN)

    (case,) = cases(talk.house)
    assert (case.reason, case.agent_id) == (HandoffReason.REQUESTED, None)
    assert talk.owner() == Owner.WAITING_FOR_AGENT.value


def test_a_case_a_person_has_already_gets_the_promise_into_its_brief(talk: Talk) -> None:
    staff(talk.house, "mei")
    talk.say("转人工", Intent.REQUEST_HUMAN)
    weak(talk, in_days=1)

    assert sweep(talk).shown == 1

    (case,) = cases(talk.house)
    assert case.reason is HandoffReason.REQUESTED
    assert case.brief["weak_promise"]["marks"] == ["vague_date"]


def test_a_firm_promise_is_left_in_peace(talk: Talk) -> None:
    staff(talk.house, "mei")
    weak(talk, in_days=1, marks=())

    assert sweep(talk) == Looked()


def test_every_mark_has_a_name_at_the_desk_in_both_languages() -> None:
    for mark in Mark:
        assert {name("mark", mark, language) for language in Language}.isdisjoint({mark.value})
