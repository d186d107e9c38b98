"""Asking to see the receipt of what was arranged; proof of a payment that was made is something else."""

from __future__ import annotations

import re

LONG = 40
"""A longer message says more than that."""
_ASKS = re.compile(
    r"(?:看|给|发|要|在哪|哪里|哪儿|下载|再|呢|拿|找).{0,8}(?:收据|凭证(?!号)|回执|收據|憑證)"
    r"|(?:收据|凭证(?!号)|回执|收據|憑證).{0,6}(?:看|给|发|在哪|哪里|哪儿|下载|再|呢|拿|找|有吗|麻烦|谢谢)"
    r"|^\W*(?:我的)?(?:收据|凭证|回执|收據|憑證)\W*$"
    r"|^\W*(?:(?:my|the|a|our) )?receipts?(?: (?:please|pls|again|copy))*\W*$"
    r"|\b(?:show|send|resend|email|give|get|see|where(?:'?s| is| are)?|download|find|view|want|need|have)\b"
    r"[^.!?]{0,16}\breceipts?\b",
    re.IGNORECASE,
)
_OF_A_PAYMENT = re.compile(
    r"\bi(?:'ve| have)?(?: got| kept| sent)? (?:have |got |kept |sent )?(?:a|the|my) receipt"
    r"|\bpaid\b|\bpayment\b|attach|upload|proof|已经?[还付转交]|[还付转交](?:过|完|清)?了|付款|转账|还款|上传|截图|发给你|给你们?看|我有",
    re.IGNORECASE,
)


def asks_for_receipt(text: str) -> bool:
    """Whether a message asks for the receipt again, and nothing else.

    >>> asks_for_receipt("show me my receipt"), asks_for_receipt("收据给我看看")
    (True, True)
    >>> asks_for_receipt("I have a receipt"), asks_for_receipt("我有还款凭证，发给你们看")
    (False, False)
    """
    return len(text) <= LONG and _ASKS.search(text) is not None and _OF_A_PAYMENT.search(text) is None
