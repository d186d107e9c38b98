"""A day of birth as people write it in figures: 31/01/1990, 31 Jan 90, 90年1月31日, 310190."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

_MONTHS = {
    name: i
    for i, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
MONTH_NAME = re.compile(rf"\b(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\b", re.IGNORECASE)
_YMD = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*((?:19|20)\d{2})(?!\d)")
_DAY_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+((?:19|20)\d{2})", re.IGNORECASE
)
_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})", re.IGNORECASE)
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_DAY_OF_THE = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+of\s+(?:the\s+)?({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)),?\s+(?:of\s+)?'?((?:19|20)\d{{2}}|\d{{2}})(?!\d)",
    re.IGNORECASE,
)
"""The thirty-first of the first: a month by its number."""
_DMY_EIGHT = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_SHORT_ZH = re.compile(r"(?<!\d)(\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?!\d)")
_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{2})(?![\d./-])")
_SHORT_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+'?(\d{2})(?!\d)", re.IGNORECASE
)
SIX = re.compile(r"(?<![\dA-Za-z])(\d{2})(\d{2})(\d{2})(?![\dA-Za-z])")
"""Six figures alone: a day of birth, or a Chinese postcode."""
SPELLINGS = (_DAY_OF_THE, _DAY_NAME, _NAME_DAY, _YMD, _DMY, _DMY_EIGHT, _SHORT_ZH, _SHORT, _SHORT_NAMED)
"""Every other spelling, the longer before what may be a part of it."""
_BORN = (*range(36, 100), *range(13))
"""Years of two digits in which a borrower was born: 1936 to 1999, 2000 to 2012; others are no birthday."""


def birth_dates(text: str) -> list[date]:
    """Dates in the spellings people use for a birthday; day and month both ways round when unsure.

    >>> [day.isoformat() for day in birth_dates("31st of the first 1990") + birth_dates("31 of the 1st 90")]
    ['1990-01-31', '1990-01-31']
    """
    found: list[date] = []

    def add(year: str, month: int, day: str) -> None:
        with suppress(ValueError):
            found.append(date(int(year), month, int(day)))

    for year, month, day in _YMD.findall(text):
        add(year, int(month), day)
    for first, second, year in _DMY.findall(text) + _DMY_EIGHT.findall(text):
        add(year, int(second), first)
        add(year, int(first), second)
    for day, name, year in _DAY_NAME.findall(text):
        add(year, _month(name), day)
    for name, day, year in _NAME_DAY.findall(text):
        add(year, _month(name), day)
    for day, month, year in _DAY_OF_THE.findall(text):
        add(_whole_year(year), _numbered(month), day)
    return list(dict.fromkeys(found))


def short_birth_dates(text: str, *, bare: str | None = None) -> list[date]:
    """A birthday with a year of two digits, where it can be read in one way only; else nothing.

    Args:
        text: the message.
        bare: the same without its amounts of money, where it has any: six figures may be one.

    >>> [day.isoformat() for day in short_birth_dates("31/01/90") + short_birth_dates("31 jan 90")]
    ['1990-01-31', '1990-01-31']
    >>> short_birth_dates("05/03/90"), short_birth_dates("010203")
    ([], [])
    """
    read = [(int(year), int(month), int(day)) for year, month, day in _SHORT_ZH.findall(text)]
    read += [(int(year), _month(name), int(day)) for day, name, year in _SHORT_NAMED.findall(text)]
    parts = [(a, b, c) for a, _, b, c in _SHORT.findall(text)] + SIX.findall(text if bare is None else bare)
    for a, b, c in ((int(x), int(y), int(z)) for x, y, z in parts):
        read += [(c, b, a), (c, a, b), (a, b, c)]
    found: list[date] = []
    for year, month, day in read:
        if year in _BORN:
            with suppress(ValueError):
                found.append(date(year + (1900 if year > 12 else 2000), month, day))
    days = list(dict.fromkeys(found))
    return days if len(days) == 1 else []


def _numbered(month: str) -> int:
    """The number of a month that is told by it: "first", "1st"."""
    figures = re.match(r"\d+", month)
    return int(figures.group()) if figures else _ORDINALS.index(month.lower()) + 1


def _whole_year(year: str) -> str:
    """A year of birth in four figures."""
    return year if len(year) > 2 else f"{'19' if int(year) > 12 else '20'}{year}"


def _month(name: str) -> int:
    """The number of a month by its first letters; 0 for another word, which no calendar has."""
    return _MONTHS.get(name[:3].lower(), 0)
