# ruff: noqa: E501 - a pattern is read best on one line
"""Paying an arrangement before its day: "can I clear it early", "能不能提前一次还清".

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_ALL_OF_IT = (
    r"(?:(?:it|this|that|them) all(?: off| now)?|(?:it|this|that) off|all of (?:it|this|that)|everything"
    r"|the (?:whole|full|entire|total)(?: lot| thing| amount| balance| sum)?|the (?:lot|rest|remainder)|in full)"
)
_SOONER = re.compile(
    r"\b(?:pay|clear|settle|finish|repay|get rid of)(?:ing|s)?\b[^.!?]{0,30}"
    r"\b(?:early|earlier|sooner|quicker|faster|before (?:then|that|the day)|ahead of time)\b"
    r"|\b(?:over ?pay|pay(?:ing)? (?:a bit |a little |some )?(?:extra|more)\b(?! time| than))"
    r"|\b(?:clear|settle|pay) (?:it|that|this|the lot|it all|it off)(?: off)? (?:now|today|instead)\b"
    r"|提前(?:还|付|结|交|把)|提早(?:还|付)|早(?:一?点|些|几天)(?:还|付)|多还(?:一?点|一?些)"
    r"|先还(?:掉|清|完)(?:可以|行|吗)"
    r"|(?:现在|今天)(?:就|直接)?(?:一次)?(?:还掉|还清|还完|还了)(?:可以|行|吗|得不)",
)
_EARLY = re.compile(
    r"\b(?:pay|clear|settle|repay|finish|send)\w*\b[^.!?]{0,30}\b(?:before|ahead of) (?:the )?"
    r"(?:\d|due|date|day|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday|that|then)"
    r"|\bprepon\w*|\bearl(?:y|ier) (?:re)?pay\w*"
    rf"|\b(?:can|could|may|let me|want to|like to|will|i'?ll)\b[^.!?]{{0,16}}\b(?:pay|clear|settle|finish)(?: off)? {_ALL_OF_IT}"
    r"|\b(?:can|could|may) i (?:just |now |actually )*(?:clear|settle|finish)(?: off)? (?:it|this|that|them)\b"
    rf"|\bi (?:just )?(?:mean|meant|want)\b(?: to (?:pay|clear|settle))? {_ALL_OF_IT}"
    r"|提前一次|提早结"
    r"|(?:能不能|可不可以|可以|能|想|我说的是|要)[^，。！？]{0,6}(?:一次(?:性)?|全部?|全额|都|直接|剩下的?)+[^，。！？]{0,4}(?:还|付|结)(?:清|完|掉|了)?"
    r"|(?:一次(?:性)?|全部|全额|剩下的)(?:都|一起|直接|就)?(?:还|付|结)(?:清|完|掉)"
    r"|(?:能不能|可不可以|可以|能)?(?:在)?[号日天][之以]?前(?:就)?(?:先)?(?:还|付|结)(?!了|过|清了)"
)
_CANNOT = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|unable|not able|couldn'?t|no money|skint|struggl\w+)\b"
    r"|还不(?:上|起|了|清|出)|付不|没钱|没办法|不想|恐怕"
)
_ONE_PART = re.compile(
    r"\b(?:part|first|next|one|instal+ment)\b|\bpay\w* (?:off )?(?:a bit|a little|some|extra|more)\b|\boverpay"
    r"|一部分|一点|一些|第[一二三]|下一?[期笔]|这一?[期笔]|先还"
)


def asks_if_sooner(text: str) -> bool:
    """Whether paying before the day, or more than is due, is spoken of.

    >>> asks_if_sooner("what if i pay early"), asks_if_sooner("能提前还吗"), asks_if_sooner("can I pay later")
    (True, True, False)
    """
    return _SOONER.search(fold(text)) is not None


_IN_TIME = re.compile(
    r"\b(?:pay|clear|settle|send|sort)\b[^.!?]{0,40}\b(?:early|earlier|sooner|before (?:then|that|the day))\b"
    r"|\b(?:early|earlier|sooner|before (?:then|that|the day))\b[^.!?]{0,40}\b(?:pay|clear|settle|send|sort)\b"
    r"|早(?:一?点|些)?(?:到|发|有|下来|收到|拿到|来)[^，。]{0,5}(?:早|先|马上|立马|就)[^，。]{0,3}(?:还|付|结)"
    r"|(?:提前|提早|早(?:一?点|一?些|几天)?)(?:把)?(?:钱|款)?(?:还|付|结|打)"
)
_MEANS_MORE = re.compile(
    r"\b(?:interest|fees?|charges?|less|cheaper|discount|waive\w*|how much|only if|unless|provided|condition|half|part)\b"
    r"|利息|费|违约|罚|减|免|优惠|多少|才(?!是)|前提|只要|必须|一半|部分|第[一二三]|不(?!过)|没|骗|算了"
)


def speaks_of_sooner(clause: str) -> bool:
    """Whether one clause says, or asks, that all may be paid before its day, and nothing of what that costs or saves.

    >>> speaks_of_sooner("不过钱早到我早还"), speaks_of_sooner("提前还也行吧"), speaks_of_sooner("but can i pay early")
    (True, True, True)
    >>> speaks_of_sooner("if it comes early ill pay it sooner"), speaks_of_sooner("提前还能少点利息吗")
    (True, False)
    >>> speaks_of_sooner("i cant pay sooner"), speaks_of_sooner("要是早说就好了")
    (False, False)
    """
    plain = fold(clause)
    if _CANNOT.search(plain) or _MEANS_MORE.search(plain):
        return False
    return _IN_TIME.search(plain) is not None


def wants_to_pay_early(text: str) -> bool:
    """Whether somebody who has an arrangement wants, or asks if she may, pay before its day.

    >>> wants_to_pay_early("got the money early, can i pay it all off this friday instead")
    True
    >>> wants_to_pay_early("yes or no, early payment possible?"), wants_to_pay_early("能不能20号之前还")
    (True, True)
    >>> wants_to_pay_early("我三天前还了"), wants_to_pay_early("15号前还行不行")
    (False, True)
    >>> wants_to_pay_early("my nan's given me some money, can i clear it"), wants_to_pay_early("想一次还清")
    (True, True)
    >>> wants_to_pay_early("I can't pay it all off before the 20th"), wants_to_pay_early("can I pay later")
    (False, False)
    """
    plain = fold(text)
    early = _SOONER.search(plain) is not None or _EARLY.search(plain) is not None
    return early and _CANNOT.search(plain) is None


_TODAY = re.compile(
    r"(?:今天|今日|今晚|现在|马上|这就|立刻)(?:就|直接|先|全部|全|都|一次(?:性)?|一起|来){0,3}(?:还|付|结)[清完掉上]?(?:款|钱|你们?|您)?(?:吧|啊|呀|的?(?=$|[\s，,。.！!、；;])|怎么|咋|可以|行)"
    r"|(?:今天|今日|今晚|现在|马上|这就|立刻)(?:直接|全部|全|都)?就(?:直接|全部|全|都)?(?:还|付|结)[清完掉上]?了"
    r"|(?:还是|干脆|不如|想|打算|决定)(?:今天|今日|今晚|现在|马上)(?:就)?(?:全部|都|一次(?:性)?)?(?:还|付|结)[清完掉上]?了"
    r"|\b(?:paying|clearing|settling)(?: (?:it|this|that|all|everything|off|in full)){0,3} (?:right )?(?:now|today|tonight)\b"
    r"|\b(?:i'?ll|i will|rather|want to|like to|going to|gonna|let me|can i|could i|decided to|ready to)(?: (?:just|actually|prefer to)){0,2}"
    r" (?:pay|clear|settle|send)(?: (?:it|this|that|all|everything|off|in full|the lot|you)){0,3} (?:right )?(?:now|today|tonight)\b"
)
_NOT_TODAY = re.compile(
    r"不是|为什么|为啥|凭什么|必须|非要|非得|不[想要能会用]|要我|让我|叫我|是否|吗|么\W*$|已经|刚才|刚刚|如果|要是|只能|一半|部分|取消"
    r"|\b(?:if|unless|why|don'?t|do not|not|half|some|part|only|cancel)\b"
)


def decides_on_today(text: str) -> bool:
    """Whether somebody who has another day before her makes up her mind to pay today.

    >>> decides_on_today("我想了想还是今天还了吧"), decides_on_today("我今天就还了吧"), decides_on_today("got paid, paying now")
    (True, True, True)
    >>> decides_on_today("我今天还了"), decides_on_today("为什么今天就要还"), decides_on_today("why should I pay today")
    (False, False, False)
    >>> decides_on_today("我现在还欠多少"), decides_on_today("今天还能改吗"), decides_on_today("取消吧，我今天就全还了")
    (False, False, False)
    >>> decides_on_today("今天发工资了 现在就还"), decides_on_today("今天还不了"), decides_on_today("今天还没发")
    (True, False, False)
    """
    plain = fold(text)
    return not (_NOT_TODAY.search(plain) or _CANNOT.search(plain)) and _TODAY.search(plain) is not None


def speaks_of_one_part(text: str) -> bool:
    """Whether it is one payment of several, or a bit more of one, that is meant, and not all that is left.

    >>> speaks_of_one_part("can i pay the first one early"), speaks_of_one_part("can i clear it all early")
    (True, False)
    >>> speaks_of_one_part("my nan's given me some money, can i clear it")
    False
    """
    plain = fold(text)
    return _ONE_PART.search(plain) is not None and re.search(_ALL_OF_IT, plain) is None
