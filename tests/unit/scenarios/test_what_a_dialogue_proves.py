"""A dialogue that any answer would pass is refused before anybody speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.model.errors import BadFile
from bot.scenarios.dialogue import must_prove
from bot.scenarios.runner import load_entries
from bot.settings import ROOT


def dialogue(*expects: Any) -> dict[str, Any]:
    turns = [{"say": "hello"} | ({"expect": expect} if expect is not None else {}) for expect in expects]
    return {"id": "en-hello", "kind": "dialogue", "turns": turns}


@pytest.mark.parametrize(
    "expects",
    [
        (),
        (None,),
        ({"owner": "bot"}, None),
        ({"owner": "bot"}, {}),
    ],
)
def test_a_last_turn_without_expectation_is_refused(expects: tuple[Any, ...]) -> None:
    with pytest.raises(BadFile) as refused:
        must_prove(dialogue(*expects), file="some.yml")

    assert refused.value.where == "some.yml, en-hello"
    assert refused.value.what == "the last turn expects nothing"


@pytest.mark.parametrize(
    "expect",
    [
        {"reply_lacks": ["must"]},
        {"reply_lacks": ["must"], "replies_max": 2},
        {"reminder_not_stopped_by": ["HOUSE-OPTOUT-1"]},
        {"dates": [], "reply_lacks": ["whole arrangement"]},
        {"plan": None},
    ],
)
def test_a_dialogue_that_says_only_what_must_not_be_is_refused(expect: dict[str, Any]) -> None:
    with pytest.raises(BadFile, match="every wrong answer would pass") as refused:
        must_prove(dialogue(None, expect), file="some.yml")

    assert refused.value.where == "some.yml, en-hello"


@pytest.mark.parametrize(
    "expects",
    [
        ({"intents": ["greet"]},),
        ({"offers": {"min": 1}}, {"reply_lacks": ["must"]}),
        ({"reply_lacks": ["must"]}, {"promise": {"status": "open"}}),
    ],
)
def test_one_turn_that_says_what_must_be_is_enough(expects: tuple[Any, ...]) -> None:
    must_prove(dialogue(*expects), file="some.yml")


def test_every_dialogue_of_ours_proves_something() -> None:
    for file, entry in load_entries([Path(ROOT) / "tests/scenarios/dialogue"]):
        must_prove(entry, file=file)
