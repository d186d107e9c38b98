"""What people say once something is arranged: will you remind me, is that all, it is paid, take it back.

Short messages, looked for only where they can mean it. Works on Python 3.10.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re

from bot.understanding.folding import fold

_REMINDER = re.compile(
    r"(?:会|能|可以|到时候?|到时|要)[^，。！？]{0,10}(?:提醒|通知)(?:我|一下|一声|吗|么|的|不)"
    r"|(?:提醒|通知)(?:我|一下|一声)(?:吗|么|不|行吗|好吗|可以吗|吧)"
    r"|\b(?:will|can|could|would|do|are) (?:you|u|i|there)\b[^.!?]{0,16}\b(?:remind(?:ed)?|reminders?)\b"
    r"|\bremind me (?:before|when|nearer|the day|on the day|closer)\b"
)


def asks_for_a_reminder(text: str) -> bool:
    """Whether somebody asks to be reminded of the day that was arranged.

    >>> asks_for_a_reminder("到时候会提醒我吗"), asks_for_a_reminder("will you remind me")
    (True, True)
    >>> asks_for_a_reminder("别再提醒了"), asks_for_a_reminder("stop reminding me")
    (False, False)
    """
    return _REMINDER.search(fold(text)) is not None


_SO = r"(?:so |and |ok(?:ay)? )*"
_ALL_DONE = re.compile(
    r"\W*(?:那|所以|现在)*(?:这样|这)?(?:就|是不是就)(?:行|可以|好|完|没事|成)了(?:吗|吧"
    r"|么|是吧|对吧|啊)?\W*"
    r"|\W*(?:还)?(?:要|需要|用)(?:我)?(?:再)?(?:做|弄|干)(?:什么|啥|点什么)(?:吗|么)?\W*"
    r"|\W*没(?:别的|其他)?(?:事|什么)了(?:吧|吗)?\W*"
    rf"|\W*{_SO}(?:is|was) (?:that|this) (?:all|it|everything)(?: then| now| done| sorted| set)?\W*"
    rf"|\W*{_SO}(?:am i|are we|i'?m|we'?re|all) (?:all )?(?:done|set|sorted|good)(?: then| now)?\W*"
    r"|\W*(?:is there )?anything else (?:i (?:need|have|should|must)(?: to)?(?: do)?|to do|needed)\W*"
    r"|\W*(?:do i|what else do i) (?:need|have) to do(?: anything)?(?: else| more| now)?\W*",
)


def asks_if_that_is_all(text: str) -> bool:
    """Whether somebody makes sure that nothing is left to do.

    >>> asks_if_that_is_all("这就行了吗"), asks_if_that_is_all("is that all then")
    (True, True)
    >>> asks_if_that_is_all("is that all you can do for me")
    False
    """
    return _ALL_DONE.fullmatch(fold(text)) is not None


_PAID = re.compile(
    r"\W*(?:ok(?:ay)?|right|that'?s|it'?s|all|just|now|i'?ve|have|i)?\W*(?:just |now |all )?"
    r"(?:done|paid|sent|transferred)(?: it| that| now| just now)?\W*"
    r"|\W*(?:我|已经?|刚刚?|都|嗯|好|ok)*(?:还|付|转|交|弄|搞|支付)(?:好|完|定|过去)?了\W*",
)


def says_it_is_paid(text: str) -> bool:
    """Whether a short message after the way to pay says that it is done.

    >>> says_it_is_paid("done"), says_it_is_paid("还好了"), says_it_is_paid("not done yet")
    (True, True, False)
    """
    return _PAID.fullmatch(fold(text)) is not None


_CLAUSES = re.compile(
    r"[\s]*[,，.。!！?？;；:：~～、…\n]+[\s]*|(?<=[\u4e00-\u9fff])\s+|\s+(?:and|so|then)\s+"
)
_TAKES_BACK = re.compile(
    r"(?:好吧|好的?|行|嗯|那|还是|就|我|想|要|想要|帮我|给我|麻烦|请|能|可以|把)*(?:这个|它|安排|约定|计划|分期"
    r"|刚才的?|那个)*的?"
    r"(?:给我|都|就)?(?:取消|撤销|撤回|作废|退掉)(?:掉|了|吧|一下|我的|这个|安排|约定|分期|啊|呗)*"
    r"|我?(?:现在|又|已经)*(?:不|不想|不愿意?)(?:同意|答应|分期?|按这个(?:来|还)?)了(?:吧|啊)?"
    r"|我?(?:就是|只是|说了|说|都说了)*(?:是|想|要|的是)*取消(?:掉|了|吧)?(?:这个"
    r"|那个)?(?:\d{1,2}[号日])?(?:的|那个|这个|那笔)*"
    r"|我?(?:刚才|刚刚|刚)?(?:是)?(?:不小心|手滑|一不小心)?(?:点|按|选|说|发)错了(?:啊|呀|的)?"
    r"|(?:算了)?我?不(?:想)?还了(?:吧|啊)?"
    r"|i (?:said|meant|say) cancel(?: (?:it|that|this))?"
    r"|(?:i(?:'d like to| want to|'ll)? )?(?:take|taking) (?:it"
    r"|that|this|what i said)(?: all)? back(?: please| now)?"
    r"|(?:that|it|this) was (?:a|my) (?:mistake|accident|error)"
    r"|(?:that|it) was (?:by|an) (?:mistake|accident)"
    r"|i (?:clicked|pressed|tapped|hit|said|agreed to)(?: (?:it"
    r"|that|this|yes|agree))? by (?:mistake|accident)"
    r"|i change my mind"
    r"|(?:(?:please|can you|could you|just|i want to|i'd like to|i need to|let'?s|so|and|ok(?:ay)?"
    r"|fine|well|then|right|alright|yes|yeah) )*"
    r"(?:cancel|undo|scrap|withdraw|take back|call off)"
    r"(?: (?:it|that|this|everything|(?:the|my|this|that) (?:plan|arrangement|agreement|deal|promise)))?"
    r"(?: off)?(?: please| for me| now| then)*"
    r"|i (?:don'?t|do not|no longer) agree(?: (?:to|with) (?:it|this|that|any of it))?(?: any ?more| now)?"
)
_BESIDE_IT = re.compile(
    r"取消(?:了|好了?|掉了?)?(?:没有?|吗|么)"
    r"|(?:\d{1,2}[号日])?(?:我)?(?:还不[上起了]|付不[上起了])了?|(?:no|oh|ah|hang on|sorry|actually)"
    r"(?: (?:wait|no|sorry|actually))+|(?:好|好的|行|嗯|算了|还是|不好意思|抱歉|谢谢|不用了"
    r"|不要了|不弄了|不办了|我?(?:后悔|改主意|改变主意)了"
    r"|我?(?:不想|不)(?:要|弄|办|想要)(?:这个|它)?了)(?:吧|啊|了)?"
    r"|(?:sorry|actually|please|thanks|thank you|no|nah|wait|hi|hello|ok(?:ay)?|fine|right|well|then"
    r"|forget it)(?: (?:ok(?:ay)?|fine|then|please))*"
    r"|(?:but |so |and )?(?:(?:you|u|it|the bot|this|that|they|the message) (?:said|says|told me|say)"
    r"|i (?:thought|read|was told))(?: that)?"
    r" (?:i|you|u|it|this|that)(?: can| could|'?s|'?m| am| is)?(?: allowed to| free to)? (?:cancel\w*|free)"
    r"(?: (?:it|this|that|for|free|any ?time|at|any|time|of|charge|whenever|i|want|like))*"
    r"|(?:不是)?(?:你们?|您|上面|刚才|它|机器人)*(?:说|写)(?:了|过|着|的)?(?:我)?(?:可以|能)?(?:随时|免费|不收费)*"
    r"(?:可以|能)?(?:随时|免费|不收费)*取消(?:的|不收费|免费|吗|嘛)*"
    r"|i (?:don'?t|do not|no longer) (?:want|need|like) (?:it|this|that|the (?:plan|arrangement))"
    r"(?: any ?more| now| after all)?|i(?:'?ve| have)? changed my mind"
)


_OPENING = re.compile(
    r"^(?:(?:no|oh|ah|wait|sorry|actually|hang on)[, ]+)+(?=i |i'|that|it|this|take|cancel)"
)
_BARE_CANCEL = re.compile(
    r"(?:帮我|给我|请|麻烦)?取消(?:了|掉|吧)*|(?:please )?cancel(?: (?:it|that|this))?(?: please)?"
)
_CANNOT = re.compile(r"还不[上起了]|付不[上起了]|\bcan'?t (?:pay|make|do|manage)")
"""A reason that is told before an arrangement is taken back: it cannot be kept."""


def takes_it_back(text: str) -> bool:
    """Whether a message takes back what was agreed, and says nothing else.

    >>> takes_it_back("I don't want it any more, cancel it"), takes_it_back("取消吧，我不同意了")
    (True, True)
    >>> takes_it_back("ok fine cancel it then"), takes_it_back("you said i can cancel any time. cancel please")
    (True, True)
    >>> takes_it_back("can I cancel any time"), takes_it_back("你说可以随时取消吗"), takes_it_back("好吧取消了吧")
    (False, False, True)
    >>> takes_it_back("我不分了，撤销"), takes_it_back("cancel my card"), takes_it_back("取消短信提醒")
    (True, False, False)
    >>> takes_it_back("no wait I take it back"), takes_it_back("刚才点错了"), takes_it_back("我说取消！！")
    (True, True, True)
    >>> takes_it_back("明天要交补课费 15号还不上了 取消吧"), takes_it_back("that was a mistake on your side")
    (True, False)
    """
    plain = _OPENING.sub("", fold(text).replace("’", "'").strip())
    clauses = [each for each in _CLAUSES.split(plain) if each]
    if clauses and _BARE_CANCEL.fullmatch(clauses[-1]) and any(_CANNOT.search(each) for each in clauses):
        return True
    back = [_TAKES_BACK.fullmatch(each) is not None for each in clauses]
    return any(back) and all(
        found or _BESIDE_IT.fullmatch(each) for found, each in zip(back, clauses, strict=True)
    )


_SAID_YES = re.compile(
    r"(?:不是|已经|早就|刚才|刚刚|都|咪)[^。！？]{0,4}(?:同意|答应)(?!过?别)|(?:话|讲)咗[^。！？]{0,2}(?:同意|好)"
    r"|\bdid(?:n't| not| i not) i (?:just |already )?(?:agree|accept|say (?:yes|ok))"
    r"|\bi(?:'ve| have)? (?:just|already) (?:agreed|accepted|said (?:yes|ok|agree))"
    r"|\bthought i (?:had )?(?:agreed|said yes)"
)


def says_it_was_agreed(text: str) -> bool:
    """Whether somebody says that they agreed before: near a yes, and not one.

    >>> says_it_was_agreed("我刚才不是同意了吗"), says_it_was_agreed("didn't I just agree?")
    (True, True)
    >>> says_it_was_agreed("我不同意"), says_it_was_agreed("都没同意")
    (False, False)
    """
    plain = fold(text).replace("’", "'")
    return _SAID_YES.search(plain) is not None and re.search(r"没有?(?:同意|答应)|不同意", plain) is None


_NEVER = re.compile(
    r"我?(?:从来|根本|压根)?(?:没有?|从没)(?:答应|同意|确认|点)过"
    r"|^\W*我(?:可|又|真|根本)?没有?(?:同意|答应)(?:这个|你们|啊|呀|呢|哦|的)*\W*$"
    r"|不是我(?:本人)?(?:点|同意|答应|确认|操作|按)的|(?:是|被)(?!我(?:自己|本人)?(?:点|按"
    r"|操作|答应|同意))[^，。]{1,6}(?:点|按|操作|答应|同意)的"
    r"|\bi (?:never|didn'?t|did not) (?:agreed?|accept(?:ed)?|confirm(?:ed)?)"
    r"(?: to)?(?: (?:it|this|that|any of (?:it|this)|anything|(?:the|this|that|any) (?:plan|arrangement)))?"
    r"\s*(?:[,.;!]|$)"
    r"|\b(?:was ?n'?t|was not|not) me (?:who|that) (?:agreed|clicked|accepted|pressed|said yes)\b"
    r"|\b(?:he|she|they|someone else|somebody else|(?:my|the) \w+) (?:clicked|pressed|agreed to|accepted)"
    r" (?:it|that|this|yes)\b"
)


def never_agreed(text: str) -> bool:
    """Whether somebody says that it was not they who agreed.

    >>> never_agreed("我没答应过，是我弟点的"), never_agreed("it wasn't me who agreed")
    (True, True)
    >>> never_agreed("是我同意的"), never_agreed("I never agreed to be called daily")
    (False, False)
    """
    return _NEVER.search(fold(text).replace("’", "'")) is not None


_NO_MORE_COST = re.compile(
    r"\b(?:no|without|not|never|any) (?:any )?(?:more|extra|other|further|hidden|late|additional)? ?"
    r"(?:fees?|charges?|interest|costs?)\b"
    r"|(?:不会?|没有?|没)(?:再|有|另外|额外|多)*(?:收|加|涨|产生|扣|要)?(?:我|别的|其他"
    r"|什么|额外|多)*(?:费|利息|手续费|钱)"
)


def asks_for_no_more_cost(text: str) -> bool:
    """Whether somebody wants to be sure that what is arranged costs nothing more.

    >>> asks_for_no_more_cost("and you promise no more fees ever?"), asks_for_no_more_cost("不会再收利息吧")
    (True, True)
    >>> asks_for_no_more_cost("can you waive the late fee"), asks_for_no_more_cost("能减免利息吗")
    (False, False)
    """
    return _NO_MORE_COST.search(fold(text)) is not None


_ONCE_PAID = re.compile(
    r"(?:还完|还清|还上|还了|结清|付完)[^。！？]{0,10}(?:没事|完事|结束|清了|两清|了结|没关系了|不会再)"
    r"|\b(?:once|when|after|if) (?:i'?ve |i have |i |it'?s |that'?s )?(?:paid|pay)\b[^.!?]{0,24}"
    r"\b(?:that'?s it|is that it|the end|all (?:clear|done|over|sorted)|in the clear|over|finished)\b"
)


def asks_what_follows_payment(text: str) -> bool:
    """Whether somebody asks if all is well once the arrangement is paid.

    >>> asks_what_follows_payment("还完是不是就没事了"), asks_what_follows_payment("once i pay is that it")
    (True, True)
    >>> asks_what_follows_payment("我还完了")
    False
    """
    return _ONCE_PAID.search(fold(text)) is not None


_ALL_OF_IT = (
    r"(?:(?:it|this|that|them) all(?: off| now)?|(?:it|this|that) off|all of (?:it|this|that)|everything"
    r"|the (?:whole|full|entire|total)(?: lot| thing| amount| balance| sum)?|the (?:lot|rest|remainder)|in full)"
)
_EARLY = re.compile(
    r"\b(?:pay|clear|settle|repay|finish|send)\w*\b[^.!?]{0,30}\b(?:before|ahead of) (?:the )?"
    r"(?:\d|due|date|day|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday|that|then)"
    r"|\bprepon\w*|\bearl(?:y|ier) (?:re)?pay\w*|\b(?:pay|clear|settle|repay)\w*\b[^.!?]{0,30}\b(?:early|earlier|sooner)\b"
    rf"|\b(?:can|could|may|let me|want to|like to|will|i'?ll)\b[^.!?]{{0,16}}\b(?:pay|clear|settle|finish)(?: off)? {_ALL_OF_IT}"
    r"|\b(?:can|could|may) i (?:just |now |actually )*(?:clear|settle|finish)(?: off)? (?:it|this|that|them)\b"
    rf"|\bi (?:just )?(?:mean|meant|want)\b(?: to (?:pay|clear|settle))? {_ALL_OF_IT}"
    r"|提前(?:还|付|结|交|把|一次)|提早(?:还|付|结)|早(?:一?点|些|几天)(?:还|付)"
    r"|(?:能不能|可不可以|可以|能|想|我说的是|要)[^，。！？]{0,6}(?:一次(?:性)?|全部?|全额|都|直接|剩下的?)+[^，。！？]{0,4}(?:还|付|结)(?:清|完|掉|了)?"
    r"|(?:一次(?:性)?|全部|全额|剩下的)(?:都|一起|直接|就)?(?:还|付|结)(?:清|完|掉)"
    r"|(?:能不能|可不可以|可以|能)?(?:在)?[号日天][之以]?前(?:就)?(?:先)?(?:还|付|结)"
)
_CANNOT = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|unable|not able|couldn'?t|no money|skint|struggl\w+)\b"
    r"|还不(?:上|起|了|清|出)|付不|没钱|没办法|不想|恐怕"
)
_ONE_PART = re.compile(
    r"\b(?:part|first|next|one|instal+ment)\b|\bpay\w* (?:off )?(?:a bit|a little|some|extra|more)\b|\boverpay"
    r"|一部分|一点|一些|第[一二三]|下一?[期笔]|这一?[期笔]|先还"
)


def wants_to_pay_early(text: str) -> bool:
    """Whether somebody who has an arrangement wants, or asks if she may, pay before its day.

    >>> wants_to_pay_early("got the money early, can i pay it all off this friday instead")
    True
    >>> wants_to_pay_early("yes or no, early payment possible?"), wants_to_pay_early("能不能20号之前还")
    (True, True)
    >>> wants_to_pay_early("my nan's given me some money, can i clear it"), wants_to_pay_early("想一次还清")
    (True, True)
    >>> wants_to_pay_early("I can't pay it all off before the 20th"), wants_to_pay_early("can I pay later")
    (False, False)
    """
    plain = fold(text).replace("’", "'")
    return _EARLY.search(plain) is not None and _CANNOT.search(plain) is None


def speaks_of_one_part(text: str) -> bool:
    """Whether it is one payment of several, or a bit more of one, that is meant, and not all that is left.

    >>> speaks_of_one_part("can i pay the first one early"), speaks_of_one_part("can i clear it all early")
    (True, False)
    >>> speaks_of_one_part("my nan's given me some money, can i clear it")
    False
    """
    plain = fold(text)
    return _ONE_PART.search(plain) is not None and re.search(_ALL_OF_IT, plain) is None
