"""What the words around a day make of it: by then, about then, already, every such day, for something else.

"Can't on Friday", 15号已经还了, "the second option": the grammars propose a day, and these words decide
whether it is one, whether it lies behind, and whether it is one to pay on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.understanding.events import is_another_event
from bot.understanding.found import Context, Found

_PAID_EN = re.compile(
    r"\b(?<!get )(?<!gets )(?<!be )(?<!getting )(?<!i'm )(?<!im )(?<!am )(?<!been )"
    r"(?<!we're )(?:paid|sent|transferred|died|passed away|laid off|made redundant|sacked|"
    r"fired|lost my|was taken|went out|went through|bounced|cleared|came out|"
    r"was done|cashed|mailed|left us|charged|billed|fined|did not|didn't|didnt|paied|payed|settled)\b"
)
_MISHAP_EN = re.compile(
    r"\b(?:(?:pack|conk|break|broke|blew|gave|walk|kick)(?:ed)? (?:in|out|up|down)"
    r"|went (?:bang|wrong|kaput|pop)"
    r"|burst|crashed|collapsed|leaked|flooded|smashed|snapped|cracked|split up"
    r"|got (?:hurt|ill|sick|robbed|burgled|mugged)|nicked|stolen|slipped|fainted|resigned)\b"
)
_MISHAP_ZH = re.compile(r"[^，。,;；！？!? ]{0,8}?(?:坏|炸|爆|漏|塌|摔|撞|翻车|报废|被偷|被盗|进水)了")
"""Beside a day of the week: something went wrong on it, so that it is the last such day."""
_AHEAD_EN = re.compile(
    r"\b(?:will|'ll|can|could|gonna|going to|would|hope|should|might|may|until|till|by|get paid|and|"
    r"but|so|then)\b"
)
_DONE_AFTER_ZH = re.compile(
    r".{0,4}?(?:已经|就)?(?:还过|付过|还清了|还款了|还了(?!吗)|付了|转了|扣了|交了|转过|扣过)"
)
_AGREED_ZH = re.compile(r"(?:约[好定]?|[说讲][好定]|谈好|商量好|定[好在]|答应|承诺|同意)了?(?:是|在|到|的)?$")
"""Before a day: it was agreed on and is still to come, whatever 还了 stands after it."""
_VAGUE_BEFORE = re.compile(
    r"(?:大概|大约|可能|差不多|估计|应该(?!是)|也许|争取|尽量|约|或许|around|about|roughly|maybe|"
    r"probably|possibly|perhaps|ish|hopefully|approx\w*|"
    r"sometime)(?: (?:on|by|the|in|after|before|around|是|在|到))* ?(?:是|在|到|要)?$"
)
_VAGUE_AFTER = re.compile(
    r" ?(?:左右|前后|上下|那几天|ish\b|-ish|or so|or thereabouts|or around|吧大概|的样子)"
)
_BY_BEFORE = re.compile(
    r"(?:最晚|最迟|至多|不晚于|截止|before|by|until|till|til|latest|no later than|up to)(?: (?:the|at|"
    r"around|about|latest))*(?:到|在|是)? ?$"
)
_BY_AFTER = re.compile(r" ?(?:[之以]?前(?!天|几天|两天|后)|[之以]?内|为止|at the latest|latest)")
_AFTER_BEFORE = re.compile(
    r"(?:after|since|from) (?:the )?$"
    r"|(?:after|since) (?:my|the|his|her|our)(?: (?!and\b)[\w']+){1,3}?(?: is| on)* $"
)
_AFTER_AFTER = re.compile(
    r" ?(?:(?:做完?|开完?|动完?)?(?:手术|检查|开刀|考试|面试|复查|葬礼|婚礼)?完?"
    r"(?:[之以]?后(?!天|台|续)|过后)"
    r"| ?(?:做|开|动)?完?(?:手术|检查|开刀|考试|面试|复查)(?:完|结束)了?(?=再|才|就)"
    r"|onwards?|or after|or later)"
)
_PICK = re.compile(r"\b(?:pick|choose|chose|go(?:ing)? with|go for|prefer|select|take)(?: \w+)? ?$")
_ORDINAL = re.compile(r"the (?:first|second|third|fourth|fifth)")
_PREPOSITION = re.compile(r"\b(?:on|by|until|till|til|for|before|from|after|around|about|to)(?: like)? $")
_HAPPENED = re.compile(
    r"\b(?:took|came|died|started|began|gave|given|got|left|passed|happened|stopped|closed|retired|divorced|crashed|"
    r"was|were|had|since)\b(?!.*\b(?:until|till|til|to|by|will|can|could|from)\b).* (?:in|since|last) $"
)
_LIVES_UNTIL = re.compile(
    r"(?:块钱?|元|钱|百|千|\d)[^，。,;；]{0,6}(?:撑|熬|活|用|够吃|吃|过)到$"
    r"|\b(?:left|last|live|survive|eat|feed (?:us|them|the kids)|through|over)(?: (?:me|us|them))?"
    r" (?:till|until|til|to|through) (?:the )?$"
)
"""Before a day: money is to last until then, and nothing is said of paying on it."""
_NOT_THEN = re.compile(
    r"[,， ]?(?:我|就|也|都|是|肯定|可能|恐怕|怕|估计|真的?|实在|那天)*"
    r"(?:(?:还|付|拿|凑|转|交)不(?:上|起|出来?|了|齐|到|清)|没空|没钱|来不及|太早|太赶|不行(?![吗嘛么?？])|不合适|没戏|够呛)"
)
_NOT_THEN_EN = re.compile(
    r",? ?(?:is|'s|was|would be|will be)? ?(?:just |really |a bit |way |far |still )*"
    r"(?:no good|no use|too (?:early|soon|tight)"
    r"|not (?:good|possible|ok(?:ay)?|doable|going to work|gonna work|enough time)|impossible)\b"
    r"|,? ?(?:won'?t|wont|doesn'?t|doesnt|isn'?t going to|does not|will not) (?:work|do|suit|be possible)\b"
)
_NOT_ON = re.compile(
    r"\b(?:can'?t|cannot|won'?t|couldn'?t|unable to) (?:pay|make|do|manage)(?: it| that| anything)?"
    r"(?: on| by| in)? (?:the )?$"
    r"|\b(?:anything|any ?(?:day|time)|(?<!why )(?<!if )(?:but )?not|except(?: for)?|other than|apart from)"
    r"(?: but| except| on| this| next)* (?:the )?$"
    r"|(?:除了|别排|不要排|避开|别选|不选)(?:在|到)?(?:这个?|下个?)?$"
)
"""Beside a day: it is one on which she cannot pay, or will not."""
_INSTEAD_OF = re.compile(r"\b(?:instead of|rather than)(?: on| in)? (?:the |a )?$")
"""Before a day: another one is named in its place."""
_ELSE_THEN = re.compile(
    r"[,， ]?(?:就|要|会|他们|他|我|得|有|去|来|做|还|又|也|说|法院|执行|警察|物业|房东|催收|的|人)*"
    r"(?:上门|开庭|手术|动手术|开刀|考试|面试|复查|化疗|出殡|下葬|来?查封|来?收房|(?<=他们)(?:又|还|再|要|会)*来(?![还付交]))"
    r"(?![费完后]|.{0,2}(?:之|以)后)"
)
_ELSE_BEFORE = re.compile(
    r"(?:生日|周年|婚礼|葬礼|手术|开庭|面试|考试|复查|化疗)(?:的?日子)?(?:是|在|就|定)*$|"
    r"(?<!after )(?<!after the )(?<!after my )"
    r"\b(?:bailiffs?|enforcement|sheriffs?|repo|police|eviction|court|hearing|operation|surgery|appointment"
    r"|exam|interview|funeral)\b(?:(?!\b(?:pay|send|clear|settle|after|then|and|can|could|will|but|today|tomorrow"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+(?:st|nd|rd|th))\b)[^,.;!?]){0,28}$"
)
"""Beside a day: something else happens on it, and nothing is said of paying."""
_TO_TALK = re.compile(
    r"[,， ]?(?:我|再|就|给你们?|给您|来|跟你们?|和你们?)*(?:答复|回复|回你|回您|联系|再聊|再谈|告诉你)"
    r"|(?:我)?再说(?!好)"
)
_TO_TALK_BEFORE = re.compile(
    r"\b(?:let (?:you|u) know|get back to (?:you|u)"
    r"|(?:call|text|ring|message|contact|email) me(?: again| back)?|talk(?: again)?)(?: on| by)? (?:the )?$"
)
"""Beside a day: it is one to talk, and nothing is said of paying on it."""
_OF_A_CARD = re.compile(
    r"(?:\bexp(?:iry|ires?|iration)?|\bvalid(?: thru| through| until| to)?|有效期"
    r"|\bsort ?code)(?: date)?(?: is)?(?:是|到|至)? ?[:：]? ?$"
)
"""Before a number of a card, which is no day."""
_BARE = re.compile(r"[\d/ .\-]+")
"""What such a number is written with: 09/27."""
_A_PART_OF_IT = re.compile(
    r" (?:one|bit|payment|instal\w+|bill)\b|的?[那这]?(?:一?期|一?笔|账单)(?!我|能|可)"
)
"""Behind a month: it is the instalment of that month that is spoken of."""
_SHOULD_HAVE = re.compile(
    r"(?:本来|早|原本)?就?(?:应?该|说好|说要|答应)(?:要|给)?(?:结|发|给|到|付|打)[^，。]{0,4}(?:的|了)"
)
_SHOULD_HAVE_BEFORE = re.compile(
    r"\b(?:should(?:'ve| have)|(?:was|were) (?:supposed|meant|due) to)\b(?![^,.;!?]*\b(?:but|now|can"
    r"|will)\b)[^,.;!?]{0,25}$"
)
"""Beside a day: money of hers should have come then."""
_ASKS_WHY = re.compile(
    r"(?:怎么|为什么|为啥|咋)[^，。！？,!? ]{0,8}(?:到|成|在)$"
    r"|\b(?:why|how come)\b(?:(?!\bcan'?t\b|\bcannot\b|\bnot\b)[^,.;!?]){0,30}$"
)
"""Before a day: somebody asks why it is that one."""
_NEVER_SAID = r"没(?:有)?说过?(?:是|要|在|我)*{day}[^，。,; ]{{0,2}}[还付]"
_IS_TODAY = re.compile(r"今[天儿](?:才|都|就|已经|也|刚)?是?\d{1,2}[号日](?!还)")
"""What day it is: nothing is to be paid on it."""
_NOT_COME = re.compile(
    r"[,， ]?(?:还|都|的?时候?|之?前)*没有?(?:发|到账?|来钱|下来|结)[^，。！？]{0,4}(?:怎么办?|咋办?|呢|行吗)"
)
_NOT_COME_BEFORE = re.compile(
    r"\bif\b(?! not\b)[^,.;!?]*\b(?:not|n'?t|isn'?t|isnt|hasn'?t|hasnt|doesn'?t|doesnt|don'?t|dont|aren'?t)\b"
    r"(?:(?!\b(?:pay|then|send|clear)\b)[^,.;!?])*$"
)
"""Beside a day: money fails to come by it; nothing is paid on it."""
_RECUR = re.compile(r"(?:每个?|每逢|every |each |per )$")

_SINCE = re.compile(r"\bsince (?:the )?$")
_STOPS = re.compile(r"[,.;!?，。；！？]")


def clause_before(text: str) -> str:
    """The words behind the last stop."""
    return _STOPS.split(text)[-1]


def clause_after(text: str) -> str:
    """The words before the first stop."""
    return _STOPS.split(text)[0]


def judge(one: Found, ctx: Context) -> Found | None:
    """The day as the words around it mean it; None where they name no day."""
    before, after = ctx.text[max(0, one.begin - 40) : one.begin], ctx.text[one.finish : one.finish + 14]
    if _for_something_else(one, before, after, ctx):
        one = replace(one, pays=False)
    if _SINCE.search(before):
        return replace(one, past=True)
    if _no_day(one, before, after, ctx):
        return None
    if _lies_behind(one, before, after, ctx):
        return replace(one, past=True)
    firm = one.firm and not (_VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after))
    bound = one.bound
    if bound == "on" and one.kind != "duration":
        if _BY_BEFORE.search(before) or _BY_AFTER.match(after):
            bound = "by"
        elif _AFTER_BEFORE.search(before) or _AFTER_AFTER.match(after):
            bound, firm = "after", False
    if bound == "by" and one.start and one.start > ctx.today and _ends_before(one, ctx):
        last = one.start - timedelta(days=1)
        return replace(one, start=last, end=last, granularity="day", kind="date", firm=firm, bound=bound)
    return replace(one, firm=firm, bound=bound)


def _ends_before(one: Found, ctx: Context) -> bool:
    """Whether all is to be done before a stretch of days begins: "before april", 周末前."""
    words = ctx.text[one.begin : one.finish]
    said = _BEFORE_IT.search(ctx.text[: one.begin]) or _BEFORE_IT_ZH.match(ctx.text, one.finish)
    return said is not None and one.kind == "period" and _ITS_END.search(words) is None


_BEFORE_IT, _BEFORE_IT_ZH = re.compile(r"\bbefore (?:the )?$"), re.compile(r" ?[之以]?前")
_ITS_END = re.compile(r"\b(?:end|late|close|mid|middle|start|beginning)\b|[月年季]底|月末|旬|初|中|-|到|to")


def _for_something_else(one: Found, before: str, after: str, ctx: Context) -> bool:
    """Whether nothing is to be paid on it: it is refused, to talk on, or that of something else."""
    words = re.escape(ctx.text[one.begin : one.finish])
    refused = (
        _NOT_THEN.match(after)
        or any(said.start() <= one.begin < said.end() for said in _IS_TODAY.finditer(ctx.text))
        or re.search(_NEVER_SAID.format(day=words), ctx.text)
        or _NOT_THEN_EN.match(ctx.text[one.finish : one.finish + 34])
        or _NOT_ON.search(before)
        or _INSTEAD_OF.search(before)
    )
    talk = _TO_TALK.match(after) or _TO_TALK_BEFORE.search(before) or _ASKS_WHY.search(before)
    wages = (
        _SHOULD_HAVE.match(after)
        or _SHOULD_HAVE_BEFORE.search(before)
        or _NOT_COME.match(after)
        or _NOT_COME_BEFORE.search(before)
    )
    if refused or talk or wages or _ELSE_THEN.match(after) or _ELSE_BEFORE.search(before):
        return True
    ahead = one.kind != "payday" and not one.past and one.end is not None and one.end >= ctx.today
    return ahead and is_another_event(ctx.text, one.begin, one.finish)


def _no_day(one: Found, before: str, after: str, ctx: Context) -> bool:
    """Whether it numbers a card, an option or an instalment, comes back, or tells how long money lasts."""
    bare = _BARE.fullmatch(ctx.text, one.begin, one.finish) is not None
    if (bare and _OF_A_CARD.search(before)) or (one.granularity == "month" and _A_PART_OF_IT.match(after)):
        return True
    if _RECUR.search(before) or (_LIVES_UNTIL.search(before) and not re.match("再|才|就|还", after)):
        return True
    if one.day is None or one.day > 5:
        return False
    word = _ORDINAL.fullmatch(ctx.text, one.begin, one.finish) and not re.match(r" of (?:every|each)", after)
    return bool(_PICK.search(before) or (word and not _PREPOSITION.search(before)))


def _lies_behind(one: Found, before: str, after: str, ctx: Context) -> bool:
    """Whether something happened or was paid on it, so that it is the last such day and not the next."""
    clause = clause_before(before)
    month = one.granularity == "month" and one.rolled and one.kind == "period"
    if month and one.start != ctx.today and _HAPPENED.search(clause):
        return True
    if one.kind == "payday" or one.start is None or one.end is None:
        return False
    dated = one.granularity == "day" and (one.rolled or one.day or one.start <= ctx.today)
    if dated and _DONE_AFTER_ZH.match(after) and not _AGREED_ZH.search(before):
        return True
    if one.weekday and _MISHAP_ZH.match(after):
        return True
    said = _PAID_EN.search(clause) or _MISHAP_EN.search(clause)
    told = said is not None and not _AHEAD_EN.search(clause[said.end() :])
    named = one.day or one.rolled or one.weekday
    to_come = re.search(r"\b(?:will|'ll|can|could|going)\b", clause)
    return bool(told and named and not to_come and one.start > ctx.today)
