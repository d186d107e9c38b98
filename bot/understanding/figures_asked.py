# ruff: noqa: E501 - a pattern is read best on one line
"""Questions about figures: added up, what they are made of, why so high, what comes next, the least.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_SUM = re.compile(
    r"\ball ?together\b|\bin (?:total|all)\b|\b(?:the|a|my|grand|know|what'?s|whats) total\b|\btotal (?:i|that i|of|for|sum|amount|owing)\b"
    r"|\bsum of\b|\badd(?:ed|s|ing)? (?:up|together)\b|\b(?:for|of) (?:both|the two)\b|\bboth (?:of them|together|payments|instalments)\b"
    r"|\bcombined\b|\bwhole (?:loan|balance|debt|thing)\b"
    r"|一共|总共|加起来|加一起|合计|合起来|合在一起|拢共|统共|总数|总额|总计|(?:两|2|二)(?:期|笔|个月)"
    r"|全部(?:欠|还|多少|剩)|\d(?:块|元)?还是\d"
)


_ASKS = re.compile(
    r"[?？]|\b(?:how much|what|know|asking|tell me|so (?:that|it))\b|多少|吗|吧|还是|呢|啥|什么|几|问|算"
)


_WHOLE_LOAN = re.compile(
    r"\btotal (?:i|that i|owing|of what)\b|\bwhole (?:loan|balance|debt|thing)\b|\bentire\b|全部|总共欠|一共欠|总额|整笔|所有"
)


_OTHER_SUM = re.compile(
    r"罚息|违约金|滞纳|利息|手续费|提前(?:结清|还清|还完)|选|分(?:两|2|几|三|四)|还了|积分"
    r"|\b(?:fees?|charges?|interest|early|foreclos\w+|pay ?off|difference|paid)\b"
)


def asks_the_sum(text: str) -> bool:
    """Whether several payments, or all of them, are to be added up.

    >>> asks_the_sum("I am asking for the sum of the two"), asks_the_sum("那4月7号我得还两期 2560对吧")
    (True, True)
    >>> asks_the_sum("我分两期还"), asks_the_sum("how much is it")
    (False, False)
    """
    plain = fold(text)
    return (
        _SUM.search(plain) is not None
        and _ASKS.search(plain) is not None
        and _OTHER_SUM.search(plain) is None
    )


def asks_the_whole(text: str) -> bool:
    """Whether all that is open on the loan is asked for, later instalments too.

    >>> asks_the_whole("I wish to know total I am owing"), asks_the_whole("两期一共多少")
    (True, False)
    """
    return _WHOLE_LOAN.search(fold(text)) is not None


_NEXT = re.compile(
    r"下(?:一)?(?:期|次|个?还款日)[^，。！？]{0,6}(?:什么时候|几号|哪天|啥时候|多少)|(?:什么时候|几号|哪天)[^，。！？]{0,4}下一?[期次]"
    r"|\bwhen(?:'?s| is| are| do| will)?\b[^.!?]{0,16}\b(?:next|payment due)\b"
)


def asks_the_next(text: str) -> bool:
    """Whether somebody asks when the next instalment is due.

    >>> asks_the_next("when is the next one due and can i move my payment day"), asks_the_next("下一期是几号")
    (True, True)
    """
    return _NEXT.search(fold(text)) is not None


_SQUARE = re.compile(
    r"\b(?:am|are|will|would) (?:i|we)(?: be)? (?:then |all |back )*(?:square|straight|up to date|caught up|in the clear|all clear|on track)\b"
    r"|\b(?:bring|get|put)s? me (?:back )?(?:up to date|on track|straight)\b"
    r"|(?:就|是不是就?|算不算|算)(?:不欠|跟上|不逾期|没有?逾期|正常|平)了?(?:吧|吗|对吧|么|是吧)"
)


def asks_if_square(text: str) -> bool:
    """Whether somebody asks if nothing is overdue after a payment.

    >>> asks_if_square("if I pay 480 on the 5th April am I square?"), asks_if_square("这两笔还了就不逾期了吧")
    (True, True)
    """
    return _SQUARE.search(fold(text)) is not None


_LEAST = re.compile(
    r"(?:最少|最低|至少)(?:要|得|能|可以|是)?(?:先)?(?:还|付|交)?(?:多少|几)"
    r"|\b(?:minimum|least|lowest|smallest)(?: amount| sum)?\b(?: \w+){0,4} (?:pay|payment|do|send|give)\b",
    re.IGNORECASE,
)


def asks_the_least(text: str) -> bool:
    """Whether a message asks for the least that can be paid.

    >>> asks_the_least("what's the least I can pay"), asks_the_least("最少还多少"), asks_the_least("how much")
    (True, True, False)
    """
    return _LEAST.search(text) is not None


_WONDERS = re.compile(
    r"(?:怎么|咋|为什么|为啥|为何)(?:会|还|就|都|又|突然|一下子|变|有|要|是|涨)*"
    r"(?:这么|那么|这样|变|涨|多)(?:得|的)?(?:多|高|贵|了|出来)"
    r"|比我(?:想的|以为的|想象中?的?)(?:要|还)?(?:多|高)|^\W*这么(?:多|高)(?:钱|呢|啊|吗|的?吗)?\W*$"
    r"|\bwhy(?:'?s| is| are|) (?:it|this|that|the \w+|so)(?: so| that| this| such)*"
    r" (?:much|high|big|large|a lot|more|expensive)\b"
    r"|\bhow come (?:it|this|that)(?:'?s| is)? (?:so )?(?:much|high|more|gone up)\b"
    r"|\b(?:more|higher|bigger) than i(?: had| was| have)? (?:thought|expect\w*|remember\w*)\b"
    r"|\bwhy (?:has|did) (?:it|this|that) (?:gone?|risen?|increased?) ?(?:up)?\b",
)


_CLAIMS = re.compile(
    r"不对|错|[扣收]了?我|多[扣收]|不认|不同意|凭什么|明明|已经?还|没[用借花]|核实|核查|坑|骗|说好"
    r"|之前说|应该"
    r"|才[借欠]|不是|抢"
    r"|\b(?:wrong|mistake|should|only|never|already|paid|agree|dispute|error|incorrect|right|rip|scam"
    r"|said|told"
    r"|promised|charged?|overcharg\w+|refuse|robb\w+|thie\w+)\b",
)


def wonders_at_the_sum(text: str) -> bool:
    """Whether somebody asks why a sum is as high as it is, and claims nothing: no figure, no mistake.

    >>> wonders_at_the_sum("怎么多了"), wonders_at_the_sum("that's more than I thought, why")
    (True, True)
    >>> wonders_at_the_sum("不对吧，怎么多出来一百多"), wonders_at_the_sum("why is it more than you said")
    (False, False)
    """
    plain = fold(text)
    figures = any(letter.isdecimal() for letter in plain)
    return _WONDERS.search(plain) is not None and not figures and _CLAIMS.search(plain) is None


_THE_PARTS = re.compile(
    r"明细|由(?:什么|啥|哪[些几])[^，。？]{0,4}(?:组成|构成|加起来)|(?:都|里面?|里头|分别)(?:有|是|包含"
    r"|包括)(?:些)?(?:什么|啥|哪[些几])"
    r"|(?:本金|利息|费用?|罚息)[^，。？]{0,8}各(?:是|占|要)?多少|(?:怎么|咋|如何)(?:算|来|得)(?:出来)?的"
    r"|\bbreak ?down of\b|\b(?:a|the|full|send|an?y) break ?down\b|\bitemi[sz]ed?\b"
    r"|\bbreak (?:it|that|this) down\b"
    r"|\b(?:made up of|made of|consists? of|worked out|work(?:ing)? (?:it|that|this) out)\b"
    r"|\b(?:calculated|add(?:s|ed)? up to)\b"
    r"|\bhow (?:did|do|have) (?:you|u|they) (?:get|come up with|arrive at|calculate)\b"
    r"|\bhow (?:did|do|have) (?:you|u|they) work(?:ed)? (?:it |this |that )?out\b"
    r"|\bwhat(?:'?s| is) (?:actually |all )?on (?:there|it|the account|my account|the bill)\b",
)


def asks_the_parts(text: str) -> bool:
    """Whether somebody wants to know what a sum is made of, and claims no mistake.

    >>> asks_the_parts("1280都是怎么来的"), asks_the_parts("what's the 240 made up of")
    (True, True)
    >>> asks_the_parts("一共多少"), asks_the_parts("利息怎么算的，不对吧")
    (False, False)
    """
    plain = fold(text)
    return _THE_PARTS.search(plain) is not None and _CLAIMS.search(plain) is None


def asks_how_it_came(text: str) -> bool:
    """Whether the parts of a sum are asked for, also where it is found wrong.

    >>> asks_how_it_came("利息怎么算的 我算来算去都不对"), asks_how_it_came("the amount is wrong")
    (True, False)
    """
    return _THE_PARTS.search(fold(text)) is not None


_CHECKS_THE_COST = re.compile(
    r"\W*(?:那|这个?|这样|应该|确定|真的)*(?:不|没|没有)(?:会|额外|另外|再)*(?:收|有|加|用|要"
    r"|算)?(?:什么|别的|额外的?)?"
    r"(?:手续费|利息|费用?|钱)(?:的|了)?(?:吧|吗|嘛|么|对吧|是吧|对吗)+\W*"
    r"|\W*(?:(?:and|so|but|ok|there(?:'?s| is|'?re)) )*(?:no|without|zero) (?:extra |added |other |hidden )?"
    r"(?:fees?|charges?|interest|costs?)(?: (?:for|on) (?:this|that|it))?(?:,? (?:right|yeah|then))?\W*\?\W*",
)


def checks_the_cost(text: str) -> bool:
    """Whether somebody makes sure that something costs nothing more, and says nothing else.

    >>> checks_the_cost("不收费吧"), checks_the_cost("and no fee?"), checks_the_cost("no fees please")
    (True, True, False)
    """
    return _CHECKS_THE_COST.fullmatch(fold(text)) is not None


_NO_DISPUTE = re.compile(
    r"\bnot (?:disputing|saying (?:it'?s|that'?s|its|the \w+ is|youre|you'?re) (?:wrong|incorrect|a mistake)|arguing|contesting)\b|\bno(?:t a)? dispute\b"
    r"|不是(?:要|说|想)?(?:投诉|质疑|不认|说?(?:金额|数)?不对|有异议)|没说(?:金额|数)?不对|没有?(?:异议|不认)"
)


def disputes_nothing(text: str) -> bool:
    """Whether somebody says that nothing is contested.

    >>> disputes_nothing("im not disputing it i just want to know whats on there"), disputes_nothing("不是说不对")
    (True, True)
    """
    return _NO_DISPUTE.search(fold(text)) is not None


_WHY_A_FIGURE = re.compile(
    r"\W*(?:but |and |so |ok )?why (?:is it |is that |the |am i paying |do i owe )?[£$€]?\d[\d.,]*\W*"
    r"|\W*(?:为什么|为啥|咋|怎么)(?:是|要|变成?)?\d[\d.,]*(?:块|元)?\W*"
    r"|\W*(?:那|这)?(?:个)?\d[\d.,]*(?:块|元)?(?:是|都是)?(?:怎么来|什么钱|啥钱|哪来|怎么算)的?(?:啊|呀)?\W*"
)


def why_this_figure(text: str) -> bool:
    """Whether a message asks why a figure is what it is, and nothing else.

    >>> why_this_figure("why 199.99"), why_this_figure("1280是什么钱"), why_this_figure("why 240 not 200")
    (True, True, False)
    """
    return _WHY_A_FIGURE.fullmatch(fold(text)) is not None


_THE_DIFFERENCE = re.compile(
    r"\bwhat(?:'?s| is| are| was|s)? (?:the|that|this|all the) (?:extra|difference|rest|other (?:bit|\d[\d.]*)|additional)\b"
    r"|\b(?:where|what) (?:does|did|is|has) (?:the|that|this) (?:extra|difference|rest|other bit)\b"
    r"|\bwhy (?:is it|is that|am i|is this|has it|it'?s) (?:\w+ ){0,3}(?:more than|higher than|extra|\d[\d.]* more)\b"
    r"|多(?:的|出来?的?|了|了的|收的)(?:那|这)?(?:\d[\d.]*|几)?(?:块|元|钱|部分)?(?:钱)?(?:是|算|都是)?(?:啥|什么|哪来|怎么来|干嘛)"
    r"|差(?:额|的|了|价)(?:那|这)?(?:\d[\d.]*|几)?(?:块|元|钱)?(?:是|算)?(?:啥|什么|哪|怎么)|(?:怎么|为什么|为啥|咋)(?:会|还|就)?(?:多(?:了|出|还)|比.{1,10}多)"
)


_FOUND_WRONG = re.compile(
    r"\b(?:wrong|mistake|incorrect|over ?charg\w*|rip ?off|ripping|not (?:right|what i owe|paying)|scam|shouldn'?t|refuse|want it back)\b"
    r"|不对|错|多收|乱收|坑|骗|不认|不同意|凭什么|不该|退"
)


def asks_the_difference(text: str) -> bool:
    """Whether it is asked what makes a sum more than she expected, and nothing is found wrong.

    >>> asks_the_difference("my payment is 210, what's the extra for?"), asks_the_difference("多的是啥")
    (True, True)
    >>> asks_the_difference("what's the extra for? it's wrong"), asks_the_difference("多收的是什么钱，不对")
    (False, False)
    """
    said = fold(text)
    return _THE_DIFFERENCE.search(said) is not None and (
        _FOUND_WRONG.search(_NO_DISPUTE.sub(" ", said)) is None
    )
