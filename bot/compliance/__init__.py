"""The compliance engine: rules as data, and one door that every message passes."""

from __future__ import annotations

from bot.compliance.door import RuleHit, Verdict, decide, required_texts
from bot.compliance.policy import Policy, lint, load_policy

__all__ = ["Policy", "RuleHit", "Verdict", "decide", "lint", "load_policy", "required_texts"]
