"""Pointing at what was shown, or agreeing to it, in one's own words: "the october one", "就7号吧，同意".

Only a message that does this and nothing else counts: whatever is left over beside a courtesy makes it
something more, and it is heard in full elsewhere. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.words import OfferKind
from bot.understanding.counts import read_cadence
from bot.understanding.left_over import (
    COUNT,
    YES,
    ZH_NUMBER,
    how_many,
    leftover,
    plainly,
    take_out,
    without,
    zh_number,
)

LONGEST = 60

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_EN_REST = r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?"
_MONTH = re.compile(
    rf"\b(?P<en>{_EN_MONTH}){_EN_REST}(?:s)? (?:one|option)\b"
    rf"|(?P<zh>{ZH_NUMBER})月份?(?:的)?[那这](?:一)?[个期种条]"
)
_STARTS = re.compile(
    rf"\b(?:(?:that |which )?(?:start|begin)(?:s|ing|ning)?(?: in| from| on)?|(?:one|option|plan) from) "
    rf"(?P<en>{_EN_MONTH}){_EN_REST}\b"
    rf"|从?(?P<zh>{ZH_NUMBER})月份?(?:才|再)?(?:开始|起)(?:还|付)?的?(?:(?<=的)|[那这])(?:一)?[个期种条]?"
)
_UNIT = re.compile(r"(?P<month>months?\b|个月)|(?P<week>weeks?\b|个?星期|个?周)")
_NUMBER = re.compile(
    r"^\W*(?:(?:yes|yeah|ok(?:ay)?|sure)\W+)?"
    r"(?:to |i(?:ll| will)? (?:take|choose|pick|want|go (?:with|for)|have) )?(?:the )?"
    r"(?:option |number |choice |no |# ?)?"
    r"(?P<en>[1-6]|first|second|third|fourth|1st|2nd|3rd|4th|last)(?: one| option)?\b(?![.:/,]\d)"
    r"|(?:^|[我选要就按]|方案|选项)\W{0,3}(?:第|选项?|方案){0,2}(?P<zh>[一二两三四五六1-6])"
    r"(?:号?方案|种方案|个|种|项|条)?(?=$|[^\d一二三四五六七八九十月号日期次笔周元块])"
    r"|(?P<last>最后(?:那|这)?(?:一)?[个种条项](?:方案|选项)?|最下面(?:那|的)?(?:一)?个?)"
)
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_KINDS: tuple[tuple[OfferKind, re.Pattern[str]], ...] = (
    (
        OfferKind.MOVE_TO_END,
        re.compile(
            r"\b(?:mov|put|push|add|tack|tag|stick|shift)(?:e|t?ing|ing|ed)?"
            r"(?: (?:it|this|that|mine|(?:the|this|that|my) (?:instal+ment|payment|one)))?(?: on)?"
            r" (?:on)?to the (?:very )?end(?: of (?:the|my) (?:loan|term|contract|plan|agreement))?\b"
            r"|\bmov(?:e|ing)[ -]to[ -](?:the[ -])?end\b|\bthe one at the end\b"
            r"|(?:往|把(?:它|这期|这一期))?(?:挪|移|推|延|放|排|顺延|改|加)(?:到|至|去|在)?(?:最后|末尾|期末|最末)"
            r"(?:一期|面|去|的?后面)?"
        ),
    ),
    (
        OfferKind.DEFERRAL,
        re.compile(r"\b(?:more|extra) time\b|\bextension\b|\bdeferral\b|往后延|延期|推迟|延后|宽限|展期"),
    ),
    (OfferKind.PROMISE, re.compile(r"\bname a day\b|约个日子")),
    (
        OfferKind.PART_NOW,
        re.compile(r"\b(?:half|some|part|a bit|a part) now\b|\bhalf and half\b|先还(?:一半|一部分|一点|些)"),
    ),
    (
        OfferKind.PAY_NOW,
        re.compile(r"\bpay(?:ing)? (?:it |all |it all )?(?:now|in full)\b|(?:现在)?一次(?:性)?还清"),
    ),
    (
        OfferKind.INSTALMENT,
        re.compile(
            r"\binstal+ments?\b|\b(?:monthly|weekly|fortnightly)(?: payments?)?\b|\bpayments\b"
            r"|\bsplit(?:ting)?(?: it)?(?: up)?\b|分期|分次|(?:按|每)(?:个)?(?:月|周)(?:还|分|付)?"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a message points at.

    Attributes:
        number: which of those shown, from 1; -1 is the last, 0 is none said.
        kind: the kind of arrangement.
        month: the month in which it ends, from 1 to 12.
        starts: the month in which its parts begin.
        count: into how many parts.
        every: in which rhythm: ``week``, ``fortnight`` or ``month``.
        named: those of the days and sums that are no part of the above.
    """

    number: int = 0
    kind: OfferKind | None = None
    month: int = 0
    starts: int = 0
    count: int = 0
    every: str | None = None
    named: tuple[str, ...] = ()


def points_at(text: str, *, named: Sequence[str] = ()) -> Pointed | None:
    """What a message points at among things shown; ``None`` when it says more, or nothing of the kind.

    Args:
        text: her words.
        named: the days and sums that were read in it, as she wrote them; the caller compares them.

    >>> points_at("the october one pls").month, points_at("3 the october one").number
    (10, 3)
    >>> str(points_at("move it to the end").kind), points_at("最后那个").number
    ('move_to_end', -1)
    >>> points_at("the one starting in april").starts, points_at("四月开始的那个").starts
    (4, 4)
    >>> points_at("3个月那个").every, points_at("the 4 weeks one").every
    ('month', 'week')
    >>> points_at("not the october one"), points_at("it was the third time")
    (None, None)
    """
    rest = plainly(text)
    if len(rest) > LONGEST:
        return None
    month, rest = take_out(_MONTH, rest)
    starts, rest = take_out(_STARTS, rest)
    count, rest = take_out(COUNT, rest)
    standing = tuple(each for each in named if plainly(each) in rest)
    rest = without(rest, standing)
    kind = None
    for name, words in _KINDS:
        found, rest = take_out(words, rest)
        if found:
            kind = name
            break
    number, rest = take_out(_NUMBER, rest)
    if not (number or kind or month or starts or count or standing) or leftover(YES.sub(" ", rest)):
        return None
    return Pointed(
        number=_place(number),
        kind=kind,
        month=_month(month),
        starts=_month(starts),
        count=how_many(count),
        every=_rhythm(text, kind=kind, count=count),
        named=standing,
    )


def _rhythm(text: str, *, kind: OfferKind | None, count: re.Match[str] | None) -> str | None:
    """Every week or month, as said; else the unit of the count: "3 months" are three monthly parts."""
    if kind is not OfferKind.INSTALMENT and not count:
        return None
    unit = _UNIT.search(count[0]) if count else None
    return read_cadence(text) or (unit.lastgroup if unit else None)


_LEFT_OUT = re.compile(
    r"\b(?:no|not|but not|(?:any(?:thing|one)?|all|every(?:thing)?|either)(?: of (?:them|those|these))?"
    r"(?: else)? (?:but|except|other than|apart from)"
    r"|except(?: for)?|apart from|other than|(?:i )?do?n'?t (?:want|like)|neither)"
    r" (?P<en>(?:the |number |option |no )*[a-z0-9£.]+(?: (?:one|option|plan|payments?|parts?))?)(?=$|\W)"
    r"|^\W*(?P<asked>\w[^,.;?!]{0,30})\?\s*(?:no|nah|nope)\b"
    r"|除[了去]?(?P<but>[^,，。;；]{1,8}?)(?:以外|之外|外)?(?:的)?(?:其他的?|别的|哪个|随便)*[都也]?"
    r"(?:行|可以|好|ok)?(?:吧|啊)?(?=$|[,，。;；\s])"
    r"|(?:不要|不选|不想要|别选)(?P<zh>[^,，。;；\s]{1,8})(?=$|[,，。;；\s])"
    r"|(?:^|(?<=[,，。;；\s]))(?P<not>[^,，。;；\s]{1,6}?)(?:不行|不要|不合适|不好)(?=$|[,，。;；\s])"
)
_THIS_ONE = re.compile(r"\W*(?:that|this|it|these|those)(?: one)?\W*|[这那它][一]?[个种条项]?(?:方案)?")


def leaves_out(text: str) -> tuple[str, str] | None:
    """What a message leaves out of the choices, and what is left of the message; ``None`` when nothing.

    >>> leaves_out("not 1, 2"), leaves_out("anything but the first"), leaves_out("first? no, fourth")
    (('1', '2'), ('the first', ''), ('first', 'fourth'))
    >>> leaves_out("不要第一个，第二个"), leaves_out("除了第一个都行"), leaves_out("二不行，三吧")
    (('第一个', '第二个'), ('第一个', ''), ('二', '三吧'))
    >>> leaves_out("the october one"), leaves_out("not today"), leaves_out("any but that one")
    (None, None, ('that one', ''))
    """
    plain = plainly(text).replace("don't", "dont")
    found = _LEFT_OUT.search(plain)
    if found is None:
        return None
    out = next(each for each in found.groups() if each).strip()
    rest = f"{plain[: found.start()]} {plain[found.end() :]}".strip(" ,，.。;；!！?？")
    if _THIS_ONE.fullmatch(out):
        return out, rest
    return (out, rest) if points_at(out) is not None else None


def means_this_one(said: str) -> bool:
    """Whether something left out is just the one that is spoken of.

    >>> means_this_one("this one"), means_this_one("这个"), means_this_one("the first")
    (True, True, False)
    """
    return _THIS_ONE.fullmatch(said) is not None


def _place(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    if found["last"]:
        return -1
    said = found["en"] or found["zh"]
    return _ORDINALS.get(said) or (int(said) if said.isdigit() else zh_number(said))


def _month(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    return _MONTHS.index(found["en"]) + 1 if found["en"] else zh_number(found["zh"])


_ORDINAL = re.compile(r"(?:the )?(?:first|second|third|fourth)", re.IGNORECASE)
_THAT_ONE = re.compile(r"\b(?:one|option|choice|plan)\b|[那这][个种条期]|方案|选", re.IGNORECASE)
_BUT = re.compile(r"不过|但是?|可是|\bbut\b|\bthough\b", re.IGNORECASE)


def is_an_ordinal(said: str) -> bool:
    """Whether what was read as a day is, beside choices, the place of one of them.

    >>> is_an_ordinal("the second"), is_an_ordinal("the 2nd of May")
    (True, False)
    """
    return _ORDINAL.fullmatch(said) is not None


def means_one_of_them(text: str) -> bool:
    """Whether the words speak of one of the choices, and not only of a length of time.

    >>> means_one_of_them("the 3 month one"), means_one_of_them("3个月那个"), means_one_of_them("2 weeks")
    (True, True, False)
    """
    return _THAT_ONE.search(text) is not None


def before_a_but(text: str) -> tuple[str, str] | None:
    """What stands before a "but" and after it; ``None`` when there is none.

    >>> before_a_but("选3 不过第一次改5号"), before_a_but("the third")
    (('选3 ', '第一次改5号'), None)
    """
    found = _BUT.search(text)
    return (text[: found.start()], text[found.end() :]) if found else None
