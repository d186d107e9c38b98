"""What is said about credit reporting is what the facts allow: nothing on file, reported, not reported."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.compliance.language import ClaimFacts, check_text
from bot.keys import KeyRing
from bot.model.words import Intent, Language
from bot.outreach.reach import speaker_at
from bot.receipts.facts import receipt_of, sentence
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

NEUTRAL = {"zh": "我这里没有记录", "en": "I have nothing on file about it"}
SAYS = {
    ("zh", None): NEUTRAL["zh"],
    ("zh", True): "会如实报送征信",
    ("zh", False): "这笔借款不报送征信",
    ("en", None): NEUTRAL["en"],
    ("en", True): "is reported to a credit agency",
    ("en", False): "don't hear about this loan",
}
WISH = {"zh": ("分三期", "会影响征信吗", "不还会怎么样"), "en": (
    "in three parts please", "does it affect my credit score?", "what happens if I don't pay?"
)}  # fmt: skip


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[None, True, False], ids=["unknown", "reported", "not reported"])
def known(request: pytest.FixtureRequest) -> bool | None:
    given: bool | None = request.param
    return given


@pytest.fixture
def talk(sqlite_store: Store, keys: KeyRing, language: str, known: bool | None) -> Talk:
    made = talk_with(sqlite_store, keys, language=language)
    with sqlite_store.write() as unit:
        unit.connection.execute(update(t.accounts).values(credit_reported=known))
        unit.commit()
    return made


def others(language: str, known: bool | None) -> list[str]:
    """What would be said if the facts were different."""
    return [said for (tongue, fact), said in SAYS.items() if tongue == language and fact is not known]


def test_the_cost_table_before_a_yes_says_of_credit_reporting_what_is_on_file(
    talk: Talk, language: str, known: bool | None
) -> None:
    line = talk.say(WISH[language][0], Intent.REQUEST_INSTALMENTS)
    if "accept:" not in str(line.payload):
        line = talk.press(talk.button("offer:"))

    assert SAYS[language, known] in line.text
    assert not any(said in line.text for said in others(language, known))


def test_what_was_said_at_the_yes_is_what_the_receipt_says(
    talk: Talk, language: str, known: bool | None
) -> None:
    talk.say(WISH[language][0], Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))

    plan = talk.plans[-1].id
    with talk.house.store.read() as unit:
        receipt = receipt_of(unit, "A1", plan, language=Language(language))
    said = [sentence(talk.house, receipt, f"utter_{name}") for name in receipt.conditions]

    assert any(SAYS[language, known] in each for each in said)


def test_asked_about_the_credit_file_the_chat_says_what_is_known_and_no_more(
    talk: Talk, language: str, known: bool | None
) -> None:
    text = talk.say(WISH[language][1], Intent.ASK_CREDIT_IMPACT).text

    if known is None:
        assert ("合同" if language == "zh" else "your contract") in text
    else:
        assert SAYS[language, known] in text


def test_the_consequence_of_not_paying_names_the_credit_file_only_where_it_may_be_touched(
    talk: Talk, language: str, known: bool | None
) -> None:
    text = talk.say(WISH[language][2], Intent.ASK_CONSEQUENCE).text

    touched = "影响征信" if language == "zh" else "affect your credit record"
    assert (touched in text) is (known is not False)


def test_the_door_lets_out_a_claim_about_the_credit_file_only_where_it_is_a_fact(
    talk: Talk, known: bool | None, language: str
) -> None:
    claim = {"zh": "这笔逾期会上报征信。", "en": "We will report this to the credit bureaus."}[language]
    with talk.house.store.read() as unit:
        case = speaker_at(talk.house, unit, "A1", now=talk.clock()).case()
    facts = ClaimFacts(credit_reported=case.account.credit_reported)

    found = {each.category for each in check_text(claim, language=language, facts=facts)}

    assert ("credit_report" in found) is (known is not True)
