"""Days that belong together: from one to another, one or the other, and what counts from the day before it.

"From the 20th to the 25th", "Friday or Monday", "120 on Friday and 120 two weeks later", "next week, on
Thursday".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.understanding.around_days import clause_after, clause_before
from bot.understanding.daymath import add_months, make, monday, month_end, month_start, next_day_of_month
from bot.understanding.found import Context, Found
from bot.understanding.mentions import DateKind
from bot.understanding.spans import EN_SPAN, ZH_SPAN, en_span, zh_span

_JOIN = re.compile(r" ?(?:到|至|-|~|to|till|until|through|thru) ?|,? ?(?:and|与|和) ?")
_EITHER = re.compile(r",? ?(?:或者?|还是|or|or maybe|maybe|/|、) ?")
_BESIDE = re.compile(r"[,，(（]? ?(?:the |on )?")
_OFFSET_EN = re.compile(rf"(?<![a-z\d])(?P<s>{EN_SPAN}) (?P<w>after|from|before) (?:the |my )?$")
_NO_OFFSET = re.compile(
    r"(?:\bfor|\d|\b(?:quid|pounds?|dollars?|bucks|euros?|rupees|hundred|thousand|fifty|sixty|each)) $"
)
"""Before a length it is none until the day: "60 a week from Friday" begins on Friday."""
_STARTING = re.compile(r",? ?(?:starting|beginning|commencing|from)(?: from| on)? (?:the )?")
_FROM_NOW = re.compile(r"(?:(?:between|from) now (?:and|to|till|until|-) (?:the )?|从?现在起?(?:到|至))$")
_BETWEEN = re.compile(r"(?:between|from|从|在) ?$")


def joined(found: list[Found], ctx: Context) -> list[Found]:
    """Join two days with a 到, to or or between them into one period."""
    out: list[Found] = []
    for one in found:
        now = _FROM_NOW.search(ctx.text[max(0, one.begin - 20) : one.begin])
        if now and one.start is not None and one.kind != "duration":
            one = replace(one, begin=one.begin - len(now[0]), start=ctx.today, kind="period")
        last = out[-1] if out else None
        if last is None or None in (last.start, last.end, one.start, one.end):
            out.append(one)
            continue
        gap = ctx.text[last.finish : one.begin]
        if last.kind == "duration" and one.kind == "date" and _STARTING.fullmatch(gap):
            out[-1] = _from_day(last, one, ctx)
            continue
        if (
            (last.weekday or one.weekday)
            and _BESIDE.fullmatch(gap)
            and last.granularity == one.granularity == "day"
        ):
            exact, week = (one, last) if last.weekday else (last, one)
            if exact.start is not None and week.start is not None and not exact.weekday:
                agree = exact.start.weekday() == week.start.weekday()
                out[-1] = replace(exact, begin=last.begin, finish=one.finish, firm=exact.firm and agree)
                continue
        if _EITHER.fullmatch(gap) and not last.past:  # one or the other: two days, neither firm
            out[-1] = replace(last, firm=False)
            out.append(replace(one, firm=False))
            continue
        between = _BETWEEN.search(ctx.text[max(0, last.begin - 8) : last.begin])
        plain = _JOIN.fullmatch(gap) and (between or not re.search("and|和|与", gap))
        if last.past and not between:
            plain = None
        if not plain or (last.kind == "duration") != (one.kind == "duration"):
            out.append(one)
            continue
        joined = _merge(last, one)
        out[-1:] = [joined] if joined else [last, one]
    return out


def offset(one: Found, ctx: Context) -> Found:
    """Two days after payday, a week before the 15th: shift the day by the length said before it."""
    if one.start is None or one.past or one.start != one.end:
        return one
    match = _OFFSET_EN.search(ctx.text, max(0, one.begin - 40), one.begin)
    if match is None or _NO_OFFSET.search(ctx.text[: match.start()]):
        return one
    span = en_span(match["s"])
    if span is None:
        return one
    low, high = span.before(one.start) if match["w"] == "before" else span.after(one.start)
    return replace(
        one, begin=match.start(), start=low, end=high, firm=one.firm and span.firm, day=None, weekday=False
    )


def _from_day(length: Found, day: Found, ctx: Context) -> Found:
    """3 days starting from next Monday."""
    said = ctx.text[length.begin : length.finish]
    span = zh_span(said) or en_span(said)
    if span is None or day.start is None:
        return day
    return replace(
        day, begin=length.begin, end=span.after(day.start)[1], kind="period", firm=span.firm and day.firm
    )


def _merge(first: Found, second: Found) -> Found | None:
    start, end = first.start, second.end
    if start is None or end is None:
        return None
    if second.day is not None and first.day is None:
        end = next_day_of_month(start, second.day) or end
    if first.day is not None and second.rolled and end.day > first.day:
        start = make(end.year, end.month, first.day) or start
    if first.rolled and not second.rolled and second.day is None and end.year > start.year:
        same = make(end.year, start.month, start.day)  # 5/1-5/7, 2027: one year for both
        start = same if same is not None and same <= end else start
    if end < start and first.rolled:
        start = make(start.year - 1, start.month, start.day) or start
    if end < start and second.rolled:
        end = add_months(end, 12)
    if 0 < (start - end).days < 21 and second.granularity == "day" and second.day is None:  # 下周三到周五
        end += timedelta(days=7 * (((start - end).days + 6) // 7))
    if end < start or (end - start).days > 800:
        return None
    return replace(
        second,
        begin=first.begin,
        start=start,
        end=end,
        kind="period",
        firm=first.firm and second.firm,
        past=False,
    )


_SAID_ON = r"(?= ?(?:$|[,.;!?)]|(?:and|then|ok|okay|please|pls|if|is|would|for|instead|when|cos)\b))"
_LATER_EN = re.compile(rf"(?P<s>{EN_SPAN}) (?:later|after(?: that)?{_SAID_ON})")
_LATER_ZH = re.compile(rf"(?:再过?(?P<s>{ZH_SPAN})|(?P<t>{ZH_SPAN})(?:[之以]?后|再(?=还|付|给)))")
_PAID_ON_ZH = re.compile(r"[还付给交清转]|\d")
_COMES_ZH = re.compile(r"[发领开](?:工资|薪|钱)|工资|到账")
_NEXT_AFTER = re.compile(r"the (?P<u>week|month) after")


def counted_on(found: list[Found], ctx: Context) -> list[Found]:
    """What is said to come later counts from the day before it: "120 on Friday and 120 two weeks later"."""
    out: list[Found] = []
    last: Found | None = None
    for each in found:
        one = _later_than(last, each, ctx) if last is not None else each
        out.append(one)
        if not one.past:
            last = one
    return out


def _later_than(last: Found, one: Found, ctx: Context) -> Found:
    """The same day or stretch, counted from the one before it where its words say so."""
    if ctx.text[one.begin : one.finish] == "当天":  # the day just named: 15号发工资 当天就还
        return replace(
            last, begin=one.begin, finish=one.finish, pays=one.pays, day=None, weekday=False, rolled=False
        )
    if last.start is None or last.end is None:
        return one
    after = _NEXT_AFTER.match(ctx.text, one.begin, one.finish)
    if after and after["u"] == "week" and last.granularity in ("day", "week"):
        first = monday(last.start, 1)
        return replace(one, start=first, end=first + timedelta(days=6))
    if after and after["u"] == "month":
        first = month_start(last.start, 1)
        return replace(one, start=first, end=month_end(first))
    if last.start != last.end or last.kind == "duration":
        return one
    said = _LATER_EN.match(ctx.text, one.begin)
    span = en_span(said["s"]) if said else None
    if said is None:
        said = _LATER_ZH.match(ctx.text, one.begin)
        between = ctx.text[last.finish : one.begin]
        paid = _PAID_ON_ZH.search(between) and not _COMES_ZH.search(between)
        span = zh_span(said["s"] or said["t"]) if said and paid else None
    if said is None or span is None:
        return one
    low, high = span.after(last.start)
    kind: DateKind = "date" if low == high else "period"
    return replace(one, finish=max(one.finish, said.end()), start=low, end=high, kind=kind, firm=span.firm)


_TO_PAY_IN = re.compile(r"\d|[还付给交]|\b(?:pay|quid|pounds?|half|some|do|send)\b")
_HARD = re.compile(r"难|紧|没钱|不行|[还付]不|\b(?:tight|hard|tough|skint|broke|can'?t|cannot|not)\b")
_OTHER_TIME = re.compile(r"不|改|还是|或|\b(?:no|not|actually|or|rather|instead|but|mean|meant)\b")
_OF_ITS_OWN = re.compile(r"这|本|下|上|\b(?:this|next|coming|last)\b")


def in_that_week(found: list[Found], ctx: Context) -> list[Found]:
    """A day of the week after a week to pay in is one of that week: "50 next week, no 60, on Thursday"."""
    out: list[Found] = []
    week: Found | None = None
    for one in found:
        if one.granularity == "week" and one.kind == "period" and one.start is not None:
            around = clause_before(ctx.text[: one.begin]) + clause_after(ctx.text[one.finish :])
            paid = one.pays and one.firm and _TO_PAY_IN.search(around) and not _HARD.search(around)
            week = one if paid and one.bound == "on" and one.start > ctx.today else None
        elif week is not None and week.start is not None and one.start is not None:
            gap, words = ctx.text[week.finish : one.begin], ctx.text[one.begin : one.finish]
            other = _OTHER_TIME.search(gap) and not re.search(r"\d", gap)
            if one.weekday and one.start < week.start and not (other or _OF_ITS_OWN.search(words)):
                day = monday(week.start) + timedelta(days=one.start.weekday())
                one = replace(one, start=day, end=day)
        out.append(one)
    return out
