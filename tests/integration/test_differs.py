"""Where the offer is not what was asked for, the reply says so with the reason, and only there."""

from __future__ import annotations

import pytest

from bot.keys import KeyRing
from bot.model.words import Intent
from bot.storage.unit import Store
from tests.integration.haggle_world import talk_with

DAYS = (
    ("zh", "能晚到29号吗", "3月29日（周日）不是工作日，所以排到 3月30日"),
    ("en", "can I pay on the 29th", "Sunday 29 March is not a working day, so it would be Monday 30 March"),
)


@pytest.mark.parametrize(("language", "text", "clause"), DAYS)
def test_a_day_that_is_no_working_day_is_said_to_move(
    store: Store, keys: KeyRing, language: str, text: str, clause: str
) -> None:
    talk = talk_with(store, keys, language=language)

    assert clause in talk.say(text, Intent.REQUEST_DEFERRAL).text


@pytest.mark.parametrize(("language", "text"), [("zh", "能晚到16号吗"), ("en", "can I pay on the 16th")])
def test_a_working_day_needs_no_clause(store: Store, keys: KeyRing, language: str, text: str) -> None:
    said = talk_with(store, keys, language=language).say(text, Intent.REQUEST_DEFERRAL).text

    assert "不是工作日" not in said
    assert "working day" not in said


@pytest.mark.parametrize(
    ("language", "text", "clause"),
    [("zh", "能分20期吗", "最多能分"), ("en", "can I split it in 20", "is the most I can agree")],
)
def test_fewer_parts_than_asked_are_said_to_be_the_most(
    store: Store, keys: KeyRing, language: str, text: str, clause: str
) -> None:
    talk = talk_with(store, keys, language=language)
    said = talk.say(text, Intent.REQUEST_INSTALMENTS).text

    assert (clause in said) is bool(talk.last.payload["cards"])


def test_the_parts_asked_for_need_no_clause(store: Store, keys: KeyRing) -> None:
    said = talk_with(store, keys).say("分三期", Intent.REQUEST_INSTALMENTS).text

    assert "最多能分" not in said
