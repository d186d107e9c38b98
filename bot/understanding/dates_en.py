"""The grammar of English days: next Friday, the 25th, end of the month, in a fortnight, payday.

Each rule is one pattern and one small reading of it; :mod:`bot.understanding.dates` chooses among what they
find, joins ranges and looks at the words around.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.understanding.daymath import (
    DAY,
    full_year,
    make,
    monday,
    month_end,
    month_start,
    next_day_of_month,
    next_month_day,
    next_weekday,
)
from bot.understanding.festivals import WORDS_EN, festival
from bot.understanding.found import Context, Found, Rule
from bot.understanding.numbers import EN_ORDINALS, EN_WORDS, en_number
from bot.understanding.spans import EN_SPAN, en_span

_MONTHS = {m[:3]: n for n, m in enumerate("january february march april may june july august september october "
                                          "november december".split(), 1)}  # fmt: skip
_WEEKDAYS = {d: n for n, d in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MON = (r"(?P<mon>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
        r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?")  # fmt: skip
_DOW = (r"(?P<dow>mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:s|nesday|nsday)?s?|thu(?:rs?(?:day)?)?s?|fri(?:day)?s?|"
        r"sat(?:urday)?s?|sun(?:day)?s?)(?![a-z])\.?")  # fmt: skip
_DOWFULL = (r"(?P<dow>monday|tuesday|tues?|wednesday|wed|weds|thursday|thurs?|thu|friday|fri|saturday|sunday|mon)(?![a-z'])")
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDWORD = rf"(?:(?:twenty|thirty)[ -](?:{_ONES})|{'|'.join(sorted(EN_ORDINALS, key=len, reverse=True))})"
_ORD = rf"(?:(?:3[01]|[12]\d|0?[1-9]) ?(?:st|nd|rd|th)(?![a-z])|{_ORDWORD}(?![a-z]))"
_ONESC = "one|two|three|four|five|six|seven|eight|nine"
_DAYWORD = (rf"(?:twenty(?:[ -](?:{_ONESC}))?|thirty(?:[ -]one)?|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|"
            rf"{_ONESC})(?![a-z])")  # fmt: skip
_NUM = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_YEARWORD = rf"(?:two thousand(?: and)?(?: {_DAYWORD})?|(?:nineteen|twenty) (?:zero |oh )?{_DAYWORD})"
_YEAR = rf"(?P<y>(?:19|20)\d\d(?!\d)|'\d\d(?!\d)|{_YEARWORD})"
_TEENS = r"(?:twenty|thirty|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve)(?![a-z])"
_THEN = r"(?= ?(?:$|[,.;!?)]|(?:and|or|if|please|pls|of|in|at|then|to|till|until|is|will|would|when|as|but|because|cos|cause|so|i|i'll|for|ok|thanks|latest|instead|not|this|next)\b))"
_WHICH = {"this": 0, "current": 0, "the": 0, "my": 0, "that": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
          "last": -1, "previous": -1, "past": -1, "": 0, "same": 0}  # fmt: skip
_WHICHRE = r"(?:the |my )?(?P<w>this|current|next|coming|following|upcoming|last|previous|past)(?: coming)?"
_NEAR = {"today": 0, "tonight": 0, "tonite": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
         "tommorow": 1, "tommorrow": 1, "tomorow": 1, "tomoz": 1, "tmrw": 1, "tmr": 1, "tmw": 1, "tmoro": 1, "2moro": 1, "2morrow": 1,
         "2mrw": 1, "next day": 1, "the next day": 1, "the following day": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
         "the day after tmrw": 2, "overmorrow": 2, "yesterday": -1, "last night": -1, "the day before yesterday": -2,
         "day before yesterday": -2, "the other day": -3}  # fmt: skip


def _get(m: re.Match[str], name: str) -> str | None:
    """Return a group, or None where the pattern has no such group."""
    return m[name] if name in m.re.groupindex else None


def _int(text: str | None) -> int:
    """Read a day or year: 25th, twenty-first, fifteen, 2018, two thousand and eighteen."""
    text = (text or "").strip().strip("'").rstrip(".")
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    words = re.split(r"[ -]+", text)
    if words[-1] in EN_ORDINALS:
        return (EN_WORDS[words[0]] if len(words) > 1 else 0) + EN_ORDINALS[words[-1]]
    if words[0] in ("nineteen", "twenty") and len(words) > 1 and not (len(words) == 2 and EN_WORDS[words[1]] < 10):
        return EN_WORDS[words[0]] * 100 + sum(EN_WORDS.get(w, 0) for w in words[1:])
    return int(en_number(text) or -1)


def _one(m: re.Match[str], day: date | None, *, rolled: bool = False, number: int | None = None) -> Found:
    """Return a single day, or a void that keeps parts of an impossible one from being read."""
    if day is None:
        return Found(m.start(), m.end(), None, None, void=True)
    return Found(m.start(), m.end(), day, day, rolled=rolled, day=number)


def _month_day(m: re.Match[str], ctx: Context) -> Found | None:
    month, day, year = _MONTHS[_get(m, "mon")[:3]], _int(_get(m, "d")), _get(m, "y")
    if year:
        return _one(m, make(full_year(_int(year)), month, day))
    return _one(m, next_month_day(ctx.today, month, day), rolled=True)


def _iso(m: re.Match[str], ctx: Context) -> Found | None:
    month = m["m"]
    return _one(m, make(int(_get(m, "y")), int(month) if month.isdigit() else _MONTHS[month[:3]], int(_get(m, "d"))))


def _slash(m: re.Match[str], ctx: Context) -> Found | None:
    a, b = int(m["a"]), int(_get(m, "b"))
    day, month = (b, a) if ctx.region in ("US", "PH") else (a, b)
    if month > 12:
        day, month = month, day
    unsure = ctx.region is None and a != b and max(a, b) <= 12
    year = _get(m, "y")
    found = make(full_year(int(year)), month, day) if year else next_month_day(ctx.today, month, day)
    return None if found is None else Found(m.start(), m.end(), found, found, firm=not unsure, rolled=not year)


def _day(m: re.Match[str], ctx: Context) -> Found | None:
    number = _int(_get(m, "d"))
    return _one(m, next_day_of_month(ctx.today, number), number=number)


def _day_of(m: re.Match[str], ctx: Context) -> Found | None:
    first = month_start(ctx.today, _WHICH[_get(m, "w")])
    return _one(m, make(first.year, first.month, _int(_get(m, "d"))))


def _weekday_the(m: re.Match[str], ctx: Context) -> Found | None:
    number, weekday = _int(m["d"] or m["d2"] or m["d3"]), _WEEKDAYS[m["dow"][:3]]
    for ahead in (0, 1, 2):
        first = month_start(ctx.today, ahead)
        day = make(first.year, first.month, number)
        if day is not None and day >= ctx.today and day.weekday() == weekday:
            return _one(m, day)
    return _one(m, next_day_of_month(ctx.today, number))


def _weekday(m: re.Match[str], ctx: Context) -> Found | None:
    number, which = _WEEKDAYS[m["dow"][:3]], (_get(m, "w") or "").split(" ")[0]
    week = _get(m, "k")
    if week:
        which = next((w for w in week.split() if _WHICH.get(w)), "this")
    if which in ("next", "following", "last", "previous", "past") or week:
        if which in ("last", "past", "previous") and not week:
            back = (ctx.today.weekday() - number - 1) % 7 + 1
            return Found(m.start(), m.end(), ctx.today - back * DAY, ctx.today - back * DAY, past=True)
        day = monday(ctx.today, _WHICH[which]) + timedelta(days=number)
        return Found(m.start(), m.end(), day, day, past=day < ctx.today, weekday=not week)
    if which == "this":
        day = monday(ctx.today) + timedelta(days=number)
        if day >= ctx.today:
            return _one(m, day)
    day = next_weekday(ctx.today, number)
    if _get(m, "x"):
        return _one(m, day + timedelta(days=7))
    return Found(m.start(), m.end(), day, day, firm=day - ctx.today != timedelta(days=7), weekday=True)


def _near(m: re.Match[str], ctx: Context) -> Found | None:
    word = " ".join(m[0].replace("tmrw", "tomorrow").split()) if "day" in m[0] and "tmrw" in m[0] else m[0]
    ahead = _NEAR[word]
    day = ctx.today + timedelta(days=ahead)
    return Found(m.start(), m.end(), day, day, past=ahead < 0)


def _part(m: re.Match[str]) -> str:
    word = (_get(m, "part") or "").removeprefix("the ").split(" ")[0].split("-")[0]
    return {"beginning": "early", "start": "early", "early": "early", "middle": "mid", "mid": "mid", "end": "late",
            "late": "late", "back": "late"}.get(word, "")  # fmt: skip


def _week(m: re.Match[str], ctx: Context) -> Found | None:
    text, part = m[0], _part(m)
    which = _get(m, "w") or ""
    ahead = 2 if "after next" in text or "after the next" in text else _WHICH[which]
    first = monday(ctx.today, ahead)
    last = first + timedelta(days=6)
    if "weekend" in text:
        first = first + timedelta(days=5)
        if which == "coming" or which == "upcoming":
            first, last = first - timedelta(days=7), last - timedelta(days=7)
    elif part:
        low, high = {"early": (0, 2), "mid": (1, 4), "late": (3, 6)}[part]
        first, last = first + timedelta(days=low), first + timedelta(days=high)
    if first <= ctx.today <= last:
        first = ctx.today
    return Found(m.start(), m.end(), first, last, "week", "period", past=last < ctx.today)


def _month(m: re.Match[str], ctx: Context) -> Found | None:
    part, text, rolled = _part(m), m[0], False
    if _get(m, "mon"):
        number, year = _MONTHS[_get(m, "mon")[:3]], _get(m, "y")
        if year:
            first = date(full_year(_int(year)), number, 1)
        else:
            first = date(ctx.today.year + (number < ctx.today.month), number, 1)
            which = _WHICH[_get(m, "w") or ""]
            if which == 1 and number == ctx.today.month:
                first = first.replace(year=first.year + 1)
            if which == -1:
                first = first.replace(year=ctx.today.year - (number >= ctx.today.month))
            rolled = not which
    else:
        first = month_start(ctx.today, 2 if "after" in text else _WHICH[_get(m, "w") or ""])
    last = month_end(first)
    past = last < ctx.today
    if part == "late" and not text.startswith("late"):
        return Found(m.start(), m.end(), last, last, "month", past=past)
    if part:
        low, high = {"early": (1, 15), "mid": (10, 20), "late": (16, last.day)}[part]
        first, last = first.replace(day=low), first.replace(day=high)
        if last < ctx.today and not _get(m, "mon") and not _get(m, "w"):
            first = add = month_start(first, 1)
            first, last = add.replace(day=low), add.replace(day=min(high, month_end(add).day))
        return Found(m.start(), m.end(), first, last, "month", "period", False, past)
    if first <= ctx.today <= last:
        first = ctx.today
    return Found(m.start(), m.end(), first, last, "month", "period", past=past, rolled=rolled)


def _end_of(m: re.Match[str], ctx: Context) -> Found | None:
    unit, today = m[0], ctx.today
    if unit in ("eow", "week end"):
        return Found(m.start(), m.end(), max(today, monday(today) + 3 * DAY), monday(today, 1) - DAY, "week", "period")
    if "year" in unit or unit == "eoy":
        return Found(m.start(), m.end(), today.replace(month=12, day=31), today.replace(month=12, day=31), "year")
    if "day" in unit or unit in ("eod", "cob"):
        return Found(m.start(), m.end(), today, today)
    day = month_end(today)
    return Found(m.start(), m.end(), day, day, "month")


def _rest(m: re.Match[str], ctx: Context) -> Found | None:
    last = {"week": monday(ctx.today, 1) - DAY, "month": month_end(ctx.today)}.get(
        m["u"], ctx.today.replace(month=12, day=31)
    )
    gran = "week" if m["u"] == "week" else "month"
    return Found(m.start(), m.end(), ctx.today, last, gran, "period")


def _ahead(m: re.Match[str], ctx: Context) -> Found | None:
    span = en_span(m["s"])
    if span is None:
        return None
    base = ctx.today + {"tomorrow": DAY, "yesterday": -DAY}.get((_get(m, "b") or ""), timedelta(0))
    low, high = span.after(base)
    if (high - ctx.today).days > 731:  # "after nine years with you" is no date to pay on
        return None
    return Found(m.start(), m.end(), low, high, span.granularity, "date" if low == high else "period", span.firm)


def _within(m: re.Match[str], ctx: Context) -> Found | None:
    span = en_span("a " + m["s"] if m["s"] == "fortnight" else m["s"])
    if span is None:
        return None
    base = ctx.today + (DAY if (_get(m, "b") or "").endswith("tomorrow") else timedelta(0))
    start = base + DAY if _get(m, "w") in ("next", "coming", "following") else base
    return Found(m.start(), m.end(), start, span.after(base)[1], span.granularity, "period", span.firm, bound="by")


def _week_days(m: re.Match[str], ctx: Context) -> Found | None:
    first = monday(ctx.today, _WHICH[m["w"]])
    low, high = (first + _WEEKDAYS[m[name][:3]] * DAY for name in ("dow", "dow2"))
    return Found(m.start(), m.end(), low, high, "week", "period", past=high < ctx.today)


def _month_number(m: re.Match[str], ctx: Context) -> Found | None:
    first = date(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), 1)
    last = month_end(first)
    return Found(m.start(), m.end(), first, last, "month", "period", past=last < ctx.today)


def _week_today(m: re.Match[str], ctx: Context) -> Found | None:
    return _one(m, ctx.today + timedelta(days=8 if _get(m, "b") else 7))


def _ago(m: re.Match[str], ctx: Context) -> Found | None:
    span = en_span(m["s"])
    if span is None:
        return None
    low, high = span.before(ctx.today)
    return Found(m.start(), m.end(), low, high, span.granularity, past=True)


def _payday(m: re.Match[str], ctx: Context) -> Found | None:
    if ctx.payday is None:
        return Found(m.start(), m.end(), None, None, kind="payday", firm=False)
    for ahead in (0, 1):
        first = month_start(ctx.today, ahead)
        day = first.replace(day=min(ctx.payday, month_end(first).day))
        if day >= ctx.today:
            break
    return Found(m.start(), m.end(), day, day, kind="payday")


def _festival(m: re.Match[str], ctx: Context) -> Found | None:
    found = festival(m["f"], today=ctx.today)
    if found is None:
        return None
    if (m["a"] or "").startswith("after"):
        day = found[1] + DAY
        return Found(m.start(), m.end(), day, day, firm=False, bound="after")
    if (m["a"] or "").startswith("before"):
        return Found(m.start(), m.end(), found[0] - DAY, found[0] - DAY, bound="by")
    return _one(m, found[0])


def _nth_weekday(m: re.Match[str], ctx: Context) -> Found | None:
    if _get(m, "mon"):
        number = _MONTHS[_get(m, "mon")[:3]]
        first = date(ctx.today.year + (number < ctx.today.month), number, 1)
    else:
        first = month_start(ctx.today, _WHICH.get(_get(m, "w") or "", 0))
    index = -1 if m["n"] == "last" else _int(m["n"]) - 1
    if m["dow2"] == "week":
        start = monday(first, (1 if first.weekday() > 3 else 0) + index)
        if index < 0:
            start = monday(month_end(first), 0 if month_end(first).weekday() >= 3 else -1)
        return Found(m.start(), m.end(), start, start + 6 * DAY, "week", "period")
    weekday = _WEEKDAYS.get(m["dow2"][:3], -1)
    days = [first + n * DAY for n in range(month_end(first).day)]
    days = [d for d in days if d.weekday() == weekday or (weekday < 0 and ("working" not in m["dow2"] or d.weekday() < 5))]
    return _one(m, days[index] if index < len(days) else None)


def _week_of(m: re.Match[str], ctx: Context) -> Found | None:
    number = _int(_get(m, "d") or _get(m, "d2"))
    named = _get(m, "mon")
    day = next_month_day(ctx.today, _MONTHS[named[:3]], number) if named else next_day_of_month(ctx.today, number)
    if day is None:
        return None
    return Found(m.start(), m.end(), monday(day), monday(day) + 6 * DAY, "week", "period")


def _weekday_count(m: re.Match[str], ctx: Context) -> Found | None:
    day = next_weekday(ctx.today, _WEEKDAYS[m["dow"][:3]])
    if day - ctx.today == timedelta(days=7):
        day -= timedelta(days=7)
    number = int(en_number(m["n"]) or 1)
    extra = number - (day != ctx.today)
    return _one(m, day + timedelta(weeks=extra))


def _days_of(m: re.Match[str], ctx: Context) -> Found | None:
    low, high = _int(m["a"]), _int(_get(m, "b"))
    if _get(m, "mon"):
        month = _MONTHS[_get(m, "mon")[:3]]
        if _get(m, "y"):
            year = full_year(_int(_get(m, "y")))
            start, end = make(year, month, low), make(year, month, high)
        else:
            end = next_month_day(ctx.today, month, high)
            start = end and make(end.year, month, low)
    elif _get(m, "w"):
        first = month_start(ctx.today, _WHICH[_get(m, "w")])
        start, end = make(first.year, first.month, low), make(first.year, first.month, high)
    else:
        end = next_day_of_month(ctx.today, high)
        start = end and make(end.year, end.month, low)
        if start and end and low > high:
            start = next_day_of_month(ctx.today, low)
            end = start and next_day_of_month(start, high)
    if start is None or end is None or end < start:
        return None
    return Found(m.start(), m.end(), start, end, kind="period", firm=" or " not in m[0])


_OF = r"(?: ?,? ?(?:of |in )?)"
_NOTITEM = (r"(?! ?(?:one|option|time|payment|instal\w*|choice|part\w*|half|offer|plan|person|week|floor|street|party|thing|"
            r"reminder|message|next|upcoming|few|couple|loan|month|attempt|request|call|letter|line|chance|job|account|anniversary|birthday|of all|century|grade|hand|-hand))")  # fmt: skip
_SURE = "(?:" + "|".join(f"(?<={w} )" for w in "in by until till next this last from between to or and of".split()) + ")"
_RULES: tuple[tuple[str, object], ...] = (
    (rf"(?:{_DOW},? )?{_MON}(?:, ?|[ /-])?(?:the )?(?P<d>{_ORD}|{_NUM}|{_DAYWORD})(?!-\d)(?:,? ?(?:of |in )?{_YEAR})?(?![\d:])(?! ?(?:am|pm)\b)", _month_day),
    (rf"(?:{_DOW},? )?(?:the )?(?<![\d.,$£€])(?P<d>{_ORD}|{_NUM}|{_DAYWORD})\.?(?: day)?{_OF}{_MON}(?:,? ?(?:of |in )?{_YEAR})?(?![\d:])", _month_day),
    (r"(?<!\d)(?P<y>\d{4})(?P<s>[-/. ])(?P<m>\d{1,2}|[a-z]{3})(?P=s)(?P<d>\d{1,2})(?!\d)", _iso),
    (r"(?<![\d.])(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?:(?P=s)|, ?)(?P<y>\d{4}|\d\d)(?!\d)", _slash),
    (r"(?<![\d/.$£€])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])(?! ?(?:of|now)\b)(?! (?:today|now|first|upfront))", _slash),
    (r"(?<=on )(?P<a>\d{1,2})[-.](?P<b>\d{1,2})(?![\d.])", _slash),
    (rf"the (?P<d>(?:3[01]|[12]\d|0?[1-9]) ?(?:st|nd|rd|th)(?![a-z])|(?:{_ORDWORD}|{_NUM}|{_TEENS}){_THEN}){_NOTITEM}(?! ?(?:{_DOW.replace('?P<dow>', '?:')}|days?|quid|pounds?|dollars?|of (?:{_MON.replace('?P<mon>', '?:')})))(?![\d.,/:-]*\d)", _day),
    (rf"(?<![\d.,$£€])(?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th))(?![a-z]){_NOTITEM}", _day),
    (r"(?<=on )(?P<d>3[01]|[12]\d|[1-9])(?![\d.,:/-]*\d)(?! ?[a-z%])", _day),
    (rf"(?:the )?(?P<d>{_ORD}|{_NUM})(?: day)?{_OF}{_WHICHRE} month", _day_of),
    (rf"{_DOW}(?:,? (?:the )?(?P<d>{_ORD})|,? the (?P<d2>{_TEENS}|{_NUM})|,? (?P<d3>{_NUM}){_THEN})(?![:./-]\d|:)(?! ?(?:am|pm|o'clock|days?|weeks?|months?|quid|pounds?|dollars?|bucks|k)\b)", _weekday_the),
    (rf"{_WHICHRE} week,? (?:from |between )?{_DOW} (?:to|till|until|and|-|through) {_DOW.replace('?P<dow>', '?P<dow2>')}", _week_days),
    (r"(?P<y>20\d\d) ?[-/.] ?(?P<m>1[0-2]|0?[1-9])(?![\d/.-])|(?<![\d/.-])(?P<m2>1[0-2]|0?[1-9]) ?[-/] ?(?P<y2>20\d\d)(?![\d/-])", _month_number),
    (rf"{_WHICHRE} {_DOW}(?! week\b)", _weekday),
    (rf"(?<![a-z'])(?:on )?{_DOW},? (?:of |in )?(?P<k>(?:the )?(?:this|next|last|following|coming|previous) week)", _weekday),
    (rf"(?P<k>(?:this|next|last|following|coming) week),? (?:on )?{_DOW}", _weekday),
    (rf"(?:a )?(?P<x>week (?:on )?)?{_DOWFULL}(?! (?:week|[\w ]{{0,12}}week)\b)", _weekday),
    (rf"{_DOWFULL}(?P<x> week\b)", _weekday),
    (r"(?:(?<=on )|(?<=by )|(?<=til )|(?<=till )|(?<=until )|(?<=for )|(?<=before )|(?<=pay ))(?P<dow>sat|sun)(?![a-z])", _weekday),
    ("|".join(sorted(_NEAR, key=len, reverse=True)), _near),
    (r"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )late|back end)(?: of|-| in)?(?: the)? ?)?"
     r"(?:\b(?:the |my )?(?P<w>this|current|next|coming|following|upcoming|last|previous|past|the|my|that|same)(?: coming)? (?:week(?:end)?)(?! ?(?:day|ly|'s (?:time))|s)(?! (?:after|of|on|commenc|start|begin)))", _week),
    (r"(?:the )?week(?:end)? after (?:the )?next", _week),
    (r"(?<!a )(?<!every )(?<!each )(?<!last )weekend(?!s| of| work)", _week),
    (r"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )late|back end)(?: of|-| in)?(?: the)? ?)?"
     r"\b(?:the )?(?P<w>this|current|next|coming|following|upcoming|last|previous|past|same)(?: coming)? (?:month|mnth|mth)(?! ?(?:s\b|ly))", _month),
    (r"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )late|back end)(?: of|-| in)?(?: the)? ?)month\b", _month),
    (r"(?:the )?month after (?:the )?next", _month),
    (rf"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )late|back end)(?: of|-| in)?(?: the)? ?){_MON}(?:,? ?(?:of )?(?P<y>(?:19|20)\d\d))?", _month),
    (rf"(?:(?P<w>this|next|last) )?(?<!\d){_MON.replace('|may|', '|' + _SURE + 'may|').replace('mar(?:ch)?', _SURE + 'mar(?:ch)?|march(?=[ ,]+20)')}(?! ?\d?\d(?:st|nd|rd|th)?\b(?!\d))(?:(?: ?, ?| | of )(?P<y>(?:19|20)\d\d|{_YEARWORD}))?", _month),
    (r"\b(?:eom|month ?end|month's end|eow|week end(?!s)|eod|cob|(?:the )?end of (?:the )?(?:day|year)|eoy|year end|end of (?:the )?business)\b", _end_of),
    (r"(?:the )?rest (?:of )?(?:(?:the|this|my|current) )?(?P<u>week|month|year)", _rest),
    (r"later (?:this|in the) (?P<u>week|month)", _rest),
    (rf"\bin (?:about |around |approx |another |maybe |like )?(?P<s>{EN_SPAN}(?:(?:,| and)? {EN_SPAN})*)(?:'?s?'? time)?(?! ago)", _ahead),
    (rf"(?P<s>{EN_SPAN}(?:(?:,| and)? {EN_SPAN})*) (?:from now|later|from today|after today|(?:from|after) (?P<b>tomorrow|yesterday)|hence|on from today)", _ahead),
    (rf"\b(?:after) (?P<s>{EN_SPAN})(?! (?:ago|late|overdue|behind))", _ahead),
    (r"(?:a|1|one) (?P<s>week) (?:today|from today)", _week_today),
    (r"(?P<b>tomorrow|tmrw) week", _week_today),
    (rf"\b(?:within|less than|in under|inside)(?: the)?(?: next| coming| upcoming)? (?P<s>{EN_SPAN}(?:,? (?:and )?{EN_SPAN})*)(?P<b> (?:from|of|after) (?:today|now|tomorrow))?", _within),
    (rf"(?:over |for |in )?(?:the )?\b(?P<w>next|coming|following) (?P<s>{EN_SPAN})", _within),
    (r"(?:over |for |in )?(?:the )?\b(?P<w>next|coming) (?P<s>fortnight)", _within),
    (rf"(?P<s>{EN_SPAN}(?:(?:,| and)? {EN_SPAN})*) (?:ago|back\b|earlier|before (?:today|yesterday|now))", _ago),
    (rf"\b(?:the |over the |for the )?(?:past|last|previous) (?P<s>{EN_SPAN})", _ago),
    (r"\b(?:on |my |the )?(?:next )?(?:pay ?day|pay ?che(?:que|ck)|salary day|wage day|pay date)\b|(?:when|once|after|as soon as|until|till|til) (?:i|i'm|i am|i've|my (?:boss|work|employer|job)|they|we)(?: have| am| been|'ve)? ?(?:get(?:ting)? paid|got paid|paid|pays? me|been paid)|"
     r"(?:when|once|after|until|till|til|as soon as) (?:my |the )?(?:wages?|salary|pay|paycheck|paycheque|check|cheque) (?:comes?|goes|lands?|clears?|hits?|arrives?|is|gets?|are)(?: in| through| here)?", _payday),
    (rf"(?P<a>(?:just |right )?after |before )?(?:the )?\b(?P<f>{'|'.join(WORDS_EN)})\b(?: day| holidays?| break)?", _festival),
    (rf"(?:the )?(?P<n>last|{_ONES}|1st|2nd|3rd|4th) (?P<dow2>(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|(?:working |business )?day)(?: of| in)? (?:(?:the )?{_MON}|(?:the )?(?P<w>this|next|last|previous|coming|following)? ?month)", _nth_weekday),
    (rf"(?:the )?(?:week|w)(?: ?/ ?c| of| commencing| starting| beginning)(?: on)? (?:the )?(?:{_MON} ?\.?(?P<d>{_ORD}|{_NUM})|(?P<d2>{_ORD}|{_NUM}))", _week_of),
    (rf"(?P<n>two|three|2|3|a couple of) {_DOW} (?:from now|later)", _weekday_count),
    (rf"(?:from |between )?(?:the )?(?P<a>{_ORD}|{_NUM}) ?(?:to|till|until|-|and|or|through) ?(?:the )?(?P<b>{_ORD}|{_NUM})(?:{_OF}{_MON}(?:,? ?{_YEAR})?| (?:of |in )?(?P<w>this|next) month)", _days_of),
    (rf"(?:from |between )(?:the )?(?P<a>{_ORD}|{_NUM}) (?:to|till|until|and|through) {_MON} (?P<b>{_ORD}|{_NUM})(?:,? ?{_YEAR})?", _days_of),
    (rf"{_MON} (?:between |from )?(?:the )?(?P<a>{_ORD}|{_NUM}) ?(?:to|-|and|or|through|till|until) ?(?:the )?(?P<b>{_ORD}|{_NUM})(?:,? ?{_YEAR})?", _days_of),
    (rf"the (?P<a>{_ORD}) ?(?:to|till|until|-|or|through) ?(?:the )?(?P<b>{_ORD})", _days_of),
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(Rule(re.compile(r"(?<![a-z\d])(?:" + p + ")"), f) for p, f in _RULES)  # type: ignore[arg-type]
