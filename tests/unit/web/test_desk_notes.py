"""Why a case came is told in the reader's words: every note that the code gives has its names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.model.words import Language
from bot.settings import ROOT
from bot.web.desk import counted
from bot.web.names import NAMES
from bot.web.pages import fragment
from bot.web.words import label

GIVEN = re.compile(r'hand_off\(\s*HandoffReason\.\w+, note="([^"]+)"')


def given() -> set[str]:
    """Every note written out in the code."""
    sources = (path.read_text(encoding="utf-8") for path in Path(ROOT, "bot").rglob("*.py"))
    return {note for source in sources for note in GIVEN.findall(source)}


def test_every_note_of_the_code_has_a_name_in_both_languages() -> None:
    assert len(given()) > 15
    assert given() - set(NAMES["note"]) == set()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("returned", [True, False])
def test_a_payment_that_went_back_is_named_so_in_the_queue(language: Language, returned: bool) -> None:
    brief = {"returned": {"amount_minor": 1, "on": "2026-03-10", "reason": "chargeback"}} if returned else {}
    case = {"id": "c1", "priority": "normal", "reason": "payment_claim", "team": "payments",
            "status": "queued", "brief": brief}  # fmt: skip
    row = {"case": case, "name": "Grace", "speaks": "en", "lender": "L", "agent": None,
           "waited": "1 min", "left": "2 h", "late": False}  # fmt: skip

    page = fragment("desk/_queue.html", language=language, waiting=[row])

    assert (label("went_back", language) in page) is returned


def test_offers_of_one_kind_are_told_once_with_their_number() -> None:
    offers = [
        {"id": "1", "kind": "instalment", "status": "shown"},
        {"id": "2", "kind": "pay_now", "status": "shown"},
        {"id": "3", "kind": "instalment", "status": "shown"},
        {"id": "4", "kind": "instalment", "status": "accepted"},
    ]

    assert counted(offers) == [
        {"kind": "instalment", "status": "shown", "times": 2},
        {"kind": "pay_now", "status": "shown", "times": 1},
        {"kind": "instalment", "status": "accepted", "times": 1},
    ]
