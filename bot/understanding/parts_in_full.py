# ruff: noqa: E501 - a pattern is read best on one line
"""Parts of just the sum she names, and a last one that is another: 每月300 最后一次少还点, "100 100 110".

What is read here is a wish only where it makes the whole of what is owed. Works on Python 3.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SUM = r"[£$€¥]?(?P<sum>\d{1,6}(?:\.\d\d?)?)(?![\d.]\d|[号日月]|st\b|nd\b|rd\b|th\b|/)"
_LAST = (
    r"(?:最后|末尾|末)(?:的|那|这)*(?:一|1)?(?:个月|[次期笔回份]|部分)(?:的|我|就|再|只|能|要|得|可以)*"
    r"|\b(?:the |a |and |then )*(?:last|final) (?:one|payment|part|bit|instal+ment|month|week|go|1)?"
    r"(?:'?s| is| would be| could be| can be| to be| being| at| of| for| just| only| a| about)*"
)
_LAST_SUM = re.compile(
    rf"(?:{_LAST}) ?(?:还|付|交|给|是|为|改成?|算|用|[,:：=])* ?{_SUM}"
    rf"|(?<![\d.])[£$€¥]?(?P<before>\d{{1,6}}(?:\.\d\d?)?) ?(?:元|块钱?|quid|pounds?)?"
    r" ?(?:at the end\b|(?:as|on|for|in) the (?:last|final) (?:one|payment|part|month|week)|(?:放[在到]|留[到给在])最后一?[次期笔])",
    re.IGNORECASE,
)
_LESS = (
    r"少|[低小]|剩|余|零头|尾数|多少还多少|less|small\w*|lower|lighter|remain\w*|the rest|what(?:ever)?(?:'s|s| is)? left"
    r"|(?:left ?over|odd) ?\w*"
)
_LAST_LESS = re.compile(
    rf"(?:{_LAST})[^.;!?，。；！？\d]{{0,10}}?(?:{_LESS})"
    r"|剩[^，。\d]{0,8}(?:放|算|留|还|付)?在?最后(?:一?(?:个月|[次期笔回]))?|(?:零头|尾数)[^，。\d]{0,5}最后"
    r"|\b(?:the rest|what(?:ever)?(?:'s|s| is)? left(?: over)?|remainder)(?: \w+){0,3}? "
    r"(?:at the end|(?:as|on|in|with|for) the (?:last|final)\b)"
    r"|\b(?:smaller|lower|less(?:er)?) (?:last|final) (?:one|payment|part|month|week)",
    re.IGNORECASE,
)
_ONE = r"[£$€¥]?\d{1,6}(?:\.\d\d?)?(?:元|块钱?|镑)?"
_RUN = re.compile(
    rf"(?<![\d.,]){_ONE}(?:(?:[,，、+＋/;； ]|and|then|然后|再|最后){{1,6}}{_ONE}(?![号日月:]|st|nd|rd|th)){{2,}}",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class LastPart:
    """What is said of the last part.

    Args:
        sum: how much it is to be; None where it is only less than the others, or what is left.
    """

    sum: Decimal | None


def last_part(text: str) -> LastPart | None:
    """The last part where it is to be another sum than those before it; None where nothing is said of it.

    >>> last_part("每月300 最后一次少还点"), last_part("每个月还200行吗 最后一次还40")
    (LastPart(sum=None), LastPart(sum=Decimal('40')))
    >>> last_part("three of 100 and a last one of 110"), last_part("300 a month and whatever's left at the end")
    (LastPart(sum=Decimal('110')), LastPart(sum=None))
    >>> last_part("我最后一次还款是5号"), last_part("my last payment failed")
    (None, None)
    """
    named = _LAST_SUM.search(text)
    if named is not None:
        return LastPart(Decimal(named["sum"] or named["before"]))
    return LastPart(None) if _LAST_LESS.search(text) else None


def sums_in_turn(text: str) -> tuple[Decimal, ...]:
    """Three sums or more that are said one after the other and nothing between them; empty otherwise.

    >>> [str(each) for each in sums_in_turn("我不要160 我要200 200 200 40")]
    ['200', '200', '200', '40']
    >>> [str(each) for each in sums_in_turn("300+300+300+300+80")], sums_in_turn("200 on the 5th, 300 later")
    (['300', '300', '300', '300', '80'], ())
    """
    runs = [_FIGURE.findall(found[0]) for found in _RUN.finditer(text)]
    return tuple(Decimal(each) for each in max(runs, key=len)) if runs else ()
