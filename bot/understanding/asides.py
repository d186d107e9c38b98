# ruff: noqa: E501 - a pattern is read best on one line
"""Small words beside the matter: a bare "when?", "can I ask you something", "my grandson types this for me".

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold
from bot.understanding.signal_words import written_out

_WHEN = re.compile(
    r"\W*(?:那|是|具体|到底|请问|然后|所以|剩下?的|余下的?|另一半|后面的|第二笔)*"
    r"(?:什么时候|啥时候|几时|何时|几号|哪天|哪一天)(?:啊|呀|呢|来着|还|付|到期)*\W*"
    r"|\W*(?:and |so |but |by |until |since |the (?:rest|other half) )*(?:when|(?:what|which) (?:day|date)s?)"
    r"(?: (?:is|was|are) (?:it|that|they|those|the rest|the other half)"
    r"| (?:again|then|exactly|please|though))*\W*",
    re.IGNORECASE,
)


def asks_when(text: str) -> bool:
    """Whether a message asks for the day and for nothing else.

    >>> asks_when("什么时候？"), asks_when("when is it again?"), asks_when("when do you call my boss")
    (True, True, False)
    """
    return _WHEN.fullmatch(fold(text)) is not None


_MAY_I_ASK = re.compile(
    r"\W*(?:(?:你好|您好|在吗|那个|请问|hi|hello|ok)\W{0,3})*我?(?:想|要|能不能|可以)?(?:先)?(?:再)?(?:问|咨询|请教)(?:你|您|一)?(?:个|下|一下|件|点|几个|些)?(?:事|问题|事情|事儿)?(?:吗|呗|吧|可以吗|行吗|啊)?\W*"
    r"|\W*(?:(?:嗯|呃|额)[,，。… ]{0,3})*(?:那个|内个)(?:那个|就是|啥|什么)*\W*|\W*(?:有个|我有个?)(?:事|问题|疑问)(?:想问)?\W*"
    r"|\W*(?:hi |hello |um+ |erm* |so )*(?:can|could|may) i (?:just )?ask (?:you |u )?(?:something|a question|smth|summat|sth)(?: please| quickly| first)?\W*"
    r"|\W*(?:i(?:'ve| have)? |just |got )*(?:a )?(?:quick )?question(?: for you)?\W*|\W*(?:quick question|question)\W*"
)


def asks_to_ask(text: str) -> bool:
    """Whether somebody only says that a question is coming.

    >>> asks_to_ask("我想问个事"), asks_to_ask("那个"), asks_to_ask("can i ask you something")
    (True, True, True)
    >>> asks_to_ask("我想问下怎么还"), asks_to_ask("那个可以")
    (False, False)
    """
    return _MAY_I_ASK.fullmatch(fold(text)) is not None


_TYPED = re.compile(
    written_out(
        r"(?:帮|替|代)[我她他妈爸奶爷]{0,2}(?:打|写|发|回)(?:的|字|出来|消息|信息)(?!钱|款|卡)"
        r"|(?:让|叫|请|是)(?:我)?(?:@kin|孙子|孙女|邻居|护工)(?:在|来|给|替|帮|代)?我?(?:打|写|回)(?:的|字|这些|信息|消息)(?!钱|款|卡)",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:@kin|@kinword|carer|helper|support worker|social worker|neighbou?r|she|he)(?:s|'s| is| will be| can| to| could)? (?:just |now )?(?:typ(?:es?|ing|ed)|writ(?:es?|ing)|text(?:s|ing)?|messag(?:es?|ing)) (?:this |it |these |here |everything )*(?:out )?for (?:me|her|him|\w+)\b"
        r"|\b(?:@kinword|carer|helper|support worker) (?:is )?typing\b|\btyping (?:this )?(?:on behalf of|for) (?:my|her|him|the)\b",
        language="en",
    ),
    re.IGNORECASE,
)
_HERSELF_NOW = re.compile(
    r"我(?:人)?回来了|(?:现在|这回|这会儿?)(?:是)?我(?:本人|自己)|我(?:就)?是(?:机主|本人|借款人|他本人|她本人)"
    r"|\b(?:im|i'm|i am) (?:back|here) (?:now|myself)\b|\b(?:this is|it'?s) (?:actually )?me (?:now|myself)\b|\bit'?s me now\b",
    re.IGNORECASE,
)
"""Who took her phone back needs no helper, whoever answered before."""


def typed_for_her(text: str) -> bool:
    """Whether somebody else types for her: 打 is to type and to transfer.

    >>> typed_for_her("我回来了，我就是机主本人，刚室友帮我回的"), typed_for_her("it's me now, my sister was texting for me")
    (False, False)

    >>> typed_for_her("我不识字 孙子帮我打的"), typed_for_her("我儿子帮我打的钱")
    (True, False)
    >>> typed_for_her("is it alright if my daughter types for me"), typed_for_her("this is susan's daughter typing")
    (True, True)
    >>> typed_for_her("I'm typing this on my son's phone")
    False
    """
    return _TYPED.search(fold(text)) is not None and _HERSELF_NOW.search(fold(text)) is None
