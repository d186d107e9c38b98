# ruff: noqa: E501 - a pattern is read best on one line
"""Answers to the identity check in a message: what could be one, which is meant, and how to hide them.

Nothing is compared here: what is on file are keyed hashes, and :mod:`bot.conversation.verification` asks for
those. Amounts of money are no answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.understanding.birthdays import MONTH_NAME, SIX, SPELLINGS, birth_dates, short_birth_dates
from bot.understanding.spelled import in_figures

MOST_VALUES = 2
"""How many values of a message are compared for a question: one, and one that puts it right."""
MASK = "••••"
_WIDE = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")
_FOUR = re.compile(r"(?<![\dA-Za-z])(\d{3}[\dXx])(?![\dA-Za-z])")
_PHONE = re.compile(
    r"(?<![\d+])(?:\+\d(?:[ -]?\d){6,10}|(?:0044|0) ?7(?:[ -]?\d){5}|(?:86[ -]?)?1[3-9](?:[ -]?\d){5})"
    r"(?:[ -]?\d){4}(?!\d|[ -]\d)"
)
"""A whole mobile number: its last four are meant."""
_RING_ME = re.compile(
    r"\b(?:call|ring|reach|contact|text|phone me)\b|打给?我|打这个|联系我|回我", re.IGNORECASE
)
_DENIES = re.compile(
    r"(?:\bnot|n['’]t)(?: (?:it|the|ending|my|in|on|born)){0,2} ?$|(?:不是|并非|没有)(?:尾号)?\s?$",
    re.IGNORECASE,
)
_DENIAL = 40
"""Characters before an answer in which a denial of it may stand."""
_EITHER = re.compile(r"\bor\b|或|要么|还是|/ ?\d{4}\b", re.IGNORECASE)
_PUT_RIGHT = re.compile(
    r"\b(?:no|sorry|wait|oops|i mean|meant|actually|rather|typo)\b"
    r"|[打写输说搞按记]错|手滑|手误|不对|更正|应该是",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<![\dA-Za-z])([A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}|\d{5,6})(?![\dA-Za-z])")
_MONEY = re.compile(
    r"[¥￥£$€₹]\s?\d[\d,.]*|\b(?:rmb|cny|gbp|usd|eur|hkd|inr|aud|rs)\.?\s?\d[\d,.]*"
    r"|(?<!\d)(?<!\d[,.])\d[\d,.]{0,30}\s?"
    r"(?:块|元|塊|蚊|万|镑|欧|卢比|港币|quid|bucks?|pounds?|dollars?|euros?|rupees?|rmb|cny|gbp|usd)"
    r"|(?:先|再|只|能|想|会|要|就|可以|一次|每月|每个月|每期)?(?:还|付|转|交|打款|分期)(?:我)?(?:了|个|款|上|掉)?\s?\d[\d,.]*"
    r"|\bpay(?:ing)? (?:off |back |you |just |only |about |around |maybe |up to ){0,2}\d[\d,.]*",
    re.IGNORECASE,
)


def without_money(text: str) -> str:
    """A message without its amounts of money: they are no answer and cost no try.

    What is left out here is never compared either, so that no wording makes a guess free.

    >>> without_money("我先还1500"), without_money("I can pay 1500 on friday"), without_money("4821")
    ('我 ', 'I can   on friday', '4821')
    """
    return _MONEY.sub(" ", text)


def normal(question: str, answer: str) -> str:
    """The one spelling of an answer that is hashed: digits only, dates as YYYY-MM-DD.

    Raises:
        ValueError: the answer cannot be read as what the question asks for.
    """
    if question == "birth_date":
        days = birth_dates(answer)
        if not days:
            raise ValueError("not a date")
        return days[0].isoformat()
    return re.sub(r"[\s-]", "", answer).upper()


def candidates(question: str, text: str) -> list[str]:
    """Spellings in a message that could answer a question; empty when it is no answer at all.

    Amounts of money count as answers here, unless the question is for a day: take them out before.
    """
    return _candidates(question, _figures(text))


def _candidates(question: str, wide: str) -> list[str]:
    if question == "birth_date":
        return [day.isoformat() for day in _days(wide)]
    return list(dict.fromkeys(_spelt(found) for found in _found(question, wide)))


def _figures(text: str) -> str:
    return in_figures(text.translate(_WIDE))


def _days(wide: str) -> list[date]:
    return birth_dates(wide) or short_birth_dates(wide, bare=without_money(wide))


def _found(question: str, wide: str) -> list[re.Match[str]]:
    """Where a postcode stands, or four characters: by themselves, or at the end of a whole phone number."""
    if question == "postcode":
        return list(_POSTCODE.finditer(wide))
    if question == "phone_last4":
        wide = _PHONE.sub(_blank if _RING_ME.search(wide) else _last_four, wide)
    for spelling in SPELLINGS:
        wide = spelling.sub(_blank, wide)
    return list(_FOUR.finditer(wide))


def _spelt(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found.group()).upper()


def _last_four(found: re.Match[str]) -> str:
    return re.sub(r"[ -]", "", found.group())[-4:].rjust(len(found.group()))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _written(question: str, wide: str) -> list[tuple[int, list[str]]]:
    """Each answer as it is written: where it stands, and how it may be read (5/3/1990 in two ways)."""
    if question != "birth_date":
        return [(each.start(), [_spelt(each)]) for each in _found(question, wide)]
    parts = []
    for spelling in (*SPELLINGS, SIX):
        for each in spelling.finditer(wide):
            days = _days(each.group())
            if days:
                parts.append((each.start(), [day.isoformat() for day in days]))
        wide = spelling.sub(_blank, wide)
    return sorted(parts)


def _meant(question: str, wide: str, values: list[str]) -> list[str] | None:
    """Which value is meant: the last where it puts one right; None where we are to choose.

    What is denied is no answer: "not 4821".
    """
    parts = [part for part in _written(question, wide) if set(part[1]) & set(values)]
    said = [readings for at, readings in parts if not _DENIES.search(wide, max(at - _DENIAL, 0), at)]
    if len({tuple(sorted(readings)) for readings in said}) < MOST_VALUES:
        return said[-1] if said else ([] if parts else values)
    return said[-1] if _PUT_RIGHT.search(wide) and not _EITHER.search(wide) else None


def to_compare(
    questions: Iterable[str], text: str, *, asked: str | None = None
) -> dict[str, list[str]] | None:
    """What of a message is compared, by question; nothing at all when it lists more than an answer.

    One value that puts another right takes its place; two to choose from are no answer.

    Six figures that may be a day or a postcode answer one question, the one that was ``asked`` or the day.

    >>> to_compare(["phone_last4"], "9993, no wait 9939"), to_compare(["phone_last4"], "0001 or 0002")
    ({'phone_last4': ['9939']}, None)
    >>> to_compare(["phone_last4"], "not 9993"), to_compare(["phone_last4"], "+44 7700 909939")
    ({'phone_last4': []}, {'phone_last4': ['9939']})
    """
    whole, bare = _figures(text), _figures(without_money(text))
    wide = {question: whole if question == "birth_date" else bare for question in questions}
    said = {question: _candidates(question, each) for question, each in wide.items()}
    if said.get("postcode") and said.get("birth_date") and not candidates("birth_date", SIX.sub(" ", text)):
        said.pop("birth_date" if asked == "postcode" else "postcode")
    if any(len(values) > MOST_VALUES for values in said.values()):
        return None
    meant = {question: _meant(question, wide[question], values) for question, values in said.items()}
    sure = {question: values for question, values in meant.items() if values is not None}
    return sure if len(sure) == len(meant) else None


def answers_any(questions: Iterable[str], text: str) -> bool:
    """Whether a message holds something that could answer one of the questions."""
    whole, bare = _figures(text), _figures(without_money(text))
    return any(_candidates(each, whole if each == "birth_date" else bare) for each in questions)


_ONLY_FIGURES = re.compile(r"[\d\sXxＸｘ０-９.,，、/年月日号-]+")
_NAMED = re.compile(
    r"我的?|手机|电话|号码?|尾号|尾数|[后末]四位|生日|出生(?:日期|年月)?|[日号]?生[于的]?|是|的|[，,。：:;；]"
    r"|\b(?:my|the|phone|mobile|number|last|four|digits?|ending|ends|in|is|its|it's|are|and|dob|born"
    r"|birth ?(?:day|date)|changed|has|old|one|ended|used to|be|was"
    r"|date of birth|i was|on)\b",
    re.IGNORECASE,
)


def is_answer_alone(text: str) -> bool:
    """Whether a message is answers to the check and nothing else, so that it may come before it is asked for.

    >>> is_answer_alone("4821"), is_answer_alone("尾号四八二一，生日是90年一月三十一")
    (True, True)
    >>> is_answer_alone("my card ending 4821 was stolen"), is_answer_alone("我的手机号")
    (False, False)
    """
    if _ONLY_FIGURES.fullmatch(text):
        return True
    bare = MONTH_NAME.sub("/", _NAMED.sub(" ", in_figures(text)))
    return _ONLY_FIGURES.fullmatch(bare) is not None and re.search(r"\d", bare) is not None


def is_birth_date_alone(text: str) -> bool:
    """Whether a message is a day of birth, with its year, and nothing else.

    >>> is_birth_date_alone("31 jan 1990"), is_birth_date_alone("我生日是1990年1月31日")
    (True, True)
    >>> is_birth_date_alone("4821"), is_birth_date_alone("31/01/2026"), is_birth_date_alone("paid 31/01/1990")
    (False, False, False)
    """
    found = birth_dates(in_figures(text))
    born = any(day.year <= YOUNGEST for day in found)
    return born and is_answer_alone(text)


YOUNGEST = 2012
"""The last year that may be one of a borrower's birth."""
_BORN = re.compile(r"生日|出生|\b(?:dob|born|birth)", re.IGNORECASE)
_FULL_BIRTH_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)|(?:19\d\d|200\d)[/.年-]\d{1,2}[/.月-]\d{1,2}[日号]?)(?!\d)"
)
_FOUR_ALONE = re.compile(r"(?<![\d£$€¥.,/-])(?!19\d\d|20\d\d)\d{4}(?![\d元块]|[.,/-]\d)")
_OF_MONEY = re.compile(
    r"\b(?:paid|pay (?:off |back |just |only )?\d{4}\b|sent|transfer\w*|owe[ds]? \d)|还了|付了|转了|交了|[£$€¥]",
    re.IGNORECASE,
)


def gives_both(text: str) -> bool:
    """Whether a message gives four digits and a day of birth with its year, whatever else it says.

    >>> gives_both("yes its me, 4821 and 31/01/1990. how much?"), gives_both("是我 4821 1990年1月31日")
    (True, True)
    >>> gives_both("尾号4821 生日90.01.31 想问下能不能下周一还"), gives_both("its 4821, born 31 jan 90. can i pay friday")
    (True, True)
    >>> gives_both("I paid 4821 on 31/01/2009"), gives_both("4821 on 31/01/2026"), gives_both("31/01/1990")
    (False, False, False)
    """
    if _OF_MONEY.search(text):
        return False
    if _BORN.search(text):  # she says herself what it is
        return bool(candidates("phone_last4", text) and candidates("birth_date", text))
    if _FULL_BIRTH_DATE.search(text) is None:
        return False
    return _FOUR_ALONE.search(_FULL_BIRTH_DATE.sub(" ", text)) is not None


def without_answers(text: str, *, numbers: bool = False) -> str:
    """A message with everything masked that could answer a question of the check; amounts of money stay.

    Args:
        text: the message.
        numbers: whole mobile numbers are hidden too, since their last four are an answer.

    >>> without_answers("4821, born 31 January 1990, I can pay £1500")
    '••••, born ••••, I can pay £1500'
    """
    wide = _figures(_PHONE.sub(MASK, text) if numbers else text)
    for spelling in SPELLINGS:
        wide = spelling.sub(MASK, wide)
    parts, end = [], 0
    for money in _MONEY.finditer(wide):
        parts += [_without_figures(wide[end : money.start()]), money.group()]
        end = money.end()
    return "".join([*parts, _without_figures(wide[end:])])


def _without_figures(text: str) -> str:
    return _POSTCODE.sub(MASK, _FOUR.sub(MASK, text))
