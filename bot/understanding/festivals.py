"""The days that people promise by: National Day, Chinese New Year, Christmas and the like.

Dates come from the holidays library, loaded when a festival is named; without it only the festivals of
fixed date are known.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

# word -> (country, text in the library's holiday name, days the break lasts)
_MOVING: dict[str, tuple[str, str, int]] = {
    "春节": ("CN", "春节", 7),
    "过年": ("CN", "春节", 7),
    "清明": ("CN", "清明节", 1),
    "端午": ("CN", "端午节", 1),
    "中秋": ("CN", "中秋节", 1),
    "chinese new year": ("CN", "春节", 7),
    "lunar new year": ("CN", "春节", 7),
    "easter": ("GB", "Easter Monday", 2),
    "easter monday": ("GB", "Easter Monday", 1),
    "good friday": ("GB", "Good Friday", 1),
    "thanksgiving": ("US", "Thanksgiving", 1),
    "labor day": ("US", "Labor Day", 1),
    "memorial day": ("US", "Memorial Day", 1),
}
_FIXED: dict[str, tuple[int, int, int]] = {
    "元旦": (1, 1, 1),
    "情人节": (2, 14, 1),
    "三八": (3, 8, 1),
    "五一": (5, 1, 5),
    "劳动节": (5, 1, 5),
    "六一": (6, 1, 1),
    "七一": (7, 1, 1),
    "国庆": (10, 1, 7),
    "十一": (10, 1, 7),
    "双十一": (11, 11, 1),
    "圣诞": (12, 25, 1),
    "christmas eve": (12, 24, 1),
    "christmas": (12, 25, 2),
    "xmas": (12, 25, 2),
    "boxing day": (12, 26, 1),
    "new year's day": (1, 1, 1),
    "new year": (1, 1, 1),
    "new years": (1, 1, 1),
    "new year's": (1, 1, 1),
    "new year's eve": (12, 31, 1),
    "independence day": (7, 4, 1),
    "halloween": (10, 31, 1),
    "valentine's": (2, 14, 1),
}
WORDS_ZH = sorted((w for w in {*_MOVING, *_FIXED} if not w.isascii()), key=len, reverse=True)
WORDS_EN = sorted((w for w in {*_MOVING, *_FIXED} if w.isascii()), key=len, reverse=True)


@lru_cache(maxsize=64)
def _moving(country: str, name: str, year: int) -> date | None:
    try:
        import holidays
    except ImportError:
        return None
    part, language = ("ENG" if country == "GB" else None), ("zh_CN" if country == "CN" else None)
    calendar = holidays.country_holidays(country, subdiv=part, years=year, language=language)
    days = sorted(day for day, title in calendar.items() if name in title and day.year == year)
    return days[0] if days else None


def festival(word: str, *, today: date) -> tuple[date, date] | None:
    """Return the first and last day of the next such festival that is not over yet.

    Args:
        word: its name as matched, lower-case.
        today: the borrower's day.

    Returns:
        First and last day of the break, or None when it cannot be known here.
    """
    for year in (today.year, today.year + 1):
        if word in _FIXED:
            month, day, length = _FIXED[word]
            first: date | None = date(year, month, day)
        else:
            country, name, length = _MOVING[word]
            first = _moving(country, name, year)
            if first is not None and word == "easter":
                first -= timedelta(days=1)  # the Sunday is the day, the Monday ends the break
        if first is not None and first + timedelta(days=length - 1) >= today:
            return first, first + timedelta(days=length - 1)
    return None
