"""Every send scenario passes, and every deciding rule is tried from both sides."""

import pytest
import yaml

from bot.compliance import lint
from bot.compliance.coverage import read_entries, report
from bot.compliance.scenario_run import run_send
from tests.unit.compliance.cases import ROOT, policy

FOLDER = ROOT / "tests" / "scenarios" / "send"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda p: p.stem)
def test_every_entry_of_the_file_is_decided_as_written(path):
    entries = yaml.safe_load(path.read_text("utf-8"))

    problems = {e["id"]: found for e in entries if (found := run_send(e, policy(), file=path.name))}

    assert problems == {}


def test_every_deciding_rule_has_a_case_where_it_bites_and_one_where_it_just_does_not():
    found = report(policy(), read_entries(FOLDER))

    assert (found.no_bite, found.no_miss) == ((), ())


def test_entry_ids_are_unique():
    ids = [e["id"] for e in read_entries(FOLDER)]

    assert len(ids) == len(set(ids))


def test_the_packs_of_the_product_have_no_lint():
    assert lint(policy()) == []
