"""How many parts, and in which rhythm."""

from __future__ import annotations

import pytest

from bot.understanding.counts import read_cadence, read_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("能不能分三期还", 3),
        ("分成两次行吗", 2),
        ("分12期", 12),
        ("分十二个月", 12),
        ("could I do 4 payments", 4),
        ("split it over three months", 3),
        ("in 2 instalments please", 2),
        ("two smaller payments", 2),
    ],
)
def test_a_number_of_parts_is_read(text: str, parts: int) -> None:
    assert read_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("分四期，不，六期", 6),
        ("分四期不对，分六期", 6),
        ("分3期，哦说错了，是5期", 5),
        ("分四期，不是六期", 4),
        ("分四期不要六期", 4),
        ("four payments, no, six", 6),
        ("4 payments, sorry I mean 5 payments", 5),
        ("split it in four, actually make it three", 3),
        ("4 payments, not 6", 4),
        ("4 payments, no more than 60 pounds each", 4),
        ("4 payments, no, 60 pounds", 4),
    ],
)
def test_what_is_put_right_on_the_spot_counts(text: str, parts: int) -> None:
    assert read_parts(text) == parts


@pytest.mark.parametrize(
    "text", ["一次还清", "分期还", "I made 1 payment", "3天后还", "第二期", "pay on the 4th", ""]
)
def test_what_is_no_number_of_parts_is_not_read(text: str) -> None:
    assert read_parts(text) is None


def test_more_parts_than_anybody_grants_are_not_read() -> None:
    assert read_parts("分99期") is None


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("每周两百", "week"),
        ("每两周还一次", "fortnight"),
        ("200 a month", "month"),
        ("fortnightly would be best", "fortnight"),
        ("every other week", "fortnight"),
        ("按月还", "month"),
        ("下周还", None),
        ("next month", None),
    ],
)
def test_the_rhythm_is_read(text: str, rhythm: str | None) -> None:
    assert read_cadence(text) == rhythm


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("can I split it in 4", 4),
        ("split into three", 3),
        ("spread the payment over 6 months", 6),
        ("split it in half", None),
        ("can I split it in 300 a month", None),
    ],
)
def test_a_number_to_split_into_is_a_number_of_parts(text: str, parts: int | None) -> None:
    assert read_parts(text) == parts
