# ruff: noqa: E501 - a pattern is read best on one line
"""What people write while a colleague is awaited: hello?, will you call me, what happens until then.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_CALLS = re.compile(
    r"[?？]|[吗呢嘛]\s*$|在不在|有人|人工|真人|怎么|什么时候|多久|几点|喂|你好|您好"
    r"|\b(?:hello|hi|hey|anyone|anybody|someone|somebody|real person|human|agent|when|how long|why)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"钱|[催还]|账|债|\b(?:money|pay|paying|payment|chas\w+|debt|owe|bill|loan|reminders?)\b", re.IGNORECASE
)
_TO_US = re.compile(r"[你您]们?|\b(?:you|your|why)\b", re.IGNORECASE)
_WE_CALL = re.compile(
    r"\b(?:will|are|is|do|does|would|can|could|gonna|when|shall)\b[^.!?]{0,30}"
    r"\b(?:call|ring|phone|calling|ringing|phoning)(?: me| us)?(?: back)?\b"
    r"|\b(?:by|on the) phone or\b|\bcall me or\b"
    r"|(?:会|要|是不是|能|什么时候|几点)[^。!?]{0,8}(?:打电话|来电|回电|打(?:给我|过来|我手机))[^。!?]{0,6}(?:吗|么|不|呢|[?？]|$)"
    r"|(?:打电话|电话)[^。!?]{0,6}还是[^。!?]{0,6}(?:这里|文字|聊|消息|线上)"
)
_MEANWHILE = re.compile(
    r"\b(?:meanwhile|in the meantime|mean time|until then|till then|while i(?:'m| am)? wait(?:ing)?|before (?:they|someone) (?:come|answer)s?)\b"
    r"|(?:这|那)(?:段)?(?:期间|时间|之前)|等的?(?:时候|期间)|在(?:此|这)之前|等(?:同事|人工|你们?).{0,6}(?:期间|时候|之前)"
)
_ASKS = re.compile(r"[?？]|\b(?:what|do i|will|should i|can i)\b|[会怎吗呢]|要不要|什么")


def calls_for_somebody(text: str) -> bool:
    """Whether a message asks something, or calls for somebody.

    >>> calls_for_somebody("有人吗"), calls_for_somebody("hello"), calls_for_somebody("my shift ends at 6")
    (True, True, False)
    """
    return _CALLS.search(text) is not None


def asks_why_money(text: str) -> bool:
    """Whether we are asked about money, by somebody of whom none is asked now.

    >>> asks_why_money("why do you still chase me"), asks_why_money("你们怎么还催"), asks_why_money("he was 80")
    (True, True, False)
    """
    return _MONEY.search(text) is not None and _TO_US.search(text) is not None


def asks_if_we_call(text: str) -> bool:
    """Whether somebody who waits asks if the answer comes by telephone.

    >>> asks_if_we_call("will you call me"), asks_if_we_call("会给我打电话吗"), asks_if_we_call("别打电话")
    (True, True, False)
    """
    return _WE_CALL.search(fold(text)) is not None


def asks_what_meanwhile(text: str) -> bool:
    """Whether it is asked what happens until the colleague comes.

    >>> asks_what_meanwhile("what happens meanwhile"), asks_what_meanwhile("这期间会怎么样")
    (True, True)
    >>> asks_what_meanwhile("what happens if I don't pay")
    False
    """
    return _MEANWHILE.search(fold(text)) is not None and _ASKS.search(fold(text)) is not None


_PROOF_ZH = r"(?:截图|截屏|凭证|回单|转账记录|付款记录|账单)"
_PROOF_EN = r"(?:screen ?shots?|screen ?grabs?|receipts?|proof|bank statements?|photos?|pictures?|a pic)"
_PROOF_WANTED = re.compile(
    rf"{_PROOF_ZH}[^。！]{{0,10}}(?:要|用|需要|能|可以|怎么|往哪|发到?哪|发不发)[^。！]{{0,8}}(?:吗|么|嘛|不|呢|[?？]|发|给|传|$)"
    rf"|(?:要不要|需不需要|用不用|需要|要|用|能|可以|怎么)(?:我|把|给|你|您|们){{0,4}}(?:发|传|提供|看)[^。！？]{{0,6}}{_PROOF_ZH}[^。！]{{0,4}}(?:吗|么|嘛|不|呢|[?？]|$)"
    rf"|\b(?:do|should|shall|can|must|may|where|how|want|need)\b[^.!]{{0,30}}\b{_PROOF_EN}\b"
    rf"|\b{_PROOF_EN}\b[^.!]{{0,30}}\b(?:do|should|shall|can|must|may|where|how|want|need)\b[^.!]{{0,16}}\b(?:i|you|it|to)\b"
)


def asks_if_proof_is_wanted(text: str) -> bool:
    """Whether somebody who waits asks if, where or how to send what shows a payment.

    >>> asks_if_proof_is_wanted("我微信付的 有截图 要发给你吗"), asks_if_proof_is_wanted("需要发截图吗")
    (True, True)
    >>> asks_if_proof_is_wanted("i have a screenshot, should i send it"), asks_if_proof_is_wanted("我有截图")
    (True, False)
    """
    return _PROOF_WANTED.search(fold(text)) is not None
