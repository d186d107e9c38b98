"""The due day of every month as somebody wants it: which day, for good or once, and what of the one now."""

from __future__ import annotations

import re

_DUE_DAY = (
    re.compile(r"(?:改|换|挪|调|移)[到成为至]?\D{0,6}(\d{1,2})\s*[号日]"),
    re.compile(r"\b(?:to|for)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE),
    re.compile(r"\bon\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE),
    re.compile(r"(\d{1,2})\s*[号日]"),
)
"""Ways to name it, the surest first: where one is found, the last of its kind counts."""


def due_day(text: str) -> int | None:
    """The day of the month that the due day is to become.

    >>> due_day("我每月10号发工资，能不能改到15号"), due_day("move it to the 20th of each month")
    (15, 20)
    >>> due_day("can it go to the 28th every month, my salary comes on the 27th")
    28
    """
    for pattern in _DUE_DAY:
        found = pattern.findall(text)
        if found and 1 <= int(found[-1]) <= 31:
            return int(found[-1])
    return None


_EACH_MONTH = re.compile(
    r"还款日|扣款日|账单日|到期日|出账|每个?月|以后|发薪|发工资"
    r"|\bdue\b|payment da(?:y|te)|direct debit|instal|month|\b(?:every|each|always|pay ?day|permanent)",
    re.IGNORECASE,
)


def moves_due_day(text: str) -> bool:
    """Whether the due day of every month is to be moved, and not this one payment to a day.

    >>> moves_due_day("能不能改到15号"), moves_due_day("change my due date to friday")
    (True, True)
    >>> moves_due_day("make it friday"), moves_due_day("改到周五吧")
    (False, False)
    """
    return due_day(text) is not None or _EACH_MONTH.search(text) is not None


_MOVES = re.compile(
    r"改|换|挪|调|移|\b(?:move|moving|chang\w+|shift\w*|push\w*|switch\w*|due)\b", re.IGNORECASE
)


def asks_to_move(text: str) -> bool:
    """Whether she asks in so many words that a day be moved: "change it to the 15th", 改到15号."""
    return _MOVES.search(text) is not None


_THIS_ONE = re.compile(
    r"这一?[期笔次回]|这个月|本月|眼下"
    r"|\b(?:this|the overdue|the late|the missed) (?:one|month|payment|instal\w+)\b",
    re.IGNORECASE,
)
_ONLY_THEN = re.compile(
    r"才(?:能)?(?:发|有|到账|开支|领|拿)|(?:没|不)到\S{0,4}(?:发|有钱)"
    r"|\b(?:only|dont|don'?t|do not|not|won'?t|wont)(?: \w+){0,2} (?:paid|have (?:it|(?:the )?money))\b"
    r"|\b(?:no|nothing|skint|broke|without)(?: \w+)? (?:until|til|till|before) then\b",
    re.IGNORECASE,
)


def speaks_of_this_one(text: str) -> bool:
    """Whether the payment that is due now is spoken of.

    >>> speaks_of_this_one("这期我也20号还"), speaks_of_this_one("could this one be on the 20th too")
    (True, True)
    """
    return _THIS_ONE.search(text) is not None


def has_money_only_then(text: str) -> bool:
    """Whether money comes on a later day and not before.

    >>> has_money_only_then("20号才发工资"), has_money_only_then("I only get paid on the 20th")
    (True, True)
    >>> has_money_only_then("我20号发工资"), has_money_only_then("I get paid on the 20th")
    (False, False)
    """
    return _ONLY_THEN.search(text) is not None
