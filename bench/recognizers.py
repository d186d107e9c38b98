"""Scores our reading of days and money on the Microsoft Recognizers-Text specs (not part of this project).

    TIDEOVER_VALIDATION=<folder> python bench/recognizers.py [--misses] [--all]

The folder holds ``recognizers/*.json``. A case counts as right only if everything in it is read exactly: the
set of (first day, last day), of (value, currency), or of (months, days), nothing more and nothing less. Cases
that no promise to pay can hold are left out by the rules below, each written once, counted and printed.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.understanding.amounts import read_amounts
from bot.understanding.dates import read_dates
from bot.understanding.spans import EN_SPAN, ZH_SPAN, en_span, zh_span
from bot.understanding.text import normalise

Case = dict[str, Any]
DAY = timedelta(days=1)
RULES: dict[str, str] = {
    "past": "every day in it lies before the day of the message: context of a reason, no promise",
    "clock": "a time of day, or hours and minutes",
    "long": "a year, quarter, half-year, decade, century or a length beyond a year",
    "far": "starts more than two years ahead",
    "season": "a season: the specs themselves give no days",
    "month_end": "end of a month: its last day in talk about money, its second half in the specs",
    "month_range": "from one month to another: to the end of the last in talk, to its first day in the specs",
    "week_no": "a numbered week of the year",
    "lunar": "lunar or era calendar; the specs read it as solar",
    "filler": "the day, my day, that weekend, same month: no day is named",
    "other_type": "nothing is expected only because another parser of the specs would read it",
    "million": "a million or more: no instalment anybody promises in a chat",
    "no_value": "the name of a currency without a number",
    "no_currency": "a currency no account here is kept in",
    "no_ref": "no reference day in the case",
}
_UNIT = {"Dollar": "USD", "Pound": "GBP", "Rupee": "INR", "Pence": "GBP", "Yuan": "CNY"}
_OURS = frozenset(
    [
        "CNY",
        "USD",
        "GBP",
        "EUR",
        "HKD",
        "AUD",
        "CAD",
        "NZD",
        "SGD",
        "JPY",
        "INR",
        "CHF",
        "TWD",
        "MYR",
        "THB",
        "KRW",
        "PHP",
        "MXN",
        "TRY",
        "NGN",
    ]
)


def load(folder: Path, name: str) -> list[Case]:
    """Return the cases of one spec file."""
    cases: list[Case] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8-sig"))
    return cases


def reference(case: Case) -> date | None:
    """Return the day the case is spoken on."""
    at = case.get("Context", {}).get("ReferenceDateTime")
    return datetime.fromisoformat(at).replace(tzinfo=UTC).date() if at else None


def _days(value: dict[str, Any]) -> list[tuple[date, date, bool]]:
    """Return (first, last as given, end is literal) of one result in either shape of the specs."""
    out = []
    future = value.get("FutureResolution")
    if future is None:  # a model result: the last value lies in the future
        future = (value.get("values") or [{}])[-1]
        timex, start, end = future.get("timex", ""), future.get("start"), future.get("end")
        single = future.get("value") if future.get("type") == "date" else None
    else:
        timex, start, end = value.get("Timex", ""), future.get("startDate"), future.get("endDate")
        single = future.get("date")
    if single == "not resolved":
        out.append((date.min, date.min, True))
    elif single:
        out.append((date.fromisoformat(single), date.fromisoformat(single), True))
    elif start and end and len(start) >= 10:
        out.append((date.fromisoformat(start[:10]), date.fromisoformat(end[:10]), timex.startswith("(")))
    elif end and len(end) >= 10:
        out.append((date.min, date.fromisoformat(end[:10]), True))
    return out


def left_out_date(case: Case, zh: bool) -> str | None:
    """Name the rule that leaves a date or period case out, if one does."""
    today = reference(case)
    text = " ".join(r["Text"] for r in case["Results"]).lower()
    if not case["Results"]:
        return "other_type"
    if today is None:
        return "no_ref"
    if re.search(r"农历|初一|三十$|正月|大年|元年|[康雍乾神民].{1,3}年", text):
        return "lunar"
    if re.search(r"spring|summer|autumn|winter|\bfall\b|夏天|春天|秋天|冬天", text):
        return "season"
    if re.search(
        r"^end of (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the month|(?:this|next) month)", text
    ):
        return "month_end"
    name = r"(?:jan|feb|march|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*|[一二三四五六七八九十\d]+月"
    if re.search(
        rf"(?:{name})(?: ?\d{{4}}| 1st)? ?(?:to|and|-|through|到|至|和) ?(?:{name})(?! ?\d{{1,2}}(?!\d))",
        text,
    ):
        return "month_range"
    if re.search(r"\bweek \d", text):
        return "week_no"
    if re.search(
        r"^(?:the|my|this|last|the last|past) day$|^that weekend$|^same (?:week|month|year)$|^最近$", text
    ):
        return "filler"
    spans = [d for r in case["Results"] for d in _days(r.get("Value") or r.get("Resolution") or {})]
    if not spans:
        return "clock"
    if all(start.year == 1 and end.year == 1 for start, end, _ in spans):
        return None
    if all(end < today or (end == today and start < end) for start, end, literal in spans):
        return "past"
    if any((end - start).days > 366 for start, end, _ in spans) or re.search(
        r"q[1-4]\b|\bh[12]\b|quarter|季度|centur|decade|\dh[12]\b|年代|世纪|^(?:明年|\d{4}年?|"
        r"next year|this year|the year.*|(?:early|late|later|mid|rest|earlier|beginning|end).* year|"
        r"\d{4})$",
        text,
    ):
        return "long"
    return "far" if any((start - today).days > 731 for start, _, _ in spans) else None


def score_date(case: Case, zh: bool) -> tuple[bool, str]:
    """Compare the set of future days in one case."""
    today = reference(case)
    assert today is not None
    at = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    found = read_dates(case["Input"], at=at, language="zh" if zh else "en", region="CN" if zh else "US")
    got = {(m.start, m.end) for m in found if not m.past and m.start and m.end}
    want: list[set[tuple[date, date]]] = []
    for result in case["Results"]:
        for start, end, literal in _days(result.get("Value") or result.get("Resolution") or {}):
            if end < today:
                continue
            first = max(start, today)
            lasts = {end, end - DAY} if literal and end > start else {end} if literal else {end - DAY}
            want.append({(first, last) for last in lasts})
    want = [options for index, options in enumerate(want) if options not in want[:index]]
    right = len(got) == len(want) and all(got & options for options in want)
    shown = [sorted(map(str, max(o))) for o in want]
    return right, f"want {shown} got {[(str(a), str(b)) for a, b in sorted(got)]} {[m.text for m in found]}"


def left_out_duration(case: Case, zh: bool) -> str | None:
    """Name the rule that leaves a duration case out, if one does."""
    timexes = [(r.get("Value") or {}).get("Timex", "") for r in case["Results"]]
    if not timexes:
        return "other_type"
    if any("T" in t for t in timexes):
        return "clock"
    if any("decade" in r["Text"] for r in case["Results"]):
        return "long"
    return None


def _length(timex: str) -> tuple[Decimal, Decimal]:
    parts = {unit: Decimal(n) for n, unit in re.findall(r"([\d.]+)B?([YMWD])", timex)}
    months = parts.get("Y", Decimal(0)) * 12 + parts.get("M", Decimal(0))
    return Decimal(int(months)), parts.get("W", Decimal(0)) * 7 + parts.get("D", Decimal(0)) + (
        months % 1
    ) * 30


def score_duration(case: Case, zh: bool) -> tuple[bool, str]:
    """Compare the lengths of time in one case."""
    text = normalise(case["Input"]).text
    one = ZH_SPAN if zh else EN_SPAN
    between = "[又零多余]{0,2}" if zh else "(?:,| and)? "
    edge = "" if zh else r"(?<![a-z\d])"
    got = []
    for match in re.finditer(rf"{edge}{one}(?:{between}{one})*", text):
        span = (zh_span if zh else en_span)(match[0])
        if span is not None:
            got.append((Decimal(span.months[0]), Decimal(span.days[0])))
    want = [_length((r.get("Value") or {}).get("Timex", "")) for r in case["Results"]]
    return got == want, f"want {[tuple(map(str, w)) for w in want]} got {[tuple(map(str, g)) for g in got]}"


def iso(result: Case) -> str | None:
    """Return the currency a result names, signs resolved as in the product."""
    resolution = result["Resolution"]
    found: str | None = resolution.get("isoCurrency") or _UNIT.get(resolution.get("unit", ""))
    return found


def left_out_money(case: Case, zh: bool) -> str | None:
    """Name the rule that leaves a currency case out, if one does."""
    results = case["Results"]
    if results and all(r["Resolution"].get("value") is None for r in results):
        return "no_value"
    if any(r["Resolution"].get("value") is not None and iso(r) not in _OURS for r in results):
        return "no_currency"
    amounts = [Decimal(r["Resolution"]["value"]) for r in results if r["Resolution"].get("value") is not None]
    return "million" if amounts and min(amounts) >= 1_000_000 else None


def score_money(case: Case, zh: bool) -> tuple[bool, str]:
    """Compare the set of named amounts in one case."""
    found = read_amounts(case["Input"], language="zh" if zh else "en", currency=None)
    got = {(m.value, m.currency) for m in found if m.currency and m.value is not None}
    want = {
        (Decimal(r["Resolution"]["value"]), iso(r))
        for r in case["Results"]
        if r["Resolution"].get("value") is not None
    }
    return got == want, f"want {[(str(a), b) for a, b in want]} got {[(str(a), b) for a, b in got]}"


Score = Callable[[Case, bool], tuple[bool, str]]
Drop = Callable[[Case, bool], "str | None"]
SETS: tuple[tuple[str, str, Drop, Score], ...] = (
    ("date", "DateTime__{}__DateParser", left_out_date, score_date),
    ("period", "DateTime__{}__DatePeriodParser", left_out_date, score_date),
    ("duration", "DateTime__{}__DurationParser", left_out_duration, score_duration),
    ("currency", "NumberWithUnit__{}__CurrencyModel", left_out_money, score_money),
)
EXTRA: tuple[tuple[str, str, Drop, Score], ...] = (
    ("model", "DateTime__{}__DateTimeModel", left_out_date, score_date),
    ("merged", "DateTime__{}__MergedParser", left_out_date, score_date),
)


def run(folder: Path, *, misses: bool, extra: bool) -> Iterator[str]:
    """Score every set and yield the lines of the report."""
    dropped: Counter[str] = Counter()
    right_all = kept_all = 0
    yield f"{'set':22}{'cases':>7}{'left out':>10}{'scored':>8}{'exact':>7}{'share':>8}"
    for name, pattern, drop, score in SETS + (EXTRA if extra else ()):
        for language in ("Chinese", "English"):
            zh, kept, right, gone = language == "Chinese", 0, 0, 0
            for case in load(folder, pattern.format(language)):
                types = {str(r.get("TypeName", "")).partition(".")[2] for r in case["Results"]} - {""}
                why = (
                    "clock"
                    if name in ("model", "merged") and types - {"date", "daterange"}
                    else drop(case, zh)
                )
                if why is not None:
                    dropped[why] += 1
                    gone += 1
                    continue
                good, shown = score(case, zh)
                kept, right = kept + 1, right + good
                if misses and not good:
                    yield f"  - {case['Input'][:110]!r} @{reference(case)}: {shown}"
            share = f"{right / kept:8.1%}" if kept else "-"
            yield f"{name + ' ' + language:22}{kept + gone:7}{gone:10}{kept:8}{right:7}{share:>8}"
            if name not in ("model", "merged"):
                right_all, kept_all = right_all + right, kept_all + kept
    yield f"{'promise cases':22}{'':7}{'':10}{kept_all:8}{right_all:7}{right_all / kept_all:8.1%}"
    yield ""
    for rule, count in dropped.most_common():
        yield f"left out {count:4} {rule}: {RULES[rule]}"


def main() -> int:
    """Print the table; return 2 when the folder is not given."""
    where = os.environ.get("TIDEOVER_VALIDATION")
    if not where:
        print("set TIDEOVER_VALIDATION to the folder that holds recognizers/*.json", file=sys.stderr)
        return 2
    for line in run(Path(where) / "recognizers", misses="--misses" in sys.argv, extra="--all" in sys.argv):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
