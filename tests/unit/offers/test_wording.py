"""Every key that the engine hands out has its sentence, in both languages, and stands in the manual."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.unit.offers.generated import ROOT

RESPONSES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "domain.yml").read_text(encoding="utf-8")
)["responses"]
POLICY: dict[str, Any] = yaml.safe_load((ROOT / "policies" / "offers.yml").read_text(encoding="utf-8"))
MANUAL = (ROOT / "docs" / "offers.md").read_text(encoding="utf-8")


def documented_reasons() -> set[str]:
    """The reason keys that the manual lists."""
    listed = MANUAL[MANUAL.index("Reason keys") : MANUAL.index("## Affordability")]
    return set(re.findall(r"`([a-z_]+)`", listed))


def reasons_in_the_code() -> set[str]:
    """Every text of the builders that looks like a reason, by where it is written."""
    pattern = r'Band\.\w+, "([a-z_]+)"|, "([a-z_]+)"\),?$|_person\(case, "([a-z_]+)"|return "([a-z_]+)"$'
    found: set[str] = set()
    for name in ("build", "case", "negotiate", "wishes"):
        source = (ROOT / "bot" / "offers" / f"{name}.py").read_text(encoding="utf-8")
        for groups in re.findall(pattern, source, flags=re.M):
            found |= {group for group in groups if group}
    return found


def policy_keys() -> set[str]:
    keys = {record["wording"] for record in POLICY["offers"]}
    keys |= {key for record in POLICY["offers"] for key in record["conditions"].values()}
    return keys | {key for regime in POLICY["regimes"] for key in regime.get("notice", [])}


@pytest.mark.parametrize(
    "key", sorted(policy_keys() | {f"negotiation_{reason}" for reason in documented_reasons()})
)
def test_a_key_has_its_sentence_in_both_languages(key: str) -> None:
    spoken = {
        condition["value"]
        for variant in RESPONSES[f"utter_{key}"]
        for condition in variant.get("condition", [])
        if condition["name"] == "language"
    }

    assert spoken >= {"zh", "en"}


def test_the_manual_lists_every_reason_the_code_can_give() -> None:
    found = reasons_in_the_code()

    assert len(found) >= 20
    assert found <= documented_reasons()
