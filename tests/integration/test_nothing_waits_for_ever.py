"""What cannot be done ends somewhere: with a person who has it, and never with a loop that nobody sees."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import select

from bot.conversation import receive
from bot.conversation.house import House
from bot.conversation.wording import Wording
from bot.model.errors import StepFailed
from bot.model.talk import Case
from bot.model.words import Channel, HandoffReason, Intent, Language, Owner, Purpose
from bot.outreach import dispatch, reach
from bot.outreach.door import Address, speak
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.kit import ScriptedEngine, Talk, make_talk

ASKED = {Language.ZH: "你是机器人吗", Language.EN: "are you a robot"}
LATER = {Language.ZH: "你们在哪里", Language.EN: "where are you"}
COLLEAGUE = {Language.ZH: "已请同事来回复您", Language.EN: "a colleague will answer"}
LETTER = {
    Language.ZH: "【晴川消费金融】您好，我是自动助手，有一条消息给您。不想再收到请回复 TD。",
    Language.EN: "Hello, this is the automated assistant of Harbour Lending. There is a message for you. "
    "Reply STOP to opt out.",
}
NOTE = "note"


@pytest.fixture(params=list(Language))
def talk(store: Store, request: pytest.FixtureRequest) -> Talk:
    made = make_talk(store, language=request.param)
    made.engine.lead = Intent.ASK_IF_BOT
    return made


def case_of(talk: Talk) -> Case | None:
    with talk.store.read() as unit:
        return unit.cases.open_of(talk.conversation_id)


def owner(talk: Talk) -> Owner:
    with talk.store.read() as unit:
        return unit.talks.get(talk.conversation_id).owner


def waiting(talk: Talk) -> int:
    with talk.store.read() as unit:
        return len(unit.talks.unanswered(talk.conversation_id))


# an engine that never answers ----------------------------------------------------------------------


def test_a_message_waits_half_an_hour_for_an_engine_and_then_a_person_has_it(talk: Talk) -> None:
    talk.engine.down = True
    (told,) = talk.say(ASKED[talk.language])
    talk.clock.at += receive.WAIT_FOR_ENGINE - timedelta(seconds=1)
    receive.work(talk.house, talk.conversation_id)
    assert (waiting(talk), case_of(talk), talk.out(after=told.seq)) == (1, None, [])

    talk.clock.at += timedelta(seconds=1)
    receive.work(talk.house, talk.conversation_id)

    (given_up,) = talk.out(after=told.seq)
    assert COLLEAGUE[talk.language] in given_up.text
    case = case_of(talk)
    assert case is not None
    assert (case.reason, case.brief[NOTE]) == (HandoffReason.NOT_UNDERSTOOD, "engine_down")
    assert case.brief["said"] == ASKED[talk.language]
    assert (waiting(talk), owner(talk)) == (0, Owner.WAITING_FOR_AGENT)
    with talk.store.read() as unit:
        assert ASKED[talk.language] in [line.text for line in unit.talks.lines(talk.conversation_id)], "kept"


def test_several_that_waited_make_one_case_and_are_answered_once(talk: Talk) -> None:
    talk.engine.down = True
    talk.say(ASKED[talk.language])
    talk.say(LATER[talk.language])
    last = talk.out()[-1].seq
    talk.clock.at += receive.WAIT_FOR_ENGINE

    receive.work(talk.house, talk.conversation_id)

    texts = [line.text for line in talk.out(after=last)]
    assert sum(COLLEAGUE[talk.language] in text for text in texts) == 1
    assert waiting(talk) == 0
    assert case_of(talk) is not None


# a fault while giving up ---------------------------------------------------------------------------


@dataclass
class Failing(ScriptedEngine):
    """Fails at every step, unforeseen."""

    def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> None:
        raise KeyError("a name in a message")


class Mute:
    """A wording from which one sentence is gone."""

    def __init__(self, wording: Wording, missing: str) -> None:
        self._wording, self._missing = wording, missing

    def render(self, say: Any, **how: Any) -> Any:
        if say.name == self._missing:
            raise KeyError(say.name)
        return self._wording.render(say, **how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wording, name)


class NoBrief:
    """A store whose cases cannot be opened by the ordinary way: reading the ledger fails."""

    def __init__(self, store: Any, *, cases: bool) -> None:
        self._store, self._cases = store, cases

    @contextmanager
    def write(self) -> Any:
        with self._store.write() as unit:
            if self._cases:
                unit.cases = None
            yield unit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def broken(talk: Talk, *, cases: bool = False) -> House:
    """A house whose engine fails and which cannot say so; ``cases``: nor open a case."""
    engine = Failing()
    wording = cast(Wording, Mute(talk.house.wording, "utter_fault"))
    house = replace(talk.house, engine=engine, wording=wording)
    if cases:
        house = replace(house, store=cast(Any, NoBrief(talk.house.store, cases=True)))
    engine.house = house
    return house


def accept(talk: Talk, text: str) -> None:
    receive.accept_message(talk.house, talk.session, text=text, channel_message_id=None)


def test_a_fault_while_giving_up_still_ends_with_a_person(talk: Talk) -> None:
    accept(talk, ASKED[talk.language])

    assert receive.work(broken(talk), talk.conversation_id) == 1

    case = case_of(talk)
    assert case is not None
    assert (case.reason, case.brief[NOTE]) == (HandoffReason.NOT_UNDERSTOOD, "fault")
    assert (waiting(talk), owner(talk)) == (0, Owner.WAITING_FOR_AGENT)
    with talk.store.read() as unit:
        assert unit.audit.verify() is None


def test_a_case_that_is_open_keeps_its_brief_then(talk: Talk) -> None:
    with talk.store.write() as unit:
        row = unit.talks.get(talk.conversation_id)
        route = talk.house.handoff.routes[HandoffReason.DISPUTE]
        first = unit.cases.open(
            conversation_id=row.id, borrower_id=row.borrower_id, account_id=row.account_id,
            reason=HandoffReason.DISPUTE, priority=route.priority, team=route.team,
            brief={"said": "not mine"}, at=talk.clock(), due_at=talk.clock(),
        )  # fmt: skip
        unit.commit()
    accept(talk, ASKED[talk.language])

    receive.work(broken(talk), talk.conversation_id)

    case = case_of(talk)
    assert case is not None
    assert (case.id, case.reason, case.brief["said"]) == (first.id, HandoffReason.DISPUTE, "not mine")


def test_where_nothing_else_can_be_done_the_message_is_kept_and_holds_up_nothing(talk: Talk) -> None:
    accept(talk, ASKED[talk.language])
    accept(talk, LATER[talk.language])

    assert receive.work(broken(talk, cases=True), talk.conversation_id) == 2

    assert waiting(talk) == 0
    with talk.store.read() as unit:
        kept = [line for line in unit.talks.lines(talk.conversation_id) if line.direction == "in"]
    assert [(line.text, line.status) for line in kept] == [
        (ASKED[talk.language], "failed"),
        (LATER[talk.language], "failed"),
    ]
    assert receive.sweep(talk.house, older_than=timedelta(0)) == []


def test_a_step_that_fails_each_time_and_cannot_be_given_up_ends_too(talk: Talk) -> None:
    class Step(Failing):
        def turn(self, sender: str, text: str, *, metadata: Mapping[str, Any]) -> None:
            raise StepFailed("the step failed", where="engine")

    accept(talk, ASKED[talk.language])
    house = replace(broken(talk), engine=Step())
    for _ in range(receive.ENOUGH_TRIES):
        receive.work(house, talk.conversation_id)

    assert waiting(talk) == 0
    assert case_of(talk) is not None


# a parcel of which nobody knows --------------------------------------------------------------------


class Broken:
    """An adapter that fails in a way nobody foresaw, for some addresses."""

    def __init__(self, *bad: str) -> None:
        self.bad, self.sent = bad, list[str]()

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> None:
        if address in self.bad:
            raise ZeroDivisionError("a name in a message")
        self.sent.append(address)


def put(talk: Talk, address: str, *, reply: bool = True) -> str:
    """A sentence in the outbox: an answer, or a letter that we began."""
    with talk.store.write() as unit:
        speaker = reach.opened(talk.house, unit, talk.account_id, now=talk.clock())
        spoken = speak(
            speaker,
            text=LETTER[speaker.language],
            to=Address(Channel.SMS, "sms", address),
            purpose=Purpose.REPLY if reply else Purpose.SERVICE,
            reply=reply,
            reveals=False,
            deliver_by=None if reply else talk.clock() + timedelta(minutes=5),
        )
        unit.commit()
    assert spoken.parcel_id is not None
    return spoken.parcel_id


def row(talk: Talk, parcel_id: str) -> tuple[str, str, str | None]:
    """Status of a parcel and of its line, and the parcel's error."""
    both = t.outbox.join(t.lines, t.lines.c.id == t.outbox.c.line_id)
    query = select(t.outbox.c.status, t.lines.c.status, t.outbox.c.error).select_from(both)
    with talk.store.engine.connect() as connection:
        found = connection.execute(query.where(t.outbox.c.id == parcel_id)).one()
    return found[0], found[1], found[2]


def test_an_unforeseen_fault_of_a_channel_holds_up_no_other_parcel(talk: Talk) -> None:
    first, second = put(talk, "+1"), put(talk, "+2")
    phone = Broken("+1")

    assert dispatch.dispatch(talk.house, {"sms": phone}) == 1

    assert phone.sent == ["+2"]
    assert row(talk, first) == ("unknown", "unknown", "ZeroDivisionError")
    assert row(talk, second)[:2] == ("sent", "sent")


def test_an_answer_of_which_nobody_knows_is_lost_after_a_day_and_a_person_sees_to_it(talk: Talk) -> None:
    parcel = put(talk, "+1")
    phone = Broken("+1")
    dispatch.dispatch(talk.house, {"sms": phone})
    talk.clock.at += dispatch.UNKNOWN_FOR - timedelta(seconds=1)
    dispatch.dispatch(talk.house, {"sms": phone})
    assert (row(talk, parcel)[0], case_of(talk)) == ("unknown", None)

    talk.clock.at += timedelta(seconds=1)
    for _ in range(2):
        dispatch.dispatch(talk.house, {"sms": Broken()})

    assert row(talk, parcel) == ("failed", "failed", "nobody learned whether it arrived")
    case = case_of(talk)
    assert case is not None
    assert (case.reason, case.brief[NOTE]) == (HandoffReason.NOT_UNDERSTOOD, dispatch.LOST)
    assert owner(talk) is Owner.BOT, "the bot goes on answering"


def test_a_lost_letter_of_ours_is_no_case_and_stays_counted(talk: Talk) -> None:
    talk.clock.at += timedelta(hours=8 if talk.language is Language.EN else 0)  # noon where she lives
    parcel = put(talk, "+1", reply=False)
    dispatch.dispatch(talk.house, {"sms": Broken("+1")})
    talk.clock.at += dispatch.UNKNOWN_FOR
    phone = Broken()

    dispatch.dispatch(talk.house, {"sms": phone})

    assert (row(talk, parcel)[:2], phone.sent, case_of(talk)) == (("failed", "failed"), [], None)
    with talk.store.read() as unit:
        outbound = [c for c in unit.record.contacts(talk.borrower_id) if c.direction == "outbound"]
    assert len(outbound) == 1, "it may have arrived: we over-count"
