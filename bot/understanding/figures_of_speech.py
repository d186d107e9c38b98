# ruff: noqa: E501 - a pattern is read best on one line
"""Words of danger that may be a manner of speaking, and how people take them back: 被催得想跳楼哈哈哈, 口头禅啦.

The alarm is raised all the same. What this decides is only whether a plain word afterwards ends it for the
talk, a person staying informed. Means, a place, a farewell or a wish to die said plainly are never a figure.
Works on Python 3.10.
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
    r"|\b(?:kill|shoot) me now\b"
    r"|(?:催|气|烦|急|愁|忙|累|热|冷|饿|逼|搞|弄|吵|闹|压|折腾|难受|穷|加班|上班)(?:得|的|到)(?:我|人)?(?:都|真的?|真是|快|就|简直|有时候?|恨不得|直)*(?:想|要)(?:去|找)?(?:死|跳[楼河江海桥]|撞墙|上吊)(?:了|的心)?",
    re.IGNORECASE,
)
_THOUGHT = re.compile(
    r"\bbetter off without me\b|\b(?:jump|leap)(?:ing)? off (?:a|the|this|some) (?:\w+ )?(?:cliff|bridge|roof|building)\b"
    r"|死了(?:就)?(?:算了|得了|拉倒|干净|清净)|去死(?:算了|得了|吧)|跳[楼河江海](?:算了|得了|去|吧|了)?|想(?:去)?死(?:了|的心(?:都|也)?有?了?)?|不如死|生无可恋"
    r"|活不(?:下去|起|了)了?|没(?:有)?活路|没法活|不让(?:人)?活",
    re.IGNORECASE,
)


def manner_of(text: str) -> Manner:
    """How words of danger were said, as far as the message alone tells.

    >>> manner_of("被催得想跳楼哈哈哈"), manner_of("I'd jump off a cliff for a payday lol")
    (<Manner.IDIOM: 'idiom'>, <Manner.IDIOM: 'idiom'>)
    >>> manner_of("sometimes I think they'd be better off without me"), manner_of("死了算了")
    (<Manner.THOUGHT: 'thought'>, <Manner.THOUGHT: 'thought'>)
    >>> manner_of("I want to kill myself"), manner_of("药都买好了哈哈"), manner_of("我在天台上")
    (<Manner.EARNEST: 'earnest'>, <Manner.EARNEST: 'earnest'>, <Manner.EARNEST: 'earnest'>)
    """
    plain = text.replace("\u2019", "'")
    if _MEANS.search(plain):
        return Manner.EARNEST
    rest = _IDIOM.sub(" ", plain)
    if not _in_danger(rest) or laughs(plain):
        return Manner.IDIOM
    return Manner.EARNEST if _in_danger(_THOUGHT.sub(" ", rest)) else Manner.THOUGHT


_TAKEN_BACK = re.compile(
    r"(?<!not )(?<!n't )(?<!think )(?<!is )\b(?:i(?:'?m| am| was)|it(?:'?s| is| was)|that(?:'?s| is| was)|just|only|was|were|i do) (?:just |only |all |totally |obviously |clearly |merely )*(?:a |an |my |me )?(?:(?:bad|stupid|silly|dark|sick|daft) )?"
    r"(?:jok(?:e|es|ing)|kidding|messing(?: about| around)?|having a laugh|banter|exaggerat\w+|being (?:dramatic|sarcastic|silly|daft|flippant)|dramatic|sarcas\w+|hyperbole|(?:figure|manner|turn) of (?:speech|speaking|phrase)|(?:saying|expression|phrase|idiom)|dark humou?r|moaning|(?:having )?a moan|venting|ranting|letting off steam|blowing off steam)\b"
    r"|\b(?:figure|manner|turn) of (?:speech|speaking|phrase)\b|\b(?:bad|wrong) (?:choice of words|wording|words)\b|\bcame out wrong\b|\b(?:not|n't(?: mean(?: it| that)?)?) (?:meant )?(?:literal(?:ly)?|serious(?:ly)?|for real)\b"
    r"|\b(?:didn'?t|did not|don'?t|never|wasn'?t) (?:really |actually |even )?(?:mean(?:ing)? (?:it|that|any ?thing)(?: (?:by it|like that|that way|literally|seriously))?(?! to\b)|serious)\b|\btake (?:it|that) back\b|\bignore (?:that|what i said)\b"
    r"|\b(?:no+\b[ ,.]*)+(?:i )?(?:only |just )?meant [^.!?]*|\bi (?:only |just )?meant (?!it\b|what i\b|every\b|to\b)[^.!?]*|(?:^|[,.!] ?)\W*(?:(?:only|just) )?(?:jok(?:e|ing)|kidding|jk|messing)\b|\bdon'?t take (?:it|me|that) (?:too |so )?(?:literally|seriously|to heart)\b|\bthat'?s (?:just )?how (?:i|we) (?:all )?(?:talk|speak)\b"
    r"|(?<!不是)(?<!没)(?<!没有)(?<!没跟你)(?<!别)(?<!不)(?:跟你|和你|闹着|就是|只是)?开(?:个|的|着)?(?:小)?玩笑|口头[禅语]|说着玩|闹着玩|玩笑话?(?:而已|罢了|啦)|(?:瞎|胡|乱|随口|随便|顺嘴|顺口)(?:一)?说|那么一说|(?:一时|是|说的?)(?:句)?气话|^\W*气话|逗你|夸张(?:了|一下|说法|的|而已)|(?:就是|是|只是)(?:个|一种|一个|我们这[儿里边]的?|网上的?)*(?:说法|梗|网络用语|流行语|形容)|(?:网络用语|梗)(?:而已|啦|罢了)|都(?:是)?这么说|(?:没|不会|哪能|哪会|怎么会|又不|不是|不可能)(?:会|能)?真的?(?:想|要|会|能)?(?:去)?(?:死|跳|寻死|自杀|那样|这么做|不活)|没(?:有)?那个?意思|打(?:个)?比方|嘴上说说|说说而已|不是真的?(?=[，。！,! 啊啦哈]|$)|(?:别|不|不用|不要|没)(?:太)?当真|吐(?:个)?槽|发(?:发)?牢骚|抱怨(?:一下|两句|几句)|不是那个?意思|(?:我)?(?:的)?意思是[^。！!]*|说错(?:了|话)",
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
    if _NO_JOKE.search(plain):
        return False
    rest, found = _TAKEN_BACK.subn(" ", plain)
    rest, named = _NOT_AT_ALL.subn(" ", rest)
    if not found + named:
        return False
    rest = _QUOTED.sub(" ", rest)
    return not _in_danger(rest, certain=False) and _MEANS.search(rest) is None


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
