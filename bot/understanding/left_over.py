"""What is left of a message once the days, sums, numbers of parts and courtesies in it are taken away.

Whoever answers with a figure ("yes, £240 on Friday") says only that when nothing is left. Works on
Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.folding import fold
from bot.understanding.numbers import EN_ONE_TO_TWELVE, EN_WORDS, ZH_DIGITS

ZH_NUMBER = r"(?:\d{1,2}|十[一二]?|[一二两俩三四五六七八九])"
COUNT = re.compile(
    rf"\b(?P<en>\d{{1,2}}|{EN_ONE_TO_TWELVE})[ -](?:equal |smaller )?"
    r"(?:(?:monthly|weekly|fortnightly)[ -]?)?(?:payments?|instal+ments?|parts?|months?|weeks?|times)\b"
    rf"|分?(?:成)?(?P<zh>{ZH_NUMBER})(?:个月|个星期|个?周|期|次|笔)"
)
YES = re.compile(
    r"\b(?:yes|yea|yeah|yep|yup|ya|ok(?:ay|ey|ie)?|sure|fine|agree[ds]?|accept(?:ed)?|confirm(?:ed)?|cfm|conf"
    r"|deal|perfect|great|good|lovely|brilliant|works|suits|happy|go ahead|set it up|can(?= la?h?\b))\b"
    r"|(?<![不没])(?:同意|可以|没问题|没意见|确认|接受|行|成交|就这样|就这么[办定]|好|中)"
)
_FILLER_EN = re.compile(
    r"\b(?:thank you|(?:by|with|for|suits) me"
    r"|i|ill|im|id|we|well|lets|let|will|would|like|to|it|its|that|thats|this|the|then|on|for|by|in|at|with|of"
    r"|from|a|an|is|be|my|just|do|pay|paying|set|up|take|choose|pick|want|go|have|one|ones|option|choice"
    r"|number|please|pls|plz|thanks|thx|ty|cheers|mate|lah|la|lor|leh|all|full|amount|date|day|please"
    r"|payments?|parts?|instal+ments?|each|per|month|monthly|week|weekly|and|arrangement|plan|down|can|prefer|best"
    r"|mine|meant|mean|chose|picked|said|sounds|looks|ahead|about|up)\b"
)
_FILLER_ZH = re.compile(
    r"[我那就个这的吧啊呀啦咯哦噢喔了呗嗯按照来选要用请给帮先还付款在号日也是种条项期次元]"
    r"|方案|选择|安排|计划|每[次期笔个]|谢谢(?:你们?|您)?|麻烦|登记|每月|每周|一共|总共|块钱?|喜欢"
)


def leftover(text: str) -> str:
    """What is left of a text without fillers: letters and figures that say something more."""
    left = _FILLER_ZH.sub("", _FILLER_EN.sub(" ", text))
    return re.sub(r"[\W_]+", "", left)


def without_figures(text: str, *, named: Sequence[str]) -> str:
    """A message in plain spelling without the days and sums named and its number of parts.

    >>> without_figures("ok的, 3 payments from friday", named=["friday"]).split()
    ['ok', '的,', 'from']
    """
    rest = take_out(COUNT, without(plainly(text), named))[1]
    return re.sub(r"(?<=[a-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z])", " ", rest)


def parts_said(text: str) -> int:
    """How many parts, months or weeks are spoken of; 0 when none are.

    >>> parts_said("the 3 payments of 80"), parts_said("六个月那个"), parts_said("friday")
    (3, 6, 0)
    """
    return how_many(COUNT.search(plainly(text)))


def how_many(found: re.Match[str] | None) -> int:
    """The number of parts in a place of :data:`COUNT`; 0 for none."""
    if found is None:
        return 0
    said = found["en"] or found["zh"]
    if said.isdigit():
        return int(said)
    return EN_WORDS[said] if said in EN_WORDS else zh_number(said)


def zh_number(said: str) -> int:
    """A number up to twelve as it is written in Chinese, or in digits."""
    if said.isdigit():
        return int(said)
    if said.startswith("十"):
        return 10 + (ZH_DIGITS.get(said[1:], 0) if len(said) > 1 else 0)
    return ZH_DIGITS[said]


def plainly(text: str) -> str:
    """A message in plain spelling, without apostrophes."""
    return fold(text).replace("'", "")


def take_out(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """The first place of a pattern, and the text without it."""
    found = pattern.search(text)
    return found, f"{text[: found.start()]} {text[found.end() :]}" if found else text


def without(text: str, named: Sequence[str]) -> str:
    """A text in plain spelling without the days and sums named, the longest first."""
    for each in sorted((plainly(name) for name in named), key=len, reverse=True):
        text = text.replace(each, " ")
    return text
