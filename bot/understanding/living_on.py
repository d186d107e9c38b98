# ruff: noqa: E501 - a pattern is read best on one line
"""A sum she lives on, or that somebody else takes, gets or lends: none of it is offered to us.

"SSP is £118 a week", "£118 a week is all I live on", "klarna takes 30 a week off me", 花呗每月还300. Words of
offering beside the sum win: "I can do 20 a week out of my pension". Works on Python 3.10.
"""

from __future__ import annotations

import re

_INCOME = (
    r"(?:wages?|salary|pay ?packet|income|take[- ]?home|earnings|pension|universal credit|uc|pip|esa|jsa|ssp|dla|smp"
    r"|statutory(?: sick| maternity)? pay|sick pay|maternity(?: pay)?|attendance allowance"
    r"|child benefit|housing benefit|benefits?|tax credits?|job ?seekers?|dole|allowance|disability|student loan"
    r"|giro|credit union)"
)
_COPULA = (
    r"(?: payments?| money| after tax| now| currently| is| are|'s| was| of| at| to| only| just| about| around| like| literally"
    r"| roughly| comes?(?: in| out)?| works? out| gives?(?: me| us)?| pays?(?: me| us)?"
    r"|:|=| -|,)*"
)
_INCOME_BEFORE = re.compile(
    rf"\b(?:my (?:pay|money)|{_INCOME}){_COPULA} ?[£$€]?$"
    r"|\b(?:i'?m|im|i am|we'?re|living|live|survive|surviving|getting by|manage|managing|exist) (?:only |just )?"
    rf"(?:on|off)(?: (?:about|around|just|only|like|my|{_INCOME}|at|of))* ?[£$€]?$"
    r"|\b(?:i|we|he|she|partner|husband|wife|hubby)(?:'?m| am|'?re| are)?(?: only| just| literally| currently| both)*"
    r" (?:gets?|getting|receives?|receiving|brings? in|makes?|earns?|claims?|takes? home)(?: only| just| about| around| like"
    r"| roughly| a total of)* ?[£$€]?$"
)
"""What comes in, right before the sum."""
_OUT_OF_IT = re.compile(r"\b(?:from|out of|off|when|once|after|as soon as|until|till)(?: [\w']+){0,2} $")
"""Before what comes in, where it is what she pays out of or waits for: "from my pension 30 a week"."""
_LIVED_ON_AFTER = re.compile(
    r"[^\d.,!?]{0,20}?(?:"
    r"\b(?:is|was|are|its|it's|that's|thats) (?:literally |basically |just |only )?(?:all|everything|the only thing|what|my (?:whole|only|entire|total))"
    r"[^\d.,!?]{0,12}?(?:(?:i|we)(?:'?ve| have)?(?: got)? (?:to )?(?:live|survive|get(?: by)?|receive|earn|exist|make)\b|(?:my )?(?:income|comes in|coming in|money))"
    r"|\b(?:to live|to survive|to get by|to feed)\b|\bcom(?:es|ing) in\b"
    r"|\b(?:is|as) (?:my|our) (?:whole |only |entire |total |full )?(?:income|wages?|pay|pension|benefits?|take[- ]home)\b"
    rf"|^ ?(?:a (?:week|month|fortnight) )?(?:in |of |from )?{_INCOME}\b(?! (?:day|on|by|when|out)))"
)
_WE = r"(?:you|u|ya|yous|harbour|yourselves|this|it|that|the (?:loan|arrears|debt|account)|clear|settle|pay|start|begin|get|catch)\b"
_BRAND = (
    r"(?:klarna|clear ?pay|lay ?buy|zilch|pay ?pal|monzo|capital one|aqua|vanquis|barclay ?card|amex|littlewoods|very|next|argos|studio"
    r"|provident|morses|lowell|cabot|pra|amigo|loans? ?(?:2|to) ?go|quick ?quid|lending stream|drafty|sunny|wonga|brighthouse|perfect ?home"
    r"|the other (?:lot|lender|loan)|another (?:lender|loan|company)|(?:an)?other (?:debts?|loans?|creditors?|lenders?)"
    r"|loan ?sharks?|bailiffs?|debt collectors?|stepchange|(?:my )?(?:dmp|iva)|csa|cms|child maintenance|the (?:council|court|bank|dwp|landlord)"
    r"|council tax|(?:my )?(?:landlord|ex|rent|mortgage|gas|electric|energy|water|phone|catalogue|credit cards?|overdraft|car finance|nursery|childcare)"
    r"|(?:my |our )(?:mum|mam|mom|dad|brother|sister|mate|friend|boss|nan|gran|cousin|kids?|son|daughter|lad|partner|wife|husband|lodger))"
)
_TO_OTHERS_BEFORE = re.compile(
    rf"\b(?:pay(?:s|ing)?(?: off)?(?: to)?|ow(?:e|es|ed|ing)|give|giving|send(?:ing)?|gave) (?!{_WE}){_BRAND}(?: \w+)? ?[£$€]?$"
    rf"|\b{_BRAND}(?: is| are|'s|s)?(?: now| already| currently| still| just| only)* (?:takes?|taking|took|wants?|wanting|charges?|charging"
    r"|deducts?|deducting|docks?|docking|gets?|getting|has|have|needs?|lends?|lending|lent|gives?|giving|gave)(?: me| us)?"
    r"(?: about| around| another| an extra| over)* ?[£$€]?$"
    r"|\bthey(?:'re|'ve| are| already| have)* (?:take|taking|took|dock|docking|deduct|deducting|get|want)(?: about| around| another)* ?[£$€]?$"
    r"|\b(?!you|u\b)\w+ (?:takes|deducts|docks|gives me|lends me|gave me|lent me|are taking|is taking)(?: about| around| another)* ?[£$€]?$"
)
_TO_OTHERS_AFTER = re.compile(
    r"(?: ?(?:quid|pounds?|bucks|dollars?))?(?: (?:a|per|each|every) (?:week|month|fortnight))?"
    r"(?: (?:goes|going|already goes|is going))?"
    rf" (?:(?:off |over |out )?to|for) (?!{_WE}){_BRAND}\b"
    r"|(?: ?(?:quid|pounds?))?(?: (?:a|per|each|every) (?:week|month|fortnight))? (?:goes|is going|going) (?:to|on|out)\b(?! you)"
    r"|(?: ?(?:quid|pounds?))?(?: (?:a|per|each|every) (?:week|month|fortnight))? (?:out of|from|off) (?:me|my \w+) "
    rf"(?:goes|for|to) (?!{_WE})"
)
_CAN = re.compile(
    r"\b(?:can|could|able to|'ll|will|would|might|spare|afford|manage|offer|give you|pay you|send you|do|put|let me|i'?d|how about|what about|say|maybe)\b(?: \S+){0,5} ?[£$€]?$"
)
_OFFERED_AFTER = re.compile(
    r"[^\d.,!?;]{0,14}?\b(?:spare|left over|free|for you|to you|towards|to pay (?:you|this|it)|is that ok|would that|ok\?|okay\?|possible|is all i (?:can|could|have|'?ve got)|please)\b"
)
_REFUSED = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t|no way i can|not able to|unable to|won'?t|don'?t have|do not have|haven'?t got|havent got)"
    r" (?:be able to )?(?:possibly |even |just |really )?(?:pay|give|do|afford|find|manage|spare|send)?(?: you| u| that| the| out)* ?[£$€]?$"
)
_BUT_LATER = re.compile(
    r"\b(?:un|')?(?:til|till)\b|\buntil\b|\bbefore\b|\b(?:to)?day\b|\bnow\b|\bat once\b|\bin one\b|\btonight\b|\bright away\b|\bmore\b"
    r"|\bthis (?:week|month)\b|\bstraight\b|\byet\b|\bon the\b"
)
_ZH_INCOME = r"(?:低保|退休金|养老金|抚恤金|失业金|失业补助|救济金?|病假工资|产假工资|生育津贴|补贴|补助|津贴|抚养费|生活费|助学金|奖学金|工资|收入|月薪|薪水|底薪|月入)"
_ZH_BEFORE = re.compile(
    rf"(?<!从)(?<!拿){_ZH_INCOME}(?:[是有就只才也大概约了的到手]|现在|目前|总共|一共|差不多|领|拿|发|给|一?个?(?:月|周|星期|礼拜)|每个?(?:月|周|星期|礼拜))*$"
    r"|(?:吃|领|拿|靠)(?:着|了)?(?:低保|补助|退休金|养老金|失业金|救济)[^，。,\d]{0,6}$"
)
_ZH_LENDERS = r"(?:花呗|借呗|白条|微粒贷|网商贷|信用卡|招行|工行|建行|平安|房贷|车贷|房租|(?:别的|其[他它])(?:贷款|平台|网贷|债)|网贷)"
_ZH_BRAND = rf"(?:{_ZH_LENDERS}|别人|人家|别家|朋友|亲戚|同事|老板|我?[爸妈哥姐弟妹叔]|房东|银行|老师|学校|医院|孩子|娃|老家|家里)"
_ZH_TO_OTHERS = re.compile(
    rf"(?:欠|还|给|付|交)(?:着|了)?{_ZH_BRAND}(?:那边|那里|里)?(?:的?钱)?(?:还有|有|是|要|得|也|就|每个?(?:月|周|星期)|一个?(?:月|周|星期)|[ ，,])*$"
    rf"|(?<!从)(?<!用)(?<!找)(?<!跟)(?<!向){_ZH_BRAND}(?:那边|那里|里)?(?:都|也|还|就)?(?:每个?(?:月|周|星期)|一个?(?:月|周|星期))?(?:都|也|还|就)*(?:要|得|扣|收|拿走|划)(?:走|掉|了|还|我|给)*$"
)
_ZH_LIVED_ON = re.compile(
    r"(?:块钱?|元)?(?:一个?月|每个?月|一个?(?:周|星期))?[，, ]?(?:就?是我?(?:全部|所有|唯一)的?(?:收入|工资|生活费)|(?:还|也|又)?(?:得|要)(?:留着)?(?:吃饭|吃药|买药|看病|交房租|生活|租房|买米|买菜|买奶粉)|(?:还)?要?养(?:活|家|孩子|娃|一家)|过日子|的?(?:低保|退休金|养老金|生活费|抚养费))"
)
_ZH_REFUSED = re.compile(r"(?:给|拿|还|付|掏|凑|出)不(?:了|起|出来?|上)(?:你们?|您|这|那)?$|没有?$")


def is_no_offer(text: str, begin: int, finish: int) -> bool:
    """Whether the sum at this place is lived on, goes to others, comes from others, or is refused.

    Args:
        text: the message, in small letters.
        begin: where the sum begins.
        finish: where it ends.

    >>> is_no_offer("ssp is £118 a week", 7, 11), is_no_offer("118 a week is all i live on", 0, 3)
    (True, True)
    >>> is_no_offer("klarna takes 30 a week off me", 13, 15), is_no_offer("take 30 a week off me", 5, 7)
    (True, False)
    >>> is_no_offer("20 a week from my pension", 0, 2), is_no_offer("100 a month is all i have", 0, 3)
    (False, False)
    >>> is_no_offer("花呗每月要还300", 6, 9), is_no_offer("每月还300", 3, 6)
    (True, False)
    """
    first = max((found.end() for found in _PART.finditer(text, 0, begin)), default=0)
    before = text[first:begin].replace("\u2019", "'")
    after = text[finish:].replace("\u2019", "'")
    if _REFUSED.search(before) and not _BUT_LATER.search(after):
        return True
    if _CAN.search(before) and not (_TO_OTHERS_AFTER.match(after) or _LIVED_ON_AFTER.match(after)):
        return False
    if _TO_OTHERS_BEFORE.search(before) or _TO_OTHERS_AFTER.match(after):
        return True
    if _ZH_TO_OTHERS.search(before) or _ZH_LIVED_ON.match(after):
        return True
    if _ZH_REFUSED.search(before) and not re.match(r"(?:块钱?|元)?(?:到|得等|要等)", after):
        return True
    if _OFFERED_AFTER.match(after):
        return False
    if _LIVED_ON_AFTER.match(after) or _ZH_BEFORE.search(before):
        return True
    income = _INCOME_BEFORE.search(before)
    return income is not None and _OUT_OF_IT.search(before[: income.start()]) is None


_PART = re.compile(
    r"[,，。;；!！?？…\n]|\.(?!\d)|\b(?:and|but|so|then|cos|coz|because)\b|(?<=[\u4e00-\u9fff]) |但是?|不过|所以|然后"
)


_MONTH_TOLD = re.compile(
    rf"\b{_INCOME}\b|\b(?:live|living|survive|get by) (?:on|off)\b|\b(?:off sick|laid off|{_BRAND})\b|{_ZH_INCOME}|{_ZH_LENDERS}"
)


def tells_what_comes_in(text: str) -> bool:
    """Whether it is told what comes in or goes to others, of which less is left for us.

    >>> tells_what_comes_in("my pension is 220 a week, help"), tells_what_comes_in("charged me 25 twice")
    (True, False)
    """
    return _MONTH_TOLD.search(text.lower()) is not None


_NOTHING = re.compile(
    r"\W*(?:honestly|well|sorry|um+|literally|basically)?\W*(?:(?:absolutely )?nothing|nowt|zero|nil|none|0|not a (?:penny|thing)|nada|zilch"
    r"|(?:i )?(?:can'?t|cannot) (?:spare|afford|manage|do|give|pay) (?:anything|any|a penny|nothing)|(?:there(?:'s| is) )?nothing(?: left| spare| at all)*"
    r"|(?:i )?(?:don'?t|do not) have (?:anything|any)(?: spare| left)?|(?:我)?(?:真的?|实在)?(?:一分(?:钱)?(?:都|也)?|什么都?|啥都?)?(?:没有|拿不出来?|没了|没钱|零|还不了|给不了))"
    r"(?:\W*(?:at all|left|spare|right now|now|at the moment|sorry|really|mate|i'?m afraid|a month|了|啊|呀|吧|的|钱))*\W*",
    re.IGNORECASE,
)


def has_nothing_to_spare(text: str) -> bool:
    """Whether the answer to what she can spare is: nothing.

    >>> has_nothing_to_spare("nothing, sorry"), has_nothing_to_spare("真的拿不出来"), has_nothing_to_spare("20")
    (True, True, False)
    """
    return _NOTHING.fullmatch(text.strip()) is not None
