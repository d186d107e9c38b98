"""The checker: reads a text in every way a person could, and holds what it finds against the facts.

It goes sentence by sentence, so that a kind sentence never excuses the next one, and both languages are
always searched, so that a mixed text hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.compliance.language import lexicon
from bot.compliance.language.claims import amounts, deadlines
from bot.compliance.language.excuses import excused
from bot.compliance.language.findings import ClaimFacts, Finding, Ledger
from bot.compliance.language.reading import Reading, readings

_STEPS: dict[str, re.Pattern[str]] = {
    "suit": re.compile(r"suit|fil|court|claim|sue|litig|legal|起诉|立案|诉讼|法院"),
    "judgment": re.compile(r"judg|enforce|判决|执行"),
    "enforcement": re.compile(r"enforc|garnish|bailiff|seiz|attach|执行|查封|冻结"),
    "visit": re.compile(r"visit|上门|外访"),
    "letter": re.compile(r"letter|notice|律师函|suit|fil|court|judg|enforc"),
    "referral": re.compile(r"refer|legal|lawyer|solicitor|attorney|suit|fil|court|judg|enforc|法务|律师"),
}
"""Which steps on file hold which claimed step."""

_TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_-]{24,}(?![A-Za-z0-9_-])")
"""The random end of a personal link: chance letters, not words, so nothing is read into them."""


_FIGURES = re.compile(
    r"(?<![A-Za-z0-9@$!|.,\-_*~^`+])[0-9]{2,}(?:[.,:][0-9]+)*(?![A-Za-z0-9@$!|\-_*~^`])(?! ?[%％])"
)
"""A figure that stands alone. Which one it is tells nothing to a pattern of words, so that a wording with
other amounts and dates in it is one wording; figures beside letters may be letters in disguise and stay."""


def _any_figure(match: re.Match[str]) -> str:
    return _DIGIT.sub("0", match.group())


_DIGIT = re.compile(r"[0-9]")


def check_text(
    text: str, *, language: str, facts: ClaimFacts | None = None, ledger: Ledger | None = None
) -> tuple[Finding, ...]:
    """Return every place of a text that a rule may object to.

    Args:
        text: as it would be sent.
        language: of the conversation; it settles how numbers and dates are read. Banned speech is looked for
            in both languages.
        facts: what is true about the account; None means that nothing is known, so every claim is a finding.
        ledger: numbers and dates that may be named; None means that numbers are not judged.
    """
    text = _TOKEN.sub(lambda token: " " * len(token.group()), text)
    found = [
        Finding(finding.category, finding.span, text[slice(*finding.span)])
        for finding, step in _lexical(_FIGURES.sub(_any_figure, text))
        if not _held(finding, step, facts)
    ]
    if ledger is not None:
        found += _numbers(text, str(language), ledger)
    return tuple(found)


@lru_cache(maxsize=4096)
def _numbers(text: str, language: str, ledger: Ledger) -> tuple[Finding, ...]:
    """Return the amounts and deadlines that nothing on file holds."""
    return (
        *amounts(text, language=language, ledger=ledger),
        *deadlines(text, language=language, ledger=ledger),
    )


@lru_cache(maxsize=4096)
def _lexical(text: str) -> tuple[tuple[Finding, str | None], ...]:
    """Return what the words alone say, each with the legal step it claims."""
    found: dict[tuple[str, str | None], Finding] = {}
    read: set[tuple[str, str]] = set()
    for reading in readings(text):
        for finding, step in _in_reading(reading, text, read):
            found.setdefault((finding.category, step), finding)
    return tuple((finding, step) for (_, step), finding in found.items())


@lru_cache(maxsize=4096)
def _likely(sentence: str) -> tuple[lexicon.Entry, ...]:
    """Return the entries that match a sentence, excused or not; most readings of a text share most."""
    return lexicon.matching(sentence)


def _in_reading(
    reading: Reading, text: str, read: set[tuple[str, str]]
) -> Iterator[tuple[Finding, str | None]]:
    """Yield what one reading holds, but for sentences that were ``read`` before in the same words.

    What follows a sentence matters to a question only, since an answer may excuse it.
    """
    for sentence in lexicon.SENTENCE.finditer(reading.text):
        words = sentence.group().strip()
        likely = _likely(words)
        following = reading.text[sentence.end() :] if words.endswith(("?", "？")) else ""
        if not likely or (words, following) in read:
            continue
        read.add((words, following))
        shift = sentence.start() + len(sentence.group()) - len(sentence.group().lstrip())
        for entry in likely:
            for match in entry.pattern.finditer(words):
                if excused(entry, words, match, following):
                    continue
                span = reading.span(shift + match.start(), shift + match.end())
                yield Finding(entry.category, span, text[span[0] : span[1]]), entry.step
                break


def _held(finding: Finding, step: str | None, facts: ClaimFacts | None) -> bool:
    """Tell whether the facts hold what was found, so that it is no finding."""
    if facts is None:
        return False
    if finding.category == "unpaid":
        return not facts.paid_recently
    if finding.category == "untrue_legal_step":
        held = facts.legal_step
        return held is not None and step is not None and _STEPS[step].search(held.lower()) is not None
    if finding.category == "credit_report":
        return facts.credit_reported is (step != "unreported")
    if finding.category == "debt_gone":
        known = {"gone": facts.owes_nothing, "settled": facts.nothing_overdue, "waived": facts.waived}
        return step is not None and known[step]
    return finding.category == "collection_fee" and facts.fees_grounded
