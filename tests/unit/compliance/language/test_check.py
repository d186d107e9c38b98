from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compliance.language import ClaimFacts, Ledger, check_text
from bot.compliance.language.reading import plain, readings
from bot.model.money import Money

FACTS = ClaimFacts()


def categories(said, *, language="en", facts=FACTS, ledger=None):
    return {row.category for row in check_text(said, language=language, facts=facts, ledger=ledger)}


def test_a_legal_step_that_was_really_taken_may_be_named():
    filed = ClaimFacts(legal_step="suit_filed")

    assert categories("We have filed suit.", facts=filed) == set()
    assert categories("We have filed suit.") == {"untrue_legal_step"}


def test_a_suit_on_file_does_not_make_bailiffs_true():
    filed = ClaimFacts(legal_step="suit_filed")

    assert "untrue_legal_step" in categories("Bailiffs are coming.", facts=filed)
    assert "untrue_legal_step" in categories("下周申请强制执行。", language="zh", facts=filed)


def test_a_credit_report_that_was_made_may_be_named():
    reported = ClaimFacts(credit_reported=True)

    assert categories("我们会上报征信。", language="zh", facts=reported) == set()
    assert categories("我们会上报征信。", language="zh") == {"credit_report"}


def test_a_fee_with_a_ground_may_be_named():
    grounded = ClaimFacts(fees_grounded=True)

    assert categories("There is a collection fee.", facts=grounded) == set()


def test_nobody_is_told_unpaid_after_a_payment():
    assert categories("You have not paid.") == set()
    assert categories("You have not paid.", facts=ClaimFacts(paid_recently=True)) == {"unpaid"}


def test_a_kind_sentence_does_not_excuse_the_next():
    assert "shame_exposure" in categories("We will not call the court. We will call your boss.")
    assert "threat_of_crime" in categories("我们不会上门。你等着坐牢吧。", language="zh")


@pytest.mark.parametrize(
    "said",
    [
        "We will not hesitate to tell your employer.",
        "If you do not pay you will be arrested.",
        "Don't think we will not tell your wife.",
        "We can't promise that you won't be arrested.",
        "不还就会坐牢。",
        "不得不告诉你单位了。",
        "别以为我们不会告诉你家人。",
        "没有按时还款会坐牢。",
        "不要等到坐牢才后悔。",
    ],
)
def test_a_negation_that_denies_nothing_excuses_nothing(said):
    assert categories(said) & {"shame_exposure", "threat_of_crime"}


def test_the_span_points_into_the_text_as_written():
    said = "Hello. You will be Ａ.r.r.e.s.t.e.d today"

    row = next(r for r in check_text(said, language="en", facts=FACTS) if r.category == "threat_of_crime")

    assert said[slice(*row.span)] == row.text == "Ａ.r.r.e.s.t.e.d"


@pytest.mark.parametrize("between", [" ", "\u200b", ".", "-", "*", "·", "_"])
@pytest.mark.parametrize(
    ("said", "category"), [("黑名单", "fictitious_blacklist"), ("坐牢", "threat_of_crime")]
)
def test_nothing_between_characters_hides_a_word(said, category, between):
    assert category in categories(f"你会{between.join(said)}的", language="zh")


@pytest.mark.parametrize("between", [" ", "\u200b", ".", "-", "*", "_"])
def test_nothing_between_letters_hides_a_word(between):
    assert "abuse" in categories(f"you {between.join('deadbeat')}")


@given(st.text(max_size=120))
def test_any_text_can_be_read(said):
    for reading in readings(said):
        assert len(reading.text) == len(reading.origin)
        assert list(reading.origin) == sorted(reading.origin)
    for row in check_text(said, language="zh", facts=FACTS):
        assert 0 <= row.span[0] <= row.span[1] <= len(said)


def test_traditional_and_full_width_are_read_plainly():
    assert plain("ＡＢＣ 黑名單").text == "abc 黑名单"


def test_without_a_ledger_numbers_are_not_judged():
    assert categories("You owe $99.") == set()


def test_an_account_without_known_amounts_holds_no_amount():
    empty = Ledger(overdue=None, amounts=(), dates=(), today=date(2027, 3, 10))

    assert categories("您逾期100元。", language="zh", ledger=empty) == {"amount"}


def test_the_parts_of_an_offer_may_be_smaller_than_the_debt():
    offer = Ledger(
        overdue=Money.of("900", "GBP"),
        amounts=(Money.of("900", "GBP"),),
        dates=(),
        today=date(2027, 3, 10),
        offered=True,
    )

    assert categories("Three payments of £300.", ledger=offer) == set()
    assert categories("Three payments of £901.", ledger=offer) == {"amount"}


def test_one_cent_more_than_the_ledger_is_no_longer_the_ledger():
    owed = Money.of("1280.00", "CNY")
    exact = Ledger(overdue=owed, amounts=(owed,), dates=(), today=date(2027, 3, 10))

    assert categories("逾期金额1280.00元。", language="zh", ledger=exact) == set()
    assert categories("逾期金额1280.01元。", language="zh", ledger=exact) == {"amount"}
