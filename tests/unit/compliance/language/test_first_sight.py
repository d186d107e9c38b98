"""Sentences that were written before anybody of their writer's side had read the patterns.

``pressed`` and ``field`` were used for mending, so every one of them must be found now. ``first_sight``
is held back: what is found of it is a measure, and these floors only say that it does not get worse.
"""

from __future__ import annotations

import pytest

from bench import second_look as bench
from bot.compliance.language import BANNED, second_look
from tests.unit.compliance.language import first_sight, sentences

SLIPS = {"您说抑郁症，有医院证明吗"}
SAID_BY_PEOPLE = {
    "我是人工坐席，工号在您屏幕上",
    "I'm a human colleague, you were talking to our assistant before",
}
"""True when a colleague says it, which the rule knows; the words alone do not tell."""
EACH = [(name, language) for name in first_sight.MENDED for language in sentences.LANGUAGES]
FLOORS = {
    ("first_sight/varied", "zh"): (62, 77, 6),
    ("first_sight/varied", "en"): (54, 67, 3),
    ("first_sight/polite", "zh"): (39, 45, 0),
    ("first_sight/polite", "en"): (34, 47, 1),
}
"""Found by patterns, found with the second look, false alarms of both; as docs/compliance.md gives them."""


@pytest.mark.parametrize(
    ("language", "said"),
    [(language, said) for name, language in EACH for _, said in first_sight.banned(name, language)],
)
def test_what_people_under_pressure_type_is_found(language: str, said: str) -> None:
    assert bool(sentences.found(said, language=language)) is (said not in SLIPS)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (language, said)
        for name, language in EACH
        for said in first_sight.read(name, language)["allowed"]
        if said not in SAID_BY_PEOPLE
    ],
)
def test_what_an_honest_colleague_types_raises_no_alarm(language: str, said: str) -> None:
    assert sentences.found(said, language=language) == set()


@pytest.mark.parametrize(("name", "language"), FLOORS)
def test_no_less_is_found_at_first_sight_than_the_docs_say(name: str, language: str) -> None:
    bad = [said for _, said in first_sight.banned(name, language)]
    honest = first_sight.read(name, language)["allowed"]
    patterns, both, alarms = FLOORS[name, language]

    by_words = {said for said in [*bad, *honest] if sentences.found(said, language=language)}
    either = by_words | {said for said in [*bad, *honest] if second_look.suspicious(said)}

    assert len(by_words & set(bad)) >= patterns
    assert len(either & set(bad)) >= both
    assert len(either & set(honest)) <= alarms


def test_nothing_of_what_is_held_back_is_learned_or_mended() -> None:
    held = {
        said
        for name in first_sight.HELD_BACK
        for language in sentences.LANGUAGES
        for rows in first_sight.read(name, language).values()
        for said in rows
    }
    bad, honest = bench.known()
    for name in first_sight.MENDED:
        for rows in bench.one_set(name):
            honest = [*honest, *rows]

    assert not held & {*bad, *honest}


@pytest.mark.parametrize("name", [*first_sight.MENDED, *first_sight.HELD_BACK])
@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_each_set_has_eight_sentences_of_every_category(name: str, language: str) -> None:
    rows = first_sight.read(name, language)

    assert {category: len(rows[category]) for category in BANNED} == dict.fromkeys(BANNED, 8)
    assert len(rows["allowed"]) >= 60


def test_the_second_look_leaves_the_product_s_own_copy_alone() -> None:
    assert [said for said in bench.product_copy() if second_look.suspicious(said)] == []
