# ruff: noqa: E501 - a row of the table is read best on one line
"""What she tells of herself, each sort in both languages: a dated row with its message, an effect on every
medium it covers at once, and an end by the event that is named or by a role with a reason, never otherwise.

The sentences go in at the top (a stored message) and the effect is read at the bottom (the door).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.compliance import decide
from bot.conversation.house import House
from bot.handoff.facts import LIFTED, lift
from bot.keys import KeyRing
from bot.model.contact import Proposal
from bot.model.errors import BadInput, Conflict, NotAllowed
from bot.model.rows import StaffMember, StoredFact
from bot.model.words import SEVERITY, Channel, Decision, FactKind, HandoffReason, Language, Purpose, Role
from bot.offers.ledger import state
from bot.outreach.casefile import case_file
from bot.storage.unit import Store
from tests.integration.small_world import Clock
from tests.integration.test_contact_wishes import session_of, world, write

MEDIA = (
    Channel.SMS, Channel.EMAIL, Channel.IM, Channel.PUSH, Channel.VOICE_HUMAN, Channel.VOICE_AI, Channel.LETTER,
)  # fmt: skip
CALLS = (Channel.VOICE_HUMAN, Channel.VOICE_AI)
NOT_POST = tuple(channel for channel in MEDIA if channel is not Channel.LETTER)


@dataclass(frozen=True)
class Told:
    """One sort of fact.

    Attributes:
        kind: what is put on file.
        zh: how it is said in Chinese.
        en: how it is said in English.
        rule: the rule of the house that it calls.
        closed: the media that are closed at once, in any case.
        event: the reason of the case whose end must come before anybody may end the fact; none for the reason
            alone.
        role: the least role that may end it; none when nobody of the staff may.
    """

    kind: FactKind
    zh: str
    en: str
    rule: str
    closed: tuple[Channel, ...] = MEDIA
    event: HandoffReason | None = None
    role: Role | None = Role.COMPLIANCE


F, H = FactKind, HandoffReason
TOLD = (
    Told(F.OPT_OUT, "别再给我发消息了", "please stop messaging me", "HOUSE-OPTOUT-1", NOT_POST, role=None),
    Told(F.MEDIA_BAN, "不要再给我打电话", "do not call me", "HOUSE-MEDIA-1", CALLS, role=None),
    Told(F.CEASE, "以后永远不要再以任何方式联系我", "do not ever contact me again in any way", "HOUSE-CEASE-1"),
    Told(F.DISPUTE, "这笔钱根本不是我借的", "this is not my debt, I never took this loan", "HOUSE-DISPUTE-1",
         event=H.DISPUTE, role=Role.SUPERVISOR),
    Told(F.ATTORNEY, "我请了律师，有事找我的律师", "I have a lawyer, talk to my attorney", "HOUSE-ATTY-1",
         event=H.LEGAL),
    Told(F.BANKRUPTCY, "我已经申请个人破产了", "I filed for bankruptcy yesterday", "HOUSE-BKR-1", event=H.LEGAL),
    Told(F.DECEASED, "机主上周去世了", "he passed away last week, I am his daughter", "HOUSE-DEATH-1"),
    Told(F.MINOR, "我今年十五岁，还在上初中", "I'm 15 years old", "HOUSE-MINOR-1", event=H.MINOR),
    Told(F.CAPACITY, "他有老年痴呆，看不懂这些", "he has dementia and may not understand this", "HOUSE-MINOR-1",
         event=H.VULNERABLE),
    Told(F.HARDSHIP_NOTICE, "我失业了，实在没有能力还", "I lost my job and I cannot pay", "HOUSE-HARD-1",
         role=Role.SUPERVISOR),
    Told(F.BREATHING_SPACE, "我已经进入债务喘息期了", "I am in a breathing space moratorium", "HOUSE-BS-1"),
    Told(F.PLAN_HOLD, "债务顾问正在帮我做还款方案", "a debt adviser is working out a plan for me", "HOUSE-PLAN-1",
         event=H.HARDSHIP, role=Role.SUPERVISOR),
    Told(F.COMPLAINT, "我要投诉你们，转人工", "I want to make a complaint, a person please", "HOUSE-CARE-1",
         event=H.COMPLAINT, role=Role.SUPERVISOR),
    Told(F.ERASURE_REQUEST, "请删除我的个人信息，转人工", "delete all my personal data, a person please",
         "HOUSE-CARE-1", event=H.DATA_RIGHTS),
    Told(F.STUDENT, "我还是在校大学生", "I'm a full-time student at college", "HOUSE-CARE-1",
         event=H.VULNERABLE, role=Role.SUPERVISOR),
)  # fmt: skip
LATER = timedelta(days=2)
HELLO = {
    "zh": "【晴川消费金融】您好，我是自动助手，有一条消息给您，请点链接查看。回复 TD 退订。",
    "en": "Hello, this is the automated assistant of Harbour Lending. There is a message for you, "
    "open the link. Reply STOP to opt out.",
}


def cases() -> list[object]:
    return [
        pytest.param(told, language, id=f"{told.kind}-{language}")
        for told in TOLD
        for language in ("zh", "en")
    ]


def asked(house: House, channel: Channel, language: str) -> tuple[Decision, list[str]]:
    """The verdict on a first gentle message in a medium now, and the rules that matter."""
    with house.store.read() as unit:
        account, borrower = unit.books.account("A1"), unit.people.borrower("B-A1")
        now = house.clock()
        ledger = state(unit.books.ledger(account), as_of=now.date())
        case = case_file(unit, account=account, borrower=borrower, ledger=ledger, now=now, verified=None)
    proposal = Proposal(channel, Purpose.REMINDER, HELLO[language], language=language, account="A1")
    verdict = decide(case, proposal, now=now, policy=house.rules)
    return verdict.decision, [hit.id for hit in verdict.rules]


def rows(house: House, kind: FactKind) -> list[StoredFact]:
    with house.store.read() as unit:
        return [f for f in unit.record.facts("B-A1", in_force_at=house.clock()) if f.kind is kind]


def say(house: House, clock: Clock, told: Told, language: str) -> list[StoredFact]:
    """Say it, verified, and return the rows of its kind."""
    session = session_of(house, verified=told.kind is not F.DECEASED)
    write(house, clock, session, told.zh if language == "zh" else told.en)
    return rows(house, told.kind)


def closes_case(house: House, clock: Clock, reason: HandoffReason) -> None:
    """Somebody takes the case, answers it and closes it."""
    with house.store.write() as unit:
        talk = unit.talks.of_account("A1")
        assert talk
        case = unit.cases.open_of(talk.id)
        assert case is not None
        assert case.reason is reason, f"the case is about {case.reason}, not {reason}"
        unit.cases.take(case, agent_id="S9", at=clock())
        unit.cases.close(case.id, outcome="answered", at=clock() + timedelta(minutes=5))
        unit.commit()


def staff(role: Role) -> StaffMember:
    return StaffMember(
        id=f"S-{role}", username=role, display_name=role, password_hash="", role=role, language=Language.EN,
        failed=0, locked_until=None, disabled_at=None,
    )  # fmt: skip


def ends(house: House, fact: StoredFact, role: Role, why: str = "papers seen") -> None:
    with house.store.write() as unit:
        lift(unit, fact.id, by=staff(role), why=why, policy=house.lifting, now=house.clock())
        unit.commit()


@pytest.mark.parametrize(("told", "language"), cases())
def test_it_is_a_dated_row_with_its_message(store: Store, keys: KeyRing, told: Told, language: str) -> None:
    clock = Clock()
    house = world(store, keys, clock, language)

    found = say(house, clock, told, language)

    assert found
    with store.read() as unit:
        for fact in found:
            assert fact.message_id is not None
            message = unit.talks.inbound(fact.message_id)
            assert message.text == (told.zh if language == "zh" else told.en)
            assert fact.at == message.at


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_breathing_space_told_in_the_talk_names_its_type_as_the_desk_and_the_rules_do(
    sqlite_store: Store, keys: KeyRing, language: str
) -> None:
    clock = Clock()
    house = world(sqlite_store, keys, clock, language)
    told = next(each for each in TOLD if each.kind is F.BREATHING_SPACE)

    (found,) = say(house, clock, told, language)

    assert found.detail == {"type": "standard"}


@pytest.mark.parametrize(("told", "language"), cases())
def test_it_acts_at_once_on_every_medium_it_covers_and_on_no_other(
    sqlite_store: Store, keys: KeyRing, told: Told, language: str
) -> None:
    clock = Clock()
    house = world(sqlite_store, keys, clock, language)
    before = {channel: asked(house, channel, language) for channel in MEDIA}
    assert all(told.rule not in rules for _, rules in before.values())

    say(house, clock, told, language)

    closed = set()
    for channel in MEDIA:
        decision, rules = asked(house, channel, language)
        if told.rule in rules:
            assert SEVERITY[decision] >= SEVERITY[Decision.HUMAN]
            closed.add(channel)
    assert closed == set(told.closed)


@pytest.mark.parametrize(("told", "language"), cases())
def test_it_ends_by_the_named_event_and_role_with_a_reason_and_not_before(
    sqlite_store: Store, keys: KeyRing, told: Told, language: str
) -> None:
    clock = Clock()
    house = world(sqlite_store, keys, clock, language)
    fact = say(house, clock, told, language)[0]
    clock.forward(minutes=10)

    with pytest.raises(NotAllowed):
        ends(house, fact, Role.AGENT)
    with pytest.raises(NotAllowed):
        ends(house, fact, Role.ADMIN)
    if told.role is None:
        for role in Role:
            with pytest.raises(NotAllowed):
                ends(house, fact, role)
        return
    with pytest.raises(BadInput):
        ends(house, fact, told.role, why=" ")
    if told.event is not None:
        with pytest.raises(Conflict):
            ends(house, fact, told.role)
        closes_case(house, clock, told.event)
    elif house.lifting.rows[told.kind].after:
        with pytest.raises(Conflict):
            ends(house, fact, told.role)
        return
    clock.forward(minutes=10)

    ends(house, fact, told.role)

    assert fact.id not in [row.id for row in rows(house, told.kind)]
    with sqlite_store.read() as unit:
        (entry,) = unit.audit.entries(kind=LIFTED)
    assert (entry["fact"], entry["why"], entry["role"]) == (fact.id, "papers seen", told.role.value)


@pytest.mark.parametrize(
    ("language", "text", "kind", "kept_free", "left_open"),
    [
        ("zh", "上午别联系我，我在上班", FactKind.INCONVENIENT_TIME, 10, 15),
        ("en", "don't contact me in the mornings, I work", FactKind.INCONVENIENT_TIME, 10, 15),
        ("zh", "请只在下午两点到四点联系我", FactKind.AGREED_HOURS, 11, 15),
        ("en", "only contact me between 2pm and 4pm", FactKind.AGREED_HOURS, 11, 15),
    ],
)
def test_hours_that_do_not_suit_are_closed_in_every_medium_and_the_others_are_not(
    store: Store, keys: KeyRing, language: str, text: str, kind: FactKind, kept_free: int, left_open: int
) -> None:
    clock = Clock()
    house = world(store, keys, clock, language)
    write(house, clock, session_of(house, verified=True), text)

    (fact,) = rows(house, kind)

    assert fact.message_id
    closed, open_ = (at_hour(house, clock, language, hour) for hour in (kept_free, left_open))
    assert all("HOUSE-PREF-1" in rules for rules in closed.values())
    assert all("HOUSE-PREF-1" not in rules for rules in open_.values())


def at_hour(house: House, clock: Clock, language: str, hour: int) -> dict[Channel, list[str]]:
    """What matters to each medium at an hour of hers, a working day and more after now."""
    with house.store.read() as unit:
        zone = unit.people.borrower("B-A1").timezone
    here = (clock.now + LATER).astimezone(ZoneInfo(zone)).replace(hour=hour, minute=0)
    was, clock.now = clock.now, here
    try:
        return {channel: asked(house, channel, language)[1] for channel in MEDIA}
    finally:
        clock.now = was


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "你打错了，我不认识这个人"), ("en", "wrong number, I don't know this person")],
)
def test_a_wrong_person_closes_the_address_for_good(
    store: Store, keys: KeyRing, language: str, text: str
) -> None:
    clock = Clock()
    house = world(store, keys, clock, language)
    write(house, clock, session_of(house, verified=False), text)

    (fact,) = rows(house, FactKind.WRONG_PERSON)

    assert fact.message_id
    assert fact.detail["to"]
    for role in Role:
        if role is not Role.COMPLIANCE:
            with pytest.raises(NotAllowed):
                ends(house, fact, role)
