# ruff: noqa: E501 - examples and lists are read best on one line
"""Chinese that is typed in Latin letters: "wo mingtian huan", "gongzi hai mei fa".

The classifier has never seen it and guesses wildly. A message of which every word is known is read in
characters (``lexicon/pinyin_words.txt``); of any other one nothing counts but what a pattern hears, and she is
asked for characters. Works on Python 3.10.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.understanding.features import syllables
from bot.understanding.folding import lines_of
from bot.understanding.text import listed

_WORDS = re.compile(r"[a-z]+|\d[\d.,]*|[^\sa-z\d]+")
_OTHER_LETTERS = re.compile(r"[^\W\d_a-z]")
_ALSO_ENGLISH = frozenset(
    listed(
        "a an ai ban bang banana bin can china dad dada dang de dun fan fang fun gang gun ha hai han hang he hen hung"
        " hi ma mama man me men mi mo nan na no pan panda papa pang pin ran rang run sa same sang she sun song long"
        " ling tan tang ten to tong tun wan wang wo women yes you die lie pie tie shun sing ming ping ding king ring"
        " sure bite dude mute use fen neng ni hang pi bi li lu lai mai xi yin yang zen tai"
    )
)
"""Words that other languages write so too: they tell nothing alone."""
_NOT_ONE = frozenset(listed("ok okay app qq wechat alipay apr pin id"))


def is_pinyin(text: str) -> bool:
    """Whether a message is Chinese in Latin letters: all of it can be read so, and some of it only so.

    >>> is_pinyin("wo xianzai mei qian xiage yue xing ma"), is_pinyin("zhuan rengong"), is_pinyin("yijing huan le")
    (True, True, True)
    >>> is_pinyin("can he use same"), is_pinyin("sure"), is_pinyin("I can pay on Monday"), is_pinyin("no quiero vivir")
    (False, False, False, False)
    """
    folded = text.lower()
    if _OTHER_LETTERS.search(folded):
        return False
    words = [word for word in _WORDS.findall(folded) if word.isalpha() and word not in _NOT_ONE]
    if not words or not all(_in_syllables(word) for word in words):
        return False
    telling = [word for word in words if word not in _ALSO_ENGLISH]
    known = [word for word in telling if _pieces(word) is not None]
    many = sum(len(word) for word in words) > _SHORT
    return bool(known) and many and len(telling) * 2 >= len(words)


_SHORT = 5
"""Letters in which a lone word may be anything."""


def in_characters(text: str) -> str | None:
    """Read a message of which every word is known in characters; None when one is not.

    >>> in_characters("wo mingtian huan"), in_characters("20 hao huan 500"), in_characters("gongzi hai mei fa")
    ('我明天还', '20号还500', '工资还没发')
    >>> in_characters("wo chi fan le") is None
    True
    """
    read: list[str] = []
    letters = ""
    for word in [*_WORDS.findall(text.lower()), ""]:
        if word.isalpha() and word not in _NOT_ONE:
            letters += word
            continue
        if letters:
            pieces = _pieces(letters)
            if pieces is None:
                return None
            after_a_figure = bool(read) and read[-1][-1].isdigit()
            read += ["号", *pieces[1:]] if after_a_figure and pieces[0] == "好" else pieces
            letters = ""
        read.append(word)
    return "".join(read)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return dict(line.split() for line in lines_of("pinyin_words.txt"))


@lru_cache(maxsize=1)
def _sounds() -> frozenset[str]:
    return frozenset(syllables().values())


@lru_cache(maxsize=256)
def _in_syllables(word: str) -> bool:
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(end - size in reached and word[end - size : end] in _sounds() for size in range(1, 7)):
            reached.add(end)
    return len(word) in reached


def _pieces(letters: str) -> list[str] | None:
    """Cut letters into as few known words as can be, and give their characters."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 16), end):
            before, word = best[start], _known().get(letters[start:end])
            if before is None or word is None:
                continue
            found = best[end]
            if found is None or len(before) + 1 < len(found):
                best[end] = [*before, word]
    return best[-1]
