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


def has_words(text: str) -> bool:
    """Whether there is anything but punctuation, spaces and emoji."""
    return any(unicodedata.category(c)[0] in "LN" for c in text)
