"""Somebody has power over her, she cannot stop gambling, or reads with difficulty: heard by pattern."""

from __future__ import annotations

import pytest

from bot.understanding.signals import find_signals


def signals_in(text: str) -> set[str]:
    return {hit.signal.value for hit in find_signals(text)}


CIRCUMSTANCES = [
    ("my partner controls all the money", "coercion"),
    ("he won't let me have my own bank card", "coercion"),
    ("my husband reads all my texts", "coercion"),
    ("we're in a refuge, me and the kids", "coercion"),
    ("我老公打我，钱也不给我", "coercion"),
    ("婆婆不让我碰手机", "coercion"),
    ("被家暴，跑出来了", "coercion"),
    ("I've got a gambling problem", "gambling"),
    ("can't stop betting, wages gone again", "gambling"),
    ("网赌戒不掉", "gambling"),
    ("沉迷网赌，工资都没了", "gambling"),
    ("i can't read very well", "reading"),
    ("I'm dyslexic, takes me ages", "reading"),
    ("我不识字，孙子念给我听的", "reading"),
    ("老花眼看不清手机上的字", "reading"),
]


@pytest.mark.parametrize(("text", "expected"), CIRCUMSTANCES)
def test_a_circumstance_that_needs_a_person_is_heard(text: str, expected: str) -> None:
    assert expected in signals_in(text)


NO_CIRCUMSTANCE = [
    ("my husband will kill me if he finds out", "coercion"),
    ("please don't tell my husband", "coercion"),
    ("this price hits me hard", "coercion"),
    ("hit me up on friday", "coercion"),
    ("别让我老公知道", "coercion"),
    ("我老公打我电话说你们催他", "coercion"),
    ("别打我妈电话，打我就行", "coercion"),
    ("我老婆会打死我的", "coercion"),
    ("工资卡在我老婆那儿", "coercion"),
    ("I bet you won't help", "gambling"),
    ("my brother has a gambling problem and took my money", "gambling"),
    ("打麻将输了三百", "gambling"),
    ("我老公赌博上瘾", "gambling"),
    ("can't read your message, it's in Chinese", "reading"),
    ("my meter reading was wrong", "reading"),
    ("我妈不识字", "reading"),
    ("我看不懂你们的条款", "reading"),
]


@pytest.mark.parametrize(("text", "unexpected"), NO_CIRCUMSTANCE)
def test_what_only_sounds_like_such_a_circumstance_is_none(text: str, unexpected: str) -> None:
    assert unexpected not in signals_in(text)
