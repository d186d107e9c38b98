"""No word said before the check tells of a debt; else the door would hold back the whole reply."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from bot.compliance.text import TextView

ROOT = Path(__file__).parents[3]
RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
BY_A_NAME_MADE_UP = {
    "utter_out_of_scope_yet", "utter_not_understood_yet", "utter_crisis", "utter_crisis_again",
    "utter_verify_phone_last4", "utter_verify_birth_date", "utter_verify_postcode",
}  # fmt: skip


def said_to_anybody() -> set[str]:
    """The responses said with ``reveals=False``, wherever their name is written out."""
    names = set(BY_A_NAME_MADE_UP)
    for path in (ROOT / "bot" / "conversation").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say"):
                continue
            if any(k.arg == "reveals" and getattr(k.value, "value", True) is False for k in node.keywords):
                first = node.args[0] if node.args else None
                names |= {
                    each.value
                    for each in (ast.walk(first) if first is not None else ())
                    if isinstance(each, ast.Constant) and each.value in RESPONSES
                }
    return names


@pytest.mark.parametrize("name", sorted(said_to_anybody()))
def test_it_tells_nobody_of_a_debt(name: str) -> None:
    for number, variant in enumerate(RESPONSES[name]):
        view = TextView(variant["text"], "zh" if number % 2 == 0 else "en")

        assert not view.speaks_of_debt, variant["text"]
