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
from bot.understanding.folding import fold
from bot.understanding.numbers import EN_ONE_TO_TWELVE, EN_WORDS, ZH_DIGITS

LONGEST = 60
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZH_NUMBER = r"(?:\d{1,2}|十[一二]?|[一二两俩三四五六七八九])"
_MONTH = re.compile(
    r"\b(?P<en>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?"
    r"(?:s)? (?:one|option)\b"
    rf"|(?P<zh>{_ZH_NUMBER})月份?(?:的)?[那这](?:一)?[个期种条]"
)
_COUNT = re.compile(
    rf"\b(?P<en>\d{{1,2}}|{EN_ONE_TO_TWELVE})[ -](?:equal |smaller )?"
    r"(?:(?:monthly|weekly|fortnightly)[ -]?)?(?:payments?|instal+ments?|parts?|months?|weeks?|times)\b"
    rf"|分?(?:成)?(?P<zh>{_ZH_NUMBER})(?:个月|个星期|个?周|期|次|笔)"
)
_NUMBER = re.compile(
    r"^\W*(?:(?:yes|yeah|ok(?:ay)?|sure)\W+)?"
    r"(?:to |i(?:ll| will)? (?:take|choose|pick|want|go (?:with|for)|have) )?(?:the )?"
    r"(?:option |number |choice |no |# ?)?"
    r"(?P<en>[1-6]|first|second|third|fourth|1st|2nd|3rd|4th|last)(?: one| option)?\b(?![.:/,]\d)"
    r"|(?:^|[我选要就按]|方案|选项)\W*(?:第|选项?|方案)*(?P<zh>[一二两三四五六1-6])"
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
_YES = re.compile(
    r"\b(?:yes|yea|yeah|yep|yup|ya|ok(?:ay|ey|ie)?|sure|fine|agree[ds]?|accept(?:ed)?|confirm(?:ed)?|cfm|conf"
    r"|deal|perfect|great|good|lovely|brilliant|works|suits|happy|go ahead|set it up|can(?= la?h?\b))\b"
    r"|(?<![不没])(?:同意|可以|没问题|没意见|确认|接受|行|成交|就这样|就这么[办定]|好|中)"
)
_FILLER_EN = re.compile(
    r"\b(?:thank you|(?:by|with|for|suits) me"
    r"|i|ill|im|id|we|well|lets|let|will|would|like|to|it|its|that|thats|this|the|then|on|for|by|in|at|with|of"
    r"|from|a|an|is|be|my|just|do|pay|paying|set|up|take|choose|pick|want|go|have|one|ones|option|choice"
    r"|number|please|pls|plz|thanks|thx|ty|cheers|mate|lah|la|lor|leh|all|full|amount|date|day|please"
    r"|payments?|parts?|instal+ments?|each|per|month|monthly|week|weekly|and|arrangement|plan|down|can|prefer|best"
    r"|mine|meant|mean|chose|picked|said|sounds|looks|ahead|about|up)\b"
)
_FILLER_ZH = re.compile(
    r"[我那就个这的吧啊呀啦咯哦噢喔了呗嗯按照来选要用请给帮先还付款在号日也是种条项期次元]"
    r"|方案|选择|安排|计划|每[次期笔个]|谢谢(?:你们?|您)?|麻烦|登记|每月|每周|一共|总共|块钱?|喜欢"
)


_ASKS = re.compile(
    r"[?？]|(?:可以|好)吧\W*$"
    r"|^\W*(?:so |and )?(?:can|could|may|is|are|will|would|do|does|did|shall|am)\b(?! la?h?\b)"
    r"|\bok(?:ay)? (?:to|if|for)\b"
)
_TAG = re.compile(r"(?<!\bis )(?<!thats )(?<!its )(?<!sounds )(?<!\bbe )\b(?:yeah|yea|ya|ok(?:ay)?)\W*$")
"""A yes at the end that only makes sure: "so I pay on Friday yeah"."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a message points at.

    Attributes:
        number: which of those shown, from 1; -1 is the last, 0 is none said.
        kind: the kind of arrangement.
        month: the month in which it ends, from 1 to 12.
        count: into how many parts.
        every: in which rhythm: ``week``, ``fortnight`` or ``month``.
        named: those of the days and sums that are no part of the above.
    """

    number: int = 0
    kind: OfferKind | None = None
    month: int = 0
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
    >>> points_at("not the october one"), points_at("it was the third time")
    (None, None)
    """
    rest = _plain(text)
    if len(rest) > LONGEST:
        return None
    month, rest = _take(_MONTH, rest)
    count, rest = _take(_COUNT, rest)
    standing = tuple(each for each in named if _plain(each) in rest)
    rest = _without(rest, standing)
    kind = None
    for name, words in _KINDS:
        found, rest = _take(words, rest)
        if found:
            kind = name
            break
    number, rest = _take(_NUMBER, rest)
    if not (number or kind or month or count or standing) or leftover(_YES.sub(" ", rest)):
        return None
    every = read_cadence(text) if kind is OfferKind.INSTALMENT or count else None
    return Pointed(_place(number), kind, _month(month), _how_many(count), every, standing)


def says_yes(text: str, *, named: Sequence[str] = ()) -> bool:
    """Whether a message is a yes, beside the days and sums ``named`` and courtesies, and nothing else.

    >>> says_yes("那就先20号 同意", named=["20号"]), says_yes("yes, £240 on friday", named=["£240", "friday"])
    (True, True)
    >>> says_yes("25号可以吗", named=["25号"]), says_yes("I can do friday", named=["friday"])
    (False, False)
    >>> says_yes("不同意"), says_yes("ok but not friday", named=["friday"])
    (False, False)
    >>> says_yes("so i pay friday yeah", named=["friday"]), says_yes("yeah friday", named=["friday"])
    (False, True)
    """
    plain = _plain(text)
    _, rest = _take(_COUNT, _without(plain, named))
    if _ASKS.search(plain) or leftover(_YES.sub(" ", rest)):
        return False
    return _YES.search(_without(_TAG.sub("", plain), named)) is not None


_NOT_EN = r"\b(?:no|not|nope|cant|cannot|wont|dont|doesnt|isnt|couldnt)\b"
_NOT_ZH = r"不(?:太)?(?:同意|行|可以|要|想|愿意|能|方便|合适|答应)|没法"
_REFUSES = re.compile(rf"{_NOT_EN}|{_NOT_ZH}")
_NO = re.compile(
    rf"{_NOT_EN}(?: (?:agree|work|good|possible|suit))*|\b(?:any ?more|after all|now)\b|{_NOT_ZH}|不了"
)


def refuses(text: str, *, named: Sequence[str]) -> bool:
    """Whether a message turns down the days and sums it names, and says nothing else.

    >>> refuses("25号我不同意了", named=["25号"]), refuses("can't do friday any more", named=["friday"])
    (True, True)
    >>> refuses("not before friday", named=["friday"]), refuses("不能晚于25号", named=["25号"])
    (False, False)
    """
    rest = _without(_plain(text), named)
    return (
        _ASKS.search(rest) is None and _REFUSES.search(rest) is not None and not leftover(_NO.sub(" ", rest))
    )


_AGAIN = re.compile(
    r"\b(?:not|only|never) (?:till?|until|before)\b"
    r"|\b(?:so|yeah|yea|right|ok|remember|reminder|only|still|then|correct|as (?:agreed|said))\b"
    r"|对[吧吗]?|是[吧吗]|就是|记得|到时候?|才|吗|会|约好|没错|反正"
)


def says_again(text: str, *, named: Sequence[str]) -> bool:
    """Whether a message only says once more what was arranged: its day or sum, and that this is so.

    >>> says_again("so i pay it friday yeah", named=["friday"])
    True
    >>> says_again("not till friday remember", named=["friday"]), says_again("那我20号还对吧", named=["20号"])
    (True, True)
    >>> says_again("can i move it to friday", named=["friday"]), says_again("not friday", named=["friday"])
    (False, False)
    """
    rest = _without(_plain(text), named)
    return bool(named) and not leftover(_AGAIN.sub(" ", _YES.sub(" ", rest)))


_OPENS = re.compile(
    r"\W*(?:(?:yes|yea|yeah|yep|yup|ok(?:ay)?|sure|fine|lovely|great|agreed?|alright)\b|好|行|可以|同意|没问题|成|嗯|对)"
)


def opens_with_yes(text: str) -> bool:
    """Whether a message begins with a yes, whatever follows.

    >>> opens_with_yes("ok how do i pay"), opens_with_yes("行 怎么还"), opens_with_yes("how do i pay")
    (True, True, False)
    """
    return _OPENS.match(_plain(text)) is not None


def only_names(text: str, *, named: Sequence[str]) -> bool:
    """Whether a message names days or sums, beside courtesies, and nothing else.

    >>> only_names("i pay it on friday", named=["friday"]), only_names("not friday", named=["friday"])
    (True, False)
    """
    return bool(named) and not leftover(_YES.sub(" ", _without(_plain(text), named)))


_LEFT_OUT = re.compile(
    r"\b(?:no|not|but not|(?:any(?:thing|one)?|all|every(?:thing)?|either)(?: of (?:them|those|these))?"
    r"(?: else)? (?:but|except|other than|apart from)"
    r"|except(?: for)?|apart from|other than|(?:i )?do?n'?t (?:want|like)|neither)"
    r" (?P<en>(?:the |number |option |no )*[a-z0-9£.]+(?: (?:one|option|plan|payments?|parts?))?)(?=$|\W)"
    r"|^\W*(?P<asked>[^,.;?!]+)\?\s*(?:no|nah|nope)\b"
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
    plain = _plain(text).replace("don't", "dont")
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


def without_figures(text: str, *, named: Sequence[str]) -> str:
    """A message in plain spelling without the days and sums named and its number of parts.

    >>> without_figures("ok的, 3 payments from friday", named=["friday"]).split()
    ['ok', '的,', 'from']
    """
    rest = _take(_COUNT, _without(_plain(text), named))[1]
    return re.sub(r"(?<=[a-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z])", " ", rest)


def parts_said(text: str) -> int:
    """How many parts, months or weeks are spoken of; 0 when none are.

    >>> parts_said("the 3 payments of 80"), parts_said("六个月那个"), parts_said("friday")
    (3, 6, 0)
    """
    return _how_many(_COUNT.search(_plain(text)))


def _plain(text: str) -> str:
    return fold(text).replace("'", "").replace("’", "")


def _take(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """The first place of a pattern, and the text without it."""
    found = pattern.search(text)
    return found, f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _without(text: str, named: Sequence[str]) -> str:
    for each in sorted((_plain(name) for name in named), key=len, reverse=True):
        text = text.replace(each, " ")
    return text


def leftover(text: str) -> str:
    """What is left of a text without fillers: letters and figures that say something more."""
    left = _FILLER_ZH.sub("", _FILLER_EN.sub(" ", text))
    return re.sub(r"[\W_]+", "", left)


def _place(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    if found["last"]:
        return -1
    said = found["en"] or found["zh"]
    return _ORDINALS.get(said) or (int(said) if said.isdigit() else _zh(said))


def _month(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    return _MONTHS.index(found["en"]) + 1 if found["en"] else _zh(found["zh"])


def _how_many(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    said = found["en"] or found["zh"]
    if said.isdigit():
        return int(said)
    return EN_WORDS[said] if said in EN_WORDS else _zh(said)


def _zh(said: str) -> int:
    if said.isdigit():
        return int(said)
    if said.startswith("十"):
        return 10 + (ZH_DIGITS.get(said[1:], 0) if len(said) > 1 else 0)
    return ZH_DIGITS[said]
