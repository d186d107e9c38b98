# ruff: noqa: E501 - a pattern is read best on one line
"""Reasons said in so many words, whatever the classifier makes of them. Works on Python 3.10."""

from __future__ import annotations

import re

from bot.model.words import Reason

_SURE = 0.9
_FEWER_HOURS = re.compile(
    r"\b(?:lost|missed|losing|losing out on|dropped) (?:out on )?(?:[a-z]+ |\d+ ){0,4}?(?:shifts?|hours)\b"
    r"|\b(?:only|just) (?:got|get|getting|had|have|given|gave me) (?:[a-z]+ |\d+ ){0,2}?shifts?\b"
    r"|\b(?:cut|cutting|reduced|reducing|slashed|dropped) (?:down )?(?:on )?(?:back )?"
    r"(?:my|our|the|everyone'?s) (?:\w+ )?(?:shifts?|hours|overtime)\b"
    r"|\b(?:shifts?|hours|overtime) (?:\w+ )?(?:got|were|was|have been|has been|been|are|being) (?:\w+ )?"
    r"(?:cut|reduced|slashed|halved|cancell?ed|dropped)\b"
    r"|\b(?:fewer|less|reduced|shorter) (?:shifts|hours)\b"
    r"|少(?:排|上|派|给)了?我?(?:[一两二三四五六几好多\d]+|不少|一些)个?班(?!车|主任|级)"
    r"|(?:班次|工时|排班|加班|钟点)[^，。！？]{0,4}(?:少|减|砍|缩|压)|(?:砍|减|缩|压)[^，。！？]{0,3}(?:班次|工时|排班)",
    re.IGNORECASE,
)
_NO_WORK = re.compile(
    r"\b(?:lost|losing|lose|quit|left|without|out of|no|between)\b(?:\W+(?:my|a|the|his|her|our))?"
    r"(?:\W+\w+)?\W+(?:job|jobs|work|employment)\b"
    r"|\b(?:fired|sacked|laid off|let me go|redundan\w+|unemployed|jobless)\b"
    r"|\b(?:no|zero|any|a single) (?:more )?(?:shifts?|hours)\b|\ball (?:of )?my (?:shifts|hours)\b"
    r"|失业|下岗|裁(?:员|了|掉)|被辞|辞退|辞职|离职|炒|丢了?(?:工作|饭碗)|没(?:有)?(?:工作|活|班)",
    re.IGNORECASE,
)


def fewer_hours(text: str) -> bool:
    """Whether somebody has less work than before and still has work.

    >>> fewer_hours("lost some shifts"), fewer_hours("这个月少排了几个班"), fewer_hours("I lost my job")
    (True, True, False)
    """
    return _FEWER_HOURS.search(text) is not None and _NO_WORK.search(text) is None


_ON_BENEFITS = re.compile(
    r"\b(?:on|living off|live on|only get|just get) (?:universal credit|uc|benefits|esa|pip|jsa"
    r"|disability|welfare|jobseekers?|income support)\b|吃低保|靠低保|领低保",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:wait\w*|late|delay\w*|until|till|when|not (?:been )?paid|due|comes?|stopped|yet)\b|等|没发|晚",
    re.IGNORECASE,
)


def lives_on_benefits(text: str) -> bool:
    """Whether somebody lives on benefits, and waits for none: that is little money, and no late pay.

    >>> lives_on_benefits("i'm on universal credit"), lives_on_benefits("on UC, paid late this month")
    (True, False)
    """
    return _ON_BENEFITS.search(text) is not None and _WAITS.search(text) is None


def with_plain_reasons(text: str, reasons: dict[Reason, float]) -> dict[Reason, float]:
    """The reasons as read, with those said in so many words: fewer hours, or benefits, are tight money."""
    benefits = lives_on_benefits(text)
    if not (benefits or fewer_hours(text)):
        return reasons
    mistaken = Reason.SALARY_DELAY if benefits else Reason.JOB_LOSS
    kept = {reason: sure for reason, sure in reasons.items() if reason is not mistaken}
    tight: dict[Reason, float] = {Reason.CASH_FLOW: max(_SURE, kept.pop(Reason.CASH_FLOW, 0.0))}
    return tight | kept


_CANNOT = re.compile(
    r"还不[上了起]|付不[了起]|没法还|拿不出|凑不[出齐够]"
    r"|\b(?:can'?t|cannot|unable to|not able to) (?:pay|afford|manage|find|make)",
    re.IGNORECASE,
)


def cannot_pay(text: str) -> bool:
    """Whether a message says that she cannot pay.

    >>> cannot_pay("I can't pay, I lost my job"), cannot_pay("还不上了"), cannot_pay("I can pay")
    (True, True, False)
    """
    return _CANNOT.search(text) is not None


_TOLD: dict[Reason, re.Pattern[str]] = {
    Reason.SALARY_DELAY: re.compile(
        r"\b(?:late|delay\w*|held (?:up|back)|withh\w+|still waiting|owes? me)\b"
        r"|\b(?:not|n['’]?t|never|yet to) (?:\w+ )?(?:paid|come|gone|arrived|landed|here)\b"
        r"|拖|欠薪|欠.{0,4}工资|[晚迟没未不]发|推迟|没(?:到|下来)|压着|没拿到",
        re.IGNORECASE,
    ),
    Reason.FORGOT: re.compile(
        r"\b(?:forg[oe]t\w*|slipped|lost track|remember\w*|mixed up|wrong date)\b"
        r"|忘|记错|没记|漏|没注意|没留意",
        re.IGNORECASE,
    ),
    Reason.AWAY_OR_NO_DEVICE: re.compile(
        r"\b(?:away|abroad|overseas|travel\w*|holiday|trip|offshore|at sea|without (?:my |a )?phone|no phone"
        r"|(?:lost|broke|smashed) (?:my )?phone|phone (?:\w+ )?(?:stolen|lost|broken?|smashed))\b"
        r"|外地|出差|国外|海外|旅[游行]|在外|出海|手机.{0,3}(?:丢|坏|没了|被偷|不在)|没带手机|没有?(?:网|信号)",
        re.IGNORECASE,
    ),
    Reason.ILLNESS: re.compile(
        r"病|医|院|手术|伤|疼|痛|烧|感冒|咳|晕|吐|身体|癌|瘤|药|化疗|透析|icu|残|摔|骨|孕|产|胎|抑郁|失眠|疫|阳了|瘫|中风|心脏|血"
        r"|\b(?:ill|illness|sick\w*|unwell|poorly|hospital\w*|ward|surgery|operation|op|doctor|gp|cancer|chemo|scan|injur\w+"
        r"|hurt|pain\w*|broke|broken|accident|health|disab\w+|depress\w+|anxiety|mental\w*|covid|flu|stroke|heart|medic\w+"
        r"|pregnan\w*|baby|treatment|diagnos\w+|signed off|ssp|fell|migraine|breakdown|a&e|fever|infection|recover\w*)\b",
        re.IGNORECASE,
    ),
    Reason.BUSINESS_TROUBLE: re.compile(
        r"生意|店|公司|厂|客|货|单|亏|倒闭|破产|工程|项目|款|资金|周转|买卖|摊|档口|经营|营业|行情|市场|合伙|创业|投资|甲方|养殖|收成"
        r"|\b(?:business|shop|trad\w+|customers?|clients?|invoices?|orders?|self.?employed|sales|suppliers?|company|contracts?"
        r"|cafe|restaurant|salon|stall|market|bookings?|jobs?|work|takings|firm|freelanc\w*|gigs?|turnover|harvest|farm\w*)\b",
        re.IGNORECASE,
    ),
    Reason.JOB_LOSS: re.compile(
        r"工作|失业|裁|辞|下岗|公司|厂|单位|班|岗|炒|开除|优化|饭碗|合同|老板|活|停工|停产|倒闭|遣散|毕业|收入|店|项目|赔偿|n\+1|工"
        r"|\b(?:jobs?|work\w*|employ\w*|unemploy\w*|laid|lay ?offs?|let (?:me |us )?go|redundan\w+|retrench\w*|fired|sack\w*|dismiss\w*|terminat\w*|contract\w*"
        r"|shifts?|hours|boss|compan(?:y|ies)|factory|firm|site|p45|severance|position|role|gigs?|agency|income|wages?|cards|closed|closing|axed|furlough\w*|jobseekers?)\b",
        re.IGNORECASE,
    ),
    Reason.UNWILLING: re.compile(
        r"不(?:会|想|愿|肯|打算|准备|给|还|服|认|满|爽|公)|凭什么|凭啥|拒|休想|没门|做梦|赖|气|坑|投诉"
        r"|\b(?:not|never|won'?t|refus\w+|no way|why should|unfair|unhappy|angry|rip|joke|disgust\w*|shan'?t|no intention|n[o']?t (?:going|gonna))\b",
        re.IGNORECASE,
    ),
}
_NO_WAGES = re.compile(
    r"\b(?:universal credit|uc|benefits?|pension|pip|esa|jsa|allowance|student loan|giro)\b"
    r"|低保|养老金|退休金|补助",
    re.IGNORECASE,
)


def sympathy_fits(reason: Reason, text: str) -> bool:
    """Whether the words of sympathy for a reason fit what was told; left out where none of its words was said.

    >>> [sympathy_fits(Reason.SALARY_DELAY, each) for each in ("my wages are late", "工资还没发")]
    [True, True]
    >>> [sympathy_fits(Reason.SALARY_DELAY, each) for each in ("payday is friday", "my pension is late")]
    [False, False]
    >>> [sympathy_fits(Reason.JOB_LOSS, each) for each in ("laid off", "out by the 1st, boxes everywhere")]
    [True, False]
    >>> sympathy_fits(Reason.FORGOT, "i missed it sorry"), sympathy_fits(Reason.ILLNESS, "im ill")
    (False, True)
    >>> sympathy_fits(Reason.ILLNESS, "催命啊"), sympathy_fits(Reason.BUSINESS_TROUBLE, "我车报废了 保险还没赔")
    (False, False)
    """
    if reason is Reason.SALARY_DELAY and _NO_WAGES.search(text):
        return False
    return reason not in _TOLD or _TOLD[reason].search(text) is not None
