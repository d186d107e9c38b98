"""Whether less than is owed is to end it all: "full and final £100", "给你500两清", "减免一半我现在就转".

Asked for so plainly, it must never be taken for a part payment whose rest is still to come: she would believe
that it is over. Late charges that are to be waived are another matter. Works on Python 3.10.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re

from bot.understanding.folding import fold

_FOR_LESS = re.compile(
    r"\bfull (?:and|&|n|'n'?|an|/|\+) ?final\b|\bf ?& ?f settlement\b"
    r"|\bcall (?:it|us) (?:quits|even|square|done|settled)\b|\b(?:we'?re|then we'?re|we are) (?:quits|even)\b"
    r"|(?<!a )\b(?:write|wipe|strike|clear) (?:off |out )?(?:it |half |some |part |the |my |a |bit |of )*"
    r"(?:rest|remainder|debt|loan|half|some|part|balance) ?(?:off|out)\b"
    r"|(?<!a )\b(?:write|wipe|strike) off (?:half|some|part|the (?:rest|remainder)|what)\b"
    r"|\b(?:a |offer a |do a |agree a )settlement\b(?! (?:figure|amount))|\bsettlement (?:offer|discount|deal)\b"
    r"|\bsettle (?:it |this |up )?(?:for|at|with) (?:less|half|[£$€]?\d|\d+%)|\bcall it settled\b"
    r"|\bknock (?:it |some(?:thing)? |half |a bit |part |money |a few \w+ |[£$€]?\d[\d.,]*(?: ?%| percent)? )+off\b"
    r"|\b(?:any|early|give me a|get a|is there a) (?:discount|reduction)\b|\b(?:take|accept) \d+ ?%\b"
    r"|一笔勾销|两清|互不相欠|减免?(?:掉|个|我)?(?:一半|[一二三四五六七八九]成|\d+ ?%|(?:点|些)?本金)"
    r"|(?:打|给)个?[对半一二三四五六七八九\d]折|[一二三四五六七八九]折(?:结清|还)|打(?:个|点)?折(?:行|吗|吧|呗|可以|结清)"
    r"|免(?:掉|除|去)?一半|(?:剩下?|其余|余下|后面)的?[^，。！？\d]{0,4}(?:免了|免掉|不用还了?|别要了|不要了|就算了|抹(?:了|掉))"
    r"|协商(?:减免|结清|还款减免)|减免结清|结清(?:优惠|减免|打折)|(?:优惠|便宜)(?:点|些)[^，。]{0,6}(?:结清|一次)",
)
_THAT_ENDS_IT = re.compile(
    r"\b(?:to|and|that|it|this|will|does|would|should)(?:'?ll|'?d|s)? (?:that |it |this |then )?"
    r"(?:settles?|clears?|close[sd]?|ends?|squares?|finish(?:es)?|sorts?) (?:it|this|that|me|everything|all"
    r"|(?:the |my |off the )?(?:whole |full )?(?:debt|account|loan|lot|balance|thing|matter))\b"
    r"|\d\s*(?:in total|altogether|all[- ]in|in all|total)\b"
    r"|\d(?:元|块钱?|块)?[^，。！？\d]{0,6}(?:就|能|可以|算|当|直接)+(?:不?算)?(?:结清|还清|清账|平账|了结|清了|平了|完事|没事)"
    r"|(?:总共|一共|拢共|统共|全部加起来)(?:就|只|才)?(?:还|给|付|交)\s?\d",
)
_OF_CHARGES = re.compile(
    r"工资|物业|会员|买的|加油|不要打折|不打折|\b(?:no use|don'?t want)\b|利息|罚|逾期费|滞纳|违约金|手续费|服务费|费用|\b(?:fees?|charges?|interest|penalt\w+|late)\b"
)
_THE_REST_LATER = re.compile(
    r"\b(?:and|then) (?:i'?ll |will )?(?:clear|settle|finish|sort|close) (?:it|this|everything|the lot|all)"
    r" (?:on |by |next |this |in )*(?:mon|tues|wednes|thurs|fri|satur|sun|tomorrow|the |end|\d)"
    r"|剩|其余|余下|另一半|每(?:个?月|周|期)|分\S{0,3}期"
    r"|\b(?:rest|remainder|remaining|other half|a (?:week|month)|each|every|per|instal\w*|bit by bit|then)\b"
)


def settles_for_less(text: str) -> bool:
    """Whether a lower sum is offered, in so many words, for the whole of what is owed.

    >>> settles_for_less("no mate 300 full n final"), settles_for_less("减免一半我现在就转")
    (True, True)
    >>> settles_for_less("can you knock the late fee off"), settles_for_less("能打折吗，利息打个折")
    (False, False)
    """
    plain = fold(text)
    return _FOR_LESS.search(plain) is not None and _OF_CHARGES.search(plain) is None


def that_ends_it(text: str) -> bool:
    """Whether a sum in a message is meant to end it all; whether it does depends on what is owed.

    >>> that_ends_it("200 on friday, that clears it right?"), that_ends_it("啊？我说的是总共还500")
    (True, True)
    >>> that_ends_it("100 now and the rest on the 20th to clear it"), that_ends_it("how do I settle this")
    (False, False)
    """
    plain = fold(text)
    named = any(letter.isdecimal() for letter in plain)
    return named and _THAT_ENDS_IT.search(plain) is not None and _THE_REST_LATER.search(plain) is None
