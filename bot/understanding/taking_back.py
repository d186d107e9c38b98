# ruff: noqa: E501 - a pattern is read best on one line
"""Taking back what was agreed, or saying that it was agreed already, never, or before this talk: "点错了".

Looked for only where something was agreed or is on the table.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_CLAUSES = re.compile(
    r"[\s]*[,，.。!！?？;；:：~～、…\n]+[\s]*|(?<=[\u4e00-\u9fff])\s+|\s+(?:and|so|then)\s+"
)
_TAKES_BACK = re.compile(
    r"(?:好吧|好的?|行|嗯|那|还是|就|我|想|要|帮我|给我|麻烦|请|能|可以|把)*(?:这个|它|安排|约定|计划|分期"
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
    r"(?: (?:it|this|that|for|free|anytime|at|any|time|of|charge|whenever|i|want|like))*"
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
    >>> takes_it_back("我不想再收短信了，取消")
    False
    >>> takes_it_back("明天要交补课费 15号还不上了 取消吧"), takes_it_back("that was a mistake on your side")
    (True, False)
    """
    plain = _OPENING.sub("", fold(text).strip())
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
    plain = fold(text)
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
    return _NEVER.search(fold(text)) is not None


_WISH = re.compile(
    r"^\W*(?:(?:那|还是|算了|不用了|我|不弄了|不要了)\W{0,3})*(?:想|要|帮我|给我){0,2}"
    r"(?:取消|撤了?|撤销|撤回)(?:吧|了|掉)*\W*(?:我?不[还弄要]了)?\W*$"
    r"|取消.{0,6}(?:安排|计划|约定|分期|延期|承诺|协议|方案)"
    r"|(?:安排|计划|约定|分期|方案|协议).{0,6}(?:取消|作废|不要了|不做了|算了)"
    r"|不想(?:要|按)(?:这个|这份|刚才的?|原来的?)(?:安排|计划|约定|分期|方案|协议)?(?:来|了)"
    r"|^\W*(?:actually,? )?(?:no,? )?(?:please )?(?:i (?:want|would like|need) to |i'd like to )?"
    r"cancel(?: (?:it|this|that))?(?: please)?\W*$"
    r"|^\W*(?:please )?(?:undo|take back|scrap|forget)"
    r" (?:it|that|this|the (?:plan|arrangement))(?: please)?\W*$"
    r"|\bcancel\b.{0,20}\b(?:plan|agreement|arrangement|promise|deal)\b|\bcall it off\b",
    re.IGNORECASE,
)


def wants_it_cancelled(text: str) -> bool:
    """Whether an arrangement is to be cancelled; "cancel" alone means it too, where one stands.

    >>> wants_it_cancelled("cancel the plan"), wants_it_cancelled("那我还是取消吧"), wants_it_cancelled("撤回，不要了")
    (True, True, True)
    >>> wants_it_cancelled("取消短信提醒"), wants_it_cancelled("I don't want it any more, cancel it")
    (False, True)
    """
    return _WISH.search(text) is not None or takes_it_back(text)


_STEPS_BACK_EN = (
    r"(?:actually no(?:t|pe)?|no actually|wait no|no wait|sorry no|no sorry|no leave it|on second thoughts? no|never ?mind|nvm"
    r"|(?:forget|scrap|leave) (?:it|that)|i (?:don'?t|do not) want (?:it|that|this|to))"
)
_STEPS_BACK_ZH = r"(?:算了|不(?:想)?(?:要|弄|办|搞|做)(?:这个|它)?了|别(?:办|弄|登记)了|当我没说过?)"
_RETREATS = re.compile(
    rf"(?:(?:oh|ah|hm+|wait|sorry|hang on|hold on|but|ok|no|actually) )*{_STEPS_BACK_EN}"
    rf"(?: (?:{_STEPS_BACK_EN}|any ?more|then|please|after all|now|sorry|thanks))*"
    rf"|(?:(?:不好意思|抱歉|等等|等一?下|不行|不|啊|哎|嗯|那|我|还是) ?)*{_STEPS_BACK_ZH}"
    rf"(?: ?(?:{_STEPS_BACK_ZH}|我|还是|那|就|都|吧|啦|啊|谢谢|抱歉|不好意思))*"
)
_MARKS = re.compile(r"[\s,，.。!！~～…、;；]+")
LONGEST = 40
"""A longer message says more than that."""


def retreats(text: str) -> bool:
    """Whether somebody who was just told that it is done would rather not: meant only right after that.

    >>> retreats("actually no"), retreats("算了不要了"), retreats("no wait, i don't want it"), retreats("还是算了吧")
    (True, True, True, True)
    >>> retreats("no"), retreats("不用了谢谢"), retreats("actually no problem"), retreats("算了我今天就还")
    (False, False, False, False)
    """
    plain = _MARKS.sub(" ", fold(text)).strip()
    return len(text) <= LONGEST and _RETREATS.fullmatch(plain) is not None


_AT_ONCE = re.compile(
    r"一次(?:性)?(?:还|付|结)|全(?:部|额|款)(?:还|付)|\b(?:in one go|all at once|in full|in one payment)\b"
    r"|\bpay (?:it )?all\b|\bpay (?:the lot|everything)\b",
    re.IGNORECASE,
)


def rather_all_at_once(text: str) -> bool:
    """Whether somebody who takes back parts turns to all of it in one payment.

    >>> rather_all_at_once("changed my mind, all in one go"), rather_all_at_once("我改主意了")
    (True, False)
    """
    return _AT_ONCE.search(text) is not None


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
