# ruff: noqa: E501 - a pattern is read best on one line
"""Whether somebody wants to pay at once, or asks how: then the way to pay is the whole answer.

Every clause of the message must be such a wish or a courtesy, so that a reason, a day, an amount or a "can't"
beside it leaves the message to the rest of the talk. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

LONGEST = 80
_CLAUSES = re.compile(r"[\s,，.。!！?？;；:：~～、…—]*[,，.。!！?？;；:：~～、…—\n][\s]*")
_AND = re.compile(r"\s+(?:and|so|then)\s+|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")

_NOW_ZH = r"(?:现在|马上|立刻|立马|立即|这就|而家|即刻|直接|当场)"
_PAY_ZH = r"(?:还清|还完|还掉|还款|还钱|还上|结清|付清|付款|付钱|缴清|缴款|交钱|支付|还|付|缴)"
_ALL_ZH = r"(?:全部|全额|一次过|一次性|一次|都|一口气)?"
_LINK_ZH = r"(?:还款|付款|支付|缴费|缴款)?的?(?:链接|连结|连接|link|网址|付款码|收款码|还款码|二维码)"
_END_ZH = r"(?:吧|啊|呀|吖|啦|咯|呢|嘛|吗|好吗|可以吗|行吗|行不|得唔得|谢谢|唔该|先)*"
_GIVE_ZH = r"(?:再?发|再?给|俾|畀|send|传|来|要)"
_ME_ZH = r"(?:一?下|给|俾|畀|到|过来|来|我|俺|吧|个|条|份|张|再)*"
_ZH = re.compile(
    r"(?:那|好|ok|我|想|要|打算|准备|可以|能|可唔可以|能不能|可不可以|而家|请|麻烦|你|你们|帮我|今天|今日|就)*(?:"
    rf"{_NOW_ZH}(?:就|来|可以|能|想|要|我|去|帮我)*{_ALL_ZH}{_PAY_ZH}"
    rf"|(?:怎么|怎样|怎么样|如何|咋|咋个|点样|点)(?:样|才)?(?:能|可以|去)?{_ALL_ZH}{_PAY_ZH}(?:法|好)?"
    rf"|(?:现在)?(?:还|付)?(?:在|去|到|系|喺)?(?:哪里|哪儿|哪|边度)(?:可以|能)?(?:点|操作|弄|{_PAY_ZH})"
    rf"|(?:(?<=想)|(?<=要)|(?<=我)|(?<=天就)|(?<=日就)){_ALL_ZH}(?:还清|还款|还钱|结清|付清|付款|缴款)"
    rf"|(?:把)?{_LINK_ZH}{_GIVE_ZH}{_ME_ZH}"
    rf"|{_GIVE_ZH}{_ME_ZH}{_LINK_ZH}(?:{_GIVE_ZH}|俾我|畀我|给我)?"
    rf"|{_LINK_ZH}(?:在哪里?|呢)?"
    rf"){_END_ZH}"
)
_COURTESY_ZH = re.compile(
    r"(?:你好|您好|好的?|好吧|可以|行|嗯|哦|那|请问|谢谢|唔该|麻烦(?:你|您)?(?:了|晒)?|ok|知道了|明白了?|收到"
    r"|那?(?:就|也)(?:行|好|可以)了?|那?(?:我)?(?:就)?放心了?|还好(?:还好)?|那没事了?"
    r"|我?(?:有钱|够钱)(?:了)?|(?:我的?|刚|终于|今天|昨天|那边|单位|老板|保险公司?|公司)*"
    r"(?:保险(?:金|款|理赔)?|赔偿(?:金|款)?|补偿(?:金|款)?|理赔|工资|薪水|奖金|钱|低保|货款|尾款|工程款|退税|公积金)?"
    r"(?:都|也|已经|刚|终于|全)*(?:赔|发|到|结|批|下|打|退|转)(?:给我|下来|到账|到卡里|进来|来|过来|账)*(?:了|啦))"
)
"""What may stand beside the wish: a courtesy, or that the money has come."""

_THING_EN = (
    r"(?: (?:it|this|that|everything|all|off|up|in full|of it|in one go|the (?:full |whole |total )?"
    r"(?:amount|balance|lot|loan|debt|bill|money|instalment|installment)"
    r"|my (?:full |whole )?(?:balance|loan|debt|bill|instalment|installment|account)"
    r"|you|what i owe|online|back))*"
)
_NOW_EN = r"(?: (?:right now|right away|straight away|immediately|at once|now|asap|this minute))"
_POLITE_EN = r"(?: (?:please|pls|plz|thanks|thank you|then|here|again|today))*"
_LEAD_EN = (
    r"(?:(?:ok|okay|so|well|hi|hello|hey|yes|yeah|yep|sure|please|pls|fine|great|actually|then|just|alright|good"
    r"|all right) )*"
)
_WANT_EN = (
    r"(?:i(?:'?ll| will| can|'?m going to| am going to|'?m gonna)|we(?:'?ll| will)"
    r"|i(?:'?d| would) (?:like|love|prefer) to|i (?:want|need|wish|wanna)(?: to)?"
    r"|(?:i'?m |i am )?(?:ready|happy|able) to|let me|can i|could i|may i|i)"
)
_WISH_EN = r"(?:i(?:'?d| would) (?:just )?(?:like|love) to|i (?:just )?(?:want|need) to|i wanna|(?:i'?m |i am )?ready to|let me)"
_PAY_EN = r"(?:just )?(?:pay|settle|clear|repay)"
_LINK_EN = r"(?:(?:the|a|that|your|my) )?(?:payment |pay |secure |paying )?(?:link|payment page|pay page)"
_EN = re.compile(
    rf"{_LEAD_EN}(?:"
    rf"(?:{_WANT_EN} )?{_PAY_EN}{_THING_EN}{_NOW_EN}"
    rf"|{_WANT_EN} {_PAY_EN}(?: it| this)? (?:everything|all|off|in full|the full amount)"
    r"(?: of it| off)? today"
    rf"|{_WISH_EN} {_PAY_EN}{_THING_EN}"
    rf"|(?:how|where)(?: exactly)? (?:to|(?:do|can|could|should|would|shall|may) (?:i|we)) "
    rf"(?:pay|repay|settle|make (?:a |the |my )?payment){_THING_EN}{_NOW_EN}?"
    r"|(?:can|could|will|would) you (?:please )?(?:send|give|text|share|resend)(?: me| us)?(?: over)? "
    rf"{_LINK_EN}"
    rf"|(?:send|give|text|share|resend|show)(?: me| us)?(?: over)? {_LINK_EN}(?: to me| over| to pay)?"
    rf"|(?:can|could|may) i (?:please )?(?:have|get) {_LINK_EN}"
    rf"|i(?:'?d like| would like| need| want) {_LINK_EN}"
    rf"|(?:what|where)(?:'?s| is) {_LINK_EN}"
    rf"|{_LINK_EN}"
    rf"){_POLITE_EN}"
)
_COURTESY_EN = re.compile(
    r"(?:ok(?:ay)?|yes|yeah|yep|sure|hi|hello|hey|fine|great|good|right|thanks|thank you|please|pls|alright"
    r"|(?:be|get it) (?:done|over)(?: with)?(?: it)?|cool|all right|no problem|got it|i see|sorry|phew|(?:that['’]?s|that is|thats) (?:fine|ok(?:ay)?|good|alright|all right|a relief)(?: then)?|good to know|fair enough|(?:my |the |our )?(?:insurance|compensation|claim|payout|wages?|pay|salary|money|refund|bonus|uc|pip|giro)(?:['’]?s| is| has| have)?(?: now| just| finally| all)*"
    r" (?:paid out|paid up|come through|came through|come in|came in|in|here|landed|arrived|gone in|cleared)(?: now| today| yesterday| at last)?"
    r"|i(?:['’]?ve| have)?(?: just| finally)* (?:got|been) paid(?: now| today| yesterday)?|i (?:can|could|will) (?:pay|settle)(?: it| up| this)?)"
)


def pays_at_once(text: str) -> bool:
    """Whether a message asks for the way to pay, now, and for nothing else.

    >>> pays_at_once("我现在就还，发我链接"), pays_at_once("how do I pay?"), pays_at_once("我失业了，怎么还")
    (True, True, False)
    >>> pays_at_once("那就行。在哪儿还"), pays_at_once("that's fine then. where do I pay")
    (True, True)
    >>> pays_at_once("I can't pay right now"), pays_at_once("I'll pay 50 now"), pays_at_once("send the link")
    (False, False, True)
    >>> pays_at_once("保险赔下来了 在哪里还"), pays_at_once("insurance paid out, where do I pay")
    (True, True)
    >>> pays_at_once("我被公司裁了 在哪里还"), pays_at_once("工资没发 怎么还")
    (False, False)
    """
    if len(text) > LONGEST:
        return False
    wishes = 0
    for clause in _clauses(text):
        if _ZH.fullmatch(clause) or _EN.fullmatch(clause):
            wishes += 1
        elif not (_COURTESY_ZH.fullmatch(clause) or _COURTESY_EN.fullmatch(clause)):
            return False
    return wishes > 0


def _clauses(text: str) -> list[str]:
    found: list[str] = []
    for part in _CLAUSES.split(fold(text).strip() + "\n"):
        for piece in _AND.split(part):
            bare = " ".join(piece.split()).strip()
            if bare:
                found.append(bare)
    return found


_LINK = re.compile(
    r"\b(?:send|give|text|share|drop)(?: me| us)?(?: over)? (?:the|a|that|your|ur) (?:payment |pay )?link\b"
    r"|\bjust (?:need |want )?(?:the|a|that) (?:payment )?link\b|\bwhere'?s? (?:is )?(?:the|that|this|your|ur|my) (?:payment )?link\b"
    r"|(?:发|给|来|甩)(?:我|俺|个|一?下|条|过来)*(?:还款|付款|支付)?的?链接|链接(?:(?:直接)?(?:发|给|甩)(?:我|来|过来)?|呢|在哪)"
)


def asks_for_the_link(text: str) -> bool:
    """Whether the link to pay is asked for, whatever stands beside it.

    >>> asks_for_the_link("il do it tonight just send the link"), asks_for_the_link("今晚就还 链接发我")
    (True, True)
    >>> asks_for_the_link("is this link safe")
    False
    """
    return _LINK.search(fold(text)) is not None
