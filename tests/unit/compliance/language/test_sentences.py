import pytest

from bot.compliance.language import BANNED, CLAIMS, ClaimFacts, check_text
from tests.unit.compliance.language import sentences


@pytest.mark.parametrize(("language", "category", "said"), sentences.banned())
def test_what_nobody_may_say_is_found(language, category, said):
    assert category in sentences.found(said, language=language)


@pytest.mark.parametrize(("language", "category", "said"), sentences.banned("hurried"))
def test_what_angry_people_type_is_found(language, category, said):
    assert category in sentences.found(said, language=language)


@pytest.mark.parametrize(("language", "said"), sentences.kind())
def test_a_kind_true_sentence_passes(language, said):
    assert sentences.found(said, language=language) == set()


@pytest.mark.parametrize(("currency", "said", "find"), sentences.claims())
def test_a_claim_passes_only_with_its_fact(currency, said, find):
    language = "zh" if currency == "CNY" else "en"

    rows = check_text(said, language=language, facts=ClaimFacts(), ledger=sentences.ledger(currency))

    assert {row.category for row in rows} & set(CLAIMS) == ({find} if find else set())


def test_every_category_has_sentences_in_both_languages():
    for language in sentences.LANGUAGES:
        covered = {category for lang, category, _ in sentences.banned() if lang == language}
        assert covered >= set(BANNED)


def test_there_are_enough_sentences_of_both_sorts():
    assert len(sentences.banned()) >= 150
    assert len(sentences.kind()) >= 150
