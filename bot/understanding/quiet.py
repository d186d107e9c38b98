# ruff: noqa: E501 - a pattern is read best on one line
"""A wish to be left in peace until some day: "别再发了，25号之后再联系", "don't text me before Friday".

It is narrower than a stop, and narrower than hours that never suit: until that day nothing is started by us,
then all is as it was. "Once a week is enough" asks for the same, for a week. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.mentions import DateMention
from bot.understanding.occasions import Occasion

ASKED = "asked"
"""What the occasion of such days is called."""
THEN = "then"
"""The same until a day that the talk has named already: "till then". The dialogue knows which, or it is none."""
_FAR = timedelta(days=120)
_CONTACT_ZH = (
    r"(?:联系|联络|找(?!到|工作|活|人|朋友|钱)|催|提醒|吵|烦|打扰|打搅|通知"
    r"|发(?!工资|薪|货|钱|奖|下|生|现|烧|票|放|财|补|给[你您])(?:消息|短信|信息|微信|给我|我)?"
    r"|打(?!款|工|卡|钱|算|折|包|针|给[你您])(?:电话|给我|来|过来)?)"
)
_CONTACT_EN = (
    r"(?:contact|messag|text|chas|remind|writ|e-?mail|both(?:er)|disturb|call|ring|phon|nag|hassl|ping)\w*"
)
_BEFORE_ZH = re.compile(
    rf"^ ?(?:我?发(?:了)?(?:工资|薪)[之以]?|[之以]?)前 ?(?:你们?|您)?(?:请|麻烦|都|先|就|也|千万)*(?:别|不要|不用|勿|不许|不准|不必|甭)(?:再|来|给我|跟我|老是?|总是?|主动)*{_CONTACT_ZH}"
)
_THEN_ZH = re.compile(
    rf"^ ?(?:[之以]?后|过后|过了|那天|以后)? ?(?:你们?|您)?再来?(?:给我|跟我|向我)?{_CONTACT_ZH}(?![你您]|我?的?(?:网点|门店|银行|柜台|人工))"
)
_UNTIL_EN = re.compile(
    rf"(?:\b(?:don['’]?t|do not|dnt|never|no|not|stop|quit|hold off|without)\b[^,.;!?]{{0,24}}?\b(?:{_CONTACT_EN}|contact|texts?|messages?|calls?|reminders?|be in touch|get in touch|hear from you)\b[^,.;!?]{{0,20}}?"
    r"|\bleave me(?: alone| be| in peace)?|\bgive me (?:some )?peace)"
    r" ?\b(?:before|until|till|til|untill)\W*(?:(?:i(?:['’]?m| am| get| have been)? paid|pay ?day|my (?:wages?|pay|salary)"
    r"(?: comes?| is| lands?)?(?: in)?) )?(?:on |in |at )?(?:the |at least |after )*$",
    re.IGNORECASE,
)
_AGAIN_EN = re.compile(
    r"(?:^|[,.;!?\n]|\b(?:please|pls|plz|just|only|can you|could you|you can|kindly|then|and|but|so))\W{0,3}"
    r"(?:contact|message|text|remind|chase|e-?mail|write(?: to)?|try|ping|nudge|get back to|come back to) me(?: again| back| instead)?"
    r"(?: (?:on|after|from|in))?\W*(?:the )?$",
    re.IGNORECASE,
)
_AFTER_EN = re.compile(
    rf"^\W*(?:please |pls |just )*(?:don['’]?t|do not|no|stop|leave me)\b[^,.;!?]{{0,12}}?(?:{_CONTACT_EN}|alone|be|texts?|messages?)\b",
    re.IGNORECASE,
)
_TILL_EN = re.compile(r"\b(?:before|until|till|til)\W*(?:the )?$", re.IGNORECASE)
_TOO_OFTEN = (
    rf"(?:不用|不必|不需要|用不着|没必要|犯不着|不至于|何必|干嘛要?)(?:再|老|总|这么|要|给我|你们?|您){{0,3}}(?:天天|每天|一天到晚)(?:都|给我|来|跟我){{0,2}}{_CONTACT_ZH}(?:吧|了|啊)*"
    rf"|\b(?:no need to|(?:you )?(?:dont|don['’]?t|do not) (?:have|need) to|do you (?:have|need|really have|really need) to|any need to) {_CONTACT_EN}(?: to)?(?: me| us)? (?:every (?:single )?day|daily|all the time)\b"
)
"""Every day is too often: a week's peace, and no end to it."""
_RHYTHM: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (
        days,
        re.compile(
            (_TOO_OFTEN if days == 7 else r"(?!)") + "|"
            rf"(?:{zh})(?:最多|顶多|就|只|给我)*(?:发|提醒|联系|说|通知)(?:我)?(?:一|1|两|2)(?:次|条|回|遍)(?!款|钱)"
            rf"|(?:别|不要|少)(?:再)?(?:老|总|天天|一直)?(?:发|催|提醒).{{0,6}}(?:{zh})(?:一|1)(?:条|次|回)"
            rf"|\b(?:text|message|remind|contact|e-?mail|write(?: to)?) me(?: only| just)? (?:{en})\b"
            rf"|\b(?:one|a single|1) (?:text|message|reminder|e-?mail)s? (?:{en})\b"
            rf"|\b(?:text|message|remind|contact|e-?mail|chas)\w*\b[^.;!?]{{0,24}}\b(?:{en}) (?:is |s |will be |would be )?(?:enough|plenty|fine|will do|max|at most)\b",
            re.IGNORECASE,
        ),
    )
    for days, zh, en in (
        (1, r"(?:一|每|1)天", r"once a day|(?:a|per) day|daily"),
        (7, r"(?:一|每|1)(?:周|个?星期|个?礼拜)", r"once (?:a|every) week|(?:a|per) week|weekly|every week"),
        (14, r"(?:两|每两|2)(?:周|个?星期|个?礼拜)", r"(?:once )?every (?:two|2|other) weeks?|once a fortnight|(?:a|per) fortnight|fortnightly"),
        (30, r"(?:一|每|1)个?月", r"once a month|(?:a|per) month|monthly"),
    )
)  # fmt: skip


_PAYS_THEN = re.compile(r"到时候?|那天|当天|\bthen\b|\bthat day\b|\bthat'?s when\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A wish for peace: its words, the first day on which a message is welcome, and the day named for it."""

    begin: int
    end: int
    until: date
    mention: DateMention | None = None

    def as_occasion(self, text: str, *, today: date) -> Occasion:
        """The days from today on that are to stay quiet."""
        return Occasion(ASKED, text[self.begin : self.end], today, self.until - timedelta(days=1))

    def pays_then(self, text: str) -> bool:
        """Whether its day is that of paying too: "text me on Friday, I'll pay then"."""
        return self.mention is not None and _PAYS_THEN.search(text, self.end) is not None

    def covers(self, begin: int, end: int) -> bool:
        """Whether other words lie in its own."""
        return begin < self.end and self.begin < end


_PAY = re.compile(r"工资|工資|薪|发钱|\b(?:wages?|salary|paid|pay|pay ?day)\b", re.IGNORECASE)


def speaks_of_pay(text: str) -> bool:
    """Whether wages are spoken of: what comes once a week may be they, else it is our messages."""
    return _PAY.search(text) is not None


def asks_for_quiet(text: str, *, today: date, dates: Sequence[DateMention]) -> Quiet | None:
    """Find a wish to hear nothing until a day, with the days that were read in the message.

    Args:
        text: the message.
        today: the borrower's own calendar day.
        dates: what was read as days in it.
    """
    for mention in dates:
        until = _welcome_again(mention)
        if until is None or not today < until <= today + _FAR:
            continue
        before, after = text[: mention.begin], text[mention.finish :]
        asked = _UNTIL_EN.search(before) or _AGAIN_EN.search(before)
        if asked is not None:
            return Quiet(asked.start(), mention.finish, until, mention)
        then = _BEFORE_ZH.match(after) or _THEN_ZH.match(after)
        if then is None and _TILL_EN.search(before):
            then = _AFTER_EN.match(after)
        if then is not None:
            return Quiet(mention.begin, mention.finish + then.end(), until, mention)
    for days, pattern in _RHYTHM:
        found = pattern.search(text)
        if found:
            return Quiet(*found.span(), today + timedelta(days=days))
    return None


def _welcome_again(mention: DateMention) -> date | None:
    """The first day on which a message is welcome: that named, the first of a week, the end of a vague stretch."""
    if mention.past or mention.start is None or mention.end is None:
        return None
    return mention.start if mention.firm else mention.end
