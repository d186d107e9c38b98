"""Somebody puts right what they said: 不是15号，是25号; I meant 300. Works on Python 3.10."""

from __future__ import annotations

import re

_CORRECTS = re.compile(
    r"(?:不是|并非|不系)[^，,。；;！!？?]{1,14}[，,、 ]*(?:而?是|系|应该是)"
    r"|我(?:的意思|想说的?|要说的?|刚才说的?|说的?|指的?)(?:是|其实是)"
    r"|(?:说|打|写|输|讲)错(?:了|啦)|口误|手误|更正一?下|纠正一?下"
    r"|(?:应该是|改(?:成|为|到))(?=.{0,6}[\d一二三四五六七八九十])"
    r"|\bi (?:actually |really )?meant\b|\bi mean the\b|\bwhat i meant\b|\bmeant to (?:say|write|type)\b"
    r"|\bnot (?:on |for |by )?(?:the )?[\w£$€¥.,]{1,12}(?: \w+)?,? ?"
    r"(?:but|it'?s|i meant|,|-|;)[^.!?]*\d|\d\S*(?: \w+)?,? not (?:the )?[£$€¥]?\d"
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
    r"[£$€¥]?\d[\d,.]*(?:块|元)?,? (?:and )?not [£$€¥]?\d"
    r"|(?:是|还|按)\d[\d,.]*(?:块|元)?[，, ]*(?:而)?不是\d",
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
