# ruff: noqa: E501 - a pattern is read best on one line
"""Somebody denies plainly what was only guessed of her: "im not suicidal, im at work", "nobody died??".

Only whoever guessed may ask here. What is said in so many words is a hit of the patterns, and is looked for
in what is left without the denial: "im not suicidal but I want to die" is no denial. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Signal
from bot.understanding.figures_of_speech import is_hedged, names_a_tool, takes_back
from bot.understanding.signals import find_signals

_MISREAD = (
    r"\b(?:i (?:merely|only|just) (?:asked|said|meant)|you(?:'ve| have|ve)? (?:mis\w+|got (?:me|it|that|this) (?:all |completely )?wrong)"
    r"|wrong end of the stick|(?:thats|that's|its|it's) not what i (?:meant|said)|(?:i )?(?:didn'?t|did not|never) (?:say|mean) (?:that|anything like that|it like that))\b"
    r"|误会|误解|不是那个?意思|会错意|想多了|(?:理解|听|看|搞|弄)错了|想哪儿?去了"
)
_DANGER = re.compile(
    r"(?:^|[,.!?，。！？ ])(?:没事){1,3}(?:的|啊|呀|哈|，|,|。| |$)|"
    r"\bi(?:'?m| am)(?: (?!not?\b|nae\b|never\b|far\b|hardly\b|barely\b)\w+)? (?:well|fine|ok|okay|alright|all right|safe|good|grand)\b(?!.{0,20}(?:soon|then|gone|dead))(?! with (?:dying|it|that|this|going|ending|leaving|death|not)\b)"
    r"|\b(?:not|no|nae|isn'?t|never|nothing|nowhere near|far from) (?:\w+ ){0,2}(?:suicidal|suicide|in (?:any )?danger|wrong with me|like that(?! matters)|what i (?:meant|said))\b"
    r"|\b(?:not|never|no|nae|wouldn'?t|won'?t|aint|ain'?t) (?:(?:gonna|going to|about to|planning to|trying to|thinking (?:of|about)|wanting to|be|ever|to) )*(?:kill(?:ing)?|harm(?:ing)?|hurt(?:ing)?) (?:myself|mysel|meself|my self)\b"
    r"|\bdon'?t be (?:so )?(?:silly|daft|ridiculous|dramatic)\b|\bwho (?:said|mentioned) (?:anything about )?(?:suicid\w+|killing myself|dying|being suicidal)\b|\bwhy would i be suicidal\b|\b(?:don'?t|dont|do not|dinnae) need (?:the )?(?:samaritans|a help ?line|999|an ambulance)\b"
    r"|(?:^|[,.!?] ?)(?:it'?s |we'?re )?all good(?: here| thanks)?(?=\W*$|[,.!?])|\b(?:not|won'?t|wouldn'?t|never|nae) (?:(?:gonna|going to|about to|be) )*do(?:ing)? (?:any ?thing|nothing|owt|something)(?: (?:stupid|silly|daft|drastic|like that|bad))?(?=\W*$|[,.!?])"
    r"|\b(?:no need to|don'?t|dont|do not) (?:\w+ )?(?:worry|be worried|panic)(?: about me)?(?=\W*$|[,.!?])|\bno need for (?:the |a |any )?(?:samaritans|help ?lines?|ambulance|999)\b"
    r"|真(?:的)?没事|我?(?:好着呢|挺好的?|好得很|好好的)(?=[，。！,!啊呀哈 ]|$)|不至于(?=[的吧啊呀哈，。！,! ]|$)|没(?:到|有)?那(?:个|种|么)(?:地步|程度|严重)|(?:才)?舍不得死|惜命"
    r"|我(?:很|挺|真的?|好好的?|现在|人)*(?:没事|好得很|好好的|很好|安全)|没(?:有)?(?:要|想)?(?:想不开|寻死|轻生|自杀|寻短见)|没(?:有)?想(?:过)?(?:要)?(?:死|去死|自杀|轻生|寻死|不开)|我没(?:说|要)(?:要|过|想)?(?:死|自杀|轻生)"
    r"|(?:不是|又不是|并不是)(?:要|想)(?:死|自杀|轻生|不开)|(?:谁|哪个)(?:说|讲)?(?:我)?(?:要|想)(?:死|自杀|轻生|不开)了?|不会(?:自杀|轻生|寻死|想不开|做傻事)"
    rf"|{_MISREAD}",
    re.IGNORECASE,
)
_DEATH = re.compile(
    r"\b(?:nobody|no ?one|none of (?:us|them|my \w+)|nae ?body)(?:'?s| has| is| was| have| actually| even| here)* (?:died?|dead|passed(?: away)?|dying|deceased)\b"
    r"|\b(?:he|she|they|it|my \w+|\w+)(?:'?s| is| are| was| were|'?re)? (?:not|isn'?t|aren'?t|wasn'?t|never) (?:dead|died|deceased|gone)\b|\b(?:didn'?t|did not|hasn'?t|haven'?t|never) (?:die|died|pass(?:ed)? away)\b"
    r"|\b(?:he|she|they|my \w+)(?:'?s| is| are|'?re)? (?:(?:very much|still|alive and|perfectly|absolutely|totally|completely|all) )*(?:alive|well|living|with us|fine|ok|okay)\b"
    r"|\bwho (?:has |is |'s )?(?:died|dead|passed away)\b|\bwhat (?:loss|death)\b"
    r"|没(?:有)?(?:人|谁)?(?:死|去世|过世|离世|走|出事|不在)|谁(?:也|都)没(?:有)?(?:死|去世|过世)|谁(?:死|去世|过世|走)了|(?:没|哪)(?:有)?(?:什么)?(?:丧事|白事|人没了)"
    r"|[他她](?:们)?(?:人)?(?:还|都|现在|好)*(?:好好的|活着|健在|活得好|在世|没死|没事)|节(?:什么|啥|哪门子)哀"
    rf"|{_MISREAD}",
    re.IGNORECASE,
)
_ILLNESS = re.compile(
    r"\b(?:not|nothing|isn'?t|wasn'?t|never|no) (?:\w+ ){0,2}(?:serious|major|bad|life.?threatening)\b|\b(?:just|only) (?:a )?(?:bad )?(?:cold|flu|cough|check ?-?up|bug|tummy bug|sprain|routine)\b"
    r"|不是(?:什么|啥|多)?(?:大病|重病|大问题|大毛病)|没(?:有)?(?:得)?(?:什么|啥|多)?(?:大病|重病|大碍|大问题|大毛病|严重)|(?:就|只)是(?:个|点|普通)?(?:感冒|小病|小毛病|咳嗽|体检|复查)|小毛病",
    re.IGNORECASE,
)
_DENIALS = {Signal.CRISIS: _DANGER, Signal.DEATH: _DEATH, Signal.SERIOUS_ILLNESS: _ILLNESS}


DENIABLE = frozenset(_DENIALS)


def denies(text: str, signal: Signal) -> bool:
    """Whether a message denies a danger or a death plainly, and nothing else in it says one in so many words.

    A danger is denied as well by who explains that it was a manner of speaking; a denial of it that is hedged
    is none.

    >>> denies("what?? im not suicidal im at work", Signal.CRISIS), denies("我没想不开啊", Signal.CRISIS)
    (True, True)
    >>> denies("Calm down, I'm fine", Signal.CRISIS), denies("我没事了，药已经吃了", Signal.CRISIS)
    (True, False)
    >>> denies("im not suicidal but i want to die", Signal.CRISIS), denies("I'm not ok", Signal.CRISIS)
    (False, False)
    >>> denies("I'm fine, mostly", Signal.CRISIS), denies("I'm fine, mostly just skint", Signal.CRISIS)
    (False, True)
    >>> denies("nobody died??", Signal.DEATH), denies("没人去世啊", Signal.DEATH)
    (True, True)
    >>> denies("he isn't dead, my mum died", Signal.DEATH), denies("I'm fine", Signal.DEATH)
    (False, False)
    """
    if signal is Signal.CRISIS and is_hedged(text, _DANGER):
        return False
    if signal is Signal.CRISIS and takes_back(text):
        return True
    plain = text.replace("\u2019", "'")
    rest, found = _DENIALS[signal].subn(" ", plain)
    if signal is Signal.CRISIS and names_a_tool(rest):
        return False
    return found > 0 and all(hit.signal is not signal for hit in find_signals(rest))
