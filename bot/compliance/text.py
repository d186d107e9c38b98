"""What a text does, read by patterns: does it press for payment, speak of a debt, carry a required line?

The answers decide whether a message may leave, so the patterns lean to the strict side: a sentence that might reveal a
debt counts as revealing it. Required lines are looked for in the language of the text, since a disclosure in another
language is none.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from zhconv.zhconv import getdict

from bot.compliance.needles import Quick

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]", re.UNICODE)
_COMBINING = re.compile("[\u0300-\u036f]")
_INVISIBLE = (0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2065), 0xFEFF)


def _table() -> dict[int, str | None]:
    """Build the map of single characters: half width, lower case, simplified, invisible ones gone."""
    table: dict[int, str | None] = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    blocks = ((0x80, 0x3400), (0xF900, 0xFB07), (0xFE10, 0x10000), (0x1D400, 0x1D800), (0x1F100, 0x1F200))
    for start, end in blocks:
        for code in range(start, end):
            plain = unicodedata.normalize("NFKC", chr(code)).lower()
            if plain != chr(code):
                table[code] = plain
    simplified = getdict("zh-hans")
    table.update({ord(old): new for old, new in simplified.items() if len(old) == 1})
    table.update(dict.fromkeys(_INVISIBLE))
    return table


_FOLD = _table()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a text in one plain form: half width, lower case, simplified script, nothing invisible."""
    if text.isascii():
        return text.lower()
    if _COMBINING.search(text):
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_FOLD)


DEBT = {
    "zh": re.compile(
        r"欠款|欠[你您我他她们]?.{0,3}[钱元万]|逾期|还款|还清|还钱|应还|未还|待还|贷款|借款|借了|账单|债务|本金|罚息|违约金|催收|分期"
        r"|(?:¥|￥|rmb|cny)\s*\d|\d[\d,.]*\s*元|最低还款|拖欠|结清|代偿"
    ),
    "en": re.compile(
        r"\bow(?:e|es|ed|ing)\b|overdue|past[ -]due|\bdebts?\b|\bloans?\b|repay|\bpayments?\b|arrears|\bbalances?\b"
        r"|instal?ments?|\bcollect(?:ion|ions|or)?\b|outstanding|delinquen|\bcredit card\b|[$£€₹]\s*\d|missed (?:a|your)"
        r"|\b(?:usd|gbp|eur|inr|aud|hkd)\s*\d|\bbill\b|\blate fee"
    ),
}
DEMAND = {
    "zh": re.compile(
        r"(?:请|务必|必须|应当?|须|需|得|赶紧|尽快|立即|立刻|马上|抓紧|及时)[^,。;!?，。；！？]{0,14}(?:还款|还清|还钱|还上|偿还|缴清|缴纳|付清|付款|支付|结清|存入|归还|补齐|处理欠款|处理逾期|还掉)"
        r"|(?:今天|今日|今晚|明天|\d+[日号点])[^,。;!?，。；！？]{0,6}(?:之?前|内)[^,。;!?，。；！？]{0,8}(?:还款|还清|付清|偿还|结清|到账|缴清)"
        r"|催款|催收|还款提醒|(?:什么时候|何时|几时|哪天|几号)(?:能|可以|会|打算)?[^,。;!?，。；！？]{0,4}(?:还款|还钱|还清|还上|把钱|处理|还)"
    ),
    "en": re.compile(
        r"\b(?:please|must|need to|have to|kindly|should|required to|got to)\b[^.;!?]{0,24}\b(?:pay|repay|settle|clear|remit|bring your account)\b"
        r"|\bpay (?:now|today|tonight|immediately|in full|up|your|the|what|off|us|by)\b|\bpayment is (?:now )?(?:due|required|needed|expected)\b"
        r"|\bwhen (?:will|can|are) you (?:going to )?(?:pay|settle|clear|make)|\bmake (?:a|your|the) payment (?:now|today|immediately|by)"
        r"|\bsettle (?:now|today|this|your)\b|\bimmediate payment\b|\bdemand(?:ing)? payment\b"
    ),
}
AT_ONCE = {
    "zh": re.compile(
        r"先(?:把)?[^,。;!?，。；！？\d]{0,4}(?:还|付|转|交)(?:上|掉|来|个)?\s*(?:¥|￥|rmb|人民币)?\s*\d|(?:现在|今天|今晚|马上|立刻|这会儿)(?:就|先|能)?(?:还|付|转|交)(?:上|掉|个)?\s*(?:¥|￥|rmb|人民币)?\s*\d"
    ),
    "en": re.compile(
        r"\bpay (?:us |just |only |at least )?(?:[$£€₹¥]|(?:usd|gbp|eur|inr|aud|hkd|rs\.?) ?)?\d[\d.,]*(?: \w+)? (?:now|today|tonight|first|immediately|right away|straight away|and (?:i|we)\b)"
    ),
}
"""A sum to be paid at once: help, where the product offers it as a choice; a demand, where a person writes it."""
_SOFT = {
    "zh": re.compile(
        r"(?:暂停|停止|停了)[^,。;!?，。；！？]{0,6}(?:还款提醒|催收|催款)|(?:不|无需|不用|不必|无须|暂时不|不会再|先别|别)[^,。;!?，。；！？]{0,6}(?:还款|还钱|付款|支付|还清|催|担心)"
        r"|(?:如果您?(?:想|愿意|方便|需要)|您可以选择|若您想)[^,。;!?:，。；！？：]*"
    ),
    "en": re.compile(
        r"\b(?:no need to|(?:do|does|did)(?: not|n't) (?:need|have) to|not asking you to|won't ask you to"
        r"|if you(?:'d| would)? (?:like|want|wish|prefer)|you (?:can|could|may) choose)\b[^,.;:!?]*"
    ),
}

_PAY = {
    "zh": r"(?:还(?:款|钱|清|上|掉|得上|得起|一点|一些|一部分|一半|多少|点|个|\s*(?:¥|￥)?\s*\d)|付(?:款|清|掉|一|点|\s*(?:¥|￥)?\s*\d)|支付|偿还|结清|缴|转账|打款|打钱|汇款|交钱|分期|催|(?:转|交|打来|打过来)(?:来|过来|个)?\s*(?:¥|￥)?\s*\d|\d\s*(?:元|块)?(?:钱)?(?:就|也)?(?:行|好|可以|够))",
    "en": r"\b(?:re)?(?:pay(?:s|ing|ments?)?|paid|settle[sd]?|settling|instal?ments?|remit|(?:send|transfer)(?: us| me| over)?(?: just| only)? ?[$£€₹]?\d)(?![a-z])",
}
"""Words of paying."""
_PAYING = {language: re.compile(pattern) for language, pattern in _PAY.items()}
_CALM = {
    "zh": re.compile(
        rf"(?:(?<![要能可是好行得])不(?!如|妨|然|得不|还|付|行|过|管|论|能)|没有|无需|无须|别|暂停|停止|停了|先停)[^,。;!?，。；！？\d]{{0,8}}{_PAY['zh']}[^,。;!?，。；！？\d]*"
        r"|(?:还款|还钱|付款|支付|分期|催收)(?:这(?:件)?事|的(?:事情?|安排))?[^,。;!?，。；！？\d]{0,8}(?:不(?!等|能|可以)|放一放|先放|以后再|之后再|晚点再|暂停|已?停|慢慢|没关系|收到|到账)[^,。;!?，。；！？\d]*"
    ),
    "en": re.compile(
        rf"(?<!why )\b(?:no|not|never|nothing|without|nobody|stop(?:ped)?|paus(?:e|ed|ing))\b(?! (?:later|forget|delay|wait|only|just|hesitate|less))[^,.;:!?\d]{{0,40}}?{_PAY['en']}[^,.;:!?\d]*"
        rf"|{_PAY['en']}[^,.;:!?\d]{{0,30}}\b(?:can (?:all )?wait|(?:is|are|will|do|does|need) not|paused|on hold|stopped|later|received|arrived)\b(?! (?:wait|be late))[^,.;:!?\d]*"
    ),
}
"""Clauses that take the thought of paying away: no need to, it is paused, it can wait."""

_NOT = r"(?<!不是)(?<!并非)(?<!不)(?<!非)"
MARKERS: dict[str, dict[str, tuple[str, ...]]] = {
    "bot_disclosure": {
        "zh": (
            _NOT
            + r"(?:自动(?:化)?(?:助手|助理|客服|提醒|发送|回复|通知|消息|短信|语音|服务|程序)|智能(?:助手|助理|客服|语音|机器人|外呼|提醒)|虚拟(?:助手|客服|助理)|数字(?:助手|员工|人)|机器人|人工智能|语音助手|系统自动|(?<![a-z])ai(?![a-z]))",
        ),
        "en": (
            r"(?<!not )(?<!not an )(?<!not a )(?<!isn't )(?<!isn't an )(?:\bautomated\b|\bautomatic (?:message|assistant|reminder)|\ba\.?i\.?(?![a-z])|\bvirtual (?:assistant|agent)\b|\bdigital (?:assistant|agent)\b|\b(?:chat)?bot\b|artificial intelligence)",
        ),
    },
    "identity": {
        "zh": (
            r"【[^】]{2,}】|\[[^\]]{2,}\]|(?:这里是|我们是|来自|代表|受)[^,。;!?，。；！？]{2,}|我司|本公司|本行|我是[^,。;，。；]{2,}(?:的|自动|智能|客服|工作人员)|银行|金融|消金|信贷|小贷|公司|机构|集团|科技",
        ),
        "en": (
            r"\bthis is\b|\bon behalf of\b|\bfrom [a-z0-9]|\bi(?:'m| am) [^.]{0,40}\b(?:at|from|of|for|with)\b|\bhere from\b|\b(?:bank|finance|financial|lending|lender|credit|loans?|capital|money|ltd|inc|llc|plc|group)\b|'s (?:automated|virtual|digital|ai)\b|\[[^\]]{2,}\]",
        ),
    },
    "introduction": {
        "zh": (r"(?:我|这|这里|这边|我们)是[^,。;!?，。；！？]{2,}",),
        "en": (r"\b(?:this is|i(?:'m| am)|we(?:'re| are)|my name is)\b",),
    },
    "opt_out_notice": {
        "zh": (
            r"(?:回复?|发送?|输入)\s*[“\"'「]?\s*(?:td|t\b|n\b|r\b|q\b|退订|停止|stop|取消|拒收|不要)|退订|拒收|(?:停止|不再|取消|不想)[^,。;，。；]{0,8}(?:接收|收到|联系|发送|短信|消息|邮件|提醒)",
        ),
        "en": (
            r"\b(?:reply|text|send|respond|type)(?: with)?\s+[\"'“]?stop\b|\bstop\b[^.]{0,24}\b(?:opt|end|cancel|unsubscribe|stop)|\bto (?:stop|opt out|unsubscribe|end)\b|\bopt[ -]?out\b|\bunsubscribe\b|\bstop=",
        ),
    },
    "mini_miranda_first": {
        "zh": (
            r"(?:为了|试图|旨在|意在|尝试|目的是)[^,。;，。；]{0,8}(?:催收|收取|追收|收回)[^,。;，。；]{0,8}(?:债务|欠款|债)",
            r"(?:信息|资料)[^。;。；]{0,24}(?:用于|用作|用来)[^。;。；]{0,10}(?:目的|用途|催收)",
        ),
        "en": (
            r"attempt(?:ing)? to collect (?:a|this|your) debt|trying to collect a debt",
            r"information[^.]{0,60}(?:will|may|can)?\s*be used for (?:that|this) purpose",
        ),
    },
    "mini_miranda_later": {
        "zh": (r"(?:债务?|欠款)?(?:催收|收款|追收)(?:人|方|机构|公司)|债务催收",),
        "en": (r"\bdebt collect(?:or|ion agency)\b|attempt(?:ing)? to collect (?:a|this|your) debt",),
    },
    "debt_advice": {
        "zh": (
            r"moneyhelper|stepchange|national debtline|citizens advice|免费[^。]{0,16}(?:债务|理财)?(?:咨询|建议|辅导|援助|顾问)|债务(?:咨询|辅导|建议|顾问)",
        ),
        "en": (
            r"moneyhelper|stepchange|step change|national debtline|citizens advice|money ?helper|\b(?:free|independent|impartial|low-cost)\b[^.]{0,40}\b(?:debt|money) (?:advice|help|counsell?ing)|\bdebt (?:advice|counsell?ing|advisers?)\b|national debt helpline",
        ),
    },
    "complaint_route": {
        "zh": (
            r"投诉[^。]{0,20}(?:电话|热线|渠道|专线|入口|邮箱|\d)|12378|(?:可以|可|如需|如要|若要|想要)[^。]{0,10}投诉",
        ),
        "en": (
            r"\bcomplaints?\b[^.]{0,60}(?:@|\d|line|team|page|link|form|email|call|write|http|ombudsman|here)|ombudsman|\b(?:to|can|may|could) (?:make a complaint|complain)\b",
        ),
    },
    "cost_table": {
        "zh": (
            r"综合融资成本|(?:费用|成本)(?:明细|一览|清单|表)|年化[^。]{0,8}(?:成本|费率|利率)|总(?:费用|成本)|一共多付|合计[^。]{0,8}(?:利息|费用)",
        ),
        "en": (
            r"\bcost (?:table|breakdown|summary)\b|\btotal (?:extra )?cost\b|\bannual (?:cost|rate|percentage)\b|\bapr\b",
        ),
    },
    "recording_notice": {"zh": (r"录音|通话将被记录",), "en": (r"\brecord(?:ed|ing)\b",)},
    "validation_notice": {
        "zh": (r"(?:核实|异议|质疑)[^。]{0,20}(?:权利|30)",),
        "en": (r"\bvalidation (?:notice|information)\b|\b(?:right to|you (?:can|may)) dispute\b",),
    },
    "credit_file_effect": {
        "zh": (r"征信|信用(?:记录|报告|档案)",),
        "en": (r"\bcredit (?:file|report|record|history|bureaus?|reference|score)\b",),
    },
    "debt_continues": {
        "zh": (
            r"(?:剩余|余下|其余)[^。]{0,12}(?:欠款|债务|仍|需)|债务(?:仍|继续)|可能[^。]{0,6}(?:转让|出售)",
        ),
        "en": (
            r"\b(?:rest|remaining|balance)\b[^.]{0,40}\b(?:owed|remain|continue|due|still)|\bmay be sold\b|\bstill owe\b",
        ),
    },
    "human_route": {
        "zh": (r"人工|专员|同事|真人|工作人员|复核|申诉",),
        "en": (r"\b(?:human|person|agent|colleague|someone|advis[eo]r|specialist|team member|review)\b",),
    },
    "plan_fields": {
        "zh": (r"\d", r"期|次|月", r"元|¥|金额"),
        "en": (r"\d", r"month|week|instal|payment", r"[$£€₹¥]|\b(?:usd|gbp|eur|inr|aud|hkd|cny)\b"),
    },
    "letter_fields": {
        "zh": (r"(?:异议|核实|质疑)", r"(?:余额|欠款|应还|金额)", r"(?:电话|热线|联系)"),
        "en": (
            r"\b(?:dispute|query|disagree)\b",
            r"\b(?:balance|amount|owe)\b",
            r"\b(?:contact|phone|call|email|write)\b",
        ),
    },
    "agent_identifier": {
        "zh": (r"(?:工号|编号|我叫|姓名)[^,。，。]{1,}",),
        "en": (r"\bmy name is [a-z]+|\bthis is [a-z]+ [a-z]+ (?:from|of|at)\b|\b(?:agent|id|ref)\W{0,3}\d+",),
    },
}
"""Content keys a rule can require, and the patterns (all must match) that show a text carries it."""

_COMPILED = {
    key: {lang: tuple(Quick(p, re.DOTALL) for p in patterns) for lang, patterns in both.items()}
    for key, both in MARKERS.items()
}
_DEBT = tuple(Quick(pattern.pattern) for pattern in DEBT.values())
_DEMAND = {language: Quick(pattern.pattern) for language, pattern in DEMAND.items()}
_BY_POST_OR_PHONE = re.compile(r"\b(?:call|phone|ring|write|mail|post|visit)\b|拨打|致电|来电|来信|邮寄|前往")
_BY_REPLY_OR_LINK = re.compile(
    r"\b(?:reply|text|click|tap|respond|send)\b|https?:|www\.|link|\bstop\b|回复?|发送|点击|链接|输入|退订"
)


class TextView:
    """One text, folded once, with its answers remembered."""

    __slots__ = ("_debt", "_demands", "_has", "_shape", "folded", "language", "raw", "script")

    def __init__(self, raw: str, language: str) -> None:
        """Fold the text and see in which script it is written."""
        self.raw = raw
        self.language = language
        self.folded = plain = fold(raw)
        wide = 0 if plain.isascii() else (len(plain.encode()) - len(plain)) // 2  # Han characters, about
        self.script = "zh" if wide * 4 >= len(plain) - wide or (language == "zh" and wide > 1) else "en"
        self._shape = _FIGURE.sub("00", plain)
        self._demands: bool | None = None
        self._debt: bool | None = None
        self._has: dict[str, bool] = {}

    @classmethod
    def of(cls, raw: str | None, language: str) -> TextView | None:
        """Return the view of a text, or None when nothing is written yet (no text, or only dots)."""
        if raw is None or not _WORD.search(raw):
            return None
        return _view(raw, str(language))

    @property
    def demands(self) -> bool:
        """It presses for payment, rather than answering a question."""
        if self._demands is None:
            self._demands = _demands(self._shape, self.script)
        return self._demands

    @property
    def wants_a_sum(self) -> bool:
        """It names a sum to be paid at once."""
        return AT_ONCE[self.script].search(_SOFT[self.script].sub(" ", self._shape)) is not None

    @property
    def mentions_paying(self) -> bool:
        """It brings up paying, other than to say that paying can wait."""
        return _PAYING[self.script].search(_CALM[self.script].sub(" ", self._shape)) is not None

    @property
    def speaks_of_debt(self) -> bool:
        """It reveals, directly or not, that there is a debt."""
        if self._debt is None:
            self._debt = _speaks_of_debt(self._shape)
        return self._debt

    def has(self, key: str) -> bool:
        """Tell whether a required line is there, in the language of the text."""
        found = self._has.get(key)
        if found is None:
            found = _holds(self.folded if key in _WITH_FIGURES else self._shape, key, self.script)
            self._has[key] = found
        return found


_FIGURE = re.compile(r"[0-9](?<![a-z0-9.,][0-9])[0-9]+(?:[.,:][0-9]+)*(?![a-z0-9])")
"""A figure that stands alone; which one it is tells nothing about what a text does (amounts are judged apart)."""
_WITH_FIGURES = frozenset(
    key
    for key, both in MARKERS.items()
    if any(re.search(r"(?<![{,\dx-])\d{2,}", p) for part in both.values() for p in part)
)
"""Lines that name a telephone number, and so are looked for with their figures."""


@lru_cache(maxsize=8192)
def _demands(shape: str, script: str) -> bool:
    return _DEMAND[script].found(_SOFT[script].sub(" ", shape))


@lru_cache(maxsize=8192)
def _speaks_of_debt(shape: str) -> bool:
    return any(pattern.found(shape) for pattern in _DEBT)


@lru_cache(maxsize=16384)
def _holds(text: str, key: str, script: str) -> bool:
    found = all(p.found(text) for p in _COMPILED[key][script])
    if found and key == "opt_out_notice" and _BY_POST_OR_PHONE.search(text):
        return _BY_REPLY_OR_LINK.search(text) is not None
    return found


@lru_cache(maxsize=4096)
def _view(raw: str, language: str) -> TextView:
    return TextView(raw, language)
