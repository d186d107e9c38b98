"""The kinds of rules: small pure functions of their parameters and the question asked.

A rule file only sets numbers and words; what they mean is written here, once per kind. ``KINDS`` holds all
of them by name. A kind that never decides a message (retention, for example) answers a question of its own
instead and says so.
"""

from __future__ import annotations

from bot.compliance.kinds import answers, bans, content, frequency, media, pauses, plans, stops, window
from bot.compliance.kinds.registry import KINDS

__all__ = [
    "KINDS",
    "answers",
    "bans",
    "content",
    "frequency",
    "media",
    "pauses",
    "plans",
    "stops",
    "window",
]
