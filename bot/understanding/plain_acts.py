"""Acts that stand in a message in so many words, whatever the classifier makes of it.

Only a few, and only where the words leave no doubt: some now and the rest later, all of it on a day, a number
of parts. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Intent
from bot.understanding.counts import read_parts

_PARTIAL = re.compile(
    r"\b(?:half|some|part|a bit|\d[\d,.]*)\b[^.!?]{0,24}\b(?:now|today|tonight)\b[^.!?]{0,24}"
    r"\b(?:rest|remainder|remaining|other half|balance|what'?s left)\b"
    r"|先[^，。！？]{0,4}(?:还|付|转|打)[^。！？]{0,14}(?:剩|其余|余下|另一半|后面的)",
    re.IGNORECASE,
)
_ALL_LATER = re.compile(
    r"\b(?:can|could|may|might|let me|ok(?:ay)? if|possible to)\b[^.!?]{0,24}\bpay\b[^.!?]{0,12}"
    r"\b(?:everything|it all|all of it|all|in full|the full|the lot|the whole)\b[^.!?]{0,14}"
    r"\b(?:on|by|at|in|until|till|next|end)\b"
    r"|\b(?:can|could|may) i have (?:until|till)\b",
    re.IGNORECASE,
)


def plain_acts(text: str) -> tuple[Intent, ...]:
    """Acts said in so many words, the one to act on first.

    >>> plain_acts("half now, rest on the 15th"), plain_acts("can I pay everything on 30 June")
    ((<Intent.OFFER_PARTIAL: 'offer_partial'>,), (<Intent.REQUEST_DEFERRAL: 'request_deferral'>,))
    """
    found = []
    if _PARTIAL.search(text):
        found.append(Intent.OFFER_PARTIAL)
    if _ALL_LATER.search(text):
        found.append(Intent.REQUEST_DEFERRAL)
    if not found and read_parts(text):
        found.append(Intent.REQUEST_INSTALMENTS)
    return tuple(found)


YIELDS: dict[Intent, frozenset[Intent]] = {
    Intent.OFFER_PARTIAL: frozenset({Intent.PROMISE_TO_PAY}),
    Intent.REQUEST_DEFERRAL: frozenset({Intent.REQUEST_INSTALMENTS, Intent.ASK_HOW_TO_PAY}),
    Intent.REQUEST_INSTALMENTS: frozenset({Intent.CHOOSE_OPTION}),
}
"""What the classifier mistakes such a message for: these give way to the act that was said."""
LEADS_OVER = frozenset(
    {
        Intent.PROMISE_TO_PAY, Intent.REQUEST_INSTALMENTS, Intent.ASK_HOW_TO_PAY, Intent.OUT_OF_SCOPE,
        Intent.CHOOSE_OPTION, Intent.GIVE_REASON, Intent.REQUEST_HELP, Intent.UNSURE, Intent.REQUEST_DEFERRAL,
    }
)  # fmt: skip
"""Leading intents that an act said in so many words replaces."""
