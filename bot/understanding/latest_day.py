"""Until when can it be put off at most: 最多能宽限几天, "how long have I got". Works on Python 3.10."""

from __future__ import annotations

import re

_TIME = (
    r"how (?:long|much longer|much (?:more |extra )?time|many (?:more |extra )?(?:days|weeks)|late)"
    r" (?:have|do|can|could|will|would|are|may) (?:i|we|you)\b(?: (?:able|willing|prepared|going) to)?"
    r"(?! (?:been|had|was|late|known|expect))(?: still| usually| actually)?"
)
_PUT_OFF = (
    r"(?:got\b|left\b|have\b(?! been| to wait| to hold)|get\b|give\b|wait\b|extend|defer|delay|push"
    r"|let\b|leave\b|put (?:it |this )?off|hold off|allow|go\b|pay\b|stretch|to pay)"
)
_EN = re.compile(
    rf"\b{_TIME} {_PUT_OFF}"
    r"|\b(?:what(?:['’]?s| is| would be)|whats) (?:the )?(?:very |absolute )?"
    r"(?:longest|latest|maximum|max|most)\b(?! (?:i |we |you )?(?:owe|can pay|amount|charge|payment|sum))"
    r"[^.!?]{0,16}\b(?:time|day|date|days|extension|deferral|delay|wait|push|give|have|get|go|pay|defer|extend|leave)\b",
    re.IGNORECASE,
)
_HOW_LONG = r"(?:多久|多长时间|多少天|到几号|到哪天|到什么时候)"
"""In Chinese "几天" alone is a few days: "能不能宽限几天" asks for them and not how many."""
_ZH = re.compile(
    r"(?:最多|最长|最久|最晚|最迟|顶多)[^，。！？]{0,8}(?:几天|多久|多长|哪天|哪一天|几号|什么时候|啥时候|多少天)"
    r"|(?:能|可以|给我?)(?:再|帮我|给我)*(?:给|宽限|延期?|缓|推迟?|拖|晚)(?:我|还|到)?"
    rf"[^，。！？期次元块]{{0,4}}{_HOW_LONG}"
    r"|(?:我|还)(?:还|剩)?有(?:几天|多少天|多久|多长时间)(?:的)?(?:时间)?(?:可以|能|来)?"
    r"(?:还|筹|准备)?(?:款|钱)?(?:[吗呢啊呀？?]|$)"
)
_NOT_OUR_DAYS = re.compile(
    r"征信|记录|影响|上门|起诉|分期|几期|逾期(?:了|几|多)"
    r"|\b(?:file|record|report|score|court|sue|each|month|interest)\b",
    re.IGNORECASE,
)


def asks_the_latest(text: str) -> bool:
    """Whether somebody asks until when it can be put off at most.

    >>> asks_the_latest("how long have I got"), asks_the_latest("最多能给我宽限多久")
    (True, True)
    >>> asks_the_latest("how long will it stay on my file"), asks_the_latest("能不能宽限几天啊")
    (False, False)
    """
    said = _EN.search(text) or _ZH.search(text)
    return said is not None and _NOT_OUR_DAYS.search(text) is None
