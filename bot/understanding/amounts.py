"""Reads the sums of money and the shares of a debt out of a message.

两千五 is 2500, 一半 is a half, "a couple hundred" is about two hundred. A number that counts days, people,
percent, or that is a phone, card or order number is no amount.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import get_args

from bot.model.words import Language
from bot.understanding.corrections import taken_back
from bot.understanding.found import choose
from bot.understanding.hits import RATE_AFTER, Hit
from bot.understanding.mentions import AmountMention, Per
from bot.understanding.money_en import read_en
from bot.understanding.money_zh import read_zh
from bot.understanding.text import Normalised, normalise

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PER_BEFORE = re.compile(
    r"(?P<month>每个?月|月供|一个?月|按月|月还|每期|逐月)|(?P<fortnight>每隔?[两2]个?(?:周|星期|礼拜)|每隔一个?(?:周|星期|礼拜)|"
    r"每半个?月)|(?P<week>每个?(?:周|星期|礼拜)|一个?(?:周|星期|礼拜)|按周)"
)

_ABOUT_BEFORE = re.compile(
    r"(?:大概|大约|差不多|约|可能|估计|将近|快|around|about|roughly|approx\.?|approximately|maybe|"
    r"nearly|almost|like|say|probably|ish)(?: (?:is|a))? ?(?:是|有|能|还|先|能还)? ?$"
)
_ABOUT_AFTER = re.compile(r" ?(?:左右|上下|的样子|ish\b|-ish|or so|odd\b|or thereabouts|give or take)")
_TOO_MUCH_AFTER = re.compile(
    r" ?(?:元|块钱?|镑|磅|刀|bucks|pounds?|quid|dollars?)?(?:一个月|每个?月|每期|(?: a| per) (?:month|week))?"
    r"(?: (?:is|would be|'s|was)|'s)? ?(?:还是|真的?|实在|有点|我|就|now|just|way|far|still|a bit|really"
    r"|for me)* ?"
    r"(?:太[多高贵大]|[多高]了|还不起|付不起|拿不出|负担不|承受不|吃不消|too (?:much|high|steep|big)"
    r"|more than i (?:can|have)|out of (?:my )?reach)"
)
_TOO_MUCH_BEFORE = re.compile(
    r"(?:can'?t|cannot|couldn'?t) (?:do|manage|afford|pay) (?:the )?$"
    r"|(?:(?<!要)不(?:想)?要|(?<![分特区级类个])别|不想)(?:给我|再)?(?:每[月期次])?(?:还|付)?$"
    r"|\b(?:don'?t|do not|didn'?t) (?:want|say|ask for) (?:the |to pay )?[£$€]?$"
)
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+\d|0)(?:[ -]?\d){7,}|1[3-9](?:[ -]?\d){9}|(?:\d{4}[ -]){3}\d{4}|(?:\d-?){8,})"
    r"(?![\d月号日])|\d{8,}|(?<![a-z])[a-z]+\d+[a-z\d]*(?<!rmb)"
)
"""Numbers of a phone or a card; three sums in a row, 300 300 680, are none."""


def _clean(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    whole = value.to_integral_value()
    return (
        whole.quantize(Decimal(1)) if value == whole and abs(whole) < Decimal(10) ** 25 else value.normalize()
    )


def _per(ready: Normalised, hit: Hit) -> Per | None:
    after = RATE_AFTER.match(ready.text, hit.finish)
    if after is None:
        after = re.compile(r"[^\d,，。.]{0,4}?(?:每个?月|a month|per month|every month|each month)$").match(
            ready.text[: hit.finish + 14], hit.finish
        )
        if after is not None and _HAN.search(after[0]) is None:
            return "month"
        after = None
    found = after
    if found is None:
        window = ready.text[max(0, hit.begin - 9) : hit.begin]
        for found in _PER_BEFORE.finditer(window):
            rest = window[found.end() :]
            if re.search(r"[,，。后内前]", rest) or re.search(r"[下上这个]$", window[: found.start()]):
                found = None
                continue
    if found is None:
        head = re.search(
            r"\b(?P<month>monthly|each month|every month|per month)|(?P<week>weekly|every week|"
            r"each week)\b(?:[\w ]{0,14})$",
            ready.text[max(0, hit.begin - 26) : hit.begin],
        )
        found = head
    kind = found.lastgroup if found is not None else None
    return next((per for per in get_args(Per) if per == kind), None)


def _too_much(body: str, hits: list[Hit]) -> set[int]:
    """Where the figures stand that are too much, when another one is named against them: 500太多了，300."""
    gone = {
        hit.begin
        for hit in hits
        if _TOO_MUCH_AFTER.match(body, hit.finish) or _TOO_MUCH_BEFORE.search(body[: hit.begin])
    }
    return gone if len(gone) < len(hits) else set()


def read_amounts(
    text: str, *, language: Language | str = Language.ZH, currency: str | None = None
) -> tuple[AmountMention, ...]:
    """Read every amount of money and every share of the debt in a message.

    Args:
        text: the borrower's own words.
        language: the language of the conversation; both grammars are used wherever their script appears.
        currency: the account's currency, taken where none was said and to settle what $ or ¥ means.

    Returns:
        The mentions in the order of the text; vague ones keep ``low`` and ``high`` and are not firm.
    """
    ready = normalise(text)
    body = _PHONE.sub(
        lambda m: (
            m[0] if m[0].startswith(("rmb", "usd", "hk", "us", "cny", "gbp", "eur")) else "\x00" * len(m[0])
        ),
        ready.text,
    )
    han = _HAN.search(body) is not None
    hits = list(read_zh(body, currency)) if han or (str(language) == "zh") else []
    if not han or re.search(r"[a-z]{2}", body):
        hits += read_en(body, currency)
    out: list[AmountMention] = []
    kept = choose(hits)
    gone = taken_back(body, [hit.begin for hit in kept]) | _too_much(body, kept)
    for hit in kept:
        if hit.begin in gone:
            continue
        first = hit.begin + (len(body[hit.begin : hit.finish]) - len(body[hit.begin : hit.finish].lstrip()))
        last = hit.finish - (len(body[first : hit.finish]) - len(body[first : hit.finish].rstrip()))
        start, end = ready.span(first, last)
        firm = hit.firm and not (
            _ABOUT_BEFORE.search(body[max(0, first - 16) : first]) or _ABOUT_AFTER.match(body, last)
        )
        out.append(
            AmountMention(
                _clean(hit.value),
                hit.currency,
                text[start:end],
                start,
                end,
                hit.fraction,
                _per(ready, hit),
                firm,
                _clean(hit.low),
                _clean(hit.high),
            )
        )
    return tuple(out)
