"""Card numbers and one-time codes that people type: they are hidden before anything is stored or read.

Works on Python 3.10.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re

CARD, CODE = "💳••••", "🔑••••"
"""What stands where a card number, or a code, was."""

_LONG = re.compile(
    r"(?<!\d)(?:\d(?:[ \-]?\d){12,18}|\d{4}(?:[ \-./]?\s?\d{4}){2}[ \-./]?\s?\d{1,7}|\d{4}[ \-./]\d{6}[ \-./]\d{5})(?!\d)"
)
"""Groups of four may be parted by points, strokes or a new line; a day and a sum beside each other are none."""
_OF_A_CARD = re.compile(
    r"\bcards?\b|\bvisa\b|master ?card|amex|\bcvv?2?\b|\bcvc\b|信用卡|储蓄卡|借记卡|银行卡|卡号|我的?卡|安全码",
    re.IGNORECASE,
)
_BESIDE_IT = re.compile(
    r"(?P<name>\b(?:cvv?2?|cvc2?)(?![a-z])|\b(?:security (?:code|number)|three digits on the back)\b|安全码|后三位|背面三位)"
    r"(?P<between>\W{0,3}(?:is|are|was|是|为)?\W{0,3})\d{3,4}(?!\d)",
    re.IGNORECASE,
)
_EXPIRY = re.compile(
    r"(?P<name>\b(?:exp(?:iry|ires?|iration)?(?: date)?|valid (?:to|until|thru))\b|有效期)"
    r"(?P<between>\W{0,3}(?:is|到|至|是)?\W{0,3})\d{1,2} ?[/\-] ?\d{2,4}",
    re.IGNORECASE,
)
_ONE_TIME = re.compile(
    r"(?P<name>验证码|动态码|动态密码|校验码|短信码|\b(?:otp|one[- ]time (?:code|password|passcode|pin)|passcode"
    r"|(?:verification|security|authorisation|authorization|confirmation|sms|bank'?s?) code"
    r"|code (?:(?:they|you|u|the bank|my bank) )?(?:sent|texted)(?: me)?|code)\b)"
    r"(?P<between>\W{0,3}(?:is|was|are|=|是|为|了|就是)?\W{0,3})\d(?:[ \-]?\d){3,7}(?!\d)",
    re.IGNORECASE,
)
_CODE_FIRST = re.compile(
    r"(?<!\d)\d{3}[ \-]?\d{3}(?= (?:is|was) (?:the|my|your|that) (?:code|otp|passcode|verification code)\b"
    r"|(?:这个?)?(?:是|就是)(?:短信)?(?:验证码|动态码|校验码))",
    re.IGNORECASE,
)
CODE_LONG = 6
"""Digits of a number that is called a code and nothing more; four may answer a question of the check."""
_OTHER_CODE = re.compile(r"\b(?:sort|post|pin|zip|postal|area|dial\w*|country|branch) ?$", re.IGNORECASE)
_PASSWORD = re.compile(
    r"(?P<name>(?<!忘记)(?<!忘了)(?<!忘)密码|\b(?:pass ?word|(?:card )?pin(?: number)?)\b(?! ?code))"
    r"(?P<between>(?: ?|\W{0,3}(?:is|was|是|为)\W{0,3})(?=[!-~]*\d)(?<![a-z\d])"
    r"|\s?[:：=]\s?(?!(?:wrong|forg\w+|reset|expired|not|lost|none)\b))[!-~]{3,30}",
    re.IGNORECASE,
)
"""What stands after the word is hidden when it holds a figure, or follows a colon: "my password is wrong" stays."""
_PIN_OF_A_PLACE = re.compile(r"\bpin\W{0,3}(?:is|was)?\W{0,3}\d{6}(?!\d)", re.IGNORECASE)
"""A postcode of India; the number of a card has four digits."""


def without_card_data(text: str, *, checking: bool = False) -> str:
    """The message without card numbers, security codes and one-time codes.

    A long number is one of a card when its check digit fits, or when the message speaks of a card; the
    reference of a payment stays. While somebody is still to be checked (``checking``), a row of fours is left
    to the check, which hides it itself.

    >>> without_card_data("card number 4929 1234 5678 9012 exp 09/27 cvv 123, take 240")
    'card number 💳•••• exp 💳•••• cvv 💳••••, take 240'
    >>> without_card_data("验证码是839201，你直接扣"), without_card_data("sort code 200000, ref 202603101530000")
    ('验证码是🔑••••，你直接扣', 'sort code 200000, ref 202603101530000')
    """
    speaks_of_cards = _OF_A_CARD.search(text) is not None

    def fits(number: str) -> bool:
        return _check_digit_fits(number) and not (checking and " " in number)

    hidden = _LONG.sub(lambda found: CARD if speaks_of_cards or fits(found.group()) else found.group(), text)
    hidden = _BESIDE_IT.sub(rf"\g<name>\g<between>{CARD}", hidden)
    if CARD in hidden:
        hidden = _EXPIRY.sub(rf"\g<name>\g<between>{CARD}", hidden)
    if not _PIN_OF_A_PLACE.search(hidden):
        hidden = _PASSWORD.sub(rf"\g<name>\g<between>{CODE}", hidden)
    hidden = _CODE_FIRST.sub(CODE, hidden)
    return _ONE_TIME.sub(_hide_code, hidden)


def _hide_code(found: re.Match[str]) -> str:
    bare = found["name"].lower() == "code"
    digits = len(re.sub(r"\D", "", found.group()))
    if _OTHER_CODE.search(found.string[: found.start()]) or (bare and digits != CODE_LONG):
        return found.group()
    return f"{found['name']}{found['between']}{CODE}"


def _check_digit_fits(number: str) -> bool:
    digits = [int(each) for each in reversed(re.sub(r"\D", "", number))]
    first = "".join(str(int(each)) for each in re.sub(r"\D", "", number)[:4])  # full width digits too
    if first[0] not in "3456" and not "2221" <= first <= "2720":  # what cards begin with
        return False
    doubled = [each if place % 2 == 0 else sum(divmod(each * 2, 10)) for place, each in enumerate(digits)]
    return sum(doubled) % 10 == 0


def held_card_data(text: str) -> bool:
    """Whether something was hidden in a message.

    >>> held_card_data("cvv 💳••••"), held_card_data("4821")
    (True, False)
    """
    return CARD in text or CODE in text


_TAKE_IT = re.compile(
    r"\b(?:take|charge|debit|use|bill)\b|(?:直接|你们?|从[^，。]{0,6})?扣|刷|划", re.IGNORECASE
)


def asks_to_be_charged(text: str) -> bool:
    """Whether the money is to be taken with what was sent.

    >>> asks_to_be_charged("cvv 💳••••, take 240"), asks_to_be_charged("my card 💳•••• was stolen")
    (True, False)
    """
    return _TAKE_IT.search(text) is not None
