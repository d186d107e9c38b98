"""Pages for somebody who writes the traditional script: labels and language tag follow."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model.talk import Line
from bot.model.words import Channel, Language
from bot.web import views
from bot.web.pages import fragment

CARD = {
    "kind": "offer",
    "id": "o1",
    "currency": "HKD",
    "offer_kind": "deferral",
    "total": 240_000,
    "parts": [{"due_on": "2026-03-16", "principal": 240_000, "interest": 0, "fees": 0, "total": 240_000}],
}
LINE = Line(
    id="l1",
    seq=1,
    conversation_id="c",
    session_id="s",
    at=datetime(2026, 3, 10, 7, tzinfo=UTC),
    direction="out",
    author="bot",
    by=None,
    text="往後延",
    reveals=True,
    payload={"cards": [CARD], "buttons": []},
    status="sent",
    channel=Channel.IM,
)


def test_a_page_in_the_traditional_script_says_so() -> None:
    page = fragment("expired.html", language=Language.ZH, traditional=True)

    assert 'lang="zh-Hant"' in page
    assert "链接" not in page


def test_without_it_a_page_stays_simplified_and_english_stays_english() -> None:
    assert 'lang="zh-Hans"' in fragment("expired.html", language=Language.ZH)
    assert 'lang="en"' in fragment("expired.html", language=Language.EN, traditional=True)


def test_the_days_of_a_card_are_in_the_script_and_its_figures_stay() -> None:
    drawn = views.shown(LINE, language=Language.ZH, zone="Asia/Hong_Kong", traditional=True).cards[0]
    plain = views.shown(LINE, language=Language.ZH, zone="Asia/Hong_Kong").cards[0]

    assert (drawn.rows[0].day, plain.rows[0].day) == ("3月16日（週一）", "3月16日（周一）")
    assert drawn.rows[0].total == plain.rows[0].total
    assert drawn.title != plain.title
