"""What each pattern of Chinese days means: one small function a pattern.

A reader gets the match and the day of the message and returns a candidate; the patterns are in
:mod:`bot.understanding.dates_zh`.
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
from bot.understanding.festivals import festival
from bot.understanding.found import Context, Found
from bot.understanding.numbers import zh_number
from bot.understanding.spans import zh_span

D = (
    r"(?:3[01]|[12]\d|0?[1-9])(?!\d)|三十一?|[二廿]十?[一二三四五六七八九]|二十|廿|"
    r"十[一二三四五六七八九]?|[一二三四五六七八九]"
)
M = r"(?:1[0-2]|0?[1-9])(?!\d)|十[一二]?|[一二三四五六七八九]|正"
SEP = r" ?(?:到|至|-|~|、|或者?|和) ?"
_AHEAD = {"这": 0, "本": 0, "当": 0, "今": 0, "下": 1, "次": 1, "下下": 2, "上": -1, "上上": -2, "": 0}
_WEEKDAY = {
    c: n for n, group in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天末7")) for c in group
}
DAYS = {
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "今早": 0,
    "今儿": 0,
    "今夜": 0,
    "当天": 0,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "明晚": 1,
    "明儿": 1,
    "听日": 1,
    "后儿": 2,
    "后儿个": 2,
    "今儿个": 0,
    "明儿个": 1,
    "翌日": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
    "大大后天": 4,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "昨儿": -1,
    "前天": -2,
    "前日": -2,
    "前晚": -2,
    "大前天": -3,
}


_AND_PAYS = (
    r"(?=(?:我|就|再|马上|立马|一定|能|会|给你们?|给您|把?钱?|来|去|统一|才能?)*"
    r"(?:[还還](?!不|没|沒|是|得|要|有|早|在|行)|转(?!正|岗)|付(?!不)|结清|处理(?!不)|打给你))"
)
_NO_DAY_BEFORE = r"(?<![天日号晚早末底午里每点周后前今明昨一二三四五六]|[下上])"
LATER_TODAY = (
    rf"(?:{_NO_DAY_BEFORE}(?:晚上|夜里|傍晚)(?:等|一)?(?:下了?班|到家|回(?:家|去|到家))?"
    rf"|{_NO_DAY_BEFORE}下了?班)(?:以?后|之后|回(?:家|去)|到家|了|的时候|时)*{_AND_PAYS}"
)
"""Before 还: this evening, or once work is over today; what has a day before it, 周五下班还, has that day."""


def _int(text: str) -> int:
    if text == "正":
        return 1
    if len(text) == 2 and text[0] == "二" and text[1] in "一三四五六七八九":  # 二五号, said for 二十五
        text = "二十" + text[1]
    value = zh_number(text)
    return -1 if value is None else int(value)


def _one(m: re.Match[str], day: date | None, *, rolled: bool = False, number: int | None = None) -> Found:
    """Return a single day, or a void that keeps parts of an impossible one from being read."""
    if day is None:
        return Found(m.start(), m.end(), None, None, void=True)
    return Found(m.start(), m.end(), day, day, rolled=rolled, day=number)


def read_full(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 2026年3月25日, 今年三月五号."""
    said = m["y"]
    near = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}.get(said)
    year = ctx.today.year + near if near is not None else full_year(_int(said.rstrip("年 ")))
    return _one(m, make(year, _int(m["m"]), _int(m["d"])))


def read_ymd(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 2026-03-25, 2026.3.25."""
    return _one(m, make(int(m["y"]), int(m["m"]), int(m["d"])))


def read_three(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 3-7-2017 or 27-7-3: day first unless a year leads."""
    a, b, c = m["a"], m["b"], m["c"]
    if len(c) == 4 or len(a) == 1 or int(c) > 31:
        year, month, day = full_year(int(c)), int(b), int(a)
        if ctx.region == "US" or month > 12:
            month, day = day, month
    else:
        year, month, day = full_year(int(a)), int(b), int(c)
    return _one(m, make(year, month, day))


def read_month_day(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 3月25日, 三月五号: the next one, today included."""
    return _one(m, next_month_day(ctx.today, _int(m["m"]), _int(m["d"])), rolled=True)


def read_slash(m: re.Match[str], ctx: Context) -> Found:
    """Read 3/25, and 25/3 where no month has that number."""
    a, b = int(m["a"]), int(m["b"])
    month, day = (b, a) if a > 12 else (a, b)
    return _one(m, next_month_day(ctx.today, month, day), rolled=True)


def read_relative_month_day(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 这个月20号, 下个月十号."""
    first = month_start(ctx.today, _AHEAD[m["r"]])
    return _one(m, make(first.year, first.month, _int(m["d"])))


def read_lunar(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 阴历二月初一: a day of another calendar, which is asked back about and never guessed."""
    return _one(m, None)


def read_day(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 15号: the next one, today included."""
    number = _int(m["d"])
    return _one(m, next_day_of_month(ctx.today, number), number=number)


def read_days(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 15到20号; 15或16号 is not firm."""
    low, high = next_day_of_month(ctx.today, _int(m["a"])), None
    if low is not None:
        high = next_day_of_month(low, _int(m["b"]))
    if low is None or high is None or ("和" in m["sep"] and not ctx.text.startswith(("之间", "间"), m.end())):
        return None  # 15号和30号 are two days
    return Found(m.start(), m.end(), low, high, kind="period", firm=not re.search("、|或|和", m["sep"]))


def read_about_days(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 二十几号, 下个月十几号."""
    tens = 10 if m["t"][0] in "十1" else 20
    first = month_start(ctx.today, _AHEAD[m["r"] or ""])
    if not m["r"] and first.replace(day=tens + 8) < ctx.today:
        first = month_start(ctx.today, 1)
    return Found(
        m.start(),
        m.end(),
        first.replace(day=tens + 1),
        min(first.replace(day=tens + 8), month_end(first)),
        kind="period",
        firm=False,
    )


def read_near(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 今天, 后天, 昨天."""
    ahead = DAYS[m[0]]
    day = ctx.today + timedelta(days=ahead)
    return Found(m.start(), m.end(), day, day, past=ahead < 0)


def read_later_today(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 晚上下班还, 下班就还: today."""
    return Found(m.start(), m.end(), ctx.today, ctx.today)


def read_next_days(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 明后天, 这两天, 过几天."""
    low, high = {
        "明后": (1, 2),
        "今明": (0, 1),
        "这两": (0, 2),
        "这几": (0, 4),
        "这一两": (0, 2),
        "过两": (2, 3),
        "过几": (2, 7),
        "这三": (0, 3),
        "近几": (0, 5),
        "前几": (-7, -2),
        "前两": (-3, -2),
        "近两": (0, 2),
    }[m["w"]]
    return Found(
        m.start(),
        m.end(),
        ctx.today + timedelta(days=low),
        ctx.today + timedelta(days=high),
        kind="period",
        firm=False,
        past=low < 0,
    )


def read_week(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 下周, 这周末, 下周初."""
    ahead = _AHEAD[m["r"]]
    first = monday(ctx.today, ahead)
    part = m["p"] or ""
    past = ahead < 0
    if part.startswith("末") or part == "的周末":
        return Found(
            m.start(),
            m.end(),
            first + timedelta(days=5),
            first + timedelta(days=6),
            "week",
            "period",
            past=past,
        )
    if part in ("初", "前半", "上半周"):
        return Found(m.start(), m.end(), first, first + timedelta(days=2), "week", "period", False, past)
    if part in ("底", "尾", "中"):
        low, high = (4, 6) if part != "中" else (1, 3)
        return Found(
            m.start(),
            m.end(),
            first + timedelta(days=low),
            first + timedelta(days=high),
            "week",
            "period",
            False,
            past,
        )
    last = first + timedelta(days=6)
    return Found(
        m.start(), m.end(), max(first, ctx.today) if not ahead else first, last, "week", "period", past=past
    )


def read_weekday(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 周五, 下下周一, 礼拜天."""
    number = _WEEKDAY[m["d"]]
    if m["r"]:
        ahead = _AHEAD[m["r"]] + _one_after_that(m)
        day = monday(ctx.today, ahead) + timedelta(days=number)
        return Found(m.start(), m.end(), day, day, past=day < ctx.today, weekday=True)
    if m["d"] == "末":
        first = monday(ctx.today) + timedelta(days=5)
        return Found(m.start(), m.end(), max(first, ctx.today), first + DAY, "week", "period")
    day = next_weekday(ctx.today, number)
    return Found(m.start(), m.end(), day, day, firm=day - ctx.today != timedelta(days=7), weekday=True)


def _one_after_that(m: re.Match[str]) -> bool:
    """Whether 再下周五 is the Friday after the 下周五 named before it; else 再 is no more than "then"."""
    before = m.string[: m.start()]
    return (
        m["r"] == "下" and before.endswith("再") and re.search(r"下个?(?:周|星期|礼拜)", before) is not None
    )


def read_month_part(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 月底, 下个月初, 三月中旬; 月底 is its last day."""
    relative, named, part = m["r"], m["m"], m["p"]
    past = False
    if named:
        number = _int(named)
        year = ctx.today.year + (number < ctx.today.month)
        near = (m["y"] or "").strip()
        if near in ("今年", "明年", "去年"):
            year = ctx.today.year + {"今年": 0, "明年": 1, "去年": -1}[near]
        elif near:
            year = full_year(_int(near.rstrip("年 ")))
        if not 0 < number < 13 or year < 1:
            return None
        first = date(year, number, 1)
    else:
        ahead = _AHEAD[relative or ""]
        first, past = month_start(ctx.today, ahead), ahead < 0
    last = month_end(first)
    if part in ("底", "末", "尾", "底最后一天", "最后一天", "底那天"):
        return Found(m.start(), m.end(), last, last, "month", past=past)
    low, high = {
        "初": (1, 5),
        "头": (1, 5),
        "中": (14, 16),
        "上旬": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, last.day),
        "上半": (1, 15),
        "下半": (16, last.day),
    }[part]
    start, end = first.replace(day=low), first.replace(day=high)
    if not relative and not named and end < ctx.today:
        first = month_start(ctx.today, 1)
        start, end = first.replace(day=low), first.replace(day=min(high, month_end(first).day))
    return Found(m.start(), m.end(), start, end, "month", "period", False, past)


def read_month(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 下个月, 三月份."""
    if m["m"]:
        number = _int(m["m"])
        near = (m["y"] or "").strip()
        year = ctx.today.year + (number < ctx.today.month)
        if near:
            ahead = {"今年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}.get(near)
            year = ctx.today.year + ahead if ahead is not None else full_year(_int(near.rstrip("年 ")))
        if not 1 <= year < 9999:
            return None
        first = date(year, number, 1)
    else:
        first = month_start(ctx.today, _AHEAD[m["r"]])
    last = month_end(first)
    return Found(
        m.start(),
        m.end(),
        max(first, ctx.today) if first <= ctx.today <= last else first,
        last,
        "month",
        "period",
        past=last < ctx.today,
        rolled=bool(m["m"] and not m["y"]),
    )


def read_half(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 下半月, 上半月, 下半周."""
    if m["w"]:
        last = monday(ctx.today) + 6 * DAY
        return Found(m.start(), m.end(), last - 3 * DAY, last, "week", "period", firm=False)
    first, last = month_start(ctx.today), month_end(ctx.today)
    start, end = (first, first.replace(day=15)) if m["p"] == "上" else (first.replace(day=16), last)
    if end < ctx.today:
        start, end = month_start(ctx.today, 1), month_start(ctx.today, 1).replace(day=15)
    return Found(m.start(), m.end(), start, end, "month", "period", firm=False)


def read_year_end(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 年底, 年前, 年后; the last two count from the Spring Festival."""
    if m[0] in ("年前", "年后"):
        found = festival("春节", today=ctx.today)
        if found is None:
            return None
        day = found[0] - 2 * DAY if m[0] == "年前" else found[1] + DAY
        return Found(m.start(), m.end(), day, day, firm=False, bound="by" if m[0] == "年前" else "after")
    year = ctx.today.year + (1 if m[0].startswith("明") else 0)
    if m[0].endswith("初"):
        return Found(m.start(), m.end(), date(year, 1, 1), date(year, 1, 31), "year", "period", False)
    return Found(m.start(), m.end(), date(year, 12, 31), date(year, 12, 31), "year", firm=False)


def read_later(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 三天后, 半个月以后, 再过两天."""
    span = zh_span(m["s"])
    if span is None:
        return None
    low, high = span.after(ctx.today)
    return Found(
        m.start(), m.end(), low, high, span.granularity, "date" if low == high else "period", span.firm
    )


def read_within(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 三天内, 未来两周."""
    span = zh_span(m["s"])
    if span is None:
        return None
    high = span.after(ctx.today)[1]
    start = ctx.today + DAY if m["f"] else ctx.today
    return Found(m.start(), m.end(), start, high, span.granularity, "period", span.firm, bound="by")


def read_ago(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 三天前, 最近两个月."""
    span = zh_span(m["s"])
    if span is None:
        return None
    low, high = span.before(ctx.today)
    return Found(m.start(), m.end(), low, high, span.granularity, past=True)


def read_payday(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 发工资那天, 等发工资; a day only if the day of pay is on file."""
    day: date | None = None
    if ctx.payday is not None:
        today = ctx.today
        for ahead in (0, 1):
            first = month_start(today, ahead + (1 if "下个月" in m[0] else 0))
            day = first.replace(day=min(ctx.payday, month_end(first).day))
            if day >= today:
                break
    return Found(m.start(), m.end(), day, day, kind="payday", firm=day is not None)


def read_festival(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 国庆, 春节后, 元旦前."""
    found = festival(m["f"], today=ctx.today)
    if found is None:
        return None
    after, before = m["a"] or "", ""
    if "前" in after:
        before, after = after, ""
    if before:
        day = found[0] - DAY
        return Found(m.start(), m.end(), day, day, bound="by")
    if m["b"] == "过完" or "后" in after or after == "完":
        day = found[1] + DAY
        return Found(m.start(), m.end(), day, day, firm=False, bound="after")
    return Found(m.start(), m.end(), found[0], found[1] if "期间" in after or "假" in after else found[0])


def read_ordinal_weekday(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 十月的第一周, 四月的最后一个星期一."""
    month = _int(m["m"])
    first = date(ctx.today.year + (month < ctx.today.month), month, 1)
    if m["w"] == "周":
        if m["n"].startswith("最后"):
            start = monday(month_end(first), 0 if month_end(first).weekday() >= 3 else -1)
        else:
            start = monday(first, _int(m["n"][1:]) - (first.weekday() <= 3))
        return Found(m.start(), m.end(), start, start + 6 * DAY, "week", "period")
    number = _WEEKDAY[m["w"][-1]]
    days = [first + n * DAY for n in range(month_end(first).day) if (first + n * DAY).weekday() == number]
    index = -1 if m["n"].startswith("最后") else _int(m["n"][1:]) - 1
    return _one(m, days[index] if index < len(days) else None, rolled=True)
