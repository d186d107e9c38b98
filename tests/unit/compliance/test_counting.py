"""What a cap counts: every unit against every outcome, every key, and "today is day 1" to the second."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.compliance.ask import Ask
from bot.compliance.kinds.frequency import CapParams, CooldownParams, cooldown_after_contact, frequency_cap
from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    ContactPoint,
    Event,
    Fact,
    Lender,
    Proposal,
)
from bot.model.words import Actor, Channel, Outcome, Purpose, Sender

ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 10, 14, 12, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)
COUNTED = {
    "attempt": "no_answer busy voicemail dropped connected sent delivered replied nobody",
    "attempt_unanswered": "no_answer busy voicemail sent nobody",
    "attempt_connected_network": "no_answer voicemail dropped connected sent delivered replied nobody",
    "contact_made": "dropped connected sent delivered replied nobody",
    "conversation": "connected replied",
    "message_sent": "no_answer busy voicemail dropped connected sent delivered replied nobody",
}
OUTCOMES = [*COUNTED["contact_made"].split(), *COUNTED["attempt_unanswered"].split()]


def call(
    at: datetime = NOON,
    *,
    outcome: str = "no_answer",
    account: str | None = "A1",
    to: str | None = "n1",
    direction: str = "outbound",
    also: tuple[str, ...] = (),
    by: Sender = Sender.AGENT,
    channel: Channel = Channel.VOICE_HUMAN,
) -> Contact:
    return Contact(
        at=at,
        direction=direction,
        channel=channel,
        by=by,
        outcome=None if outcome == "nobody" else Outcome(outcome),
        account=account,
        to=to,
        other_accounts=also,
    )


def asked(
    *history: Event,
    now: datetime = NOON,
    account: str = "A1",
    to: str | None = "n1",
    by: Sender = Sender.AGENT,
    recipient: str = "borrower",
    channel: Channel = Channel.VOICE_HUMAN,
    points: tuple[ContactPoint, ...] = (ContactPoint("n1", Channel.VOICE_HUMAN),),
    actor: Actor = Actor.THIRD_PARTY,
) -> Ask:
    case = CaseFile(
        lender=Lender(actor, "online_consumer_loan", ("US",)),
        borrower=BorrowerFacts("en", str(ZONE), "US-PA", contact_points=points),
        account=AccountFacts(account, "USD"),
        history=history,
    )
    proposal = Proposal(channel, Purpose.REMINDER, account=account, to=to, by=by, recipient=recipient)
    return Ask(case, proposal, now=now, zones=(ZONE,), regimes=frozenset({"US"}))


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("unit", COUNTED)
def test_a_unit_counts_exactly_the_outcomes_it_names(unit: str, outcome: str) -> None:
    hit = frequency_cap(
        CapParams(limit=1, unit=unit, days=1), asked(call(NOON - timedelta(hours=1), outcome=outcome))
    )

    assert (hit is not None) == (outcome in COUNTED[unit].split())


@pytest.mark.parametrize(
    ("key", "other", "counts"),
    [
        (("debtor",), call(account="A2", to="n2"), True),
        (("debtor", "account"), call(account="A2"), False),
        (("debtor", "account"), call(account="A2", also=("A1",)), True),
        (("debtor", "account"), call(account=None), True),
        (("debtor", "account"), call(to="n2"), True),
        (("debtor", "number"), call(to="n2"), False),
        (("debtor", "number"), call(account="A2"), True),
        (("debtor", "number"), call(to=None), True),
    ],
)
def test_a_key_pools_what_it_names_and_what_is_not_known(
    key: tuple[str, ...], other: Contact, counts: bool
) -> None:
    hit = frequency_cap(CapParams(limit=1, days=1, key=key), asked(other, now=NOON + timedelta(hours=1)))

    assert (hit is not None) == counts


AUNT, CLERK = "third_party:Aunt Lin", "third_party:Mr Ode"
REFUSED = Fact(NOON - timedelta(days=3), "third_party_refused", {"person": "Mr Ode"})


@pytest.mark.parametrize(
    ("to", "recipient", "counts"),
    [
        ("n1", "borrower", True),
        ("n9", "borrower", True),  # nobody says whose number that was
        (None, "borrower", True),
        (AUNT, "borrower", False),
        ("Mr Ode", "borrower", False),  # a name that a fact knows as a third person's
        (AUNT, AUNT, True),
        ("Aunt Lin", AUNT, True),
        (CLERK, AUNT, False),
        ("Mr Ode", AUNT, False),
        ("n1", AUNT, False),
        ("n9", AUNT, True),
        (None, AUNT, True),
    ],
)
def test_third_persons_are_counted_each_by_herself(to: str | None, recipient: str, counts: bool) -> None:
    p = CapParams(limit=1, days=1, key=("debtor", "third_person"))
    address = None if recipient == AUNT else "n1"

    hit = frequency_cap(p, asked(REFUSED, call(NOON - HOUR, to=to), to=address, recipient=recipient))

    assert (hit is not None) == counts
    pooled_all = frequency_cap(CapParams(limit=1, days=1), asked(call(NOON - HOUR, to=to)))
    assert pooled_all is not None, "without the key everybody is one"


@pytest.mark.parametrize(
    ("theirs", "ours", "counts"),
    [
        (Sender.BOT, Sender.BOT, True),
        (Sender.AGENT, Sender.BOT, True),
        (Sender.BOT, Sender.AGENT, True),
        (Sender.AGENCY, Sender.BOT, False),
        (Sender.AGENCY, Sender.AGENT, False),
        (Sender.BOT, Sender.AGENCY, False),
        (Sender.AGENCY, Sender.AGENCY, True),
    ],
)
def test_the_lender_and_an_agency_are_two_collectors(theirs: Sender, ours: Sender, counts: bool) -> None:
    history = call(NOON - HOUR, by=theirs)

    p = CapParams(limit=1, days=1, key=("debtor", "collector"))

    apart = frequency_cap(p, asked(history, by=ours, actor=Actor.FIRST_PARTY))
    among_agencies = frequency_cap(p, asked(history, by=ours, actor=Actor.THIRD_PARTY))
    pooled_all = frequency_cap(CapParams(limit=1, days=1), asked(history, by=ours, actor=Actor.FIRST_PARTY))

    assert (apart is not None) == counts
    assert among_agencies is not None, "which agency that was is not known"
    assert pooled_all is not None, "without the key bot, people and agencies share the count"


@pytest.mark.parametrize(
    ("theirs", "ours", "counts"),
    [
        (Channel.SMS, Channel.SMS, True),
        (Channel.EMAIL, Channel.SMS, False),
        (Channel.VOICE_AI, Channel.VOICE_HUMAN, True),  # a call is a call
        (Channel.SMS, Channel.VOICE_HUMAN, False),
    ],
)
def test_media_are_counted_each_by_itself(theirs: Channel, ours: Channel, counts: bool) -> None:
    history = call(NOON - HOUR, outcome="sent", channel=theirs)

    apart = frequency_cap(CapParams(limit=1, days=1, key=("debtor", "medium")), asked(history, channel=ours))
    pooled_all = frequency_cap(CapParams(limit=1, days=1), asked(history, channel=ours))

    assert (apart is not None) == counts
    assert pooled_all is not None, "without the key all media share the count"


@pytest.mark.parametrize("key", ["account", "number", "third_person", "collector", "medium"])
@pytest.mark.parametrize(("second", "counts"), [(0, True), (-1, False)])
def test_the_first_second_of_the_rolling_week_holds_for_every_key(
    key: str, second: int, counts: bool
) -> None:
    first = datetime(2026, 10, 8, tzinfo=ZONE) + timedelta(seconds=second)
    p = CapParams(limit=1, days=7, key=("debtor", key))

    hit = frequency_cap(p, asked(call(first)))

    assert (hit is not None) == counts
    if hit is not None:
        assert hit.until == datetime(2026, 10, 15, tzinfo=ZONE)
        assert frequency_cap(p, asked(call(first), now=hit.until)) is None
        assert frequency_cap(p, asked(call(first), now=hit.until - timedelta(seconds=1))) is not None


@pytest.mark.parametrize(
    ("to", "work_points", "counts"),
    [("w1", True, True), ("n1", True, False), (None, True, True), ("n1", False, True), ("w1", False, False),
     (None, False, True)],
)  # fmt: skip
def test_an_address_nobody_reported_counts_at_work_and_elsewhere(
    to: str | None, work_points: bool, counts: bool
) -> None:
    points = (ContactPoint("n1", Channel.VOICE_HUMAN), ContactPoint("w1", Channel.VOICE_HUMAN, work=True))
    ours = "w1" if work_points else "n1"
    p = CapParams(limit=1, days=7, work_points=work_points)

    hit = frequency_cap(p, asked(call(NOON - HOUR, to=to), to=ours, points=points))

    assert (hit is not None) == counts


def test_a_call_to_her_only_number_is_at_work_when_that_number_is() -> None:
    points = (ContactPoint("w1", Channel.VOICE_HUMAN, work=True),)
    p = CapParams(limit=1, days=7, work_points=True)

    assert frequency_cap(p, asked(call(NOON - HOUR, to="w1"), to=None, points=points)) is not None


@pytest.mark.parametrize(("hour", "minute", "second", "counts"), [(0, 0, 0, True), (23, 59, 59, False)])
def test_today_is_day_one_of_a_rolling_week(hour: int, minute: int, second: int, counts: bool) -> None:
    day = 8 if counts else 7  # seven days with the fourteenth as the seventh begin on the eighth
    first = datetime(2026, 10, day, hour, minute, second, tzinfo=ZONE)

    hit = frequency_cap(CapParams(limit=1, days=7), asked(call(first)))

    assert (hit is not None) == counts
    if hit is not None:
        assert hit.until == datetime(2026, 10, 15, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("window", "inside", "outside", "again"),
    [
        ("calendar_day", (14, 0, 0, 0), (13, 23, 59, 59), (10, 15)),
        ("calendar_week", (12, 0, 0, 0), (11, 23, 59, 59), (10, 19)),
        ("calendar_month", (1, 0, 0, 0), None, (11, 1)),
    ],
)
def test_a_calendar_window_begins_at_its_midnight(
    window: str,
    inside: tuple[int, int, int, int],
    outside: tuple[int, int, int, int] | None,
    again: tuple[int, int],
) -> None:
    p = CapParams(limit=1, window=window)
    before = (
        datetime(2026, 10, *outside, tzinfo=ZONE)
        if outside
        else datetime(2026, 9, 30, 23, 59, 59, tzinfo=ZONE)
    )

    hit = frequency_cap(p, asked(call(datetime(2026, 10, *inside, tzinfo=ZONE))))

    assert hit is not None
    assert hit.until == datetime(2026, *again, tzinfo=ZONE)
    assert frequency_cap(p, asked(call(before))) is None


@pytest.mark.parametrize("direction", ["outbound", "inbound"])
def test_the_day_of_a_conversation_is_day_one_and_day_eight_is_free(direction: str) -> None:
    talk = call(datetime(2026, 10, 14, 23, 59, 59, tzinfo=ZONE), outcome="connected", direction=direction)
    last = datetime(2026, 10, 20, 23, 59, 59, tzinfo=ZONE)

    hit = cooldown_after_contact(CooldownParams(days=7), asked(talk, now=last))

    assert hit is not None
    assert hit.until == datetime(2026, 10, 21, tzinfo=ZONE)
    free = asked(talk, now=last + timedelta(seconds=1))
    assert cooldown_after_contact(CooldownParams(days=7), free) is None


def test_an_unanswered_call_starts_no_cool_down() -> None:
    assert cooldown_after_contact(CooldownParams(days=7), asked(call(NOON - timedelta(hours=1)))) is None


def test_a_conversation_about_another_debt_starts_none_for_this_one() -> None:
    talk = call(NOON - timedelta(hours=1), outcome="connected", account="A2")

    assert cooldown_after_contact(CooldownParams(days=7), asked(talk)) is None


def test_no_number_is_never_no_limit() -> None:
    hit = frequency_cap(CapParams(limit=None), asked())

    assert hit is not None
    assert hit.missing
