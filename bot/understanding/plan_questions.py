# ruff: noqa: E501 - a pattern is read best on one line
"""What people ask of an arrangement, before and after a yes: early, late, how it is paid; and a forced yes.

Looked for only while an arrangement is on the table or stands. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Word
from bot.understanding.folding import fold
from bot.understanding.outcomes_asked import asks_if_missed, asks_if_she_may_tell
from bot.understanding.paying_early import asks_if_sooner

LONGEST = 120


class PlanQuestion(Word):
    """What is asked of an arrangement."""

    EARLY = "early"
    LATE = "late"
    HOW_PAID = "how_paid"
    COST = "cost"
    PROOF = "proof"
    AGREEING = "agreeing"
    START = "start"


_IF = re.compile(
    r"\b(?:if|what happens|what about|what then)\b"
    r"|万一|要是|如果|假如|会不会|会怎|怎么办|没事吧|要紧|有影响"
)
_LATE = re.compile(
    r"\b(?:it|that|wages?|pay|salary|money|uc|payday|benefits?|giro|bonus)(?:'?s| is| are| was)? (?:just |still )*"
    r"(?:late|delayed|not (?:there|in|paid|come)|do(?:es)?n'?t (?:come|arrive|land|turn up|go in|clear))\b"
    r"|\bif (?:i|we) (?:really |just |still )*(?:can'?t|cannot|can not|couldn'?t|struggle)\b"
    r"|(?:\d{1,2}[号日]|那天|当天|到期)[^，。！？]{0,6}(?:没|还不|不能|不够|不到)[^，。！？]{0,4}(?:发|到|有|还|付|够|上)?"
    r"|(?:到时候?)?(?:又|还是|真的?)?(?:没发|没到账|发不下来|不到账|还不上|没钱)"
    r"|\b(?:(?:a|one|two|three|few|couple|couple of|\d) ?days? (?:or (?:so|two) )?late|bit late|day late"
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
    r"^\W*(?:(?:but|and|so|ok(?:ay)?|yes|yeah|sure) )*how\W*$|^\W*(?:那|但|可|好的?|行)*(?:怎么|咋)(?:弄|操作|还|付)\W*$"
    r"|\bhow (?:do|can) i do (?:it|that|this)\b|(?:app|里面?|哪儿?|在哪)[^，。]{0,3}点(?:哪|什么|啥)|点哪"
    r"|\b(?:do i|will i|would i) (?:still |actually |even )?(?:have|need) to do (?:anything|something)\b"
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
_AGREEING = re.compile(
    r"(?:同意|答应|确认|点了?同意)(?:了|之后|以后|完|下来)*[^，。！？]{0,6}(?:会怎|会有|会发生|要怎|有什么|怎么样|然后呢|算什么|就怎)"
    r"|\bwhat (?:happens|do i have to do|comes next|am i)[^.!?]{0,20}\b(?:agree|accept|say yes|press|sign)"
    r"|\b(?:if|once|when|after) i (?:agree|accept|say yes)[^.!?]{0,8}\bwhat\b"
)
_COST = re.compile(
    r"\b(?:interest|fees?|charges?|extra cost|cost(?:s)? (?:me )?(?:extra|more|anything)|apr)\b"
    r"|利息|罚息|违约金|滞纳金|手续费|费用|利率|多[收花付要](?:钱|多少)|额外",
)


_LOSS = re.compile(
    r"\b(?:do|will|would|could|am) i(?: be)? (?:lose (?:any |more )?money|lose out|losing (?:money|out)|out of pocket)\b|(?:会不会|是不是|不会)[^，。]{0,4}(?:吃亏|亏钱)"
)
_MONTH_ZH = r"(?:(?:这个?|本|当)月|[1-9一二三四五六七八九十]{1,2}月份?)"
_START = re.compile(
    rf"{_MONTH_ZH}(?:里|我|这期|份|那|是不是|是否|可以|能|就|都|先){{0,3}}(?:不用|不需要|不必|不要|用不着|没)(?:再|先)?(?:还|付|交)(?:款|钱)?(?:了|的|是吧|对吧|吧|吗|么|嘛|呢|啊|[?？]|$)"
    rf"|(?:下个?月|{_MONTH_ZH}|到时候?)[^，。！？]{{0,4}}才(?:开始|还|付)"
    r"|(?:什么时候|哪天|几号|几月|下个?月|从哪[天月个])(?:才)?开始(?:还|付)?(?:吗|么|吧|呢|啊|[?？]|$)|第一[次期笔](?:是)?(?:什么时候|哪天|几号|几月)"
    r"|\b(?:nothing|no payments?|not pay(?:ing)? anything|pay nothing|don'?t (?:have to )?pay(?: anything)?)"
    r"(?: (?:to pay|due|is due|at all|for|in|until|till))* (?:this month|now|before then|next month|(?:january|february|march|april|may|june|july|august|september|october|november|december))\W*(?:then|right|yeah|yes|correct)?\W*$"
    r"|\b(?:does|do|will|would|so|when|is)\b(?: (?:it|that|this|they|i|the (?:plan|first (?:one|payment))|payments?|only|just|all|does|do|will)){0,5} (?:starts?|begins?)\b(?: (?:paying|payments?|only))?(?: (?:next month|in \w+|then|from \w+))?\W*$"
    r"|\bwhen(?:'?s| is) the first (?:one|payment)\b"
)
_CANNOT_NOW = re.compile(r"没钱|还不|付不|能不能|可不可以|\b(?:can'?t|cannot|can it|could it)\b|改|推")


def _asks_the_start(plain: str) -> bool:
    return _START.search(plain) is not None and _CANNOT_NOW.search(plain) is None


def asks_of_a_plan(text: str) -> PlanQuestion | None:
    """What a message asks of an arrangement, or ``None``.

    >>> [str(asks_of_a_plan(each)) for each in ("what if i pay early", "万一晚两天没事吧", "要是工资没到呢")]
    ['early', 'late', 'late']
    >>> str(asks_of_a_plan("does it come out automatically")), str(asks_of_a_plan("is there interest on it"))
    ('how_paid', 'cost')
    >>> str(asks_of_a_plan("yes, can i have that in writing"))
    'proof'
    >>> [str(asks_of_a_plan(each)) for each in ("so nothing this month?", "那这个月不用还吗", "下个月才开始？")]
    ['start', 'start', 'start']
    >>> asks_of_a_plan("yes"), asks_of_a_plan("my wages are late")
    (None, None)
    """
    plain = fold(text)
    if len(plain) > LONGEST:
        return None
    if asks_if_sooner(plain):
        return PlanQuestion.EARLY
    if _asks_the_start(plain):
        return PlanQuestion.START
    if _AGREEING.search(plain) and not _COST.search(plain):
        return PlanQuestion.AGREEING
    if _LOSS.search(plain):
        return PlanQuestion.COST
    if asks_if_she_may_tell(plain) or (_IF.search(plain) and (_LATE.search(plain) or asks_if_missed(plain))):
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


_NOD = frozenset({"嗯", "唔", "mm", "mmm", "mhm", "uh huh", "uhhuh", "那就这样", "那就这样吧", "那先这样吧"})
_SIGN = frozenset({"嗯嗯", "嗯嗯嗯", "👍", "👌", "🆗", "✅"})


def nods(text: str) -> bool:
    """Whether a message is a nod: not yet a yes to an arrangement, and one to being asked again.

    >>> nods("嗯嗯。"), nods("mhm"), nods("知道了")
    (True, True, False)
    """
    return _bare(text) in _NOD or gives_a_sign(text)


def gives_a_sign(text: str) -> bool:
    """Whether a message is a nod that means yes where it was just asked for: "👍", "嗯嗯"; "嗯" only listens.

    >>> gives_a_sign("👍🏽"), gives_a_sign("嗯嗯"), gives_a_sign("嗯"), gives_a_sign("mhm")
    (True, True, False, False)
    """
    return _bare(text) in _SIGN


def _bare(text: str) -> str:
    """A message without what stands around it, and without the tone of a skin."""
    return re.sub("[\U0001f3fb-\U0001f3ff\ufe0f]", "", fold(text)).strip(" .。!！~～,，")
