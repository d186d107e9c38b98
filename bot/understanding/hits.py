"""A sum of money as the grammars find it, before it becomes a mention: shared by both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

ARABIC = r"(?:\d{1,3}(?:,\d{2,3})+(?!\d)|\d+)(?:\.\d+)?"
RATE_AFTER = re.compile(
    r"[元块钱]* ?(?:左右)? ?(?:(?P<month>(?:每个?|一个?|/)月|(?:a|per|each|every|/|p/?)(?: ?|"
    r"-)(?:calendar )?(?:month|mth|mo\b|m\b)|monthly|pm\b|p/m|pcm)|"
    r"(?P<fortnight>(?:a|per|each|every|/) ?fortnight|fortnightly|every (?:two|2|other) weeks?|"
    r"bi-?weekly|每两周|两周一次)|"
    r"(?P<week>(?:每个?|一个?|/)(?:周|星期|礼拜)|(?:a|per|each|every|/|p/?) ?(?:week|wk|w\b)|weekly|pw\b))"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate amount, in offsets of the normalised text."""

    begin: int
    finish: int
    value: Decimal | None = None
    currency: str | None = None
    fraction: Fraction | None = None
    firm: bool = True
    low: Decimal | None = None
    high: Decimal | None = None
