"""Kinds that answer questions of their own, and edges that scenarios do not reach."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compliance.kinds.answers import RetentionParams, keep_until
from bot.compliance.kinds.content import business_days_after
from bot.compliance.needles import Sieve, clauses
from bot.compliance.text import MARKERS, TextView, fold
from bot.model.contact import BorrowerFacts
from tests.unit.compliance.cases import policy

D = date(2026, 1, 31)


def test_the_longest_minimum_decides_how_long_a_record_is_kept():
    rules = [
        RetentionParams("process", years=2),
        RetentionParams("process", years=5),
        RetentionParams("logs", months=60 * 3),
    ]

    assert keep_until(rules, record="process", started=D, settled=None) == date(2031, 1, 31)


def test_months_end_where_the_month_does():
    assert keep_until([RetentionParams("logs", months=1)], record="logs", started=D, settled=None) == date(
        2026, 2, 28
    )


def test_a_recording_of_an_oral_plan_waits_for_the_debt_to_be_settled():
    rule = RetentionParams("recording", until_settled=True, clock="settled")

    assert keep_until([rule], record="recording", started=D, settled=None) is None
    assert keep_until([rule], record="recording", started=D, settled=date(2026, 6, 1)) == date(2026, 6, 1)


def test_an_unknown_number_keeps_everything():
    assert keep_until([RetentionParams("process")], record="process", started=D, settled=None) is None


def test_the_packs_answer_for_a_chinese_lender():
    rules = [r.params for r in policy().rules if r.kind.name == "record_retention" and r.regime == "CN"]

    assert keep_until(rules, record="process", started=D, settled=None) == date(2031, 1, 31)


def test_working_days_leave_the_weekend_out():
    friday = datetime(2026, 10, 16, 10, 0, tzinfo=UTC)

    assert business_days_after(friday, 5) == friday + timedelta(days=7)
    assert business_days_after(friday, 1).weekday() == 0


@pytest.mark.parametrize(
    ("residence", "city", "licences", "expected"),
    [
        ("CN", None, (), {"CN"}),
        ("GB", None, ("CN",), {"UK", "CN"}),
        ("US-MA", None, (), {"US", "US-MA"}),
        ("US", "Boston", (), {"US", "US-MA"}),
        ("US-NY", "New York", (), {"US", "US-NY", "US-NYC"}),
        ("DE", None, (), {"EU"}),
        ("CN-HK", None, (), {"HK"}),
        (None, None, ("US-NYC",), {"US", "US-NYC"}),
        (None, None, ("uk",), {"UK"}),
        (None, None, ("GB",), {"UK"}),
        (None, None, ("DE",), {"EU"}),
        (None, None, ("US-OH",), {"US"}),
        ("CN-HK", None, ("cn",), {"HK", "CN"}),
        (None, None, ("UKK",), {"no-pack:UKK"}),
        ("NO", None, (), {"no-pack:NO"}),
    ],
)
def test_packs_follow_from_licence_residence_and_city(residence, city, licences, expected):
    found = policy().places.regimes(licences, BorrowerFacts("en", residence=residence, city=city))

    assert found == expected


@pytest.mark.parametrize(
    ("facts", "zones"),
    [
        (
            BorrowerFacts("en", "America/New_York", "US-NY", phone_area="+1-213"),
            ["America/New_York", "America/Los_Angeles"],
        ),
        (BorrowerFacts("en", "America/New_York", "US-NY", phone_area="212"), ["America/New_York"]),
        (BorrowerFacts("en", "America/Detroit", "US-MI"), ["America/Detroit"]),
        (BorrowerFacts("en", None, "US-TX"), ["America/Chicago", "America/Denver"]),
        (BorrowerFacts("en", "Asia/Shanghai", "GB"), ["Asia/Shanghai", "Europe/London"]),
        (
            BorrowerFacts("en", "Europe/London", "GB", phone_area="+86 755"),
            ["Europe/London", "Asia/Shanghai"],
        ),
        (BorrowerFacts("en", None, None), []),
    ],
)
def test_every_zone_that_a_fact_points_to_is_a_candidate(facts, zones):
    found = policy().places.candidate_zones(facts, frozenset(), at=datetime(2026, 10, 14, tzinfo=UTC))

    assert [z.key for z in found] == zones


def test_a_chinese_lender_knows_the_clock_of_its_country_without_a_place():
    found = policy().places.candidate_zones(
        BorrowerFacts("zh"), frozenset({"CN"}), at=datetime(2026, 10, 14, tzinfo=UTC)
    )

    assert [z.key for z in found] == ["Asia/Shanghai"]


@pytest.mark.parametrize(
    ("language", "text", "presses"),
    [
        ("zh", "请您尽快还清欠款。", True),
        ("zh", "您什么时候能还款？", True),
        ("zh", "不用急着还款，我们慢慢来。", False),
        ("zh", "如果您愿意，可以先看看方案。", False),
        ("zh", "您的余额是1280元。", False),
        ("en", "Please pay today.", True),
        ("en", "You must settle your account.", True),
        ("en", "When will you pay?", True),
        ("en", "There is no need to pay now.", False),
        ("en", "Your balance is $240.", False),
        ("en", "If you like, you can choose a plan.", False),
    ],
)
def test_a_sentence_that_presses_for_payment_is_told_from_one_that_answers(language, text, presses):
    assert TextView(text, language).demands is presses


@pytest.mark.parametrize(
    "text", ["我不是机器人，这里是青禾消费金融。", "I am not a bot. Reply STOP.", "这里是青禾消费金融。"]
)
def test_a_denial_or_silence_is_no_disclosure(text):
    assert not TextView(text, "zh" if "是" in text else "en").has("bot_disclosure")


def test_every_marker_reads_both_languages():
    for key, both in MARKERS.items():
        assert set(both) == {"zh", "en"}, key


@pytest.mark.parametrize(
    ("odd", "plain"),
    [("ＡＩ助手", "ai助手"), ("還款", "还款"), ("还\u200b款", "还款"), ("CAFÉ", "café"), ("①", "1")],
)
def test_folding_reads_past_width_case_script_and_invisible_characters(odd, plain):
    assert fold(odd) == plain


def test_a_text_of_dots_is_not_yet_written():
    assert TextView.of("...", "zh") is None
    assert TextView.of("", "en") is None
    assert TextView.of("好", "zh") is not None


def test_a_clause_holds_what_every_match_contains():
    assert clauses("(?:sue|take) you to (?:court|jail)") == [
        (frozenset({" you to "}), frozenset({"court", "jail"}), frozenset({"sue", "take"}))
    ]
    assert clauses("a*") == [()]


@given(st.text(alphabet="abcde 法院坐牢x", max_size=40))
def test_the_sieve_never_drops_a_pattern_that_matches(text):
    import re

    patterns = {
        "one": ["ab(?:c|de)", "法院"],
        "two": ["坐(?:过)?牢|e+x"],
        "three": ["(?:a|b)?"],
        "four": ["[abx]{2}d"],
    }
    sieve = Sieve(patterns)

    matching = {name for name, rows in patterns.items() if any(re.search(p, text) for p in rows)}
    assert matching <= set(sieve.candidates(text))


def test_the_place_she_is_in_now_adds_its_pack_and_its_clock():
    away = BorrowerFacts("zh", "Asia/Shanghai", "CN", location="GB")

    assert policy().places.regimes((), away) == {"CN", "UK"}
    zones = policy().places.candidate_zones(away, frozenset(), at=datetime(2026, 10, 14, tzinfo=UTC))
    assert [z.key for z in zones] == ["Asia/Shanghai", "Europe/London"]
