"""What people ask of an arrangement, before and after a yes: early, late, how it is paid; and a forced yes.

Looked for only while an arrangement is on the table or stands. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Word
from bot.understanding.folding import fold
from bot.understanding.outcomes_asked import asks_if_missed
from bot.understanding.paying_early import asks_if_sooner

LONGEST = 120


class PlanQuestion(Word):
    """What is asked of an arrangement."""

    EARLY = "early"
    LATE = "late"
    HOW_PAID = "how_paid"
    COST = "cost"
    PROOF = "proof"


_IF = re.compile(
    r"\b(?:if|what happens|what about|what then)\b"
    r"|万一|要是|如果|假如|会不会|会怎|怎么办|没事吧|要紧|有影响"
)
_LATE = re.compile(
    r"\b(?:(?:a|one|two|three|few|couple|couple of|\d) ?days? (?:or (?:so|two) )?late|bit late|day late"
    r"|(?:late|delayed) (?:by|paying|with|going)|pay(?:ing)? (?:it )?late"
    r"|(?:wages?|pay|salary|money|payment|payday|benefits?|uc)(?:'?s| is| are| comes?| gets?| goes?)?"
    r"(?: in| through| a bit| gonna be| going to be)* (?:late|delayed|held up))\b"
    r"|\b(?:not|isn'?t|aren'?t|hasn'?t|haven'?t) (?:been )?(?:in|there|arrived|come (?:in|through)|paid)"
    r" (?:yet|by then|on time)\b"
    r"|(?:晚|差|迟|拖|超|慢)(?:了|个|上|到)?(?:[一两二三几1-5][、到\-~]?)?[一两二三几1-5]天"
    r"|(?:工资|钱|薪水)(?:还)?(?:晚|没|不|推迟|拖)(?:发|到|下来|能|准时)?|到时候?[^，。]{0,6}(?:没|还不[上了起]|不够)"
    r"|(?:没|不)能?(?:按时|准时|及时)(?:还|到)?",
)
_HOW_PAID = re.compile(
    r"\b(?:do i|will i|would i) (?:still |actually |even )?(?:have|need) to do (?:anything|something)\b"
    r"|\bwhat (?:do|must|should) i (?:have to |need to )?do\b"
    r"|\b(?:how|where) (?:do|will|can|would|should) i pay\b"
    r"|\bhow (?:does|do|will|would) (?:it|this|that) work\b"
    r"|\b(?:come|comes|taken?|take|go|goes|deducted|debited|collected)\b[^.!?]{0,16}"
    r"\b(?:automatic\w*|by itself|direct debit|out of my|from my (?:account|bank|card))\b"
    r"|\bautomatic(?:ally)?\b"
    r"|自动[扣划代还]|(?:从|在)[^，。]{0,6}(?:卡|账户|工资)里?扣|(?:是|会)[^，。]{0,4}(?:代扣|自动)"
    r"|(?:怎么|怎样|如何|在哪里?|去哪)(?:还|付)(?:款|钱)?"
    r"|(?:要|需要?)(?:我)?(?:再)?(?:做|弄|操作)(?:点|些)?(?:什么|啥)",
)
_PROOF = re.compile(
    r"\bin writing\b|\b(?:receipt|proof|written|an? (?:email|letter|copy))\b|凭证|书面|证明|回执|邮件"
)
_COST = re.compile(
    r"\b(?:interest|fees?|charges?|extra cost|cost(?:s)? (?:me )?(?:extra|more|anything)|apr)\b"
    r"|利息|手续费|费用|利率|多[收花付要](?:钱|多少)|额外",
)


def asks_of_a_plan(text: str) -> PlanQuestion | None:
    """What a message asks of an arrangement, or ``None``.

    >>> [str(asks_of_a_plan(each)) for each in ("what if i pay early", "万一晚两天没事吧", "要是工资没到呢")]
    ['early', 'late', 'late']
    >>> str(asks_of_a_plan("does it come out automatically")), str(asks_of_a_plan("is there interest on it"))
    ('how_paid', 'cost')
    >>> str(asks_of_a_plan("yes, can i have that in writing"))
    'proof'
    >>> asks_of_a_plan("yes"), asks_of_a_plan("my wages are late")
    (None, None)
    """
    plain = fold(text)
    if len(plain) > LONGEST:
        return None
    if asks_if_sooner(plain):
        return PlanQuestion.EARLY
    if _IF.search(plain) and (_LATE.search(plain) or asks_if_missed(plain)):
        return PlanQuestion.LATE
    if _HOW_PAID.search(plain):
        return PlanQuestion.HOW_PAID
    if _PROOF.search(plain):
        return PlanQuestion.PROOF
    return PlanQuestion.COST if _COST.search(plain) else None


_FORCED = re.compile(
    r"不(?:同意|答应|愿意|接受|想|签)也(?:得|要|只能|必须)|(?:敢|能|可以)不(?:同意|答应|接受)(?:吗|么)"
    r"|(?:被迫|被逼|不得不|只好|只有|没(?:得|有)?(?:办法|选择|的?选|辙))[^。！？]{0,6}(?:同意|答应|接受|签)"
    r"|(?:同意|答应|接受)[^。！？]{0,4}(?:没办法|被逼|不得已)"
    r"|\b(?:no|any|a|much|other) (?:real )?choice\b|\b(?:have|got|has|guess i'?ll have) to (?:agree|accept)\b"
    r"|\b(?:forced|forcing|made) (?:me )?(?:to|into)\b|\bagainst my will\b|\bunder (?:duress|protest)\b",
)


def forced(text: str) -> bool:
    """Whether a yes is one that somebody feels forced to: nothing may be agreed to by it.

    >>> forced("不同意也得同意啊"), forced("agree, not like i have a choice"), forced("我同意")
    (True, True, False)
    """
    return _FORCED.search(fold(text)) is not None


_NOD = frozenset(
    {"嗯", "嗯嗯", "唔", "mm", "mmm", "mhm", "uh huh", "uhhuh", "那就这样", "那就这样吧", "那先这样吧", "👍"}
)


def nods(text: str) -> bool:
    """Whether a message is a nod: not yet a yes to an arrangement, and one to being asked again.

    >>> nods("嗯嗯。"), nods("mhm"), nods("知道了")
    (True, True, False)
    """
    return fold(text).strip(" .。!！~～,，") in _NOD
