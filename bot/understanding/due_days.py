"""The due day of every month as somebody wants it: which day, for good or once, and what of the one now."""

from __future__ import annotations

import re

_DUE_DAY = (
    re.compile(r"(?:改|换|挪|调|移)[到成为至]?\D{0,6}(\d{1,2})\s*[号日]"),
    re.compile(r"\b(?:to|for|be|be on)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE),
    re.compile(r"\bon\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE),
    re.compile(r"(\d{1,2})\s*[号日]"),
)
"""Ways to name it, the surest first: where one is found, the last of its kind counts."""


def due_day(text: str) -> int | None:
    """The day of the month that the due day is to become; what is said of all months counts before the rest.

    >>> due_day("我每月10号发工资，能不能改到15号"), due_day("move it to the 20th of each month")
    (15, 20)
    >>> due_day("can it go to the 28th every month, my salary comes on the 27th")
    28
    >>> due_day("以后每月15号还 这个月的25号还"), due_day("this one on the 27th, from now on the 28th")
    (15, 28)
    """
    whole = () if _THIS_ONE.search(text) else (text,)
    return next((day for part in (*_for_good(text), *whole) if (day := _named(part)) is not None), None)


def beside_it(text: str) -> tuple[str, ...]:
    """The clauses about what is due now: those that are not about every month, nor of wages alone.

    >>> beside_it("以后每月15号还 这个月的25号还"), beside_it("move the day to the 28th, this one on Friday")
    (('这个月的25号还',), (' this one on Friday',))
    >>> beside_it("这次这笔别20号，31号还行不"), beside_it("I'm paid on the 25th, always the 26th please")
    (('这次这笔别20号', '31号还行不'), ())
    """
    good = _for_good(text)
    if not good and not _THIS_ONE.search(text):
        return ()
    return tuple(part for part in _CLAUSES.split(text) if part not in good and not _WAGES.search(part))


def wages_beside(text: str) -> tuple[str, ...]:
    """The clauses that tell when wages come."""
    return tuple(part for part in _CLAUSES.split(text) if _WAGES.search(part))


_WAGES = re.compile(
    r"发(?:工资|薪)|开支|工资"
    r"|\b(?:get|gets|got|getting|be|am|i'?m) paid\b|\bpay ?day\b|\b(?:wages?|salary)\b",
    re.IGNORECASE,
)


def _for_good(text: str) -> tuple[str, ...]:
    """The clauses that are about every month or move a day; those that move one stand first."""
    apart = [part for part in _CLAUSES.split(text) if not _THIS_ONE.search(part)]
    found = [part for part in apart if _FOR_GOOD.search(part) or (_MOVES.search(part) and _named(part))]
    return tuple(sorted(found, key=lambda part: _MOVES.search(part) is None))


def _named(text: str) -> int | None:
    for pattern in _DUE_DAY:
        found = pattern.findall(text)
        if found and 1 <= int(found[-1]) <= 31:
            return int(found[-1])
    return None


_CLAUSES = re.compile(
    r"[,，;；。.!?！？\n]|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff\d])"
    r"|另外|然后|不过|但是|\b(?:and|also|but)\b",
    re.IGNORECASE,
)
_FOR_GOOD = re.compile(
    r"还款日|扣款日|账单日|到期日|每个?月|以后"
    r"|\bdue (?:day|date)|payment da(?:y|te)|\bmove the day\b|\b(?:every|each) month\b"
    r"|\b(?:from now on|for good|permanent\w*|always|later ones)\b",
    re.IGNORECASE,
)
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
    r"才(?:能)?(?:发|有|到账|开支|领|拿)|(?:没|不)到\S{0,4}(?:发|有钱)|以?前(?:都|也|真的|一分)*(?:没|还不|拿不)"
    r"|\b(?:only|dont|don'?t|do not|not|won'?t|wont)(?: \w+){0,2} (?:paid|have (?:it|(?:the )?money))\b"
    r"|\b(?:can'?t|cannot|no money|nothing|skint|broke|without)(?: \w+){0,3} (?:until|till?|before)\b",
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
    >>> has_money_only_then("i cant pay anything before 24 march"), has_money_only_then("20号之前没钱")
    (True, True)
    >>> has_money_only_then("我20号发工资"), has_money_only_then("I get paid on the 20th")
    (False, False)
    """
    return _ONLY_THEN.search(text) is not None


_LATER_ONES = re.compile(
    r"改[\d号日]{0,4}的?(?:事|那个)|以后的?呢|后面的?(?:呢|也)|以后.{0,6}也"
    r"|\bthe (?:later|other|next|rest of the) (?:ones|months|payments)\b"
    r"|\b(?:day|date) change\b|\bchange of (?:day|date)\b|\bmoving (?:the|my) (?:day|date)\b",
    re.IGNORECASE,
)


_EVERY_MONTH = re.compile(r"每个?月|以后|\b(?:every|each) month|\bfor good\b|\bpermanent", re.IGNORECASE)
_ASKED = re.compile(
    r"[?？]|[吗嘛么]|没有?$|几号|\b(?:is it|is that|have you|did you|will it|does it)\b", re.IGNORECASE
)


def asks_of_later_ones(text: str) -> bool:
    """Whether she asks what became of the wish for the other months.

    >>> asks_of_later_ones("and the day change?"), asks_of_later_ones("那以后的呢")
    (True, True)
    >>> asks_of_later_ones("is it the 26th every month after that too?"), asks_of_later_ones("50 every month")
    (True, False)
    """
    asked = _EVERY_MONTH.search(text) is not None and _ASKED.search(text) is not None
    return asked or _LATER_ONES.search(text) is not None
