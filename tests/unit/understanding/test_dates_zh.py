"""Days in Chinese messages, on Tuesday 10 March 2026."""

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.model.words import Language
from bot.understanding.dates import ahead, read_dates

CHINA = timezone(timedelta(hours=8))
AT = datetime(2026, 3, 10, 15, tzinfo=CHINA)


def days(text: str, *, at: datetime = AT, payday: int | None = None) -> list[tuple[str, str]]:
    found = ahead(read_dates(text, at=at, language=Language.ZH, region="CN", payday=payday))
    return [(str(m.start), str(m.end)) for m in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天晚上转给你", "2026-03-10"),
        ("明儿一早还", "2026-03-11"),
        ("后天下午打过去", "2026-03-12"),
        ("大后天行吗", "2026-03-13"),
        ("三天后还", "2026-03-13"),
        ("再过十天吧", "2026-03-20"),
        ("半个月以后才有钱", "2026-03-25"),
        ("下周五还", "2026-03-20"),
        ("下週五還", "2026-03-20"),
        ("这周五吧", "2026-03-13"),
        ("下下周一", "2026-03-23"),
        ("礼拜天之前", "2026-03-15"),
        ("15号", "2026-03-15"),
        ("9号还", "2026-04-09"),
        ("二十五号一定还", "2026-03-25"),
        ("31号", "2026-03-31"),
        ("下个月十号", "2026-04-10"),
        ("3月25日", "2026-03-25"),
        ("３月２５日", "2026-03-25"),
        ("2026-04-03可以吗", "2026-04-03"),
        ("3/25", "2026-03-25"),
        ("25/3", "2026-03-25"),
        ("月底", "2026-03-31"),
        ("下月底", "2026-04-30"),
        ("月底前还清", "2026-03-31"),
        ("国庆后", "2026-10-08"),
        ("过完五一还行不", "2026-05-06"),
        ("五一后还", "2026-05-06"),
        ("春节后", "2027-02-13"),
        ("三个工作日后", "2026-03-13"),
    ],
)
def test_a_day_is_read_towards_the_future(text: str, day: str) -> None:
    assert days(text) == [(day, day)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("明后天还", "2026-03-11", "2026-03-12"),
        ("这周末", "2026-03-14", "2026-03-15"),
        ("下周还", "2026-03-16", "2026-03-22"),
        ("下个月还", "2026-04-01", "2026-04-30"),
        ("下半月", "2026-03-16", "2026-03-31"),
        ("月初还", "2026-04-01", "2026-04-05"),
        ("三月中旬", "2026-03-11", "2026-03-20"),
        ("20号到25号之间", "2026-03-20", "2026-03-25"),
        ("15到20号", "2026-03-15", "2026-03-20"),
        ("下周三到周五", "2026-03-18", "2026-03-20"),
        ("三天内", "2026-03-10", "2026-03-13"),
        ("二十几号吧", "2026-03-21", "2026-03-28"),
    ],
)
def test_a_stretch_of_days_keeps_both_ends(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("能延期三天吗", "2026-03-13", "2026-03-13"),
        ("宽限一周行不", "2026-03-17", "2026-03-17"),
        ("晚一到两天可以吗", "2026-03-11", "2026-03-12"),
        ("可以推迟半个月吗", "2026-03-25", "2026-03-25"),
        ("再给我一个月", "2026-04-10", "2026-04-10"),
        ("两三天", "2026-03-12", "2026-03-13"),
    ],
)
def test_a_time_asked_for_counts_from_the_message(text: str, first: str, last: str) -> None:
    (mention,) = read_dates(text, at=AT, language=Language.ZH)
    assert (str(mention.start), str(mention.end), mention.kind) == (first, last, "duration")


@pytest.mark.parametrize(
    "text",
    [
        "已经逾期三天了，急死我",
        "住院半个月了",
        "拖了两个月，真没办法",
        "昨天就还了",
        "上个月被裁了",
        "这笔钱15号已经还了",
        "资金周转不开",
        "每个月一千行不行",
        "分三期还",
        "一周一千",
        "万一还不上呢",
        "住15号楼",
        "还没发工资",
        "",
        "😭😭",
    ],
)
def test_context_of_a_reason_is_no_date_ahead(text: str) -> None:
    assert days(text) == []


def test_the_fifteenth_is_today_on_the_fifteenth_and_next_month_a_day_later() -> None:
    on_it = datetime(2026, 3, 15, 9, tzinfo=CHINA)
    assert days("15号之前", at=on_it) == [("2026-03-15", "2026-03-15")]
    assert days("15号之前", at=on_it + timedelta(days=1)) == [("2026-04-15", "2026-04-15")]


def test_the_thirty_first_skips_months_that_have_none() -> None:
    assert days("31号", at=datetime(2026, 4, 1, tzinfo=CHINA)) == [("2026-05-31", "2026-05-31")]


def test_the_twenty_ninth_of_february_waits_for_a_leap_year() -> None:
    assert days("2月29日", at=AT) == [("2028-02-29", "2028-02-29")]


def test_a_day_the_calendar_does_not_have_is_not_read_as_another() -> None:
    assert days("2月30号还") == []


def test_a_request_a_reason_a_length_and_a_date_in_one_message() -> None:
    found = read_dates("能否申请延迟1天还钱，担心工资14日晚上发", at=AT, language=Language.ZH)
    assert [(m.text, str(m.start), m.kind) for m in found] == [
        ("1天", "2026-03-11", "duration"),
        ("14日", "2026-03-14", "date"),
    ]


@pytest.mark.parametrize("text", ["这个月20号左右", "大概20号", "可能20号吧"])
def test_about_is_kept_as_not_firm(text: str) -> None:
    mention = read_dates(text, at=AT, language=Language.ZH)[-1]
    assert (mention.start, mention.firm) == (date(2026, 3, 20), False)


def test_before_and_after_are_kept_as_bounds() -> None:
    by, after = (read_dates(t, at=AT, language=Language.ZH)[0] for t in ("15号之前", "15号以后"))
    assert (by.bound, by.firm, after.bound, after.firm) == ("by", True, "after", False)


def test_payday_is_unknown_until_it_is_on_file() -> None:
    unknown = read_dates("发工资那天还", at=AT, language=Language.ZH)[0]
    assert (unknown.kind, unknown.start, unknown.firm) == ("payday", None, False)
    assert days("发工资那天还", payday=15) == [("2026-03-15", "2026-03-15")]
    assert days("等发工资", payday=5) == [("2026-04-05", "2026-04-05")]
    assert days("发工资就还", payday=31, at=datetime(2026, 4, 2, tzinfo=CHINA)) == [
        ("2026-04-30", "2026-04-30")
    ]


def test_a_named_payday_is_one_day_and_not_two_mentions() -> None:
    assert set(days("我们单位下月10号发工资，那我下个月十号转给你们行不")) == {("2026-04-10", "2026-04-10")}


def test_a_correction_keeps_only_the_corrected_day() -> None:
    assert days("不是15号，是25号") == [("2026-03-25", "2026-03-25")]
    assert days("是周四不是周日") == [("2026-03-12", "2026-03-12")]


def test_past_days_come_back_marked() -> None:
    (mention,) = read_dates("上个月失业了", at=AT, language=Language.ZH)
    assert (mention.past, mention.end) == (True, date(2026, 2, 28))


def test_a_weekday_that_contradicts_its_date_is_not_firm() -> None:
    agree, clash = (read_dates(t, at=AT, language=Language.ZH)[0] for t in ("20号周五", "20号周四"))
    assert (agree.firm, clash.firm) == (True, False)


def test_offsets_point_into_the_original_text() -> None:
    text = "…好吧…下週五還５００元"
    (mention,) = read_dates(text, at=AT, language=Language.ZH)
    assert text[mention.begin : mention.finish] == mention.text == "下週五"
