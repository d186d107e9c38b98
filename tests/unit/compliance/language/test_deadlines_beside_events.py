"""A day named for something else is a deadline all the same, where a sentence of ours sets it as one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.compliance.language import claims
from bot.compliance.language.findings import Ledger
from bot.model.money import Money

LEDGER = Ledger(Money(24000, "GBP"), (Money(24000, "GBP"),), (), date(2026, 3, 10))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Your deadline is 20 March, later won't work", "en"),
        ("You must pay by 20 March at the latest, 21 March is too late", "en"),
        ("You have to settle it before 20 March, when the bailiffs visit", "en"),
        ("您必须在3月20日之前还清，3月21日不行", "zh"),
        ("最后期限是3月20日开庭之前，必须还清", "zh"),
        ("You must pay before the hearing on 20 March", "en"),
        ("Pay before your court date, 20 March.", "en"),
        ("Please settle before the bailiffs come on Friday 20 March", "en"),
        ("开庭是3月20日，请在那之前还款", "zh"),
    ],
)
def test_it_is_found_whatever_else_happens_on_the_day(text: str, language: str) -> None:
    assert claims.deadlines(text, language=language, ledger=LEDGER)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We'll see you at the meeting on 20 March", "en"),
        ("You can pay before or after the hearing on 20 March", "en"),
        ("您说3月20日开庭，我们先等等", "zh"),
    ],
)
def test_a_day_that_sets_nothing_is_left_alone(text: str, language: str) -> None:
    assert not claims.deadlines(text, language=language, ledger=LEDGER)
