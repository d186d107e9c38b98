"""Scores other libraries on the same cases as :mod:`recognizers`, to choose by measurement.

In a throwaway environment, from the project's root:

    python -m venv readers
    readers/bin/pip install recognizers-text-suite 'emoji<2' dateparser jionlp
    PYTHONPATH=.:bench TIDEOVER_VALIDATION=<folder> readers/bin/python bench/other_readers.py recognizers

The libraries are not dependencies of the product.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import recognizers as scorer


@dataclass(frozen=True)
class Day:
    """A found day, with what the scorer looks at."""

    start: date
    end: date
    text: str
    past: bool


@dataclass(frozen=True)
class Sum:
    """A found amount, with what the scorer looks at."""

    value: Decimal
    currency: str | None


def _days_recognizers(text: str, *, at: datetime, language: str, **_: object) -> list[Day]:
    from recognizers_date_time import Culture, recognize_datetime

    culture = Culture.Chinese if language == "zh" else Culture.English
    out = []
    for result in recognize_datetime(text, culture, reference=at.replace(tzinfo=None)):
        values = [
            v for v in (result.resolution or {}).get("values", []) if v.get("type") in ("date", "daterange")
        ]
        if not values:
            continue
        value = values[-1]
        if value["type"] == "date" and value.get("value", "not")[0].isdigit():
            first = last = date.fromisoformat(value["value"])
        elif value.get("start") and value.get("end"):
            first, last = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
            last -= timedelta(days=last > first and not value["timex"].startswith("("))
        else:
            continue
        out.append(Day(max(first, at.date()), last, result.text, last < at.date()))
    return out


def _sums_recognizers(text: str, *, language: str, **_: object) -> list[Sum]:
    from recognizers_number_with_unit import Culture, recognize_currency

    culture = Culture.Chinese if language == "zh" else Culture.English
    found = [r.resolution or {} for r in recognize_currency(text, culture)]
    return [
        Sum(Decimal(r["value"]), scorer.iso({"Resolution": r})) for r in found if r.get("value") is not None
    ]


def _days_dateparser(text: str, *, at: datetime, language: str, **_: object) -> list[Day]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": at.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    found = search_dates(text, languages=[language], settings=settings) or []
    return [Day(day.date(), day.date(), words, day.date() < at.date()) for words, day in found]


def _days_jionlp(text: str, *, at: datetime, **_: object) -> list[Day]:
    import jionlp

    out = []
    for result in jionlp.ner.extract_time(text, time_base=at.timestamp(), with_parsing=True):
        detail = result.get("detail", {})
        if detail.get("type") in ("time_point", "time_span") and isinstance(detail["time"], list):
            try:
                first, last = (datetime.fromisoformat(moment).date() for moment in detail["time"])
            except ValueError:  # an open end
                continue
            out.append(Day(max(first, at.date()), last, result["text"], last < at.date()))
    return out


def _sums_jionlp(text: str, **_: object) -> list[Sum]:
    import jionlp

    codes = {"元": "CNY", "美元": "USD", "欧元": "EUR", "英镑": "GBP", "港元": "HKD", "日元": "JPY"}
    found = [r.get("detail") or {} for r in jionlp.ner.extract_money(text, with_parsing=True)]
    return [
        Sum(Decimal(d["num"]), codes.get(d.get("case", ""))) for d in found if isinstance(d.get("num"), str)
    ]


READERS: dict[str, tuple[Callable[..., Any], Callable[..., Any] | None, tuple[str, ...]]] = {
    "recognizers": (_days_recognizers, _sums_recognizers, ("Chinese", "English")),
    "dateparser": (_days_dateparser, None, ("Chinese", "English")),
    "jionlp": (_days_jionlp, _sums_jionlp, ("Chinese",)),
}


def main(name: str) -> None:
    """Print exact matches and time a case for one library."""
    days, sums, languages = READERS[name]
    scorer.read_dates, scorer.read_amounts = days, sums or (lambda *_, **__: [])
    folder = Path(os.environ["TIDEOVER_VALIDATION"]) / "recognizers"
    for kind, pattern, drop, score in scorer.SETS:
        if kind == "duration" or (kind == "currency" and sums is None):
            continue
        for language in languages:
            zh, right, failed = language == "Chinese", 0, 0
            cases = [c for c in scorer.load(folder, pattern.format(language)) if not drop(c, zh)]
            began = time.perf_counter()
            for case in cases:
                try:
                    right += score(case, zh)[0]
                except Exception:
                    failed += 1
            spent = (time.perf_counter() - began) / len(cases) * 1000
            print(f"{name:12}{kind:9}{language:9}{right:4}/{len(cases):<4}{right / len(cases):7.1%}"
                  f"  crashes {failed}  {spent:.1f} ms a case")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
