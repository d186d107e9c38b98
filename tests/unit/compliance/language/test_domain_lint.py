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


def test_wording_is_read_with_figures_in_place_of_the_braces():
    assert list(problems(_domain("优惠{hours}小时后失效。", language="zh")))
    assert list(problems(_domain("请在{hours}小时内还款。", language="zh")))
    assert list(problems(_domain("Pay within {hours} hours or the plan is gone.")))


def test_a_personal_link_may_say_how_long_it_opens():
    assert list(problems(_domain("请点 {link} （{hours}小时后失效）。", language="zh"))) == []
    assert list(problems(_domain("请打开这个链接（{hours}小时后失效）：{link} 。", language="zh"))) == []
    assert list(problems(_domain("减免请点 {link} （{hours}小时后失效）。", language="zh")))
    assert list(problems(_domain("请点 {link} 还款（{hours}小时后失效）。", language="zh")))


def test_a_brace_nobody_has_a_sample_for_is_named():
    (line,) = problems(_domain("Hello {nobody_knows}."))

    assert "{nobody_knows}" in line


def _planted(text, *, language):
    """Return a text with one sentence that nobody may say put behind it."""
    return f"{text}\n{'您不还就等着坐牢。' if language == 'zh' else 'You will be arrested.'}"


def test_the_lint_reads_every_response_every_variant_and_every_button_in_its_language():
    domain = yaml.safe_load(DOMAIN.read_text("utf-8"))
    expected = []
    for name, variants in domain["responses"].items():
        for number, variant in enumerate(variants, 1):
            values = [r["value"] for r in variant.get("condition", ()) if r["name"] == "language"]
            assert values in (["zh"], ["en"]), f"{name}, variant {number} says no language"
            holders = [(variant, "text")] if variant.get("text") else []
            holders += [(button, "title") for button in variant.get("buttons", ())]
            assert holders, f"{name}, variant {number} has no words"
            for holder, key in holders:
                holder[key] = _planted(holder[key], language=values[0])
                expected.append(f"{name}, variant {number} ({values[0]}): threat_of_crime")

    found = [line for line in problems(domain) if "threat_of_crime" in line]

    assert len(expected) > 400
    assert [line.rsplit(": ", 1)[0].split(": '")[0] for line in found] == expected


def test_every_response_has_words_in_both_languages():
    domain = yaml.safe_load(DOMAIN.read_text("utf-8"))

    for name, variants in domain["responses"].items():
        languages = {row["value"] for v in variants for row in v["condition"] if row["name"] == "language"}
        assert languages == {"zh", "en"}, name


def test_a_response_claims_nothing_that_only_a_fact_could_hold():
    for language, text, category in (
        ("en", "We have filed suit against you.", "untrue_legal_step"),
        ("zh", "我们已经向法院起诉您了。", "untrue_legal_step"),
        ("en", "We will report you to the credit bureau tomorrow.", "credit_report"),
        ("zh", "我们明天就把您上报征信。", "credit_report"),
        ("en", "You have not paid your instalment.", "unpaid"),
        ("zh", "您还没有还款。", "unpaid"),
    ):
        assert any(f"({language}): {category}" in line for line in problems(_domain(text, language=language)))
