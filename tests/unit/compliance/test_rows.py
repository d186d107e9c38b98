"""Every row of the survey of rules has its record, dated and cited; what has no number is written down.

The survey is the list that counsel reads row by row. A row may not get lost on the way into the packs.
"""

from __future__ import annotations

import pytest

from bot.compliance.coverage import is_silent
from bot.compliance.policy import Policy
from tests.unit.compliance.cases import ROOT, policy

SURVEY = {
    "CN": """
        TIME-1 TIME-2 FREQ-1 FREQ-2 FREQ-3 FREQ-4 3P-1 3P-2 3P-3 3P-4 3P-5 3P-6 ID-1 ID-2 ID-3 LANG-1
        LANG-2 LANG-3 REC-1 REC-2 REC-3 REC-4 REC-5 LETTER-1 DISPUTE-1 PLAN-1 PLAN-2 PLAN-3 PLAN-4
        PLAN-5 PLAN-6 COST-1 COST-2 COST-3 COST-4 COST-5 PI-1 PI-2 PI-3 PI-4 PI-5 PI-6 PI-7 STU-1 VULN-1
        DEATH-1 BKR-1 AI-1 AI-2 AI-3 VISIT-1 COMP-1 COMP-2 AGENCY-1
    """,
    "US": """
        COV-1 TIME-1 TIME-2 TIME-3 TIME-4 FREQ-1 FREQ-2 FREQ-3 FREQ-4 FREQ-5 FREQ-6 MEDIA-1 MEDIA-2
        OPT-1 OPT-2 SMS-1 EMAIL-1 3P-1 3P-2 SOC-1 VM-1 ID-1 ID-2 ID-3 ID-4 VER-1 ATTY-1 CEASE-1 VAL-1
        VAL-2 VAL-3 DISP-1 DISP-2 SEND-1 TB-1 LANG-1 FEE-1 CRA-1 REC-1 REC-2 BKR-1 DEC-1 UDAAP-1 TCPA-1
        TCPA-2 TCPA-3 TCPA-4 TCPA-5 TCPA-6 PAY-1 SCRA-1 ECOA-1 CARR-1 MA-1 MA-2 MA-3 MA-4 MA-5 NYC-1
        NYC-2 NYC-3 CA-1 CA-2 CA-3 UT-1 CO-1 WA-1 WA-2 FL-1 TX-1 DC-1 WV-1 OR-1 NY-1 REC-ST
    """,
    "UK": """
        TIME-1 TIME-2 FREQ-1 ID-1 ID-2 3P-1 3P-2 FORB-1 FORB-2 FORB-3 FORB-4 PRESS-1 PLAN-1 ADV-1 VULN-1
        VULN-2 CAP-1 DISP-1 BAR-1 LANG-1 INFO-1 INFO-2 DATA-1 FEE-1 BS-1 BS-2 BS-3 BS-4 PD-1 MON-1 CD-1
        COMP-1 CCA-1 ADM-1 REC-1
    """,
    "EU": """
        FORB-1 FORB-2 FORB-3 FORB-4 FORB-5 ADV-1 DATE-1 NPL-1 AI-1 AI-2 AI-3 AI-4 AI-5 AI-6 ADM-1 DATA-1
        DATA-2 MKT-1 TIME-1
    """,
    "IN": """
        TIME-1 TIME-2 TIME-3 3P-1 LANG-1 ID-1 ID-2 REC-1 COMP-1 FEE-1 FREQ-1
    """,
    "AU": """
        TIME-1 TIME-2 TIME-3 FREQ-1 FREQ-2 FREQ-3 HARD-1 HARD-2 3P-1
    """,
    "HK": """
        3P-1 ID-1 BKR-1
    """,
    "SG": """
        1
    """,
}
"""Ids of the survey by the first part of their name."""
ROWS = [f"{first}-{rest}" for first, names in SURVEY.items() for rest in names.split()]


def test_the_survey_has_its_rows() -> None:
    assert len(ROWS) == len(set(ROWS)) == 207


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_survey_has_its_record(row: str) -> None:
    packs: Policy = policy()

    found = [rule for rule in packs.rules if rule.id == row]

    assert found, f"{row} has no record in policies/regimes"
    for rule in found:
        assert rule.citation.instrument
        assert rule.title["zh"]
        assert rule.title["en"]
        assert rule.why["zh"]
        assert rule.why["en"]


@pytest.mark.parametrize("row", [rule.id for rule in policy().rules if is_silent(rule)])
def test_a_rule_that_never_decides_a_message_is_explained_in_the_docs(row: str) -> None:
    text = (ROOT / "docs" / "compliance.md").read_text("utf-8")

    assert f"`{row}`" in text, f"{row} never decides a message: docs/compliance.md must say why"


NUMBERLESS = (
    "US-NY-1",
    "US-DC-1",
    "US-WV-1",
    "US-OR-1",
    "SG-1",
    "EU-TIME-1",
    "UK-FREQ-1",
    "CN-FREQ-4",
    "IN-FREQ-1",
)


@pytest.mark.parametrize("row", NUMBERLESS)
def test_a_number_nobody_knows_is_null_and_said_to_be(row: str) -> None:
    (rule,) = [each for each in policy().rules if each.id == row]

    assert rule.unknown or rule.filled_by, f"{row} must hold null, never an invented number"
    assert rule.citation.seen == "U"
    assert f"`{row}`" in (ROOT / "docs" / "compliance.md").read_text("utf-8")
