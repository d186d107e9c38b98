"""Words of haggling: too much, cheaper, longer, just as I said; looked at while offers are on the table."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


CHEAPER = _any(
    [
        r"便宜", r"划算", r"省钱", r"少花", r"不收费(?!的?[吧吗嘛么对])", r"不多花",
        r"cheap", r"costs? (?:me )?(?:less|least)", r"least expensive",
        r"without (?:a )?(?:fee|cost|interest)",
    ]
)  # fmt: skip
TOO_MUCH = _any(
    [
        r"太多", r"太高", r"太贵", r"太大", r"(?:贵|高|多)了", r"(?:还|付)不起", r"(?:负担|承受|承担)不",
        r"吃不消", r"拿不出",
        r"压力(?:太|有点)?大", r"少(?:还)?一?点", r"[低降]一?点", r"再[少低]", r"能不能少",
        r"too (?:much|high|big|expensive|steep)",
        r"can'?t (?:afford|manage|do) (?:that|this|it|those|these|any)",
        r"(?:something|anything|any|go|make it|a? ?(?:bit|little)) (?:lower|smaller|less)",
        r"(?:lower|smaller) (?:amount|payment|instal)", r"bring (?:it|that) down", r"that'?s a lot",
        r"out of my reach", r"over my budget",
    ]
)  # fmt: skip
LONGER = _any(
    [
        r"再?多分", r"多几(?:期|次|个月)", r"分(?:得)?(?:更|再)?(?:长|久|多)", r"(?:长|久)一点",
        r"更[长久]", r"拉长",
        r"longer", r"more (?:payments|instal|months|parts)", r"spread (?:it |them )?(?:out|further|more)",
    ]
)  # fmt: skip
INSIST = _any(
    [
        r"就(?:要|按|照)我", r"按我说的", r"就这[样么]定", r"我就要", r"我?只能这样", r"就是要",
        r"must be", r"has to be", r"i insist", r"as i said", r"like i said", r"my way", r"only way i can",
        r"take it or leave it",
    ]
)  # fmt: skip
SOMETHING_ELSE = _any(
    [
        r"没[欠借]", r"不是我", r"不对", r"算错", r"有错", r"多扣", r"重复", r"利息",
        r"手续费", r"滞纳", r"电话", r"短信", r"骚扰", r"骂",
        r"call(?:s|ing|ed)?\b", r"text(?:s|ing|ed)?\b", r"wrong", r"never", r"don'?t owe", r"didn'?t",
        r"interest",
        r"charges?\b", r"fees?\b",
        r"(?:已经?|都|早就?)(?:还|付|转|交)", r"(?:还|付|转|交)(?:过|完)了?", r"\bpaid\b",
    ]
)  # fmt: skip
"""What makes it no haggling at all: a dispute, a question about charges, a complaint about contact."""
