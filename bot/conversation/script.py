"""The two scripts of Chinese: which one somebody writes, and our own sentences in the traditional one.

``domain.yml`` is written in simplified characters; who writes traditional ones is answered in them, with the
characters and phrases of Hong Kong (OpenCC). The rules see each sentence in the script it is read in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from opencc import OpenCC

from bot.understanding.folding import simplified_forms

_IN_BOTH = frozenset(
    "后里台只面系干云松谷征余斗卜几丑向曲了才准冲周制范郁姜布扎札克致家合回伙借表采折注杰志愿么占升并岳朱党卷咽"
    "咸唇夸尽宁巨据旋板梁欲沈沾涂涌淀游率玩球痴秋私秤稿累群背胡舍症象迹适郎须"
    "晒床托划仆岩岭峰棱踊吨吁凄凶咨庄扑挂杠栖栗泞洒熏痒雇霉荐腊虱辟肴腌岳厘于"
)
"""Characters that stand in texts of either script, so that they say nothing."""


@lru_cache(maxsize=1)
def _hong_kong() -> OpenCC:
    return OpenCC("s2hk")


@lru_cache(maxsize=8192)
def traditional(text: str) -> str:
    """A sentence in the traditional script.

    >>> traditional("转人工，后天还款")
    '轉人工，後天還款'
    """
    return text if text.isascii() else str(_hong_kong().convert(text)).replace("摺合", "折合")


def in_script(value: Any) -> Any:
    """The same for every text inside plain values."""
    if isinstance(value, str):
        return traditional(value)
    if isinstance(value, list | tuple):
        return type(value)(in_script(each) for each in value)
    return value


@lru_cache(maxsize=1)
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    table = simplified_forms()
    old = frozenset(each for each, new in table.items() if each != new) - _IN_BOTH
    new = frozenset(each for each in table.values() if traditional(each) != each)
    return old, new - frozenset(table) - _IN_BOTH


def writes_traditional(text: str) -> bool | None:
    """Whether a message is written in the traditional script; ``None`` when it could be either.

    >>> writes_traditional("我下個月還"), writes_traditional("我下个月还"), writes_traditional("好")
    (True, False, None)
    """
    old, new = _telling()
    traditional_ones = sum(each in old for each in text)
    simplified_ones = sum(each in new for each in text)
    if not traditional_ones and not simplified_ones:
        return None
    return traditional_ones >= simplified_ones
