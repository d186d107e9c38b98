"""Tells the language of one message: Chinese in either script, or English; a mixture goes to its grammar."""

from __future__ import annotations

import re

from bot.model.words import Language
from bot.understanding.pinyin import is_pinyin
from bot.understanding.text import listed

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_LINK = re.compile(r"https?://\S+|(?<!\S)\S[^\s@]*@[^\s.]+\.\S+|www\.\S+")
# Grammar words carry the matrix language; a borrowed noun (payday, app, OK) does not.
_EN_GRAMMAR = frozenset(
    listed(
        "i i'm im i'll ill you u we he she it they my your me the a an is are was be been do did don't "
        "dont can can't cant could "
        "will would won't have haven't has had to of in on at for with and but or not no yes please thanks "
        "thank what when how why "
        "who this that if until by from need want pay get just still after before let now"
    )
)
_ZH_GRAMMAR = re.compile(
    r"[我你您他她的了吗呢吧啊是不没有在还要会能可想就都也把被给和跟请到这那什么怎呀么嘛哈咯啦嘞哦噢嗯咧"
    r"喔诶好]"
)
_NEUTRAL = frozenset(
    listed(
        "ok okay app pay payday vip qq wechat alipay hi hello bye id pin sms k w rmb cny usd gbp hkd rt "
        "lol emm emmm haha"
    )
)
_PINYIN = frozenset(
    listed(
        "wo ni ta hai huan qian meiyou mei you shenme zenme keyi bu xing mingtian jintian houtian gongzi "
        "xiexie nihao shi "
        "de le ma ne ba"
    )
)


def detect_language(text: str, *, default: Language) -> Language:
    """Tell the language a message is written in.

    Args:
        text: the borrower's own words.
        default: the language of the conversation, kept when the message does not say
            (digits, emoji, a name, OK).

    Returns:
        The matrix language: that of the grammar, not of single borrowed words.
    """
    text = _LINK.sub(" ", text)
    han = len(_HAN.findall(text))
    words = [w.lower() for w in _WORD.findall(text.replace("’", "'"))]
    telling = [w for w in words if w not in _NEUTRAL]
    if not han:
        if is_pinyin(text) or (
            len(telling) >= 2
            and sum(w in _PINYIN for w in telling) * 2 > len(telling)
            and not _EN_GRAMMAR & {*telling} - {"you"}
        ):
            return Language.ZH
        lone = telling[0] if len(telling) == 1 and telling[0] not in _EN_GRAMMAR else ""
        if not telling or (
            lone and (len(lone) <= 4 or not re.search("[aeiou]", lone) or re.search(r"(.)\1\1", lone))
        ):
            return default
        return Language.EN
    if not telling or (len(telling) == 1 and not _EN_GRAMMAR & {*telling}):
        return Language.ZH
    if is_pinyin(" ".join(telling)):
        return Language.ZH  # "wo xiang wen xia 最多几天": both are Chinese
    english = sum(2 if w in _EN_GRAMMAR else 1 for w in telling)
    chinese = han * 0.7 + 2 * len(_ZH_GRAMMAR.findall(text))
    return Language.ZH if chinese >= english else Language.EN
