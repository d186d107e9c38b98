# ruff: noqa: E501 - a pattern is read best on one line
"""Questions about the loan itself and not about what is late: all that is left, how long, its rate, a delay's price.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_LOAN = r"(?:loan|account|agreement|credit|finance)"
_TO_CLOSE_IT = re.compile(
    r"\bsettlement (?:figure|amount|quote|balance|sum)\b|\bredemption (?:figure|amount|statement)\b|\bpay ?off (?:figure|amount|quote)\b"
    r"|\b(?:how much|what|figure|cost|quote)\b[^.?!]{0,36}\b(?:close|settle|clear|finish|pay off|redeem|end|get rid of)\b[^.?!]{0,14}"
    rf"\b{_LOAN}\b(?! (?:number|details))"
    r"|(?:提前|全部|全额|整笔|一次(?:性)?|贷款|借款)[^，。！？]{0,4}(?:结清|还清|还完)(?:了)?(?:的话)?[^，。！？]{0,8}(?:多少|几)"
    r"|结清(?:的)?(?:金额|数额|数)"
)
_ALL_THAT_IS_LEFT = re.compile(
    r"\b(?:left|remaining|remains|outstanding|still owe|owe|owing|balance)\b[^.?!]{0,14}"
    rf"\b(?:on|of|for) (?:the |my |this )?(?:whole |entire |full |total )?{_LOAN}\b"
    rf"|\b(?:total|whole|full|entire|overall|remaining|outstanding)\b[^.?!]{{0,18}}\b(?:on|of|for) (?:the|my|this) (?:whole |entire )?{_LOAN}\b"
    rf"|\b(?:my|the) (?:total |full |remaining |outstanding )?{_LOAN} balance\b|\b(?:the )?total (?:that'?s |thats )?(?:left|remaining)\b"
    r"|(?:整笔|整个|全部)(?:的)?(?:贷款|借款)?[^，。！？]{0,4}还(?:剩|欠)(?:下)?[^，。！？]{0,3}(?:多少|几)|剩余本金|(?:本金|贷款|借款)(?:总共|一共)?还?(?:剩|欠)(?:下)?(?:多少|几)"
    r"|(?:总共|一共|全部)还(?:剩|欠)(?:下)?(?:多少|几)"
)
_HOW_LONG = re.compile(
    r"\bhow many (?:more |other )?(?:payments?|instal\w+|months?)\b[^.?!]{0,24}\b(?:left|remain\w*|to go|to pay|till|until)\b"
    r"|\bhow many more (?:payments?|instal\w+)\b"
    rf"|\bwhen (?:does|will|is|do|would)\b[^.?!]{{0,6}}\b(?:the|my|this) {_LOAN} (?:be )?(?:finish\w*|ends?|over|done|paid off|up)\b"
    rf"|\bhow long (?:is |have i )?(?:left|to go)[^.?!]{{0,8}}(?:on|of) (?:the|my|this) {_LOAN}\b|\bhow long have i got left\b"
    r"|(?:还|剩下?|后面)(?:还)?(?:剩|有|差)?(?:多少|几)(?:期|个月的?(?:要还|没还))|(?:贷款|借款|这笔)[^，。！？]{0,6}(?:什么时候|啥时候|几时|哪天|到哪年)[^，。！？]{0,3}(?:还完|还清|结束|到头)"
)
_LATE_ONLY = re.compile(r"逾期|罚|违约|手续费|服务费|利息|\b(?:fees?|charges?|interest|overdue)\b|打折|减免")


def asks_to_close_it(text: str) -> bool:
    """Whether it is asked what would end the whole loan.

    >>> asks_to_close_it("how much to close the account"), asks_to_close_it("提前结清要多少")
    (True, True)
    >>> asks_to_close_it("how much do I owe"), asks_to_close_it("提前结清收多少手续费")
    (False, False)
    """
    plain = fold(text)
    return _TO_CLOSE_IT.search(plain) is not None and _LATE_ONLY.search(plain) is None


def asks_all_that_is_left(text: str) -> bool:
    """Whether all that is left on the loan is asked for, with the instalments to come.

    >>> asks_all_that_is_left("whats left on the loan in total"), asks_all_that_is_left("贷款总共还剩多少")
    (True, True)
    >>> asks_all_that_is_left("what's the total due"), asks_all_that_is_left("先还一半还剩多少")
    (False, False)
    """
    plain = fold(text)
    return _ALL_THAT_IS_LEFT.search(plain) is not None and _LATE_ONLY.search(plain) is None


def asks_how_long_it_runs(text: str) -> bool:
    """Whether it is asked how many instalments are left, or when the loan is over.

    >>> asks_how_long_it_runs("how many payments have i got left"), asks_how_long_it_runs("还剩几期")
    (True, True)
    >>> asks_how_long_it_runs("when does my loan finish"), asks_how_long_it_runs("when is it due")
    (True, False)
    """
    return _HOW_LONG.search(fold(text)) is not None


_RATE = re.compile(
    r"\b(?:apr|interest rate|rate of interest|annual (?:percentage )?rate|rate (?:on|of) (?:my|the|this) loan)\b"
    r"|利率|年化|年利|月息|日息|(?<!逾期)利息(?:是|要|到底|一共)*(?:多少|几个?点|百分之几)"
)
_RATE_ALONE = re.compile(
    r"\W*(?:(?:and|also|so|ok|what about|what'?s|what is|the|my|is|a|an|its|loan'?s?|please|pls|then|it|in|percent) )*"
    r"(?:the |my )?(?:apr|interest rate|rate of interest)(?: (?:please|pls|then|on (?:it|my loan|the loan)|is it))*\W*"
    r"|\W*(?:那|我|的|请问|这个|贷款|借款)*(?:年化|年利率|利率|年化利率|月息|日息)(?:是|率)?(?:多少|几|呢|啊|吗)*\W*"
)
_LATE_INTEREST = re.compile(r"逾期|罚|\b(?:late|overdue|penalty|arrears)\b")


def asks_the_rate(text: str) -> bool:
    """Whether the rate of the loan is asked for, and not what being late has cost.

    >>> asks_the_rate("whats the interest rate on my loan"), asks_the_rate("年化呢"), asks_the_rate("利息多少")
    (True, True, True)
    >>> asks_the_rate("逾期利息多少"), asks_the_rate("how much is it"), asks_the_rate("pay in april")
    (False, False, False)
    """
    plain = fold(text)
    return _RATE.search(plain) is not None and _LATE_INTEREST.search(plain) is None


def asks_nothing_but_the_rate(text: str) -> bool:
    """Whether a message is the question for the rate and nothing else; "apr" is no month then.

    >>> asks_nothing_but_the_rate("and apr"), asks_nothing_but_the_rate("年化多少"), asks_nothing_but_the_rate("5 apr")
    (True, True, False)
    """
    return _RATE_ALONE.fullmatch(fold(text)) is not None


_WAITING_EN = r"(?:push\w*|delay\w*|exten[ds]\w*|extension|defer\w*|postpon\w*|(?:put|putting) it (?:off|back)|mov(?:e|ed|ing) it|more time|later date)"
_COST_EN = r"(?:costs?|charges?d?|fees?|extra|interest|pay more|penalty)"
_COST_ZH = r"(?:加钱|加收|多收|收费|收钱|多还|多付|多交|多花|费用?|利息|额外)"
_WAITING_ZH = r"(?:延期?|往后|推迟?|缓|宽限|晚(?:几天|点|些|两天|一点)还?)"
_WAITING_COSTS = re.compile(
    rf"\b{_COST_EN}\b[^.!]{{0,40}}\b{_WAITING_EN}\b|\b{_WAITING_EN}\b[^.!]{{0,40}}\b{_COST_EN}\b"
    rf"|{_WAITING_ZH}[^。！？]{{0,12}}{_COST_ZH}|{_COST_ZH}[^。！？]{{0,8}}{_WAITING_ZH}"
)


def asks_what_waiting_costs(text: str) -> bool:
    """Whether the price of paying later is asked for, or made a condition of it.

    >>> asks_what_waiting_costs("先问下延期要不要加钱"), asks_what_waiting_costs("如果不加钱我就延到20号")
    (True, True)
    >>> asks_what_waiting_costs("what would it cost me if i pushed it back two weeks")
    True
    >>> asks_what_waiting_costs("is there a late fee"), asks_what_waiting_costs("手续费多少")
    (False, False)
    """
    return _WAITING_COSTS.search(fold(text)) is not None


_FAILED_DEBIT_COSTS = re.compile(
    r"\b(?:charge[ds]?|fees?|costs?|fined?)\b[^.!?]{0,24}\b(?:fail\w*|bounc\w*|return\w*|declin\w*|reject\w*|not going (?:through|out))\b"
    r"|\b(?:fail\w*|bounc\w*|declin\w*)\b[^.!?]{0,24}\b(?:charge[ds]?|fees?|costs?|fined?)\b"
    r"|(?:扣款|代扣|自动扣|扣)[^，。！？]{0,4}(?:失败|没成功|没扣成)[^。！？]{0,10}(?:收费|手续费|费用?|罚|多收)"
)


def asks_what_the_failed_debit_costs(text: str) -> bool:
    """Whether it is asked if a debit that failed was charged for; no arrangement answers that.

    >>> asks_what_the_failed_debit_costs("is there a charge for it failing"), asks_what_the_failed_debit_costs("fees?")
    (True, False)
    """
    return _FAILED_DEBIT_COSTS.search(fold(text)) is not None


_BOTH = re.compile(
    r"\bdo i (?:still )?(?:have to )?pay (?:for )?both\b"
    r"|\b(?:what|how)\b[^.?!]{0,24}\b(?:next|normal|regular|usual|monthly)(?: \w+)? (?:payment|instal\w+|one)\b"
    r"|\b(?:still|also) (?:have to )?(?:pay|make) (?:my|the) (?:next|normal|regular|usual|monthly)\b"
    r"|(?:下一?期|下个月的?那?期|下个月的|正常的?(?:那一?期|月供)?)[^，。！？]{0,4}(?:还|也)?(?:要|得|照常|照样|用)(?:照常|照样|不用)?(?:一起)?(?:还|交|付)[^，。！？]{0,3}(?:吗|么|嘛|不|呢|[?？]|$)"
    r"|(?:两|2)(?:期|笔|份)(?:都|一起)?(?:要|得)(?:一起)?还(?:吗|么|嘛|[?？])"
)


def asks_about_the_next_beside(text: str) -> bool:
    """Whether it is asked what becomes of the next regular instalment beside an arrangement.

    >>> asks_about_the_next_beside("what happens with the next normal payment tho, do i pay both")
    True
    >>> asks_about_the_next_beside("那下个月的还要照常还吗"), asks_about_the_next_beside("I'll pay both on friday")
    (True, False)
    """
    return _BOTH.search(fold(text)) is not None


_ONE_ZH, _ONE_EN = r"(?:的|那天的?|要还的?)?(?:那|这)?(?:一)?(?:笔|期)", r"(?:one|payment|instal\w+)"


def points_at_the_one_of(text: str, day: str) -> bool:
    """Whether the payment of a day is meant, and not paying on that day.

    >>> points_at_the_one_of("那4月5号那笔能不能也往后推推", "4月5号"), points_at_the_one_of("4月5号还行吗", "4月5号")
    (True, False)
    >>> points_at_the_one_of("can the one on 5 april move too", "5 april"), points_at_the_one_of("5 april ok?", "5 april")
    (True, False)
    """
    named = re.escape(fold(day))
    return (
        re.search(
            rf"{named}{_ONE_ZH}|\b{_ONE_EN} (?:on|of|due|for|due on)(?: the)? {named}|{named}(?:'?s)? {_ONE_EN}\b",
            fold(text),
        )
        is not None
    )
