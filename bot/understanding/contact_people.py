# ruff: noqa: E501 - a pattern is read best on one line
"""Somebody of hers is named whom we should write to instead: "my wife deals with this, text her on ...".

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold
from bot.understanding.signal_words import written_out

_DEALS = re.compile(
    written_out(
        r"\b@kin (?:\w+ )?(?:deals? with|handles?|sorts?(?: out)?|looks? after|manages?|does|takes care of|is in charge of) (?:all )?(?:of )?(?:this|that|it|these things|the (?:money|bills|finances)|money|our (?:money|bills|finances)|everything)\b"
        r"|\b(?:text|call|ring|phone|contact|e-?mail|message|whatsapp|speak to|talk to|deal with|ask) (?:her|him|@kin) (?:instead|on \+?[\d ]|at \+?[\d ]|about (?:it|this|that)|not me)",
        language="en",
    )
    + "|"
    + written_out(
        r"(?:这些?事?|这个|还款|钱|账)(?:情|的事)?(?:都|全|一直)?(?:是|归|由)(?:我)?@kin(?:来)?(?:管|弄|办|处理|负责)[^。！？]{0,8}(?:找|联系|打给|打|发给?|跟|问)(?:他|她|@kin)"
        r"|(?:我)?@kin(?:来)?(?:管|负责|处理)(?:这些?|这个|钱|账|还款)?(?:的|事)?[，, ]{0,2}(?:你们?|您)?(?:去)?(?:找|联系|打给|打|发给?|跟|问)(?:他|她|@kin)"
        r"|(?:你们?|您)(?:直接|还是|去)?(?:找|联系|打给)(?:我)?@kin(?:吧|就行|说|谈|好了)",
        language="zh",
    )
)


def names_somebody_for_her(text: str) -> bool:
    """Whether somebody close is named who deals with this, or whom to write to instead.

    >>> names_somebody_for_her("my wife deals with all this, text her on 07700 900123")
    True
    >>> names_somebody_for_her("钱都是我老婆管 你找她"), names_somebody_for_her("你们联系我妈吧")
    (True, True)
    >>> names_somebody_for_her("don't text my wife"), names_somebody_for_her("我老婆管钱 她说下月")
    (False, False)
    """
    plain = fold(text)
    return _DEALS.search(plain) is not None and _REFUSED.search(plain) is None


_REFUSED = re.compile(r"别|不要|不许|不准|\b(?:dont|don'?t|do not|never|stop|why|did you)\b")
