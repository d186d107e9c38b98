# ruff: noqa: E501 - a pattern is read best on one line
"""Her word that she will tell us if something goes amiss: "有变化我再跟你说", "I'll let you know if it's late".

It leaves a yes what it is, and asks for no silence: whoever writes to us first wants to be heard. What she only
thinks over first ("我想想再跟你说") is no such word. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_AMISS_ZH = r"(?:没|不(?!收|加|扣|涨|要)|变|晚|迟|拖|延|推|问题|意外|困难|状况|情况|岔子|特殊)"
_WHEN_ZH = rf"[^，,。;；!！?？]{{0,12}}{_AMISS_ZH}[^，,。;；!！?？]{{0,8}}?"
_TELLS_ZH = (
    r"(?:的话)?(?:[，, ]*(?:那|到时候?|我|就|也|还|再|会|肯定|一定|提前|及时|随时|马上|立刻|第一时间|可能|可以|来)){1,6}"
    r"(?:跟|和|给|找|告诉|通知|联系|告知|知会)(?:你|您)(?:们)?(?:再|来)?(?:说(?:一?声|一下)?|讲(?:一?声)?|商量|联系|沟通|反馈|打招呼|留言|发消息)?(?:吧|哈|啊|的|哦)*"
)
_TELLS_EN = (
    r"(?:(?:and|then|but|or|otherwise|obviously|of course|course) )*(?:i ?['’]?ll|i will|will|i can|i['’]?d|i would)(?: (?:just|def|definitely|always|be sure to|make sure to|try to|come and|of course|obviously))*"
    r" (?:tell (?:you|u|ya)|let (?:you|u|ya|yous|yas) know|text (?:you|u)|message (?:you|u|here)?|msg (?:you|u)|write (?:to you|back|here|again)?|drop (?:you|u) a (?:line|text|message)|get (?:back )?(?:in touch|to you)|be in touch|shout|give (?:you|u) a (?:shout|heads up)|come back(?: to you| here| on here)?|contact (?:you|u)|say)"
    r"(?: (?:straight away|right away|asap|beforehand|in advance|first thing|here|again|before|on the day|then|about it|now|ok))*"
)
_AMISS_EN = (
    r"\b(?:not|no|can ?['’]?t|cannot|don ?['’]?t|doesn ?['’]?t|didn ?['’]?t|isn ?['’]?t|won ?['’]?t|hasn ?['’]?t|haven ?['’]?t|late|delay\w*|chang\w+|problems?|issues?|trouble|wrong|falls? through|goes? tits up|struggl\w+"
    r"|slips?|short|different|bounce[sd]?|stuck|happens?|comes? up|crops? up|anything|something)\b"
)
_IF_EN = rf"(?:if|should|in case|unless|whenever|when)\b(?=[^,.;!?]{{0,40}}{_AMISS_EN})[^,.;!?]{{1,50}}|any (?:problems?|changes?|issues?|trouble|bother|delays?)"
_TELLS = re.compile(
    rf"{_WHEN_ZH}{_TELLS_ZH}|{_TELLS_EN} (?:{_IF_EN})|(?:{_IF_EN})[,;]? (?:then )?{_TELLS_EN}"
)
_THINKS = re.compile(
    r"想想|想一|考虑|商量(?:一?下|好|完|了)再|问(?:问|一?下|过)|看看|看一|看情况|算算|算一|查|确认|核实|了解"
    r"|\b(?:think|decide|check|ask|see|agree|mind|sure|talk)\b"
)
"""What she has still to make up her mind about."""


def tells_us(text: str) -> re.Match[str] | None:
    """Find her word that she will tell us if something goes amiss, in a text in plain spelling."""
    found = _TELLS.search(text)
    return found if found is not None and _THINKS.search(found.group()) is None else None


def will_tell_us(text: str) -> bool:
    """Whether somebody will tell us if something goes amiss.

    >>> will_tell_us("同意，那天要是没发我再跟你说"), will_tell_us("有变化我再跟你说")
    (True, True)
    >>> will_tell_us("I'll let you know if anything changes"), will_tell_us("any problems I'll shout")
    (True, True)
    >>> will_tell_us("我不确定，我想想再跟你说"), will_tell_us("I'll let you know when I've decided")
    (False, False)
    >>> will_tell_us("没钱，别再联系我"), will_tell_us("yes if my wages come I'll text you")
    (False, False)
    """
    return tells_us(fold(text)) is not None
