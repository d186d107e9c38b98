"""The terms that the door sees: a begun month is a month, so that a cap on months is strict."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.saying import offer_terms
from bot.model.talk import Say

TODAY = date(2026, 3, 10)


def shown(last: date) -> Say:
    card = {
        "kind": "cost_table", "offer_kind": "deferral", "annual_rate": "0.0000", "extra_cost": 0,
        "currency": "CNY", "parts": [{"due_on": last.isoformat()}],
    }  # fmt: skip
    return Say(name="utter_x", facts={}, card=card)


@pytest.mark.parametrize(
    ("today", "last", "months"),
    [
        (TODAY, date(2026, 3, 25), 1),
        (TODAY, date(2026, 4, 10), 1),
        (TODAY, date(2026, 4, 11), 2),
        (TODAY, date(2031, 3, 10), 60),
        (TODAY, date(2031, 3, 11), 61),
        (TODAY, date(2031, 4, 8), 61),
        (TODAY, TODAY, 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 1), 2),
    ],
)
def test_a_begun_month_counts_whole(today: date, last: date, months: int) -> None:
    (terms,) = offer_terms([shown(last)], today=today)

    assert (terms.months, terms.days) == (months, (last - today).days)
