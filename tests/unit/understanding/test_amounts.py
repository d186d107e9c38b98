"""Sums of money and shares of a debt in messages."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bot.model.words import Language
from bot.understanding.amounts import read_amounts


def values(
    text: str, *, language: Language = Language.ZH, currency: str = "CNY"
) -> list[tuple[str, str | None]]:
    found = read_amounts(text, language=language, currency=currency)
    return [(str(m.value), m.currency) for m in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两千五", "2500"),
        ("一万二", "12000"),
        ("三百五", "350"),
        ("一千零五十", "1050"),
        ("五百块", "500"),
        ("先还500，剩下的15号还", "500"),
        ("先给两百行不", "200"),
        ("1万2", "12000"),
        ("5千", "5000"),
        ("3.5w", "35000"),
        ("1.5k", "1500"),
        ("¥1,280.00", "1280"),
        ("１，２８０元", "1280"),
        ("兩千五", "2500"),
        ("五块三毛", "5.3"),
        ("RMB 300", "300"),
        ("最多能还八百", "800"),
        ("不是500，是300", "300"),
    ],
)
def test_a_chinese_amount_is_read(text: str, value: str) -> None:
    assert values(text) == [(value, "CNY")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£50 on the 25th", "50"),
        ("1,280.00", "1280"),
        ("1.5k", "1500"),
        ("I meant 300", "300"),
        ("five hundred pounds", "500"),
        ("two hundred and fifty quid", "250"),
        ("I can send 120 friday", "120"),
        ("40 pounds 50", "40.5"),
        ("not 1000, 100", "100"),
    ],
)
def test_an_english_amount_is_read(text: str, value: str) -> None:
    assert values(text, language=Language.EN, currency="GBP") == [(value, "GBP")]


@pytest.mark.parametrize(
    "text",
    [
        "20号还",
        "15号之前",
        "2026年3月10日",
        "我今年26岁",
        "下午3点",
        "尾号1234",
        "13812345678",
        "分6期还",
        "逾期3天",
        "利率36%",
        "万一还不上",
        "一分钱都没有",
        "我们一块想办法",
        "打了八遍电话",
    ],
)
def test_a_chinese_number_that_is_no_money_is_left(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the 20th",
        "march 25",
        "3pm",
        "20 minutes",
        "I'm 45 years old",
        "call 07700 900123",
        "ref 445566",
        "I have 2 kids",
        "half an hour",
        "option 3",
        "been with you since 2019",
    ],
)
def test_an_english_number_that_is_no_money_is_left(text: str) -> None:
    assert values(text, language=Language.EN, currency="GBP") == []


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("先还一半", Fraction(1, 2)),
        ("先还三分之一", Fraction(1, 3)),
        ("全部还清", Fraction(1)),
        ("half now, rest on the 15th", Fraction(1, 2)),
        ("I could do a third now", Fraction(1, 3)),
        ("pay 1/2 now", Fraction(1, 2)),
        ("I'll pay in full", Fraction(1)),
    ],
)
def test_a_share_of_the_debt_has_no_value_and_no_currency(text: str, share: Fraction) -> None:
    (mention,) = read_amounts(text, currency="CNY")
    assert (mention.fraction, mention.value, mention.currency) == (share, None, None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两三百", 200, 300),
        ("一千多", 1000, 2000),
        ("200-300 a month", 200, 300),
        ("between 200 and 300", 200, 300),
    ],
)
def test_a_range_is_kept_and_never_guessed(text: str, low: int, high: int) -> None:
    (mention,) = read_amounts(text, currency="CNY")
    assert (mention.value, mention.low, mention.high, mention.firm) == (
        None,
        Decimal(low),
        Decimal(high),
        False,
    )


@pytest.mark.parametrize("text", ["500左右", "大概500", "about 500", "a couple hundred", "500 or so"])
def test_about_is_not_firm(text: str) -> None:
    (mention,) = read_amounts(text, currency="CNY")
    assert not mention.firm


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每个月一千", "month"),
        ("一个月还500", "month"),
        ("每周200", "week"),
        ("200 a month", "month"),
        ("50 quid a week", "week"),
        ("100 every fortnight", "fortnight"),
        ("下个月还500", None),
        ("500 next month", None),
    ],
)
def test_how_often_is_read_beside_the_amount(text: str, per: str | None) -> None:
    (mention,) = read_amounts(text, currency="GBP")
    assert mention.per == per


@pytest.mark.parametrize(
    ("sign", "account", "meant"),
    [
        ("$20", "HKD", "HKD"),
        ("$20", "GBP", "USD"),
        ("¥20", "JPY", "JPY"),
        ("¥20", "GBP", "CNY"),
        ("20块", "HKD", "HKD"),
    ],
)
def test_the_account_settles_what_a_sign_means(sign: str, account: str, meant: str) -> None:
    assert values(sign, currency=account) == [("20", meant)]


def test_two_amounts_in_one_breath_stay_two() -> None:
    assert values("今天还500，300块下周") == [("500", "CNY"), ("300", "CNY")]


def test_offsets_point_into_the_original_text() -> None:
    text = "😅…能還兩千五嗎"
    (mention,) = read_amounts(text, currency="CNY")
    assert text[mention.start : mention.end] == mention.text == "兩千五"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("周五三百", "300"),
        ("下周一五百", "500"),
        ("星期三两千", "2000"),
        ("每周五三百", "300"),
        ("周三两百，下周三八百", "200 800"),
    ],
)
def test_a_sum_in_words_behind_a_weekday_is_no_range(text: str, value: str) -> None:
    assert " ".join(each for each, _ in values(text)) == value


def test_every_week_five_or_six_hundred_is_a_range() -> None:
    (found,) = read_amounts("每周五六百", language=Language.ZH, currency="CNY")
    assert (found.low, found.high, found.per) == (500, 600, "week")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("just got your message today. 50 friday", "50"),
        ("what? 60 on the 20th", "60"),
        ("no. 50 friday", "50"),
        ("ref is abc. 4821 is my phone", ""),
        ("240 friday. sorry, 120 friday", "120"),
        ("240 on friday, sorry, friday 120", "120"),
        ("50 today, sorry. 190 on friday", "50 190"),
    ],
)
def test_a_sum_that_opens_a_sentence_or_puts_one_right(text: str, value: str) -> None:
    found = values(text, language=Language.EN, currency="GBP")
    assert " ".join(each for each, _ in found) == value
