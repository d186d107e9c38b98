# ruff: noqa: E501 - a pattern is read best on one line
"""Somebody of the family is missing: a hard time in the family, and no death. Works on Python 3.10."""

from __future__ import annotations

import re

from bot.model.words import Reason, Signal
from bot.understanding.signal_words import written_out
from bot.understanding.signals import SignalHit

_SURE = 0.9
_LOST = re.compile(
    written_out(
        r"(?:@kin|家里有人).{0,10}?(?:走丢|走失|失踪|失联|离家出走|下落不明|人不见了|不知去向)(?:了)?"
        r"|@kin[^，。！？]{0,6}?没了(?:消息|音[讯信]|信儿?(?![心息用号])|人影|踪[影迹]|影儿?|联系|下落)"
        r"|@kin[^，。！？]{0,6}?(?:没(?:有)?(?:消息|音[讯信]|信儿|人影|影儿?)|联系不[上到]|不见了?|没(?:有)?(?:回家|回来)|找不[到着])"
        r"(?=.{0,12}(?:好?[几两三四五六七八九十\d]+(?:天|个?(?:晚上|星期|礼拜|月))|报(?:了|过)?警|警察|派出所))"
        r"|(?:走丢|走失|失踪|失联)的?(?:是)?.{0,3}@kin|(?:找不到|找不着|弄丢了|在找)(?:我)?的?(?:@kin)(?:了|$|[，,。])",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b@kinword(?:['’]?s)?\b(?: [\w'’]+){0,4}? "
        r"(?:(?:seen|heard from|home|back|answering|answered|since|gone)\b(?=.{0,40}\bpolice (?:are |have |got |is |were )?(?:it|looking|search\w*|involved|know|called|out|on it|been told|told|informed))"
        r"|(?:gone|went|been|go|reported|is|are|was|still|s) missing\b"
        r"|missing (?:since|for|from|person)\b"
        r"|(?:got|gotten|gone|went|is|get) lost\b|disappeared\b|vanished\b"
        r"|(?:ran|run|runs|running) (?:away|off)\b|wandered off\b"
        r"|(?:hasn['’]?t|has not|never|didn['’]?t) (?:come|came) (?:home|back)\b)"
        r"|\b(?:can['’]?t|cannot|couldn['’]?t) find (?:my )?@kinword\b"
        r"|\bmissing (?:mum|mom|dad|child|kid|son|daughter)\b",
        language="en",
    ),
    re.IGNORECASE,
)
_FOUND_DEAD = re.compile(
    r"\b(?:dead|died|bod(?:y|ies)|passed away|funeral)\b"
    r"|遗体|尸体|去世|过世|(?:人|已经|都)没了|不在了",
    re.IGNORECASE,
)
NOT_SAID = frozenset({Signal.DEATH, Signal.THIRD_PARTY})
"""What a word of a missing relative is mistaken for: 走丢 for 走了, "gone missing" for gone."""


def is_missing(text: str) -> bool:
    """Whether somebody of the family is said to be missing.

    >>> is_missing("我妈昨天走丢了"), is_missing("my mum's gone missing"), is_missing("我妈走了")
    (True, True, False)
    """
    return _LOST.search(text) is not None and _FOUND_DEAD.search(text) is None


_FOR_DAYS = re.compile(
    r"(?:好?几|两|[二三四五六七八九十]+|[2-9]|\d\d)(?:天|个?(?:晚上|星期|礼拜|月))|一个?(?:星期|礼拜|周|月)|报(?:了|过)?警|警察|派出所|公安|寻人"
    r"|\b(?:two|three|four|five|six|seven|couple of|few|several|[2-9]|\d\d) (?:days|nights|weeks)\b|\b(?:a|all|one|1) week\b|\bpolice\b|\bmissing persons?\b|\bsearch (?:party|teams?)\b",
    re.IGNORECASE,
)


def is_missing_for_days(text: str) -> bool:
    """Whether somebody of the family is missing for days, or the police look for her.

    >>> is_missing_for_days("my husband's gone missing, three days now"), is_missing_for_days("我爸没了消息三天了")
    (True, True)
    >>> is_missing_for_days("我妈昨天走丢了"), is_missing_for_days("三天没消息，你们倒是回啊")
    (False, False)
    """
    return is_missing(text) and _FOR_DAYS.search(text) is not None


def without_death(text: str, hits: tuple[SignalHit, ...]) -> tuple[SignalHit, ...]:
    """The hits without those that lie in the words of somebody missing, for a text that says so."""
    spans = [match.span() for match in _LOST.finditer(text)]
    return tuple(
        hit
        for hit in hits
        if hit.signal not in NOT_SAID or not any(hit.start < end and start < hit.end for start, end in spans)
    )


def with_family(reasons: dict[Reason, float]) -> dict[Reason, float]:
    """The reasons, with something that happened in the family."""
    return reasons | {Reason.FAMILY_EVENT: max(_SURE, reasons.get(Reason.FAMILY_EVENT, 0.0))}
