"""What the bot may not grant, a supervisor may: the wish on file, shown with its cost, agreed to by a yes."""

from __future__ import annotations

import pytest

from bot.handoff import desk, granting
from bot.keys import KeyRing
from bot.model.errors import Conflict, NotAllowed
from bot.model.rows import StaffMember
from bot.model.talk import Case
from bot.model.words import Intent, Language, Owner, PlanStatus, Role
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

BEYOND = {
    "zh": ("按月分十期", Intent.REQUEST_INSTALMENTS),
    "en": ("in ten monthly parts", Intent.REQUEST_INSTALMENTS),
}
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def member(talk: Talk, role: Role) -> StaffMember:
    with talk.house.store.write() as unit:
        id = unit.people.add_staff(
            username=role.value, display_name="Sofia", password_hash="x", role=role, language=Language.EN
        )
        unit.commit()
    with talk.house.store.read() as unit:
        return unit.people.staff(id)


def case_of(talk: Talk) -> Case:
    with talk.house.store.read() as unit:
        return unit.cases.queue()[0]


def taken_by(talk: Talk, role: Role) -> tuple[StaffMember, Case]:
    """Somebody of a role, and the open case in her hands."""
    who, case = member(talk, role), case_of(talk)
    desk.take(talk.house, case.id, member=who)
    return who, case


def asked_beyond(store: Store, keys: KeyRing, language: str) -> Talk:
    """She asked for ten months. One tap brings it before a person; in the UK it goes to one by itself."""
    talk = talk_with(store, keys, language=language)
    talk.say(*BEYOND[language])
    if language == "zh":
        talk.press(talk.button("intent:request_human"))
    assert talk.owner() == Owner.WAITING_FOR_AGENT.value
    return talk


@LANGUAGES
def test_a_supervisor_grants_what_was_asked_and_her_own_yes_makes_it_a_plan(
    store: Store, keys: KeyRing, language: str
) -> None:
    talk = asked_beyond(store, keys, language)
    boss, case = taken_by(talk, Role.SUPERVISOR)
    found = granting.asked_for(talk.house, case.id, member=boss)
    (form,) = [offer for offer in found.offers if offer.record == "instalment-monthly"]
    assert (found.may, len(form.parts), form.band.value) == (True, 10, "supervisor")

    granting.grant(talk.house, case.id, form.id, member=boss)

    assert "Sofia" in talk.last.text
    assert [card["kind"] for card in talk.last.payload["cards"]] == ["cost_table"]
    assert (talk.plans, talk.owner()) == ((), Owner.BOT.value)  # nothing is agreed without her
    talk.press(talk.button("accept:"))
    (plan,) = talk.plans
    assert plan.status in (PlanStatus.ACCEPTED, PlanStatus.ACTIVE)
    assert sum(minor for _, minor in plan.parts) == form.total.minor
    with talk.house.store.read() as unit:
        assert unit.cases.get(case.id).outcome == granting.GRANTED
        (row,) = unit.audit.entries(kind="granted")
    assert (row["by"], row["band"]) == (boss.id, "supervisor")


@LANGUAGES
def test_whoever_is_not_verified_by_then_hears_no_debt_and_sees_it_after_the_check(
    store: Store, keys: KeyRing, language: str
) -> None:
    talk = asked_beyond(store, keys, language)
    boss, case = taken_by(talk, Role.SUPERVISOR)
    form = granting.asked_for(talk.house, case.id, member=boss).offers[0]
    with talk.house.store.write() as unit:
        unit.talks.update_session(talk.session.id, verified_until=talk.clock())
        unit.commit()
    talk.clock.forward(seconds=5)

    granting.grant(talk.house, case.id, form.id, member=boss)

    assert "1,280" not in talk.last.text
    assert talk.last.reveals is False
    talk.press(talk.button("offer:"))
    for answer in ("4821", "1990-01-31"):
        talk.say(answer, Intent.GREET)
    assert [card["kind"] for card in talk.last.payload["cards"]] == ["cost_table"]
    talk.press(talk.button("accept:"))
    assert len(talk.plans) == 1


def test_an_agent_sees_that_a_supervisor_may_and_cannot_grant_it_herself(store: Store, keys: KeyRing) -> None:
    talk = asked_beyond(store, keys, "zh")
    agent, case = taken_by(talk, Role.AGENT)
    found = granting.asked_for(talk.house, case.id, member=agent)

    assert found.offers
    assert found.may is False
    with pytest.raises(NotAllowed):
        granting.grant(talk.house, case.id, found.offers[0].id, member=agent)


def test_what_nobody_may_grant_is_no_form_and_a_form_that_was_is_refused(store: Store, keys: KeyRing) -> None:
    talk = talk_with(store, keys)
    talk.say("12月31号再还", Intent.REQUEST_DEFERRAL)
    talk.say("转人工", Intent.REQUEST_HUMAN)
    boss, case = taken_by(talk, Role.SUPERVISOR)

    found = granting.asked_for(talk.house, case.id, member=boss)

    assert (found.asked, found.offers) == (True, ())
    with pytest.raises(Conflict):
        granting.grant(talk.house, case.id, "0123456789abcdef", member=boss)
    assert talk.owner() == Owner.AGENT.value


def test_nothing_is_granted_beside_a_plan_that_runs_or_without_figures(store: Store, keys: KeyRing) -> None:
    talk = talk_with(store, keys)
    talk.say("转人工", Intent.REQUEST_HUMAN)
    boss, case = member(talk, Role.SUPERVISOR), case_of(talk)

    assert granting.asked_for(talk.house, case.id, member=boss).asked is False
