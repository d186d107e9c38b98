# ruff: noqa: E501 - a pattern is read best on one line
"""Words of danger that may be a manner of speaking, and how people take them back: 被催得想跳楼哈哈哈, 口头禅啦.

The alarm is raised all the same. What this decides is only whether a plain word afterwards ends it for the
talk, a person staying informed. Means, a place, a farewell, a thought that comes back, or a wish to die said
plainly are never a figure; and a denial that is hedged ("only joking, mostly") is none. Works on Python 3.10.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.model.words import Signal
from bot.understanding.feared import laughs
from bot.understanding.signals import CERTAIN, find_signals


class Manner(Enum):
    """How words of danger were said: as an idiom, as a passing thought, or in earnest."""

    IDIOM = "idiom"
    THOUGHT = "thought"
    EARNEST = "earnest"


_TOOL = r"\b(?:pills?|tablets?|paracetamol|overdos\w*|rope|noose|knife|blades?|razor|bleach)\b|药(?!费|店|房)|绳|刀"
_MEANS = re.compile(
    rf"{_TOOL}"
    r"|\b(?:notes?|letters?|good ?bye|gun|tonight|right now|plan(?:ned|s)?|decided|ready"
    r"|wrote|written|will be gone|last (?:time|day|message)|standing|stood|sat (?:on|at|by)|parked|insurance|funeral|kids? (?:are|will)|look after|wrists?)\b"
    r"|遗|天台|楼顶|桥上|阳台|窗台|[江河海]边|今晚|今夜|站在|坐在|准备好|决定|割|烧炭|煤气|告别|后事|保险|交代|托付|最后一|信(?:写|都|留)|再见",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"\b(?:i'?d|i would|i could|could|id) (?:\w+ly )?(?:jump|leap|dive|throw myself) (?:off|from|in front of|under)\b[^.!?]{0,30}\b(?:for|to (?:get|have|be|see))\b"
    r"|\b(?:kill|shoot) me now\b|\b(?:rather|sooner) (?:be dead|die|drop dead) than (?:pay|give|owe|talk|speak|deal|ring|call|phone|hear|listen|use)\b"
    r"|(?:催|气|烦|急|愁|忙|累|热|冷|饿|逼|搞|弄|吵|闹|压|折腾|难受|穷|加班|上班)(?:得|的|到)(?:我|人)?(?:都|真的?|真是|快|就|简直|有时候?|恨不得|直)*(?:想|要)(?:去|找)?(?:死|跳[楼河江海桥]|撞墙|上吊)(?:了|的心)?",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\b(?:jump|leap|step|go|going|went|walk|throw myself)(?:ing|ed)? (?:off|from|in front of|under|over)(?: of)? (?:the|that|this|a|my) (?:\w+ )?(?:bridge|roof|cliffs?|viaduct|balcony|train|tube|tracks?|railing|edge|car park)\b"
    r"|\b(?:think|thinking|thought|dream\w*) (?:about|of) (?:just )?(?:jumping|hanging|drowning|driving (?:in|off)|cutting|crashing)\b(?! (?:ship|in\b|on\b|through|back|corners|down|costs|out))"
    r"|(?:从|上)(?:\w{0,4})(?:楼|桥|天台|阳台|窗).{0,3}(?:跳|翻|迈)下|天台|楼顶|烧炭|煤气|割腕|(?:划|割)了?(?:好)?[几两三一](?:道|刀)",
    re.IGNORECASE,
)
"""A way to die or to be harmed, named: in earnest even where only the classifier hears the danger."""
_RECURS = re.compile(
    r"\b(?:some|most|many|every|all|other|those|the) (?:nights?|mornings?|days?|evenings?)\b,? (?:when )?(?:i|ive|i'?ve|im|i'?m) (?:\w+ )?(?:think|thought|thinking|feel|wonder|wish|lie|lay|just want)\b"
    r"|\b(?:keep|kept|keeps|always|constantly|can'?t stop|often) (?:on )?(?:think|thinking|imagin\w*|wonder\w*|wishing)\b(?! (?:about|of|i'?d|i|it'?s|it) (?:the|your|this|pay\w*|paid|how|what|when|which)\b)"
    r"|\b(?:think|thinking|thought|thoughts) (?:about|of) [^.!?,]{0,40}\b(?:again|last night|every (?:night|day)|all the time|most nights|at night|for (?:weeks|months))\b"
    r"|(?:老|总|经常|常常|一直|每晚|天天|夜夜|时不时|整夜|又)(?:是|在|会|都|就|老|忍不住|开始)*(?:觉得|想(?!起|办法)|琢磨|寻思|冒出|梦见)(?![^，,。]{0,4}(?:还(?!不)|付|分期|问|联系|办法))|(?:每天|每)(?:个)?(?:晚上?|夜里?)[^，,。]{0,4}(?:觉得|想|琢磨|寻思)|(?:夜里|半夜|晚上|睡不着)[^，,。]{0,4}(?:就|老|总|又|会)(?:是|会|在)?(?:觉得|想|琢磨|寻思)",
    re.IGNORECASE,
)
"""A thought that comes back, at night or again and again."""
_THOUGHT = re.compile(
    r"\bbetter off without me\b|\b(?:jump|leap)(?:ing)? off (?:a|the|this|some) (?:\w+ )?(?:cliff|bridge|roof|building)\b"
    r"|死了(?:就)?(?:算了|得了|拉倒|干净|清净)|去死(?:算了|得了|吧)|跳[楼河江海](?:算了|得了|去|吧|了)?|想(?:去)?死(?:了|的心(?:都|也)?有?了?)?|不如死|生无可恋"
    r"|活不(?:下去|起|了)了?|没(?:有)?活路|没法活|不让(?:人)?活",
    re.IGNORECASE,
)

_WITHOUT_HER = re.compile(
    r"\bwithout me\b|少(?:了)?我|没(?:有)?了?我(?:反而|可能|他们|家里|大家|都|会)", re.IGNORECASE
)
"""That others would do better without her."""


def manner_of(text: str) -> Manner:
    """How words of danger were said, as far as the message alone tells.

    >>> manner_of("被催得想跳楼哈哈哈"), manner_of("I'd jump off a cliff for a payday lol")
    (<Manner.IDIOM: 'idiom'>, <Manner.IDIOM: 'idiom'>)
    >>> manner_of("sometimes I think they'd be better off without me"), manner_of("死了算了")
    (<Manner.THOUGHT: 'thought'>, <Manner.THOUGHT: 'thought'>)
    >>> manner_of("I want to kill myself"), manner_of("药都买好了哈哈"), manner_of("我在天台上")
    (<Manner.EARNEST: 'earnest'>, <Manner.EARNEST: 'earnest'>, <Manner.EARNEST: 'earnest'>)
    >>> manner_of("some nights I think the kids would be better off without me"), manner_of("I'll top myself lol, sort of kidding")
    (<Manner.EARNEST: 'earnest'>, <Manner.EARNEST: 'earnest'>)
    """
    plain = text.replace("\u2019", "'")
    if _MEANS.search(plain) or is_earnest(plain):
        return Manner.EARNEST
    rest = _IDIOM.sub(" ", plain)
    if laughs(plain):
        return Manner.IDIOM
    if _WITHOUT_HER.search(rest):
        return Manner.THOUGHT
    if not _in_danger(rest):
        return Manner.IDIOM
    return Manner.EARNEST if _in_danger(_THOUGHT.sub(" ", rest)) else Manner.THOUGHT


_PASTIME = r"(?:我|我在|我们|这|那)?(?:打|玩|看)?(?:的)?(?:游戏|王者|吃鸡|排位|电影|电视剧|剧|小说|歌词|球赛|麻将|角色|牌局|段子)"
"""What is talked of with big words and harms nobody."""
_TAKEN_BACK = re.compile(
    r"(?<!not )(?<!n't )(?<!think )(?<!is )\b(?:i(?:'?m| am| was)|it(?:'?s| is| was)|that(?:'?s| is| was)|just|only|was|were|i do) (?:just |only |all |totally |obviously |clearly |merely )*(?:a |an |my |me )?(?:(?:bad|stupid|silly|dark|sick|daft) )?"
    r"(?:jok(?:e|es|ing)|kidding|messing(?: about| around)?|having a laugh|banter|exaggerat\w+|being (?:dramatic|sarcastic|silly|daft|flippant)|dramatic|sarcas\w+|hyperbole|(?:figure|manner|turn) of (?:speech|speaking|phrase)|(?:saying|expression|phrase|idiom)|dark humou?r|moaning|(?:having )?a moan|venting|ranting|letting off steam|blowing off steam)\b"
    r"|\b(?:figure|manner|turn) of (?:speech|speaking|phrase)\b|\b(?:bad|wrong) (?:choice of words|wording|words)\b|\bcame out wrong\b|\b(?:not|n't(?: mean(?: it| that)?)?) (?:meant )?(?:literal(?:ly)?|serious(?:ly)?|for real)\b"
    r"|\b(?:didn'?t|did not|don'?t|never|wasn'?t) (?:really |actually |even )?(?:mean(?:ing)? (?:it|that|any ?thing)(?: (?:by it|like that|that way|literally|seriously))?(?! to\b)|serious)\b|\btake (?:it|that) back\b|\bignore (?:that|what i said)\b"
    r"|\b(?:no+\b[ ,.]*)+(?:i )?(?:only |just )?meant [^.!?]*|\bi (?:only |just )?meant (?!it\b|what i\b|every\b|to\b)[^.!?]*|(?:^|[,.!] ?)\W*(?:(?:only|just) )?(?:jok(?:e|ing)|kidding|jk|messing)\b|\bdon'?t take (?:it|me|that) (?:too |so )?(?:literally|seriously|to heart)\b|\bthat'?s (?:just )?how (?:i|we) (?:all )?(?:talk|speak)\b"
    r"|(?<!不是)(?<!没)(?<!没有)(?<!没跟你)(?<!别)(?<!不)(?:跟你|和你|闹着|就是|只是)?开(?:个|的|着)?(?:小)?玩笑|口头[禅语]|说着玩|闹着玩|玩笑话?(?:而已|罢了|啦)|(?:瞎|胡|乱|随口|随便|顺嘴|顺口)(?:一)?说|那么一说|(?:一时|是|说的?)(?:句)?气话|^\W*气话|逗你|夸张(?:了|一下|说法|的|而已)|(?:就是|是|只是)(?:个|一种|一个|我们这[儿里边]的?|网上的?)*(?:说法|梗|网络用语|流行语|形容)|(?:网络用语|梗)(?:而已|啦|罢了)|都(?:是)?这么说|(?:没|不会|哪能|哪会|怎么会|又不|不是|不可能)(?:会|能)?真的?(?:想|要|会|能)?(?:去)?(?:死|跳|寻死|自杀|那样|这么做|不活)|没(?:有)?那个?意思|打(?:个)?比方|嘴上说说|说说而已|不是真的?(?=[，。！,! 啊啦哈]|$)|(?:别|不|不用|不要|没)(?:太)?当真|吐(?:个)?槽|发(?:发)?牢骚|抱怨(?:一下|两句|几句)|不是那个?意思|(?:我)?(?:的)?意思是[^。！!]*|说错(?:了|话)"
    rf"|(?:不是(?:的|啦|啊)?[，,。 ]*)?(?:我)?(?:刚才?|前面)?(?:是)?(?:说|讲)(?:的)?(?:是|的都是)?{_PASTIME}[^，,。！!]{{0,8}}(?:呢|啊|啦|的|事|[，,。！!]|$)",
    re.IGNORECASE,
)
_NOT_AT_ALL = re.compile(
    r"\b(?:not|no|nae|isn'?t|never|nowhere near|far from) (?:\w+ ){0,2}(?:suicidal|suicide)\b|\b(?:not|never|wouldn'?t|won'?t|ain'?t) (?:\w+ ){0,3}(?:kill(?:ing)?|harm(?:ing)?|hurt(?:ing)?) (?:myself|mysel|meself)\b"
    r"|(?:没有?|不是|不会|又不)(?:真的?|要|想|去|过|说)*(?:想不开|寻死|轻生|自杀|寻短见|做傻事|去死)",
    re.IGNORECASE,
)
"""Danger named only to deny it."""
_NO_JOKE = re.compile(
    r"\b(?:not|isn'?t|ain'?t|don'?t think|you think)(?: (?!just\b|only\b)\w+){0,2} (?:jok\w+|kidding|messing)\b|\bno joke\b|(?:\bnot|n'?t|\bnever) (?:just |only |really )?(?:a |an |my |some )?(?:(?:manner|figure|turn) of|joke|saying|expression|exaggerat)|\blife(?:'?s| is)? (?:is )?(?:\w+ )?a joke\b|\bbut not (?:now|any ?more)\b|(?:不是|没有?|没在?|别以为我?|别当我?)(?:在|是|跟你|和你|我)*(?:开(?:个)?玩笑|说?着玩|说?气话|随口|瞎说|胡说|夸张|打比方)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?:刚才|刚刚|前面|之前|上面|昨天)(?:我)?(?:说|讲|写|发)的?[^，,。！!]{0,24}"
    r"|\b(?:when i said|what i said about|what i wrote about|the (?:thing|bit|part) about|by saying)\b[^,.!?]{0,40}",
    re.IGNORECASE,
)
"""What was said before, taken up again to explain it."""


_LOOSELY = (
    r"(?:(?:most|part|half|near)ly|kind ?of|kinda|sort ?of|sorta|half|partially|almost|more or less|maybe|probably|possibly|ish|ish ish|at least mostly"
    r"|i (?:guess|think|suppose|hope)|for now|(?:50|fifty)[ /-]*(?:50|fifty)|not (?:really|entirely|completely|totally)|semi)"
)
_HEDGE_BEFORE = re.compile(
    rf"(?:\b{_LOOSELY}(?:[ -](?:just|only|a|i'?m|it'?s|it was|like))*[ -]|(?:一?半|算是|大概|可能|差不多|多半|应该|或许|也许|勉强|基本上?|不全|不完全)(?:都|也|就|只|是|算|在)*(?:没|不)?)$",
    re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(
    rf"^(?:[ ,.\u2026\-]|lol|haha|well|but)*(?:\b|(?<=-)){_LOOSELY}(?:[ ,]+(?:lol|haha|x+|tho|though|anyway|tbh))*(?=\W*$|[.,!?;\u2026\-]| (?:can|could|what|when|how|so|do|just tell)\b)"
    r"|^(?:的|了|啦|啊|吧|说|[，,。.…、 ]|哈)*(?:(?:大概|可能|也许|或许|应该|算|算是|差不多|多半|一半|半真半假|至少现在)(?:是)?(?:吧|的|啦|了)*(?=[，,。！!？?…]|$)|不全是|不完全是|也不全|也不算)",
    re.IGNORECASE,
)


_HALF_A_JOKE = re.compile(
    rf"\b{_LOOSELY}(?:[ -](?:just|only|a|i'?m|it'?s|it was))*[ -](?:jok\w+|kidding|messing)\b|\b(?:half|part(?:ly)?|semi|kind ?of|kinda|sort ?of|sorta)[ -]serious\b|半开玩笑|半真半假|半当真",
    re.IGNORECASE,
)


def is_hedged(text: str, denied: re.Pattern[str] | None = None) -> bool:
    """Whether a denial of danger is taken half back in the same breath: who jokes "mostly" does not joke.

    Args:
        text: the message.
        denied: further words that deny; what takes words back is always looked at.

    >>> is_hedged("jk... sort of. can I pay friday"), is_hedged("only joking, mostly"), is_hedged("算是开玩笑吧")
    (True, True, True)
    >>> is_hedged("only joking, half now and half friday"), is_hedged("jk, kind of need to know what I owe")
    (False, False)
    """
    plain = text.replace("\u2019", "'")
    return _HALF_A_JOKE.search(plain) is not None or any(
        _HEDGE_BEFORE.search(plain[: found.start()] + " ")
        or _HEDGE_BEFORE.search(plain[: found.start()])
        or _HEDGE_AFTER.match(plain[found.end() :])
        for pattern in (_TAKEN_BACK, _NOT_AT_ALL, denied)
        if pattern is not None
        for found in pattern.finditer(plain)
    )


def is_earnest(text: str) -> bool:
    """Whether danger, if it is any, is meant: a way is named, the thought comes back, the joke is half a joke.

    >>> is_earnest("who gets the bill if I go off the bridge tonight"), is_earnest("thought about jumping again")
    (True, True)
    >>> is_earnest("我老觉得家里少我一个还轻松点"), is_earnest("天天被催得想跳楼哈哈"), is_earnest("死了算了")
    (True, False, False)
    """
    plain = text.replace("\u2019", "'")
    return bool(_WAY.search(_IDIOM.sub(" ", plain)) or _RECURS.search(plain)) or is_hedged(plain)


_STILL_SAID = re.compile(
    r"\bi (?:only |just |really )?meant (?:that |it,? )?(?:i )?(?:really |do |just )*(?:want|wanna|am going|'m going|need) to (?:die|end|kill|go)\b"
    r"|(?:意思是|说的是|说的就是)(?:我)?(?:真的?|就|是|确实)*(?:想|要)(?:去)?(?:死|跳|自杀|寻死)",
    re.IGNORECASE,
)
"""Danger said again as its own explanation."""


def takes_back(text: str) -> bool:
    """Whether words of danger are explained away in so many words, and nothing else in the message has any.

    >>> takes_back("没有没有,开玩笑的啦,口头禅"), takes_back("no no just a joke, can I pay on the 27th")
    (True, True)
    >>> takes_back("no no I meant better off without me nagging them about money. friday please")
    True
    >>> takes_back("刚才说的死了算了是跟我娃发脾气,不是真的"), takes_back("I'm not suicidal, just fed up")
    (True, True)
    >>> takes_back("and it wasn't a manner of speaking"), takes_back("that isn't just a figure of speech")
    (False, False)
    >>> takes_back("I'm not joking"), takes_back("我没开玩笑"), takes_back("I'm fine"), takes_back("just joking. I've taken the pills")
    (False, False, False, False)
    """
    plain = text.replace("\u2019", "'")
    if _NO_JOKE.search(plain) or is_hedged(plain) or _STILL_SAID.search(plain):
        return False
    rest, found = _TAKEN_BACK.subn(" ", plain)
    rest, named = _NOT_AT_ALL.subn(" ", rest)
    if not found + named:
        return False
    rest = _QUOTED.sub(" ", rest)
    return not _in_danger(rest, certain=False) and not any(
        each.search(rest) for each in (_MEANS, _WAY, _RECURS)
    )


def names_a_tool(text: str) -> bool:
    """Whether something to harm oneself with is named: "I'm fine" beside it is no denial.

    >>> names_a_tool("我没事了，药已经吃了"), names_a_tool("医药费太贵")
    (True, False)
    """
    return _TOOLS.search(text) is not None


_TOOLS = re.compile(_TOOL, re.IGNORECASE)


def _in_danger(text: str, *, certain: bool = True) -> bool:
    """Whether a pattern hears a life in danger; ``certain``: in words that mean nothing milder."""
    return any(
        hit.signal is Signal.CRISIS and (hit.strength == CERTAIN or not certain) for hit in find_signals(text)
    )
