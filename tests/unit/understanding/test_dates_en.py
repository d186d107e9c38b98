"""Days in English messages, on Tuesday 10 March 2026."""

from datetime import UTC, date, datetime

import pytest

from bot.model.words import Language
from bot.understanding.dates import ahead, read_dates

AT = datetime(2026, 3, 10, 15, tzinfo=UTC)


def days(
    text: str, *, region: str = "GB", payday: int | None = None, at: datetime = AT
) -> list[tuple[str, str]]:
    found = ahead(read_dates(text, at=at, language=Language.EN, region=region, payday=payday))
    return [(str(m.start), str(m.end)) for m in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I got laid off last week, can I have until the 25th?", "2026-03-25"),
        ("I'll pay Friday", "2026-03-13"),
        ("fri", "2026-03-13"),
        ("next friday please", "2026-03-20"),
        ("a week on friday", "2026-03-20"),
        ("friday week", "2026-03-20"),
        ("tmrw", "2026-03-11"),
        ("the day after tomorrow", "2026-03-12"),
        ("the 3rd", "2026-04-03"),
        ("on the third of next month", "2026-04-03"),
        ("25 March", "2026-03-25"),
        ("march 25th", "2026-03-25"),
        ("2026-03-25", "2026-03-25"),
        ("in a fortnight", "2026-03-24"),
        ("in two weeks' time", "2026-03-24"),
        ("end of the month", "2026-03-31"),
        ("by month end", "2026-03-31"),
        ("the last working day of the month", "2026-03-31"),
        ("half now, rest on the 15th", "2026-03-15"),
        ("2 days after the 15th", "2026-03-17"),
        ("just before christmas", "2026-12-24"),
        ("friday the 13th", "2026-03-13"),
        ("when I get paid on friday", "2026-03-13"),
    ],
)
def test_a_day_is_read_towards_the_future(text: str, day: str) -> None:
    assert days(text) == [(day, day)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("by the end of next week", "2026-03-19", "2026-03-22"),
        ("next week", "2026-03-16", "2026-03-22"),
        ("this weekend", "2026-03-14", "2026-03-15"),
        ("next month", "2026-04-01", "2026-04-30"),
        ("between the 20th and the 25th", "2026-03-20", "2026-03-25"),
        ("within 10 days", "2026-03-10", "2026-03-20"),
        ("week after next", "2026-03-23", "2026-03-29"),
        ("2 or 3 days pls", "2026-03-12", "2026-03-13"),
        ("early next month", "2026-04-01", "2026-04-15"),
    ],
)
def test_a_stretch_of_days_keeps_both_ends(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I need two more weeks", "2026-03-24"),
        ("can i get another week", "2026-03-17"),
        ("give me a couple more days", "2026-03-12"),
        ("2 weeks", "2026-03-24"),
        ("an extension of 10 days please", "2026-03-20"),
        ("I'm asking for two weeks", "2026-03-24"),
        ("is it possible to get 2 weeks", "2026-03-24"),
    ],
)
def test_a_time_asked_for_counts_from_the_message(text: str, day: str) -> None:
    (mention,) = read_dates(text, at=AT, language=Language.EN)
    assert (str(mention.end), mention.kind) == (day, "duration")


@pytest.mark.parametrize(
    "text",
    [
        "I'm 3 days late",
        "been off sick for two weeks",
        "I paid on the 3rd",
        "lost my job in january",
        "200 a month",
        "15 a week?",
        "the second option please",
        "option 3",
        "may I ask something",
        "after nine years with you",
        "no paycheck yet",
        "after I paid",
        "I want the second",
        "cancer took my wife in September",
        "I've had this number about a month",
        "bedridden since monday",
    ],
)
def test_context_is_no_date_ahead(text: str) -> None:
    assert days(text) == []


def test_the_region_decides_between_day_first_and_month_first() -> None:
    assert days("3/4", region="GB") == [("2026-04-03", "2026-04-03")]
    assert days("3/4", region="US-CA") == [("2027-03-04", "2027-03-04")]
    (unknown,) = read_dates("on 3/4", at=AT, language=Language.EN)
    assert not unknown.firm


def test_either_of_two_days_is_two_mentions_and_neither_is_firm() -> None:
    found = read_dates("thursday or friday", at=AT, language=Language.EN)
    assert [(m.start, m.firm) for m in found] == [(date(2026, 3, 12), False), (date(2026, 3, 13), False)]


def test_payday_is_resolved_when_the_day_is_on_file() -> None:
    assert days("payday", payday=28) == [("2026-03-28", "2026-03-28")]
    (unknown,) = read_dates("when my wages come in", at=AT, language=Language.EN)
    assert (unknown.kind, unknown.start) == ("payday", None)


def test_the_same_weekday_means_next_week_and_is_asked_back() -> None:
    (mention,) = read_dates("on tuesday", at=AT, language=Language.EN)
    assert (mention.start, mention.firm) == (date(2026, 3, 17), False)


def test_a_correction_keeps_only_the_corrected_day() -> None:
    assert days("not the 15th, the 25th") == [("2026-03-25", "2026-03-25")]


def test_easter_moves_and_is_found_in_the_calendar() -> None:
    assert days("after easter") == [("2026-04-07", "2026-04-07")]


def test_the_json_shape_has_from_to_text_and_offsets() -> None:
    (mention,) = read_dates("can do the 25th", at=AT, language=Language.EN)
    assert mention.as_json() == {
        "from": "2026-03-25",
        "to": "2026-03-25",
        "text": "the 25th",
        "start": 7,
        "end": 15,
    }


def test_a_weekday_that_contradicts_its_date_is_not_firm() -> None:
    agree, clash = (
        read_dates(t, at=AT, language=Language.EN)[0] for t in ("friday the 20th", "friday the 21st")
    )
    assert (agree.firm, clash.firm) == (True, False)


def test_two_weeks_after_a_festival_counts_from_the_festival() -> None:
    assert days("2 weeks before christmas") == [("2026-12-11", "2026-12-11")]
