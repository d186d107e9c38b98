"""``tideover policy``: what is wrong is named with file, rule and field; the committed table is current."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from bot.cli_policy import TABLE, app, findings, packs_of
from bot.compliance.policy import load_policy
from bot.compliance.table import markdown
from bot.model.errors import BadInput

POLICIES = Path(__file__).resolve().parents[3] / "policies"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(POLICIES, tmp_path / "policies")


def broken(copy: Path, name: str, old: str, new: str) -> list[str]:
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return findings(copy)


def test_the_products_own_policies_are_in_order() -> None:
    assert findings(POLICIES) == []


def test_the_committed_table_of_rules_is_current() -> None:
    assert TABLE.read_text(encoding="utf-8") == markdown(load_policy(POLICIES)), (
        "run: tideover policy table --write"
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "regimes/cn.yml",
            "kind: frequency_cap",
            "kind: frequency_crown",
            "cn.yml, rule CN-FREQ-1, field kind",
        ),
        ("handoff.yml", "  crisis:", "  crisys:", "crisis"),
        ("lifting.yml", "dispute:", "disputes:", "disputes"),
        ("lifting.yml", '"case:dispute"', '"case:quarrel"', "lifting.yml, dispute"),
        ("retention.yml", "CN-REC-3", "CN-REC-33", "CN-REC-33"),
        ("retention.yml", "  AU: {process: null}\n", "", "AU"),
        ("strategy.yml", "daily_limit:", "dayly_limit:", "daily_limit"),
        ("offers.yml", "annual_cost_cap:", "anual_cost_cap:", "annual_cost_cap"),
        (
            "offers.yml",
            "effective: {from: 2025-10-01}",
            "effective: {from: 2025-13-01}",
            "2025-13-01 is not a day",
        ),
        ("regimes/cn.yml", "from: 2025-02-28", "from: 2019-02-30", "2019-02-30 is not a day"),
    ],
)
def test_a_fault_is_named_with_its_file(copy: Path, name: str, old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in broken(copy, name, old, new))


def test_a_file_that_is_not_there_is_named(copy: Path) -> None:
    (copy / "offers.yml").unlink()

    assert any("offers.yml" in problem for problem in findings(copy))


def test_lint_exits_one_when_something_is_wrong(copy: Path) -> None:
    (copy / "lifting.yml").write_text("{}", encoding="utf-8")

    done = CliRunner().invoke(app, ["lint", "--policies", str(copy), "--json"])

    assert done.exit_code == 1
    assert orjson.loads(done.stdout)["passed"] is False


OVERLAP = """
- id: CN-FREQ-1
  title: {zh: "一", en: "one"}
  why: {zh: "一。", en: "One."}
  kind: frequency_cap
  regime: CN
  force: house
  channels: [sms]
  params: {limit: 9, unit: message_sent, window: calendar_day, key: [debtor]}
  severity: block
  on_missing_fact: block
  effective: {from: 2026-01-01, to: null}
  citation: {instrument: "House policy", locator: "1", seen: S1, needs_primary_check: false}
"""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("seen: S2", "seen: U"), "field citation: a number needs a source"),
        (("kind: frequency_cap", "kind: frequency_crown"), "unknown kind 'frequency_crown'"),
        (("limit: 3", "limit: null"), "field params.limit: null would be read as no limit"),
        (None, "field effective: overlaps another value of the same rule"),
    ],
    ids=["a number without citation", "an unknown kind", "a null read as no limit", "overlapping dates"],
)
def test_lint_fails_and_names_file_rule_and_field(
    copy: Path, changed: tuple[str, str] | None, said: str
) -> None:
    path = copy / "regimes" / "cn.yml"
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: CN-FREQ-1\n")
    end = text.index("\n- id: ", start)
    record = text[start:end]
    if changed:
        assert changed[0] in record
        record = record.replace(*changed).replace("on_missing_fact: block", "on_missing_fact: warn")
    path.write_text(text[:start] + record + text[end:] + ("" if changed else OVERLAP), encoding="utf-8")

    done = CliRunner().invoke(app, ["lint", "--policies", str(copy), "--json"])

    assert done.exit_code == 1
    assert "cn.yml, rule CN-FREQ-1" in done.output
    assert said in done.output


def test_lint_of_the_products_own_policies_exits_zero() -> None:
    assert CliRunner().invoke(app, ["lint", "--policies", str(POLICIES)]).exit_code == 0


def test_explain_says_what_a_rule_rests_on_in_both_languages() -> None:
    done = CliRunner().invoke(app, ["explain", "CN-TIME-1", "--json"])

    (row,) = orjson.loads(done.stdout)
    assert row["id"] == "CN-TIME-1"
    assert row["citation"]
    assert row["why_zh"]
    assert row["means"]


def test_the_table_answers_as_json_with_every_value_of_every_rule() -> None:
    done = CliRunner().invoke(app, ["table", "--json"])

    rules = load_policy(POLICIES)
    said = orjson.loads(done.stdout)
    assert said["version"] == rules.version
    assert [row["id"] for row in said["rules"]] == [rule.id for rule in rules.rules]


def test_packs_come_from_a_folder_or_from_a_git_revision(tmp_path: Path, copy: Path) -> None:
    git = shutil.which("git")
    assert git
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], [*name, "commit", "-q", "-m", "as it was"]):
        subprocess.run([git, *command], cwd=tmp_path, check=True)
    was = load_policy(copy).version
    path = copy / "regimes" / "house.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")

    with packs_of("HEAD", copy) as old, packs_of(str(copy), copy) as new:
        assert load_policy(old).version == was
        assert load_policy(new).version != was


def test_what_is_neither_folder_nor_revision_is_refused() -> None:
    with (
        pytest.raises(BadInput, match="neither a folder nor a revision"),
        packs_of("no-such-thing", POLICIES),
    ):
        pass
