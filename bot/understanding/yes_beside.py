"""A yes, a no, or the same once more, beside the days and sums of what is on the table; and nothing else.

Which arrangement they belong to is for the caller to see. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.left_over import COUNT, YES, leftover, plainly, take_out, without

_ASKS = re.compile(
    r"[?？]|(?:可以|好)吧\W*$"
    r"|^\W*(?:so |and )?(?:can|could|may|is|are|will|would|do|does|did|shall|am)\b(?! la?h?\b)"
    r"|\bok(?:ay)? (?:to|if|for)\b"
)
_TAG = re.compile(r"(?<!\bis )(?<!thats )(?<!its )(?<!sounds )(?<!\bbe )\b(?:yeah|yea|ya|ok(?:ay)?)\W*$")
"""A yes at the end that only makes sure: "so I pay on Friday yeah"."""


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
    >>> says_yes("13th ok", named=["13th"]), says_yes("is friday ok", named=["friday"])
    (True, False)
    """
    plain = plainly(text)
    _, rest = take_out(COUNT, without(plain, named))
    if _ASKS.search(plain) or leftover(YES.sub(" ", rest)):
        return False
    if YES.fullmatch(rest.strip(" ,.!")):
        return True  # her day or sum, and a yes: nothing else that it could only make sure of
    return YES.search(without(_TAG.sub("", plain), named)) is not None


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
    rest = without(plainly(text), named)
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
    rest = without(plainly(text), named)
    return bool(named) and not leftover(_AGAIN.sub(" ", YES.sub(" ", rest)))


_OPENS = re.compile(
    r"\W*(?:(?:yes|yea|yeah|yep|yup|ok(?:ay)?|sure|fine|lovely|great|agreed?|alright)\b|好|行|可以|同意|没问题|成|嗯|对)"
)


def opens_with_yes(text: str) -> bool:
    """Whether a message begins with a yes, whatever follows.

    >>> opens_with_yes("ok how do i pay"), opens_with_yes("行 怎么还"), opens_with_yes("how do i pay")
    (True, True, False)
    """
    return _OPENS.match(plainly(text)) is not None


def only_names(text: str, *, named: Sequence[str]) -> bool:
    """Whether a message names days or sums, beside courtesies, and nothing else.

    >>> only_names("i pay it on friday", named=["friday"]), only_names("not friday", named=["friday"])
    (True, False)
    """
    return bool(named) and not leftover(YES.sub(" ", without(plainly(text), named)))
