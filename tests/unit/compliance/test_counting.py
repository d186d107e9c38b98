"""What a cap counts: every unit against every outcome, every key, and "today is day 1" to the second."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.compliance.ask import Ask
from bot.compliance.kinds.frequency import CapParams, CooldownParams, cooldown_after_contact, frequency_cap
from bot.model.contact import AccountFacts, BorrowerFacts, CaseFile, Contact, Lender, Proposal
from bot.model.words import Actor, Channel, Outcome, Purpose

ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 10, 14, 12, 0, tzinfo=ZONE)
COUNTED = {
    "attempt": "no_answer busy voicemail dropped connected sent delivered replied nobody",
    "attempt_unanswered": "no_answer busy voicemail",
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
) -> Contact:
    return Contact(
        at=at,
        direction=direction,
        channel=Channel.VOICE_HUMAN,
        outcome=None if outcome == "nobody" else Outcome(outcome),
        account=account,
        to=to,
        other_accounts=also,
    )


def asked(*history: Contact, now: datetime = NOON, account: str = "A1", to: str = "n1") -> Ask:
    case = CaseFile(
        lender=Lender(Actor.THIRD_PARTY, "online_consumer_loan", ("US",)),
        borrower=BorrowerFacts("en", str(ZONE), "US-PA"),
        account=AccountFacts(account, "USD"),
        history=history,
    )
    proposal = Proposal(Channel.VOICE_HUMAN, Purpose.REMINDER, account=account, to=to)
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
