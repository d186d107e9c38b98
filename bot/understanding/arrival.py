# ruff: noqa: E501 - a pattern is read best on one line
"""How long a payment to us takes until it shows, and by which day it counts: "多久到账", "算不算逾期".

Money that is to reach her (wages, a payout, a refund) is something else. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

LONGEST = 90
_SHOWS_ZH = r"(?:到账|到帐|入账|入帐|显示|更新|看到|看得到|查到|查得到|销账)"
_HOW_LONG_ZH = r"(?:多久|几天|多长时间|几个?小时|(?:什么|啥)时候)"
_SHOWS_EN = r"(?:show(?: up)?|shows(?: up)?|appear|go through|register|arrive|reach you|process|update|land|be received|count|clear(?= (?:in|at|through|with)\b|\W*$))"
_ARRIVES = re.compile(
    rf"{_HOW_LONG_ZH}(?:才|能|会|可以|就|你们?|系统)*{_SHOWS_ZH}"
    rf"|{_SHOWS_ZH}(?:一般|大概|通常|到底|是)?(?:要|需要|需|得|用)?(?:等)?{_HOW_LONG_ZH}"
    rf"|\bhow (?:long|many days|soon)\b[^.!?]{{0,50}}\b{_SHOWS_EN}\b"
    rf"|\bwhen (?:does|will|would) (?:it|the payment|my payment|the money|a payment)\b[^.!?]{{0,20}}\b{_SHOWS_EN}\b"
    r"|\b(?:payment|transfer|it) takes? [^.!?]{0,16}\bto (?:clear|show|arrive|reach|go through)\b"
)
_WHICH_DAY = re.compile(
    r"算(?:不算|是不是|是)?(?:我)?(?:逾期|晚还|迟|按时|准时)|(?:点|半夜|夜里|晚上)(?:之|以)?前?[^，。]{0,6}(?:还|付)?[^，。]{0,4}算(?:不算)?(?:今天|今日|当天|当日)"
    r"|\b(?:count|counts|counted|treated|classed|marked|go down|be)(?: [a-z]+)? (?:as )?late\b"
    r"|\bbefore midnight\b[^.!?]{0,30}\b(?:count|today|late|on time)\b|\bcounts? (?:as|for) today\b"
)
_HERS = re.compile(
    r"工资|薪|赔|医保|社保|报销|退款|退给|退钱|放款|奖金|补助|公积金|低保|保险|发了?给我|打给我"
    r"|\b(?:wages?|salary|refund|payout|benefits?|uc|universal credit|claim|insurance|bonus|get paid|pay ?check|payday|money back)\b"
)


def asks_when_it_arrives(text: str) -> bool:
    """Whether somebody asks how long a payment takes until it shows here.

    >>> asks_when_it_arrives("多久到账"), asks_when_it_arrives("我还了以后多久能显示 算不算逾期")
    (True, True)
    >>> asks_when_it_arrives("how long does it take to show up once i pay"), asks_when_it_arrives("how long to clear my debt")
    (True, False)
    >>> asks_when_it_arrives("医保报销一般几天到账"), asks_when_it_arrives("到账了")
    (False, False)
    """
    plain = fold(text)
    return len(plain) <= LONGEST and _ARRIVES.search(plain) is not None and _HERS.search(plain) is None


def asks_which_day_counts(text: str) -> bool:
    """Whether somebody asks if a payment counts as in time.

    >>> asks_which_day_counts("今天12点前还算今天吗"), asks_which_day_counts("will it count as late if it takes 3 days")
    (True, True)
    >>> asks_which_day_counts("我是不是逾期了")
    False
    """
    plain = fold(text)
    return len(plain) <= LONGEST and _WHICH_DAY.search(plain) is not None and _HERS.search(plain) is None
