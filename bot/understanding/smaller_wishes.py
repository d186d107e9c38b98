# ruff: noqa: E501 - a pattern is read best on one line
"""Wishes about contact that are smaller than a stop: till then, nobody else, what to expect, she writes to us.

To end all contact is a plain wish to be left alone for good. What has a day in it, or speaks of another
person, of her own messages, of an address or of what money to expect, asks for less. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold
from bot.understanding.signal_words import written_out

_REACHED_EN = r"(?:text|messag|msg|call|ring|phon|contact|e-?mail|writ|chas|remind|both|disturb|bug|nag|hassl|pester|leave|peace|quiet|hear|speak|talk)\w*"
_TILL_THEN = re.compile(
    rf"\b{_REACHED_EN}\b[^.!?]{{0,30}}\b(?:till?|until|untill|before|b4) (?:then|that (?:day|date)|the day|it'?s due|it is due)\b"
    rf"|\b(?:till?|until|untill|before) (?:then|that (?:day|date))\b[^.!?]{{0,16}}\b(?:dont|don'?t|do not|no|stop|leave|quit)\b[^.!?]{{0,16}}\b(?:{_REACHED_EN}|alone)\b"
    r"|(?:到时候?|到那天|到那时候?|那天|那时候?|等那天)(?:你们?|您)?(?:再|才)来?(?:给我|跟我|向我|和我)?(?:联系|联络|找|发(?!工资|钱)|打(?!款|钱)|提醒|通知)"
    r"|(?:在)?(?:那天?|那时候?|那个?日子|这天|此|到期|到日子)(?:之|以)?前(?:你们?|您)?(?:请|麻烦|都|先|就|也|千万)*(?:别|不要|不用|勿|不许|不必|甭)(?:再|来|给我|跟我|老是?|总是?)*(?:联系|联络|找|发|催|打|提醒|吵|烦|打扰)",
)
_NO_DAY_AFTER = re.compile(r"永远|彻底|再也|\b(?:ever|never|forever|for good)\b")


def quiet_till_then(text: str) -> bool:
    """Whether peace is asked for until the day that is talked of already.

    >>> quiet_till_then("finally. dont text me again till then"), quiet_till_then("那天之前别发消息了")
    (True, True)
    >>> quiet_till_then("leave me alone"), quiet_till_then("I'll pay then"), quiet_till_then("到时候再还")
    (False, False, False)
    """
    plain = fold(text)
    return _TILL_THEN.search(plain) is not None and _NO_DAY_AFTER.search(plain) is None


_EXPECT = re.compile(
    r"\b(?:dont|don'?t|do not|dnt|no point|never) (?:\w+ )?(?:expect(?:ing)?|bank(?:ing)? on|count(?:ing)? on|hold(?:ing)? your breath)\b"
    r"|\bexpect nothing\b|(?:别|不要|甭|休|不用)(?:想|指望|期待|等)(?:着)?(?:我|从我)?(?:能|会|还|给|拿|什么|有|这|了)"
)
_REACHED = re.compile(
    r"\b(?:text|messag|call|ring|phon|contact|e-?mail|writ|chas|remind|bother|disturb|stop|alone|reply|repl|answer|respon|pick up|hear|speak|talk)"
    r"|联系|短信|消息|电话|微信|邮件|打扰|[烦骚]|接|回(?:复|你)"
)


def says_what_to_expect(text: str) -> bool:
    """Whether somebody tells what money is not to be expected, and speaks of no message and no call.

    >>> says_what_to_expect("so dont expect anything from me"), says_what_to_expect("别指望我还")
    (True, True)
    >>> says_what_to_expect("don't expect me to reply"), says_what_to_expect("stop it, expect nothing")
    (False, False)
    """
    plain = fold(text)
    return _EXPECT.search(plain) is not None and _REACHED.search(plain) is None


_TELL_NOBODY = re.compile(
    written_out(
        r"\b(?:dont|don'?t|do not|dnt|never|please not|not to|cant|can'?t|must not|mustnt)(?: you| ever| go)? (?:tell(?:ing)?|inform(?:ing)?|say (?:anything|a word|nothing) to|let on to|mention (?:it|this|anything) to|speak to|talk to|let)\b"
        r" (?:any ?(?:one|body)(?: else)?|(?:my|the|our) (?:\w+ )?(?:@kinword|boss|work|employer|family|friends?|mates?|colleagues?|manager|parents|kids|neighbou?rs?|landlord)s?|(?:people|them|him|her) at work|work)\b(?! (?:know )?(?:me|to (?:call|ring)))"
        r"|\b(?:tell|say) (?:nothing|not a word|no ?(?:one|body))\b|\btell (?:my|the|our) (?:@kinword|boss|work|employer|family|friends?)s? nothing\b|\bkeep (?:this|it) (?:just )?(?:between us|private|quiet|confidential|secret|to yourselves?)\b",
        language="en",
    )
    + "|"
    + written_out(
        r"(?:别|不要|不能|千万别|不许|不准|请勿|不可以?)(?:去|随便|乱|再|让|被)?(?:告诉|通知|透露给?|跟|和|对|让)(?:我|我们)?(?:的)?(?:家里?)?(?:@kin|家里?人|单位|公司|同事|领导|老板|朋友|亲戚|别人|任何人|其他人|外人|他们)(?:知道|说|讲|提|晓得|发现)?(?!.{0,3}(?:打电话|发短信|联系))"
        r"|(?:这事|这个事?|别|不要)(?:只有)?(?:让)?(?:别人|任何人|外人|我家人)知道|(?:帮我|请|麻烦|给我)?保密(?!吗|不)",
        language="zh",
    ),
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|吗\W*$|\b(?:do|did|will|would|have|are) (?:you|u)\b", re.IGNORECASE)


def keeps_it_from_others(text: str) -> bool:
    """Whether nobody else is to be told; she herself may be written to, and is told that nobody is.

    >>> keeps_it_from_others("dont tell anyone at work"), keeps_it_from_others("别跟我老婆说")
    (True, True)
    >>> keeps_it_from_others("tell my wife nothing"), keeps_it_from_others("不要告诉我单位")
    (True, True)
    >>> keeps_it_from_others("don't text my wife"), keeps_it_from_others("别给我单位打电话")
    (False, False)
    """
    return _TELL_NOBODY.search(fold(text)) is not None


_SHE_WRITES = re.compile(
    r"\b(?:can|could|may|shall|should|do|will|would|ok(?:ay)? if|if) i (?:just |still |also |then |always |simply )*(?:message|text|msg|tell|write(?: to)?|contact|let|reach|ping|come back|get back|reply)\b(?:(?: to)? (?:you|u|ya|here|back)| in| on)?"
    r"|\bi(?:'?ll| will| can| could) (?:just |then )?(?:message|text|msg|write to|contact|ping) (?:you|u|ya|here)\b"
    r"|我(?:到时候?|能不能|可不可以|可以|能|会|再|还|就|先|随时|直接|来|提前){0,4}(?:跟|给|和|在这(?:里|儿)?|向)?(?:你们?|您|这(?:里|儿)?)(?:发消息|发信息|留言|说一?声|讲|联系|打招呼)"
)
_NEGATED = re.compile(r"\b(?:stop|unsubscribe|leave me|alone|opt out)\b|别|不要|退订")


def writes_herself(text: str) -> bool:
    """Whether she speaks of writing to us herself, and asks for no silence.

    >>> writes_herself("what if im late again? like can i just message you"), writes_herself("有变化我再跟你们说一声")
    (True, True)
    >>> writes_herself("stop, I'll message you"), writes_herself("message me later")
    (False, False)
    """
    plain = fold(text)
    return _SHE_WRITES.search(plain) is not None and _NEGATED.search(plain) is None


_ADDRESS = re.compile(
    r"\b(?:my|our|the|new|his|her)? ?e-?mail(?:'?s| is| address(?:'?s| is)?)?:? [\w.+-]+@[\w-]+\.\w+|^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$"
    r"|(?:邮箱|邮件)(?:地址|号)?(?:是|：|:)? ?[\w.+-]+@",
    re.IGNORECASE,
)
_NEW_NUMBER = re.compile(
    r"\b(?:change|update|swap|amend|correct) (?:my|the|our) (?:phone |mobile |contact |e-?mail |home )*(?:number|no\b|details|address|e-?mail)"
    r"|\b(?:my|our|the) (?:phone |mobile |contact )*(?:number|e-?mail|address) (?:has |have |is |just |been )*(?:changed|different now|new)\b"
    r"|(?:\b(?:i(?:'?ve| have)?|we(?:'?ve| have)?) (?:just |only |now |recently )*|^\W*(?:just |so |hi |hey )*)(?:got|have|changed|switched to|moved to|bought)(?: to)? (?:(?:a|an|my) (?:brand )?new|my) (?:sim\b|phone number|number|mobile(?! phone)|e-?mail|address)"
    r"|\bnew (?:number|sim|e-?mail)(?: (?:is|now)\b|[:,]? ?\+?\d{3})|\bmy new (?:number|mobile|e-?mail|address)\b|\b(?:just )?got a new sim\b"
    r"|(?:我|本人)?(?:的)?(?:手机|电话|联系|邮箱|号码?|地址)(?:号码?|方式|地址)?(?:已经?|刚|最近|都)?(?:换|改|变)(?:了(?!(?:主|别|人))|成|新)"
    r"|(?:我)?(?:换|改)(?:了)?(?:个|一个|新的?)*(?:手机号码?|号码?|电话|邮箱|联系方式|手机卡|卡号)(?!.{0,3}扣)|(?:更新|修改|更改|改|换)(?:一下)?(?:我的?|预留的?|登记的?)*(?:手机号码?|电话号码?|联系方式|联系电话|预留号码?|邮箱)",
    re.IGNORECASE,
)
_NOT_HERS = re.compile(
    r"\bthis (?:number|phone)\b|\bwho (?:dis|is|are|s)\b|\bwrong\b|\bdont know\b|这个?(?:号|手机|电话)|打错|不认识|是谁|你谁|银行卡|卡换"
)


_WHICH_NUMBER = re.compile(
    r"\b(?:what|which) (?:phone |mobile |contact )?(?:number|no|phone|mobile|one) (?:do|did|have|is it|are) (?:you|u|ya|they)(?: guys| lot| people)? (?:\w+ )?(?:have|hold|got|use|using|hav)\b(?! (?:to|i can|for (?:customer|help|call|pay)))"
    r"|\b(?:is it|have you(?: still)? got|do you (?:still )?have|are you using) my (?:old|new|previous) (?:phone |mobile )?(?:number|one|no)\b"
    r"|(?:留|登记|登記|预留|預留|存|绑定?|綁定?|填)(?:给你们?)?(?:的|了)?(?:是)?(?:我)?(?:的)?(?:手机|手機|电话|電話)?(?:号码?|號碼?)?(?:是)?(?:哪一?[个個]|什么|什麼|多少|[几幾]|啥)(?:手机|手機|电话|電話)?(?:号|號)?"
    r"|(?:换|換|改).{0,12}你们?(?:那边|那里|那儿|这边|系统里?|那)?(?:的|是|有|用|还是)*(?:哪一?[个個]|什么|多少)(?:手机|电话)?(?:号|號)",
    re.IGNORECASE,
)
_NUMBER_NAMED = re.compile(r"\b(?:number|phone|mobile|sim|no)\b|[号號]|手机|手機|电话|電話", re.IGNORECASE)


def asks_which_number(text: str) -> bool:
    """Whether somebody asks which number we have of her.

    >>> asks_which_number("I changed my phone, what number do you have"), asks_which_number("换手机了 你们留的是哪个号码")
    (True, True)
    >>> asks_which_number("I've got a new number, which one do you have for me?"), asks_which_number("我换手机号了，你们那边是哪个号")
    (True, True)
    >>> asks_which_number("what number do you have for customer service"), asks_which_number("你们电话是多少")
    (False, False)
    >>> asks_which_number("which one do you have to pay first"), asks_which_number("留几号")
    (False, False)
    """
    plain = fold(text)
    return (
        _WHICH_NUMBER.search(plain) is not None
        and _NUMBER_NAMED.search(_DAY_OF_MONTH.sub("", plain)) is not None
    )


_DAY_OF_MONTH = re.compile(r"[几幾][号號]")


def new_contact_details(text: str) -> bool:
    """Whether somebody gives us, or wants to change, the number or address that we have of her.

    "I only just got this number" is what a stranger says.

    >>> new_contact_details("can you change my phone number on file"), new_contact_details("我换手机号了")
    (True, True)
    >>> new_contact_details("my emails dave@hotmail.com"), new_contact_details("i just got a new sim")
    (True, True)
    >>> new_contact_details("I only just got this number"), new_contact_details("new phone who dis")
    (False, False)
    """
    plain = fold(text)
    if _NOT_HERS.search(plain):
        return False
    return _ADDRESS.search(plain) is not None or _NEW_NUMBER.search(plain) is not None


def asks_for_less(text: str) -> bool:
    """Whether a stop that no pattern hears is a smaller wish, or none: only a classifier's guess is asked.

    >>> asks_for_less("so dont expect anything from me"), asks_for_less("keep this between us")
    (True, True)
    >>> asks_for_less("enough now, I mean it"), asks_for_less("don't tell anyone and leave me alone")
    (False, True)
    """
    readers = (says_what_to_expect, keeps_it_from_others, writes_herself, new_contact_details)
    return any(each(text) for each in readers)
