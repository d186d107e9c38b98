"""What each pattern of English days means: one small function a pattern.

A reader gets the match and the day of the message and returns a candidate; the patterns are in
:mod:`bot.understanding.dates_en`.
"""

from __future__ import annotations

import re
from dataclasses import replace
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
from bot.understanding.festivals import festival
from bot.understanding.found import Context, Found
from bot.understanding.mentions import Granularity
from bot.understanding.numbers import en_number
from bot.understanding.spans import en_span
from bot.understanding.words_en import MON, MONTHS, NEAR, WEEKDAYS, WHICH, group, integer


def read_one(m: re.Match[str], day: date | None, *, rolled: bool = False, number: int | None = None) -> Found:
    """Return a single day, or a void that keeps parts of an impossible one from being read."""
    if day is None:
        return Found(m.start(), m.end(), None, None, void=True)
    return Found(m.start(), m.end(), day, day, rolled=rolled, day=number)


def read_month_day(m: re.Match[str], ctx: Context) -> Found | None:
    """Read March 25th, 25 March 2026, monday january 12th."""
    if group(m, "d") == "one" and m.string[: m.start()].endswith("the "):
        return None  # "the april one" is an instalment
    listed = m.end("mon") > m.end("d") and "," in m.string[m.start("d") : m.start("mon")]
    if listed and re.match(
        r" ?\d{1,2}(?:st|nd|rd|th)?(?!\d)(?! ?(?:quid|pounds?|each))", m.string[m.end() :]
    ):
        return None  # "20, 27, apr 3": the month begins the next day of a list
    month, day, year = MONTHS[group(m, "mon")[:3]], integer(group(m, "d")), group(m, "y")
    if year:
        return read_one(m, make(full_year(integer(year)), month, day))
    return read_one(m, next_month_day(ctx.today, month, day), rolled=True)


def read_iso(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 2026-03-25, 2026-mar-25."""
    month = m["m"]
    if not month.isdigit() and month not in MONTHS:
        return None  # "2026 and 3 days": a word between two numbers
    return read_one(
        m, make(int(group(m, "y")), int(month) if month.isdigit() else MONTHS[month[:3]], int(group(m, "d")))
    )


def read_slash(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 3/4 by the custom of the region; not firm where the region is unknown."""
    a, b = int(m["a"]), int(group(m, "b"))
    day, month = (b, a) if ctx.region in ("US", "PH") else (a, b)
    if month > 12:
        day, month = month, day
    unsure = ctx.region is None and a != b and max(a, b) <= 12
    year = group(m, "y")
    found = make(full_year(int(year)), month, day) if year else next_month_day(ctx.today, month, day)
    return (
        None if found is None else Found(m.start(), m.end(), found, found, firm=not unsure, rolled=not year)
    )


def read_day(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the 25th: the next one, today included."""
    number = integer(group(m, "d"))
    return read_one(m, next_day_of_month(ctx.today, number), number=number)


def read_day_of(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the 3rd of next month."""
    first = month_start(ctx.today, WHICH[group(m, "w")])
    return read_one(m, make(first.year, first.month, integer(group(m, "d"))))


def read_weekday_the(m: re.Match[str], ctx: Context) -> Found | None:
    """Read Friday the 13th: the next day that is both, else the next 13th."""
    number, weekday = integer(m["d"] or m["d2"] or m["d3"]), WEEKDAYS[m["dow"][:3]]
    for ahead in (0, 1, 2):
        first = month_start(ctx.today, ahead)
        day = make(first.year, first.month, number)
        if day is not None and day >= ctx.today and day.weekday() == weekday:
            return read_one(m, day)
    plain = next_day_of_month(
        ctx.today, number
    )  # no such weekday soon: the number counts, but it is asked back
    return None if plain is None else Found(m.start(), m.end(), plain, plain, firm=False)


def read_weekday(m: re.Match[str], ctx: Context) -> Found | None:
    """Read Friday, next Friday, Friday next week, a week on Friday."""
    number, which = WEEKDAYS[m["dow"][:3]], group(m, "w").split(" ")[0]
    week = group(m, "k")
    if week:
        which = next((w for w in week.split() if WHICH.get(w)), "this")
    if which in ("next", "following", "last", "previous", "past") or week:
        if which in ("last", "past", "previous") and not week:
            back = (ctx.today.weekday() - number - 1) % 7 + 1
            return Found(m.start(), m.end(), ctx.today - back * DAY, ctx.today - back * DAY, past=True)
        day = monday(ctx.today, WHICH[which]) + timedelta(days=number)
        return Found(m.start(), m.end(), day, day, past=day < ctx.today, weekday=not week)
    if which == "this":
        day = monday(ctx.today) + timedelta(days=number)
        if day >= ctx.today:
            return read_one(m, day)
    day = next_weekday(ctx.today, number)
    if group(m, "x"):
        return read_one(m, day + timedelta(days=7))
    return Found(m.start(), m.end(), day, day, firm=day - ctx.today != timedelta(days=7), weekday=True)


def read_weekday_after_this(m: re.Match[str], ctx: Context) -> Found | None:
    """Read not this Friday but next, the Friday after this one, Friday after next."""
    number = WEEKDAYS[(m["dow"] or m["dow2"])[:3]]
    day = monday(ctx.today) + timedelta(days=number)
    coming = day if day >= ctx.today else next_weekday(ctx.today, number)
    weeks = 2 if "after next" in m[0] or "after the next" in m[0] else 1
    return read_one(m, coming + timedelta(weeks=weeks))


def read_after_work(m: re.Match[str], ctx: Context) -> Found | None:
    """Read after work, once I get home: today, where it is for paying and not for a call."""
    pays = re.search(r"\b(?:pay|send|sort|settle|transfer|clear|do it|do that)\b", ctx.text)
    if pays is None or re.search(r"\b(?:call|ring|phone|text|message|contact|talk|speak|not?)\b", ctx.text):
        return None
    return read_one(m, ctx.today)


def read_listed_day(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the 27 of "mar 20, 27": another day of the month that the list names."""
    before = re.search(rf"{MON}(?: (?:the )?\d{{1,2}}(?:st|nd|rd|th)?,?(?: and)?)+ ?$", m.string[: m.start()])
    if before is None:
        return None
    day = next_month_day(ctx.today, MONTHS[before["mon"][:3]], integer(m["d"]))
    return None if day is None else Found(m.start("d"), m.end("d"), day, day, rolled=True)


def read_near(m: re.Match[str], ctx: Context) -> Found | None:
    """Read today, tomorrow, yesterday."""
    word = " ".join(m[0].replace("tmrw", "tomorrow").split()) if "day" in m[0] and "tmrw" in m[0] else m[0]
    ahead = NEAR[word]
    day = ctx.today + timedelta(days=ahead)
    return Found(m.start(), m.end(), day, day, past=ahead < 0)


def read_part(m: re.Match[str]) -> str:
    """Return early, mid or late for the part of a week or month that was said, or an empty string."""
    word = group(m, "part").removeprefix("the ").split(" ")[0].split("-")[0]
    return {
        "beginning": "early",
        "start": "early",
        "early": "early",
        "middle": "mid",
        "mid": "mid",
        "end": "late",
        "late": "late",
        "back": "late",
    }.get(word, "")


def read_week(m: re.Match[str], ctx: Context) -> Found | None:
    """Read next week, the end of next week, this weekend."""
    text, part = m[0], read_part(m)
    which = group(m, "w")
    ahead = 2 if "after next" in text or "after the next" in text else WHICH[which]
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


_SO_LATE = re.compile(r"\b(?:days?|weeks?|bit|little|is|was|be|been|comes?|coming|paid) (?:so |too |very )?$")


def read_month(m: re.Match[str], ctx: Context) -> Found | None:
    """Read next month, end of the month, mid April, March 2026."""
    part, text, rolled = read_part(m), m[0], False
    if part == "late" and _SO_LATE.search(ctx.text[: m.start()]):  # "two days late this month"
        return None
    if group(m, "mon"):
        number, year = MONTHS[group(m, "mon")[:3]], group(m, "y")
        if year:
            first = date(full_year(integer(year)), number, 1)
        else:
            first = date(ctx.today.year + (number < ctx.today.month), number, 1)
            which = WHICH[group(m, "w")]
            if which == 1 and number == ctx.today.month:
                first = first.replace(year=first.year + 1)
            if which == -1:
                first = first.replace(year=ctx.today.year - (number >= ctx.today.month))
            rolled = not which
    else:
        first = month_start(ctx.today, 2 if "after" in text else WHICH[group(m, "w")])
    last = month_end(first)
    past = last < ctx.today
    if part == "late" and not text.startswith("late"):
        return Found(m.start(), m.end(), last, last, "month", past=past)
    if part:
        low, high = {"early": (1, 15), "mid": (10, 20), "late": (16, last.day)}[part]
        first, last = first.replace(day=low), first.replace(day=high)
        if last < ctx.today and not group(m, "mon") and not group(m, "w"):
            first = add = month_start(first, 1)
            first, last = add.replace(day=low), add.replace(day=min(high, month_end(add).day))
        return Found(m.start(), m.end(), first, last, "month", "period", False, past)
    if first <= ctx.today <= last:
        first = ctx.today
    return Found(m.start(), m.end(), first, last, "month", "period", past=past, rolled=rolled)


def read_end_of(m: re.Match[str], ctx: Context) -> Found | None:
    """Read EOM, month end, end of the year."""
    unit, today = m[0], ctx.today
    if unit in ("eow", "week end"):
        return Found(
            m.start(), m.end(), max(today, monday(today) + 3 * DAY), monday(today, 1) - DAY, "week", "period"
        )
    if "year" in unit or unit == "eoy":
        return Found(
            m.start(), m.end(), today.replace(month=12, day=31), today.replace(month=12, day=31), "year"
        )
    if "day" in unit or unit in ("eod", "cob"):
        return Found(m.start(), m.end(), today, today)
    day = month_end(today)
    return Found(m.start(), m.end(), day, day, "month")


def read_rest(m: re.Match[str], ctx: Context) -> Found | None:
    """Read rest of the week, later this month."""
    last = {"week": monday(ctx.today, 1) - DAY, "month": month_end(ctx.today)}.get(
        m["u"], ctx.today.replace(month=12, day=31)
    )
    gran: Granularity = "week" if m["u"] == "week" else "month"
    return Found(m.start(), m.end(), ctx.today, last, gran, "period")


def read_ahead(m: re.Match[str], ctx: Context) -> Found | None:
    """Read in two weeks, 3 days from now, after a fortnight."""
    span = en_span(m["s"])
    if span is None:
        return None
    base = ctx.today + {"tomorrow": DAY, "yesterday": -DAY}.get(group(m, "b"), timedelta(0))
    low, high = span.after(base)
    if (high - ctx.today).days > 731:  # "after nine years with you" is no date to pay on
        return None
    return Found(
        m.start(), m.end(), low, high, span.granularity, "date" if low == high else "period", span.firm
    )


def read_within(m: re.Match[str], ctx: Context) -> Found | None:
    """Read within 10 days, in the next two weeks."""
    span = en_span("a " + m["s"] if m["s"] == "fortnight" else m["s"])
    if span is None:
        return None
    base = ctx.today + (DAY if group(m, "b").endswith("tomorrow") else timedelta(0))
    start = base + DAY if group(m, "w") in ("next", "coming", "following") else base
    return Found(
        m.start(), m.end(), start, span.after(base)[1], span.granularity, "period", span.firm, bound="by"
    )


def read_week_days(m: re.Match[str], ctx: Context) -> Found | None:
    """Read next week from Tuesday to Thursday."""
    first = monday(ctx.today, WHICH[m["w"]])
    low, high = (first + WEEKDAYS[m[name][:3]] * DAY for name in ("dow", "dow2"))
    return Found(m.start(), m.end(), low, high, "week", "period", past=high < ctx.today)


def read_month_number(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 2026-03, 3/2026."""
    first = date(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), 1)
    last = month_end(first)
    return Found(m.start(), m.end(), first, last, "month", "period", past=last < ctx.today)


def read_week_today(m: re.Match[str], ctx: Context) -> Found | None:
    """Read a week today, tomorrow week."""
    return read_one(m, ctx.today + timedelta(days=8 if group(m, "b") else 7))


def read_ago(m: re.Match[str], ctx: Context) -> Found | None:
    """Read three days ago, the past few weeks."""
    span = en_span(m["s"])
    if span is None:
        return None
    low, high = span.before(ctx.today)
    return Found(m.start(), m.end(), low, high, span.granularity, past=True)


def read_payday(m: re.Match[str], ctx: Context) -> Found | None:
    """Read payday, when I get paid; a day only if the day of pay is on file."""
    if ctx.payday is None:
        return Found(m.start(), m.end(), None, None, kind="payday", firm=False)
    for ahead in (0, 1):
        first = month_start(ctx.today, ahead)
        day = first.replace(day=min(ctx.payday, month_end(first).day))
        if day >= ctx.today:
            break
    return Found(m.start(), m.end(), day, day, kind="payday")


def read_festival(m: re.Match[str], ctx: Context) -> Found | None:
    """Read Christmas, after Easter, before the new year."""
    found = festival(m["f"], today=ctx.today)
    if found is None:
        return None
    if (m["a"] or "").startswith("after"):
        day = found[1] + DAY
        return Found(m.start(), m.end(), day, day, firm=False, bound="after")
    if (m["a"] or "").startswith("before"):
        return Found(m.start(), m.end(), found[0] - DAY, found[0] - DAY, bound="by")
    return read_one(m, found[0])


def read_nth_weekday(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the first Friday of next month, the last working day of the month."""
    if group(m, "mon"):
        number = MONTHS[group(m, "mon")[:3]]
        first = date(ctx.today.year + (number < ctx.today.month), number, 1)
    else:
        first = month_start(ctx.today, WHICH.get(group(m, "w"), 0))
    index = -1 if m["n"] == "last" else integer(m["n"]) - 1
    if m["dow2"] == "week":
        start = monday(first, (1 if first.weekday() > 3 else 0) + index)
        if index < 0:
            start = monday(month_end(first), 0 if month_end(first).weekday() >= 3 else -1)
        return Found(m.start(), m.end(), start, start + 6 * DAY, "week", "period")
    weekday = WEEKDAYS.get(m["dow2"][:3], -1)
    days = [first + n * DAY for n in range(month_end(first).day)]
    days = [
        d for d in days if d.weekday() == weekday or (weekday < 0 and (m["dow2"] == "day" or d.weekday() < 5))
    ]
    found = days[index] if index < len(days) else None
    if found is not None and found < ctx.today and re.search(r"(?:each|every) month$", m[0]):
        return read_nth_weekday(m, replace(ctx, today=month_start(ctx.today, 1)))
    return read_one(m, found)


def read_week_of(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the week of the 18th, w/c 4 February."""
    number = integer(group(m, "d") or group(m, "d2"))
    named = group(m, "mon")
    day = (
        next_month_day(ctx.today, MONTHS[named[:3]], number)
        if named
        else next_day_of_month(ctx.today, number)
    )
    if day is None:
        return None
    return Found(m.start(), m.end(), monday(day), monday(day) + 6 * DAY, "week", "period")


def read_weekday_count(m: re.Match[str], ctx: Context) -> Found | None:
    """Read two Fridays from now."""
    day = next_weekday(ctx.today, WEEKDAYS[m["dow"][:3]])
    if day - ctx.today == timedelta(days=7):
        day -= timedelta(days=7)
    number = int(en_number(m["n"]) or 1)
    extra = number - (day != ctx.today)
    return read_one(m, day + timedelta(weeks=extra))


def read_weekday_after(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the Friday after, said beside this Friday."""
    return read_one(m, next_weekday(ctx.today, WEEKDAYS[m["dow"][:3]]) + timedelta(weeks=1))


def read_span_after(m: re.Match[str], ctx: Context) -> Found | None:
    """Read two weeks after, said beside another day, from which it counts; nothing without one."""
    beside = re.search(
        r"\b(?:\d(?:st|nd|rd|th)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|now)\b|\d(?:st|nd|rd|th)",
        ctx.text[: m.start()],
    )
    return read_ahead(m, ctx) if beside else None


def read_one_after(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the week after, the month after: the next one, unless it is said beside another day."""
    if m["u"] == "month":
        first = month_start(ctx.today, 1)
        return Found(m.start(), m.end(), first, month_end(first), "month", "period")
    first = monday(ctx.today, 1)
    return Found(m.start(), m.end(), first, first + 6 * DAY, "week", "period")


def read_day_after(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the day after, said beside tomorrow; nothing beside any other day."""
    beside = re.search(r"\b(?:tomorrow|tmrw|tomoz|2moro)\b", ctx.text[: m.start()])
    return read_one(m, ctx.today + 2 * DAY) if beside else None


def read_days_of(m: re.Match[str], ctx: Context) -> Found | None:
    """Read the 20th to the 25th, between 4 and 22 this month."""
    low, high = integer(m["a"]), integer(group(m, "b"))
    if group(m, "mon"):
        month = MONTHS[group(m, "mon")[:3]]
        if group(m, "y"):
            year = full_year(integer(group(m, "y")))
            start, end = make(year, month, low), make(year, month, high)
        else:
            end = next_month_day(ctx.today, month, high)
            start = end and make(end.year, month, low)
    elif group(m, "w"):
        first = month_start(ctx.today, WHICH[group(m, "w")])
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
