"""Figures that nobody can pay by: nothing or less, more than there is, twice the whole, a year far off.

Only the words are looked at; what is owed is the caller's to compare. Works on Python 3.10.
"""

from __future__ import annotations

import re

_MARK = r"(?:[£$€¥￥]|rmb|gbp|usd|eur)"
_NOTHING = re.compile(
    rf"(?P<said>(?<![\w.])(?:[-−]{_MARK}? ?\d[\d.,]*|{_MARK}[-−]\d[\d.,]*|负\d[\d.,]*)"
    rf"|(?<![a-z\d.,])(?:{_MARK} ?0(?:\.0+)?(?![\d.,])"
    r"|0(?:\.0+)? ?(?:元|块钱?|pounds?|dollars?|euros?|quid|bucks|pence)))"
    rf"|(?:还|付|pay)\s?(?P<bare>[-−]\d[\d.,]*|0(?:\.0+)?(?![\d.,]))",
    re.IGNORECASE,
)
_HUGE = re.compile(
    r"(?<![\w.])\d+(?:\.\d+)?e\+?\d+\b|(?<![\w.])[1-9]\d{7,}(?= ?(?:元|块|pounds?|dollars?|euros?|quid))",
    re.I,
)
_TWICE = re.compile(
    r"^(?!.*\b(?:charged|took|taken|debited|paid)\b).*"
    r"\b(?:all of it|everything|it all|the lot|the (?:whole|full) (?:amount|thing|lot|sum))\b"
    r"[^.,;!?]{0,10}\b(?:twice|double|two times|three times)\b"
    r"|(?:全部|全额|全款|一次性?|都)(?:还|付)(?:两|2|三|3)(?:遍|次)|(?:还|付)(?:双|两|2|三|3)倍",
    re.IGNORECASE,
)
_PAYS = re.compile(r"\b(?:pay|settle|clear|send|everything|all)\b|[还付清]", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d£$€¥.,])(?P<year>2[01]\d\d)(?: ?年|(?![\d.,年]))")
_PAID_WITH = re.compile(
    r"(?:^\W*|(?:\b(?:pay|send|transfer|settle|clear)\b|[还付转交])[^\d,，。.;；]{0,10})$", re.IGNORECASE
)


def nothing(text: str) -> str:
    """The amount of nothing or less that is to be paid, in her words; empty when there is none.

    >>> nothing("i'll pay $0 on friday"), nothing("-50 tomorrow"), nothing("pay 10-50 tomorrow")
    ('$0', '-50', '')
    >>> nothing("周五0元"), nothing("周五-300元"), nothing("周五1,280.0元")
    ('0元', '', '')
    """
    found = _NOTHING.search(text)
    return (found["said"] or found["bare"] or "").rstrip(".,") if found else ""


_FOR_A_DAY = re.compile(
    r"^\W*(?:(?:ok|okay|yes|fine|so|maybe|好|好的|那|就|行)\W+)*$"
    r"|(?:[号日底初]|(?:周|星期|礼拜)[一二三四五六日天]|[今明后]天"
    r"|\bon \w+|day|tomorrow|today|\d(?:st|nd|rd|th)),? ?$",
    re.IGNORECASE,
)
_THEN_A_DAY = re.compile(
    r" ?(?:on|by|this|next|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the \d"
    r"|[今明后]天|[这下]?个?(?:周|星期|礼拜|月)|\d{1,2}[号日]|\W*$)",
    re.IGNORECASE,
)


def nothing_on_a_day(text: str, said: str) -> bool:
    """Whether the amount of nothing stands with a day and without a word: it is to be paid then.

    >>> nothing_on_a_day("£0 on friday", "£0"), nothing_on_a_day("周五0元", "0元")
    (True, True)
    >>> nothing_on_a_day("I have £0 on friday", "£0"), nothing_on_a_day("£0 left until friday", "£0")
    (False, False)
    """
    before, _, after = text.partition(said)
    return _FOR_A_DAY.search(before) is not None and _THEN_A_DAY.match(after) is not None


def huge(text: str) -> bool:
    """Whether an amount is written that no account holds.

    >>> huge("1e9 pounds tomorrow"), huge("1000 pounds tomorrow")
    (True, False)
    """
    return _HUGE.search(text) is not None


def twice_over(text: str) -> bool:
    """Whether all of it is to be paid more than once.

    >>> twice_over("all of it twice on friday"), twice_over("you charged everything twice")
    (True, False)
    """
    return _TWICE.search(text) is not None


def far_year(text: str, *, this_year: int) -> str:
    """The year to pay in that is more than a year off; empty when none is named.

    >>> far_year("everything in 2031", this_year=2026), far_year("2027年还", this_year=2026)
    ('2031', '')
    """
    years = [found[0] for found in _YEAR.finditer(text) if int(found["year"]) > this_year + 1]
    return years[0] if years and _PAYS.search(text) else ""


def is_paid_with(text: str, amount: str) -> bool:
    """Whether an amount is what is to be paid, and not a wage or a price.

    >>> is_paid_with("I'll pay 5000 tomorrow", "5000"), is_paid_with("工资5000，分三期", "5000")
    (True, False)
    """
    return amount in text and _PAID_WITH.search(text[: text.index(amount)]) is not None
