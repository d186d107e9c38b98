# ruff: noqa: E501 - a pattern is read best on one line
"""What people call the choices shown, and ask of them: by kind, place, price or day; loosely, beside whatever else they say.

Who points at one and says nothing else is heard in :mod:`bot.understanding.pointing`. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import OfferKind, Word
from bot.understanding.folding import fold


class Most(Word):
    """Which of several is wanted, by what it is most of."""

    SMALLEST = "smallest"
    """Whose single payments are the smallest."""
    CHEAPEST = "cheapest"
    LATEST = "latest"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_MOST: tuple[tuple[Most, re.Pattern[str]], ...] = (
    (
        Most.SMALLEST,
        _words(
            r"\b(?:smallest|lowest|least|tiniest) (?:each|payments?|instal+ments?|parts?|amounts?)\b"
            r"|(?:每[次期笔月]|单[次期笔])(?:还|付)?(?:得|的)?(?:钱|金额)?最[少小低]"
        ),
    ),
    (Most.CHEAPEST, _words(r"便宜|划算|省钱|最少|cheap|least|lowest")),
    (Most.LATEST, _words(r"最[晚久长迟](?:的?那?[天个]|的?$)|\b(?:latest|longest|furthest)\b")),
)
_PLACES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        1,
        _words(
            r"第一|第1|一号方案|1号方案|方案一|方案1|前一个|上面那个"
            r"|\b(?:1|1st|first)\b|(?:^|option |number |choice )one\b"
        ),
    ),
    (2, _words(r"第二|第2|方案二|方案2|\b(?:2|2nd|second|two)\b|^2$")),
    (3, _words(r"第三|第3|方案三|方案3|\b(?:3|3rd|third|three)\b|^3$")),
    (4, _words(r"第四|第4|方案四|方案4|\b(?:4|4th|fourth|four)\b|^4$")),
    (-1, _words(r"最后一?个|\blast\b|最下面")),
)
_CHOSEN: tuple[tuple[OfferKind, re.Pattern[str]], ...] = (
    (OfferKind.INSTALMENT, _words(r"分期|分次|分几|instal|payments|split")),
    (OfferKind.DEFERRAL, _words(r"延期|推迟|晚|later|defer|extension")),
    (OfferKind.PART_NOW, _words(r"先还|一部分|一半|half|part")),
    (OfferKind.PAY_NOW, _words(r"现在还|马上还|今天还|全部|pay now|today|in full")),
)
_ASKED_ABOUT: tuple[tuple[OfferKind, re.Pattern[str]], ...] = (
    (
        OfferKind.MOVE_TO_END,
        _words(r"挪到最后|移到最后|放到最后|\b(?:mov\w*|put\w*|push\w*)\b.{0,12}\bend\b"),
    ),
    (OfferKind.CHANGE_DUE_DAY, _words(r"改还款日|改日子|\bdue (?:day|date)\b")),
    (OfferKind.PART_NOW, _words(r"先还一?部?分|\bsome now\b|\bpart (?:now|payment)\b")),
    (OfferKind.INSTALMENT, _words(r"分[期次几]|\binstal\w*|\bsplit\w*")),
    (OfferKind.PROMISE, _words(r"约个?日子|\bname a day\b")),
    (OfferKind.DEFERRAL, _words(r"往后延|延期|推迟|\bmore time\b|\bdefer\w*|\bextension\b")),
    (OfferKind.WAIVER, _words(r"减免|\bwaive\w*")),
)


def most_wanted(text: str) -> Most | None:
    """What the wanted one is most of; ``None`` when nothing of the kind is said.

    >>> str(most_wanted("the cheapest")), str(most_wanted("每次还得最少的")), most_wanted("the second")
    ('cheapest', 'smallest', None)
    """
    return next((most for most, words in _MOST if words.search(text)), None)


def place_named(text: str) -> int:
    """Which of those shown is named by its place, from 1; -1 is the last, 0 is none.

    >>> place_named("the second then"), place_named("方案三吧"), place_named("最后一个"), place_named("ok")
    (2, 3, -1, 0)
    """
    return next((place for place, words in _PLACES if words.search(text)), 0)


def kinds_chosen(text: str) -> tuple[OfferKind, ...]:
    """The kinds of arrangement a choice may mean, the likeliest first.

    >>> [str(kind) for kind in kinds_chosen("分期的那个")], kinds_chosen("ok")
    (['instalment'], ())
    """
    return tuple(kind for kind, words in _CHOSEN if words.search(text))


def kind_asked_about(text: str) -> OfferKind | None:
    """The kind of arrangement whose meaning is asked, by the words we use for it.

    >>> str(kind_asked_about("挪到最后是啥意思")), kind_asked_about("what does that mean")
    ('move_to_end', None)
    """
    return next((kind for kind, words in _ASKED_ABOUT if words.search(text)), None)


_MEANS = re.compile(
    r"(?:啥|什么|甚么)意思|是指|怎么理解|指的?是?(?:啥|什么)|怎么个.{0,6}法|解释"
    r"|\bwhat(?:'?s| does| do| is|s)?\b[^.!?]{0,40}\bmeans?\b|\bwhat do you mean\b|\bexplain\b"
    r"|\bhow does (?:that|it|this|option|number|the)\b[^.!?]{0,24}\bwork\b"
    r"|\bwhat is (?:a |an )?(?:deferral|instalment plan|moving it)\b"
)


_NUMBERED = re.compile(
    r"第([一二三四五六1-6])|(?:option|number|no\.?|#) ?([1-6])\b|\b(first|second|third|fourth|fifth)\b"
)


_ORDER = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}


def asks_the_meaning(text: str) -> bool:
    """Whether somebody asks what something means.

    >>> asks_the_meaning("挪到最后是啥意思"), asks_the_meaning("what does moving it to the end mean")
    (True, True)
    """
    return _MEANS.search(fold(text)) is not None


def number_asked_about(text: str) -> int | None:
    """The number of the option that is asked about.

    >>> number_asked_about("第三个是啥意思"), number_asked_about("what does option 2 mean"), number_asked_about("啥意思")
    (3, 2, None)
    """
    found = _NUMBERED.search(fold(text))
    if found is None:
        return None
    word = next(group for group in found.groups() if group)
    return _ORDER.get(word) or int(word)
