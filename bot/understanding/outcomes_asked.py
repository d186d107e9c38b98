"""What follows: of a payment that is missed, of staying unpaid, and the fear of being locked up for it.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_IF_MISSED = re.compile(
    r"(?:断|漏|少还?|没还上?|错过|差|跟不上)(?:了|掉)?(?:一|两|其中)?(?:期|次|笔)|中间(?:断|没还|还不上)"
    r"|到时候?[^，。]{0,4}(?:还不[上了起]|没还|没钱)|哪期(?:没|还不)"
    r"|\bmiss(?:ed|ing)? (?:it|a|one|an|the|any|that|my|this|out)\b"
    r"|\bskip (?:a|one|the|it)\b"
    r"|\bcan'?t (?:pay )?(?:it )?(?:then|by then|on the day)\b|\bcan'?t keep (?:it up|to it|up)\b",
)


def asks_if_missed(text: str) -> bool:
    """Whether a message speaks of a payment of an arrangement that is missed.

    >>> asks_if_missed("要是中间断一期呢"), asks_if_missed("if I miss one?"), asks_if_missed("if I can't?")
    (True, True, False)
    """
    return _IF_MISSED.search(fold(text)) is not None


_WHAT_FOLLOWS = re.compile(
    r"\b(?:what(?:'?s| will| would| is going to)? happens?|happen|consequences?"
    r"|if i (?:don'?t|do not|can'?t|cannot|refuse))\b"
    r"|后果|会(?:怎么?样|怎|如何)|(?:不|没)(?:还|交|付)[^，。]{0,6}(?:会|怎)"
)


def asks_what_follows(text: str) -> bool:
    """Whether the words ask what staying unpaid leads to.

    >>> asks_what_follows("what happens if i dont pay"), asks_what_follows("不还会怎么样")
    (True, True)
    >>> asks_what_follows("you gonna knock the late fee off then or what")
    False
    """
    return _WHAT_FOLLOWS.search(fold(text)) is not None


_ARREST = re.compile(
    r"坐牢|蹲牢|牢房|监狱|蹲监|吃牢饭|拘留|看守所|判刑|刑事|犯法|犯罪|违法吗|关(?:起来|进去)|抓(?:我"
    r"|起来|进去|人)|被抓|进局子"
    r"|\b(?:prison|jail|gaol|arrest(?:ed|s)?|locked? (?:me )?up|behind bars|handcuffs|criminal|a crime"
    r"|do time)\b",
)


def fears_arrest(text: str) -> bool:
    """Whether somebody speaks of being locked up for what is owed.

    >>> fears_arrest("会坐牢吗"), fears_arrest("can I go to jail for this"), fears_arrest("will you sue me")
    (True, True, False)
    """
    return _ARREST.search(fold(text)) is not None


_HARM = re.compile(
    r"\b(?:charge[ds]?|fees?|fined?|interest|penalt\w+|credit|defaults?|court|legal\w*|su(?:e|ed|ing)|bailiffs?"
    r"|collect(?:ors?|ions?)|consequences?|black ?list\w*|trouble|arrested|jail|prison)\b"
    r"|\b(?:never|ignore|refuse|stop paying|not going to|not gonna|pay nothing)\b"
    r"|征信|罚|违约|滞纳|利息|费|起诉|告我|法院|上门|后果|黑名单|坐牢|抓|老赖|(?:就是|一直|永远|再也|从此)不"
)


def asks_of_harm(text: str) -> bool:
    """Whether charges, the credit file, a court or never paying is spoken of: who asks may be told.

    >>> asks_of_harm("what if I never pay"), asks_of_harm("晚了会罚吗"), asks_of_harm("what if I can't")
    (True, True, False)
    """
    return _HARM.search(fold(text)) is not None


_MAY_TELL = re.compile(
    r"\b(?:can|could|may|do|should|shall|will) i (?:just |still |always )*"
    r"(?:tell|message|text|write|contact|let|come back|ask|say|speak|chat|reach|get hold)\b"
    r"[^.!?]{0,24}\b(?:you|u|ya|here|know|again)\b[^.!?]{0,12}(?:\b(?:if|when|in case|then)\b|\W*$)"
    r"|\b(?:if|when) (?:something|anything|things|my \w+|it|that|uc) [^.!?]{0,24}\b(?:can|could|do|should) i"
    r" (?:just |still )*(?:tell|message|text|write|let|ask|come back)\b"
    r"|(?:能|可以|可不可以|能不能)[^，。！？]{0,4}(?:(?:再|随时|直接|还)[^，。！？]{0,2})?(?:跟|和|来|找|联系|告诉|通知)(?:你们?|您)"
    r"[^，。！？]{0,6}(?:说|讲|商量|改|聊)?[^，。！？]{0,2}(?:吗|么|嘛|不|吧|行|[?？]|$)"
    r"|(?:有变化|有变动|有事|变了|来不及|到时候?|没到|没发)[^。！？]{0,10}"
    r"(?:跟|和|找|联系|告诉)(?:你们?|您)(?:说|讲|商量|聊)?(?:行|可以|成|好)?(?:吗|么|嘛|不|吧)"
)


def asks_if_she_may_tell(text: str) -> bool:
    """Whether somebody asks if we may be told when something changes.

    >>> asks_if_she_may_tell("can i message you here if something changes")
    True
    >>> asks_if_she_may_tell("到时候有变化能跟你说吗"), asks_if_she_may_tell("can i pay you if i get paid")
    (True, False)
    """
    return _MAY_TELL.search(fold(text)) is not None


_LATER_DAY = re.compile(
    r"(?:[延推拖挪改移缓]|晚|等|宽限)(?:迟|后|期|长|一下)?(?:还款?|交|付)?[到至]"
    r"|[号日天周一二三四五六](?:再|才|来)?(?:还|交|付)(?!款日)"
    r"|\b(?:mov|push|delay|deferr?|postpon|extend|put|leav|wait)(?:e|ed|ing|ting)?\b[^.?!]{0,24}\b(?:to|till?|until)\b"
    r"|\bpay(?:ing)?\b[^.?!]{0,16}\b(?:on|by|the)\b",
    re.IGNORECASE,
)
_UNPAID = re.compile(
    r"不[上了起还交付]|没|未|已|\b(?:not|never|dont|cant|wont|unable|miss\w*|without|paid)\b|n['’]t\b", re.I
)


def supposes_a_later_day(text: str) -> bool:
    """Whether a question supposes that it is paid on a day to come, and not that it stays unpaid.

    >>> supposes_a_later_day("延到24号会不会影响征信"), supposes_a_later_day("what if I move it to the 24th")
    (True, True)
    >>> supposes_a_later_day("24号还不上会影响征信吗"), supposes_a_later_day("你们24号报征信吗")
    (False, False)
    """
    said = fold(text)
    return _LATER_DAY.search(said) is not None and _UNPAID.search(said) is None
