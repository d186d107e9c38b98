# ruff: noqa: E501 - a pattern is read best on one line
"""How a wish about contact is narrower than it sounds: she may still be written to, so it is no stop.

Who welcomes a medium, or messages to herself, closes no more than what she names; who asks for fewer messages,
counts those that came or checks who we are before coming back asks for no silence. What is said for good
("never again", "unsubscribe") is no business of this module. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_MEDIUM_EN = (
    r"(?:texts?|texting|sms|e-?mails?|messages?|messaging|whatsapp\w*|letters?|calls?|writing|reminders?)"
)
_FINE_EN = r"(?:fine|ok(?:ay)?|alright|all right|good|welcome|no problem|not a problem|grand|cool|works?)"
_WELCOME = re.compile(
    rf"\b{_MEDIUM_EN}(?: here| me)?(?: to (?:me|my (?:own )?(?:phone|mobile|number)))?(?:['’]?s| is| are|['’]re)? (?:still |all |just |totally |perfectly )?{_FINE_EN}\b"
    rf"|\b(?:text|e-?mail|message|whatsapp|write to|call|ring) me(?: here| (?:any ?time|all you (?:like|want)|as much as you like|instead|directly|on mine))\b"
    r"|\b(?:just|only|rather|use|by|via|through) (?:a )?(?:texts?|sms|e-?mails?|messages?|whatsapp|post|letters?|calls?|phone)\b"
    r"|\b(?:texts?|sms|e-?mails?|messages?|whatsapp|post|letters?|calls?) (?:me )?instead\b|(?:改|换)(?:成|用|发)?(?:短信|微信|邮件|电话)"
    r"|\b(?:just|only) (?:text|e-?mail|message|whatsapp|contact|call|ring) (?:me|mine)\b(?! (?:when|once|after|if))"
    r"|(?:短信|微信|邮件|电话|信息|消息|qq)(?:我|联系)?(?:还是|还|也|就|都|倒|倒是)?(?:行|好|可以|没问题|没事|能(?:发|看|收))(?!不行)"
    r"|(?<![别不])(?:给我|跟我|和我)(?:本人)?(?:发|打|说|联系)(?:短信|微信|消息|信息|电话)?(?:都|就|倒是?|也|还)?(?:可以|行|没事|没问题|好)"
    r"|(?:发|打|联系|找)(?:给)?我(?:本人|自己)?(?:都|就|倒是?|也|还)?(?:可以|行(?!不行)|没事|没问题)",
    re.IGNORECASE,
)
_REFUSES_ALL = re.compile(
    r"都(?:别|不要|不行|不可以)|永远|再也|退订|拒收|\b(?:never|unsubscribe|opt out|nothing|none|no longer|not (?:ok|okay|fine|welcome))\b"
)


def may_still_write(text: str) -> bool:
    """Whether a medium is welcome, or messages to herself are: what she refuses beside it is narrower.

    >>> may_still_write("别再加我微信了,短信还行"), may_still_write("别碰我妈 给我发可以")
    (True, True)
    >>> may_still_write("don't ring my mum, texts to me are fine"), may_still_write("text me instead")
    (True, True)
    >>> may_still_write("stop emailing me, just text"), may_still_write("别发邮件了发短信就行")
    (True, True)
    >>> may_still_write("stop texting me"), may_still_write("别给我发可以吗"), may_still_write("短信微信都别发")
    (False, False, False)
    """
    plain = fold(text)
    return _WELCOME.search(plain) is not None and _REFUSES_ALL.search(plain) is None


_COUNTED = re.compile(
    r"\b(?:i['’]?ve|i have|i|we['’]?ve|that['’]?s|this is)(?: had| got| received| counted| already had)? (?:now |about |like |literally )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a dozen|loads of|so many|tons of|another|the (?:\w+th|third|second|fifth)) (?:\w+ )?"
    r"(?:messages?|texts?|e-?mails?|calls?|letters?|reminders?|voice ?mails?)\b"
    r"|(?:这|都|已经|一共|今天|这周|昨天|你们?|您)(?:都|已经|就|是|给我|发我|发了|打了|发给我){0,3}(?:\d+|第?[二三四五六七八九十几好多两]{1,2})(?:个|条|次|遍|通|封)(?:了)?(?:短信|消息|信息|电话|邮件|提醒)?",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"[别勿莫甭]|不(?:要|许|准|用|想)|停|够了|\b(?:stop\w*|quit|dont|don['’]?t|do not|no more|enough|leave|never|cease|unsubscribe|off my)\b",
    re.IGNORECASE,
)


def counts_what_came(text: str) -> bool:
    """Whether somebody says how many messages came and refuses none.

    >>> counts_what_came("i've had five messages off you since monday"), counts_what_came("你们这周都发了五条短信了")
    (True, True)
    >>> counts_what_came("I've had five messages, stop it"), counts_what_came("I've had two payments taken")
    (False, False)
    """
    plain = fold(text)
    return _COUNTED.search(plain) is not None and _REFUSED.search(plain) is None


_CHECKS_FIRST = re.compile(
    r"(?:是真的|没问题|是你们|没毛病|是正规的?|核实(?:好|完|清楚)?了?|确认(?:好|完|清楚)?了?|查(?:清楚?|好|完|明白)了?|问(?:清楚?|好|完|明白)了?)(?:的话)?[，, ]?(?:我|就|再|会){1,3}(?:再|就|会)?(?:来|回来?|说|联系|弄|还|聊|办|处理)"
    r"|\b(?:if|once|when) (?:it|this|that|you|you['’]?re|its|it['’]?s|i['’]?ve|i have)(?:['’]?s| is| are)? (?:\w+ )?(?:real|genuine|legit\w*|right|true|ok(?:ay)?|checked|looked(?: it| you)? up|asked)\b[^.!?]{0,24}\b(?:come|be|get|pay|write|message|reply|talk|sort)\w*(?: back| it)?"
    r"|\bi(?:['’]?ll| will) (?:come|be|get|write) back\b[^.!?]{0,16}\b(?:if|once|when|after) ",
    re.IGNORECASE,
)


def checks_before_coming_back(text: str) -> bool:
    """Whether somebody checks who we are first and comes back then: neither a stop nor a complaint.

    >>> checks_before_coming_back("我打你们官方电话问一下 是真的我再来")
    True
    >>> checks_before_coming_back("I'll ring them and if it's real I'll come back")
    True
    >>> checks_before_coming_back("是真的别再来了"), checks_before_coming_back("it's real, leave me alone")
    (False, False)
    """
    plain = fold(text)
    return _CHECKS_FIRST.search(plain) is not None and _REFUSED.search(plain) is None


_PLAIN_REFUSAL = re.compile(
    r"(?:你们?|您|请|求你们?|先)*(?:别|不要|甭|莫)(?:再|老|总|乱)*(?:给我)?(?:发|打|找|联系|吵|催)(?:我|消息|短信|信息|电话)*(?:了|啦|啊)*"
)


def only_until_then(said: str) -> bool:
    """Whether a refusal is the short one of everyday talk, which hours named beside it narrow.

    "别发了 … 下午四点以前别给我发" asks for hours. An English stop revokes consent by itself, and stays.

    >>> only_until_then("别发了"), only_until_then("退订"), only_until_then("永远别联系我"), only_until_then("stop texting me")
    (True, False, False, False)
    """
    return _PLAIN_REFUSAL.fullmatch(said.strip()) is not None


_IS_REACHED = re.compile(
    r"打|电话|联系|发(?!工资|薪|钱)|短信|消息|微信|邮件|提醒|吵|扰|接|来电|[找催叫]我"
    r"|\b(?:call|text|messag|msg|ring|rang|phon|contact|e-?mail|reach|remind|whatsapp|bother|disturb|talk|speak|write|chas|answer|pick up|hear from|quiet|sleep)",
    re.IGNORECASE,
)


def speaks_of_being_reached(text: str) -> bool:
    """Whether a message has any word of messages or calls; a day that suits without one is a day to pay.

    >>> speaks_of_being_reached("tuesdays instead of mondays"), speaks_of_being_reached("text me on tuesdays")
    (False, True)
    """
    return _IS_REACHED.search(text) is not None
