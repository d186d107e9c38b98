"""What a month brings and costs, in a sentence: 房租2100，工资4000; "income 2000, rent 900, food 300".

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.money import Money
from bot.understanding.amounts import read_amounts
from bot.understanding.hits import RATE_AFTER
from bot.understanding.numbers import in_units

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_THOUSANDS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
_DAY = re.compile(
    r"(\d{1,2})\s*[号號日]|\b(\d{1,2})(?:st|nd|rd|th)\b|月底|月末|\b(?:end|last day) of the month\b",
    re.IGNORECASE,
)
"""A day in an answer about a month is payday, and no amount."""
_COSTS = re.compile(
    r"开支|支出|开销|花|房租|房贷|车贷|固定|吃饭|伙食|生活费|水电|学费|医药|话费|奶粉|孩子|交通"
    r"|rent|mortgage|bills?|costs?|outgoings?|spend|expenses?|food|shopping|grocer\w+|childcare|nursery"
    r"|council tax"
    r"|gas|electric\w*|water|phone|travel|petrol|bus|insurance|loans?|debts?|kids",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"先还|能还|可以还|每期|分\s*[\d一二两三四五六]+\s*[期次]"
    r"|\b(?:i can|i could|i'?ll|let me|can i|could i) (?:only |just )?(?:pay|do|give|manage|afford|send"
    r"|offer)\b",
    re.IGNORECASE,
)
"""Words with which a figure is an offer and tells nothing of a month."""


def in_figures(text: str) -> str:
    """A message with its Chinese numbers written as figures.

    >>> in_figures("一千二"), in_figures("收入四千，开支两千五"), in_figures("1600")
    ('1200', '收入4000，开支2500', '1600')
    """
    said = [each for each in read_amounts(text) if each.value is not None and each.text]
    for each in sorted(said, key=lambda amount: amount.start, reverse=True):
        if not any(letter.isdigit() for letter in each.text):
            text = f"{text[: each.start]}{each.value:f}{text[each.end :]}"
    return text


def offers_a_sum(text: str) -> bool:
    """Whether a figure is offered, and tells nothing of a month: "I can pay 50", 分3期.

    >>> offers_a_sum("I can only pay 50"), offers_a_sum("rent 900")
    (True, False)
    """
    return _OFFERS.search(text) is not None


def read_month(text: str, *, currency: str) -> tuple[Money | None, Money | None] | None:
    """Income and costs so far as they are told, several costs added up; ``None`` when there is no figure.

    >>> read_month("房租2100，工资4000", currency="CNY")
    (Money(minor=400000, currency='CNY'), Money(minor=210000, currency='CNY'))
    >>> read_month("rent 150, food 100", currency="GBP")
    (None, Money(minor=25000, currency='GBP'))
    >>> read_month("1600", currency="GBP")
    (Money(minor=160000, currency='GBP'), None)
    """
    text = _DAY.sub(" ", text)
    found = list(_NUMBER.finditer(text))
    sums = {_INCOME: 0, _COST: 0}
    bare = []
    for place, match in enumerate(found):
        money = _month_money(text, match, currency=currency)
        if money is None:
            return None
        before = text[found[place - 1].end() if place else 0 : match.start()]
        after = text[match.end() : found[place + 1].start() if place + 1 < len(found) else len(text)]
        kind = _label(before) or (
            _label(re.split(r"[,，;；。]", after)[0]) if not _NOUN.search(before) else None
        )
        if kind is None and place and _NOUN.search(before):
            kind = _COST  # "rent 150, food 100"
        if kind is None:
            bare.append(money)
        else:
            sums[kind] += money.minor
    if bare and len(found) > 2 and not any(sums.values()):
        return None
    for money in bare:
        first = not sums[_INCOME]
        sums[_INCOME if first else _COST] += money.minor
    income, costs = (Money(sums[kind], currency) if sums[kind] else None for kind in (_INCOME, _COST))
    return (income, costs) if income or costs else None


_INCOME, _COST = "income", "cost"
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z]{3,}", re.IGNORECASE)
_BY_WEEK = {"week": 52, "fortnight": 26}


def _label(words: str) -> str | None:
    """Whether words beside a figure speak of what goes out or of what comes in."""
    if _COSTS.search(words):
        return _COST
    return _INCOME if _EARNS.search(words) else None


_EARNS = re.compile(
    r"收入|工资|薪|挣|赚|到手|低保|退休金|养老金|补助|income|earn|salary|wage|make|\bpay\b|paid|pension|benefits?|\buc\b|\bpip\b",
    re.IGNORECASE,
)


def _month_money(text: str, match: re.Match[str], *, currency: str) -> Money | None:
    """What a figure is in a month; one for a week or two is counted up to it."""
    unit = text[match.end() : match.end() + 1].lower()
    after = text[match.end() + 1 : match.end() + 2]
    times = _THOUSANDS.get(unit, 1) if not after.isascii() or not after.isalpha() else 1
    whole = in_units(match.group().replace(",", ""), currency)
    if whole is None:
        return None
    rate = RATE_AFTER.match(text.lower(), match.end())
    a_year = _BY_WEEK.get(rate.lastgroup or "") if rate else None
    minor = whole.minor * times
    return Money(minor * a_year // 12 if a_year else minor, currency)


def read_payday(text: str) -> int | None:
    """The day of the month on which pay comes, when a day is named; 31 is the last of any month.

    >>> read_payday("收入4000，15号发，开支2500"), read_payday("1600 on the 25th"), read_payday("4000")
    (15, 25, None)
    """
    found = _DAY.search(text)
    if found is None:
        return None
    named = found.group(1) or found.group(2)
    return 31 if named is None else int(named) if 1 <= int(named) <= 31 else None
