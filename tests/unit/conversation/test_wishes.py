"""What she says, as the wish that the negotiation answers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.wishes import as_wish
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers.terms import Cadence
from bot.understanding.due_days import moves_due_day
from tests.unit.conversation.said import wish


@pytest.mark.parametrize(
    ("text", "dates", "amounts"),
    [
        ("15号还500，月底还剩下的", ["2026-03-15", "2026-03-31"], [50_000]),
        ("周五还300，下个月10号还剩下的", ["2026-03-13", "2026-04-10"], [30_000]),
        ("15号还500，月底还780", ["2026-03-15", "2026-03-31"], [50_000, 78_000]),
        ("500 on the 15th and the rest at the end of the month", ["2026-03-15", "2026-03-31"], [50_000]),
        ("¥500 on the 15th, ¥780 on the 31st", ["2026-03-15", "2026-03-31"], [50_000, 78_000]),
        ("half on the 13th half on the 27th", ["2026-03-13", "2026-03-27"], [64_000, 64_000]),
        ("640 on the 13th 640 on the 27th", ["2026-03-13", "2026-03-27"], [64_000, 64_000]),
        ("640 friday 640 on the 27th", ["2026-03-13", "2026-03-27"], [64_000, 64_000]),
        ("13号还一半27号还一半", ["2026-03-13", "2026-03-27"], [64_000, 64_000]),
    ],
)
def test_two_dates_with_amounts_are_two_parts_as_she_named_them(
    text: str, dates: list[str], amounts: list[int]
) -> None:
    said = wish(text)

    assert (said["kind"], said["dates"], said["amounts"]) == ("instalment", dates, amounts)


def test_what_only_the_last_date_names_leaves_the_first_the_rest() -> None:
    said = wish("周五先还一些剩下的，31号还780")

    assert said["amounts"] == [50_000]


def test_today_and_a_date_are_some_now_and_the_rest_later() -> None:
    said = wish("今天还500，月底还剩下的")

    assert (said["kind"], said["amount_now"], said["by"]) == ("part_now", 50_000, "2026-03-31")


@pytest.mark.parametrize(
    "text",
    [
        "my hours got cut and im 280 short, can i do 1000 now and 280 on the 27th",
        "i'm ¥280 short so can I do 1000 now and 280 on the 27th",
        "280 on the 27th and 1000 now",
        "工时少了差280，现在还1000，27号还280行吗",
    ],
)
def test_each_amount_keeps_its_own_day_and_what_she_lacks_is_no_offer(text: str) -> None:
    said = wish(text, OfferKind.PART_NOW)

    assert (said["kind"], said["amount_now"], said["by"]) == ("part_now", 100_000, "2026-03-27")


@pytest.mark.parametrize(
    "text",
    [
        "累死累活一个月就三千，你让我拿什么还",
        "工资一个月才3000",
        "i only earn 900 a month",
        "I make 900 a month",
    ],
)
def test_what_she_earns_is_no_instalment(text: str) -> None:
    assert "part_amount" not in wish(text, OfferKind.INSTALMENT)


@pytest.mark.parametrize(
    "text", ["工资3000，每月还500", "i make 900 a month, can do 500 a month", "房租一个月2000，每月能还500"]
)
def test_what_she_can_pay_is_told_from_what_she_earns_and_spends(text: str) -> None:
    assert wish(text, OfferKind.INSTALMENT)["part_amount"] == 50_000


@pytest.mark.parametrize(
    "text",
    ["25号，不，20号还", "25号，不对，20号", "on the 25th, no, the 20th", "the 25th, actually the 20th"],
)
def test_a_day_put_right_on_the_spot_is_the_day(text: str) -> None:
    assert wish(text)["by"] == "2026-03-20"


@pytest.mark.parametrize("text", ["make it friday", "改到周五吧", "can we move it to next monday"])
def test_another_day_for_this_payment_is_no_other_due_day(text: str) -> None:
    assert not moves_due_day(text)


@pytest.mark.parametrize(
    "text",
    ["move it to the 15th", "能不能把还款日改到周五", "change my payment date to payday", "每月改到月底"],
)
def test_a_day_of_the_month_or_of_every_month_is_another_due_day(text: str) -> None:
    assert moves_due_day(text)


def test_first_some_then_the_rest_on_a_day_is_a_part_payment() -> None:
    said = wish("先还500，剩下的15号还", OfferKind.PART_NOW)

    assert (said["kind"], said["amount_now"], said["by"]) == ("part_now", 50_000, "2026-03-15")


@pytest.mark.parametrize("text", ["15号还500", "I can pay 500 on the 15th"])
def test_an_amount_on_a_day_is_meant_for_that_day_and_not_for_today(text: str) -> None:
    said = wish(text)

    assert (said["kind"], said["amounts"], said["dates"][0]) == ("instalment", [50_000], "2026-03-15")
    assert said["rest_open"]


@pytest.mark.parametrize(
    ("first", "second"), [("先还500", "剩下的780 27号还"), ("500 now", "and 780 on the 27th")]
)
def test_a_second_part_told_a_message_later_completes_the_first(first: str, second: str) -> None:
    said = wish(second, before=wish(first, OfferKind.PART_NOW))

    assert (said["kind"], said["amount_now"], said["by"]) == ("part_now", 50_000, "2026-03-27")


@pytest.mark.parametrize(
    "text", ["我20号还不上", "后天答复你", "can't do the 20th", "I'll let you know on Friday"]
)
def test_a_day_that_will_not_do_or_is_one_to_talk_is_no_day_to_pay(text: str) -> None:
    assert "by" not in wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "15号还500，剩下的再说",
        "15号先还500 剩下的等有钱了再给",
        "15号还500，其余的等发工资",
        "500 on the 15th and the rest when I can",
        "500 on the 15th, not sure about the rest",
        "500 on the 15th and the other 780 whenever I can",
        "I can do 500 on the 15th and the remainder after payday",
    ],
)
@pytest.mark.parametrize("kind", [OfferKind.PROMISE, OfferKind.PART_NOW, OfferKind.DEFERRAL])
def test_a_first_part_on_a_day_stays_on_its_day_when_the_rest_has_none(text: str, kind: OfferKind) -> None:
    said = wish(text, kind)

    assert (said["dates"], said["amounts"]) == (["2026-03-15", "2026-04-15"], [50_000])
    assert said["rest_open"]


@pytest.mark.parametrize(
    "text",
    [
        "先还500，剩下的15号还",
        "500 now and the rest on the 15th",
        "今天还500，剩下的再说",
        "剩下的500块15号还",
    ],
)
def test_a_day_that_belongs_to_the_rest_or_to_nothing_leaves_no_rest_open(text: str) -> None:
    assert "rest_open" not in wish(text, OfferKind.PART_NOW)


@pytest.mark.parametrize("text", ["先还1000还差280月底还", "先还1000，剩下280月底还"])
def test_a_sum_typed_right_before_a_day_is_read_and_so_is_the_day(text: str) -> None:
    said = wish(text, OfferKind.PART_NOW)

    assert (said["amount_now"], said["by"]) == (100_000, "2026-03-31")


@pytest.mark.parametrize("text", ["先还200，剩下的分三期", "200 now and the rest over 3 months"])
def test_some_now_and_the_rest_in_parts_begins_today(text: str) -> None:
    said = wish(text, OfferKind.PART_NOW)

    assert said["dates"] == ["2026-03-10", "2026-04-10", "2026-05-10", "2026-06-10"]
    assert said["amounts"] == [20_000]


@pytest.mark.parametrize("text", ["每个月还300", "300 a month"])
def test_an_amount_a_month_makes_it_instalments(text: str) -> None:
    said = as_wish(wish(text), currency="CNY")

    assert (said.kind, said.part_amount, said.every) == (
        OfferKind.INSTALMENT,
        Money(30_000, "CNY"),
        Cadence.MONTHLY,
    )


def test_all_of_it_is_no_part() -> None:
    said = as_wish(wish("明天全部还清"), currency="CNY")

    assert (said.amount_now, said.by) == (None, date(2026, 3, 11))


def test_a_payday_beside_a_date_does_not_make_two_parts() -> None:
    said = wish("我15号发工资，20号还")

    assert "dates" not in said
    assert said["by"] == "2026-03-20"


def test_what_she_told_of_her_month_stays_when_she_turns_to_another_kind() -> None:
    said = wish("分三期", OfferKind.INSTALMENT, {"kind": "deferral", "by": "2026-03-20", "budget": [1, 2]})

    assert (said.get("by"), said["budget"], said["parts"]) == (None, [1, 2], 3)


def test_two_languages_make_the_same_wish() -> None:
    assert wish("15号还500，月底还剩下的") == wish("500 on the 15th and the rest at the end of the month")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("能不能把还款日改到每月15号", 15),
        ("我每月10号发工资，能不能把还款日改到15号", 15),
        ("can you move my due date to the 20th", 20),
        ("改个日子吧", None),
    ],
)
def test_the_new_due_day_is_the_one_it_moves_to(text: str, day: int | None) -> None:
    assert wish(text, OfferKind.CHANGE_DUE_DAY).get("due_day") == day


@pytest.mark.parametrize("text", ["剩下的30号吧", "那就30号", "the rest on the 30th", "the 30th then"])
def test_a_day_named_afterwards_for_the_rest_leaves_the_first_part_where_it_is(text: str) -> None:
    before = wish("15号还500，剩下的再说")

    said = wish(text, OfferKind.DEFERRAL, before)

    assert (said["dates"], said["amounts"]) == (["2026-03-15", "2026-03-30"], [50_000])
    assert "rest_open" not in said


def test_another_sum_after_an_open_rest_is_a_new_wish() -> None:
    said = wish("30号还300吧", OfferKind.PROMISE, wish("15号还500，剩下的再说"))

    assert said.get("amounts") != [50_000]
