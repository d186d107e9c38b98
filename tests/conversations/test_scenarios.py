"""Every scenario file, as a test: the format that everybody writes is the format that proves the product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.compliance.policy import Policy, load_policy
from bot.compliance.scenario_run import run_send
from bot.scenarios.dialogue import run_dialogue
from bot.scenarios.runner import Stage, load_entries
from bot.settings import ROOT
from bot.storage.types import use_keys

HERE = ROOT / "tests" / "scenarios"
ENTRIES = [(str(Path(file).relative_to(ROOT)), entry) for file, entry in load_entries([HERE])]
SENDS = [pair for pair in ENTRIES if pair[1]["kind"] == "send"]
DIALOGUES = [pair for pair in ENTRIES if pair[1]["kind"] == "dialogue"]


def name_of(pair: tuple[str, dict[str, Any]]) -> str:
    """A test is named by its file and id."""
    return f"{Path(pair[0]).stem}:{pair[1]['id']}"


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The packs as they are."""
    return load_policy(ROOT / "policies")


@pytest.mark.parametrize("pair", SENDS, ids=name_of)
def test_the_door_answers_as_the_scenario_says(pair: tuple[str, dict[str, Any]], policy: Policy) -> None:
    file, entry = pair
    assert run_send(entry, policy, file=file) == []


@pytest.mark.xdist_group("engine")
@pytest.mark.parametrize("pair", DIALOGUES, ids=name_of)
def test_the_bot_talks_as_the_scenario_says(pair: tuple[str, dict[str, Any]], running: Stage) -> None:
    file, entry = pair
    use_keys([running.data_key])
    problems = run_dialogue(running.house, running.store, running.clock, entry, file=file)
    assert problems == []


def test_every_scenario_has_an_id_of_its_own() -> None:
    ids = [entry["id"] for _, entry in ENTRIES]
    doubled = sorted({each for each in ids if ids.count(each) > 1})
    assert doubled == []


def test_both_languages_have_their_share_of_dialogues() -> None:
    zh = sum(entry["borrower"]["language"].startswith("zh") for _, entry in DIALOGUES)
    en = len(DIALOGUES) - zh
    assert min(zh, en) >= 20
    assert max(zh, en) <= 1.5 * min(zh, en)
