"""What the composer says when the door holds a sentence back: why, by which law, what lacks, from when."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from httpx import Client

from bot.compliance.policy import load_policy
from bot.compliance.text import MARKERS
from bot.model.words import NoticeKind
from bot.web.names import NAMES
from tests.unit.compliance.cases import ROOT
from tests.unit.web.agent import Agent
from tests.unit.web.borrower import Borrower
from tests.unit.web.world import World

Browser = Callable[[], Client]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_demand_at_night_is_held_back_with_rule_citation_sentence_and_the_next_moment(
    world: World, browser: Browser, language: str
) -> None:
    world.clock[0] = datetime(2026, 3, 10, 23, 30, tzinfo=ZoneInfo("Europe/London"))
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    borrower.tell("I want to talk to a person")
    agent = Agent(browser(), {"zh": "mei", "en": "anna"}[language])
    agent.sign_in()
    case_id = agent.cases()[0]
    agent.do(case_id, "take")

    answer = agent.do(case_id, "write", text="Please pay your instalment.")

    rule = load_policy(ROOT / "policies").rule("UK-TIME-2")
    assert answer.status_code == 422
    assert "UK-TIME-2" in answer.text
    assert rule.citation.instrument in answer.text
    assert rule.why[language] in answer.text
    assert re.search(r"(?:May be sent from|最早可发)[^<]*0?8:00", answer.text)


def test_everything_a_rule_can_require_has_its_name_in_both_languages() -> None:
    keys = set(MARKERS) | {"same_language", "verified", "autopay_authorisation"}
    keys |= {kind.value for kind in NoticeKind} - {"ai_disclosure"}
    for rule in load_policy(ROOT / "policies").rules:
        keys |= set(getattr(rule.params, "keys", ()) or ())

    assert keys <= set(NAMES["needed"])
    for zh, en in NAMES["needed"].values():
        assert re.search(r"[\u4e00-\u9fff]", zh)
        assert not re.search(r"[\u4e00-\u9fff_]", en)


CLAIMS = [
    ("en", "We have filed suit against you at the county court."),
    ("en", "We will report you to the credit bureau tomorrow."),
    ("en", "You owe us £9,999.00."),
    ("en", "The balance is due by 3 June."),
    ("zh", "我们已经向法院起诉您了。"),
    ("zh", "我们明天就把您上报征信。"),
    ("zh", "您一共欠款9999元。"),
    ("zh", "请务必在6月3日前还清。"),
]


@pytest.mark.parametrize(("language", "said"), CLAIMS)
def test_what_a_colleague_claims_without_a_fact_is_held_back_too(
    world: World, browser: Browser, language: str, said: str
) -> None:
    borrower = Borrower(browser(), world.link({"zh": "A-ZH", "en": "A-EN"}[language]))
    borrower.verify()
    borrower.tell({"zh": "转人工", "en": "I want to talk to a person"}[language])
    agent = Agent(browser(), {"zh": "mei", "en": "anna"}[language])
    agent.sign_in()
    case_id = agent.cases()[0]
    agent.do(case_id, "take")

    held = agent.do(case_id, "write", text=said)
    kind = agent.do(
        case_id, "write", text={"zh": "好的，我看一下再回复您。", "en": "Thank you, I will look."}[language]
    )

    assert held.status_code == 422
    assert "HOUSE-CLAIM-1" in held.text
    assert kind.status_code != 422
