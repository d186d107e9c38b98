# ruff: noqa: E501 - a pattern is read best on one line
"""Questions about figures and about what an option means; what was said before; and a word before a question.

Works on Python 3.10.
"""

# ruff: noqa: E501 - a pattern is read best on one line
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


_OTHER_SUM = re.compile(
    r"罚息|违约金|滞纳|利息|手续费|提前(?:结清|还清|还完)|选|分(?:两|2|几|三|四)|还了|积分"
    r"|\b(?:fees?|charges?|interest|early|foreclos\w+|pay ?off|difference|paid)\b"
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


def why_this_figure(text: str) -> bool:
    """Whether a message asks why a figure is what it is, and nothing else.

    >>> why_this_figure("why 199.99"), why_this_figure("1280是什么钱"), why_this_figure("why 240 not 200")
    (True, True, False)
    """
    return _WHY_A_FIGURE.fullmatch(fold(text)) is not None


_MEANS = re.compile(
    r"(?:啥|什么|甚么)意思|是指|怎么理解|指的?是?(?:啥|什么)|怎么个.{0,6}法|解释"
    r"|\bwhat(?:'?s| does| do| is|s)?\b[^.!?]{0,40}\bmeans?\b|\bwhat do you mean\b|\bexplain\b"
    r"|\bhow does (?:that|it|this|option|number|the)\b[^.!?]{0,24}\bwork\b"
    r"|\bwhat is (?:a |an )?(?:deferral|instalment plan|moving it)\b"
)
_NUMBERED = re.compile(
    r"第([一二三四五六1-6])|(?:option|number|no\.?|#) ?([1-6])\b|\b(first|second|third|fourth|fifth)\b"
)
_ORDER = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}


def asks_the_meaning(text: str) -> bool:
    """Whether somebody asks what something means.

    >>> asks_the_meaning("挪到最后是啥意思"), asks_the_meaning("what does moving it to the end mean")
    (True, True)
    """
    return _MEANS.search(fold(text)) is not None


def number_asked_about(text: str) -> int | None:
    """The number of the option that is asked about.

    >>> number_asked_about("第三个是啥意思"), number_asked_about("what does option 2 mean"), number_asked_about("啥意思")
    (3, 2, None)
    """
    found = _NUMBERED.search(fold(text))
    if found is None:
        return None
    word = next(group for group in found.groups() if group)
    return _ORDER.get(word) or int(word)


_WHO = (
    r"(?:the (?:ro)?bot|you(?: (?:guys|people|lot))?|your (?:\w+ )?(?:colleague|agent|team|advis[eo]r|manager|staff|guy|man|lady)(?: \w+)?"
    r"|(?:a|the) (?:lady|man|guy|person|agent|advis[eo]r|colleague|woman) (?:on the phone|i spoke to|there|at your \w+)|some(?:one|body) (?:there|at your \w+))"
)
_AGREED = re.compile(
    rf"\b{_WHO}\b[^.!?,]{{0,24}}\b(?:said|told me|promised|agreed|assured|confirmed|guaranteed)\b"
    r"|(?:你们?|您|客服|同事|机器人|工作人员|专员|经理|小\w)[^，。！？]{0,10}(?:答应|承诺|保证|同意)(?:过|了|我|好)"
    r"|(?:上次|之前|昨天|前天|那天|上周|上个?月|前几天|以前)[^，。！？和跟给向]{0,6}(?:你们?|您|客服|同事|机器人|工作人员|专员|经理)[^，。！？]{0,6}(?:说|讲|告诉)"
    r"|(?:你们?|客服|同事|机器人|专员|经理)[^，。！？]{0,4}(?:上次|之前|昨天|前天|那天|上周|上个?月|前几天)[^，。！？]{0,6}(?:说|讲|告诉|答应)"
)
_WHAT_FOR = re.compile(
    r"\d|\b(?:freeze|frozen|hold|wait|extension|interest[- ]free|waive\w*|extra (?:time|days|weeks)|more time|no (?:interest|fees?|charges?)"
    r"|(?:only|just) (?:owe|pay|need|have)|don'?t have to|wouldn'?t have to|pause\w*|half|off)\b"
    r"|免|延|缓|冻结|暂停|停|不用还|只要|只用|只还|减|晚|分期|宽限"
)
_JUST_NOW = re.compile(
    r"刚才|刚刚|上面|\b(?:just (?:now|said)|above|a (?:minute|moment) ago)\b|你说(?:的)?(?:对|是)"
)


def says_we_agreed(text: str) -> bool:
    """Whether somebody says that we agreed to something before this talk.

    >>> says_we_agreed("your colleague Sarah promised to freeze it for 60 days"), says_we_agreed("上次你说只要还500就行")
    (True, True)
    >>> says_we_agreed("you just said 120"), says_we_agreed("I promised to pay 60"), says_we_agreed("你们说话算话吗")
    (False, False, False)
    """
    plain = fold(text)
    return (
        _AGREED.search(plain) is not None
        and _WHAT_FOR.search(plain) is not None
        and _JUST_NOW.search(plain) is None
    )


_MAY_I_ASK = re.compile(
    r"\W*(?:(?:你好|您好|在吗|那个|请问|hi|hello|ok)\W{0,3})*我?(?:想|要|能不能|可以)?(?:先)?(?:再)?(?:问|咨询|请教)(?:你|您|一)?(?:个|下|一下|件|点|几个|些)?(?:事|问题|事情|事儿)?(?:吗|呗|吧|可以吗|行吗|啊)?\W*"
    r"|\W*(?:(?:嗯|呃|额)[,，。… ]{0,3})*(?:那个|内个)(?:那个|就是|啥|什么)*\W*|\W*(?:有个|我有个?)(?:事|问题|疑问)(?:想问)?\W*"
    r"|\W*(?:hi |hello |um+ |erm* |so )*(?:can|could|may) i (?:just )?ask (?:you |u )?(?:something|a question|smth|summat|sth)(?: please| quickly| first)?\W*"
    r"|\W*(?:i(?:'ve| have)?(?: got)? |just |got )*(?:a )?(?:quick )?question(?: for you)?\W*|\W*(?:quick question|question)\W*"
)


def asks_to_ask(text: str) -> bool:
    """Whether somebody only says that a question is coming.

    >>> asks_to_ask("我想问个事"), asks_to_ask("那个"), asks_to_ask("can i ask you something")
    (True, True, True)
    >>> asks_to_ask("我想问下怎么还"), asks_to_ask("那个可以")
    (False, False)
    """
    return _MAY_I_ASK.fullmatch(fold(text)) is not None
