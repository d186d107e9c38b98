# ruff: noqa: E501 - a pattern is read best on one line
"""Days of joy and of trouble that a message tells of: a wedding in the family, a festival, a flood.

Some rules keep clear of them (India's IN-TIME-3), so they are read with their days. A death is a signal of its
own (:mod:`bot.understanding.signals`). Only what is going on or still to come counts: a wedding paid for last
month is a reason, not an occasion. Deterministic, both languages at once. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.understanding.folding import fold_with_places
from bot.understanding.mentions import DateMention

MARRIAGE, FESTIVAL, CALAMITY = "marriage", "festival", "calamity"
_FEASTS = r"排灯节|洒红节|胡里节|十胜节|开斋节|宰牲节|古尔邦节|象头神节|奥南节|春节|圣诞节?|中秋节?|端午节?|清明节?|节日"
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        MARRIAGE,
        re.compile(
            r"婚礼|婚宴|喜宴|结婚|成亲|出嫁|嫁女儿|娶媳妇|订婚|喜事|喜酒"
            r"|\bweddings?\b|\b(?:is|are|am|re|m|s|be|get|gets) (?:all )?(?:getting|get) married\b|\bgetting married\b"
            r"|\b(?:marries|marrying)\b|\bmarriage (?:ceremony|function|is|on|in|this|next|starts)\b"
            r"|\bengagement (?:ceremony|party|function)\b|\b(?:shaadi|nikah|mehndi|sangeet)\b",
            re.IGNORECASE,
        ),
    ),
    (
        FESTIVAL,
        re.compile(
            rf"(?:在过|正过|要过|过|庆祝|准备)[^,，。;；!！?？]{{0,4}}(?:{_FEASTS})|(?:{_FEASTS})(?:期间|这几天|这两天|在家|我们家|家里)"
            r"|\b(?:celebrat\w+|observ\w+|busy (?:with|for)|home for|away for|during|it s|it is|its|because of|for)"
            r" (?:the )?(?:\w+ )?(?:diwali|deepavali|holi|dussehra|dasara|navratri|durga puja|puja|pooja|eid|onam|pongal"
            r"|ganesh chaturthi|raksha bandhan|baisakhi|vaisakhi|christmas|easter|ramadan|chinese new year|lunar new year"
            r"|(?:our |a |the |religious |family )*festival)\b"
            r"|\b(?:diwali|deepavali|holi|dussehra|navratri|durga puja|eid|onam|pongal)"
            r" (?:is|starts|falls|celebrations?|holidays?|time|week|in (?:our|my))\b",
            re.IGNORECASE,
        ),
    ),
    (
        CALAMITY,
        re.compile(
            r"(?:家|房|村|镇|店|地|田|老家|这边|我们这|当地|小区|城)[^,，。;；!！?？]{0,8}"
            r"(?:被?(?:水|洪水|大水)?(?:淹|冲(?:走|毁|垮))|发(?:了)?(?:大|洪)水|着火|失火|起火|被烧|烧了|塌了|震塌|地震|泥石流|山体滑坡|遭(?:了)?灾|受(?:了)?灾|闹灾|龙卷风|海啸)"
            r"|(?:遭|遇(?:上|到)|碰上|赶上|遭遇|刚)[^,，。;；!！?？]{0,4}(?:洪水|洪灾|水灾|火灾|地震|台风|海啸|泥石流|天灾|自然灾害)"
            r"|(?:台风|洪水|地震|飓风|龙卷风)[^,，。;；!！?？]{0,6}(?:把|登陆|来了|毁|刮|淹|冲|震|停(?:电|水))"
            r"|\b(?:flood(?:s|ed|ing|waters?)?|earthquakes?|cyclones?|hurricanes?|typhoons?|tornado(?:es)?|tsunami|landslides?"
            r"|mudslides?|wild ?fires?|bush ?fires?|house fire|natural (?:disaster|calamity))\b"
            r"|\b(?:house|home|shop|village|flat|building|place)(?: \w+){0,2} (?:burn(?:t|ed) down|burnt|on fire|collapsed"
            r"|washed away|destroyed)\b",
            re.IGNORECASE,
        ),
    ),
)
_NOT = re.compile(
    r"(?:贷|借)(?:款|的|了|来)[^,，。;；]{0,6}(?:结婚|婚礼)|(?:结婚|婚礼)[^,，。;；]{0,4}(?:贷|借款|花(?:光|了|完)|欠)|没结婚|未婚|离婚"
    r"|结(?:了|过)婚|结婚(?:了|以来|\d|[一二两三四五六七八九十]+(?:多)?年|多年|好?几年|证|纪念)|已经结婚|(?:过|办|参加|忙|吃|庆祝)完(?:了)?[^,，。;；]{0,4}(?:婚礼|喜事|喜酒|节)"
    r"|(?:怕|担心|万一|如果|要是)[^,，。;；]{0,8}(?:淹|着火|地震|洪水|台风)|(?:短信|电话|消息|广告)[^,，。;；]{0,4}(?:轰炸|泛滥)"
    r"|\b(?:after|since|paid for|spent on|cost of|saving(?: up)? for|loan for|borrowed for|last year s) (?:my |our |the |his |her |a |\w+s )*"
    r"(?:wedding|marriage|festival)\b|\b(?:wedding|engagement) (?:ring|loan|dress|photos?|expenses|bills|costs?)\b"
    r"|\b(?:got|was|were|been|am already|already) married\b|\bflood(?:ing|ed)? (?:me|my (?:phone|inbox)|of)\b"
    r"|\bflooded (?:me|with|by) |\b(?:if|in case|unless|afraid of|worried about) (?:there is |there s |a |an |the |we have )*"
    r"(?:flood|fire|earthquake|cyclone)",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?:老婆|媳妇|太太|爱人|妻子|女儿|儿媳|姐姐?|妹妹?|嫂子|我|她)(?:刚|今天|昨天|前天|才|都|快|要|也)*"
    r"(?:生了(?!病|气|场|大病|重病)|生[完下](?:了)?|生(?=$|[ ，,。!！]|能|可)|生(?:孩子|娃|宝宝|小孩|二胎|双胞胎|产)|临盆|待产|顺产)"
    r"|坐月子|月子[里中]|满月酒?|百日宴|剖腹产|剖宫产|产房|二胎|喜得贵子|当(?:爸|妈|爷爷|奶奶|外婆|外公)了"
    r"|\b(?:gave|giving|given) birth\b|\bnew ?-?born\b|\bnew baby\b|\bbecame an? (?:dad|mum|mom|father|mother|grand\w+)\b"
    r"|\b(?:baby|twins|son|daughter)(?: girl| boy)? (?:was|were|is|has|have|just|finally|been|came|arrived)"
    r"(?: \w+)? ?(?:born|arrived|early|here)\b"
    r"|\b(?:in labou?r|maternity (?:ward|leave)|paternity leave|had (?:a|our|the|her) (?:baby|twins|little one))\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"没保住|流产|夭折|没了|走了|难产|引产|死|不在了|去世|过世|胎停"
    r"|\b(?:still ?born|lost|losing|passed|died|dead|death|miscarr\w+|didn['’]?t (?:make|survive)|without (?:him|her))\b",
    re.IGNORECASE,
)


def tells_of_a_birth(text: str) -> bool:
    """Whether a message tells of a child that is born, and of no loss beside it.

    >>> tells_of_a_birth("我老婆生了 这几天都在医院"), tells_of_a_birth("my wife gave birth yesterday")
    (True, True)
    >>> tells_of_a_birth("她生了场大病"), tells_of_a_birth("we had a baby but lost him")
    (False, False)
    """
    return _BIRTH.search(text) is not None and _LOST.search(text) is None


_CLAUSE = re.compile(r"[,，;；。.!！?？\n]")
_BUSY = re.compile(r"忙|没空|抽不开身|走不开|\bbusy\b|\baway\b|\btied up\b", re.IGNORECASE)
"""Words of the next clause that still speak of the occasion: "my brother is getting married, busy all week"."""
_AHEAD = timedelta(days=120)
_LONGEST = timedelta(days=31)
_STILL = timedelta(days=30)
"""How long ago a disaster may have struck to be one that people are still in."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion that is told of, with its first and last day where they were named.

    Args:
        about: ``marriage``, ``festival`` or ``calamity``.
        text: the words that tell of it.
        first: the first day; None when no day was named (it is going on).
        last: the last day; None likewise.
    """

    about: str
    text: str
    first: date | None = None
    last: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values for the record beside a message."""
        return {
            "about": self.about,
            "text": self.text,
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
        }


def read_occasions(text: str, *, today: date, dates: Sequence[DateMention]) -> tuple[Occasion, ...]:
    """Find the occasions that a message tells of; at most one of each sort.

    Args:
        text: the message.
        today: the borrower's own calendar day.
        dates: what was read as days in it.
    """
    folded = fold_with_places(text)
    plain = folded.text.replace("'", " ").replace("’", " ")
    dropped = [match.span() for match in _NOT.finditer(plain)]
    found: list[Occasion] = []
    for about, pattern in _WORDS:
        for match in pattern.finditer(plain):
            begin, end = match.span()
            if any(begin < till and since < end for since, till in dropped):
                continue
            told = _with_days(about, text, folded.origin(begin, end), today=today, dates=dates)
            if told is not None:
                found.append(told)
                break
    return tuple(found)


def _with_days(
    about: str, text: str, span: tuple[int, int], *, today: date, dates: Sequence[DateMention]
) -> Occasion | None:
    """Join words and the days named in the same clause; None when it lies in the past or far ahead."""
    begin = max((m.end() for m in _CLAUSE.finditer(text, 0, span[0])), default=0)
    stop = _CLAUSE.search(text, span[1])
    end = stop.start() if stop else len(text)
    if stop:
        then = _CLAUSE.search(text, stop.end())
        after = then.start() if then else len(text)
        end = after if _BUSY.search(text, stop.end(), after) else end
    words = text[span[0] : span[1]]
    named = [d for d in dates if d.start is not None and d.end is not None and begin <= d.begin < end]
    if not named:
        return Occasion(about, words)
    day = min(named, key=lambda d: ((d.end or today) - (d.start or today), d.begin))  # the most exact
    first, last = day.start, day.end
    if first is None or last is None or last < today:
        recent = last is not None and today - last <= _STILL
        return Occasion(about, words) if about == CALAMITY and recent else None
    if about == CALAMITY:
        return Occasion(about, words)  # it has struck; a day ahead is about something else
    if first - today > _AHEAD or last - first > _LONGEST:
        return None
    return Occasion(about, words, today if day.bound == "by" else max(first, today), last)
