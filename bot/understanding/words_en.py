"""The small words of English days: months, weekdays, ordinals, which week, and how to read them.

The fragments are put together in :mod:`bot.understanding.dates_en`.
"""

from __future__ import annotations

import re

from bot.understanding.numbers import EN_ONE_TO_NINE, EN_ORDINALS, EN_WORDS, en_number
from bot.understanding.text import listed

MONTHS = {
    m[:3]: n
    for n, m in enumerate(
        listed("january february march april may june july august september october november december"), 1
    )
}
WEEKDAYS = {d: n for n, d in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
MON = (
    r"(?P<mon>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
DOW = (
    r"(?P<dow>mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:s|nesday|nsday)?s?|thu(?:rs?(?:day)?)?s?|fri(?:day)?s?|"
    r"sat(?:urday)?s?|sun(?:day)?s?)(?![a-z])\.?"
)
DOWFULL = (
    r"(?P<dow>monday|tuesday|tues?|wednesday|wed|weds|thursday|thurs?|thu|friday|fri|saturday|sunday|"
    r"mon)(?![a-z'])"
)
ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
ORDWORD = rf"(?:(?:twenty|thirty)[ -](?:{ONES})|{'|'.join(sorted(EN_ORDINALS, key=len, reverse=True))})"
ORD = rf"(?:(?:3[01]|[12]\d|0?[1-9]) ?(?:st|nd|rd|th)(?![a-z])|{ORDWORD}(?![a-z]))"
DAYWORD = (
    rf"(?:twenty(?:[ -](?:{EN_ONE_TO_NINE}))?|thirty(?:[ -]one)?|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    rf"ten|eleven|twelve|{EN_ONE_TO_NINE})(?![a-z])"
)
NUM = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
YEARWORD = rf"(?:two thousand(?: and)?(?: {DAYWORD})?|(?:nineteen|twenty) (?:zero |oh )?{DAYWORD})"
YEAR = rf"(?P<y>(?:19|20)\d\d(?!\d)|'\d\d(?!\d)|{YEARWORD})"
TEENS = r"(?:twenty|thirty|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve)(?![a-z])"
THEN = (
    r"(?= ?(?:$|[,.;!?)]|(?:and|or|if|please|pls|of|in|at|then|to|till|until|is|will|would|when|as|but|"
    r"because|cos|cause|so|i|i'll|for|ok|thanks|latest|instead|not|this|next)\b))"
)
WHICH = {
    "this": 0,
    "current": 0,
    "the": 0,
    "my": 0,
    "that": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
    "upcoming": 1,
    "last": -1,
    "previous": -1,
    "past": -1,
    "": 0,
    "same": 0,
}
WHICHRE = r"(?:the |my )?(?P<w>this|current|next|coming|following|upcoming|last|previous|past)(?: coming)?"
NEAR = {
    "today": 0,
    "tonight": 0,
    "tonite": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "tomorow": 1,
    "tomoz": 1,
    "tmrw": 1,
    "tmr": 1,
    "tmw": 1,
    "tmoro": 1,
    "2moro": 1,
    "2morrow": 1,
    "2mrw": 1,
    "next day": 1,
    "the next day": 1,
    "the following day": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "the day after tmrw": 2,
    "overmorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the other day": -3,
}


def group(m: re.Match[str], name: str) -> str:
    """Return a group, or an empty string where the pattern has no such group or it took no part."""
    return (m[name] or "") if name in m.re.groupindex else ""


def integer(text: str | None) -> int:
    """Read a day or year: 25th, twenty-first, fifteen, 2018, two thousand and eighteen."""
    text = (text or "").strip().strip("'").rstrip(".")
    text = re.sub(r"(?: day)?(?: ?,? ?(?:of|in)?) *$", "", text).rstrip(".")
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    words = re.split(r"[ -]+", text)
    if words[-1] in EN_ORDINALS:
        return (EN_WORDS[words[0]] if len(words) > 1 else 0) + EN_ORDINALS[words[-1]]
    if (
        words[0] in ("nineteen", "twenty")
        and len(words) > 1
        and not (len(words) == 2 and EN_WORDS[words[1]] < 10)
    ):
        return EN_WORDS[words[0]] * 100 + sum(EN_WORDS.get(w, 0) for w in words[1:])
    return int(en_number(text) or -1)
