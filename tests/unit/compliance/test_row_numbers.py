"""The numbers of the survey, written down once more by hand: a slip of the pen in a pack shows here."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from bot.compliance.policy import Policy
from tests.unit.compliance.cases import policy

VOICE = {"voice_human", "voice_ai"}
NUMBERS: dict[str, dict[str, Any]] = {
    "CN-TIME-1": {"start": time(8), "end": time(22), "end_inclusive": False, "override_consent": True},
    "CN-TIME-2": {"start": time(8), "end": time(22), "end_inclusive": False, "override_consent": True},
    "CN-FREQ-1": {"limit": 3, "unit": "contact_made", "window": "calendar_day", "key": ("debtor",)},
    "CN-FREQ-2": {
        "limit": 6,
        "unit": "attempt_unanswered",
        "window": "calendar_day",
        "key": ("debtor", "number"),
    },
    "CN-REC-1": {"record": "process", "years": 2},
    "CN-REC-2": {"record": "recording", "until_settled": True},
    "CN-REC-3": {"record": "process", "years": 5},
    "CN-REC-4": {"years": None},
    "CN-PLAN-2": {"max_months": 60},
    "CN-PLAN-5": {"max_months": 24, "max_amount": 50000},
    "CN-PLAN-6": {"within_original_term": True, "longest_months": None},
    "CN-COST-2": {"max_annual_rate": Decimal("0.24")},
    "CN-COST-3": {"max_annual_rate": Decimal("0.24")},
    "CN-COST-4": {"times_lpr": 4},
    "CN-PI-6": {"age": 18},
    "CN-PI-7": {"years": 3},
    "CN-VULN-1": {"days": 30, "facts": ("vulnerable", "occasion"), "occasions": ("calamity",)},
    "CN-VISIT-1": {"people": 2, "never_by": frozenset({"bot"})},
    "CN-COMP-1": {"hotline": "12378"},
    "CN-COMP-2": {"clock_days": 15, "further_days": (15, 30)},
    "CN-AGENCY-1": {"months": 12},
    "US-TIME-1": {"start": time(8), "end": time(21), "end_inclusive": True},
    "US-FREQ-1": {
        "limit": 7,
        "unit": "attempt_connected_network",
        "window": "rolling_days",
        "days": 7,
        "key": ("debtor", "account", "collector"),
        "consent_days": 7,
    },
    "US-FREQ-2": {"days": 7, "key": ("debtor", "account")},
    "US-FREQ-5": {"min_gap_minutes": 5, "max_per_day": 6},
    "US-SMS-1": {"max_age_days": 60},
    "US-3P-2": {"max_contacts": 1},
    "US-VAL-1": {"within_days": 5},
    "US-VAL-2": {"period_days": 30, "receipt_business_days": 5},
    "US-REC-1": {"years": 3, "clock": "last_activity"},
    "US-REC-2": {"years": 3, "record": "recording"},
    "US-TCPA-3": {"deadline_business_days": 10},
    "US-TCPA-4": {"confirmation_minutes": 5},
    "US-TCPA-6": {"limit": 3, "window": "rolling_days", "days": 30},
    "US-MA-1": {
        "limit": 2,
        "window": "rolling_days",
        "days": 7,
        "key": ("debtor", "account"),
        "work_points": False,
    },
    "US-MA-1W": {"limit": 2, "window": "rolling_days", "days": 30, "work_points": True},
    "US-MA-2": {"start": time(8), "end": time(21)},
    "US-MA-4": {"within_days": 5, "business_days": True},
    "US-MA-5": {"persons_allowed": frozenset({"attorney"})},
    "US-NYC-1": {
        "limit": 3,
        "unit": "attempt",
        "window": "rolling_days",
        "days": 7,
        "key": ("debtor", "account"),
    },
    "US-NYC-3": {"years": 3},
    "US-WA-1": {"limit": 3, "window": "calendar_week", "key": ("debtor",)},
    "US-WA-1W": {"limit": 1, "window": "calendar_week", "work_points": True},
    "US-WA-2": {"start": time(8), "end": time(21)},
    "UK-TIME-2": {"start": time(8), "end": time(21)},
    "UK-PLAN-1": {"being_developed_days": 30, "extension_days": 30},
    "UK-BS-1": {"days": 60, "once_per_months": 12},
    "UK-BS-2": {"extra_days": 30},
    "UK-BS-4": {"days": None},
    "UK-COMP-1": {"clock_days": 56},
    "UK-REC-1": {"years": None},
    "EU-AI-5": {"months": 6},
    "IN-TIME-1": {"start": time(8), "end": time(19), "end_inclusive": True},
    "IN-TIME-2": {"start": time(9), "end": time(18)},
    "IN-REC-1": {"years": None},
    "AU-TIME-1": {
        "start": time(7, 30),
        "end": time(21),
        "weekend_start": time(9),
        "weekend_end": time(21),
        "holidays": "AU",
    },
    "AU-TIME-2": {"start": time(9), "end": time(21)},
    "AU-TIME-2W": {
        "start": time(9),
        "end": time(17),
        "days": ("mon", "tue", "wed", "thu", "fri"),
        "work_points": True,
    },
    "AU-FREQ-1": {
        "limit": 3,
        "unit": "contact_made",
        "window": "calendar_week",
        "key": ("debtor", "account"),
    },
    "AU-FREQ-1M": {
        "limit": 10,
        "unit": "contact_made",
        "window": "calendar_month",
        "key": ("debtor", "account"),
    },
    "AU-FREQ-3": {"limit": 1, "window": "calendar_month"},
    "AU-HARD-1": {"information_days": 21, "answer_days": 21},
    "AU-HARD-2": {"enforcement_hold_days": 14},
}
"""What each record says where the survey gives a number."""
STARTS = {
    "CN-TIME-1": date(2025, 2, 28),
    "CN-TIME-2": date(2026, 1, 30),
    "CN-COST-1": date(2026, 8, 1),
    "CN-COST-2": date(2025, 10, 1),
    "CN-AI-1": date(2025, 9, 1),
    "US-TCPA-5": date(2027, 1, 31),
    "US-NYC-1": date(2026, 9, 1),
    "US-CO-1": date(2027, 1, 1),
    "UK-FORB-3": date(2024, 11, 4),
    "UK-BS-1": date(2021, 5, 4),
    "EU-FORB-1": date(2026, 11, 20),
    "EU-AI-1": date(2026, 8, 2),
    "EU-AI-2": date(2026, 12, 2),
    "EU-AI-4": date(2025, 2, 2),
    "EU-AI-5": date(2027, 12, 2),
    "IN-TIME-3": date(2026, 7, 1),
}
"""First days in force, where the survey gives one."""
FORCES = {
    "self_reg": "CN-TIME-2 CN-FREQ-2 CN-FREQ-3 CN-3P-4 CN-ID-1 CN-LANG-1 CN-AI-2 CN-VISIT-1 HK-ID-1 HK-BKR-1",
    "std_rec": "CN-TIME-1 CN-FREQ-1 CN-3P-1 CN-3P-2 CN-3P-3 CN-DEATH-1 CN-COMP-1 CN-AGENCY-1",
    "guidance": "AU-TIME-1 AU-TIME-2 AU-FREQ-1 AU-FREQ-2 AU-3P-1 HK-3P-1 UK-VULN-2",
    "draft": "CN-AI-3 IN-TIME-3 IN-3P-1 IN-ID-2 IN-REC-1 IN-COMP-1 IN-FREQ-1",
    "carrier": "US-CARR-1",
    "house": "CN-VULN-1 UK-TIME-2",
}
"""Records that are no law, by what they are."""
SECOND_HAND = """
    CN-PI-7 CN-COMP-1 US-EMAIL-1 US-FREQ-3 US-VAL-1 US-VAL-2 US-3P-1 US-DISP-2 US-CEASE-1 US-MA-1 US-MA-2
    US-WA-2
    UK-TIME-1 UK-ID-2 UK-3P-1 UK-FORB-1 UK-FORB-2 UK-PRESS-1 UK-CD-1 EU-AI-2 EU-AI-5 IN-TIME-3
"""
"""Rows of which a part was read at second hand, though another part is the text itself."""
AGENCIES_ONLY = (
    "US-ID-2 US-ID-3 US-VAL-1 US-VAL-3 US-CRA-1 US-REC-1 US-WA-1 US-WA-2 US-CARR-1 CN-ID-2 IN-ID-2"
)


@pytest.mark.parametrize("row", NUMBERS)
def test_the_numbers_of_a_row_are_those_of_the_survey(row: str) -> None:
    packs: Policy = policy()
    (rule,) = [each for each in packs.rules if each.id == row]

    held = {name: getattr(rule.params, name) for name in NUMBERS[row]}

    assert held == NUMBERS[row]


@pytest.mark.parametrize("row", STARTS)
def test_a_row_begins_on_the_day_the_survey_names(row: str) -> None:
    (rule,) = [each for each in policy().rules if each.id == row]

    assert rule.starts == STARTS[row]


@pytest.mark.parametrize(("force", "rows"), FORCES.items())
def test_what_is_no_law_is_not_called_one(force: str, rows: str) -> None:
    held = {rule.id: rule.force for rule in policy().rules if rule.id in rows.split()}

    assert held == dict.fromkeys(rows.split(), force)


@pytest.mark.parametrize("row", SECOND_HAND.split())
def test_a_row_read_in_part_at_second_hand_needs_the_primary_text(row: str) -> None:
    (rule,) = [each for each in policy().rules if each.id == row]

    assert rule.citation.needs_primary_check


def test_whatever_was_not_read_in_the_instrument_needs_the_primary_text() -> None:
    open_ = [r.id for r in policy().rules if r.citation.seen != "S1" and not r.citation.needs_primary_check]

    assert open_ == []


@pytest.mark.parametrize("row", AGENCIES_ONLY.split())
def test_duties_of_agencies_do_not_bind_the_lender_itself(row: str) -> None:
    (rule,) = [each for each in policy().rules if each.id == row]

    assert rule.actors
    assert "first_party" not in rule.actors


@pytest.mark.parametrize("row", ["CN-FREQ-1", "CN-FREQ-2", "US-FREQ-1", "US-FREQ-2", "US-TIME-4", "US-MA-2"])
def test_call_rules_count_people_and_machines_alike(row: str) -> None:
    (rule,) = [each for each in policy().rules if each.id == row]

    assert rule.channels >= VOICE
