"""Every send scenario passes, and every deciding rule is tried from both sides."""

from functools import cache

import pytest
import yaml

from bot.compliance import lint
from bot.compliance.coverage import read_entries, report
from bot.compliance.scenario_run import run_send
from tests.unit.compliance.cases import ROOT, policy

FOLDER = ROOT / "tests" / "scenarios" / "send"


@cache
def _entries():
    return read_entries(FOLDER)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda p: p.stem)
def test_every_entry_of_the_file_is_decided_as_written(path):
    entries = yaml.safe_load(path.read_text("utf-8"))

    problems = {e["id"]: found for e in entries if (found := run_send(e, policy(), file=path.name))}

    assert problems == {}


def test_every_deciding_rule_has_a_case_where_it_bites_and_one_where_it_just_does_not():
    found = report(policy(), _entries())

    assert (found.no_bite, found.no_miss) == ((), ())


def test_entry_ids_are_unique():
    ids = [e["id"] for e in _entries()]

    assert len(ids) == len(set(ids))


def test_the_packs_of_the_product_have_no_lint():
    assert lint(policy()) == []


def _entry(entry_id):
    (entry,) = [e for e in _entries() if e["id"] == entry_id]
    return entry


def test_a_case_that_never_reaches_a_rule_is_no_case_for_it():
    before = _entry("us-nyc-1-just-not")
    during = _entry("us-nyc-1-two-so-far")

    assert "US-NYC-1" in report(policy(), [before]).no_miss
    assert "US-NYC-1" not in report(policy(), [during]).no_miss


def test_a_rule_without_a_case_is_listed():
    entries = [
        e
        for e in _entries()
        if "CN-TIME-1" not in [*(e["expect"].get("rules") or ()), *(e["expect"].get("rules_absent") or ())]
    ]

    found = report(policy(), entries)

    assert (found.no_bite, found.no_miss) == (("CN-TIME-1",), ("CN-TIME-1",))
    assert not found.complete
