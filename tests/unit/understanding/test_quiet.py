"""A wish to hear nothing until a day, and what only sounds like one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.understanding.dates import read_dates
from bot.understanding.quiet import Quiet, asks_for_quiet

AT = datetime(2026, 3, 10, 15, tzinfo=UTC)


def quiet_in(text: str) -> Quiet | None:
    language = "zh" if any("\u3400" <= letter <= "\u9fff" for letter in text) else "en"
    return asks_for_quiet(text, today=AT.date(), dates=read_dates(text, at=AT, language=language, every=True))


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("25号之前别再发消息", date(2026, 3, 25)),
        ("25号发工资前别打了", date(2026, 3, 25)),
        ("周五再联系我", date(2026, 3, 13)),
        ("下周一再提醒我", date(2026, 3, 16)),
        ("29号之后再给我打电话", date(2026, 3, 29)),
        ("一周发一次就行", date(2026, 3, 17)),
        ("别老发，一天一条够了", date(2026, 3, 11)),
        ("don't contact me before the 25th", date(2026, 3, 25)),
        ("please no more texts until friday", date(2026, 3, 13)),
        ("leave me be till i get paid on the 25th", date(2026, 3, 25)),
        ("until friday please don't text me", date(2026, 3, 13)),
        ("contact me on friday", date(2026, 3, 13)),
        ("text me once a week", date(2026, 3, 17)),
        ("stop texting me every day, once a fortnight is enough", date(2026, 3, 24)),
    ],
)
def test_the_first_day_on_which_a_message_is_welcome_is_read(text: str, until: date) -> None:
    found = quiet_in(text)
    assert found is not None
    assert found.until == until


@pytest.mark.parametrize(
    "text",
    [
        "我15号才发工资",
        "15号再找你们还",
        "15号再联系你们",
        "15号再打款给你",
        "我15号再给你们打钱",
        "一周还一次就行",
        "周五再还行不行",
        "别催了 15号发工资就还",
        "i'll contact you on friday",
        "leave it till friday",
        "nothing until the 20th, then 60 a week",
        "been getting 8 texts a day",
        "60 a week",
        "stop texting me",
    ],
)
def test_what_speaks_of_paying_or_of_what_we_did_is_no_such_wish(text: str) -> None:
    assert quiet_in(text) is None
