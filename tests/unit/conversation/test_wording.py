"""Wording: one home, two languages, the same facts; numbers written for the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.conversation import say_codec
from bot.conversation.wording import load_wording, write
from bot.model.errors import BadPolicy
from bot.model.money import Money
from bot.model.talk import Button, Say
from bot.model.words import Language
from bot.settings import ROOT

ZH, EN = Language.ZH, Language.EN
DOMAIN = """
responses:
  utter_x:
  - condition: [{type: slot, name: language, value: zh}]
    text: "%s"
  - condition: [{type: slot, name: language, value: en}]
    text: "%s"
"""


def domain(tmp_path: Path, zh: str, en: str) -> Path:
    path = tmp_path / "domain.yml"
    path.write_text(DOMAIN % (zh, en), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (Money.of("1280.00", "CNY"), ZH, "¥1,280.00"),
        (Money.of("240", "GBP"), EN, "£240.00"),
        (Money(1280, "JPY"), EN, "JP¥1,280"),
        (Money(1, "KWD"), EN, "KWD0.001"),
        (date(2026, 3, 25), ZH, "3月25日（周三）"),
        (date(2026, 3, 25), EN, "Wednesday 25 March"),
        (Decimal("0.1825"), EN, "18.25%"),
        ([(date(2026, 3, 25), Money(50000, "CNY"))], ZH, "3月25日（周三）还 ¥500.00"),
        ((date(2026, 3, 25), Money(24000, "GBP")), EN, "£240.00 on Wednesday 25 March"),
        (datetime(2026, 3, 10, 23, 30, tzinfo=UTC), ZH, "3月11日 07:30"),
    ],
)
def test_a_fact_is_written_for_its_reader(value: object, language: Language, text: str) -> None:
    assert write(value, language=language, zone="Asia/Shanghai") == text


def test_a_response_in_one_language_only_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "domain.yml"
    path.write_text("responses:\n  utter_x:\n  - condition: [{name: language, value: zh}]\n    text: 您好\n")
    with pytest.raises(BadPolicy, match=r"utter_x.*no en wording"):
        load_wording(path)


def test_two_languages_that_tell_different_facts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPolicy, match="do not tell the same facts: amount"):
        load_wording(domain(tmp_path, "还 {amount}", "pay"))


def test_a_missing_fact_is_an_error_and_no_hole_in_a_sentence(tmp_path: Path) -> None:
    wording = load_wording(domain(tmp_path, "还 {amount}", "pay {amount}"))
    with pytest.raises(BadPolicy, match="wants amount"):
        wording.render(Say("utter_x"), language=EN, zone="UTC")


def test_an_unknown_response_is_named(tmp_path: Path) -> None:
    wording = load_wording(domain(tmp_path, "您好", "hello"))
    with pytest.raises(BadPolicy, match="no response utter_y"):
        wording.render(Say("utter_y"), language=EN, zone="UTC")


def test_every_response_of_the_product_loads_in_both_languages() -> None:
    wording = load_wording(ROOT / "domain.yml")
    assert len(wording.names()) > 150
    assert all(wording.variants(name, language)[0].text for name in wording.names() for language in Language)


def test_a_sentence_survives_being_saved_and_read() -> None:
    say = Say(
        "utter_x",
        {"amount": Money(5, "CNY"), "on": date(2026, 2, 28), "at": datetime(2026, 1, 1, tzinfo=UTC),
         "rate": Decimal("0.1"), "schedule": [(date(2026, 3, 1), Money(7, "CNY"))], "text": "a", "n": 3},
        (Button("utter_b", "offer:1", {"day": date(2026, 3, 1)}),),
        {"kind": "offer"},
        False,
    )  # fmt: skip
    back = say_codec.from_plain(say_codec.to_plain(say))
    assert back.facts["schedule"] == [[date(2026, 3, 1), Money(7, "CNY")]]
    assert {**back.facts, "schedule": None} == {**say.facts, "schedule": None}
    assert (back.name, back.buttons, back.card, back.reveals) == (
        say.name,
        say.buttons,
        say.card,
        say.reveals,
    )


def test_amounts_and_days_are_collected_from_sentences_and_buttons() -> None:
    say = Say(
        "utter_x",
        {"schedule": [(date(2026, 3, 1), Money(7, "CNY"))]},
        (Button("b", "p", {"d": date(2026, 4, 1)}),),
    )
    assert list(say_codec.amounts([say])) == [Money(7, "CNY")]
    assert set(say_codec.dates([say])) == {date(2026, 3, 1), date(2026, 4, 1)}


@pytest.mark.parametrize(
    ("lender", "said"),
    [("Fairwater Loans", "Fairwater Loans' assistant"), ("Harbour Credit", "Harbour Credit's assistant")],
)
def test_a_name_that_ends_in_s_takes_the_apostrophe_alone(tmp_path: Path, lender: str, said: str) -> None:
    wording = load_wording(domain(tmp_path, "{lender}", "{lender}'s assistant"))

    assert wording.render(Say("utter_x", {"lender": lender}), language=EN, zone="UTC").text == said


def test_a_day_in_chinese_brings_its_own_space_behind_the_bracket(tmp_path: Path) -> None:
    wording = load_wording(
        domain(tmp_path, "从 {since} 算起，到 {due_on}，共 {amount}", "{since} {due_on} {amount}")
    )
    facts = {"since": date(2026, 11, 17), "due_on": date(2026, 11, 20), "amount": Money(100, "CNY")}

    shown = wording.render(Say("utter_x", facts), language=ZH, zone="UTC").text

    assert shown == "从 11月17日（周二）算起，到 11月20日（周五），共 ¥1.00"


def test_what_a_payment_is_made_of_stands_behind_it_and_zeros_do_not() -> None:
    def told(language: Language, currency: str, *minor: int) -> str:
        money = [Money(each, currency) for each in minor]
        return write((date(2026, 3, 16), money[0], money[1:]), language=language, zone="UTC")

    assert told(ZH, "CNY", 60_00, 40_00, 15_00, 5_00).endswith("（本金 ¥40.00 + 利息 ¥15.00 + 费用 ¥5.00）")
    assert told(ZH, "CNY", 60_00, 45_00, 15_00, 0).endswith("还 ¥60.00（本金 ¥45.00 + 利息 ¥15.00）")
    assert told(EN, "GBP", 60_00, 60_00, 0, 0) == "£60.00 on Monday 16 March"
    assert told(EN, "GBP", 5_00, 0, 0, 5_00) == "£5.00 on Monday 16 March (fees £5.00)"
