from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports import values as v
from bot.imports.phones import area, phone
from bot.imports.values import Unreadable, fold


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1280", "1280"),
        ("1280.00", "1280.00"),
        ("1,280.00", "1280.00"),
        ("１，２８０．００", "1280.00"),
        ("1 280.00", "1280.00"),
        ("￥1,280", "1280"),
        ("1280元", "1280"),
        ("US$ 12.50", "12.50"),
        ("GBP 12.50", "12.50"),
        ("1,28,000.50", "128000.50"),
        ("0", "0"),
        ("\u00a0500\u200b", "500"),
    ],
)
def test_amounts_are_read_as_lenders_write_them(text: str, amount: str) -> None:
    assert v.amount(fold(text)) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-5", "negative"),
        ("(5.00)", "negative"),
        ("1.28E+05", "power of ten"),
        ("1.280,00", "no amount"),
        ("1,28", "no amount"),
        ("12,34", "no amount"),
        ("1,2800", "no amount"),
        ("nan", "no amount"),
        ("1280.", "no amount"),
        ("99999999999999", "no amount"),
        ("=1+1", "no amount"),
    ],
)
def test_what_could_be_misread_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        v.amount(fold(text))


@pytest.mark.parametrize(
    ("text", "currency", "meant"),
    [
        ("￥1,280", "CNY", True), ("1280元", "CNY", True), ("CNY 5", "CNY", True), ("RMB 5", "CNY", True),
        ("$5", "USD", True), ("$5", "HKD", True), ("US$ 5", "USD", True), ("5", "CNY", True),
        ("$5", "CNY", False), ("US$5", "AUD", False), ("£5", "EUR", False), ("USD 5", "GBP", False),
    ],
)  # fmt: skip
def test_a_sign_beside_an_amount_is_the_accounts_currency_or_a_mistake(
    text: str, currency: str, meant: bool
) -> None:
    mark = v.sign(fold(text))

    assert (not mark or v.fits(mark, currency)) is meant


@given(st.integers(0, 10**13 - 1), st.integers(0, 99))
def test_grouped_and_plain_amounts_are_the_same_amount(units: int, cents: int) -> None:
    assert v.amount(f"{units:,}.{cents:02}") == v.amount(f"{units}.{cents:02}")


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.03.05",
        "20260305",
        "2026年3月5日",
        "２０２６－０３－０５",
        "2026-03-05 00:00:00",
    ],
)
def test_days_are_read_year_first(text: str) -> None:
    assert v.day(fold(text)) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("05/03/2026", "year first"),
        ("46086", "spreadsheet"),
        ("2026-02-29", "calendar"),
        ("soon", "year first"),
    ],
)
def test_a_day_that_could_be_two_days_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        v.day(text)


def test_a_local_moment_belongs_to_the_borrowers_zone() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")

    found = [
        v.instant(text, zone=shanghai) for text in ("2026-03-05 09:30", "2026-03-05", "2026-03-05T00:00Z")
    ]

    assert found == [
        datetime(2026, 3, 5, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 4, 16, 0, tzinfo=UTC),
        datetime(2026, 3, 5, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("text", "rate"), [("0.18", "0.18"), ("18%", "0.18"), ("１８％", "0.18"), ("0", "0")]
)
def test_rates_are_fractions_or_percent(text: str, rate: str) -> None:
    assert v.rate(fold(text), most=Decimal(5)) == Decimal(rate)


def test_a_forgotten_percent_sign_is_noticed() -> None:
    with pytest.raises(Unreadable, match="500"):
        v.rate("18", most=Decimal(5))


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("138 0013 8000", "CN", "+8613800138000"),
        ("86-13800138000", "CN", "+8613800138000"),
        ("０２０ ７９４６ ０９５８", "GB", "+442079460958"),
        ("(617) 555-0143", "US", "+16175550143"),
        ("0491 570 156", "AU", "+61491570156"),
        ("0044 7700 900123", "DE", "+447700900123"),
        ("+49 30 5550100", "DE", "+49305550100"),
    ],
)
def test_a_number_has_one_spelling(text: str, country: str, number: str) -> None:
    assert phone(fold(text), country=country) == number


@pytest.mark.parametrize(
    ("text", "country"), [("030 5550100", "DE"), ("12345", "CN"), ("call me", "GB"), ("+", "GB")]
)
def test_a_number_without_a_country_is_refused(text: str, country: str) -> None:
    with pytest.raises(Unreadable):
        phone(text, country=country)


@pytest.mark.parametrize(
    ("number", "known"),
    [
        ("+16175550143", "+1-617"),
        ("+61255501234", "+61-2"),
        ("+8613800138000", "+86"),
        ("+85221234567", "+852"),
    ],
)
def test_an_area_says_where_a_number_may_be(number: str, known: str) -> None:
    assert area(number) == known


@pytest.mark.parametrize(
    "text", ["a@b", "a b@example.com", "a@example..com", "@example.com", "a@-x.com", "x" * 300 + "@a.com"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        v.email(text)


@pytest.mark.parametrize("text", ["1.23457E+15", "two words", "", "x" * 65, "a\x00b"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        v.identifier(text)


@pytest.mark.parametrize("text", ["Mars/Base", "Europe", "../etc/passwd", "/etc", "asia/shangai", "\x00"])
def test_what_is_no_time_zone_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        v.timezone(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("yes", True), ("是", True), ("TRUE", True), ("1", True), ("No", False), ("否", False)],
)
def test_yes_and_no_are_read_in_the_words_of_spreadsheets(text: str, meant: bool) -> None:
    assert v.yes_or_no(text) is meant


@pytest.mark.parametrize("text", ["maybe", "2", "部分"])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="neither yes nor no"):
        v.yes_or_no(text)


def test_a_name_that_is_shown_other_than_it_is_stored_is_refused() -> None:
    with pytest.raises(Unreadable, match="direction"):
        v.words("Ann\u202eeeL")
    assert v.words("עינת לוי") == "עינת לוי"


def test_a_day_of_a_numbered_week_is_refused() -> None:
    with pytest.raises(Unreadable):
        v.day("2026-W10-1")
