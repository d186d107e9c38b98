"""One day of a plan moved to another: which part is meant, and what is said to stay as it is.

"Can you make the second one the 2nd", 8号那笔挪到15号. Works on Python 3.10.
"""

from __future__ import annotations

import re

_PART_EN = r"(?:one|payment|half|part|bit|instal\w+|chunk|lot|date|day|[£$€]?\d[\d.,]*)\b"
_OF_THE_FIRST = re.compile(rf"\b(?:first|1st) {_PART_EN}|[第头首]一?[笔期次回]|头一个", re.IGNORECASE)
_OF_THE_SECOND = re.compile(rf"\b(?:second|2nd) {_PART_EN}|第[二2][笔期次回个]", re.IGNORECASE)
_OF_THE_THIRD = re.compile(rf"\b(?:third|3rd) {_PART_EN}|第[三3][笔期次回个]", re.IGNORECASE)
_OF_THE_LAST = re.compile(
    rf"\b(?:last|final|other) {_PART_EN}|\b(?:rest|remainder|balance)\b"
    r"|最后一?[笔期次回]|后面?(?:那|一)[笔期次回]|尾款|剩下?的|余下|剩余|另一[半笔]",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:make|change|move|push|switch|shift|bump|swap)(?: back)? (?:it|that)\b"
    r"|(?:改|挪|换|推|延|移|调)(?:一下|后)?(?:成|到|为|至)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"不变|不动|照旧|照常|没问题|还是|\b(?:stays?|same|unchanged|fine|keep|as it is)\b", re.IGNORECASE
)
_ASKS_OF_IT = re.compile(
    r"\bwhen (?:is|are|do|does|will|would)\b|\b(?:which|what) (?:day|date)\b|\bremind|\bwhat (?:if|happens)\b"
    r"|几号|哪天|哪一天|什么时候|提醒|万一|会怎么|会怎样",
    re.IGNORECASE,
)
"""A question about a part or its day, which moves nothing."""
_WEEKDAY = re.compile(
    r"(?:the |that |on )*(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|那?个?(?:周|星期|礼拜)[一二三四五六日天]",
    re.IGNORECASE,
)


def part_meant(text: str, *, parts: int) -> int | None:
    """The place of the part that is spoken of by its number, counted from 0; ``None`` where it is not one.

    >>> part_meant("make the second one the 2nd", parts=2), part_meant("最后一笔挪到15号", parts=3)
    (1, 2)
    >>> part_meant("make it the 2nd", parts=2) is None
    True
    """
    said = {
        place
        for place, pattern in enumerate((_OF_THE_FIRST, _OF_THE_SECOND, _OF_THE_THIRD))
        if pattern.search(text)
    }
    if not said and _OF_THE_LAST.search(text):
        said = {parts - 1}
    return said.pop() if len(said) == 1 and max(said) < parts else None


def moves_it(text: str) -> bool:
    """Whether a day is moved, without a word of which: "make it the 30th", 改到30号.

    >>> moves_it("can you make it the 30th"), moves_it("改到30号行吗"), moves_it("can I pay on the 30th")
    (True, True, False)
    """
    return _MOVES.search(text) is not None


def asks_of_it(text: str) -> bool:
    """Whether a day of the plan is only asked about: "when is the second one due", 第二笔几号还."""
    return _ASKS_OF_IT.search(text) is not None


def stays(words: str) -> bool:
    """Whether a clause says that what it names stays as it is: 25号500不变."""
    return _STAYS.search(words) is not None


def is_a_weekday(words: str) -> bool:
    """Whether a day is named as one of the week alone, so that its week is still to be found."""
    return _WEEKDAY.fullmatch(words.strip()) is not None
