"""Reads the days out of a borrower's message, as money talk means them: towards the future.

The grammars of both languages propose, this module disposes: it joins what belongs together
(:mod:`bot.understanding.days_together`) and lets the words around each day tell context from a promise
(:mod:`bot.understanding.around_days`).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.model.words import Language
from bot.understanding import dates_en, dates_zh
from bot.understanding.around_days import judge
from bot.understanding.asked import asked
from bot.understanding.corrections import taken_back
from bot.understanding.days_together import counted_on, in_that_week, joined, offset
from bot.understanding.found import Context, Found, Rule, choose
from bot.understanding.mentions import DateMention
from bot.understanding.text import Normalised, normalise

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORTH_ZH = re.compile(r"[天日号月周年底旬晚班夜早后前星拜薪资钱支庆节元旦五十一夜内来儿\d]")
_WORTH_EN = re.compile(
    r"\d|day|tom|week|month|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec|fortnight|"
    r"year|night|paid|pay|wage|salary|che[qc]|eo[mwd]|tm|moro|2m|th\b|st\b|nd\b|rd\b|cob|wk|mth|christ|"
    r"xmas|easter|"
    r"thanks|the [a-z]+(?:teen|th|rst|nd|rd|ty|two|one)|morning|afternoon|evening|hallow"
)

_REST_ZH = re.compile(r"([剩余])下")
"""剩下月底 is the rest at the end of this month, not of the next: 下 belongs to the rest."""


def _scan(rules: tuple[Rule, ...], ctx: Context) -> list[Found]:
    out: list[Found] = []
    for rule in rules:
        for match in rule.pattern.finditer(ctx.text):
            try:
                found = rule.read(match, ctx)
            except (ValueError, OverflowError):  # a day outside the calendar is no day
                continue
            if found is not None and found.finish > found.begin:
                out.append(found)
    return out


def _drop_pay_beside_day(found: list[Found]) -> list[Found]:
    """我下个月十号发工资 names one day, not a day and a payday."""
    dated = [f for f in found if f.kind != "payday" and not f.past]
    return [
        f
        for f in found
        if f.kind != "payday"
        or not any(-3 <= f.begin - d.finish <= 8 or 0 <= d.begin - f.finish <= 6 for d in dated)
    ]


def read_dates(
    text: str,
    *,
    at: datetime,
    language: Language | str = Language.ZH,
    region: str | None = None,
    payday: int | None = None,
    every: bool = False,
) -> tuple[DateMention, ...]:
    """Read every day, period, payday and asked-for length of time in a message.

    Days are resolved towards the future, as talk about paying means them: on the 16th, "15号之前" is the
    15th of the next month. A length of time that is asked for counts from ``at``. Days that lie behind come
    with ``past=True``; what lies between is kept as a range and not guessed.

    Args:
        text: the borrower's own words.
        at: the borrower's local time of the message (aware); only its calendar day counts.
        language: the language of the conversation; both grammars are used wherever their script appears.
        region: ISO 3166 country or subdivision of the borrower; decides whether 3/4 is April or March.
        payday: day of month on which the borrower is paid, when on file.
        every: keep the days too that are named for something else than paying ("contact me on Friday").

    Returns:
        The mentions in the order of the text.
    """
    ready = normalise(text)
    ctx = _context(ready, at=at, region=region, payday=payday)
    han, zh, en = _grammars(ctx, language)
    found = [offset(one, ctx) for one in _proposed(ctx, han=han, zh=zh, en=en)]
    found += (asked(ctx, zh=True, taken=found) if zh and han else []) + (
        asked(ctx, zh=False, taken=found) if en else []
    )
    found = counted_on(joined([f for f in choose(found) if not f.void], ctx), ctx)
    judged = in_that_week([f for f in (judge(one, ctx) for one in found) if f is not None], ctx)
    paying = [f for f in judged if f.pays]
    gone = taken_back(ctx.text, [f.begin for f in paying if not f.past])
    kept = _drop_pay_beside_day([f for f in paying if f.begin not in gone])
    if every:
        kept = sorted([*kept, *(f for f in judged if not f.pays)], key=lambda f: f.begin)
    return tuple(
        _mention(one, ready_span=ready.span(one.begin, one.finish), text=text, today=ctx.today)
        for one in kept
    )


def _context(ready: Normalised, *, at: datetime, region: str | None, payday: int | None) -> Context:
    country = region.split("-")[0].upper() if region else None
    return Context(_REST_ZH.sub(r"\1余", ready.text), at.date(), country, payday)


def _grammars(ctx: Context, language: Language | str) -> tuple[bool, bool, bool]:
    """Whether there are Chinese characters, and which grammars are worth trying."""
    han = _HAN.search(ctx.text) is not None
    zh = (han or str(language) == "zh") and _WORTH_ZH.search(ctx.text) is not None
    en = _WORTH_EN.search(ctx.text) is not None and (
        str(language) == "en" or re.search("[a-z]|/", ctx.text) is not None
    )
    return han, zh, en


def _proposed(ctx: Context, *, han: bool, zh: bool, en: bool) -> list[Found]:
    found: list[Found] = []
    if zh:
        found += _scan(dates_zh.RULES, ctx)
    if en and (not han or re.search("[a-z]{2}", ctx.text)):
        found += _scan(dates_en.RULES, ctx)
    return choose(found)


def read_impossible(
    text: str, *, at: datetime, language: Language | str = Language.ZH, region: str | None = None
) -> tuple[str, ...]:
    """Days a message names that no calendar has (2月30号, 31 April), in the borrower's own words."""
    ready = normalise(text)
    ctx = _context(ready, at=at, region=region, payday=None)
    han, zh, en = _grammars(ctx, language)
    spans = [ready.span(one.begin, one.finish) for one in _proposed(ctx, han=han, zh=zh, en=en) if one.void]
    return tuple(text[begin:finish].strip(" .,，。") for begin, finish in spans)


def _mention(one: Found, *, ready_span: tuple[int, int], text: str, today: date) -> DateMention:
    begin, finish = ready_span
    finish -= len(text[begin:finish]) - len(text[begin:finish].rstrip(" .,"))
    past = one.past or (one.end is not None and one.end < today)
    start = one.start
    if not past and start is not None and start < today:
        start = today
    far = one.rolled and start is not None and start - today > timedelta(days=300)
    return DateMention(
        start,
        one.end,
        text[begin:finish],
        begin,
        finish,
        one.firm and not far,
        one.granularity,
        one.kind,
        past,
        one.bound,
        one.pays,
    )


def ahead(mentions: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Keep what lies today or later; the rest is context of a reason, not an offer."""
    return tuple(m for m in mentions if not m.past)
