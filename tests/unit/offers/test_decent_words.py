"""No wording of the product asks about health, urges a sum at once or sends anyone elsewhere to borrow."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.unit.offers.generated import ROOT

RESPONSES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "domain.yml").read_text(encoding="utf-8")
)["responses"]
SAID = [
    (name, str(text))
    for name, variants in RESPONSES.items()
    for variant in variants
    for text in (variant.get("text", ""), *(button["title"] for button in variant.get("buttons") or ()))
]
HEALTH = re.compile(
    r"病|健康|身体|症|医院|治疗|残疾|怀孕|心理|药|诊断"
    r"|\b(?:ill|illness|sick|health|medical|doctor|hospital|diagnos\w*|disab\w*|pregnan\w*|treatment|medication)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"[?？]|请(?:说|填|提供|告诉)|(?:please|could you|can you) (?:tell|share|send|give)|\btell (?:me|us)\b",
    re.I,
)
ELSEWHERE = re.compile(
    r"(?:跟|向|找|问|和)(?:亲|朋|家人|父母|同事|别人|身边)\S{0,6}(?:借|凑|周转)"
    r"|借(?:钱|一笔|点|些)\S{0,4}(?:来|先)?(?:还|垫)|再贷|套现|取现|以贷|另借|另贷"
    r"|\b(?:borrow|remortgage|payday loan|cash advance|another (?:loan|lender|card))\b"
    r"|\b(?:friends?|family|relatives?|parents)\b[^.]{0,30}\b(?:lend|help you pay|pay for you)\b",
    re.IGNORECASE,
)
PRESSURE = re.compile(
    r"(?:必须|务必|只能|最好|赶紧|马上|立即|立刻|尽快)\S{0,8}(?:还清|全部|全额|一次(?:还|付|结))"
    r"|一次性(?:还|付|结)清(?:吧|才|就)"
    r"|\b(?:must|have to|need to|should|better)\b[^.]{0,20}"
    r"\b(?:in full|all of it|at once|the whole|everything)\b"
    r"|\b(?:immediately|right away|without delay|as soon as possible)\b[^.]{0,20}\bpay"
    r"|\bpay[^.]{0,25}\b(?:immediately|without delay|as soon as possible)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """A text in sentences, each with its own mark."""
    return re.findall(r"[^。！？.!?\n]+[。！？.!?]?", text)


def asks_health(text: str) -> bool:
    return any(HEALTH.search(each) and ASKS.search(each) for each in sentences(text))


def test_no_sentence_asks_about_health() -> None:
    assert [name for name, text in SAID if asks_health(text)] == []


def test_no_sentence_sends_anyone_elsewhere_to_borrow() -> None:
    advised_against = {"utter_need_no_loan"}
    assert {name for name, text in SAID if ELSEWHERE.search(text)} == advised_against


def test_no_sentence_urges_the_whole_sum_at_once() -> None:
    assert [name for name, text in SAID if PRESSURE.search(text)] == []


def test_where_illness_was_told_it_is_said_that_no_details_are_needed() -> None:
    (zh, en) = [text for name, text in SAID if name == "utter_serious_illness"][:2]

    assert "不需要您提供病情" in zh
    assert "don't need to share medical details" in en


def test_the_question_about_a_month_asks_two_figures_and_may_be_left_unanswered() -> None:
    zh, en = (text for name, text in SAID if name == "utter_budget_ask")

    assert "不想说也没关系" in zh
    assert "fine not to say" in en
    assert not HEALTH.search(zh + en)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (asks_health, "您是生病了吗？"),
        (asks_health, "Are you ill at the moment?"),
        (asks_health, "Please tell us about your medical history."),
        (ELSEWHERE.search, "可以先找朋友借一点。"),
        (ELSEWHERE.search, "也可以借点钱先还上。"),
        (ELSEWHERE.search, "You could borrow it from a friend."),
        (ELSEWHERE.search, "Could your family help you pay?"),
        (PRESSURE.search, "请尽快全部还清。"),
        (PRESSURE.search, "这笔只能一次还清。"),
        (PRESSURE.search, "You should pay it in full."),
        (PRESSURE.search, "Please pay immediately."),
    ],
)
def test_the_checks_find_what_they_are_for(check: Any, text: str) -> None:
    assert check(text)
