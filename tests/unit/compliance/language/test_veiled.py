"""Threats in polite words, hints, and the harmless sentences that speak of the same things.

Of the sixty in ``veiled`` the patterns found twelve at first sight; they were widened by family, not sentence
by sentence. ``first_sight/veiled`` was written before that by the same hand and ``first_sight/hinted`` after
it, to be as oblique as possible; neither is used for mending, so their floors are a measure.
"""

from __future__ import annotations

import pytest
import yaml

from bench import second_look as bench
from bot.compliance.language import SIGNS, ClaimFacts, check_text, second_look
from tests.unit.compliance.language import sentences

THEMES = {"visit", "family", "employer", "court", "credit", "shame"}
FLOORS = {
    ("first_sight/veiled", "zh"): (15, 15),
    ("first_sight/veiled", "en"): (12, 13),
    ("first_sight/hinted", "zh"): (1, 3),
    ("first_sight/hinted", "en"): (2, 3),
}
"""Found by patterns, and with the second look, of fifteen."""


def _read(name: str, language: str) -> list[str]:
    data = yaml.safe_load((sentences.FOLDER / f"{name}.{language}.yml").read_text("utf-8"))
    return data if isinstance(data, list) else [said for rows in data.values() for said in rows]


VEILED = [(language, said) for language in sentences.LANGUAGES for said in _read("veiled", language)]
COURTEOUS = [(language, said) for language in sentences.LANGUAGES for said in _read("courteous", language)]


@pytest.mark.parametrize(("language", "said"), VEILED)
def test_a_threat_in_polite_words_is_found(language: str, said: str) -> None:
    assert sentences.found(said, language=language)


@pytest.mark.parametrize(("language", "said"), COURTEOUS)
def test_a_courteous_sentence_about_the_same_things_raises_no_alarm(language: str, said: str) -> None:
    reported = ClaimFacts(credit_reported=True)

    findings = check_text(said, language=language, facts=reported)

    assert [row for row in findings if row.category not in SIGNS] == []
    assert not second_look.suspicious(said)


@pytest.mark.parametrize(("name", "language"), FLOORS)
def test_no_less_of_what_nobody_mends_with_is_found(name: str, language: str) -> None:
    said = _read(name, language)
    by_words = {each for each in said if sentences.found(each, language=language)}
    either = by_words | {each for each in said if second_look.suspicious(each)}

    assert len(said) == 15
    assert len(by_words) >= FLOORS[name, language][0]
    assert len(either) >= FLOORS[name, language][1]


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_every_theme_has_five_and_the_harmless_set_is_as_large(language: str) -> None:
    data = yaml.safe_load((sentences.FOLDER / f"veiled.{language}.yml").read_text("utf-8"))

    assert {theme: len(rows) for theme, rows in data.items()} == dict.fromkeys(THEMES, 5)
    assert len(_read("courteous", language)) == 30


def test_what_is_held_back_is_not_learned() -> None:
    held = {said for name, language in FLOORS for said in _read(name, language)}
    bad, honest = bench.known()

    assert not held & {*bad, *honest, *(said for _, said in VEILED)}
