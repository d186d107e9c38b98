"""A plain yes beside a wish about being reached: "yes, as long as it's evenings", 同意，只要别打电话.

The wish is put on file as soon as it is read, so that what sounds like a condition is met already. Works on
Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Language, Signal
from bot.understanding.folding import fold
from bot.understanding.language import detect_language
from bot.understanding.plain_yes import plain_yes
from bot.understanding.signal_words import written_out
from bot.understanding.signals import find_signals

_REACHED = frozenset({Signal.MEDIA_BAN, Signal.STOP, Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS})
_JOINS = re.compile(
    r"\b(?:as long as|so long as|provided(?: that)?|on condition(?: that)?|if|but|and"
    r"|only|just|please|pls|you|u|it['’]?s|then)\b"
    r"|只要|但是?|不过|就是|麻烦|请|记得|你们?|您|就(?:行|好|可以)|的话"
)
_TIMES = {each: re.compile(written_out("@time", language=each)) for each in ("zh", "en")}


def yes_and_how_to_reach(text: str) -> bool:
    """Whether a message is a plain yes and a wish about being reached, and nothing else.

    >>> yes_and_how_to_reach("yes, as long as you don't text me during the day, evenings after 6 only")
    True
    >>> yes_and_how_to_reach("同意，只要别在上班时间给我发短信就行"), yes_and_how_to_reach("别在上班发短信")
    (True, False)
    >>> yes_and_how_to_reach("yes, as long as there's no interest and you don't call me at work")
    False
    """
    spoken = detect_language(text, default=Language.EN).value
    hits = [hit for hit in find_signals(text, spoken) if hit.signal in _REACHED]
    if not hits:
        return False
    rest = text
    for hit in sorted(hits, key=lambda each: len(each.text), reverse=True):
        rest = rest.replace(hit.text, " ")
    rest = _JOINS.sub(" ", fold(rest))
    if spoken in _TIMES:
        rest = _TIMES[spoken].sub(" ", rest)
    return plain_yes(re.sub(r"[\s,，.。;；]+", " ", rest).strip())
