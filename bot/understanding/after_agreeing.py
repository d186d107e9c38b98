# ruff: noqa: E501 - a pattern is read best on one line
"""What people ask once something is arranged: will you remind me, is that all, is it over once it is paid.

Short messages, looked for only where they can mean it. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_REMINDER = re.compile(
    r"(?:会|能|可以|到时候?|到时|要)[^，。！？]{0,10}(?:提醒|通知)(?:我|一下|一声|吗|么|的|不)"
    r"|(?:提醒|通知)(?:我|一下|一声)(?:吗|么|不|行吗|好吗|可以吗|吧)"
    r"|\b(?:will|can|could|would|do|are) (?:you|u|i|there)\b[^.!?]{0,16}\b(?:remind(?:ed)?|reminders?)\b"
    r"|\bremind me (?:before|when|nearer|the day|on the day|closer)\b"
)


def asks_for_a_reminder(text: str) -> bool:
    """Whether somebody asks to be reminded of the day that was arranged.

    >>> asks_for_a_reminder("到时候会提醒我吗"), asks_for_a_reminder("will you remind me")
    (True, True)
    >>> asks_for_a_reminder("别再提醒了"), asks_for_a_reminder("stop reminding me")
    (False, False)
    """
    return _REMINDER.search(fold(text)) is not None


_WHEN_REMINDED = re.compile(
    r"(?:几点|什么时候|啥时候|哪天|多会儿?)[^，。！？]{0,8}(?:提醒|通知|发消息|发短信)|(?:提醒|通知)[^，。！？]{0,6}(?:几点|什么时候|啥时候|哪天)"
    r"|\b(?:what time|when|what day|how early|which day)\b[^.!?]{0,20}\b(?:remind\w*|(?:text|message|messag\w+) me)\b"
)


def asks_when_reminded(text: str) -> bool:
    """Whether somebody asks when the reminder of what was arranged comes.

    >>> asks_when_reminded("what time will the reminder come, you know i said after 6"), asks_when_reminded("几点提醒我")
    (True, True)
    >>> asks_when_reminded("will you remind me"), asks_when_reminded("when do I pay")
    (False, False)
    """
    return _WHEN_REMINDED.search(fold(text)) is not None


_DAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_OTHER_DAYS = re.compile(
    rf"\W*(?:can (?:i|we|it be)|could (?:i|we|it be)|make it|actually|sorry|no|please|pls|i'?d rather|rather|how about|on|do|have)*\W{{0,3}}{_DAY_NAME} (?:instead(?: of|,? not)?|rather than|not|and not)(?: the)?(?: {_DAY_NAME})?(?: please| pls)?\W*"
    r"|\W*(?:能不能|可以|想|我想|要|还是)?(?:改成?|换成?)?(?:每)?(?:周|星期|礼拜)[一二三四五六日天](?:吧|行吗|行不行|可以吗)?[，, ]?(?:别|不要|不是|代替|换掉)(?:每)?(?:周|星期|礼拜)[一二三四五六日天](?:了|吧|行吗)?\W*",
)


def other_days_instead(text: str) -> bool:
    """Whether other weekdays are wished for in place of those arranged, and nothing else.

    >>> other_days_instead("tuesdays instead of mondays"), other_days_instead("换成周二,不要周一")
    (True, True)
    >>> other_days_instead("text me on tuesdays instead of mondays"), other_days_instead("tuesday 31 March")
    (False, False)
    """
    return _OTHER_DAYS.fullmatch(fold(text)) is not None


_SO = r"(?:so |and |ok(?:ay)? )*"
_ALL_DONE = re.compile(
    r"\W*(?:那|所以|现在)*(?:这样|这)?(?:就|是不是就)(?:行|可以|好|完|没事|成)了(?:吗|吧"
    r"|么|是吧|对吧|啊)?\W*"
    r"|\W*(?:还)?(?:要|需要|用)(?:我)?(?:再)?(?:做|弄|干)(?:什么|啥|点什么)(?:吗|么)?\W*"
    r"|\W*没(?:别的|其他)?(?:事|什么)了(?:吧|吗)?\W*"
    rf"|\W*{_SO}(?:is|was) (?:that|this) (?:all|it|everything)(?: then| now| done| sorted| set)?\W*"
    rf"|\W*{_SO}(?:am i|are we|i'?m|we'?re|all) (?:all )?(?:done|set|sorted|good)(?: then| now)?\W*"
    r"|\W*(?:is there )?anything else (?:i (?:need|have|should|must)(?: to)?(?: do)?|to do|needed)\W*"
    r"|\W*(?:do i|what else do i) (?:need|have) to do(?: anything)?(?: else| more| now)?\W*",
)


def asks_if_that_is_all(text: str) -> bool:
    """Whether somebody makes sure that nothing is left to do.

    >>> asks_if_that_is_all("这就行了吗"), asks_if_that_is_all("is that all then")
    (True, True)
    >>> asks_if_that_is_all("is that all you can do for me")
    False
    """
    return _ALL_DONE.fullmatch(fold(text)) is not None


_PAID = re.compile(
    r"\W*(?:ok(?:ay)?|right|that'?s|it'?s|all|just|now|i'?ve|have|i)?\W{0,3}(?:just |now |all )?"
    r"(?:done|paid|sent|transferred)(?: it| that| now| just now)?\W*"
    r"|\W*(?:我|已经?|刚|都|嗯|好|ok)*(?:还|付|转|交|弄|搞|支付)(?:好|完|定|过去)?了\W*",
)


def says_it_is_paid(text: str) -> bool:
    """Whether a short message after the way to pay says that it is done.

    >>> says_it_is_paid("done"), says_it_is_paid("还好了"), says_it_is_paid("not done yet")
    (True, True, False)
    """
    return _PAID.fullmatch(fold(text)) is not None


_NO_MORE_COST = re.compile(
    r"\b(?:no|without|not|never|any) (?:any )?(?:more|extra|other|further|hidden|late|additional)? ?"
    r"(?:fees?|charges?|interest|costs?)\b"
    r"|(?:不会?|没有?|没)(?:再|有|另外|额外|多)*(?:收|加|涨|产生|扣|要)?(?:我|别的|其他"
    r"|什么|额外|多)*(?:费|利息|罚息|违约金|滞纳金|手续费|钱)"
)


def asks_for_no_more_cost(text: str) -> bool:
    """Whether somebody wants to be sure that what is arranged costs nothing more.

    >>> asks_for_no_more_cost("and you promise no more fees ever?"), asks_for_no_more_cost("不会再收利息吧")
    (True, True)
    >>> asks_for_no_more_cost("can you waive the late fee"), asks_for_no_more_cost("能减免利息吗")
    (False, False)
    """
    return _NO_MORE_COST.search(fold(text)) is not None


_ONCE_PAID = re.compile(
    r"(?:还完|还清|还上|还了|结清|付完)[^。！？]{0,10}(?:没事|完事|结束|清了|两清|了结|没关系了|不会再)"
    r"|\b(?:once|when|after|if) (?:i'?ve |i have |i |it'?s |that'?s )?(?:paid|pay)\b[^.!?]{0,24}"
    r"\b(?:that'?s it|is that it|the end|all (?:clear|done|over|sorted|ok|fine|good)|in the clear|over|finished"
    r"|am i (?:ok|okay|fine|good|clear|done|sorted)|(?:everything|it)(?:'?s| is| will be|'?ll be)? (?:ok|okay|fine|sorted|good|done)"
    r"|(?:will|do) you (?:stop|leave me))\b"
)


def asks_what_follows_payment(text: str) -> bool:
    """Whether somebody asks if all is well once it is paid.

    >>> asks_what_follows_payment("还完是不是就没事了"), asks_what_follows_payment("once i pay is that it")
    (True, True)
    >>> asks_what_follows_payment("我今天还了是不是就没事了"), asks_what_follows_payment("if i pay today am i ok")
    (True, True)
    >>> asks_what_follows_payment("我还完了")
    False
    """
    return _ONCE_PAID.search(fold(text)) is not None


_CHANGES = re.compile(
    r"改|换|挪|取消|提前|推|再|晚点|不"
    r"|\b(?:change|move|instead|rather|cancel|make it|actually|swap|another|earlier|later|not|can'?t)\b",
    re.IGNORECASE,
)


def changes_something(text: str) -> bool:
    """Whether a message may want something else than what is arranged, whatever day it names.

    >>> changes_something("move it to friday"), changes_something("改到周五"), changes_something("friday then")
    (True, True, False)
    """
    return _CHANGES.search(text) is not None
