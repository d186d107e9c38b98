"""The loader names file, rule and field; the lint finds what can be loaded but must not be trusted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.compliance import lint, load_policy
from bot.compliance.kinds import KINDS
from bot.compliance.policy import Policy, read_rule
from bot.model.errors import BadPolicy
from tests.unit.compliance.cases import ROOT, policy

RECORD = {
    "id": "CN-X-1",
    "kind": "frequency_cap",
    "regime": "CN",
    "force": "house",
    "actors": "all",
    "products": "all",
    "channels": ["sms"],
    "direction": "outbound",
    "params": {"limit": 1, "unit": "message_sent", "window": "calendar_day", "key": ["debtor"]},
    "severity": "block",
    "on_missing_fact": "block",
    "effective": {"from": None, "to": None},
    "citation": {"instrument": "House policy", "locator": "1", "seen": "S1", "needs_primary_check": False},
    "title": {"zh": "标题", "en": "Title"},
    "why": {"zh": "理由。", "en": "Reason."},
}


def rule(**change):
    return read_rule({**RECORD, **change}, file="x.yml", places=policy().places)


def checked(*rules) -> list[str]:
    return lint(Policy(tuple(rules), policy().places, "test"))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "no_such_kind"}, "field kind"),
        ({"severity": "harsh"}, "field severity"),
        ({"force": "custom"}, "field force"),
        ({"regime": "XX"}, "field regime"),
        ({"channels": ["pigeon"]}, "field channels"),
        ({"actors": "nobody"}, "field actors"),
        ({"params": {"limt": 3}}, "field params.limt"),
        ({"params": {"limit": "three"}}, "field params.limit"),
        ({"params": {"limit": True}}, "field params.limit"),
        ({"params": {"key": "debtor"}}, "field params.key"),
        ({"params": {"key": ["debtor", "colector"]}}, "'colector' is none of debtor, account, number"),
        ({"params": {"unit": "atempt"}}, "'atempt' is none of attempt"),
        ({"params": {"window": "weekly"}}, "'weekly' is none of calendar_day"),
        ({"params": {"window": "rolling_days", "days": 0}}, "field params"),
        ({"title": {"en": "only English"}}, "field title"),
        ({"citation": {"locator": "5"}}, "field citation"),
        ({"citation": {"instrument": "x", "seen": "S9"}}, "field citation"),
        ({"effective": {"from": date(2026, 2, 1), "to": date(2026, 1, 1)}}, "field effective"),
        ({"effective": {"from": "soon"}}, "field effective"),
        ({"unknown": 1}, "field unknown"),
        ({"by_actor": {"first_party": {"kind": "x"}}}, "field by_actor"),
    ],
)
def test_a_wrong_field_is_named_with_file_and_rule(change, named):
    with pytest.raises(BadPolicy) as caught:
        rule(**change)

    assert "x.yml, rule CN-X-1" in str(caught.value)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    "name", ["id", "kind", "regime", "force", "severity", "on_missing_fact", "citation", "title", "why"]
)
def test_a_missing_field_is_named(name):
    record = {k: v for k, v in RECORD.items() if k != name}

    with pytest.raises(BadPolicy, match=f"field {name}"):
        read_rule(record, file="x.yml", places=policy().places)


def test_a_pack_that_is_no_yaml_is_named(tmp_path: Path):
    (tmp_path / "regimes").mkdir()
    (tmp_path / "places.yml").write_text((ROOT / "policies" / "places.yml").read_text("utf-8"), "utf-8")
    (tmp_path / "regimes" / "bad.yml").write_text("- id: [", "utf-8")

    with pytest.raises(BadPolicy, match=r"bad\.yml"):
        load_policy(tmp_path)


def test_a_folder_without_packs_is_no_policy(tmp_path: Path):
    (tmp_path / "places.yml").write_text((ROOT / "policies" / "places.yml").read_text("utf-8"), "utf-8")

    with pytest.raises(BadPolicy, match="no rules"):
        load_policy(tmp_path)


def test_a_clean_record_has_no_lint():
    assert checked(rule()) == []


def test_a_number_without_a_source_is_lint():
    found = checked(rule(force="law", citation={"instrument": "-", "seen": "U", "needs_primary_check": True}))

    assert any("number needs a source" in p for p in found)


def test_a_null_that_could_read_as_no_limit_is_lint():
    found = checked(rule(params={"limit": None}, on_missing_fact="warn"))

    assert any("no limit" in p for p in found)


def test_a_null_that_asks_compliance_is_fine():
    assert checked(rule(params={"limit": None}, on_missing_fact="route_human")) == []


def test_a_null_filled_by_a_rule_that_is_not_there_is_lint():
    assert any("filled_by" in p for p in checked(rule(params={"limit": None}, filled_by="CN-GONE-1")))


def test_two_values_of_a_rule_may_follow_each_other_but_not_overlap():
    old = rule(effective={"from": None, "to": date(2026, 7, 1)})
    new = rule(effective={"from": date(2026, 7, 1), "to": None})
    early = rule(effective={"from": date(2026, 6, 30), "to": None})

    assert checked(old, new) == []
    assert any("overlaps" in p for p in checked(old, early))


def test_an_address_in_a_citation_is_lint():
    cited = {"instrument": "https://example.org/law", "seen": "S1", "needs_primary_check": False}

    assert any("no address" in p for p in checked(rule(citation=cited)))


def test_the_version_follows_every_byte(tmp_path: Path):
    for path in [ROOT / "policies" / "places.yml", *(ROOT / "policies" / "regimes").glob("*.yml")]:
        target = tmp_path / path.relative_to(ROOT / "policies")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    same = load_policy(tmp_path).version
    with (tmp_path / "regimes" / "cn.yml").open("a", encoding="utf-8") as pack:
        pack.write("\n# a word\n")

    assert same == policy().version
    assert load_policy(tmp_path).version != same


def test_all_forty_six_kinds_are_there_and_say_what_they_mean():
    assert len(KINDS) == 46
    for kind in KINDS.values():
        assert kind.params.__doc__
        assert kind.evaluate is None or kind.evaluate.__doc__


def test_every_kind_is_used_by_some_rule():
    assert {r.kind.name for r in policy().rules} == set(KINDS)


def test_a_house_number_is_never_labelled_as_law():
    house = [r for r in policy().rules if r.regime == "house" or r.id.startswith("HOUSE")]

    assert {r.force for r in house} == {"house"}


def test_a_first_party_lender_meets_regulation_f_as_a_house_rule():
    rule_ = policy().rule("US-FREQ-1")

    assert rule_.force == "law"
    assert rule_.seen_by(actor="first_party", product="x").force == "house"
    assert rule_.seen_by(actor="third_party", product="x").force == "law"


def test_records_hold_no_addresses():
    text = "".join(p.read_text("utf-8") for p in (ROOT / "policies" / "regimes").glob("*.yml"))

    assert yaml.safe_load(text)
    assert "http" not in text
    assert "www." not in text


def test_a_dated_value_is_found_by_its_day():
    old = replace(rule(effective={"from": None, "to": date(2026, 7, 1)}))
    new = rule(effective={"from": date(2026, 7, 1), "to": None})
    both = Policy((old, new), policy().places, "test")

    assert both.rule("CN-X-1", on=date(2026, 6, 30)) is old
    assert both.rule("CN-X-1", on=date(2026, 7, 1)) is new
