"""Words of haggling: too much, cheaper, longer, just as I said; looked at while offers are on the table.

For short messages: a longer one is more than haggling. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


_CHEAPER = _any(
    [
        r"便宜", r"划算", r"省钱", r"少花", r"不收费(?!的?[吧吗嘛么对])", r"不多花",
        r"cheap", r"costs? (?:me )?(?:less|least)", r"least expensive",
        r"without (?:a )?(?:fee|cost|interest)",
    ]
)  # fmt: skip
_TOO_MUCH = _any(
    [
        r"太多", r"太高", r"太贵", r"太大", r"(?:贵|高|多)了", r"(?:还|付)不起", r"(?:负担|承受|承担)不",
        r"吃不消", r"拿不出",
        r"压力(?:太|有点)?大", r"少(?:还)?一?点", r"[低降]一?点", r"再[少低]", r"能不能少",
        r"too (?:much|high|big|expensive|steep)",
        r"can'?t (?:afford|manage|do) (?:that|this|it|those|these|any)",
        r"(?:something|anything|any|go|make it|a? ?(?:bit|little)) (?:lower|smaller|less)",
        r"(?:lower|smaller) (?:amount|payment|instal)", r"bring (?:it|that) down", r"that'?s a lot",
        r"out of my reach", r"over my budget",
    ]
)  # fmt: skip
_LONGER = _any(
    [
        r"再?多分", r"多几(?:期|次|个月)", r"分(?:得)?(?:更|再)?(?:长|久|多)", r"(?:长|久)一点",
        r"更[长久]", r"拉长",
        r"longer", r"more (?:payments|instal|months|parts)", r"spread (?:it |them )?(?:out|further|more)",
    ]
)  # fmt: skip
_INSIST = _any(
    [
        r"就(?:要|按|照)我", r"按我说的", r"就这[样么]定", r"我就要", r"我?只能这样", r"就是要",
        r"must be", r"has to be", r"i insist", r"as i said", r"like i said", r"my way", r"only way i can",
        r"take it or leave it",
    ]
)  # fmt: skip
_SOMETHING_ELSE = _any(
    [
        r"没[欠借]", r"不是我", r"不对", r"算错", r"有错", r"多扣", r"重复", r"利息",
        r"手续费", r"滞纳", r"电话", r"短信", r"骚扰", r"骂",
        r"call(?:s|ing|ed)?\b", r"text(?:s|ing|ed)?\b", r"wrong", r"never", r"don'?t owe", r"didn'?t",
        r"interest",
        r"charges?\b", r"fees?\b",
        r"(?:已经?|都|早就?)(?:还|付|转|交)", r"(?:还|付|转|交)(?:过|完)了?", r"\bpaid\b",
    ]
)  # fmt: skip
_REFUSES = re.compile(r"\s*(?:不|没法|no\b|nope\b|sorry\b)", re.IGNORECASE)
_FIGURE_TOO_MUCH = re.compile(
    r"\W*(?:no,? |sorry,? )?[£$€¥]?\d[\d,.]*(?:元|块钱?)?(?: a (?:month|week)|每个?月|一个月)?"
    r"(?: is| would be|'s)?"
    r"(?: still| way| far| just| really|还是|真的?)* ?"
    r"(?:too (?:much|high)|more than i can|太[多高贵]|还不起|付不起)"
    r"(?: for me|了)?\W*",
    re.IGNORECASE,
)


def asks_for_cheaper(text: str) -> bool:
    """Whether she wants the way that costs least."""
    return _CHEAPER.search(text) is not None


def finds_it_too_much(text: str) -> bool:
    """Whether a payment is more than she can do."""
    return _TOO_MUCH.search(text) is not None


def wants_it_longer(text: str) -> bool:
    """Whether she wants more time or more parts."""
    return _LONGER.search(text) is not None


def insists(text: str) -> bool:
    """Whether she stands by what she said before."""
    return _INSIST.search(text) is not None


def refuses(text: str) -> bool:
    """Whether a message opens with a no."""
    return _REFUSES.match(text) is not None


def finds_a_figure_too_much(text: str) -> bool:
    """Whether a message says of one figure that it is too much, and nothing else.

    >>> finds_a_figure_too_much("80 is still too much"), finds_a_figure_too_much("80 is too much, 40?")
    (True, False)
    """
    return _FIGURE_TOO_MUCH.fullmatch(text) is not None


def speaks_of_something_else(text: str) -> bool:
    """Whether it is no haggling at all: a dispute, a question about charges, a complaint about contact."""
    return _SOMETHING_ELSE.search(text) is not None
