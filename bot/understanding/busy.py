# ruff: noqa: E501 - a pattern is read best on one line
"""Whether somebody only says that now is no time to talk: in a meeting, hold on, talk tomorrow.

Every clause must say so or be a courtesy: a reason, a wish, an amount or a day to pay on beside it leaves the
message to the rest of the talk. Being tired, or that something came up, is a reason when it stands alone and
counts only beside a "later". Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

LONGEST = 60
_CLAUSES = re.compile(r"[,，.。!！?？;；:：~～、…—\n]+|\s+(?:and|so|but)\s+|(?<=[\u4e00-\u9fff])\s+")

_WHEN_ZH = (
    r"(?:明[天日早晚]|[后改]天|今晚|[晚早]上|[上下中]午|晚[点些]儿?|晚一[点些]|迟[点啲]|[等待过]?一?会儿?|等下|稍后|回头|下次"
    r"|有空|有时间|忙完|下[班课]|到家|开完会|[之以]后)"
)
_TALK_ZH = r"(?:说|聊|谈|讲|联系|回复|回|看|弄|找)(?:我|吧|你|您|你们|哈|啊|好吗|行吗|可以吗|咯|了)*"
_AT_ZH = r"(?:开会|上班|上课|开车|忙|加班|吃饭|干活|考试|面试|排队|做饭|地铁上?|车上|路上|外面|公司)"
_BUSY_ZH = (
    r"(?:我|现在|正|这会儿?|这边|今天|刚好|人|还)*(?:"
    rf"(?:在|正在|要|得|准备){_AT_ZH}(?:呢|啊|了|中|着)*"
    rf"|(?:开会|上班|上课|开车|忙|加班)(?:中|着呢?|呢)"
    r"|(?:很|太|好|有点|真的?|超)?忙(?:死|坏|着|得很|不过来)?(?:了|呢|啊)*"
    r"|(?:不太?方便|没法|没办法|不能|没空|没时间)(?:说话|聊天?|讲话|回消息|回复|接电话|打字|看手机)"
    r"|不太?方便|没空|没时间"
    rf"|{_WHEN_ZH}(?:我|跟|和|给|找|你们?|您)*再?{_TALK_ZH}|{_WHEN_ZH}再?提醒(?:我|一下)*(?:吧|哈|啊|好吗)?"
    r"|(?:先)?等我?(?:一下|一会儿?|几分钟|两分钟|下)(?:啊|哈|吧|先)*"
    r")"
)
_BESIDE_ZH = (
    rf"(?:我|人|真的?|都|快)*(?:很|太|好|有点)?[困累](?:死|坏|得不行)?(?:我)?(?:了|啊|呀)*"
    r"|(?:我|家里|公司|单位|这边|突然|临时|刚好)*有(?:点|个|些)?急?事(?:情|儿)?了?"
    r"|(?:我|先|要|得|去|准备|想)+(?:睡觉?|休息|忙|走)了?"
    rf"|{_WHEN_ZH}(?:吧|哈|啊|好吗)?"
    r"|(?:不好意思|抱歉|对不起|谢谢|好的?|嗯|哦|那|拜|再见|[您你]好|先这样)+(?:啊|了|哈|吧)*"
)

_DAY_EN = (
    r"(?: (?:later(?: on)?|tomorrow|tmrw|tonight|soon|in a (?:bit|while|minute)|another time|after work))"
)
_END_EN = r"(?: (?:right now|rn|atm|at the moment|now|please|pls|sorry|tho|thanks|mate|ok))*"
_TALK_EN = (
    r"(?:talk|speak|chat|text|type|reply|respond|discuss (?:it|this)|do this|get back to (?:you|this|u)"
    r"|message (?:you|u)|continue|come back(?: to (?:you|this))?)(?: (?:to|with) (?:you|u))?"
)
_BUSY_EN = (
    r"(?:(?:i'?m|i am|i|we'?re|it'?s|this is|now is|currently|about to go|still|just|stuck|really|so) )*"
    r"(?:"
    r"(?:in|at|into|having) (?:a |an |the |my |another )?(?:meeting|class|lecture|interview|exam|work|dinner)"
    r"|on (?:a|the|another) (?:call|bus|train)|driving|working|busy|tied up|swamped|brb|ttyl"
    rf"|(?:can'?t|cannot|can not|unable to) {_TALK_EN}{_DAY_EN}?"
    r"|not (?:a )?(?:good|great|convenient) (?:time|moment)|(?:a )?bad time"
    r"|(?:hold on|hang on|wait|give me|gimme|one|just)"
    r"(?: (?:a|one|1|two|2|5|five))? (?:secs?|seconds?|mins?|minutes?|moment|mo|tick|bit)"
    r"|(?:i'?ll|i will|can we|could we|let'?s|we can|we'?ll|can i|will|gonna)? ?"
    rf"{_TALK_EN}{_DAY_EN}|i?'?ll be (?:right )?back"
    rf"|(?:message|text|contact|try|ping|call|ring) me(?: again| back)?{_DAY_EN}"
    rf"|remind me(?: again)?{_DAY_EN}"
    rf"){_END_EN}"
)
_BESIDE_EN = (
    r"(?:(?:i'?m|i am|so|really|too|just|dead) )*(?:tired|exhausted|knackered|shattered|sleepy|off to bed"
    r"|going to (?:bed|sleep)|half asleep)"
    r"|(?:something|smth|sth)(?:'?s| has| just)? (?:came|come) up(?: at (?:home|work))?"
    rf"|(?:maybe |perhaps )?(?:later|tomorrow|tmrw){_END_EN}"
    r"|(?:sorry|hi|hello|hey|ok(?:ay)?|thanks|thank you|ty|please|pls|bye|cheers|good ?night)"
)
_BUSY = re.compile(f"{_BUSY_ZH}|{_BUSY_EN}")
_BESIDE = re.compile(f"{_BESIDE_ZH}|{_BESIDE_EN}")


_FREE = re.compile(
    r"(?:好了?|那|我|现在|这会儿?|刚|终于|总算)*(?:有空|有时间|忙完|下班|到家|方便|回来|闲下来|开完会)了?(?:啦|啊|呢|哈|说吧|聊吧|你说|您说)*"
    r"|(?:(?:ok(?:ay)?|hi|hey|right|so|sorry|well|i'?m|i am|i|finally|now|just) )*(?:got |gotten )?"
    r"(?:home|back|free|off work|out of (?:the |my )?meeting|finished work|done (?:with )?work|here|available)(?: (?:now|again|to talk|from work))*"
)


def only_free_now(text: str) -> bool:
    """Whether a message says that now there is time to talk, and nothing else.

    >>> only_free_now("现在有空了"), only_free_now("ok home now"), only_free_now("下班了")
    (True, True, True)
    >>> only_free_now("有空再说"), only_free_now("home insurance"), only_free_now("下班了就还")
    (False, False, False)
    """
    return len(text) <= LONGEST and _FREE.fullmatch(fold(text).strip(" ,.!~，。！")) is not None


def only_busy(text: str) -> bool:
    """Whether a message says that it is no time to talk now, and nothing else.

    >>> only_busy("我在开会"), only_busy("困死了，明天再说"), only_busy("in a meeting, talk later")
    (True, True, True)
    >>> only_busy("I'm driving, message me later"), only_busy("开会呢，晚点联系我"), only_busy("try me later")
    (True, True, True)
    >>> only_busy("driving, cant talk, remind me tonight"), only_busy("开车呢，晚上提醒我")
    (True, True)
    >>> only_busy("明天再还"), only_busy("忙，明天还你"), only_busy("something came up"), only_busy("太累了")
    (False, False, False, False)
    """
    if len(text) > LONGEST:
        return False
    clauses = [each for part in _CLAUSES.split(fold(text)) if (each := " ".join((part or "").split()))]
    busy = [_BUSY.fullmatch(each) is not None for each in clauses]
    return any(busy) and all(
        found or _BESIDE.fullmatch(each) for found, each in zip(busy, clauses, strict=True)
    )
