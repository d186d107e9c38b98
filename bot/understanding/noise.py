"""Makes messages as untidy as phones and people make them, repeatably: the same seed gives the same noise."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

from bot.understanding.features import syllables
from bot.understanding.folding import simplified_forms

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_EMOJI = ("😭", "😢", "🙏", "😓", "😡", "🙂", "😅", "💔")
_WORD = re.compile(r"[A-Za-z]{4,}")


@lru_cache(maxsize=1)
def _homophones() -> dict[str, str]:
    together: dict[str, list[str]] = {}
    for character, sound in syllables().items():
        together.setdefault(sound, []).append(character)
    return {character: "".join(group) for group in together.values() for character in group if len(group) > 1}


@lru_cache(maxsize=1)
def _traditional_forms() -> dict[str, str]:
    return {simple: old for old, simple in reversed(simplified_forms().items())}


def typos(text: str, *, dice: Random) -> str:
    """Swap, drop or miss a key in about one Latin word of eight."""

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if dice.random() > 0.125:
            return word
        place = dice.randrange(1, len(word) - 1)
        kind = dice.randrange(3)
        if kind == 0:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if kind == 1:
            return word[:place] + word[place + 1 :]
        row = next((keys for keys in _KEYS if word[place].lower() in keys), "ab")
        near = row[(row.find(word[place].lower()) + 1) % len(row)]
        return word[:place] + near + word[place + 1 :]

    return _WORD.sub(slip, text)


def homophones(text: str, *, dice: Random) -> str:
    """Type about one Chinese character in twelve as another of the same sound."""
    table = _homophones()
    return "".join(
        dice.choice(table[letter]) if letter in table and dice.random() < 1 / 12 else letter
        for letter in text
    )


def without_marks(text: str, *, dice: Random) -> str:
    """Drop the punctuation, as speech and hurry do."""
    return re.sub(r"\s{2,}", " ", re.sub(r"[,.;:!?，。；：！？、…~'\"]+", lambda _: "", text)).strip() or text


def traditional(text: str, *, dice: Random) -> str:
    """Write it in traditional characters."""
    table = _traditional_forms()
    return "".join(table.get(letter, letter) for letter in text)


def emoji(text: str, *, dice: Random) -> str:
    """Add a face at the end, or in front."""
    face = dice.choice(_EMOJI) * dice.choice((1, 1, 3))
    return f"{text}{face}" if dice.random() < 0.8 else f"{face}{text}"


def spaced(text: str, *, dice: Random) -> str:
    """Lose some blanks between words, or gain some between characters."""
    out = []
    for letter in text:
        if letter == " " and dice.random() < 0.1:
            continue
        out.append(letter)
        if "\u4e00" <= letter <= "\u9fff" and dice.random() < 0.08:
            out.append(" ")
    return "".join(out)


KINDS: dict[str, Callable[..., str]] = {
    "typos": typos,
    "homophones": homophones,
    "no punctuation": without_marks,
    "traditional": traditional,
    "emoji": emoji,
    "spacing": spaced,
}


def noisy(text: str, *, kind: str, seed: int) -> str:
    """Return ``text`` with one kind of noise; the seed and the text decide, nothing else."""
    return KINDS[kind](text, dice=Random(f"{seed}:{kind}:{text}"))  # noqa: S311 - not for secrets
