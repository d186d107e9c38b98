"""A question that was asked before and got no answer: "you didnt say about interest", "逾期费呢 你没说".

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Intent
from bot.understanding.folding import fold

LONGEST = 80
_LEFT_OUT = re.compile(
    r"\b(?:you|u|ya)(?: still)? (?:didn'?t|did ?not|haven'?t|have not|never)(?: actually| even| really)?"
    r" (?:say|said|answer(?:ed)?|mention(?:ed)?|tell|told|repl(?:y|ied)|explain(?:ed)?)\b"
    r"|\b(?:what about|how about|and) the (?:other|second) (?:question|bit|part)\b"
    r"|(?:你们?|您)?(?:刚才|还|也|都|又|根本|就)*没(?:有)?(?:说|回答?|答|讲|告诉|提)(?:我|呢|啊|过|到|清楚)?|没回(?:答)?我"
)
_ABOUT = (
    (
        Intent.ASK_FEES,
        re.compile(r"\b(?:interest|fees?|charges?|cost|extra)\b|利息|逾期费|手续费|罚息|违约金|费用|多收"),
    ),
    (
        Intent.ASK_CREDIT_IMPACT,
        re.compile(r"\bcredit (?:file|score|report|record|rating)\b|\bblack mark\b|征信"),
    ),
    (
        Intent.ASK_HOW_TO_PAY,
        re.compile(
            r"\b(?:how|where) (?:to|do i|can i|i) pay\b|\blink\b|(?:怎么|在哪里?|咋|去哪)(?:还|付)|链接"
        ),
    ),
    (Intent.ASK_LEGAL, re.compile(r"\b(?:court|sue|sued|legal)\b|起诉|法院")),
)


def left_unanswered(text: str) -> Intent | None:
    """Which question somebody says she got no answer to; ``None`` when it is none, or none that is named.

    >>> str(left_unanswered("you didnt say about interest")), str(left_unanswered("逾期费呢 你没说"))
    ('ask_fees', 'ask_fees')
    >>> str(left_unanswered("你还没回答我上不上征信"))
    'ask_credit_impact'
    >>> left_unanswered("you didn't tell me it was due"), left_unanswered("is there interest on it")
    (None, None)
    """
    plain = fold(text)
    if len(plain) > LONGEST or _LEFT_OUT.search(plain) is None:
        return None
    return next((intent for intent, words in _ABOUT if words.search(plain)), None)
