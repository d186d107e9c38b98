# ruff: noqa: E501 - a pattern is read best on one line
"""Acts that stand in a message in so many words, whatever the classifier makes of it.

Only a few, and only where the words leave no doubt: some now and the rest later, all of it on a day, a number
of parts, a lower figure against one that is too much, the way to pay, a change of mind. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Intent
from bot.understanding.counts import read_parts
from bot.understanding.latest_day import asks_the_latest
from bot.understanding.paying import pays_at_once
from bot.understanding.too_much import haggles

_PARTIAL = re.compile(
    r"\b(?:half|some|part|a bit|\d[\d,.]{0,12})\b[^.!?]{0,24}\b(?:now|today|tonight)\b[^.!?]{0,24}"
    r"\b(?:rest|remainder|remaining|other half|balance|what'?s left)\b"
    r"|先[^，。！？]{0,4}(?:还|付|转|打)[^。！？]{0,14}(?:剩|其余|余下|另一半|后面的)",
    re.IGNORECASE,
)
_ALL_LATER = re.compile(
    r"\b(?:can|could|may|might|let me|ok(?:ay)? if|possible to)\b[^.!?]{0,24}\bpay\b[^.!?]{0,12}"
    r"\b(?:everything|it all|all of it|all|in full|the full|the lot|the whole)\b[^.!?]{0,14}"
    r"\b(?:on|by|at|in|until|till|next|end)\b"
    r"|\b(?:can|could|may) i have (?:until|till)\b"
    r"|\b(?:take|have|deduct|get) (?:it|that|this|the money|the payment) (?:off|out of|from) my (?:next )?"
    r"(?:wages?|pay(?: ?che(?:ck|que))?|salary|pension)\b"
    r"|(?:可以|能|可不可以|行不行|[办辦]法)[^，。！？]{0,8}[迟遲晚缓緩](?:[点點]|一[点點]|些|[几幾]天|[两兩]天)儿?再?[还還付交]",
    re.IGNORECASE,
)
_CHANGED_MIND = re.compile(
    r"\b(?:i(?:'ve| have)?|we(?:'ve| have)?) changed (?:my|our) minds?\b|\bchanged my mind\b"
    r"|\bchange of heart\b|\b(?:having|i'?m having) second thoughts\b|\bon second thoughts?\b"
    r"|改(?:了|变)?主意|改变?(?:了)?(?:想法|主意)|变卦|反悔|后悔(?:了|答应|同意)"
    r"|我?又?不想(?:这样|那样)(?:还|安排)?了",
    re.IGNORECASE,
)


def changed_mind(text: str) -> bool:
    """Whether somebody takes back what they wanted before.

    >>> changed_mind("I changed my mind"), changed_mind("我改主意了"), changed_mind("I forgot, never mind")
    (True, True, False)
    """
    return _CHANGED_MIND.search(text) is not None


_COMPLAINS = re.compile(r"投诉|举报|\bcomplain(?:t|ing)?\b", re.IGNORECASE)
_HARASSED = re.compile(r"骚扰|\bharass", re.IGNORECASE)


def harassed(text: str) -> bool:
    """Whether a message calls it harassment, in that word.

    >>> harassed("这是骚扰"), harassed("my manager goes mad")
    (True, False)
    """
    return _HARASSED.search(text) is not None


def only_changed_mind(text: str) -> bool:
    """Whether a message says that a mind was changed, and next to nothing else.

    >>> only_changed_mind("我改主意了"), only_changed_mind("I changed my mind, I don't want to live")
    (True, False)
    """
    found = _CHANGED_MIND.search(text)
    rest = text[: found.start()] + text[found.end() :] if found else text
    return found is not None and sum(letter.isalpha() for letter in rest) <= 3


_IN_ONE_GO = re.compile(
    r"\W{0,9}(?:(?:i(?:['’]ve| have)? )?changed my mind|on second thoughts?|actually|ok(?:ay)?|no|well|then)?\W{0,9}"
    r"(?:i(?:['’]ll| will|['’]d(?: rather)?) |let['’]?s |rather )?"
    r"(?:just )?(?:pay |clear |do |settle |take )?(?:it |that |the lot |everything )?"
    r"(?:all )?in one (?:go|payment|hit)(?: please| then| instead| after all)?\W{0,9}",
    re.IGNORECASE,
)


def all_in_one_go(text: str) -> bool:
    """Whether a message says that all is to be paid at once, and nothing else.

    >>> all_in_one_go("I changed my mind, all in one go"), all_in_one_go("I want it to be over in one go")
    (True, False)
    """
    return _IN_ONE_GO.fullmatch(text) is not None


_NO_SOONER = re.compile(
    r"(?:不能|没法|不可能|不行)再?(?:早|提前|往前)|早不了|提前不了"
    r"|\b(?:no|not any|can['’]?t (?:be|do|pay|make) (?:it )?(?:any )?)\s*(?:sooner|earlier)\b",
    re.IGNORECASE,
)


def no_sooner(text: str) -> bool:
    """Whether a message says that a day cannot be earlier.

    >>> no_sooner("六月底，不能再早了"), no_sooner("Friday, no sooner"), no_sooner("别再发了")
    (True, True, False)
    """
    return _NO_SOONER.search(text) is not None


_SIGH = re.compile(r"(?:别|不要|能不能别)(?:再|老|总|一直|天天|这么|来|要)*催(?:我|了|啦)*")


def only_a_sigh(said: str) -> bool:
    """Whether words heard as a stop are the sigh of somebody who is reminded of what he will do.

    In English "stop" and "quit" revoke consent by themselves (US-TCPA-2), so "stop nagging" is always one.

    >>> only_a_sigh("别催了"), only_a_sigh("别再发了"), only_a_sigh("stop nagging")
    (True, False, False)
    """
    return _SIGH.fullmatch(said.strip()) is not None


_OF_AGE = re.compile(
    r"(?:今年|我|满|已经?)(?:才|刚|都|已经?)?(?:1[89]|[2-9]\d|十[八九])(?:周?岁|了|\W|$)"
    r"|\b(?:i['’]?m|i am|aged?|turned) (?:only |just |now )?(?:1[89]|[2-9]\d)\b"
    r"(?! ?(?:days?|weeks?|months?|%|years? (?:in|late)))",
    re.IGNORECASE,
)


def of_age(text: str) -> bool:
    """Whether a message names an age of eighteen or more.

    >>> of_age("今年18"), of_age("I'm 19 now"), of_age("还没满18"), of_age("I'm not 18")
    (True, True, False, False)
    """
    return _OF_AGE.search(text) is not None and _NOT_YET.search(text) is None


_NOT_YET = re.compile(
    r"(?:没|未|不|差|到).{0,3}(?:18|十八)|\b(?:not|isn['’]?t|until|till|before|under|when)\b.{0,8}18",
    re.IGNORECASE,
)

_ALONE = r"(?:interest|principal|capital)"
_WITHOUT_THE_REST = re.compile(
    r"(?:先|只|单|光)(?:还|付|交)(?:个|一下|点|了)?(?:本金|利息)"
    rf"|\b(?:just|only) (?:pay (?:off )?)?(?:the )?{_ALONE}\b(?! (?:rate|free))|\b{_ALONE}[- ]only\b"
    rf"|\bpay (?:off )?(?:just |only )?the {_ALONE} (?:first|for now|only|alone|this month|now)\b",
    re.IGNORECASE,
)


def parts_principal_from_interest(text: str) -> bool:
    """Whether the interest alone, or the principal alone, is to be paid.

    >>> parts_principal_from_interest("这个月先还利息行吗")
    True
    >>> parts_principal_from_interest("just the interest"), parts_principal_from_interest("the interest rate")
    (True, False)
    """
    return _WITHOUT_THE_REST.search(text) is not None


_DAY = r"(?:今天|今晚|明天|明晚|后天|下?(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}[号日])"
_SUM = r"[\d,.零一二两三四五六七八九十百千万亿半]+(?:元|块钱?|人民币)?"
_PROMISES = re.compile(
    rf"\W{{0,9}}(?:那?我|那)?\W{{0,9}}{_DAY}(?:就|再|一定|会|先)*(?:还|付|转|打)(?:给?你们?)?{_SUM}(?:吧|了|啊)?\W{{0,9}}"
    r"|\W{0,9}(?:那|我|就)*20\d\d年(?:\d{1,2}月)?(?:\d{1,2}[号日])?(?:我|再|就|会|一次性?|全部?)*(?:还|付|结)(?:清|完)?(?:吧|了)?\W{0,9}"
    r"|\W{0,9}(?:那?我|那|等)?(?:发|發)(?:工资|工資|薪水?)(?:(?:那天|的?那?时候|那?日|以?后)(?:就|再|一定|会)*(?:还|還|付)?|了?(?:就|再|一定|会)*(?:还|還|付))(?:款|钱)?(?:吧|啊)?\W{0,9}"
    r"|\W{0,9}(?:on |till |until )?(?:my )?pay ?day(?: please| then)?\W{0,9}"
    r"|\W{0,9}(?:那?我|那)?[过過](?:个|個)?(?:[几幾两兩][天日]|(?:三|四|五|六|七|八)[天日])(?:以?后|後)?(?:就|一定|会|會)*(?:还|還|付|交)(?:款|钱|錢|上|清)?(?:吧|啊|哈)?\W{0,9}"
    r"|\W{0,9}(?:ok(?:ay)?,? )?i(?:['’]?ll| will| can) (?:pay|send|transfer) (?:you )?[$£€₹]?\d[\d,.]*k?"
    r"(?: (?:on|by))? (?:today|tonight|tomorrow|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\W{0,9}"
    r"|\W{0,9}(?:can|could|will|please)?(?: you)?\W{0,9}(?:please )?remind me(?: again)? (?:on )?(?:the )?(?:next )?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th))(?: please)?\W{0,9}",
    re.IGNORECASE,
)


def promises(text: str) -> bool:
    """Whether a message names a day and a sum to pay then, or a day to be reminded, and nothing else.

    >>> promises("明天还一百万"), promises("I'll pay 300 on Friday"), promises("明天还一百万封信")
    (True, True, False)
    """
    return _PROMISES.fullmatch(text) is not None


_ALL_THEN = re.compile(
    r"\b(?:fine|ok(?:ay)?|good|great|perfect|possible|doable|works?|suits?) (?:\w+ ){0,3}?(?:to|for) (?:me to )?(?:pay(?:ing)?|clear(?:ing)?|settl(?:e|ing)|send(?:ing)?)\b[^.!?]{0,10}"
    r"\b(?:all|everything|in full|the (?:lot|whole)|it off|it)\b",
    re.IGNORECASE,
)


def pays_all_then(text: str) -> bool:
    """Whether a day is said to be fine to pay all of it.

    >>> pays_all_then("friday is fine to pay all of it"), pays_all_then("friday is fine for half")
    (True, False)
    """
    return _ALL_THEN.search(text) is not None


_NOT_THAT_BUT = re.compile(
    r"\W{0,9}(?:no|nope|nah)?\W{0,9}(?:that|it)(?:['’]?s| is| was|s) not (?:it|why|the reason|that)\b\W{0,3}"
    r"(?:it|that)(?:['’]?s| is| was|s)\b"
    r"|\W{0,9}(?:不对?|不是)?\W{0,9}不是(?:这个|那个|这样|因为这个)(?:原因)?\W{0,2}(?:而?是|因为)",
    re.IGNORECASE,
)


def puts_a_reason_right(text: str) -> bool:
    """Whether a message begins by putting right what was understood: "no, that's not it, it's the bank".

    >>> puts_a_reason_right("no thats not it, its the bank"), puts_a_reason_right("不是这个原因，是卡的事")
    (True, True)
    """
    return _NOT_THAT_BUT.match(text) is not None


def plain_acts(text: str) -> tuple[Intent, ...]:
    """Acts said in so many words, the one to act on first.

    >>> plain_acts("half now, rest on the 15th"), plain_acts("can I pay everything on 30 June")
    ((<Intent.OFFER_PARTIAL: 'offer_partial'>,), (<Intent.REQUEST_DEFERRAL: 'request_deferral'>,))
    """
    if pays_at_once(text):
        return (Intent.ASK_HOW_TO_PAY,)
    found = []
    if _PARTIAL.search(text) or parts_principal_from_interest(text):
        found.append(Intent.OFFER_PARTIAL)
    if _ALL_LATER.search(text) or (not found and asks_the_latest(text)):
        found.append(Intent.REQUEST_DEFERRAL)
    if not found and read_parts(text):
        found.append(Intent.REQUEST_INSTALMENTS)
    if not found and haggles(text):
        found.append(Intent.OFFER_PARTIAL)
    if not found and promises(text):
        found.append(Intent.PROMISE_TO_PAY)
    if _COMPLAINS.search(text) and _HARASSED.search(text):
        found.append(Intent.REPORT_HARASSMENT)
    if not found and puts_a_reason_right(text):
        found.append(Intent.CORRECT_INFORMATION)
    return tuple(found)


YIELDS: dict[Intent, frozenset[Intent]] = {
    Intent.PROMISE_TO_PAY: frozenset(
        {Intent.OUT_OF_SCOPE, Intent.ASK_AMOUNT, Intent.ASK_FEES, Intent.ASK_HOW_TO_PAY}
    ),
    Intent.OFFER_PARTIAL: frozenset({Intent.PROMISE_TO_PAY, Intent.DISPUTE_AMOUNT, Intent.DISPUTE_DEBT}),
    Intent.REQUEST_DEFERRAL: frozenset(
        {
            Intent.REQUEST_INSTALMENTS,
            Intent.ASK_HOW_TO_PAY,
            Intent.REQUEST_DUE_DAY_CHANGE,
            Intent.ASK_LEGAL,
        }
    ),
    Intent.REQUEST_INSTALMENTS: frozenset({Intent.CHOOSE_OPTION}),
    Intent.CORRECT_INFORMATION: frozenset({Intent.DENY}),
    Intent.REPORT_HARASSMENT: frozenset(),
    Intent.ASK_HOW_TO_PAY: frozenset(
        {Intent.CHOOSE_OPTION, Intent.REPORT_PAID, Intent.REQUEST_DEFERRAL, Intent.ASK_IF_SCAM}
    ),
}
"""What the classifier mistakes such a message for: these give way to the act that was said."""
LEADS_OVER = frozenset(
    {
        Intent.PROMISE_TO_PAY, Intent.REQUEST_INSTALMENTS, Intent.ASK_HOW_TO_PAY, Intent.OUT_OF_SCOPE,
        Intent.CHOOSE_OPTION, Intent.GIVE_REASON, Intent.REQUEST_HELP, Intent.UNSURE, Intent.REQUEST_DEFERRAL,
        Intent.DENY, Intent.REQUEST_DUE_DAY_CHANGE,
    }
)  # fmt: skip
"""Leading intents that an act said in so many words replaces."""


_A_PART = re.compile(
    r"半|分|些|点|先|剩|余|凑|多少|\b(?:half|some|part|bit|few|little|rest|split|chunk"
    r"|something|what i can|as much|instal\w*|payments?|first|then)\b",
    re.IGNORECASE,
)


def names_a_part(text: str) -> bool:
    """Whether a message speaks of a part, and not of all that is owed.

    >>> names_a_part("half on friday"), names_a_part("can't do the 20th can do the 21st")
    (True, False)
    """
    return _A_PART.search(text) is not None


_THE_REST = re.compile(
    r"剩|其余|余下|另一半|\b(?:rest|remainder|remaining|other half|balance)\b", re.IGNORECASE
)


def names_the_rest(text: str) -> bool:
    """Whether a message speaks of what is left to pay.

    >>> names_the_rest("the rest on friday"), names_the_rest("剩下的15号还"), names_the_rest("all on friday")
    (True, True, False)
    """
    return _THE_REST.search(text) is not None
