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
        r"|(?:走丢|走失|失踪|失联)的?(?:是)?.{0,3}@kin|(?:找不到|找不着|弄丢了|在找)(?:我)?的?(?:@kin)(?:了|$|[，,。])",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b@kinword(?:['’]?s)?\b(?: \w+){0,3}? "
        r"(?:(?:gone|went|been|go|reported|is|are|was|still|s) missing\b"
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
