"""Small cleanings of what people type."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    r"""Drop control characters and trim; line breaks stay, emoji stay.

    >>> clean("  hi\x00 there\r\n ")
    'hi there'
    """
    kept = (
        c for c in text.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


MAX_TEXT = 4000
CUT = "…"


def shorten(text: str) -> str:
    """Keep the first 4,000 characters; a mark at the end shows that there was more.

    >>> len(shorten("x" * 5000))
    4000
    """
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - len(CUT)] + CUT


def was_cut(text: str) -> bool:
    """Whether a stored text was longer than what is kept of it."""
    return len(text) == MAX_TEXT and text.endswith(CUT)


def has_words(text: str) -> bool:
    """Whether there is anything but punctuation, spaces and emoji."""
    return any(unicodedata.category(c)[0] in "LN" for c in text)
