"""Telephone numbers: one spelling (E.164), and the area that tells where a number may be."""

from __future__ import annotations

import re

from bot.imports.values import Unreadable

_DOMESTIC: dict[str, tuple[re.Pattern[str], str]] = {
    "CN": (re.compile(r"1\d{10}"), "+86"),
    "HK": (re.compile(r"[2-9]\d{7}"), "+852"),
    "SG": (re.compile(r"[3689]\d{7}"), "+65"),
    "GB": (re.compile(r"0?([1-9]\d{8,9})"), "+44"),
    "AU": (re.compile(r"0?([2-478]\d{8})"), "+61"),
    "IN": (re.compile(r"0?([6-9]\d{9})"), "+91"),
    "US": (re.compile(r"1?([2-9]\d{9})"), "+1"),
}
_CODES = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[124-7]|6[0-6]|8[1246]|9[0-4]")
"""Calling codes of one and two digits; all others have three."""


def phone(text: str, *, country: str) -> str:
    """A number with its country code: ``+8613800138000``.

    Args:
        text: the number as written; spaces, dashes, dots and brackets are left out.
        country: where the borrower lives, for a number without a country code.

    Raises:
        Unreadable: it is no number, or it does not say its country.
    """
    bare = re.sub(r"[\s().\-·]", "", text)
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    if re.fullmatch(r"\+[1-9]\d{6,14}", bare):
        return bare
    pattern, code = _DOMESTIC.get(country, (None, ""))
    if pattern is None:
        raise Unreadable("needs its country code, like +49 30 5550100")
    if code == "+86" and re.fullmatch(r"861\d{10}", bare):
        return "+" + bare
    found = pattern.fullmatch(bare)
    if found is None:
        raise Unreadable(f"is no telephone number of {country}; write it with its country code")
    return code + (found.group(1) if found.groups() else bare)


def area(number: str) -> str:
    """Country code and, where it tells a time zone, the area code: ``+1-213``, ``+61-2``, ``+86``."""
    digits = number[1:]
    if digits[0] == "1":
        return f"+1-{digits[1:4]}"
    if digits[:2] == "61":
        return f"+61-{digits[2]}"
    code = _CODES.match(digits)
    return "+" + (code.group() if code else digits[:3])
