"""Reading single values the way lenders and spreadsheets write them.

Each reader returns the value or raises :class:`Unreadable` with a reason that says how to write it.
Full-width digits and marks are the same as narrow ones.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.imports.spellings import (
    ACTORS,
    COUNTRIES,
    CURRENCIES,
    LANGUAGES,
    PAYMENT_KINDS,
    PRODUCTS,
    SIGNS,
    YES_OR_NO,
)
from bot.model.words import Actor, Language


class Unreadable(ValueError):
    """A value that cannot be read; the message is the reason."""


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_PLAIN = re.compile(r"\d{1,13}(?:\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?")
_MARK = re.compile(r"^(?:(?:US|HK|A|AU)?[$¥£€₹]|[A-Z]{3} )\s*|\s*元$")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE][+-]?\d+")
_OWN_SIGN = frozenset({"CNY", "JPY", "GBP", "EUR", "INR"})
_ID = re.compile(r"[\w.:/#-]{1,64}")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_DIGITS8 = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_EMAIL = re.compile(
    r"[^\s@<>\"',;:()\[\]\\]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


def fold(text: str) -> str:
    """One width and no invisible signs around: what the other readers look at."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()


def identifier(text: str) -> str:
    """An id: letters, digits and ``. : / # _ -``, at most 64."""
    if _EXPONENT.fullmatch(text) and "+" in text:
        raise Unreadable("was turned into a power of ten by a spreadsheet; format the column as text")
    if not _ID.fullmatch(text):
        raise Unreadable("is no id: use at most 64 letters, digits, dots, dashes, colons, slashes")
    return text


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Characters that show a name other than it is stored."""


def words(text: str, *, most: int = 120) -> str:
    """A name or a word or two, without control characters."""
    if len(text) > most:
        raise Unreadable(f"is longer than {most} characters")
    if any(unicodedata.category(c) == "Cc" for c in text):
        raise Unreadable("holds control characters")
    if any(unicodedata.bidirectional(c) in _TURNING for c in text):
        raise Unreadable("holds marks that turn the direction of writing; type it anew")
    return text


def amount(text: str) -> Decimal:
    """An amount of money, not negative: ``1280``, ``1280.00``, ``1,280.00``, ``¥1,280``."""
    bare = _MARK.sub("", text) if not text[:1].isdigit() or text[-1:] == "元" else text
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _GROUPED.fullmatch(bare):
        return Decimal(bare.replace(",", "").replace(" ", ""))
    if bare[:1] in "-−(":
        raise Unreadable("is negative; money that went back is a row of kind reversal with a positive amount")
    if _EXPONENT.fullmatch(bare):
        raise Unreadable("was turned into a power of ten by a spreadsheet; format the column as text")
    raise Unreadable("is no amount; write 1280.00 or 1,280.00")


def sign(text: str) -> str:
    """The currency that stands beside an amount, as it is written there; empty when there is none."""
    found = _MARK.search(text)
    return found.group().strip() if found else ""


def fits(mark: str, currency: str) -> bool:
    """Whether a sign beside an amount may mean the account's currency: ``US$`` never means yuan."""
    if mark == "$":
        return currency not in _OWN_SIGN
    return currency in SIGNS.get(mark, (mark,))


def rate(text: str, *, most: Decimal) -> Decimal:
    """A rate as a fraction of one (``0.18``) or in percent (``18%``)."""
    percent = text.endswith("%")
    bare = text[:-1].strip() if percent else text
    if not _PLAIN.fullmatch(bare):
        raise Unreadable("is no rate; write 0.18 or 18%")
    value = Decimal(bare) / 100 if percent else Decimal(bare)
    if value > most:
        raise Unreadable(f"is more than {most * 100:f} %; write 0.18 or 18% for eighteen percent")
    if len(f"{value:f}") > 16:
        raise Unreadable("has too many decimal places")
    return value


def day(text: str) -> date:
    """A day, year first: ``2026-03-05``, ``2026/3/5``, ``20260305``, ``2026年3月5日``."""
    try:
        if len(text) == 10 and text[4] == text[7] == "-":
            return date.fromisoformat(text)
        found = _DAY.fullmatch(text) or _DIGITS8.fullmatch(text)
        if found:
            year, month, number = map(int, found.groups())
            return date(year, month, number)
    except ValueError:
        raise Unreadable("is no day of the calendar") from None
    if text.isdigit() and len(text) == 5:
        raise Unreadable("is a spreadsheet's number for a day; format the column as a date")
    raise Unreadable("is no day; write it year first, like 2026-03-05")


def instant(text: str, *, zone: ZoneInfo) -> datetime:
    """A moment: ISO with an offset, or local time in ``zone``; a day alone is its first moment."""
    try:
        found = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        try:
            midnight = day(text)
        except Unreadable:
            raise Unreadable("is no moment; write 2026-03-05T09:30:00+08:00 or a day") from None
        found = datetime(midnight.year, midnight.month, midnight.day)  # noqa: DTZ001 - its zone comes below
    return found if found.tzinfo else found.replace(tzinfo=zone)


def whole(text: str, *, least: int, most: int) -> int:
    """A whole number between two bounds."""
    bare = text[:-2] if text.endswith(".0") else text
    if not bare.isdigit() or not bare.isascii() or len(bare) > 9 or not least <= int(bare) <= most:
        raise Unreadable(f"is no whole number from {least} to {most}")
    return int(bare)


def language(text: str) -> Language:
    """A language we speak; a region behind it is left out (``zh-CN``)."""
    found = LANGUAGES.get(text.casefold().replace("_", "-").split("-")[0])
    if found is None:
        raise Unreadable("is no language we speak; write zh or en")
    return found


def timezone(text: str) -> ZoneInfo:
    """A time zone by its IANA name."""
    try:
        return ZoneInfo(text)
    except (ValueError, KeyError, OSError):  # OSError: some names are folders of the time zone database
        raise Unreadable("is no time zone; write an IANA name like Asia/Shanghai") from None


def residence(text: str) -> str:
    """A country or region code, ISO 3166-1 or -2, or one of the usual names."""
    code = COUNTRIES.get(text.casefold(), text.upper())
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code):
        raise Unreadable("is no country; write an ISO code like CN, GB or US-MA")
    return code.replace("UK", "GB", 1) if code[:2] == "UK" else code


def actor(text: str) -> Actor:
    """In whose position the lender stands."""
    if text in ACTORS:
        return ACTORS[text]
    try:
        return Actor(text.casefold())
    except ValueError:
        raise Unreadable(f"is none of {', '.join(Actor)}") from None


def currency(text: str) -> str:
    """An ISO 4217 code or a usual Chinese name."""
    code = CURRENCIES.get(text.upper(), text.upper())
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise Unreadable("is no currency; write an ISO code like CNY")
    return code


def product(text: str) -> str:
    """The product's name as policies use it."""
    name = PRODUCTS.get(text, text.casefold())
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name):
        raise Unreadable("is no product; write a word like online_consumer_loan")
    return name


def email(text: str) -> str:
    """An email address; its domain in small letters."""
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise Unreadable("is no email address")
    local, domain = text.rsplit("@", 1)
    return f"{local}@{domain.lower()}"


def yes_or_no(text: str) -> bool:
    """Yes or no, in the words that spreadsheets use."""
    found = YES_OR_NO.get(text.casefold())
    if found is None:
        raise Unreadable("is neither yes nor no")
    return found


def payment_kind(text: str) -> str:
    """``payment``, ``reversal``, ``chargeback``, or a charge: ``late_fee``, ``late_interest``."""
    found = PAYMENT_KINDS.get(text.casefold())
    if found is None:
        raise Unreadable("is none of payment, reversal, chargeback, late_fee, late_interest")
    return found
