"""Why words that are banned elsewhere may stand: denied, quoted, feared, warned of or advised.

An excuse counts only in the sentence of the words. A denial must govern them: "you will not be arrested"
denies, "if you do not pay you will be arrested" does not, nor does "we will not hesitate to call the police".
"""

from __future__ import annotations

import re

from bot.compliance.language.lexicon import BLUNT, CONTEXT, Context, Entry

_NEAR = 72


def excused(entry: Entry, sentence: str, match: re.Match[str], following: str) -> bool:
    """Tell whether the context makes a match harmless.

    Args:
        entry: the pattern that matched.
        sentence: the sentence, in plain form.
        match: within the sentence.
        following: the text after the sentence.
    """
    if entry.unless is not None and entry.unless.search(sentence):
        return True
    if entry.category in BLUNT:
        return False
    context = CONTEXT[entry.language]
    before, after = sentence[: match.start()], sentence[match.end() :]
    if entry.category == "abuse":
        return context.insult_denied.search(before) is not None and "是什么" not in after
    if not entry.whole and (_denied(before, context) or _denied_within(match.group(), context)):
        return True
    if context.after.search(after):
        return True
    if context.spoken.search(before):
        return True
    if entry.category in context.advised_for and context.advised.search(before):
        return True
    stripped = sentence.rstrip()
    if context.wished.search(stripped):
        return True
    return stripped.endswith(("?", "？")) and context.answered.search(following.lstrip()) is not None


def _denied(before: str, context: Context) -> bool:
    """Tell whether a negation before the words governs them.

    Nothing between may begin a new thought or negate again, and nothing before may turn the negation round
    ("不得不", "do not think we will not").
    """
    near = before[-_NEAR:]
    for match in context.negated.finditer(near):
        gap = near[match.end() :]
        if context.allows.search(gap):
            return True
        if context.breaks.search(gap) or context.negated.search(gap):
            continue
        if not context.undone.search(near[: match.start()].rstrip()):
            return True
    return False


_WITHIN_ZH = re.compile(
    r"(?:(?<!会)不会|绝不|并不|不能|没有|无权|不需要|不得|(?<!是)不是|不必|不用|无须|无需|不受|不影响)(?!(?:再)?(?:借|坐|乘|买|搭|上|读|还|客气|到账|处理))"
)
_WITHIN_EN = re.compile(
    r"\b(?:not|never)\b(?! (?:pay\w*|respond|comply|a (?:ro)?bot|be able|get|go|be report|report|a human))"
)


def _denied_within(words: str, context: Context) -> bool:
    """Tell whether the words themselves carry the negation ("我们不会联系", "we will not call")."""
    inside = (_WITHIN_ZH if context is CONTEXT["zh"] else _WITHIN_EN).finditer(words)
    return any(context.breaks.search(words[match.end() :]) is None for match in inside)
