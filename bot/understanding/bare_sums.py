# ruff: noqa: E501 - a pattern is read best on one line
"""A message that is a sum or a share and nothing else: an offer of so much, and no report of a payment.

Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.words import Intent
from bot.understanding.draft import Draft
from bot.understanding.folding import fold
from bot.understanding.mentions import AmountMention

_BESIDE = re.compile(
    r"(?:就|先|那|嗯|好|大概|差不多|左右|的?样子|吧|啊|呀|哦|呢|块钱?|元|钱)"
    r"|\b(?:ok|okay|just|so|erm|um|well|then|about|around|maybe|please|pls|only|like|or so|ish)\b"
    r"|[\W_]"
)
_FIGURES = re.compile(r"[\s.,!?。，！？]*\d[\d,.]*[\s.,!?。，！？]*")
_ALL = re.compile(
    r"\W*(?:我|就|那|直接|想|要|可以|现在)*"
    r"(?:(?:一次性?)?(?:全部|全额|所有)(?:的|一次性?)*(?:款|钱)?(?:(?:还|付|结|缴)(?:清|完|掉)?)?"
    r"|(?:一次性?|一起|都)(?:还|付|结|缴)(?:清|完|掉))(?:吧|啊|呀)?\W*"
    r"|\W*(?:ok |just |so )?(?:(?:i'?ll |i will |let me )?(?:pay|clear|settle) )?"
    r"(?:(?:it |the )?(?:all|whole|full|total|entire)(?: of it| off| amount| thing| lot| balance| sum)"
    r"|it all|the lot|in full)(?: then| please| off| now)?\W*"
)


def is_only_a_sum(text: str, amounts: Sequence[AmountMention]) -> bool:
    """Whether a message is one sum or share in words or with its unit, and nothing else.

    Bare figures may be anything: digits of a phone, an option, a day.

    Args:
        text: the message.
        amounts: what was read as sums in it.
    """
    if len(amounts) != 1 or _FIGURES.fullmatch(text):
        return False
    rest = text[: amounts[0].start] + text[amounts[0].end :]
    return _BESIDE.sub("", fold(rest)) == ""


def takes_all_of_it(text: str) -> bool:
    """Whether a message says that all of it is meant, or will be paid, and not that it has been.

    >>> takes_all_of_it("全部还清"), takes_all_of_it("all of it"), takes_all_of_it("全部")
    (True, True, True)
    >>> takes_all_of_it("全部还清了"), takes_all_of_it("I paid all of it"), takes_all_of_it("都")
    (False, False, False)
    """
    return _ALL.fullmatch(fold(text)) is not None


_MISTAKEN_FOR = (
    Intent.REPORT_PAID, Intent.OUT_OF_SCOPE, Intent.UNSURE, Intent.AFFIRM, Intent.OFFER_PARTIAL, Intent.GREET,
    Intent.GOODBYE, Intent.CHOOSE_OPTION, Intent.REQUEST_WAIVER, Intent.REQUEST_INSTALMENTS, Intent.ASK_AMOUNT,
    Intent.GIVE_REASON,
)  # fmt: skip
"""What the classifier makes of a sum or a share that stands alone."""


def offers_a_bare_sum(said: Draft, text: str, amounts: Sequence[AmountMention]) -> bool:
    """Take a sum or a share alone for the offer of it; false when the message says more, or another thing.

    Args:
        said: what the message is taken to say; changed in place.
        text: the message.
        amounts: what was read as sums in it.
    """
    if takes_all_of_it(text):
        offered = Intent.PROMISE_TO_PAY
    elif is_only_a_sum(text, amounts):
        offered = Intent.OFFER_PARTIAL
    else:
        return False
    if said.leading in _MISTAKEN_FOR:
        said.lead_with(offered, instead_of=_MISTAKEN_FOR)
    return True
