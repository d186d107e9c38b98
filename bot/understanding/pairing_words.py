"""The words that pair sums with days: the rest, now, first, each, again; and the clauses they stand in.

Works on Python 3.10.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from bot.understanding.counts import read_parts
from bot.understanding.events import is_to_pay_on

_CLAUSE = re.compile(r"[,，;；。、&]|\b(?:and|n|then|plus)\b|然后|再还|再付|另外", re.IGNORECASE)
_SPACE = re.compile(
    r"(?<!第) (?=[\u4e00-\u9fff](?<![元块号日月期])|月[底末初])|(?<=[\u4e00-\u9fff\d]) (?=\d{1,2} ?[月号日])"
    r"|(?<=\d\d) (?=\d{2,6}(?![\d号日月]))"
)
"""In Chinese a space parts clauses too."""
_REST = re.compile(
    r"剩下|剩余|余下|其余|余款|尾款|剩的|后面的|另一半|还剩|还差"
    r"|\brest\b|remain|balance|other half|left ?over|what'?s left|\bthe other [£$€]?\d",
    re.IGNORECASE,
)
_CLEARS = re.compile(
    r"[还结付]清|清[掉完账]|清了|还完|付完|全清|两清|(?:全部?|都|一起|一次性?)[还付给结]"
    r"|\b(?:clear|settle|finish|close|sort|pay) (?:it|that|this|them|everything|all|the lot|the whole \w+)\b"
    r"|\b(?:clear|settle|finish|pay) (?:it |this |the loan |everything )?off\b|\bdone by\b",
    re.IGNORECASE,
)
_TODAY = r"现在|今天|马上|立刻|今日|\bnow\b|today|straight away|right away|up ?front"
_FIRST = re.compile(
    r"先(?:还|付|交|给|转)|首付|首期先?[还付]|\bfirst\b|\b(?:down payment|deposit) of\b"
    r"|\b(?:start|begin|kick)(?:ing)? (?:off )?(?:with|at|by paying) [£$€]?\d",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(_TODAY, re.IGNORECASE)
_EACH = re.compile(
    r"\beach\b(?! (?:week|month|fortnight|\w+day))|\bapiece\b|各(?!种)|每次|都还", re.IGNORECASE
)
_FIRST_SUM = re.compile(
    r"先(?:还|付|交|给|转)?你?们? ?\d|\b(?:pay|do|send|give you)? ?[£$€]?\d+ first\b|\bfirst [£$€]?\d",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"^ ?(?:我|就|可以|能)*再|\b(?:another|again|the other)\b", re.IGNORECASE)
_THEN_BEFORE = re.compile(r"(?:到时候?|那天|那时候?|到那天|当天)[^，。,;；\d]{0,8}$")
_THEN_AFTER = re.compile(r"(?: ?(?:quid|pounds?|bucks|dollars?))? (?:then|(?:on )?that day)\b", re.IGNORECASE)
_MONTH_EN = re.compile(
    r"^\W*(?:in )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W*$", re.IGNORECASE
)


def clause(text: str, at: int) -> int:
    """The number of the clause that a place lies in."""
    return bisect_left(_breaks(text), at)


@lru_cache(maxsize=64)
def _breaks(text: str) -> tuple[int, ...]:
    return tuple(found.start() for found in _CLAUSE.finditer(text))


def parted(text: str) -> str:
    """The message with a comma where in Chinese a space parts two clauses; every place stays the same."""
    return _SPACE.sub("，", text)


def rest(text: str) -> re.Match[str] | None:
    """Where she speaks of what is left over."""
    return _REST.search(text)


def the_rest(text: str) -> bool:
    """Whether she speaks of what is left over."""
    return rest(text) is not None


def clears_after(text: str, amount: str) -> bool:
    """Whether words behind a sum clear what is left: 20号还600 月底结清, "50 friday, clear it on the 27th".

    >>> clears_after("20号还600 月底结清", "600"), clears_after("20号结清 先还600", "600")
    (True, False)
    """
    return _CLEARS.search(text, text.find(amount) + len(amount)) is not None


def parts_of_the_rest(text: str) -> int | None:
    """In how many parts she would pay what is left over, where she says so."""
    said = rest(text)
    return read_parts(text[said.start() :]) if said else None


def starts_now(text: str) -> bool:
    """Whether the first of it is to be paid at once."""
    return _FIRST.search(text) is not None or at_once(text) is not None


def at_once(text: str) -> re.Match[str] | None:
    """Where "now" is said of paying, and not of having no money or of something else that is today."""
    said = text.lower()
    return next(
        (now for now in _AT_ONCE.finditer(text) if is_to_pay_on(said, *now.span()) is not False), None
    )


def times_at_once(text: str) -> list[tuple[int, int]]:
    """Every place where "now" is said of paying."""
    said = text.lower()
    spans = (now.span() for now in _AT_ONCE.finditer(text))
    return [span for span in spans if is_to_pay_on(said, *span) is not False]


_INSTEAD_BEFORE = re.compile(r"(?:改|换|挪)(?:成|到|为|在)? ?$")
_INSTEAD_AFTER = re.compile(r"(?:[\w ]{0,12})?[,]? ?(?:then )?\binstead\b(?! of)", re.IGNORECASE)


def takes_a_place(text: str, begin: int, finish: int) -> bool:
    """Whether the day at this place stands in for one that was said: "can we do the 27th instead", 改成27号.

    >>> takes_a_place("can we do friday the 27th instead", 10, 25), takes_a_place("改成27号", 2, 5)
    (True, True)
    >>> takes_a_place("the 27th instead of the 28th", 0, 8)
    False
    """
    return bool(_INSTEAD_BEFORE.search(text[:begin]) or _INSTEAD_AFTER.match(text, finish))


def without_the_rest(text: str) -> str:
    """The message without the words for what is left over."""
    return _REST.sub("", text)


def first_sum(text: str) -> re.Match[str] | None:
    """The words for a sum that is paid first: 先500."""
    return _FIRST_SUM.search(text)


def for_each(text: str) -> bool:
    """Whether a sum is meant for each of several days: "95 each on the 27th and the 3rd"."""
    return _EACH.search(text) is not None


def again(words: str) -> bool:
    """Whether words between a day and a sum say that it is another of the same: "tomorrow another 50"."""
    return _AGAIN.search(words) is not None


def said_then(text: str, begin: int, finish: int) -> bool:
    """Whether the sum at this place is for a day named before it: "paid on the 28th, I can do 80 then"."""
    return bool(_THEN_BEFORE.search(text[:begin]) or _THEN_AFTER.match(text, finish))


def names_a_month(words: str) -> bool:
    """Whether the words for a stretch are those of a month."""
    return "月" in words or _MONTH_EN.search(words) is not None
