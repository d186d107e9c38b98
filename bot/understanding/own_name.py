"""Somebody says that she is the very person we mean: 我就是李建国, "this is Sarah Jones speaking".

A name alone tells nobody apart: "I'm Sarah" to a message for Dan says that we have the wrong one. Which name
is the right one stands on file; to say it proves nothing, and the check is asked all the same.
Works on Python 3.10.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.understanding.text import normalise

_TITLE = r"(?:mr|mrs|ms|miss|mx|dr)\.? "


@lru_cache(maxsize=256)
def _pattern(name: str) -> re.Pattern[str]:
    plain = re.escape(normalise(name).text.strip())
    words = [re.escape(word) for word in normalise(name).text.split()]
    either = [plain, *([words[0], f"{_TITLE}{words[-1]}", f"{_TITLE}{plain}"] if len(words) > 1 else [])]
    named = "|".join(either)
    return re.compile(
        rf"(?:我|本人|这里|这边)(?:就|才|正|真的?)?(?:是|叫)(?:本人)?(?:{named})(?!的|他|她)"
        rf"|\b(?:i'?m|i am|this is|it'?s|it is|my name'?s|my name is|speaking to) (?:{named})\b(?!'?s\b)"
        rf"|^\W*(?:yes\W+)?(?:{named}) (?:here|speaking)\b",
        re.IGNORECASE,
    )


def says_she_is(text: str, name: str) -> bool:
    """Whether somebody says that she is the person of that name.

    >>> says_she_is("我没死啊，我就是李建国", "李建国"), says_she_is("this is Sarah Jones", "Sarah Jones")
    (True, True)
    >>> says_she_is("我不是李建国", "李建国"), says_she_is("I'm Sarah's mum", "Sarah Jones")
    (False, False)
    >>> says_she_is("I'm Kate", "Sarah Jones"), says_she_is("我是李建国的老婆", "李建国")
    (False, False)
    """
    return bool(name.strip()) and _pattern(name).search(normalise(text).text) is not None
