"""A plain yes beside what leaves it a yes: how it is done ("同意，怎么还"), paying sooner, a reminder, no interest.

Nothing is agreed to by "ok, how do I pay": an "ok" may only open the question. A condition or a doubt beside
the yes leaves the message to the rest of the talk. Works on Python 3.10.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.words import Word
from bot.understanding.folding import fold
from bot.understanding.paying_early import speaks_of_sooner
from bot.understanding.plain_yes import plain_yes
from bot.understanding.plan_questions import forced
from bot.understanding.short_replies import half_hearted
from bot.understanding.tells_us import tells_us
from bot.understanding.yes_beside import says_yes

LONGEST = 140


class Beside(Word):
    """What stands beside a yes and leaves it one."""

    HOW = "how"
    EARLY = "early"
    REMIND = "remind"
    FREE = "free"
    """That nothing is added: true of what is on the table, or there is no yes."""
    COSTS = "costs"
    """The same asked and not said: what the delay costs her."""
    TELLS = "tells"
    """That she will tell us if something goes amiss."""
    KEPT = "kept"
    """Whether what she said of being reached is on file."""
    DETAILS = "details"
    """That the details be sent."""


_PLAIN = re.compile(
    r"\b(?:yes|yep|yup|agreed?|accept(?:ed)?|confirm(?:ed)?|deal|go ahead|ok can)\b"
    r"|(?<![不没])(?:同意|确认|接受|成交|可以|没问题|就这么[定办])"
)
_THEN_ASKS = re.compile(
    r"(\b(?:agreed?|yes|yes please)\b|同意)\s*"
    r"(?=(?:so |and |please |pls |then )*\b(?:send|how|where|can you|could you|what do i|do i)\b"
    r"|怎么|咋|如何|在哪|去哪|哪里|发|给我|把?(?:付款|还款)?链接)"
)
_CLAUSES = re.compile(
    r"\s*[,，.。!！?？;；:：~～、…\n]+\s*|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])"
    r"|\s+(?=(?:and|but|though|although|tho)\s)|(?<=吧)(?=[^吗的])"
)
_A_QUESTION = re.compile(r"(?:\b(?:agree|yes|accept|confirm|deal)|同意|确认|可以|没问题)\s*(?:[吗么]|[?？])")
_HOW = re.compile(
    r"\b(?:how|where)(?: exactly)?(?: do| can| should| will| would| must| to| am| shall)?(?: i| we)?"
    r"(?: supposed)?(?: to)? (?:pay|send|make|do)\b"
    r"|\b(?:how|where)(?: do| can| will)? i (?:get|find|have) (?:the|a|that|your) link\b"
    r"|\b(?:send|give|text|share|drop|get|need|want|have)\b[^.]{0,24}\blinks?\b|\bwhere(?: is|'?s) (?:the|ur|your|that) link\b"
    r"|\bdo i (?:just |still |simply |have to |need to )*(?:use|pay|message|text|write|go|log|ask|come|do it)\b"
    r"|\bdo (?:you|u|ya) (?:just |still )*(?:take|collect|debit) (?:it|the money|payment|that|this)\b|\b(?:is|does|will) it (?:be |get |just )*(?:taken|collected|come out|go out)\b"
    r"|\b(?:what ?['’]?s|what is) (?:the|your) (?:actual |best |easiest |right |proper )?way (?:to pay|of paying)\b"
    r"|\b(?:can|could|may) (?:i|we) (?:pay|use|do it)(?: it)?(?: (?:with|by|using|via|through|on|in))? (?:my |a |the )?(?:paypal|apple pay|google pay|(?:debit )?card|app|wechat|alipay)\b"
    r"|(?:微信|支付宝|云闪付|银行卡)(?:也|都)?(?:能|可以|行不行|能不能)(?:用来|直接)?(?:还|付|支付|交)?|是?(?:你们?|您)(?:自动)?扣(?:款|钱)?还是我"
    r"|(?:能|可以)用(?:微信|支付宝|云闪付|银行卡|别的卡|app)(?:来)?(?:还|付|支付|交)?"
    r"|\b(?:what|which) (?:time|day|date) (?:do|should|must) i pay\b|\bwhen (?:do|should|must) i pay\b"
    r"|(?:怎么|咋|如何|怎样)[^，。]{0,4}(?:还|付|交|转|弄|操作)|(?:在|去|到)?哪(?:里|儿)?[^，。]{0,3}(?:还|付|交)"
    r"|(?:发|给|来|甩)(?:我|个|一?下|条|过来){0,4}(?:还款|付款|支付)?的?(?:链接|二维码)|链接[^，。]{0,4}(?:发|给|呢|在哪)"
    r"|(?:用|在|去)[^，。]{0,4}app[^，。]{0,4}(?:还|付)|app(?:上|里面?)(?:自己)?(?:去)?(?:还|付|点)(?:款|就行|就好|就可以|一下)?(?:对|是)?(?:吧|吗|么|不)?$|(?:什么时候|几号|哪天)(?:还|付)"
)
_MORE = re.compile(
    r"\b(?:if|unless|but|though|although|provided|as long|only|not|never|cant|can't|don't|dont|won't|wont|no"
    r"|change|instead|rather|earlier|sooner|later|late|miss(?:ed)?|fees?|interest|charge[ds]?|costs?|extra"
    r"|credit|safe|scam|real|person|human|somebody|someone|wait|first let me|first$|before|afford|less|whole|full|all)\b"
    r"|不过|但|可是|如果|要是|万一|只要|前提|除非|不|没|改|换|晚|提前|利息|手续费|费用|征信|安全|骗|人工|等等|全部|先(?:别|发|给|把|看|让|告诉)"
)
_COURTESY = re.compile(
    r"(?:please|pls|plz|thanks|thank you|thx|ta|cheers|hi|hello|ok(?:ay)?|great|good|lovely|perfect|right|mate"
    r"|谢谢(?:你们?|您)?|麻烦(?:你|您)?了?|就这样(?:吧|了)?|好的?|嗯|行|那|请问|你好|您好)*"
)


_REMIND = re.compile(
    r"(?:and |but |please |pls |can you |could you |will you |would you |just )*(?:send me a reminder|remind me)"
    r"(?: (?:please|pls|the day before|before|then|on the day|nearer the time|again|when its due|by text|here|of it|about it|that day))*"
    r"|(?:不过|但是?|麻烦|请|记得|到时候?|你们?|您|那|提前)*(?:再)?(?:提醒|喊|叫)(?:一?下)?我?(?:一?下|一声)?(?:就行|就好|哈|啊|吧|谢谢)*"
)
_FREE = re.compile(
    r"(?:(?:ok(?:ay)?|right|so|and|but|just|then|theres|there is|its|thats|it is) )*(?:no|zero|without)(?: any)?(?: (?:extra|added|more))?"
    r" (?:interest|fees?|charges?|costs?)(?: (?:or (?:fees?|charges?|interest)|at all|then|right|yeah|yes|on top|on it|on that|for (?:it|that|this)))*"
    r"|(?:那|就是|是|真的?)*(?:没有?|不(?:收|算|加|要)|零|无)(?:任何)?(?:额外的?|别的)?(?:利息|手续费|费用|罚息|违约金)(?:的|了|啊)?(?:对吧|是吧|吧|对不对|是不是|对吗|是吗|吗)*"
)
_COSTS = re.compile(
    r"(?:对了|顺便问?一?下|请问|那|这次|这回|晚|逾期了?|拖|这几天|过期了?|的|我|要|会|得|再|还|有|多|你们?|您){0,8}"
    r"(?:罚(?:我)?(?:多少|几多|什么|啥)(?:钱|款)?|(?:交|收|付|出|加|算)?(?:我)?(?:多少|几多)(?:的)?(?:利息|罚息|手续费|违约金|滞纳金|费用))(?:啊|呢|吗)?"
    r"|(?=[^,.;!?]*\b(?:fees?|charge[sd]?|interest|penalt(?:y|ies)|fined?|extra|costs?)\b)(?:(?:by the way|btw|oh|also|and|but|so|then|how much|what|whats|is|are|the|will|do|does|would|any|there|i|you|be|get|a|it|cost|me|pay|charged?|fined?|extra|in|for|being|this|paying|of|late|interest|fees?|charges?|penalty|penalties|fine)(?: |$))+"
)
_KEPT = re.compile(
    r"(?:那|还有|对了|我|刚才|刚|之前|前面|上面|说|讲|要求|的)*(?:只|发|用)*(?:短信|电话|微信|邮件|时间|时段|晚上|联系方式|那个|联系时间|别打电话)[^，,。;；!！?？]{0,6}(?:记|登记|备注|写)(?:上|下|下来|好|住|着)?了?(?:没有?|吗|么|吧|对吧|是吧|不)?"
    r"|(?:and |but |so )*(?:did (?:you|u)|(?:have )?(?:you|u)(?:['’]?ve)?|have (?:you|u)) (?:get|got|note|noted|noted down|save|saved|record(?:ed)?|put down|written down) (?:that |my |the |down |what i said |about |bit )*(?:text(?:s|ing)?(?: only)?|calls?|times?|hours?|evenings?|not to (?:call|ring)(?: me)?|contact)(?: thing| bit| wish| preference)*(?: too| as well| right| yeah)?"
)
_DETAILS = re.compile(
    r"(?:(?:and|but|please|pls|can|could|will|would|you|u|just) )*(?:e-?mail|text|send|message|forward)(?: (?:me|over|us|through))*(?: (?:all|the|those|these|my|full|a|some))*"
    r" (?:details|info|information|receipt|confirmation|paperwork|terms|copy|summary)(?: (?:of|for) (?:it|that|this|the plan))?(?: (?:please|pls|yeah|too|as well|over|through|by e-?mail|to me|ok|thanks))*"
    r"|(?:麻烦|请|记得|把|那|能|可以|你们?|您)*(?:把)?(?:详情|明细|凭证|回执|确认|安排|内容|条款)(?:也|都)?(?:发|寄)(?:给|到|一?份|我|邮箱|短信|过来|一下)*(?:吧|哈|吗|看看|谢谢)*"
    r"|(?:麻烦|请|记得|那|能|可以|你们?|您)*(?:发|寄)(?:给|个|一?份|我|一下)*(?:详情|明细|凭证|回执|确认|条款)(?:吧|哈|吗|看看|谢谢|给我)*"
)
_JOINED = re.compile(r"(?:\b(?:and|but|then)|不过|但是?|就是)\s*$")
_BUT = re.compile(r"^(?:but|though|although|tho|不过|但是?|可是)\s*")


def yes_beside_what(text: str, *, named: Sequence[str] = ()) -> frozenset[Beside]:
    """What stands beside a plain yes, where each of it leaves the yes what it is; nothing when there is no yes.

    Args:
        text: her words.
        named: the days and sums in them; that they are those of the arrangement is for the caller to see.

    >>> sorted(yes_beside_what("yes agree, send me the link please")), sorted(yes_beside_what("同意，发我链接"))
    ([<Beside.HOW: 'how'>], [<Beside.HOW: 'how'>])
    >>> sorted(yes_beside_what("ok can. how to pay the first half ah", named=["half"]))
    [<Beside.HOW: 'how'>]
    >>> sorted(yes_beside_what("同意，不过钱早到我早还")), sorted(yes_beside_what("agree but can i pay early"))
    ([<Beside.EARLY: 'early'>], [<Beside.EARLY: 'early'>])
    >>> sorted(yes_beside_what("ok so no interest at all? then yes")), sorted(yes_beside_what("同意 记得提醒我"))
    ([<Beside.FREE: 'free'>], [<Beside.REMIND: 'remind'>])
    >>> sorted(yes_beside_what("同意，有变化我再跟你说")), sorted(yes_beside_what("同意，短信记上了吧"))
    ([<Beside.TELLS: 'tells'>], [<Beside.KEPT: 'kept'>])
    >>> sorted(yes_beside_what("yes ok, but do you take it off my card or do I pay it myself?"))
    [<Beside.HOW: 'how'>]
    >>> any(yes_beside_what(each) for each in ("ok how do i pay", "好的 怎么还啊", "how do i pay", "可以怎么还"))
    False
    >>> any(yes_beside_what(each) for each in ("yes agree, but send me the link first", "agree? how do i pay"))
    False
    >>> any(yes_beside_what(each) for each in ("agree, how do i pay if my wages are late", "agree, only if no interest"))
    False
    """
    plain = fold(text).strip()
    if len(plain) > LONGEST or forced(text) or half_hearted(text):
        return frozenset()
    agrees = False
    beside: set[Beside] = set()
    tells = tells_us(plain)
    if tells is not None:
        plain = f"{_JOINED.sub('', plain[: tells.start()])} , {plain[tells.end() :]}"
        beside.add(Beside.TELLS)
    rest = plain
    for clause in filter(None, _CLAUSES.split(_THEN_ASKS.sub(r"\1, ", plain))):
        what = _leaves_it_a_yes(clause)
        if what is not None:
            rest = rest.replace(clause, " ")
            beside.add(what)
        elif _PLAIN.search(clause) and says_yes(clause, named=named):
            agrees = True
        elif _HOW.search(clause):
            rest = rest.replace(clause, _BUT.sub("", clause))  # "but how do I pay" makes no condition
            beside.add(Beside.HOW)
        elif not _COURTESY.fullmatch(clause):
            return frozenset()
    if not agrees or _A_QUESTION.search(rest) or _MORE.search(rest):
        return frozenset()
    return frozenset(beside)


def _leaves_it_a_yes(clause: str) -> Beside | None:
    bare = _BUT.sub("", clause.replace("'", ""))
    if _REMIND.fullmatch(bare):
        return Beside.REMIND
    if _FREE.fullmatch(bare):
        return Beside.FREE
    for what, pattern in ((Beside.COSTS, _COSTS), (Beside.KEPT, _KEPT), (Beside.DETAILS, _DETAILS)):
        if pattern.fullmatch(bare):
            return what
    return Beside.EARLY if speaks_of_sooner(clause) else None


def asks_if_kept(text: str) -> bool:
    """Whether it is asked if a wish about being reached is on file, and nothing else.

    >>> asks_if_kept("我刚说的短信记上了吗"), asks_if_kept("did you get that about texts only")
    (True, True)
    >>> asks_if_kept("没收到短信"), asks_if_kept("钱记上了吗")
    (False, False)
    """
    return _KEPT.fullmatch(fold(text).replace("'", "").strip(" ,.?!。？！，")) is not None


def asks_how(text: str) -> bool:
    """Whether a message asks how, where or with what to pay, and nothing of costs or conditions.

    >>> asks_how("when i pay friday do i just use the app"), asks_how("周五还的时候用app还吗")
    (True, True)
    >>> asks_how("how do i pay if i lose my job")
    False
    """
    plain = fold(text)
    return len(plain) <= LONGEST and _HOW.search(plain) is not None and _MORE.search(plain) is None


_PARTED = re.compile(r"\s*[,，.。!！;；、\n]\s*|\s+(?:but|and)\s+|(?<=[\u4e00-\u9fff])\s+|不过|但是?|就是")


def yes_and_one_thing(text: str) -> bool:
    """Whether a plain yes opens a message, and one more thing follows.

    >>> yes_and_one_thing("yes, but don't ring me"), yes_and_one_thing("同意，别打电话"), yes_and_one_thing("yes")
    (True, True, False)
    >>> yes_and_one_thing("行就这么着吧 别再打电话了"), yes_and_one_thing("i guess so, don't ring me")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    clauses = [each for each in _PARTED.split(text) if each]
    return len(clauses) == 2 and plain_yes(clauses[0])


_FIRST = re.compile(
    r"先|等|才|再|如果|要是|前提|不|\b(?:if|first|once|after|before|until|unless|only|provided|when|no|not)\b"
)


def yes_without_a_condition(text: str) -> bool:
    """Whether a plain yes opens a message, and what follows makes no condition of it.

    >>> yes_without_a_condition("同意 那我换手机号怎么办"), yes_without_a_condition("同意，先把手机号改了")
    (True, False)
    >>> yes_without_a_condition("agree, and what about my new number"), yes_without_a_condition("ok thanks")
    (True, False)
    """
    plain = fold(text)
    return yes_and_one_thing(text) and _PLAIN.search(plain) is not None and _FIRST.search(plain) is None


_THEN = re.compile(
    r"\bwhen\b|\bthen\b|\b(?:on the day|nearer|that day|by then)\b|到时候?|到期|那天|当天|发了?工资"
)


def asks_when_it_is_time(text: str) -> bool:
    """Whether the way to pay is asked for the day itself and not for now.

    >>> asks_when_it_is_time("when it lands do you send the link"), asks_when_it_is_time("到时候发链接吗")
    (True, True)
    >>> asks_when_it_is_time("send me the link please")
    False
    """
    return _THEN.search(fold(text)) is not None
