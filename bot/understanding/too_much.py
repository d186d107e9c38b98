# ruff: noqa: E501 - a pattern is read best on one line
"""A figure that is too much: said and nothing else, or against a lower one that she names. Works on Python 3.10."""

from __future__ import annotations

import re

from bot.understanding.need import has_no_income, takes_all_she_has

_TOO_DEAR = re.compile(
    r"\W{0,9}(?:(?:that|this|it)(?:['’]?s| is| was)?|still|no)?\W{0,9}"
    r"(?:a bit |a little |way |far |much |still |just )*"
    r"too (?:much|high|expensive|dear|steep|big)(?: for me| a month| each month)?\W{0,9}"
    r"|\W{0,9}(?:这|还是?|每月|一个月|一期)?(?:有点|太)(?:多|高|贵)了?点?\W{0,9}",
    re.IGNORECASE,
)


def finds_too_dear(text: str) -> bool:
    """Whether a message says that a figure is too high and nothing else.

    >>> finds_too_dear("too much for me"), finds_too_dear("太多了"), finds_too_dear("it is all too much")
    (True, True, False)
    """
    return _TOO_DEAR.fullmatch(text) is not None


def haggles(text: str) -> bool:
    """Whether a lower figure is named against one that is too much, or as the most; no dispute of the debt.

    >>> haggles("两百是最多了"), haggles("sixty is the absolute most"), haggles("最多两百，你们算错了")
    (True, True, False)
    >>> haggles("500太多了，300"), haggles("500 is too much, 300"), haggles("500 is too much, I only owe 300")
    (True, True, False)
    """
    named = _HAGGLES.search(text) or _THE_MOST.fullmatch(text)
    return named is not None and _DISPUTES.search(text) is None


def beyond_her(text: str) -> bool:
    """Whether a figure is too much for her, which disputes nothing: haggled over, all she has, or nothing comes in.

    >>> beyond_her("the whole 240? that's nearly all of it"), beyond_her("低保就460，还要买药，1280怎么可能")
    (True, True)
    >>> beyond_her("that's nearly all of my money and I only owe 100")
    False
    """
    out_of_reach = takes_all_she_has(text) or has_no_income(text)
    return haggles(text) or (out_of_reach and _DISPUTES.search(text) is None)


_NOT_ALL_AT_ONCE = re.compile(
    r"\W{0,9}(?:我|可是|但是?|那|真的?|实在)*(?:马上|一下子?|一次性?|立刻|这会儿?|现在|眼下|暂时|一时半会儿?|一时)*"
    r"(?:肯定|真的?|实在|确实)?(?:还|付|拿|凑)不(?:了|起|出来?)(?:这么|那么|怎么)多(?:钱)?(?:的?呀?啊?呢?)?\W{0,9}"
    r"|\W{0,9}(?:(?:but|well|no|sorry) )*(?:i )?(?:really |just )?(?:can'?t|cannot|could(?:n'?t| not)) "
    r"(?:pay|afford|do|manage|find) (?:it all|that much|all (?:of )?(?:that|it)|the lot|this much|so much)"
    r"(?: (?:at once|right (?:now|away)|in one go|today|now|straight away|all at once))*\W{0,9}",
    re.IGNORECASE,
)


def not_all_at_once(text: str) -> bool:
    """Whether a message says that all of it at once is too much, and nothing else.

    >>> not_all_at_once("马上还不了这么多"), not_all_at_once("I can't pay that much at once")
    (True, True)
    >>> not_all_at_once("我没欠这么多"), not_all_at_once("I can't do this any more")
    (False, False)
    """
    return _NOT_ALL_AT_ONCE.fullmatch(text.replace("’", "'")) is not None


_SUM = r"(?:[£$€¥￥]? ?\d[\d,.]{0,9} ?(?:块钱?|元|quid|pounds?|bucks)?|[一二两三四五六七八九十百千万]{1,8}(?:块钱?|元)?|(?:five|ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|a hundred|two hundred))"
_THE_MOST = re.compile(
    rf"\W{{0,9}}(?:我|真的?|也|一个月|每个?月|那|就)*{_SUM}(?:一个月|每月)?(?:真的?|已经|就|也)*是?(?:我的?)?(?:最多|极限|上限|顶天|封顶|最高)(?:了|啦|的)?\W{{0,9}}"
    rf"|\W{{0,9}}(?:no |sorry |but |honestly )*{_SUM}(?: a (?:week|month))?(?: really|s)? (?:is|was|would be) (?:really |honestly )?(?:the |my )?(?:absolute |very )?(?:most|max|maximum|limit|best)(?: i (?:can|could)(?: do| manage| pay| spare)?)?\W{{0,9}}",
    re.IGNORECASE,
)
"""A sum that is called the most and nothing else: an offer that stands, and no dispute of what is owed."""
_HAGGLES = re.compile(
    r"\d[\d,.]{0,12}[^.!?\d]{0,16}\b(?:too (?:much|high|steep|big)|more than i (?:can|have)|out of (?:my )?reach)"
    r"\b[^.!?\d]{0,40}\d"
    r"|\b(?:can'?t|cannot|couldn'?t) (?:do|manage|afford|pay) \D{0,4}\d[\d,.]{0,12}[^.!?\d]{1,30}\d"
    r"|\d[^。！？\d]{0,6}(?:太多|太高|太贵|太大|有点[多高]|多了点?|还不起|付不起|拿不出|负担不|承受不|吃不消)"
    r"[^。！？\d]{0,14}\d",
    re.IGNORECASE,
)
_DISPUTES = re.compile(
    r"\bow(?:e|ed|ing)\b|\bcharged?\b|\bwrong\b|mistake|should (?:only )?be|\bborrowed\b|only (?:took|spent)"
    r"|欠|借|算错|不对|应该是|明明|只用|只花|多[收扣算]|账单",
    re.IGNORECASE,
)
