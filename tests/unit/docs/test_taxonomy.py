"""Every label is defined, with its near misses and with what it is not."""

from __future__ import annotations

import re

import pytest

from bot.model.words import REASON_OF_INTENT, Intent, Reason, Signal
from bot.settings import ROOT

PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "taxonomy").glob("*.md")}
SECTIONS = {
    name: body
    for page in PAGES.values()
    for name, body in re.findall(r"^## (\w+).*?\n(.*?)(?=^## |\Z)", page, flags=re.M | re.S)
}
ROWS = {
    name: line for page in PAGES.values() for name, line in re.findall(r"^(?=\| `(\w+)`)(.*)$", page, re.M)
}


@pytest.mark.parametrize("intent", list(Intent), ids=str)
def test_an_intent_says_what_is_near_it_and_what_it_is_not(intent: Intent) -> None:
    if intent is Intent.GIVE_REASON:
        assert "It is not:" in PAGES["reasons.md"]
    elif intent.value in ROWS:
        assert [cell.strip() for cell in ROWS[intent.value].strip("|").split("|")][3]
    else:
        assert "Near misses:" in SECTIONS[intent.value]
        assert "It is not:" in SECTIONS[intent.value]


LEARNED = sorted({*Reason} - {*REASON_OF_INTENT.values()})


@pytest.mark.parametrize("word", [*LEARNED, *Signal], ids=str)
def test_every_learned_reason_and_signal_is_named(word: Reason | Signal) -> None:
    assert any(f"`{word.value}`" in page for page in PAGES.values())


def test_the_blocks_of_facts_say_what_they_are_not() -> None:
    for page, title in (("care.md", "Facts that need care"), ("rights.md", "Legal standing")):
        assert "It is not:" in PAGES[page].split(title)[1]
