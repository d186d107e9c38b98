from pathlib import Path

import yaml

from bot.compliance.language.domain_lint import main, problems

DOMAIN = Path(__file__).parents[4] / "domain.yml"


def _domain(text, *, language="en"):
    condition = [{"type": "slot", "name": "language", "value": language}]
    return {"responses": {"utter_x": [{"condition": condition, "text": text}]}}


def test_the_product_s_own_wording_raises_no_alarm():
    assert list(problems(yaml.safe_load(DOMAIN.read_text("utf-8")))) == []
    assert main(DOMAIN) == 0


def test_banned_wording_is_named_with_its_place():
    (line,) = problems(_domain("不还就坐牢", language="zh"))

    assert line.startswith("utter_x, variant 1 (zh): threat_of_crime")


def test_an_amount_belongs_to_the_ledger_not_to_a_response():
    assert any("amount of its own" in line for line in problems(_domain("Pay £50 and you are done.")))
    assert any("amount of its own" in line for line in problems(_domain("先还五百元", language="zh")))
    assert list(problems(_domain("Pay {amount} when it suits you."))) == []
