"""Answers to the identity check as people write them: 四八二一, four eight two one, 90年一月三十一, 4 8 2 1.

The figures are written out, so that the check compares what was meant. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.numbers import ZH_DIGITS, en_number, zh_number

_ZH = "零〇一二三四五六七八九幺两"
_ZH_DAY = re.compile(
    r"(?P<year>[零〇一二三四五六七八九]{2}|[零〇一二三四五六七八九]{4}|\d{2}|\d{4})\s*年\s*"
    r"(?P<month>十[一二]?|[一二三四五六七八九]|\d{1,2})\s*月\s*"
    r"(?P<day>(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]"
    r"|\d{1,2}))\s*[日号]?"
)
_ZH_FOUR = re.compile(
    rf"(?<![{_ZH}十百千万\d])[{_ZH}](?:[ ,，、-]?[{_ZH}]){{3}}(?![{_ZH}十百千万\d月年日号点元块])"
)
_SPACED = re.compile(
    r"(?<![\d.,:/£$€¥-])(?:\d[ -]){3}[\dXx](?![\d.,:/-]|[ -]\d)"
    r"|(?<![\d.,:/£$€¥-])(?<!\d )\d\d \d[\dXx](?![\d.,:/%-]|[ -]\d| ?[a-z号日月年点元块])"
)
_DIGIT = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_EN_FOUR = re.compile(
    r"\b(?P<digits>(?:(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|double)[ ,-]+){2,3}"
    r"(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine))\b(?! (?:hundred|thousand"
    r"|pounds?|quid|weeks?|months?|days?))",
    re.IGNORECASE,
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_EN_DAY = re.compile(
    rf"\b(?:the )?(?:(?P<tens>twenty"
    rf"|thirty)[ -])?(?P<ordinal>{'|'.join(_ORDINALS)})(?: of)? (?P<month>{_MONTH})\b"
    rf"|\b(?P<month2>{_MONTH})(?: the)? (?:(?P<tens2>twenty"
    rf"|thirty)[ -])?(?P<ordinal2>{'|'.join(_ORDINALS)})\b",
    re.IGNORECASE,
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_EN_YEAR = re.compile(
    rf"\b(?:nineteen (?:hundred (?:and )?)?(?P<short>(?:{_TENS})(?:[ -](?:{_UNITS}))?)"
    rf"|two thousand(?: and)?(?: (?P<late>{_UNITS}|ten|eleven|twelve))?)\b",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"\b(?P<year>(?:19|20)\d\d)[ ,./-]+(?P<month>{_MONTH})\.?[ ,./-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)


def in_figures(text: str) -> str:
    """A message with spelled digits and dates written as figures.

    >>> in_figures("尾号四八二一"), in_figures("four eight two one"), in_figures("its 48 21")
    ('尾号4821', '4821', 'its 4821')
    >>> in_figures("生日是90年一月三十一"), in_figures("thirty first january nineteen ninety")
    ('生日是90年1月31日', '31 january 1990')
    >>> in_figures("1990 jan 31"), in_figures("一千二百八十"), in_figures("two or three weeks")
    ('31 jan 1990', '一千二百八十', 'two or three weeks')
    """
    text = _ZH_DAY.sub(_zh_day, text)
    text = _ZH_FOUR.sub(lambda found: "".join(_digit(each) for each in found.group() if each in _ZH), text)
    text = _YEAR_FIRST.sub(r"\g<day> \g<month> \g<year>", text)
    text = _EN_DAY.sub(_en_day, text)
    text = _EN_YEAR.sub(_en_year, text)
    text = _EN_FOUR.sub(_en_four, text)
    return _SPACED.sub(lambda found: re.sub(r"[ -]", "", found.group()), text)


def _digit(sign: str) -> str:
    return "1" if sign == "幺" else str(int(ZH_DIGITS[sign]))


def _zh_day(found: re.Match[str]) -> str:
    year = "".join(each if each.isdigit() and each.isascii() else _digit(each) for each in found["year"])
    month, day = (
        each if each.isascii() else str(int(zh_number(each.replace("廿", "二十")) or 0))
        for each in (found["month"], found["day"])
    )
    return f"{year}年{month}月{day}日"


def _en_day(found: re.Match[str]) -> str:
    tens = found["tens"] or found["tens2"]
    day = _ORDINALS[(found["ordinal"] or found["ordinal2"]).lower()]
    if tens:
        day += 20 if tens.lower() == "twenty" else 30
    return f"{day} {found['month'] or found['month2']}"


def _en_year(found: re.Match[str]) -> str:
    if found["short"]:
        return str(1900 + int(en_number(found["short"].lower()) or 0))
    return str(2000 + int(en_number(found["late"].lower()) or 0) if found["late"] else 2000)


def _en_four(found: re.Match[str]) -> str:
    digits = ""
    twice = False
    for word in re.split(r"[ ,-]+", found["digits"].lower()):
        if word == "double":
            twice = True
            continue
        digits += _DIGIT[word] * (2 if twice else 1)
        twice = False
    return digits if len(digits) == 4 else found.group()
