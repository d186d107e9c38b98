"""On which days she pays how much, in parts."""

from __future__ import annotations

import pytest

from bot.model.words import OfferKind
from tests.unit.conversation.said import wish


@pytest.mark.parametrize(
    ("text", "amount", "every", "first"),
    [
        ("could i do 60 a week starting friday?", 6_000, "week", "2026-03-13"),
        ("60 a week from friday", 6_000, "week", "2026-03-13"),
        ("60 a week starting the 20th", 6_000, "week", "2026-03-20"),
        ("60 every friday", 6_000, "week", "2026-03-13"),
        ("60 on fridays", 6_000, "week", "2026-03-13"),
        ("every other friday 80", 8_000, "fortnight", "2026-03-13"),
        ("500 on the 5th of each month", 50_000, "month", "2026-04-05"),
        ("每周还60，从周五开始", 6_000, "week", "2026-03-13"),
        ("每周五还300", 30_000, "week", "2026-03-13"),
        ("每周二还300", 30_000, "week", "2026-03-17"),
        ("每个月15号还500", 50_000, "month", "2026-03-15"),
        ("每月还500，15号开始", 50_000, "month", "2026-03-15"),
        ("逢5号还五百", 50_000, "month", "2026-04-05"),
        ("从下个月10号起每月还400", 40_000, "month", "2026-04-10"),
        ("我15号发工资，每月还500", 50_000, "month", "2026-03-15"),
        ("nothing until the 20th, then 60 a week", 6_000, "week", "2026-03-20"),
        ("20号之前没钱，之后每周还60", 6_000, "week", "2026-03-20"),
        ("我每个月10号发工资，每个月11号还500", 50_000, "month", "2026-03-11"),
    ],
)
def test_parts_begin_on_the_day_she_names(text: str, amount: int, every: str, first: str) -> None:
    said = wish(text)

    assert (said["kind"], said["part_amount"], said["every"]) == ("instalment", amount, every)
    assert (said["dates"], "by" in said) == ([first], False)


@pytest.mark.parametrize(
    ("text", "parts", "first"),
    [
        ("分四期，15号开始", 4, "2026-03-15"),
        ("4期，从15号开始", 4, "2026-03-15"),
        ("分三次，每周五还", 3, "2026-03-13"),
        ("in four payments starting on the 15th", 4, "2026-03-15"),
        ("three parts, first one friday", 3, "2026-03-13"),
    ],
)
def test_so_many_parts_begin_on_the_day_she_names(text: str, parts: int, first: str) -> None:
    said = wish(text, OfferKind.INSTALMENT)

    assert (said["parts"], said["dates"]) == (parts, [first])


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("分两次，18号前还清", ["2026-03-14", "2026-03-18"]),
        ("i want to pay by the 18th in 2 parts", ["2026-03-14", "2026-03-18"]),
        ("three parts, all paid off by the 31st", ["2026-03-17", "2026-03-24", "2026-03-31"]),
    ],
)
def test_parts_end_on_the_day_by_which_all_is_to_be_paid(text: str, dates: list[str]) -> None:
    assert wish(text, OfferKind.INSTALMENT)["dates"] == dates


def test_so_much_a_week_until_a_day_begins_as_usual() -> None:
    said = wish("60 a week until the 30th of april", OfferKind.INSTALMENT)

    assert ("dates" in said, said["by"]) == (False, "2026-04-30")


@pytest.mark.parametrize("text", ["and the rest on the 3rd of april", "剩下的4月3号"])
def test_the_rest_named_afterwards_follows_the_first_part(text: str) -> None:
    before = wish("120 on the 20th")

    said = wish(text, OfferKind.INSTALMENT, before)

    assert (said["dates"], said["amounts"]) == (["2026-03-20", "2026-04-03"], [12_000])


@pytest.mark.parametrize(
    ("text", "dates", "amounts"),
    [
        (
            "first payment 50 on friday then 95 each on the 27th and 3rd april",
            ["2026-03-13", "2026-03-27", "2026-04-03"],
            [5_000, 9_500, 9_500],
        ),
        ("half on friday half the friday after", ["2026-03-13", "2026-03-20"], [64_000, 64_000]),
        (
            "300 now, 300 in two weeks, rest end of month",
            ["2026-03-10", "2026-03-24", "2026-03-31"],
            [30_000, 30_000],
        ),
        ("现在还300，24号还300，剩下的月底", ["2026-03-10", "2026-03-24", "2026-03-31"], [30_000, 30_000]),
    ],
)
def test_three_dates_keep_their_amounts(text: str, dates: list[str], amounts: list[int]) -> None:
    said = wish(text)

    assert (said["dates"], said["amounts"]) == (dates, amounts)


def test_not_monthly_weekly_is_weekly() -> None:
    assert wish("not monthly, weekly please", OfferKind.INSTALMENT)["every"] == "week"
    assert wish("not weekly, monthly please", OfferKind.INSTALMENT)["every"] == "month"


@pytest.mark.parametrize("text", ["make it 50", "不，每周50吧"])
def test_another_amount_leaves_the_first_day_where_it_is(text: str) -> None:
    before = wish("60 a week from friday")

    said = wish(text, OfferKind.INSTALMENT, before)

    assert (said["part_amount"], said["dates"]) == (5_000, ["2026-03-13"])


@pytest.mark.parametrize(
    "text",
    ["手头就剩几百块，先还三百行不行，剩下的20号", "i have a few hundred, 300 now and the rest on the 20th"],
)
def test_the_amount_she_offers_counts_and_not_the_vague_one_that_she_has(text: str) -> None:
    said = wish(text, OfferKind.PART_NOW)

    assert (said["amount_now"], said["by"]) == (30_000, "2026-03-20")


@pytest.mark.parametrize(
    ("text", "dates", "amounts"),
    [
        ("今天还500 20号还300 剩下的月底", ["2026-03-10", "2026-03-20", "2026-03-31"], [50_000, 30_000]),
        ("12号400 19号400 26号还剩下的", ["2026-03-12", "2026-03-19", "2026-03-26"], [40_000, 40_000]),
    ],
)
def test_a_space_parts_a_sum_from_the_day_after_it(text: str, dates: list[str], amounts: list[int]) -> None:
    said = wish(text)

    assert (said["dates"], said["amounts"]) == (dates, amounts)


@pytest.mark.parametrize(
    ("text", "dates", "amounts"),
    [
        ("先还880，后面每周五还200", ["2026-03-10", "2026-03-13", "2026-03-20"], [88_000, 20_000]),
        ("880 today then 200 every friday", ["2026-03-10", "2026-03-13", "2026-03-20"], [88_000, 20_000]),
        ("500 now and 390 a month", ["2026-03-10", "2026-04-10", "2026-05-10"], [50_000, 39_000]),
        ("今天还500 以后每个月15号还400", ["2026-03-10", "2026-03-15", "2026-04-15"], [50_000, 40_000]),
        ("500 on the 20th then 400 a month", ["2026-03-20", "2026-04-20", "2026-05-20"], [50_000, 40_000]),
        ("half now and 640 a month", ["2026-03-10", "2026-04-10"], [64_000]),
    ],
)
def test_so_much_first_and_so_much_each_time_after_it(
    text: str, dates: list[str], amounts: list[int]
) -> None:
    said = wish(text)

    assert (said["kind"], said["dates"], said["amounts"]) == ("instalment", dates, amounts)


def test_more_than_is_owed_at_once_is_no_start() -> None:
    assert "dates" not in wish("先还2000，后面每月还200")


@pytest.mark.parametrize("text", ["明天还一部分后天还一部分", "a part tomorrow and a part the day after"])
def test_a_part_on_each_of_two_days_is_as_much_on_each(text: str) -> None:
    said = wish(text)

    assert (said["kind"], said["dates"], said["amounts"]) == (
        "instalment",
        ["2026-03-11", "2026-03-12"],
        [],
    )
