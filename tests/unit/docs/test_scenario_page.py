"""The page about scenario files names every key that the runner knows, and its example runs as one."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.scenarios.dialogue import ENTRY, EXPECT, TURN

PAGE = (Path(__file__).parents[3] / "docs" / "scenarios.md").read_text(encoding="utf-8")


def keys_of(heading: str) -> set[str]:
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", part, flags=re.M)
    return {key for row in rows for key in re.findall(r"`(\w+)`", row)}


def test_every_key_of_a_turn_and_of_what_is_expected_is_on_the_page_and_no_other() -> None:
    assert keys_of("A turn") == TURN
    assert keys_of("What can be expected") == EXPECT


def test_the_example_uses_keys_that_are_known() -> None:
    (entry,) = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.S)[0])

    assert set(entry) <= ENTRY
    assert all(set(turn) <= TURN and set(turn.get("expect", {})) <= EXPECT for turn in entry["turns"])
