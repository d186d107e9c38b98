"""What may not be said: the checker of banned language and of claims without a fact.

:func:`check_text` is the port; the kinds ``language_ban`` and ``claim_requires_fact`` read its findings by
category. It looks at single sentences, so that a negation or a question in one excuses no other.
"""

from __future__ import annotations

from bot.compliance.language.check import check_text
from bot.compliance.language.findings import BANNED, CATEGORIES, CLAIMS, SIGNS, ClaimFacts, Finding, Ledger

__all__ = ["BANNED", "CATEGORIES", "CLAIMS", "SIGNS", "ClaimFacts", "Finding", "Ledger", "check_text"]
