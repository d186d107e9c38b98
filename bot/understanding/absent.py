# ruff: noqa: E501 - a pattern is read best on one line
"""Who answers for somebody who is only not here: no death is guessed from it, and no wrong number.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.signal_words import written_out
from bot.understanding.somebody_else import says_she_is_another
from bot.understanding.sounds_like import names_dying
from bot.understanding.text import normalise

_FOR_NOW = (
    r"(?=\W*$|\W*[,.;!?]| (?:at the moment|at present|right now|just now|today|tonight|this (?:morning|afternoon|evening|week)"
    r"|till|until|yet|im|i am|this is|its|can|could|but|and|so|he|she|who|what|why)\b)"
)
_ABSENT = re.compile(
    r"\b(?:isnt|is not|s not|aint|is nt|not) (?:actually |currently |even |just )?(?:here|in|home|at home|available|there)(?! any ?more)"
    + _FOR_NOW
    + r"|(?:\bis|s) (?:just |currently |still |now )?(?:out(?! of)|at work|at the shops?|asleep|sleeping|busy|away|driving|working|in the (?:shower|bath|garden|loo|kitchen)|in a meeting|on (?:his|her) (?:shift|break|way))"
    + _FOR_NOW
    + r"|(?:不|没)在(?!了|人|世|这个?世)(?:家里?|这(?:里|儿|边)?|旁边|身边|公司|单位|店里|屋里|国内|本地)?(?=\W|$|我|呢|啊|哦|呀|的)"
    r"|(?:出门|出去|上班去|上班|睡着|睡|出差|下楼|买菜)(?:去)?了|在(?:上班|睡觉|洗澡|开会|开车|加班|做饭|外面|外地|出差|忙)"
)
_ANOTHER_IS_MEANT = re.compile(
    r"\b(?:this|it)(?: is not| isnt|s not| aint) (?!fair\b|right\b|true\b|ok\b|good\b|fun\b|easy\b)\w+|我不是(?:他|她|本人|机主|借款人)"
)
_FOR_EVER = re.compile(
    written_out(
        r"去年|前年|年前|个月前|自从|永远|再也|从此|天堂|那边|另一个世界|遗|病故|抢救|不醒|没再?醒|醒不|车祸|事故|出事|病危|墓|骨灰|撒手|不行了",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:any ?more|any longer|no longer|never|ever again|since|ago|now|last (?:week|month|year|night)|without|estate|executor|probate|coroner|mortuary|morgue|ashes|hospice|heaven"
        r"|suicide|murdered|overdos\w*|accident|crash|heart attack|stroke|surviv\w*|left us|taken|life|(?:not|wont|wouldnt|didnt|never) w[ao]ke)\b",
        language="en",
    )
)
"""With these beside it an absence may be one for ever."""
_AT_THIS_MOMENT = re.compile(r"\b(?:right|just) now\b")


def is_only_absent(text: str) -> bool:
    """Whether somebody says that the one we look for is not here, or is another, with no word of dying.

    >>> is_only_absent("Sam isn't here, I'm his brother"), is_only_absent("this isn't Sam, I'm his brother")
    (True, True)
    >>> is_only_absent("小王不在家，我是他妈"), is_only_absent("他不在，我是他老婆")
    (True, True)
    >>> is_only_absent("she isn't here anymore"), is_only_absent("he isn't here, he passed in January")
    (False, False)
    >>> is_only_absent("我妈睡着了 叫不醒了"), is_only_absent("he's asleep and wouldn't wake up")
    (False, False)
    >>> is_only_absent("他已经不在了，我是他老婆"), is_only_absent("now dad isn't here to help")
    (False, False)
    """
    said = _AT_THIS_MOMENT.sub("at present", _plain(text))
    rest = _ABSENT.sub(" ", said)
    another = _ANOTHER_IS_MEANT.search(said) is not None and says_she_is_another(text)
    return (rest != said or another) and not names_dying(rest) and _FOR_EVER.search(rest) is None


_CLOSE_TO_HIM = re.compile(
    written_out(
        r"我是(?:他|她)的?(?:@kin|太太|先生|爱人|家属|朋友|同事|室友|对象|男朋友|女朋友|邻居)(?!.{0,3}以前)",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:im|i am|this is|its) (?:just )?(?:his|her|their) (?!ex\b)(?:\w+ )?(?:@kinword|carer|flat ?mate|house ?mate|room ?mate|friend|mate|colleague|neighbou?r)\b",
        language="en",
    )
)
_STRANGER = re.compile(
    r"打错|错号|不认识|没(?:有)?这(?:个)?人|这是我的?(?:号|手机|电话)|前(?:妻|夫|任|男友|女友)"
    r"|\b(?:wrong|ex|dont know|never heard|my (?:number|phone)|used to|no longer|any ?more)\b"
)


def is_close_to_him(text: str) -> bool:
    """Whether somebody says to be of his family or house, and nothing of a wrong number: it is the right one.

    >>> is_close_to_him("我不是他，我是他室友"), is_close_to_him("I'm not him, I'm his flatmate")
    (True, True)
    >>> is_close_to_him("I'm not him but it's his phone"), is_close_to_him("打错了，我是他前妻"), is_close_to_him("我不是他")
    (False, False, False)
    """
    said = _plain(text)
    return _CLOSE_TO_HIM.search(said) is not None and _STRANGER.search(said) is None


def _plain(text: str) -> str:
    return normalise(text).text.lower().replace("'", "").replace("’", "")
