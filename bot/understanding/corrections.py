"""Somebody puts right what they said: 不是15号，是25号; I meant 300. Works on Python 3.10."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.counts import MOST

_CORRECTS = re.compile(
    r"(?:不是|并非|不系)[^，,。；;！!？?]{1,14}[，,、 ]*(?:而?是|系|应该是)"
    r"|我(?:的意思|想说的?|要说的?|刚才说的?|说的?|指的?)(?:是|其实是)"
    r"|(?:说|打|写|输|讲)错(?:了|啦)|口误|手误|更正一?下|纠正一?下"
    r"|(?:应该是|改(?:成|为|到))(?=.{0,6}[\d一二三四五六七八九十])"
    r"|\bi (?:actually |really )?meant\b|\bi mean the\b|\bwhat i meant\b|\bmeant to (?:say|write|type)\b"
    r"|\bnot (?:on |for |by )?(?:the )?[\w£$€¥.,]{1,12}(?: \w+)?,? ?"
    r"(?:but|it'?s|i meant|,|-|;)[^.!?]{0,60}\d|\d\S{0,12}(?: \w+)?,? not (?:the )?[£$€¥]?\d"
    r"|\b(?:sorry|oops|no),? (?:i meant |make (?:that|it) |it'?s |that'?s )?(?:on |by )?(?:the )?[£$€¥]?\d"
    r"|\b(?:correction|typo|misspoke|mistyped)\b|\b(?:make (?:that|it)|actually,?) (?:the )?[£$€¥]?\d",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:不是|并非|不系)(?P<zh>[^，,。；;！!？?]{1,14}?)[，,、 ]*(?:而?是|系|应该是)"
    r"|\bnot (?:on |for |by )?(?:the )?"
    r"(?P<en>[\w£$€¥.,]{1,12}?(?: (?:payments?|parts?|instal+ments?|months?|weeks?))?)"
    r"(?:,? but (?:on |by )?|, ?(?:but )?|; ?| ?- ?|$)",
    re.IGNORECASE,
)


def corrects(text: str) -> bool:
    """Whether a message puts right what was said before.

    >>> corrects("不是15号，是25号"), corrects("I meant 300"), corrects("I can pay 300")
    (True, True, False)
    """
    return _CORRECTS.search(text) is not None


_RATHER_THIS = re.compile(
    r"(?<![\d.,])\d[\d,.]*(?:块|元)?,? (?:and )?not [£$€¥]?\d"
    r"|[是还按]\d[\d,.]*(?:块|元)?[，, ]*(?:而)?不是\d",
    re.IGNORECASE,
)


def rather_this_sum(text: str) -> bool:
    """Whether one sum is named in place of another: "120 not 240", "是120不是240".

    >>> rather_this_sum("yes pls but 120 not 240"), rather_this_sum("好的 不过是600不是1280")
    (True, True)
    >>> rather_this_sum("not 240")
    False
    """
    return _RATHER_THIS.search(text) is not None


_DAY_WRONG = re.compile(
    r"[\d一二三四五六七八九十][号日](?:还|付|吧)?[，,、。 ]*(?:哎|哦|噢|啊|呃|也|又)*(?:不对|错了|说错了?)"
    r"[，,、。 ]*(?:应该)?(?:是|还|改)?[\d一二三四五六七八九十]{1,3}[号日]"
)


def puts_a_day_right(text: str) -> bool:
    """Whether a day is put right on the spot; that disputes nothing.

    >>> puts_a_day_right("十五号还，不对，二十五号"), puts_a_day_right("15号扣的不对")
    (True, False)
    """
    return _DAY_WRONG.search(text) is not None


def denied(text: str) -> str:
    """What is taken back, in the borrower's words; empty when only the new thing is named.

    >>> denied("不是15号，是25号"), denied("not the 15th, the 25th"), denied("I meant 300")
    ('15号', '15th', '')
    """
    found = _DENIED.search(text)
    return (found["zh"] or found["en"] or "").strip(" ,.") if found else ""


def affirmed(text: str) -> str:
    """The message without what is taken back, so that only the new figures are read.

    >>> affirmed("不是3期，是4期"), affirmed("4 payments, not 3")
    ('4期', '4 payments, ')
    """
    return _DENIED.sub("", text)


_IT_IS_RIGHT = re.compile(
    r"\b(?:it'?s|it is|that'?s|that is|it was|the (?:amount|figure|sum) is) (?:actually |all |quite )?"
    r"(?:right|correct|fine|ok(?:ay)?)\b|\bmy (?:mistake|bad|fault|error)\b"
    r"|\bi (?:was wrong|misread|got it wrong)\b"
    r"|(?:是?我|我自己)(?:看|算|记|搞|弄|想)(?:错|岔|混)了|(?:金额|数目?|钱|账)?(?:是|都)?(?:对的|没错)|当我没[说问]"
    r"|(?:是)?我?误会了",
    re.IGNORECASE,
)
_STILL_WRONG = re.compile(r"不[对是]|没.{0,3}[对错]|\b(?:not|isn'?t|never|if)\b|吗|[?？]", re.IGNORECASE)


def finds_it_right(text: str) -> bool:
    """Whether somebody who questioned a figure says that it is right after all.

    >>> finds_it_right("oh wait no its right sorry"), finds_it_right("哦是我看错了，没问题")
    (True, True)
    >>> finds_it_right("that's not right"), finds_it_right("这数不对")
    (False, False)
    """
    found = _IT_IS_RIGHT.search(text)
    before = re.sub(r"没错", "", text[: found.end()]) if found else ""
    return found is not None and _STILL_WRONG.search(before) is None


_NOT_THAT = re.compile(
    r"(?:不是|并不是|并非|而不是|(?<!\bif )not|isn't|isnt|wasn't|instead of|rather than)"
    r"(?: (?:on|for|by|the|in|at|to|till|until))* ?$"
)
_A_PLAIN_NO = re.compile(r"\W*不是[啊呀的了]*[ ,，。!！]+")
"""A no that opens a message: 不是 今天1000 明天600."""
_PAUSE = r"[,，.。;；:、!！ -]"
_SORRY = r"(?:sorry|oops|不好意思|对不起|抱歉)"
_RATHER = re.compile(
    rf"{_PAUSE}[哦噢啊呃额也]?(?:不(?:是|不|要)?[啊了]?(?:{_PAUSE}+|$)|不对|[说打写发输按记]错了?{_PAUSE}*"
    rf"|(?:no|wait|actually|scratch that|i mean(?:t)?|make (?:it|that)|or rather"
    rf"|{_SORRY}(?!{_PAUSE}*[.。!！]))"
    r"(?![a-z]))"
    rf"(?:[了啊]|{_PAUSE}|应该是|改成?|是|no|wait|{_SORRY}|i meant?|make (?:it|that)|on|for|by|the"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|[这下]?个?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|[今明后]天|[£$€¥]|\d|(?<=\d)(?:st|nd|rd|th)|[号还付转])*$"
)
"""What stands between a figure and the one it is put right to on the spot: 15号，不，20号."""


def taken_back(text: str, starts: Sequence[int]) -> set[int]:
    """Tell which of several figures a correction takes back: 不是15号，是25号; the 15th, no, the 25th.

    Args:
        text: the normalised text.
        starts: where each day, or each sum, begins.

    Returns:
        The starts that are denied while another one is not; nothing when all are denied.

    >>> taken_back("240 friday. sorry, 120 friday", [0, 19]), taken_back("周五1280，不，周五640", [2, 11])
    ({0}, {2})
    >>> taken_back("50 today and 60 on friday, sorry", [0, 13])
    set()
    """
    follow = zip(sorted(starts), sorted(starts)[1:], strict=False)
    denied = {a for a, b in follow if b - a <= 40 and _RATHER.search(text, a, b)}
    denied |= {
        start
        for start in starts
        if _NOT_THAT.search(text, max(0, start - 24), start) and not _A_PLAIN_NO.fullmatch(text, 0, start)
    }
    return denied if len(denied) < len(set(starts)) else set()


_ALL_OF_IT = re.compile(
    r"一次(?:性|还|付|就)|全部|\ball (?:of it|[£$€]?\d)|\b(?:the (?:lot|whole)|in one go|in full)\b",
    re.IGNORECASE,
)


def all_of_it(text: str) -> bool:
    """Whether all of it is spoken of: "not half, all of it".

    >>> all_of_it("不是 是周四一次还清"), all_of_it("not the 15th")
    (True, False)
    """
    return _ALL_OF_IT.search(text) is not None


_PARTS = re.compile(r"期|次|笔|份|payment|part|instal", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\d.月])(\d{1,2})(?![\d.,]\d|\d)")
_BARE_DAY = re.compile(r"(?:on |by )?(?:the )?(\d{1,2}) ?(?:号|日|st|nd|rd|th)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2}) ?(?:号|日|st|nd|rd|th)", re.IGNORECASE)


def speaks_of_parts(text: str) -> bool:
    """Whether a figure beside these words may be a number of parts."""
    return _PARTS.search(text) is not None


def bare_count(text: str) -> int | None:
    """A number of parts said as a figure alone; None where it is that of a day.

    >>> bare_count("actually 4"), bare_count("the 4th"), bare_count("100")
    (4, None, None)
    """
    found = _COUNT.search(text)
    number = int(found[1]) if found and not _DAY.search(text) else 0
    return number if 2 <= number <= MOST else None


def day_number(text: str) -> int | None:
    """The number of the first day of a month that is named, 15 for "the 15th"; None without one."""
    found = _DAY.search(text)
    return int(found[1]) if found else None


def bare_day(text: str) -> int | None:
    """The number of a day without its month, where nothing else is said; None otherwise."""
    found = _BARE_DAY.fullmatch(text.strip())
    return int(found[1]) if found else None
