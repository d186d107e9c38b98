"""The shortcuts of the language check never change what it finds."""

from __future__ import annotations

import re
from functools import partial

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.compliance.language import lexicon, reading
from bot.compliance.language.check import check_text
from bot.compliance.language.claims import _DUE_WORD, _DUTY, _NUMBER, _OURS
from bot.compliance.needles import Quick, alternatives
from bot.compliance.text import DEBT, DEMAND, MARKERS
from bot.understanding.amounts import read_amounts
from tests.unit.compliance.language import sentences

SAID = [
    *(said for name in ("banned", "hurried", "unseen", "again") for _, _, said in sentences.banned(name)),
    *(said for _, said in sentences.kind()),
    *(
        said
        for language in sentences.LANGUAGES
        for said in yaml.safe_load((sentences.FOLDER / f"plain.{language}.yml").read_text("utf-8"))
    ),
]
DISGUISED = [
    *SAID,
    *(" ".join(said) for said in SAID),
    *(".".join(said) for said in SAID),
    *(said.upper().replace("O", "0").replace("E", "3").replace("I", "1") for said in SAID),
]
PIECES = st.sampled_from(
    [
        "can't",
        "dont",
        "im",
        "u",
        "r",
        "zuo lao",
        "坐lao",
        "fa yuan",
        "1",
        "0",
        "$",
        "'",
        ".",
        " ",
        "\t",
        "坐",
        "牢",
        "?",
    ]
)
ANY = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join), st.sampled_from(DISGUISED))


def plainly(text: str) -> list[str]:
    """The readings as the patterns alone give them, every pattern tried on every text."""

    def simple(said: reading.Reading) -> reading.Reading:
        said = said.replaced(re.compile(r"[^\S\n]+"), lambda m: " ")
        said = written(said.replaced(reading._GAP, lambda m: ""))
        said = said.replaced(reading._INSTEAD, lambda m: reading._INSTEAD_WORDS[m.group()])
        if reading._BESIDE_HAN.search(said.text) or re.search(reading._ALONE.pattern, said.text):
            for _, pattern, word in reading._PINYIN:
                said = said.replaced(pattern, word)
        return said

    def written(said: reading.Reading) -> reading.Reading:
        for pattern, new in reading._CONTRACTIONS:
            said = said.replaced(pattern, new)
        return said

    def letters(match: re.Match[str], *, one: str) -> str:
        return reading._letters(match.group(), one)

    base = reading.plain(text)
    found = [simple(base).text]
    for one in "il":
        bare = base.replaced(reading._LONE, lambda m: re.sub(r"[^\w]|_", "", m.group()))
        bare = bare.replaced(reading._GAP, lambda m: "").replaced(reading._COMMA_BY_LONE, lambda m: "")
        bare = bare.replaced(reading._LEET_TOKEN, partial(letters, one=one))
        bare = written(bare.replaced(reading._SPELT, lambda m: re.sub(r"[^a-z]", "", m.group())))
        bare = simple(
            bare.replaced(reading._IN_WORD, lambda m: "").replaced(reading._RUN, lambda m: m.group(1))
        )
        if bare.text not in found:
            found.append(bare.text)
    return found


def without_sieve(text: str) -> set[str]:
    """Categories found when every pattern is tried on every sentence of every reading."""
    from bot.compliance.language.excuses import excused

    found = set()
    for read in reading.readings(text):
        for sentence in lexicon.SENTENCE.finditer(read.text):
            words, after = sentence.group().strip(), read.text[sentence.end() :]
            for entry in lexicon.ENTRIES:
                if any(not excused(entry, words, match, after) for match in entry.pattern.finditer(words)):
                    found.add(entry.category)
    return found


@pytest.mark.parametrize("part", range(4))
def test_readings_of_every_test_sentence_are_those_of_the_patterns_alone(part: int) -> None:
    for said in DISGUISED[part::4]:
        assert [read.text for read in reading.readings(said)] == plainly(said), said


@given(ANY)
def test_readings_of_any_text_are_those_of_the_patterns_alone(said: str) -> None:
    assert [read.text for read in reading.readings(said)] == plainly(said)


def test_verdicts_on_every_test_sentence_are_those_of_all_patterns() -> None:
    for said in DISGUISED[::2]:
        found = {row.category for row in check_text(said, language="zh", facts=None)}
        assert found == without_sieve(said), said


def test_an_entry_matches_a_sentence_exactly_when_one_of_its_alternatives_does() -> None:
    for said in DISGUISED[::9]:
        words = reading.plain(said).text
        every = [entry for entry in lexicon.ENTRIES if entry.pattern.search(words)]
        assert list(lexicon.matching(words)) == every, said


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("a|b", ["a", "b"]),
        (r"\b(?:a|b(?:c|d))\b", [r"\b(?:a)\b", r"\b(?:b(?:c|d))\b"]),
        ("(?:a|b)(?:c|d)", ["(?:a|b)(?:c|d)"]),
        (r"[|()]x|\|y|[]|]", ["[|()]x", r"\|y", "[]|]"]),
        ("(a|b)|c", ["(a|b)|c"]),
        ("x(?=a|b)|(?<!c)(?:d|e)", ["x(?=a|b)", "(?<!c)(?:d|e)"]),
    ],
)
def test_a_pattern_is_divided_only_where_its_parts_mean_the_same(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


QUICKLY = [
    *(pattern for both in MARKERS.values() for patterns in both.values() for pattern in patterns),
    *(pattern.pattern for both in (DEBT, DEMAND) for pattern in both.values()),
    *(quick.pattern for quick in (_NUMBER, _OURS, _DUTY, _DUE_WORD, reading._ALONE)),
]


def test_a_pattern_asked_quickly_answers_as_the_whole_pattern_does() -> None:
    texts = [reading.plain(said).text for said in DISGUISED[::7]]
    for pattern in QUICKLY:
        quick, whole = Quick(pattern, re.DOTALL), re.compile(pattern, re.DOTALL)
        assert [quick.found(text) for text in texts] == [bool(whole.search(text)) for text in texts], pattern


@given(ANY, st.sampled_from(QUICKLY))
def test_a_pattern_asked_quickly_answers_alike_on_any_text(said: str, pattern: str) -> None:
    assert Quick(pattern).found(said) == bool(re.search(pattern, said))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sentence_that_is_not_searched_for_amounts_names_none(language: str) -> None:
    for said in DISGUISED[: len(SAID)]:
        words = reading.plain(said).text
        if not _NUMBER.found(words):
            named = read_amounts(words, language=language, currency="CNY")
            assert not [mention for mention in named if mention.value], said
