"""How she means a sum: as all there is, or as what she took the debt for. Works on Python 3.10."""

from __future__ import annotations

import re

_REST_ZH = (
    r"(?:后面|剩下|剩余|余下|其余|另外)"
    r"(?:的|那|这|一?半|[\d,.]|块钱?|元|些|部分|我|是|真|实在|也|就|都|现在| )*"
)
_NONE_ZH = (
    r"(?:没有(?!问题)|没了|没钱|拿不出来?|没着落"
    r"|(?:还|付)不(?:了|起|上|出)|没法(?:还|付)|没办法|一分(?:都|也)没)"
)
_REST_EN = (
    r"(?:(?:the|that|any) )?(?:rest|remainder|remaining [£$€]?\d[\d.,]*|other [£$€]?\d[\d.,]*|other half"
    r"|balance)"
)
_NONE_EN = (
    r"(?:nothing(?: left)?|no money|can(?:'?t|not) (?:pay|find|cover|afford|do|get|manage)"
    r"|(?:haven'?t|have not|ain'?t|not)(?: even)? got|don'?t have|do not have|no way (?:to|of) pay(?:ing)?)"
)
_NOTHING_LEFT = re.compile(
    rf"{_REST_ZH}{_NONE_ZH}|(?:没有?|拿不出|还不了|哪有|哪来)(?:钱还|钱给)?(?:你们?说的)?"
    r"(?:后面|剩下|剩余|余下|其余)(?:的|那|这|[\d,.]|块钱?|元|些|部分)*"
    rf"|\b{_NONE_EN}(?: (?:money|anything|cash))?(?: (?:for|towards))? {_REST_EN}\b"
    rf"|\b{_REST_EN},?(?: (?:i|it|just|there'?s|simply|really|is|isn'?t there))*?"
    rf" (?:isn'?t there|{_NONE_EN})\b",
    re.IGNORECASE,
)


def nothing_for_the_rest(text: str) -> str:
    """Her words, where there is nothing for what is left over; empty where she does not say so.

    >>> nothing_for_the_rest("我卡里只能拿1000出来 后面280没有"), nothing_for_the_rest("没有后面那3000 懂吗")
    ('后面280没有', '没有后面那3000')
    >>> nothing_for_the_rest("I can only get 1000 out, there's nothing for the rest")
    'nothing for the rest'
    >>> nothing_for_the_rest("剩下的15号还"), nothing_for_the_rest("is there nothing else")
    ('', '')
    """
    found = _NOTHING_LEFT.search(text)
    return found[0] if found else ""


_ASKED_BEHIND = re.compile(
    r"(?:元|块钱?)?(?:是?吗|是吧|啊|吧|而已)?[?？]|(?: (?:quid|pounds?|bucks|dollars?))?\?"
)
_WOULD_PAY = re.compile(
    r"先|每|能不能|可不可以|可以|能.{0,3}(?:还|付|给)|分|剩|行|够"
    r"|\b(?:first|some|can|could|may|each|per|weekly|monthly|month|week|only|just|about|rest|ok|okay)\b",
    re.IGNORECASE,
)


def asks_if_so_much(text: str, amount: str) -> bool:
    """Whether a sum is what she takes the debt for, and not what she offers.

    >>> asks_if_so_much("啊 128块？我马上还", "128块"), asks_if_so_much("24? i'll pay it now", "24")
    (True, True)
    >>> asks_if_so_much("能先还128吗？", "128"), asks_if_so_much("128块我马上还", "128块")
    (False, False)
    """
    place = text.find(amount)
    asked = place >= 0 and _ASKED_BEHIND.match(text, place + len(amount))
    return bool(asked) and _WOULD_PAY.search(text) is None


_SAW_WRONG = re.compile(
    r"(?<![你您们])(?:看|读|数|认)(?:错|漏|岔|花)了?|少看了?一?个?[零0]|看成了?"
    r"|\b(?:i )?(?:saw|read|got|had) (?:it|that) wrong\b|\b(?:i )?mis-?read\b|\bmissed a (?:zero|nought|0)\b",
    re.IGNORECASE,
)
_NOT_SO_MUCH = re.compile(
    r"(?:还|付|拿|给|凑|出)不(?:了|起|上|出|出来|齐|清)|没(?:那么|这么)多|没钱|没法还|哪有(?:那么|这么)多"
    r"|\b(?:can'?t|cannot|not able to|unable to|couldn'?t|no way i can|don'?t have)\b",
    re.IGNORECASE,
)


def saw_it_wrong(text: str) -> bool:
    """Whether she says that she misread the sum, and cannot pay the right one.

    >>> saw_it_wrong("噢看错了 是1280 马上还不了这么多"), saw_it_wrong("I saw it wrong, can't pay that")
    (True, True)
    >>> saw_it_wrong("看错了 是1280 马上还"), saw_it_wrong("你们看错了 还不了")
    (False, False)
    """
    return _SAW_WRONG.search(text) is not None and _NOT_SO_MUCH.search(text) is not None
