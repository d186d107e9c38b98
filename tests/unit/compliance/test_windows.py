"""Hours to the second, in every regime that has them: an ordinary day, days of changing clocks, the ends of
months and years, a leap day, holidays. The expected hours are the law's, written here by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.compliance import decide
from bot.compliance.door import Verdict
from bot.model.contact import CaseFile, Proposal
from bot.model.words import Actor, Channel, Purpose
from tests.unit.compliance.cases import NEUTRAL, PLACES, case, policy

SECOND = timedelta(seconds=1)
EIGHT, NINE_PM = time(8), time(21)
# pack, rule, opens, closes, whether the closing moment itself is open
HOURS = {
    "CN": ("CN-TIME-1", EIGHT, time(22), False),
    "US": ("US-TIME-1", EIGHT, NINE_PM, True),
    "US-CA": ("US-TIME-1", EIGHT, NINE_PM, True),
    "US-NYC": ("US-TIME-1", EIGHT, NINE_PM, True),
    "US-UT": ("US-TIME-1", EIGHT, NINE_PM, True),
    "US-MA": ("US-MA-2", EIGHT, NINE_PM, False),
    "US-WA": ("US-WA-2", EIGHT, NINE_PM, False),
    "US-FL": ("US-FL-1", EIGHT, NINE_PM, False),
    "UK": ("UK-TIME-2", EIGHT, NINE_PM, False),
    "EU": ("HOUSE-TIME-EU", EIGHT, NINE_PM, False),
    "IN": ("IN-TIME-1", EIGHT, time(19), True),
    "AU": ("AU-TIME-1", time(7, 30), NINE_PM, False),
    "HK": ("HOUSE-TIME-HK", EIGHT, NINE_PM, False),
}
AMERICA = (date(2026, 3, 8), date(2026, 11, 1))
EUROPE = (date(2026, 3, 29), date(2026, 10, 25))
CHANGES = {
    "US": AMERICA, "US-CA": AMERICA, "US-NYC": AMERICA, "US-UT": AMERICA, "US-MA": AMERICA, "US-WA": AMERICA,
    "US-FL": AMERICA, "UK": EUROPE, "EU": EUROPE, "AU": (date(2026, 4, 5), date(2026, 10, 4)),
}  # fmt: skip
"""Sundays on which clocks change, where they do."""
DAYS = (
    date(2026, 10, 14),  # a plain Wednesday
    date(2026, 9, 30), date(2026, 12, 1), date(2026, 12, 31),  # ends and beginnings of months and of a year
    date(2028, 2, 29), date(2028, 3, 1),  # a leap day and the day after
)  # fmt: skip


def cases() -> list[object]:
    return [
        pytest.param(regime, day, id=f"{regime}-{day}")
        for regime in HOURS
        for day in (*DAYS, *CHANGES.get(regime, ()))
    ]


def file_of(regime: str) -> CaseFile:
    agency = regime == "US-WA"  # Washington's hours bind agencies
    return case(regime, actor=Actor.THIRD_PARTY if agency else Actor.FIRST_PARTY)


def ask(regime: str, at: datetime, *, lag: timedelta = timedelta(0), reply: bool = False) -> Verdict:
    file = file_of(regime)
    channel = Channel.VOICE_HUMAN if regime in ("US-MA", "US-WA", "US-FL") else Channel.SMS
    said = Proposal(
        channel, Purpose.REPLY if reply else Purpose.REMINDER, NEUTRAL[file.borrower.language],
        deliver_by=at + lag if lag else None, reply_to_inbound=reply,
    )  # fmt: skip
    return decide(replace(file, verified=True), said, now=at, policy=policy())


def shut(regime: str, at: datetime, *, lag: timedelta = timedelta(0)) -> bool:
    rule = HOURS[regime][0]
    verdict = ask(regime, at, lag=lag)
    assert rule in verdict.considered
    return rule in [hit.id for hit in verdict.rules]


def opening(regime: str, day: date) -> time:
    """Australia begins later on weekends."""
    return time(9) if regime == "AU" and day.weekday() >= 5 else HOURS[regime][1]


@pytest.mark.parametrize(("regime", "day"), cases())
def test_each_edge_is_kept_to_the_second(regime: str, day: date) -> None:
    zone = ZoneInfo(PLACES[regime][1])
    _, _, closes, inclusive = HOURS[regime]
    first = datetime.combine(day, opening(regime, day), tzinfo=zone)
    last = datetime.combine(day, closes, tzinfo=zone)

    assert shut(regime, first - SECOND)
    assert not shut(regime, first)
    assert not shut(regime, last - SECOND)
    assert shut(regime, last) is not inclusive
    assert shut(regime, last + SECOND)


@pytest.mark.parametrize(("regime", "day"), cases())
def test_what_leaves_in_time_and_arrives_too_late_is_shut(regime: str, day: date) -> None:
    zone = ZoneInfo(PLACES[regime][1])
    last = datetime.combine(day, HOURS[regime][2], tzinfo=zone)

    assert not shut(regime, last - timedelta(seconds=30), lag=timedelta(seconds=29))
    assert shut(regime, last - timedelta(seconds=30), lag=timedelta(seconds=31))


@pytest.mark.parametrize(("regime", "day"), cases())
def test_the_rule_lets_go_at_the_next_opening_on_her_own_clock(regime: str, day: date) -> None:
    zone = ZoneInfo(PLACES[regime][1])
    night = datetime.combine(day - timedelta(days=1), time(23, 30), tzinfo=zone)
    rule = HOURS[regime][0]

    (hit,) = [each for each in ask(regime, night).rules if each.id == rule]

    assert hit.until is not None
    assert hit.until.astimezone(zone) == datetime.combine(day, opening(regime, day), tzinfo=zone)


HOLIDAYS = (date(2026, 1, 26), date(2026, 4, 3), date(2026, 12, 25))
"""Australia Day, Good Friday, Christmas Day."""


@pytest.mark.parametrize("day", HOLIDAYS)
def test_an_australian_holiday_is_shut_all_day_and_the_days_around_it_are_not(day: date) -> None:
    zone = ZoneInfo(PLACES["AU"][1])
    noon = datetime.combine(day, time(12), tzinfo=zone)

    assert shut("AU", datetime.combine(day, time(0), tzinfo=zone))
    assert shut("AU", noon)
    assert not shut("AU", noon - timedelta(days=2 if day.weekday() == 0 else 1))


@pytest.mark.parametrize("regime", sorted(HOURS))
def test_her_own_message_is_answered_at_any_hour_and_no_answer_turns_into_a_demand(regime: str) -> None:
    file = replace(file_of(regime), verified=True)
    zone = ZoneInfo(PLACES[regime][1])
    demand = {"zh": "请您今天就还款。", "en": "Please pay today."}[file.borrower.language]
    plain = {"zh": "好的，已经帮您记下了。", "en": "Of course, I have noted that for you."}
    rule = HOURS[regime][0]
    for hour in (23, 2, 5):
        at = datetime(2026, 10, 14, hour, 30, tzinfo=zone)
        channel = Channel.VOICE_HUMAN if regime in ("US-MA", "US-WA", "US-FL") else Channel.SMS
        kind = Proposal(channel, Purpose.REPLY, plain[file.borrower.language], reply_to_inbound=True)
        served = decide(file, kind, now=at, policy=policy())
        pressed = decide(file, replace(kind, text=demand), now=at, policy=policy())
        asked = decide(file, replace(kind, text=demand, asked_for=True), now=at, policy=policy())

        assert rule not in [hit.id for hit in served.rules]
        assert rule in [hit.id for hit in pressed.rules]
        assert rule not in [hit.id for hit in asked.rules]
