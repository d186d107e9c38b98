"""The two scripts of Chinese: told apart by what is written, and our sentences in the reader's own."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.script import in_script, traditional, writes_traditional
from bot.conversation.wording import load_wording
from bot.model.money import Money
from bot.model.talk import Button, Say
from bot.model.words import Language
from bot.settings import ROOT

WORDING = load_wording(ROOT / "domain.yml")


@pytest.mark.parametrize("text", ["我下個月還", "可唔可以遲啲還", "我失業了", "聽日先還到", "可以分三期還嗎"])
def test_traditional_writing_is_known(text: str) -> None:
    assert writes_traditional(text) is True


@pytest.mark.parametrize("text", ["我下个月还", "这样行吗", "我失业了", "转人工"])
def test_simplified_writing_is_known(text: str) -> None:
    assert writes_traditional(text) is False


@pytest.mark.parametrize("text", ["好", "行", "可以", "后天", "yes", "15", "我要", "起床", "好晒", "最划算"])
def test_what_is_the_same_in_both_says_nothing(text: str) -> None:
    assert writes_traditional(text) is None


@pytest.mark.parametrize(
    ("simplified", "written"),
    [
        ("转人工，后天还款", "轉人工，後天還款"),
        ("头发干净", "頭髮乾淨"),
        ("台湾", "台灣"),
        ("折合年化", "折合年化"),
    ],
)
def test_phrases_decide_where_one_character_has_two_forms(simplified: str, written: str) -> None:
    assert traditional(simplified) == written


def test_plain_values_are_written_through_and_others_left() -> None:
    assert in_script(["还款", ("吗", 3)]) == ["還款", ("嗎", 3)]


def test_a_sentence_its_dates_and_its_buttons_are_in_the_script_and_the_name_stays() -> None:
    said = WORDING.render(
        Say(
            "utter_day_moved",
            {"asked": date(2026, 3, 15), "given": date(2026, 3, 16)},
            (Button("utter_button_human", "intent:request_human"),),
        ),
        language=Language.ZH,
        zone="Asia/Hong_Kong",
        traditional=True,
    )
    hello = WORDING.render(
        Say("utter_hello", {"lender": "晴川消费金融"}), language=Language.ZH, zone="UTC", traditional=True
    )

    assert said.text == "3月15日（週日）不是工作日，所以排到 3月16日（週一）。"
    assert said.buttons[0][0].startswith("轉")
    assert "晴川消费金融" in hello.text
    assert "助手" in hello.text


def test_every_sentence_can_be_written_in_the_other_script_with_its_facts_whole() -> None:
    for name in WORDING.names():
        for variant in WORDING.variants(name, Language.ZH):
            written = traditional(variant.text)
            assert all(f"{{{field}}}" in written for field in variant.fields), name


def test_english_has_one_script() -> None:
    said = Say("utter_hello", {"lender": "Harbour Lending"})

    assert WORDING.render(said, language=Language.EN, zone="UTC", traditional=True) == WORDING.render(
        said, language=Language.EN, zone="UTC"
    )


def test_money_stays_as_it_is() -> None:
    said = Say("utter_no_offer", {"amount": Money(100, "HKD")})

    assert "合適" in WORDING.render(said, language=Language.ZH, zone="UTC", traditional=True).text
