"""A fact that protects somebody ends by the event the policy names, or by a person with the right role."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.conversation.endings import agreed_again, other_hours
from bot.conversation.house import House
from bot.handoff.facts import LIFTED, lift, load_lifting
from bot.keys import KeyRing
from bot.model.errors import BadInput, Conflict, NotAllowed, UnknownThing
from bot.model.rows import StaffMember, StoredFact
from bot.model.words import Channel, FactKind, HandoffReason, Language, Priority, Role
from bot.storage.unit import Store, UnitOfWork
from tests.integration.small_world import POLICIES, Clock, add_borrower, make_house

TABLE = load_lifting(POLICIES / "lifting.yml")
BORROWER, ACCOUNT = "B-A1", "A1"


@pytest.fixture
def house(store: Store, keys: KeyRing) -> House:
    made = make_house(store, keys, clock=Clock())
    add_borrower(made)
    return made


@pytest.fixture
def unit(house: House, store: Store) -> UnitOfWork:
    with store.write() as found:
        yield found


@pytest.fixture
def now(house: House) -> datetime:
    return house.clock()


def somebody(role: Role, *, code: str = "S1") -> StaffMember:
    return StaffMember(
        id=code, username=code, display_name=code, password_hash="", role=role, language=Language.EN,
        failed=0, locked_until=None, disabled_at=None,
    )  # fmt: skip


def on_file(unit: UnitOfWork, kind: FactKind, at: datetime, **detail: str) -> str:
    found = unit.record.note(borrower_id=BORROWER, account_id=ACCOUNT, kind=kind, at=at, detail=detail)
    assert found
    return found


def closed_case(house: House, unit: UnitOfWork, reason: HandoffReason, *, agent: str, at: datetime) -> None:
    talk = unit.talks.open(borrower_id=BORROWER, account_id=ACCOUNT, language=Language.ZH, at=at)
    case = unit.cases.open(
        conversation_id=talk.id, borrower_id=BORROWER, account_id=ACCOUNT, reason=reason,
        priority=Priority.HIGH, team="disputes", brief={}, at=at, due_at=at + timedelta(hours=4),
    )  # fmt: skip
    unit.cases.take(case, agent_id=agent, at=at)
    unit.cases.close(case.id, outcome="corrected", at=at + timedelta(minutes=5))


def in_force(unit: UnitOfWork, at: datetime) -> list[StoredFact]:
    return list(unit.record.facts(BORROWER, in_force_at=at))


def test_every_kind_of_fact_has_a_row() -> None:
    assert set(TABLE.rows) == set(FactKind)


def test_a_dispute_ends_after_its_case_was_answered_and_the_reason_is_on_record(
    house: House, unit: UnitOfWork, now: datetime
) -> None:
    fact = on_file(unit, FactKind.DISPUTE, now)
    closed_case(house, unit, HandoffReason.DISPUTE, agent="S9", at=now + timedelta(hours=1))
    later = now + timedelta(hours=2)

    lift(unit, fact, by=somebody(Role.SUPERVISOR), why="the amount was explained", policy=TABLE, now=later)

    assert in_force(unit, later) == []
    (entry,) = unit.audit.entries(kind=LIFTED)
    assert (entry["ref"], entry["fact"], entry["by"], entry["event"]) == (
        BORROWER,
        fact,
        "S1",
        "case:dispute",
    )
    assert entry["why"] == "the amount was explained"


def test_the_agent_who_answered_the_dispute_may_end_it_and_no_other_agent(
    house: House, unit: UnitOfWork, now: datetime
) -> None:
    fact = on_file(unit, FactKind.DISPUTE, now)
    closed_case(house, unit, HandoffReason.DISPUTE, agent="S9", at=now + timedelta(hours=1))
    later = now + timedelta(hours=2)

    with pytest.raises(NotAllowed):
        lift(unit, fact, by=somebody(Role.AGENT), why="done", policy=TABLE, now=later)
    lift(unit, fact, by=somebody(Role.AGENT, code="S9"), why="done", policy=TABLE, now=later)

    assert in_force(unit, later) == []


def test_a_dispute_does_not_end_before_it_was_answered(unit: UnitOfWork, now: datetime) -> None:
    fact = on_file(unit, FactKind.DISPUTE, now)

    with pytest.raises(Conflict, match="case:dispute"):
        lift(unit, fact, by=somebody(Role.COMPLIANCE), why="done", policy=TABLE, now=now)


def test_an_answer_given_before_the_dispute_counts_for_nothing(
    house: House, unit: UnitOfWork, now: datetime
) -> None:
    closed_case(house, unit, HandoffReason.DISPUTE, agent="S9", at=now)
    fact = on_file(unit, FactKind.DISPUTE, now + timedelta(hours=1))

    with pytest.raises(Conflict):
        lift(unit, fact, by=somebody(Role.COMPLIANCE), why="done", policy=TABLE, now=now + timedelta(hours=2))


@pytest.mark.parametrize("role", list(Role))
def test_nobody_of_the_staff_opts_a_borrower_back_in(unit: UnitOfWork, now: datetime, role: Role) -> None:
    fact = on_file(unit, FactKind.OPT_OUT, now, channel="sms")

    with pytest.raises(NotAllowed, match="the borrower alone"):
        lift(unit, fact, by=somebody(role), why="she said so on the phone", policy=TABLE, now=now)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMPLIANCE])
def test_only_compliance_undoes_a_death(unit: UnitOfWork, now: datetime, role: Role) -> None:
    fact = on_file(unit, FactKind.DECEASED, now)

    with pytest.raises(NotAllowed):
        lift(unit, fact, by=somebody(role), why="a mistake", policy=TABLE, now=now)
    lift(unit, fact, by=somebody(Role.COMPLIANCE), why="a mistake, she called", policy=TABLE, now=now)

    assert in_force(unit, now) == []


def test_a_reason_is_needed_and_a_fact_ends_once(unit: UnitOfWork, now: datetime) -> None:
    fact = on_file(unit, FactKind.DECEASED, now)
    compliance = somebody(Role.COMPLIANCE)

    with pytest.raises(BadInput, match="reason"):
        lift(unit, fact, by=compliance, why="  ", policy=TABLE, now=now)
    lift(unit, fact, by=compliance, why="a mistake", policy=TABLE, now=now)
    with pytest.raises(Conflict):
        lift(unit, fact, by=compliance, why="again", policy=TABLE, now=now)
    with pytest.raises(UnknownThing):
        lift(unit, "no such fact", by=compliance, why="x", policy=TABLE, now=now)


def test_breathing_space_ends_after_its_own_end(unit: UnitOfWork, now: datetime) -> None:
    fact = on_file(unit, FactKind.BREATHING_SPACE, now, ended_on="2026-05-09")
    compliance = somebody(Role.COMPLIANCE)
    day = timedelta(days=1)
    last = datetime.fromisoformat("2026-05-08T12:00:00+00:00")

    with pytest.raises(Conflict):
        lift(unit, fact, by=compliance, why="over", policy=TABLE, now=last)
    lift(unit, fact, by=compliance, why="over", policy=TABLE, now=last + day)

    assert in_force(unit, last + day) == []


def agree(unit: UnitOfWork, at: datetime, channel: Channel, *, verified: bool = True) -> list[str]:
    ended = agreed_again(
        unit, policy=TABLE, borrower_id=BORROWER, account_id=ACCOUNT, channel=channel,
        spoken_in=Channel.IM, verified=verified, message_id="M1", at=at,
    )  # fmt: skip
    return [fact.detail["channel"] for fact in ended]


def test_you_can_text_me_again_ends_the_opt_out_of_that_medium_alone(unit: UnitOfWork, now: datetime) -> None:
    for channel in ("sms", "email"):
        on_file(unit, FactKind.OPT_OUT, now, channel=channel)
        on_file(unit, FactKind.MEDIA_BAN, now, channel=channel)
    later = now + timedelta(days=1)

    ended = agree(unit, later, Channel.SMS)

    assert ended == ["sms", "sms"]
    left = {(fact.kind, fact.detail["channel"]) for fact in in_force(unit, later)}
    assert left == {
        (FactKind.OPT_OUT, "email"), (FactKind.MEDIA_BAN, "email"), (FactKind.CONSENT, "sms"),
    }  # fmt: skip
    consent = next(fact for fact in in_force(unit, later) if fact.kind is FactKind.CONSENT)
    assert consent.message_id == "M1"
    assert len(unit.audit.entries(kind=LIFTED)) == 2


def test_a_stranger_cannot_opt_somebody_back_in_to_another_medium(unit: UnitOfWork, now: datetime) -> None:
    on_file(unit, FactKind.OPT_OUT, now, channel="sms")
    on_file(unit, FactKind.OPT_OUT, now, channel="im")

    assert agree(unit, now, Channel.SMS, verified=False) == []
    assert agree(unit, now, Channel.IM, verified=False) == ["im"]


def test_new_consent_never_ends_a_cease_by_itself_but_lets_compliance_end_it(
    unit: UnitOfWork, now: datetime
) -> None:
    fact = on_file(unit, FactKind.CEASE, now)
    compliance = somebody(Role.COMPLIANCE)
    with pytest.raises(Conflict):
        lift(unit, fact, by=compliance, why="asked", policy=TABLE, now=now)
    later = now + timedelta(days=1)

    agree(unit, later, Channel.IM)

    assert FactKind.CEASE in [found.kind for found in in_force(unit, later)]
    lift(unit, fact, by=compliance, why="she wrote that we may", policy=TABLE, now=later)
    assert FactKind.CEASE not in [found.kind for found in in_force(unit, later)]


def test_other_hours_replace_the_hours_said_before(unit: UnitOfWork, now: datetime) -> None:
    on_file(unit, FactKind.AGREED_HOURS, now, **{"from": "09:00", "to": "12:00"})

    ended = other_hours(
        unit, policy=TABLE, borrower_id=BORROWER, kind=FactKind.AGREED_HOURS, message_id="M2", at=now
    )

    assert len(ended) == 1
    assert in_force(unit, now) == []
