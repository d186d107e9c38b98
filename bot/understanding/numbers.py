"""Numbers as people write them: 两千五, 1.5万, 3k, twenty-five, a couple of hundred."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.model.money import Money, exponent
from bot.understanding.text import listed

ZH_DIGITS = {
    c: n
    for n, group in enumerate(
        ("零〇", "一壹幺", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in group
}
_ZD = "一二两三四五六七八九"
ZH_ROUND_SUM = rf"(?:[{_ZD}]|一二|[一二两]三|三四|三五|四五|五六|六七|七八|八九)[百千万]"
"""A part of a pattern: 三百, and 五六百 for five or six hundred, but not 五三百."""
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_LARGE = {"万": 10_000, "w": 10_000, "亿": 100_000_000, "兆": 1_000_000_000_000}
_ZH_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|.", re.S)
_TWENTY = {"廿": "二十", "卅": "三十"}

_UNITS = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
EN_ONE_TO_NINE, EN_ONE_TO_TWELVE = "|".join(_UNITS[1:10]), "|".join(_UNITS[1:13])
"""Parts of a pattern: the digits in words, and the hours of a clock."""
EN_WORDS: dict[str, int] = {word: n for n, word in enumerate(_UNITS)}
EN_WORDS |= {
    w: n * 10 for n, w in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
EN_WORDS |= {"a": 1, "an": 1, "fourty": 40}
EN_SCALES = {
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1000,
    "grand": 1000,
    "k": 1000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "crore": 10_000_000,
}
EN_ORDINALS: dict[str, int] = {
    word: n
    for n, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
} | {"thirtieth": 30}


def zh_number(text: str) -> Decimal | None:
    """Read a Chinese or mixed number.

    A last bare digit after 百, 千 or 万 counts in tenths of it, as in speech: 两千五 is 2500.

    Args:
        text: only the number, normalised (两千五, 1万2, 3.5w, 一点五万, 二零二六).

    Returns:
        The value, or None when it is not a number.
    """
    for old, new in _TWENTY.items():
        text = text.replace(old, new)
    text = re.sub(r"\s", "", text)
    if "点" in text:
        whole, _, rest = text.partition("点")
        digits = re.match(r"[零〇一二两三四五六七八九\d]+", rest)
        head = zh_number(whole)
        if digits is None or head is None:
            return None
        decimals = "".join(str(ZH_DIGITS.get(c, c)) for c in digits.group())
        return zh_number(f"{head}.{decimals}{rest[digits.end() :]}")
    tokens = _ZH_TOKEN.findall(text)
    if len(tokens) > 1 and all(t in ZH_DIGITS for t in tokens):
        return Decimal("".join(str(ZH_DIGITS[t]) for t in tokens))
    return _by_units(tokens)


def _by_units(parts: list[str]) -> Decimal | None:
    total = section = Decimal(0)
    number: Decimal | None = None
    last, zero = 1, False
    for part in parts:
        if part in _SMALL:
            section += (Decimal(1) if number is None else number) * _SMALL[part]
            number, last, zero = None, _SMALL[part], False
        elif part in _LARGE:
            section += number or 0
            if not section and not total:
                return None
            scale = _LARGE[part]
            total = (total + section) * scale if total < scale and scale > 10_000 else total + section * scale
            section, number, last, zero = Decimal(0), None, _LARGE[part], False
        elif part in ZH_DIGITS:
            if number is not None and number != 0:
                return None
            number, zero = Decimal(ZH_DIGITS[part]), zero or part in "零〇"
        elif part[0].isdigit():
            if number is not None and number != 0:
                return None
            number = Decimal(part.replace(",", ""))
        else:
            return None
    if number is not None:
        tenth = last >= 100 and not zero and number < 10 and number == int(number)
        section += number * last / 10 if tenth else number
    return total + section if parts else None


def en_number(text: str) -> Decimal | None:
    """Read an English number in digits or words.

    Args:
        text: only the number, lower-case (1,280.00; 1.5k; twenty-five hundred; two and a half thousand).

    Returns:
        The value, or None when it is not a number.
    """
    total = section = Decimal(0)
    seen = False
    text = re.sub(r"(?<=\d),(?=\d)", "", text.replace("-", " "))
    half = re.search(r"\band a half\b|\band half\b", text)
    text = re.sub(r"\band a half\b|\band half\b", " ", text)
    for word in re.findall(r"\d+(?:\.\d+)?|\.\d+|[a-z]+", text):
        if word in ("and", "of", "the"):
            continue
        if word[0].isdigit() or word[0] == ".":
            section += Decimal(word)
        elif word == "half":
            section += Decimal("0.5")
        elif word in ("quarter", "quarters"):
            section = (section or 1) * Decimal("0.25")
        elif word == "couple":
            section = Decimal(2)
        elif word in EN_WORDS:
            section += 0 if word in ("a", "an") and section else EN_WORDS[word]
        elif word in EN_SCALES:
            scale = EN_SCALES[word]
            if half:
                section, half = section + Decimal("0.5"), None
            if scale == 100:
                section = (section or Decimal(1)) * 100
            else:
                total += (section or 1) * scale
                section = Decimal(0)
        else:
            return None
        seen = True
    if not seen:
        return None
    return total + section + Decimal("0.5" if half else 0)


def in_units(figure: Decimal | str, currency: str) -> Money | None:
    """A figure as somebody wrote it, rounded down to a whole unit: 426.667; None where it is no sum.

    >>> in_units("426.667", "CNY"), in_units("33.5", "JPY"), in_units("0.001", "GBP")
    (Money(minor=42666, currency='CNY'), Money(minor=33, currency='JPY'), None)
    """
    value = Decimal(figure)
    if not value.is_finite() or abs(value) >= _MOST:
        return None
    minor = int(value.scaleb(exponent(currency)))
    return Money(minor, currency) if minor or not value else None  # less than the smallest coin is no sum


_MOST = Decimal(10) ** 18
"""A figure beyond it is no sum of money."""
