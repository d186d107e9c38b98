"""Words beside a sum or a day that say what it is for: a fault in it, a question, a supposition, no and yes.

Each is looked at only where the classifier's reading leaves it open. Works on Python 3.10.
"""

from __future__ import annotations

import re


def _words(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(f"{zh}|{en}", re.IGNORECASE)


_WANTS_TO_KNOW = _words(r"知道|问|啥|什么|多少|明细", r"\b(?:know|ask\w*|how much|what)\b")
_WRONG = _words(
    r"不对|(?<!不)错|多[扣收算]|不认|凭什么",
    r"\b(?:wrong|mistake|error|incorrect|never|already|paid|disput\w+|not (?:right|fair))\b",
)
_HER_BANK = _words(
    r"银行(?:又|还|多|额外){0,4}(?:扣|收)|透支费",
    r"\boverdraft|\b(?:charge\w*|fees?)\b[^.!?]{0,20}\bby (?:the|my) bank"
    r"|\b(?:the|my) bank (?:has |have |just )?charg",
)
_TURNED_DOWN = _words(r"不(?:了|行|成|可能|上|起|出)|没钱", r"\b(?:can'?t|cant|cannot|won'?t|not)\b")
_WILL_DO = _words(
    r"(?:可以|能还|没问题|行)(?![吗嘛么不?？])",
    r"(?:\b(?:is|would be|will be|should be)|'s) (?:ok(?:ay)?|fine|good|better|alright"
    r"|all right|possible|doable)\b"
    r"|\b(?:can|could) (?:do|pay|manage)\b|\b(?:is|'?s) the (?:soonest|earliest|first)\b",
)
_SOME_NOT_ALL = _words(
    r"(?:能|可以|先)(?:还|付|给)(?:得?起|上)?(?:一?部分|一点|一些|点)[^。！？]{0,14}(?:还|付|拿)不(?:起|了|出|上|清|完)(?:全|那么|这么|所有|完)?",
    r"\b(?:some|part|a bit)(?: of (?:it|that|what i owe))?(?: \w+){0,2}\b[^.!?]{0,20}"
    r"\b(?:but )?not (?:all|everything|the (?:lot|whole|full))\b",
)
_OUT_OF_WHAT = _words(
    r"(?:咋|怎么|拿什么|拿啥)(?:能|可能|来)?还(?:得起|上|清)?",
    r"\bhow (?:the \w+ )?(?:am|are|do|can|could|would) (?:i|we) (?:supposed|meant|expected|going"
    r"|ever)?(?: to)? ?(?:pay|find|afford)\b",
)
_PAID = _words(r"已经?|[还付转]了", r"\b(?:paid|already|sent|transferred|went|gone|made)\b")
_SUPPOSES = _words(
    r"(?:要是|如果|假如|那要|要不).{0,14}(?:还|付|交)",
    r"\b(?:what if|how about|what about|if i (?:paid|pay|did|do))\b",
)
_MONTH = r"(?:下个?月|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?)"
_NEXT = rf"(?:下一?[期笔个]|{_MONTH}的?(?:那|这)?(?:一?期|一?笔)?(?![^，。]{{0,2}}[号日]))"
_WITH_THE_NEXT = re.compile(
    rf"{_NEXT}[^，。！？\d]{{0,5}}(?:一起|一块|一并|一道|合并|合在|并在|并到)[^，。]{{0,4}}(?:还|付|交|给|结)"
    rf"|(?:和|跟|同|与|连|等到?|加上){_NEXT}[^，。！？\d]{{0,4}}(?:一起|一块|一并|一道|合并|合在)"
    r"|\b(?:(?:together|along|at the same time) (?:with|as)|pay both|both together|double up|with"
    r"|add(?:ed)? (?:it )?(?:on )?to|roll(?:ed)? (?:it )?into)(?: this (?:one )?and)?"
    r" (?:the |my )?next (?:one|month(?:'s|s)?|instal\w+|payment|bill)\b"
    r"|\b(?:the |my )?next (?:one|month'?s|instal\w+|payment)(?: \w+){0,3}"
    r" (?:together|at the same time|at once|in one go)\b",
    re.IGNORECASE,
)
_NEXT_ONE = _words(
    r"下一?[期笔]|下个?月(?:的)?(?:那|这)?(?:一?期|一?笔)", r"\bnext (?:one|instal\w+|payment)\b"
)


def wants_to_know(text: str) -> bool:
    """Whether anything is asked, beside a sum that surprises her: "就想问问怎么这么多"."""
    return _WANTS_TO_KNOW.search(text) is not None


def finds_fault(text: str) -> bool:
    """Whether a sum is called wrong, or paid already.

    >>> finds_fault("你们算错了"), finds_fault("that's a mistake"), finds_fault("不错，今天640")
    (True, True, False)
    """
    return _WRONG.search(text) is not None


def blames_the_bank(text: str) -> bool:
    """Whether the charge she speaks of is her bank's: "£12 overdraft fee", 银行又扣了我一笔."""
    return _HER_BANK.search(text) is not None


def rather_another_time(text: str) -> bool:
    """Whether one time is turned down and another will do.

    >>> rather_another_time("三月还不了，四月可以"), rather_another_time("can't do march")
    (True, False)
    """
    return _TURNED_DOWN.search(text) is not None and _WILL_DO.search(text) is not None


def some_but_not_all(text: str) -> bool:
    """Whether she can do a part and says so: "some of it now but not all of it", 能还一部分，全部还不起."""
    return _SOME_NOT_ALL.search(text) is not None


def asks_out_of_what(text: str) -> bool:
    """Whether she asks out of what she should pay: "how am I supposed to pay 2100", 拿什么还."""
    return _OUT_OF_WHAT.search(text) is not None


def tells_of_a_payment(text: str) -> bool:
    """Whether any word speaks of a payment that was made."""
    return _PAID.search(text) is not None


def supposes(text: str) -> bool:
    """Whether a way to pay is put as a question: "要是一个星期还200呢", "what if I paid 20 a week"."""
    return _SUPPOSES.search(text) is not None


def pays_with_the_next(text: str) -> bool:
    """Whether she would pay what is overdue together with the next instalment.

    >>> pays_with_the_next("能不能4月份的一起还"), pays_with_the_next("can i pay it with my next payment")
    (True, True)
    >>> pays_with_the_next("4月5号和老婆一起还"), pays_with_the_next("when is my next payment")
    (False, False)
    """
    return _WITH_THE_NEXT.search(text) is not None


def names_the_next_one(text: str) -> bool:
    """Whether the next instalment is named: "the next one too", 下期."""
    return _NEXT_ONE.search(text) is not None
