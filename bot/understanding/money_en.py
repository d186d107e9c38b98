"""The grammar of English money: 1.5k, five hundred quid, a couple hundred, half, a third, in full.

A number without a currency is money only where money is talked about; see :func:`_bare`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bot.understanding.currencies import EN_AFTER, EN_BEFORE, currency_of
from bot.understanding.hits import ARABIC, RATE_AFTER, Hit
from bot.understanding.numbers import EN_ONE_TO_NINE, en_number

_WORD = (
    rf"(?:{EN_ONE_TO_NINE}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty|forty|"
    rf"fourty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{EN_ONE_TO_NINE}))?)(?![a-z])"
)
_SCALE = r"(?:hundreds?|thousand|grand|million|billion|trillion|lakhs?|crores?|mn|bn|k|m)(?![a-z])"
_EN_NUM = (
    rf"(?:{ARABIC} hundred and {_WORD}|{ARABIC}(?: ?{_SCALE})?|\.\d+|(?:(?:{_WORD}|a(?: few)?|"
    rf"several)(?: and a half)? )?(?:hundreds?|thousand|grand|million|billion|trillion)(?![a-z])"
    rf"(?: (?:and )?(?:(?:{_WORD} )?hundred(?: and)? ?)?(?:{_WORD})?)*|"
    rf"(?:a )?couple (?:of )?(?:hundred|thousand|grand|hundreds)|"
    rf"(?:a )?few (?:hundred|thousand|grand)|(?:half|quarter|three quarters)(?: an?)? (?:million|"
    rf"billion|grand|hundred|thousand)|{_WORD}(?: and a half)?)"
)
_EN_AMOUNT = re.compile(
    rf"(?<![a-z\d.])(?P<both>between )?(?P<cur>{EN_BEFORE})? ?(?<![\d.,#/:-])(?P<n>{_EN_NUM})(?![\d:]|\.\d)"
    rf"(?: ?(?:-|to|or|(?(both)and|(?!))) ?(?:{EN_BEFORE})? ?(?P<hi>{_EN_NUM})(?![\d:/]))?(?:(?(cur)"
    rf"(?!)|[ -]?(?P<unit>(?:{EN_AFTER})(?![a-z\d]))))?(?P<scale> ?(?:million|billion|thousand)\b)?"
)
_EN_NOT = re.compile(
    r" ?-?(?:(?:st|nd|rd|th|am|pm)\b|a\.m|p\.m|o'?clock|%|percent|per cent|days?|d\b|weeks?\b|wks?|months?\b|"
    r"mths?|mo\b|years?|yrs?|hours?|hrs?|h\b|min(?:ute)?s?|seconds?|secs?|"
    r"fortnights?|times?|x\b|people|kids?|children|payments?|instal\w+|parts?|loans?|cards?|accounts?|"
    r"calls?|messages?|texts?|emails?|letters?|of (?:us|them|my|these|those|you)|jobs?|hand|reasons?|"
    r"options?|"
    r"working|business|more (?:days?|weeks?|months?)|jan\w*|feb\w*|mar(?:ch)?\b|apr\w*|may\b|jun\w*|"
    r"jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|degrees?|miles?|km|digits?|/\d|\.\d|extra days?|"
    r"different|other (?:days|people)|bed\w*|year)"
)
_EN_NOTBEFORE = re.compile(
    r"(?:#|(?<![a-z])(?:no\.?|number|ref\w*|ending(?: in)?|digits(?: are)?|code(?: is)?|id|order|account|"
    r"card|phone|"
    r"tel|room|flat|apt|unit|house|age|aged|at|section|article|page|step|option|"
    r"chapter|level|version|the|since|until|till|on the|year|score(?: is| of)?|(?:forwarded|texted|"
    r"text|call|dial|ring)(?: \w+){0,2} to|jan\w*|feb\w*|march|apr\w*|june?|july?|aug\w*|sept?\w*|"
    r"oct\w*|nov\w*|dec\w*|o'?clock|i'm|im|turn(?:ed|ing))|[a-z]\d*-) ?:? ?$"
)
_EN_MONEY = re.compile(
    r"(?:pay|paying|payment|paid|send|give|take|afford|do|manage|put|meant?|transfer\w*|owe|owed|have|got|offer|"
    r"only|just|spare|scrape|find|least|most|max|maximum|about|around|towards|of|(?:more|less) than|"
    r"with|to|is|it's|its|"
    r"earn|make|get|for|say|borrow\w*|like|roughly|another|extra|remaining|up to|plus|a|deposit|settle|"
    r"clear|throw|chuck|drop|charged|took|bill|rent|total|be|not|sorry|no|said|there'?s|there is|i've|"
    r"and|then|or|nearly|next|last|final|actually|rather|,|:|-"
    r"|(?:all|everything|the lot|whole thing)(?: of it)? (?:but|bar|except(?: for)?|apart from|minus|less))"
    r"(?: (?:you|u|in|down|off|him|it|back|up|maybe|say|over|u guys|like|only|around|about|just|a|the))* ?$"
)
_OPENING = re.compile(
    r"\W*(?:(?:ok(?:ay)?|k|yes|yeah|yep|no|nah|nope|sure|fine|so|well|right|alright|then|maybe|how about"
    r"|what about"
    r"|i said|i meant)\W+)*"
)
"""What may stand before a sum that opens a message: "ok 60 today"."""
_SENTENCE = re.compile(r"[.!?;\n]")
_NO_IS_NO_NUMBER = re.compile(r"\W*(?:no|nah|nope)[,.]? ")
"""A no that opens a message turns something down: "no 50 today"."""
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_EN_BY_DAYS = (
    re.compile(rf"(?:\d(?:st|nd|rd|th)|{_DAY}|today|tomorrow|now),?(?: (?:and|n|&|then|,))* $"),
    re.compile(
        rf" (?:(?:and|n|&|then) )?(?:(?:on|by|the|next|this)\b|\d+(?:st|nd|rd|th)\b|{_DAY}\b)"
        r"| (?:today|tonight|tomorrow)\b| ?(?:$|,)"
    ),
)
"""A number between two days is money: 120 on the 13th 120 on the 27th."""
_EN_BY_MONTHS = (
    re.compile(
        r"\d (?:in|by) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?(?: (?:and|n|&|then))? $"
    ),
    re.compile(r" (?:in|by) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
)
"""And one between two months: 80 in march 80 in april."""
_EN_AFTER_OK = re.compile(
    r" ?(?:$|[,;!?)×*]|x \d|\.(?!\d)|now|today|tonight|tomorrow|tmrw|upfront|up front|down|first|each|every|"
    r"a (?:month|week|fortnight)|per|/ ?(?:m|w)|p[mw]\b|monthly|weekly|on\b|by\b|at\b|and|then|is\b|"
    r"max|this|next|towards|off|"
    r"left|for now|instead|not|not\b|right|straight|ish|or so|please|if|but|because|until|in |with|"
    r"toward|out|more|back|would|should|will|before|when|or\b|to\b|fortnight|extra|total|a\b|-)"
)
_EN_RATE = re.compile(r" (?:an?|per|each|every) (?:week|fortnight|month)\b|/ ?(?:m|w)| p[mw]\b")
_EN_SHARE = re.compile(
    r"\b(?P<half>(?:a |one )?half|1/2)\b(?! ?(?:an? (?:hour|day|year|month|week|million|grand"
    r"|ton|score|tenner|fiver)|"
    r"hour|day|year|month|term|past|million|billion|brother|sister|price|asleep|decent|pay\b|term))|"
    r"(?P<frac>\b(?:a|one|two|three|1|2|3)[ -](?:third|quarter|fifth|tenth)s?\b(?! party|time|person|"
    r"of (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)| (?:million|billion))|"
    r"(?<![\d/])[1-3]/[3-5](?![\d/])(?= (?:of|now|today|first|up ?front)))|"
    r"(?P<all>\b(?:in full|(?:the )?(?:full|whole|entire) (?:amount|balance|thing|lot|sum|payment|bill|"
    r"debt)|the (?:whole )?lot\b|all of it|everything i owe|the full(?= ?(?:$|[,.!?]))|it all|"
    r"pay (?:it )?all|whole thing)\b)(?! of (?:stuff|people|things))"
)
_SLANG = re.compile(
    r"\b(?:(?P<half>half an?|a|one)|(?P<n>two|three|\d)) (?P<w>fiver|tenner|(?:score|pony|ton)"
    r"(?= (?:on|now|today|tomorrow|tonight|a (?:week|month|fortnight)|each|every|this|next|n\b|and\b"
    r")))s?\b(?! of\b)"
    r"|\b(?P<bare>fiver|tenner)(?= (?:a (?:week|month|fortnight)|each|every|per|now|today|tomorrow|on)\b)"
)
"""Quid by other names; a score is one only where it is paid, and not a credit score."""
_SLANG_VALUE = {"fiver": 5, "tenner": 10, "score": 20, "pony": 25, "ton": 100}
_SO_OFTEN = re.compile(
    rf"(?<![\d.,/:-])(?:\d{{1,2}} ?[x×*@] ?(?P<cur>{EN_BEFORE})?(?P<n>\d{{2,6}}(?:\.\d\d)?)"
    r"(?![\d.,:/-]\d|\d|st|nd|rd|th)"
    rf"|(?P<first>\d{{2,6}}) ?[x×*] ?\d{{1,2}}\b(?![.,:/-]\d|st|nd|rd|th))"
)
"""So often so much: 2 x 120."""
_A_WEEK = re.compile(r" (?:an?|per) (?:week|fortnight|month)\b(?! (?:apart|later|from|ago|or|long|each|in))")
"""Behind a number below ten, which is money only so: "3 monthly payments" counts them."""
_NOT_SO_MUCH = re.compile(rf"^[^.!?;]{{0,16}}\bnot [£$€]?(?:\d|{_WORD})")
"""Behind a sum: one that is more is refused."""
_PENCE = re.compile(r"(?<![\d.£$€a-z])(?P<n>\d{1,2}) ?(?:p|pence)\b(?! ?\d)")
_PERCENT = re.compile(
    r"(?P<n>\d+(?:\.\d+)?) ?(?:%|percent|per cent)(?= ?(?:now|today|of (?:it|the|what)|up ?front|first|"
    r"and|,|$|(?:on|by|next|this|tomorrow|then|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\d{1,2}(?:st|nd|rd|th)))(?<!interest at )"
)


_THE_SUM = re.compile(r"\b(?:do|pay|paying|send|manage|give you) the $")
"""Before a number above those of days: the sum talked of, "i'll do the 100 on the 20th"."""


def read_en(text: str, default: str | None) -> Iterator[Hit]:
    """Yield every amount and share in an English text, in no order.

    Args:
        text: the normalised text.
        default: the account's currency.
    """
    for m in _EN_AMOUNT.finditer(text):
        number, mark, unit = m["n"], m["cur"], m["unit"]
        before, after = text[max(0, m.start() - 40) : m.start()], text[m.end() :][:16]
        named = bool(mark or unit)
        if not named:
            if (
                _EN_NOT.match(after)
                or (
                    _EN_NOTBEFORE.search(before)
                    and not (before.endswith(" at ") and _EN_RATE.match(after))
                    and not _NO_IS_NO_NUMBER.fullmatch(before)
                    and not (_THE_SUM.search(before) and (en_number(number) or 0) > 31)
                    and not _by_months(before, after)
                )
                or (m["hi"] and _EN_NOT.match(text[m.end("n") :][:12]))
            ):
                continue
            if not (m["both"] or _bare(number, before, after, text)):
                continue
        value = (
            en_number(re.sub(r"(?<=\d) ?m$", " million", number))
            if "few" not in number and "several" not in number
            else None
        )
        if value is None and not re.search("few|several", number):
            continue
        if unit == "pence" and value is not None and value < 100:
            value = value / 100
        scaled = m["scale"]
        if scaled and value is not None:
            value = value * (en_number(scaled) or 1)
        low = high = None
        vague = "couple" in number
        if value is None:
            scale = en_number("a " + number.split()[-1]) or Decimal(1)
            low, high = scale * 3, scale * 5
        if m["hi"] and value is not None:
            other = en_number(m["hi"])
            if other is not None and other > value:
                shared = re.search(_SCALE, m["hi"])
                if value < 10 <= other and shared:
                    value *= en_number("a " + shared[0]) or 1
                low, high, value = value, other, None
        end = m.end()
        cents = (
            re.match(
                r"(?: and)? (?P<c>(?:\d\d?|"
                + _WORD
                + r"))(?: (?P<w>cents?|pence|p|mao))?\b(?! ?(?:of|a|the|per|days?|times?|points?|per|is)\b)",
                text[end:],
            )
            if unit and value is not None
            else None
        )
        if (
            cents
            and value is not None
            and (cents["w"] or (after.startswith((" and", " ")) and not cents["c"].isdigit()) or unit)
            and not _EN_NOT.match(text[end + cents.end() :][:10])
            and not re.match(r" (?:$|£)", text[end + cents.end() :][:4])
        ):
            part = en_number(cents["c"])
            whole = value == int(value)
            if (
                part is not None
                and whole
                and (cents["w"] or part < 100)
                and not re.match(r" ?(?:dollar|usd|rmb|%|€|\$|£|hundred)", text[end + cents.end() :])
            ):
                value, end = value + part / (10 if cents["w"] == "mao" else 100), end + cents.end()
        yield Hit(
            m.start(),
            end,
            value,
            currency_of(mark or unit, default),
            None,
            low is None and not vague,
            low,
            high,
        )
    for m in _SO_OFTEN.finditer(text):
        place = "n" if m["n"] else "first"
        yield Hit(*m.span(place), Decimal(m[place]), currency_of(m["cur"], default))
    for m in _PENCE.finditer(text) if default == "GBP" else ():
        yield Hit(m.start(), m.end(), Decimal(m["n"]) / 100, default)
    for m in _SLANG.finditer(text):
        times = int(en_number(m["n"]) or 1) if m["n"] else 1
        value = Decimal(_SLANG_VALUE[m["w"] or m["bare"]] * times)
        yield Hit(m.start(), m.end(), value / 2 if (m["half"] or "").startswith("half") else value, default)
    for m in _EN_SHARE.finditer(text):
        if m["half"]:
            yield Hit(m.start(), m.end(), fraction=Fraction(1, 2))
        elif m["frac"]:
            yield Hit(m.start(), m.end(), fraction=_fraction(m["frac"]))
        elif _settles(m["all"], text[max(0, m.start() - 40) : m.start()]):
            yield Hit(m.start(), m.end(), fraction=Fraction(1))
    for m in _PERCENT.finditer(text):
        yield Hit(m.start(), m.end(), fraction=Fraction(m["n"]) / 100)


def _settles(words: str, before: str) -> bool:
    """Tell whether "the lot" or "all of it" is about paying, and not about what is done or lost."""
    if re.search(r"\b(?:paid|settled|cleared|sent|already)(?: \w+){0,3} ?$", before):
        return False
    if re.search(r"\b(?:not|n't|nt|cannot)(?: (?:pay|do|clear|afford|manage|quite|for))? ?$", before):
        return False  # "some of it but not all of it"
    sure = re.match(
        r"(?:in full|pay|(?:the )?(?:full|whole|entire) (?:amount|balance|sum|payment|bill|debt))", words
    )
    return bool(
        sure
        or not before.strip()
        or re.search(r"\b(?:pay|paying|clear|settle|send|cover|sort|do|manage|afford)\b", before)
    )


def _fraction(text: str) -> Fraction:
    if "/" in text:
        top, bottom = text.split("/")
        return Fraction(int(top), int(bottom))
    word, part = re.split(r"[ -]", text)
    whole = {"a": 1, "one": 1, "two": 2, "three": 3}.get(word) or int(word)
    return Fraction(whole, {"thi": 3, "qua": 4, "fif": 5, "ten": 10}[part[:3]])


def _by_months(before: str, after: str) -> bool:
    """Tell whether a number stands between two months with a sum each: 80 in march 80 in april."""
    return bool(_EN_BY_MONTHS[0].search(before) and _EN_BY_MONTHS[1].match(after))


def _bare(number: str, before: str, after: str, text: str) -> bool:
    """Tell whether a number without a currency is money: a few hundred always, 200 after a paying word."""
    if re.search(r"\d ?k$|hundred|thousand|grand", number):
        return True
    value = en_number(number)
    if value is not None and 3 <= value < 10 and _A_WEEK.match(after):  # "no, FIVE a week, not sixty"
        return bool(_EN_MONEY.search(before) or _NOT_SO_MUCH.search(after))
    if value is None or value < 10 or (number.isdigit() and (len(number) > 6 or number[0] == "0")):
        return False
    alone = not re.search(r"\w", text.replace(number, "", 1))
    opens = _OPENING.fullmatch(before) is not None and number[0].isdigit()
    first = opens and bool(_EN_AFTER_OK.match(after))
    between = _EN_BY_DAYS[0].search(before) or _OPENING.fullmatch(_SENTENCE.split(before)[-1])
    if value > 31 and _by_months(before, after):
        return True
    if value > 31 and re.match(r",? not [£$€]?\d", after):
        return True  # 120 not 240
    if (
        between and _EN_BY_DAYS[1].match(after) and value > 31 and not re.fullmatch(r"20[23]\d", number)
    ):  # no day of a month, no year
        return True
    paying = first or (_EN_MONEY.search(before) and (_EN_AFTER_OK.match(after) or number[0].isdigit()))
    return bool(alone or ((number[0].isdigit() or value >= 20) and (paying or RATE_AFTER.match(after))))
