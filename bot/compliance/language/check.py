"""The checker: folds a text, looks for banned speech sentence by sentence, and holds claims against the facts."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.compliance.language import lexicon
from bot.compliance.language.findings import ClaimFacts, Finding, Ledger
from bot.compliance.text import fold
from bot.model.errors import BadInput
from bot.model.money import Money

_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])[\s·._\-*|/~]+(?=[\u3400-\u9fff])")


def check_text(
    text: str, *, language: str, facts: ClaimFacts | None = None, ledger: Ledger | None = None
) -> tuple[Finding, ...]:
    """Return every place of a text that a rule may object to.

    Args:
        text: as it would be sent.
        language: of the conversation; both languages are always searched, so that a mixed text hides nothing.
        facts: what is true about the account; None means that nothing is known, so every claim is a finding.
        ledger: numbers and dates that may be named; None means none may.
    """
    found = [f for f in _lexical(text) if not _held(f, facts)]
    return (*found, *_amounts(text, ledger))


@lru_cache(maxsize=4096)
def _lexical(text: str) -> tuple[Finding, ...]:
    found = []
    plain = _HAN_GAP.sub("", fold(text))
    possible = lexicon.SIEVE.candidates(plain)
    if not possible:
        return ()
    for sentence in lexicon.SENTENCE.finditer(plain):
        words = sentence.group()
        for category in possible:
            match = lexicon.COMPILED[category].search(words)
            if match is None:
                continue
            before = words[max(0, match.start() - 14) : match.start()]
            inside = match.group()
            if category not in lexicon.UNNEGATED and (
                lexicon.NEGATION.search(before) or lexicon.NEGATION.search(inside)
            ):
                continue
            start = sentence.start() + match.start()
            found.append(Finding(category, (start, start + len(inside)), inside))
    return tuple(sorted(found, key=lambda f: (f.span, f.category)))


def _held(finding: Finding, facts: ClaimFacts | None) -> bool:
    """Tell whether the facts hold what was found, so that it is no finding."""
    if finding.category == "unpaid":
        return facts is not None and not facts.paid_recently
    if facts is None:
        return False
    if finding.category == "untrue_legal_step":
        return facts.legal_step is not None
    if finding.category == "credit_report":
        return facts.credit_reported is True
    return finding.category == "collection_fee" and facts.fees_grounded


def _amounts(text: str, ledger: Ledger | None) -> list[Finding]:
    """Return amounts said to be owed that are not the ledger's."""
    if ledger is None:
        return []
    found = []
    plain = fold(text)
    for match in lexicon.MONEY.finditer(plain):
        number = (match["n1"] or match["n2"]).replace(",", "")
        if not lexicon.OWED.search(plain[max(0, match.start() - 24) : match.start()]):
            continue
        currency = ledger.overdue.currency if ledger.overdue else "CNY"
        try:
            named = Money.of(number, currency)
        except BadInput:
            named = None
        if named is None or not _stands(named, ledger):
            found.append(Finding("amount", match.span(), match.group()))
    return found


def _stands(named: Money, ledger: Ledger) -> bool:
    """Tell whether the ledger or an offer stands behind an amount."""
    if named in ledger.amounts:
        return True
    return ledger.offered and ledger.overdue is not None and named < ledger.overdue
