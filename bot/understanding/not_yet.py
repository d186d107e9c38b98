"""Whether a payment is spoken of that is still to come: "once I pay", 还完这笔就, 我今天就全还了.

Such a message reports no payment, though the words for paying stand in it. A payment that was made and stands
beside it is believed. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.folding import fold
from bot.understanding.mentions import DateMention

_PAY_ZH = r"(?:还|付|交|结|缴|转)"
_OFF_ZH = rf"(?:{_PAY_ZH}(?:清|完|掉|上|齐)|结清|全还|都还)"
_AFTER_ZH = r"(?:之?以?后|的话)?[,， ]?"
_COMING_ZH = re.compile(
    rf"(?:等|如果|要是|假如|只要|一旦|假设|若是?)(?:我|他|她|们|把|能|这[笔期个]?|钱|都|全部?|一次性?)*{_PAY_ZH}"
    rf"|{_OFF_ZH}(?:这[笔期个次]|它|钱|债|贷款|全部|所有的?)*{_AFTER_ZH}"
    r"我?(?:们|就|才|多久|什么时候|能不能|能|可以)"
    rf"|那我?(?:把)?(?:这[笔期个])?(?:都|全部?)?{_OFF_ZH}了?{_AFTER_ZH}(?:就|要?多久|什么时候|几天|能|可以|会)"
    r"|(?:今天|今晚|今日|现在|马上|立刻|这就|待会儿?|等下|一会儿?|晚上|下午|明天|后天|月底|下周|下个?月)我?就?"
    rf"(?:一次性?|全部?|都)+(?:给你们?|把)?{_PAY_ZH}"
    rf"|先{_PAY_ZH}着"
    rf"|(?:明天|明儿|后天|月底|月初|下周|下个?月|(?:周|星期|礼拜)[一二三四五六日天]|\d[号日])(?:我|就|能|可以|一定|肯定|保证)*{_OFF_ZH}了?(?![的吗])"
    rf"|^\W*(?:我|要是|等)?{_PAY_ZH}(?:清|完)?了(?:钱|款)?(?:[之以]?后)?(?:能不能|可不可以|可以|能|会不会|是不是就?|还会|就能)"
    r"[^，。！？]{0,8}(?:记录|征信|信用|逾期|影响|额度|再借|消)"
    rf"|^\W*(?:我|那|就|先|想)*{_PAY_ZH}[零一二两三四五六七八九十百千万\d.]+(?:块|元)?[五六七八九\d毛角]*(?:钱|吧|行吗|可以吗|好吗)?\W*$"
    r"|(?:要|要是|如果)?有钱(?:我|就|早|肯定|的话|了)*(?:给你们?)?(?:早就?)?(?:还|付|给)"
    r"|(?:会|要|想|准备|打算|争取|保证|肯定|(?:答应|[约说讲定][好定]了?|约了)[^,，。！？]{0,5})"
    rf"(?:在|把|尽快|按时|全部?|都|今天|明天|一次性?)*{_PAY_ZH}(?!的[^,，。！!啊]|不)"
)
_COMING_EN = re.compile(
    r"\b(?:once|if|when|whenever|as soon as|until|unless) (?:i|we)(?:'?ve| have)? (?:\w+ )?"
    r"(?:pay|repay|settle|clear|paid|settled|cleared)\b(?<!when i paid)(?<!when we paid)"
    r"|\b(?:i'?ll|i will|we'?ll|we will|i can|i'?m going to|i'?m gonna|gonna|going to|let me|want to|plan to"
    r"|promised? to|agreed? to|arranged to|supposed to|said i(?:'?d| would)|about to|will) (?:\w+ )?"
    r"(?:pay|repay|settle|clear)\b"
)
_MADE = re.compile(
    r"已经?(?!经|约|说|答应|定|同意|承诺)|[刚昨]|前天|上周|上个?月|早就|早上|上午|[还付交转]过|都还了(?!就)|成功|扣了"
    r"|到账|流水|凭证|截图"
    r"|\balready (?!agreed|promised|arranged|said)|\bjust (?:paid|sent)|yesterday|\blast (?:week|month|night)"
    r"|\bago\b|\b(?:i|we|it|was|been|have|had|'ve) (?:\w+ )?(?:paid|sent|transferred)\b"
    r"|\bpaid (?:it|on|in|by|last|off)\b|\bwent (?:out|through)\b|\breceipt\b|\bproof\b"
)
_IF_I_HAD = re.compile(
    r"有钱(?:我|就|早|还?你们?|还用|的话|了|，|,)*早?就?还了|\bif i had (?:it|the money|any)\b"
)
"""Who says "有钱早就还了" has paid nothing."""
_ONCE_PAID = re.compile(
    r"\b(?:once|if|as soon as|until|unless) (?:i|we)(?:'?ve| have)? (?!already)(?:\w+ )?(?:paid|settled)\b"
)


_WAGES = re.compile(
    r"\b(?:i|we|he|she)(?:'?ve| have| had)? (?:was|were|got|get|been|only got|just got)(?: only"
    r"| just)? paid\b"
    r"|\bgot paid (?:yesterday|today|this|last|on)\b|\b(?:yesterday|today) (?:was|is) pay ?day\b"
    r"|\bi lost my job\b|\bgot your (?:message|text|e-?mail|letter)\b"
    r"|\bgot (?:my|our) (?:pay|wages?|salary)\b|(?:公司|老板|单位|工资)[^，。]{0,6}(?:发|给)了",
)
_PAID_US = re.compile(
    r"\b(?:i|we)(?:'?ve| have)? (?:already |just )?(?:paid|sent|transferred)\b|\bpaid (?:it|you|this|off"
    r"|the)\b"
    r"|\bwent (?:out|through)\b|\breceipt\b|\bproof\b|[还付转交](?:了|过|清|完)|扣了"
)


def tells_of_wages_only(text: str) -> bool:
    """Whether a payment that is told of is her own pay: "I was paid 1400 on Friday and it's all gone".

    >>> tells_of_wages_only("got paid yesterday, 50 on friday"), tells_of_wages_only("yesterday was payday")
    (True, True)
    >>> tells_of_wages_only("I was paid 1400 on friday"), tells_of_wages_only("I was paid and I paid you")
    (True, False)
    """
    plain = fold(text)
    return _WAGES.search(plain) is not None and _PAID_US.search(plain) is None


def not_yet_paid(text: str) -> bool:
    """Whether a message speaks of a payment that is still to come, and of none that was made.

    >>> not_yet_paid("我今天就全还了"), not_yet_paid("once I pay, how long?"), not_yet_paid("我已经还完了")
    (True, True, False)
    >>> not_yet_paid("两三百先还着"), not_yet_paid("先还了两百")
    (True, False)
    """
    plain = fold(text)
    if _IF_I_HAD.search(plain) is not None:
        return True
    if _MADE.search(_ONCE_PAID.sub(" ", plain)) is not None:
        return False
    return (_COMING_ZH.search(plain) or _COMING_EN.search(plain)) is not None


_OF_A_PAYMENT = re.compile(
    r"[还付转交打扣][了过]|已经?|刚|昨|成功|到账|凭证|截图|流水|记录|还没到"
    r"|\b(?:paid|sent|transferr\w+|went|gone|taken|took|cleared|been|already|have|has|did|done|made|last"
    r"|yesterday)\b"
)
_WHERE_IS_IT = re.compile(
    r"\bwhere(?:'?s| is| has| did)? (?:my|the) (?:first )?[£$€]?[\d.,]*(?:half| part| one)?"
    r" ?(?:gone|go|went)?\b"
    r"|(?:我|那)(?:的|那)*[\d.]*(?:块|元)?(?:那[笔部]分?)?(?:去哪儿?|哪儿?去|跑哪儿?去?|到哪儿?去?)了"
)
"""Who misses a sum in the plan just shown tells of no payment: "where's my 100 gone? 100 today"."""


def only_to_come(text: str, dates: Sequence[DateMention]) -> bool:
    """Whether every day named lies ahead and no word tells of a payment made: "120 on the 20th, 60 on 3 May".

    Args:
        text: the message.
        dates: the days read in it.

    >>> only_to_come("where's my 100 gone? 100 today", ()), only_to_come("100 has gone, 140 friday", ())
    (True, False)
    """
    plain = _WHERE_IS_IT.sub(" ", fold(text))
    return not any(day.past for day in dates) and _OF_A_PAYMENT.search(plain) is None
