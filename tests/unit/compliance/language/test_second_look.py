"""A colleague's sentence that only sounds like banned speech waits for a second pair of eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.compliance import decide
from bot.compliance.ask import Ask
from bot.compliance.kinds.bans import SecondLookParams
from bot.compliance.kinds.bans import second_look as asked
from bot.compliance.language import second_look
from bot.model.contact import Proposal
from bot.model.errors import BadFile, BadInput
from bot.model.words import Channel, Decision, Purpose, Sender
from bot.understanding.encoder import shipped_encoder
from tests.unit.compliance.cases import ROOT, case, policy

VEILED = {"zh": "这事闹大了对你没好处", "en": "I could make one call and your life gets difficult."}
KIND = {"zh": "您先照顾好家里，下个月我们再看", "en": "Take your time, we can look at this next month."}
RULE = "HOUSE-LANG-2"
NOW = datetime(2026, 12, 8, 13, 5, tzinfo=UTC)


def rules_for(text: str, *, by: Sender, regime: str = "UK") -> set[str]:
    """The rules that stop a reply."""
    proposal = Proposal(Channel.IM, Purpose.REPLY, text, account="A1", by=by)
    verdict = decide(case(regime, verified=True), proposal, now=NOW, policy=policy())
    return {hit.id for hit in verdict.rules if hit.decision in (Decision.HUMAN, Decision.BLOCK)}


@pytest.mark.parametrize("by", [Sender.AGENT, Sender.AGENCY])
def test_what_a_person_types_gets_a_second_look(by: Sender) -> None:
    assert RULE in rules_for(VEILED["en"], by=by)
    assert RULE not in rules_for(KIND["en"], by=by)


def test_what_the_product_says_by_itself_is_linted_and_not_looked_at_again() -> None:
    assert RULE not in rules_for(VEILED["en"], by=Sender.BOT)


def test_a_colleague_may_say_that_she_is_a_person_and_the_product_may_not() -> None:
    said = "I'm a human colleague, you were talking to our assistant before."

    assert "HOUSE-LANG-1" not in rules_for(said, by=Sender.AGENT)
    assert "HOUSE-LANG-1" in rules_for(said, by=Sender.BOT)


def test_other_numbers_than_the_approved_ones_decide_nothing_and_the_message_stays() -> None:
    proposal = Proposal(Channel.IM, Purpose.REPLY, KIND["en"], by=Sender.AGENT)
    ask = Ask(case("UK"), proposal, now=NOW, zones=(), regimes=frozenset())

    with pytest.raises(BadInput, match="approved as"):
        asked(SecondLookParams(model="another"), ask)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_veiled_threat_is_suspicious_and_a_kind_sentence_is_not(language: str) -> None:
    assert second_look.suspicious(VEILED[language])
    assert not second_look.suspicious(KIND[language])


def test_one_suspicious_sentence_among_kind_ones_is_enough() -> None:
    assert second_look.suspicious(f"{KIND['en']} {VEILED['en']} {KIND['en']}")


def test_nothing_to_read_is_not_suspicious() -> None:
    assert not second_look.suspicious("")
    assert not second_look.suspicious("ok")


def test_the_rule_names_the_numbers_that_ship() -> None:
    (rule,) = (rule for rule in policy().rules if rule.id == RULE)

    assert rule.params == SecondLookParams(model=second_look.version())
    assert rule.severity is Decision.HUMAN


def test_the_docs_name_the_numbers_that_ship() -> None:
    assert second_look.version() in (ROOT / "docs" / "compliance.md").read_text("utf-8")


def test_numbers_learned_over_another_encoder_are_refused() -> None:
    encoder = shipped_encoder()
    assert encoder is not None

    with pytest.raises(BadFile, match="another encoder"):
        second_look.loaded(replace(encoder, name="another encoder"))
