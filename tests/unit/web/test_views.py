"""Drawing: cards, paragraphs, the timeline, and words for everything in both languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.handoff.desk import GIVEN_BACK, OUTCOMES
from bot.model.talk import Line
from bot.model.words import (
    Channel,
    FactKind,
    HandoffReason,
    Language,
    OfferKind,
    PlanStatus,
    Priority,
    PromiseStatus,
    Reason,
    Role,
)
from bot.web import views
from bot.web.names import NAMES
from bot.web.pages import HERE
from bot.web.timeline import EDGE, NEAR, WIDTH, timeline
from bot.web.words import LABELS

TODAY = date(2026, 3, 10)


def line(text: str, **payload: object) -> Line:
    return Line(
        id="l1",
        seq=1,
        conversation_id="c",
        session_id="s",
        at=datetime(2026, 3, 10, 7, tzinfo=UTC),
        direction="out",
        author="bot",
        by=None,
        text=text,
        reveals=True,
        payload=payload,
        status="sent",
        channel=Channel.IM,
    )


def offer(**more: object) -> dict[str, object]:
    return {
        "kind": "offer",
        "id": "o1",
        "number": 1,
        "offer_kind": "instalment",
        "currency": "CNY",
        "total": 130234,
        "extra_cost": 2234,
        "annual_rate": "0.1926",
        "cheapest": False,
        "new_due_day": None,
        "conditions": {"left_this_year": 2},
        "parts": [
            {"due_on": "2026-04-15", "principal": 120000, "interest": 10234, "fees": 0, "total": 130234}
        ],
        **more,
    }


def test_paragraphs_that_a_card_tells_are_not_told_twice() -> None:
    shown = views.shown(
        line("before\n\n1. in words\n\nafter", cards=[offer(words="1. in words")]),
        language=Language.EN,
        zone="UTC",
    )

    assert (shown.before, shown.after) == (("before",), ("after",))
    assert shown.cards[0].words == ("1. in words",)


def test_a_card_without_words_leaves_the_text_whole() -> None:
    shown = views.shown(line("a\n\nb", cards=[offer()]), language=Language.EN, zone="UTC")

    assert (shown.before, shown.after) == (("a", "b"), ())


def test_the_button_of_a_card_is_on_the_card_alone() -> None:
    buttons = [["Choose 1", "offer:o1"], ["Else", "other"], ["Else", "other"]]

    shown = views.shown(line("x", cards=[offer()], buttons=buttons), language=Language.EN, zone="UTC")

    assert shown.cards[0].press == "offer:o1"
    assert shown.buttons == (("Else", "other"),)


def test_a_card_writes_money_and_rates_for_its_reader() -> None:
    card = views.card(offer(), buttons=[], language=Language.ZH, today=TODAY)

    assert (card.total, card.extra, card.rate) == ("¥1,302.34", "¥22.34", "19.26%")
    assert card.rows[0].interest == "¥102.34"


@pytest.mark.parametrize(
    ("costs", "marked"),
    [
        ([0, 0, 0], [False, False, False]),
        ([2234], [False]),
        ([2234, 0, 900], [False, True, False]),
        ([0, 2234, 0], [True, False, True]),
    ],
)
def test_what_costs_least_is_marked_and_nothing_when_all_cost_the_same(
    costs: list[int], marked: list[bool]
) -> None:
    first = costs.index(min(costs))
    cards = [offer(extra_cost=cost, cheapest=place == first) for place, cost in enumerate(costs)]

    shown = views.shown(line("x", cards=cards), language=Language.EN, zone="UTC")

    assert [card.cheapest for card in shown.cards] == marked


def test_what_is_waived_counts_as_less_to_pay() -> None:
    cards = [offer(extra_cost=0, waived=500), offer(extra_cost=0, cheapest=True)]

    shown = views.shown(line("x", cards=cards), language=Language.EN, zone="UTC")

    assert [card.cheapest for card in shown.cards] == [True, False]


def test_an_offer_that_costs_nothing_says_so() -> None:
    assert views.card(offer(extra_cost=0), buttons=[], language=Language.EN, today=TODAY).costs_nothing


def test_a_line_is_shown_at_the_hour_of_the_borrower() -> None:
    assert views.shown(line("x"), language=Language.ZH, zone="Asia/Shanghai").time == "15:00"


@given(
    steps=st.lists(st.integers(0, 90), min_size=1, max_size=24),
    amounts=st.lists(st.integers(0, 10**9), min_size=24, max_size=24),
    start=st.integers(0, 400),
)
@example(steps=[0, 0], amounts=[0] * 24, start=0)
def test_every_dot_is_on_the_picture_and_no_two_labels_collide(
    steps: list[int], amounts: list[int], start: int
) -> None:
    day, parts = TODAY + timedelta(days=start), []
    for step, amount in zip(steps, amounts, strict=False):
        day += timedelta(days=step)
        parts.append((day, amount))

    drawn = timeline(parts, today=TODAY, start_label="today", name=str)

    assert drawn is not None
    assert len(drawn.dots) == len(parts)
    assert all(EDGE <= dot.x <= WIDTH - EDGE and 4 <= dot.r <= 8 for dot in drawn.dots)
    labelled = [dot.x for dot in drawn.dots if dot.label]
    assert labelled[-1] == drawn.dots[-1].x
    assert all(later - sooner >= NEAR - 0.1 for sooner, later in pairwise(labelled))


def test_the_first_date_is_written_and_not_taken_for_today() -> None:
    soon = [(TODAY + timedelta(days=days), 8000) for days in (3, 17, 31)]
    later = [(TODAY + timedelta(days=days), 8000) for days in (15, 29, 43)]

    near, far = (timeline(parts, today=TODAY, start_label="today", name=str) for parts in (soon, later))

    assert near is not None
    assert far is not None
    assert near.dots[0].label == str(soon[0][0])
    assert near.start_label == ""
    assert far.start_label == "today"


def test_nothing_to_pay_is_no_picture() -> None:
    assert timeline([], today=TODAY, start_label="today", name=str) is None


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (59 * 60 + 59, "59 分钟", "59 min"),
        (3600, "1 小时", "1 h"),
        (-5400, "1 小时 30 分", "1 h 30 min"),
        (86400, "1 天", "1 day"),
        (190000, "2 天", "2 days"),
    ],
)
def test_lengths_of_time_are_short(seconds: float, zh: str, en: str) -> None:
    assert (views.ago(seconds, Language.ZH), views.ago(seconds, Language.EN)) == (zh, en)


def test_every_label_that_a_template_uses_exists_in_both_languages() -> None:
    used = set()
    for template in (HERE / "templates").rglob("*.html"):
        used |= set(re.findall(r'\bt\(["\'](\w+)["\']', template.read_text(encoding="utf-8")))

    assert used <= set(LABELS)
    assert all(zh and en for zh, en in LABELS.values())


@pytest.mark.parametrize(
    ("group", "vocabulary"),
    [
        ("reason", HandoffReason),
        ("delay", Reason),
        ("kind", OfferKind),
        ("priority", Priority),
        ("status", PromiseStatus),
        ("status", PlanStatus),
        ("fact", FactKind),
        ("role", Role),
        ("language", Language),
    ],
)
def test_every_word_of_the_vocabulary_has_a_name_at_the_desk(group: str, vocabulary: type[Enum]) -> None:
    assert {member.value for member in vocabulary} <= set(NAMES[group])


def test_every_outcome_has_a_name() -> None:
    assert {*OUTCOMES, GIVEN_BACK} <= set(NAMES["outcome"])
